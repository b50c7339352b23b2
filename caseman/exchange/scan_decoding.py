"""Decoding pictures under limits, the decoder named outright; the pages of a PDF are asked of the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

from PIL import ExifTags, Image, ImageFile, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile

from caseman.exchange.scan_asking import pdf_picture
from caseman.exchange.scan_kinds import MediaType, no_such_page, refusal
from caseman.exchange.scan_limits import check_pages, check_pixels_in_all, check_size
from caseman.text import T

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
            check_pages(name, pages + 1)
            _check_image(name, image)
            pixels += image.width * image.height
            check_pixels_in_all(name, pixels)
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
    check_size(name, image.width, image.height, _SAMPLE_BYTES[image.mode])


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
