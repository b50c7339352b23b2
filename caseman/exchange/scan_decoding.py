"""Decoding scans under limits, the decoder named outright: Pillow's for pictures; PDFium, in its worker, for PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

from PIL import ExifTags, Image, ImageFile, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile

from caseman.errors import InputError
from caseman.exchange.scan_kinds import MAX_BYTES, MediaType, damaged, no_such_page, refusal
from caseman.exchange.scan_worker import NoWorkerError, WorkerLostError, ask, end_worker
from caseman.text import T

MAX_PAGES = 500
# Below Pillow's threshold for warnings, so a picture once taken in never makes it warn. A3 at 600 dpi fits.
MAX_PAGE_PIXELS = 80_000_000
MAX_PAGE_BYTES = 128 * 1024**2  # samples of one page as decoded
MAX_FILE_PIXELS = 1_000_000_000  # over all pages: bounds the time spent on one file
MAX_PAGE_OBJECTS = 50_000  # lines, letters and pictures of one PDF page; a scan with its text has some thousand

_DECODERS: dict[MediaType, Callable[[BytesIO], ImageFile.ImageFile]] = {
    MediaType.JPEG: JpegImageFile,
    MediaType.PNG: PngImageFile,
    MediaType.TIFF: TiffImageFile,
}
_SAMPLE_BYTES = {
    "1": 1,
    "L": 1,
    "P": 1,
    "LA": 2,
    "PA": 2,
    "RGB": 3,
    "YCbCr": 3,
    "RGBA": 4,
    "RGBX": 4,
    "CMYK": 4,
}
_SAMPLE_BYTES |= {"I;16": 2, "I;16L": 2, "I;16B": 2}


def inspect_image(
    name: str, data: bytes, media_type: MediaType, px: int, seen: Callable[[Image.Image], None]
) -> tuple[int, int, int]:
    """Pages, and width and height of the first one; every page is decoded, and handed to `seen`, upright on white.

    `seen` needs no more than `px` pixels of the longer side. A JPEG is then read to its end as for the whole picture,
    so that what is damaged shows, and only the detail is not worked out.
    """
    if media_type is MediaType.PNG:
        with _DECODERS[media_type](BytesIO(data)) as image:
            _check_image(name, image)
            image.verify()  # the check sums of all chunks; the image cannot be used after it
    with _DECODERS[media_type](BytesIO(data)) as image:
        pages, pixels, first = 0, 0, (0, 0)
        while _seek(image, media_type, pages):
            _check_pages(name, pages + 1)
            _check_image(name, image)
            pixels += image.width * image.height
            if pixels > MAX_FILE_PIXELS:
                raise refusal(
                    "scan-too-many-pixels-in-all",
                    T(
                        "The pages of “{name}” are too large together. Split it into several files.",
                        name=name,
                    ),
                )
            whole, times = image.size, max(1, max(image.size) // px)
            image.draft(None, (image.width // times, image.height // times))  # the half, the quarter or the eighth
            image.load()
            if not pages:
                first = whole[::-1] if _lies_sideways(image) else whole
                _set_upright(image)
            seen(_on_white(image))
            pages += 1
    return pages, *first


def _seek(image: ImageFile.ImageFile, media_type: MediaType, page: int) -> bool:
    """Turn to a page. Only TIFF has several; the frames of an animated PNG are no pages."""
    if page == 0 or media_type is not MediaType.TIFF:
        return page == 0
    try:
        image.seek(page)
    except EOFError:
        return False
    return True


def _check_image(name: str, image: Image.Image) -> None:
    if image.mode not in _SAMPLE_BYTES:
        raise refusal(
            "scan-unknown-depth",
            T("“{name}” has colours that cannot be shown. Scan it again in colour or grey.", name=name),
        )
    _check_size(name, image.width, image.height, _SAMPLE_BYTES[image.mode])


def _lies_sideways(image: Image.Image) -> bool:
    """Whether its height is its width once it is upright."""
    try:
        return image.getexif().get(ExifTags.Base.Orientation) in (5, 6, 7, 8)
    except Exception:  # noqa: BLE001  what a damaged note makes the parser raise has no limit
        return False


def _set_upright(image: Image.Image) -> None:
    """Turn the picture as its EXIF orientation says; a damaged note is no reason to refuse the picture."""
    try:
        ImageOps.exif_transpose(image, in_place=True)
    except Exception:  # noqa: BLE001  what a damaged note makes the parser raise has no limit
        return


def image_picture(name: str, data: bytes, media_type: MediaType, page: int, max_px: int) -> Image.Image:
    with _DECODERS[media_type](BytesIO(data)) as image:
        if not _seek(image, media_type, page):
            raise no_such_page(page, image.n_frames if isinstance(image, TiffImageFile) else 1)
        _check_image(name, image)
        image.draft(None, (max_px, max_px))  # lets JPEG skip detail that would be thrown away
        image.load()
        _set_upright(image)
        picture = _on_white(image)
    picture.thumbnail((max_px, max_px))
    return picture


def _on_white(image: Image.Image) -> Image.Image:
    """In grey or RGB, eight bits a sample, transparent parts white as paper."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(layer, mask=layer)
        return paper
    wanted = "L" if image.mode in ("1", "L") else "RGB"
    return image if image.mode == wanted else image.convert(wanted)


