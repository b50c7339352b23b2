"""What is kept of a scan holds nothing that a camera or an office program added, and shows the same pages."""

from __future__ import annotations

import io
import struct
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image, PngImagePlugin, TiffImagePlugin
from reportlab.pdfgen.canvas import Canvas

from caseman.errors import InputError
from caseman.exchange.scan_cleaning import cut_tiff
from caseman.exchange.scans import clean_scan, page_picture, pdf_pages, thumbnails
from tests.exchange.paper_scans import as_pdf, as_tiff, written

_SECRET = "35.6812N 139.7671E SAMPLE-CAMERA"
_ARROW = Image.new("RGB", (64, 32), "white")
_ARROW.paste((200, 30, 30), (0, 0, 32, 16))  # red in the upper left corner


def _exif(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = _SECRET
    return exif.tobytes()


def _saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def _near(one: Any, other: Any) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(one, other, strict=True))


def test_a_jpeg_loses_its_metadata_and_not_a_pixel() -> None:
    data = _saved(_ARROW, "JPEG", exif=_exif(), comment=_SECRET, quality=80) + _SECRET.encode()
    kept = clean_scan("photo.jpg", data).data
    assert _SECRET.encode() not in kept
    assert b"Exif" not in kept
    with Image.open(io.BytesIO(kept)) as after, Image.open(io.BytesIO(data)) as before:
        assert after.tobytes() == before.tobytes()
    assert clean_scan("photo.jpg", kept).data == kept


@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photograph_is_turned_upright(kind: str, orientation: int) -> None:
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    lying = _ARROW.transpose(turn)
    clean = clean_scan("photo", _saved(lying, kind, exif=_exif(orientation)))
    assert (clean.facts.width, clean.facts.height) == (64, 32)
    assert _SECRET.encode() not in clean.data
    shown = page_picture(clean.data, clean.facts.media_type, 0, 64)
    assert _near(shown.getpixel((8, 4)), (200, 30, 30))
    assert _near(shown.getpixel((56, 28)), (255, 255, 255))


def test_the_colours_of_printers_stay_right() -> None:
    data = _saved(Image.new("CMYK", (32, 32), (0, 255, 255, 0)), "JPEG", exif=_exif())
    kept = clean_scan("print.jpg", data)
    assert _near(page_picture(kept.data, "image/jpeg", 0, 32).getpixel((5, 5)), (255, 0, 0))


def test_a_png_keeps_what_it_shows_and_nothing_else() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", _SECRET)
    notes.add_itxt("XML:com.adobe.xmp", _SECRET)
    kept = clean_scan("scan.png", _saved(_ARROW, "PNG", pnginfo=notes, exif=_exif(), dpi=(200, 200))).data
    assert _SECRET.encode() not in kept
    with Image.open(io.BytesIO(kept)) as after:
        assert after.tobytes() == _ARROW.tobytes()
        assert set(after.info) == {"dpi"}


def test_a_tiff_is_written_anew_frame_by_frame() -> None:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[315] = _SECRET
    out = io.BytesIO()
    pages = [written(1).convert("1"), written(2).resize((400, 600)), _ARROW.copy()]
    pages[0].save(
        out, "TIFF", save_all=True, append_images=pages[1:], tiffinfo=tags, dpi=(200, 200), compression="tiff_lzw"
    )
    clean = clean_scan("batch.tif", out.getvalue())
    assert clean.facts.pages == 3
    assert _SECRET.encode() not in clean.data
    with Image.open(io.BytesIO(clean.data)) as after:
        for number, page in enumerate(pages):
            after.seek(number)
            assert (after.mode, after.tobytes()) == (page.mode, page.tobytes())
        after.seek(0)
        assert after.info["compression"] == "group4"
        assert after.info["dpi"] == (200, 200)


