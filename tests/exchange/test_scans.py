"""Scans come from strangers: what is kept can be shown later, the rest is refused with a sentence."""

from __future__ import annotations

import random
import struct
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from PIL.JpegImagePlugin import JpegImageFile
from reportlab import rl_config
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from caseman.errors import InputError
from caseman.exchange import scan_kinds, scan_limits
from caseman.exchange.scans import MediaType, ScanFacts, clean_scan, inspect_scan, page_png

RED, WHITE = (255, 0, 0), (255, 255, 255)


def picture(size: tuple[int, int] = (60, 40), mode: str = "RGB", colour: object = WHITE) -> Image.Image:
    return Image.new(mode, size, colour)  # type: ignore[arg-type]


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def noisy(form: str, **options: object) -> bytes:
    """A picture that does not compress away, so that cutting it off hurts."""
    image = Image.effect_noise((300, 200), 80).convert("RGB")
    return saved(image, form, **options)


def pdf(pages: int = 1, encrypt: StandardEncryption | None = None) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 300), encrypt=encrypt)
    for number in range(pages):
        canvas.drawString(50, 250, f"page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def claimed_png(width: int, height: int, depth: int = 1, colour: int = 0) -> bytes:
    """A PNG of a few dozen bytes that claims any size."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + data


def png_with_broken_sum() -> bytes:
    data = bytearray(saved(picture(), "PNG"))
    data[data.index(b"IEND") - 6] ^= 0xFF  # in the check sum of the last IDAT
    return bytes(data)


def png_without_its_end() -> bytes:
    data = saved(picture(), "PNG")
    return data[: data.index(b"IEND") - 4]


def png_with_text_bomb() -> bytes:
    good = saved(picture(), "PNG")
    end = good.index(b"IEND") - 4
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 200_000_000, 1))
    return good[:end] + bomb + good[end:]


def tiff(*images: Image.Image, **options: object) -> bytes:
    return saved(images[0], "TIFF", save_all=True, append_images=list(images[1:]), **options)


def archive() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.txt", "a")
    return out.getvalue()


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'


@pytest.mark.parametrize(
    ("name", "data", "facts"),
    [
        ("申請書.pdf", pdf(3), ScanFacts(MediaType.PDF, 3, 400, 300, "申請書.pdf")),
        ("a.PDF", pdf(), ScanFacts(MediaType.PDF, 1, 400, 300, "a.PDF")),
        ("a.jpg", saved(picture(), "JPEG"), ScanFacts(MediaType.JPEG, 1, 60, 40, "a.jpg")),
        (
            "a.jpeg",
            saved(picture(mode="CMYK", colour=0), "JPEG"),
            ScanFacts(MediaType.JPEG, 1, 60, 40, "a.jpeg"),
        ),
        ("免許証.png", saved(picture(), "PNG"), ScanFacts(MediaType.PNG, 1, 60, 40, "免許証.png")),
        ("a.png", saved(picture(mode="1", colour=1), "PNG"), ScanFacts(MediaType.PNG, 1, 60, 40, "a.png")),
        ("a.tif", tiff(picture()), ScanFacts(MediaType.TIFF, 1, 60, 40, "a.tif")),
        (
            "fax.tiff",
            tiff(
                picture((17, 9), "1", 1),
                picture((30, 20), "1", 1),
                picture((5, 5), "1", 1),
                compression="group4",
            ),
            ScanFacts(MediaType.TIFF, 3, 17, 9, "fax.tiff"),
        ),
        # No extension, or one that means nothing here: the name gets the one that tells the truth.
        ("scan", saved(picture(), "PNG"), ScanFacts(MediaType.PNG, 1, 60, 40, "scan.png")),
        ("virus.exe", pdf(), ScanFacts(MediaType.PDF, 1, 400, 300, "virus.exe.pdf")),
        (
            "C:\\Users\\Hanako\\\u202egpj.png",
            saved(picture(), "PNG"),
            ScanFacts(MediaType.PNG, 1, 60, 40, "gpj.png"),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_good_scans_are_taken_in(name: str, data: bytes, facts: ScanFacts) -> None:
    assert inspect_scan(name, data) == facts


@pytest.mark.parametrize(
    ("name", "make", "code", "sentence"),
    [
        ("a.png", lambda: b"", "scan-empty", "“a.png” is empty (0 bytes). Scan the paper again."),
        ("a.png", lambda: SVG, "scan-other-kind", "is an SVG drawing, not a scan"),
        ("a.png", lambda: b"\xef\xbb\xbf  <svg/>", "scan-other-kind", "is an SVG drawing"),
        ("a.png", lambda: SVG.decode().encode("utf-16"), "scan-other-kind", "is an SVG drawing"),
        ("a.pdf", lambda: b"<!DOCTYPE html><html></html>", "scan-other-kind", "is a web page"),
        ("a.pdf", lambda: b"<?xml version='1.0'?><a/>", "scan-other-kind", "is an XML file"),
        ("a.jpg", lambda: saved(picture(), "GIF"), "scan-other-kind", "is a GIF picture"),
        ("a.jpg", lambda: saved(picture(), "BMP"), "scan-other-kind", "is a BMP picture"),
        ("a.jpg", lambda: saved(picture(), "WEBP"), "scan-other-kind", "is a WebP picture"),
        ("a.jpg", lambda: b"\0\0\0\x18ftypheic" + b"\0" * 40, "scan-other-kind", "is a HEIF photograph"),
        ("a.jpg", lambda: b"\0\0\0\x18ftypmp42" + b"\0" * 40, "scan-other-kind", "is a film"),
        ("a.tif", lambda: saved(picture(), "TIFF", big_tiff=True), "scan-other-kind", "is a BigTIFF picture"),
        ("a.pdf", archive, "scan-other-kind", "is a ZIP archive or an Office document"),
        ("a.pdf", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "scan-other-kind", "is an Office document"),
        ("a.pdf", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", "scan-other-kind", "is a PostScript file"),
        ("a.pdf", lambda: b"MZ\x90\0", "scan-other-kind", "is a program"),
        ("a.pdf", "私の書類です。".encode, "scan-other-kind", "is a text file"),
        ("a.pdf", lambda: b"\x01\x02\xff\xfe\x00\x80\x81", "scan-other-kind", "is a file of an unknown kind"),
        (
            "a.pdf",
            lambda: saved(picture(), "PNG"),
            "scan-not-as-named",
            "“a.pdf” is a PNG picture, not what its name says",
        ),
        ("a.png", pdf, "scan-not-as-named", "is a PDF document, not what its name says"),
        ("a.tif", lambda: saved(picture(), "JPEG"), "scan-not-as-named", "is a JPEG picture"),
        ("a.jpg", lambda: tiff(picture()), "scan-not-as-named", "is a TIFF picture"),
        ("a.jpg", lambda: noisy("JPEG")[:3_000], "scan-damaged", "is damaged or cut off"),
        ("a.jpg", lambda: b"\xff\xd8\xff", "scan-damaged", "is damaged or cut off"),
        ("a.png", lambda: noisy("PNG")[:3_000], "scan-damaged", "is damaged or cut off"),
        ("a.png", png_with_broken_sum, "scan-damaged", "is damaged or cut off"),
        ("a.png", png_without_its_end, "scan-damaged", "is damaged or cut off"),
        ("a.png", png_with_text_bomb, "scan-damaged", "is damaged or cut off"),
        ("a.tif", lambda: noisy("TIFF")[:3_000], "scan-damaged", "is damaged or cut off"),
        (
            "a.tif",
            lambda: noisy("TIFF", compression="tiff_lzw")[:-3_000],
            "scan-damaged",
            "is damaged or cut off",
        ),
        ("a.pdf", lambda: pdf()[:-60], "scan-damaged", "is damaged or cut off"),
        ("a.pdf", lambda: b"%PDF-1.7\nnothing else\n%%EOF\n", "scan-damaged", "is damaged or cut off"),
        (
            "a.png",
            lambda: claimed_png(30_000, 30_000),
            "scan-too-many-pixels",
            "claims 30,000 × 30,000 pixels",
        ),
        (
            "a.png",
            lambda: claimed_png(9_000, 8_000, 8, 2),
            "scan-too-many-pixels",
            "claims 9,000 × 8,000 pixels",
        ),
        (
            "a.tif",
            lambda: saved(picture(mode="F", colour=0.5), "TIFF"),
            "scan-unknown-depth",
            "has colours that cannot be shown",
        ),
        (
            "a.pdf",
            lambda: pdf(encrypt=StandardEncryption("open sesame")),
            "scan-protected",
            "is protected by a password",
        ),
        (
            "a.pdf",
            lambda: pdf(encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0)),
            "scan-protected",
            "is protected by a password or by restrictions",
        ),
        ("a.pdf", lambda: pdf(501), "scan-too-many-pages", "has more than 500 pages"),
        ("a.pdf", lambda: b"%PDF-" + b"\0" * 50 * 1024**2, "scan-too-large", "has more than 50 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_scans_are_refused_with_what_they_are(
    name: str, make: Callable[[], bytes], code: str, sentence: str
) -> None:
    data = make()
    with pytest.raises(InputError) as refused:
        inspect_scan(name, data)
    assert refused.value.code == code
    assert sentence in str(refused.value)
    assert refused.value.field == "scans"


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    bomb = claimed_png(30_000, 30_000)
    assert len(bomb) < 200
    before = time.process_time()
    with pytest.raises(InputError, match="too many to show"):
        page_png(bomb, "image/png", 0, 100)
    assert time.process_time() - before < 0.5  # decoding 900 megapixels takes seconds


def test_a_picture_inside_a_pdf_is_measured_before_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    # reportlab writes a picture into the page's own text only in letters, and the letters' module tells it otherwise.
    monkeypatch.setattr(rl_config, "useA85", 1)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 300))
    canvas.drawInlineImage(picture((200, 100)), 0, 0)
    canvas.showPage()
    canvas.save()
    assert inspect_scan("a.pdf", out.getvalue()).pages == 1
    monkeypatch.setattr(scan_limits, "MAX_PAGE_PIXELS", 19_999)
    with pytest.raises(InputError) as refused:
        inspect_scan("a.pdf", out.getvalue())
    assert refused.value.code == "scan-too-many-pixels"


def test_every_page_of_a_tiff_counts_against_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    data = tiff(*[picture((10, 10), "1", 1)] * 4)
    assert inspect_scan("a.tif", data).pages == 4
    monkeypatch.setattr(scan_limits, "MAX_FILE_PIXELS", 399)
    with pytest.raises(InputError) as refused:
        inspect_scan("a.tif", data)
    assert refused.value.code == "scan-too-many-pixels-in-all"
    monkeypatch.setattr(scan_limits, "MAX_PAGES", 3)
    with pytest.raises(InputError) as refused:
        inspect_scan("a.tif", data)
    assert refused.value.code == "scan-too-many-pages"


def test_the_decoder_is_never_chosen_by_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    def picked(*_args: object, **_options: object) -> None:
        pytest.fail("Image.open picks a decoder by itself")

    monkeypatch.setattr(Image, "open", picked)
    assert inspect_scan("a.jpg", saved(picture(), "JPEG")).pages == 1
    assert page_png(saved(picture(), "PNG"), "image/png", 0, 50).startswith(b"\x89PNG")


def test_what_pillow_only_warns_of_is_refused_and_the_filters_are_put_back() -> None:
    data = bytearray(tiff(picture()))
    (directory,) = struct.unpack_from("<I", data, 4)
    struct.pack_into("<H", data, directory, 60_000)  # as many tags as the file cannot hold
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as a program that shows none
        filters = list(warnings.filters)
        with pytest.raises(InputError) as refused:
            inspect_scan("a.tif", bytes(data))
        assert warnings.filters == filters
    assert refused.value.code == "scan-damaged"
    assert isinstance(refused.value.__cause__, UserWarning)


@pytest.mark.parametrize("media_type", list(MediaType))
@settings(max_examples=40, deadline=None)
@given(tail=st.binary(max_size=300))
def test_rubbish_after_a_signature_is_refused(media_type: MediaType, tail: bytes) -> None:
    signature = next(magic for magic, kind in scan_kinds._MAGIC if kind is media_type)
    with pytest.raises(InputError):
        inspect_scan("scan", signature + tail)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_bit_flip_gives_a_scan_that_shows_or_a_refusal(data: st.DataObject) -> None:
    good = data.draw(st.sampled_from([saved(picture(), "JPEG"), saved(picture(), "PNG"), tiff(picture()), pdf()]))
    damaged = bytearray(good)
    damaged[data.draw(st.integers(0, len(good) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    try:
        facts = inspect_scan("scan", bytes(damaged))
    except InputError:
        return
    assert page_png(bytes(damaged), facts.media_type, facts.pages - 1, 40).startswith(b"\x89PNG")


# --- one page as a picture


def shown(data: bytes, media_type: str, page: int = 0, max_px: int = 100) -> Image.Image:
    png = page_png(data, media_type, page, max_px)
    with Image.open(BytesIO(png), formats=["PNG"]) as image:
        image.load()
        return image.convert("RGB")


def turned_jpeg() -> bytes:
    """A picture whose upper left corner is red once it is turned as its EXIF note says."""
    image = picture((60, 40))
    ImageDraw.Draw(image).rectangle((0, 20, 19, 39), fill=RED)  # lower left, as the camera saw it
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise
    return saved(image, "JPEG", exif=exif, quality=95)


def test_a_page_is_upright_and_never_enlarged() -> None:
    data = turned_jpeg()
    assert (inspect_scan("a.jpg", data).width, inspect_scan("a.jpg", data).height) == (40, 60)
    image = shown(data, "image/jpeg")
    assert image.size == (40, 60)
    red, green, blue = image.getpixel((5, 5))  # type: ignore[misc]
    assert red > 220
    assert green < 60
    assert blue < 60


def test_a_tiff_turned_by_its_tag_is_turned_once() -> None:
    image = picture((60, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(image, "TIFF", exif=exif)
    assert (inspect_scan("a.tif", data).width, inspect_scan("a.tif", data).height) == (40, 60)
    assert shown(data, "image/tiff").size == (40, 60)


@pytest.mark.parametrize(
    ("size", "max_px", "expected"),
    [((1000, 500), 100, (100, 50)), ((30, 900), 90, (3, 90)), ((20, 10), 90, (20, 10))],
)
def test_a_page_is_bounded(size: tuple[int, int], max_px: int, expected: tuple[int, int]) -> None:
    assert shown(saved(picture(size), "PNG"), "image/png", max_px=max_px).size == expected
    assert shown(saved(picture(size), "JPEG"), "image/jpeg", max_px=max_px).size == expected


@pytest.mark.parametrize("max_px", [1, 37, 400, 1_000])
def test_a_pdf_page_fills_the_bound_and_stays_inside(max_px: int) -> None:
    image = shown(pdf(2), "application/pdf", 1, max_px)
    assert image.size == (max_px, -(-max_px * 3 // 4))


def test_each_page_is_the_right_one() -> None:
    pages = tiff(picture((10, 10)), picture((10, 10), colour=RED), picture((10, 10)))
    assert shown(pages, "image/tiff", 0).getpixel((5, 5)) == WHITE
    assert shown(pages, "image/tiff", 1).getpixel((5, 5)) == RED


@pytest.mark.parametrize("page", [-1, 2])
@pytest.mark.parametrize(
    ("media_type", "data"),
    [
        ("application/pdf", pdf(2)),
        ("image/tiff", tiff(picture(), picture())),
        ("image/png", saved(picture(), "PNG")),
    ],
    ids=["pdf", "tiff", "png"],
)
def test_a_page_that_does_not_exist_is_refused(media_type: str, data: bytes, page: int) -> None:
    with pytest.raises(InputError, match=f"there is no page {page + 1}") as refused:
        page_png(data, media_type, page, 100)
    assert refused.value.field == "page"


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (picture(mode="RGBA", colour=(255, 0, 0, 0)), WHITE),
        (picture(mode="RGBA", colour=(255, 0, 0, 255)), RED),
        (picture(mode="LA", colour=(0, 0)), WHITE),
        (picture(mode="1", colour=0), (0, 0, 0)),
        (picture(mode="I;16", colour=0x8000), (128, 128, 128)),
        (picture(mode="P", colour=0), (0, 0, 0)),
    ],
    ids=["clear", "opaque", "clear grey", "black", "16 bit", "palette"],
)
def test_every_kind_of_colour_is_shown_on_white(image: Image.Image, expected: tuple[int, int, int]) -> None:
    data = saved(image, "PNG")
    inspect_scan("a.png", data)
    assert shown(data, "image/png").getpixel((5, 5)) == expected


def test_sixteen_bit_tiff_of_either_byte_order_is_shown() -> None:
    data = saved(picture(mode="I;16B", colour=0x4000), "TIFF")
    assert data[:2] == b"MM"
    inspect_scan("a.tif", data)
    assert shown(data, "image/tiff").getpixel((5, 5)) == (64, 64, 64)


def test_what_was_typed_into_a_pdf_form_is_shown() -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 300))
    canvas.acroForm.textfield(
        name="name",
        value="XXXXXXXX",
        x=100,
        y=100,
        width=200,
        height=60,
        fontSize=40,
        borderWidth=0,
        fillColor=None,
    )
    canvas.showPage()
    canvas.save()
    image = shown(out.getvalue(), "application/pdf", max_px=400).convert("L")
    inside = image.crop((110, 145, 290, 195))
    assert min(inside.tobytes()) < 100  # ink


def test_notes_of_the_original_do_not_reach_the_screen() -> None:
    data = saved(picture(), "PNG", icc_profile=b"secret profile", dpi=(300, 300))
    png = page_png(data, "image/png", 0, 100)
    assert b"iCCP" not in png
    assert b"pHYs" not in png


def test_an_unknown_media_type_is_a_bug_not_an_input_error() -> None:
    with pytest.raises(ValueError, match="image/svg"):
        page_png(SVG, "image/svg+xml", 0, 100)


def test_pdf_pages_read_back_in_number() -> None:
    assert len(pdfium.PdfDocument(pdf(500))) == inspect_scan("a.pdf", pdf(500)).pages == 500


def _whole_is_sound(data: bytes) -> bool:
    """Whether every detail of a JPEG can be decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with JpegImageFile(BytesIO(data)) as image:
                image.load()
    except Exception:  # noqa: BLE001  whatever the decoder raises
        return False
    return True


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_whose_detail_is_not_worked_out_is_read_to_its_end_all_the_same(progressive: bool) -> None:
    data = saved(Image.effect_noise((500, 1001), 80).convert("RGB"), "JPEG", quality=60, progressive=progressive)
    chance = random.Random(8)
    damaged = [data[: len(data) * part // 100] for part in range(5, 100, 5)]
    for _ in range(12):
        at = chance.randrange(len(data) // 50, len(data) - 2)
        damaged.append(data[:at] + chance.randbytes(3) + data[at + 3 :])
    refused = 0
    for each in damaged:
        try:
            inspect_scan("a.jpg", each)
        except InputError:
            refused += 1
        else:
            assert _whole_is_sound(each)
    assert refused >= 19
    assert (inspect_scan("a.jpg", data).width, inspect_scan("a.jpg", data).height) == (500, 1001)


@pytest.mark.parametrize("size", [(1001, 1002), (1002, 1001), (2339, 1654), (961, 3)])
@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_the_size_of_a_photograph_is_that_of_the_whole_picture_upright(size: tuple[int, int], orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    clean = clean_scan("a.jpg", saved(Image.new("RGB", size), "JPEG", exif=exif), with_thumbnails=True)
    width, height = size if orientation < 5 else size[::-1]
    assert (clean.facts.width, clean.facts.height) == (width, height)
    with Image.open(BytesIO(clean.thumbnails[0])) as small:
        assert max(small.size) == 240
        assert (small.width > small.height) == (width > height) or abs(width - height) == 1