def inspect_pdf(name: str, data: bytes) -> tuple[int, int, int]:
    """Pages, and width and height of the first one in points.

    The pictures on all pages are measured, the first page is drawn.
    """
    if b"%%EOF" not in data[-1024:]:  # PDFium would repair a cut file and show half of it
        raise damaged(name)
    numbers, _ = _ask_worker(name, {"verb": "inspect"}, data, 0)
    if len(numbers) != 3 or not 1 <= numbers[0] <= MAX_PAGES:
        raise _distrusted(name)
    return numbers[0], numbers[1], numbers[2]


def pdf_picture(name: str, data: bytes, index: int, max_px: int) -> Image.Image:
    question = {"verb": "draw", "page": index, "max_px": max_px}
    numbers, samples = _ask_worker(name, question, data, 3 * max_px * max_px)
    if len(numbers) != 2 or not all(1 <= side <= max_px for side in numbers):
        raise _distrusted(name)
    if len(samples) != 3 * numbers[0] * numbers[1]:
        raise _distrusted(name)
    return Image.frombytes("RGB", (numbers[0], numbers[1]), samples)


def check_sound(name: str, data: bytes, tell: Callable[[], None]) -> None:
    """Refuse a TIFF with a page that decodes to something else than was written; `tell` is called between jobs.

    Raises `InputError`.
    """
    page = 0
    while True:
        numbers, _ = _ask_worker(name, {"verb": "sound", "first": page}, data, 0)
        if len(numbers) != 1 or not (numbers[0] == 0 or page < numbers[0] <= MAX_PAGES):
            raise _distrusted(name)
        page = numbers[0]
        tell()
        if page == 0:
            return


def pdf_copy(name: str, data: bytes, pages: Sequence[int] | None = None) -> bytes:
    """The pages of a PDF, or some of them, in a fresh document: nothing of the old one but what is seen."""
    question: dict[str, object] = {"verb": "copy", "pages": None if pages is None else list(pages)}
    numbers, copied = _ask_worker(name, question, data, MAX_BYTES)
    if len(numbers) != 1 or (pages is not None and numbers[0] != len(pages)) or not copied.startswith(b"%PDF-"):
        raise _distrusted(name)
    return copied


def measure(data: bytes, media_type: MediaType) -> tuple[int, int, int]:
    """Pages, and width and height of the first one, of a picture that was written here; nothing is decoded."""
    with _DECODERS[media_type](BytesIO(data)) as image:
        pages = image.n_frames if isinstance(image, TiffImageFile) else 1
        return int(pages), *image.size


def page_pictures(data: bytes, media_type: MediaType, pages: int, max_px: int) -> Iterator[Image.Image]:
    """All pages in order; a TIFF is opened once, since every page is looked for from the first."""
    if media_type is not MediaType.TIFF:
        for page in range(pages):
            yield page_picture(data, media_type, page, max_px)
        return
    with TiffImageFile(BytesIO(data)) as image:
        for page in range(pages):
            if not _seek(image, media_type, page):
                raise no_such_page(page, image.n_frames)
            _check_image("scan", image)
            image.load()
            upright = image.copy()
            upright.info |= image.info
            picture = _on_white(upright)
            picture.thumbnail((max_px, max_px))
            yield picture