def test_some_frames_of_a_tiff_are_cut_out() -> None:
    pages = [Image.new("L", (60, 40), tone) for tone in (0, 80, 160, 240)]
    cut = cut_tiff(as_tiff(pages), [1, 3])
    assert [page_picture(cut, "image/tiff", at, 60).getpixel((1, 1)) for at in (0, 1)] == [80, 240]


def _document(**more: Any) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setAuthor(_SECRET)
    canvas.setSubject(_SECRET)
    for number in range(3):
        canvas.drawString(100, 700, f"page {number}")
        if more.get("form") and number == 0:
            canvas.acroForm.textfield(name="f", x=100, y=500, value="typed in")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_pdf_keeps_its_pages_and_what_was_typed_and_nothing_else() -> None:
    data = _document(form=True)
    clean = clean_scan("form.pdf", data)
    assert clean.facts.pages == 3
    assert _SECRET.encode() not in clean.data
    with pdfium.PdfDocument(clean.data) as document:
        assert document.get_metadata_dict(skip_empty=True).keys() <= {"Creator", "Producer", "CreationDate"}
        text = document[0].get_textpage().get_text_range()
    assert "page 0" in text
    assert "typed in" in text
    assert clean_scan("form.pdf", data).data == clean.data  # the same file is the same bytes


def test_some_pages_of_a_pdf_are_cut_out() -> None:
    cut = pdf_pages(_document(), [2, 0])
    with pdfium.PdfDocument(cut) as document:
        assert [document[at].get_textpage().get_text_range() for at in range(len(document))] == ["page 2", "page 0"]
    with pytest.raises(InputError) as told:
        pdf_pages(_document(), [3])
    assert told.value.code == "scan-no-such-page"


def _with_script() -> bytes:
    document = pdfium.PdfDocument(_document())
    out = io.BytesIO()
    document.save(out)
    data = out.getvalue()
    script = b"<</Names[(a) <</S/JavaScript/JS(app.alert\\(1\\))>>]>>"
    return _document().replace(b"/Type /Catalog", b"/Names <</JavaScript " + script + b">> /Type /Catalog") or data


def test_a_script_and_attached_files_are_named() -> None:
    with pytest.raises(InputError) as script:
        clean_scan("form.pdf", _with_script())
    assert script.value.code == "scan-script"
    document = pdfium.PdfDocument(_document())
    document.new_attachment("list.xlsx").set_data(b"PK")
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(InputError) as attached:
        clean_scan("mail.pdf", out.getvalue())
    assert attached.value.code == "scan-attachments"
    assert "1" in str(attached.value)


def test_thumbnails_are_small_and_bear_no_metadata() -> None:
    pages = [written(seed).convert("1") for seed in range(3)]
    for data, kind in ((as_tiff(pages), "image/tiff"), (as_pdf(pages), "application/pdf")):
        made = list(thumbnails(data, kind, 3))
        assert len(made) == 3
        for small in made:
            with Image.open(io.BytesIO(small)) as picture:
                assert max(picture.size) <= 240
                assert "exif" not in picture.info
            assert len(small) < 20_000


def _endless(pages: int) -> bytes:
    """A TIFF of one sample a page, all pages showing the same byte."""
    made = bytearray(b"II*\0" + struct.pack("<I", 10) + b"\xff\0")
    tags = [(256, 3, 1), (257, 3, 1), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (278, 3, 1), (279, 4, 1)]
    for page in range(pages):
        entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
        size = 2 + len(entries) + 4
        following = len(made) + size if page < pages - 1 else 0
        made += struct.pack("<H", len(tags)) + entries + struct.pack("<I", following)
    return bytes(made)


def test_ten_thousand_pages_are_refused_before_they_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[int] = []
    loaded = TiffImagePlugin.TiffImageFile.load
    monkeypatch.setattr(TiffImagePlugin.TiffImageFile, "load", lambda self: (decoded.append(1), loaded(self))[1])
    data = _endless(10_000)
    with pytest.raises(InputError) as told:
        clean_scan("endless.tif", data)
    assert told.value.code == "scan-too-many-pages"
    assert len(decoded) < 1_500