def page_picture(data: bytes, media_type: MediaType, page: int, max_px: int) -> Image.Image:
    """One page (counted from 0) in grey or RGB, upright; PDF pages are drawn to fill `max_px`."""
    if media_type is MediaType.PDF:
        return pdf_picture("scan", data, page, max_px)
    return image_picture("scan", data, media_type, page, max_px)


def _ask_worker(name: str, question: dict[str, object], data: bytes, longest: int) -> tuple[tuple[int, ...], bytes]:
    limits = {
        "pages": MAX_PAGES,
        "page_pixels": MAX_PAGE_PIXELS,
        "page_objects": MAX_PAGE_OBJECTS,
        "file_bytes": MAX_BYTES,
    }
    try:
        code, numbers, samples = ask({**question, "limits": limits}, data, longest)
    except WorkerLostError as error:
        raise _too_intricate(name) from error
    except NoWorkerError as error:
        raise refusal(
            "scan-no-worker",
            T(
                "“{name}” was not opened: this computer did not start the process that reads PDF and TIFF. "
                "Close other programs and try again, or scan the paper as JPEG or PNG.",
                name=name,
            ),
        ) from error
    if code:
        raise _pdf_refusal(name, code, numbers)
    return numbers, samples


def _pdf_refusal(name: str, code: str, numbers: tuple[int, ...]) -> InputError:
    """The sentence for a code of the worker's."""
    match code, numbers:
        case "scan-protected", ():
            return _protected(name)
        case "scan-damaged", ():
            return damaged(name)
        case "scan-too-many-pages", ():
            return _too_many_pages(name)
        case "scan-too-many-pixels", (width, height):
            return _too_many_pixels(name, width, height)
        case "scan-no-such-page", (page, pages):
            return no_such_page(page, pages)
        case "scan-too-intricate", ():
            return _too_intricate(name)
        case "scan-unusual", ():
            text = T("“{name}” is written in a way that is not read here. Print it and scan the print.", name=name)
            return refusal(code, text)
        case "scan-script", ():
            text = T("“{name}” contains a script (JavaScript). Print it and scan the print.", name=name)
            return refusal(code, text)
        case "scan-attachments", (count,):
            return refusal(
                code,
                T(
                    "“{name}” carries attached files ({count}). Save each of them on its own, look at it, and take in "
                    "what is a scan; print this one and scan the print.",
                    name=name,
                    count=count,
                ),
            )
        case "scan-too-large", ():
            return too_large(name)
        case _:
            return _distrusted(name)


def too_large(name: str) -> InputError:
    """The refusal of a file whose copy would grow too large."""
    text = T("“{name}” is too large to be taken in. Split it into several files.", name=name)
    return refusal("scan-too-large", text)


def _distrusted(name: str) -> InputError:
    """What no sound worker answers: a PDF may have taken it over, and the next PDF shall have another."""
    end_worker()
    return _too_intricate(name)


def _protected(name: str) -> InputError:
    return refusal(
        "scan-protected",
        T(
            "“{name}” is protected by a password or by restrictions. Print it and scan the print.",
            name=name,
        ),
    )


def _too_intricate(name: str) -> InputError:
    return refusal(
        "scan-too-intricate",
        T("A page of “{name}” takes too long to draw. Print it and scan the print.", name=name),
    )


def _check_pages(name: str, pages: int) -> None:
    if pages > MAX_PAGES:
        raise _too_many_pages(name)


def _too_many_pages(name: str) -> InputError:
    return refusal(
        "scan-too-many-pages",
        T(
            "“{name}” has more than {limit} pages. Split it into several files.",
            name=name,
            limit=MAX_PAGES,
        ),
    )


def _check_size(name: str, width: int, height: int, bytes_per_pixel: int) -> None:
    """Before anything is decoded: a small file can claim a picture of gigabytes."""
    pixels = width * height
    if pixels > MAX_PAGE_PIXELS or pixels * bytes_per_pixel > MAX_PAGE_BYTES:
        raise _too_many_pixels(name, width, height)


def _too_many_pixels(name: str, width: int, height: int) -> InputError:
    return refusal(
        "scan-too-many-pixels",
        T(
            "A page of “{name}” claims {width} × {height} pixels: too many to show. Scan at 300 dpi.",
            name=name,
            width=width,
            height=height,
        ),
    )
