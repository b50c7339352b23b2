"""What is kept of a scan: its pictures, upright, and nothing that a camera, a scanner or an office program adds.

Places, devices, names and earlier versions hide in metadata; scripts and attached files in PDFs. JPEG and PNG lose
them without being encoded anew; a photograph that lies on its side is turned, with the tables of its own encoder. TIFF
frames are written anew, one at a time: without loss, but for those that came as JPEG. The pages of a PDF are copied
into a fresh document, what was typed into its forms drawn onto them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile, get_sampling
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import AppendingTiffWriter, TiffImageFile

from caseman.exchange.scan_asking import pdf_copy
from caseman.exchange.scan_jpeg import NotJpegError, clean_jpeg, quality_of
from caseman.exchange.scan_kinds import MAX_BYTES, MediaType, damaged
from caseman.exchange.scan_limits import too_large

_ORIENTATION: Final = 0x0112
_JPEG_TABLES: Final = 347
_PHOTOMETRIC, _AS_RGB = 262, 2
_PNG_KEPT: Final = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT"}
_TURNED_QUALITY: Final = 92
_WORST_QUALITY: Final = 40
_FINE_QUALITY: Final = 85
_ONE_STRIP: Final = 2**30  # bytes: cells of the coding then lie as in a JPEG, from the upper left corner on


class TooLargeError(Exception):
    """What is written grows beyond what was allowed."""


def _silent(_done: int) -> None:
    return


def clean_data(name: str, data: bytes, media_type: MediaType, tell: Callable[[int], None] = _silent) -> bytes:
    """The bytes to keep of a scan that was inspected; `tell` is told how many pages are done.

    Raises `InputError` for one that cannot be read after all, or grows too large.
    """
    if media_type is MediaType.PDF:
        return pdf_copy(name, data)
    if media_type is MediaType.TIFF:
        try:
            return write_tiff(_frames(data, None, tell), MAX_BYTES)
        except TooLargeError as error:
            raise too_large(name) from error
    if _lies(data, media_type):
        return _turned(data, media_type)
    if media_type is MediaType.PNG:
        return _clean_png(name, data)
    try:
        return clean_jpeg(data)
    except NotJpegError as error:
        raise damaged(name) from error


def _lies(data: bytes, media_type: MediaType) -> bool:
    """Whether the camera noted that the picture is to be turned; a damaged note says nothing."""
    opener = JpegImageFile if media_type is MediaType.JPEG else PngImageFile
    with opener(BytesIO(data)) as image:
        try:
            return image.getexif().get(_ORIENTATION, 1) not in (0, 1)
        except Exception:  # noqa: BLE001  what a damaged note makes the parser raise has no limit
            return False


def _turned(data: bytes, media_type: MediaType) -> bytes:
    out = BytesIO()
    if media_type is MediaType.PNG:
        with PngImageFile(BytesIO(data)) as image:
            picture = ImageOps.exif_transpose(image)
            picture.info.clear()
            picture.save(out, "PNG")
        return out.getvalue()
    with JpegImageFile(BytesIO(data)) as image:
        kept: dict[str, Any] = {"qtables": image.quantization}
        sampling = get_sampling(image)
        if sampling >= 0:
            kept["subsampling"] = sampling
        picture = ImageOps.exif_transpose(image)
        picture.info.clear()
        try:
            picture.save(out, "JPEG", **kept)
        except (ValueError, OSError):  # tables that this encoder cannot write
            out = BytesIO()
            picture.save(out, "JPEG", quality=_TURNED_QUALITY)
    return out.getvalue()


def _clean_png(name: str, data: bytes) -> bytes:
    kept = [data[:8]]
    at = 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        kind = data[at + 4 : at + 8]
        if at + 12 + size > len(data):
            raise damaged(name)
        if kind in _PNG_KEPT:
            kept.append(data[at : at + 12 + size])
        at += 12 + size
        if kind == b"IEND":
            return b"".join(kept)
    raise damaged(name)


def cut_tiff(data: bytes, pages: Sequence[int]) -> bytes:
    """Some frames of a TIFF as a file of their own; pages count from 0."""
    return write_tiff(_frames(data, pages))


def _frames(data: bytes, pages: Sequence[int] | None, tell: Callable[[int], None] = _silent) -> Iterator[Image.Image]:
    with TiffImageFile(BytesIO(data)) as image:
        for done, page in enumerate(range(image.n_frames) if pages is None else pages, start=1):
            image.seek(page)
            image.load()
            lies = image.getexif().get(_ORIENTATION, 1) not in (0, 1)
            frame = ImageOps.exif_transpose(image) if lies else image.copy()
            kept = {"dpi": image.info.get("dpi"), "quality": _lossy(image)}
            frame.info.clear()
            frame.info |= {name: value for name, value in kept.items() if value is not None}
            yield frame
            tell(done)


def _lossy(image: TiffImageFile) -> int | None:
    """The quality of a photographic frame as it came; without loss such a one would grow many times over."""
    coding = image.info.get("compression")
    if coding not in ("jpeg", "tiff_jpeg", "webp"):
        return None
    tables = image.tag_v2.get(_JPEG_TABLES)
    found = quality_of(tables) if isinstance(tables, bytes) else None
    least = _FINE_QUALITY if image.tag_v2.get(_PHOTOMETRIC) == _AS_RGB else _WORST_QUALITY  # colours were coded fine
    return max(least, min(_TURNED_QUALITY, found or _TURNED_QUALITY))


def write_tiff(frames: Iterator[Image.Image], most: int | None = None) -> bytes:
    """Frames as one TIFF, one in memory at a time: fax coding for black and white, deflate for the rest.

    A frame with a `quality` among its notes is photographic and written as JPEG. Raises `TooLargeError` as soon as
    there are more than `most` bytes.
    """
    out = BytesIO()
    with AppendingTiffWriter(out, new=True) as writer:
        for frame in frames:
            density = frame.info.get("dpi")
            kept: dict[str, Any] = {"dpi": density} if density and _sane(density) else {}
            quality = frame.info.get("quality")
            if frame.mode == "1":
                coding: dict[str, Any] = {"compression": "group4"}
            elif quality is not None and frame.mode in ("L", "RGB", "YCbCr", "CMYK"):
                coding = {"compression": "jpeg", "quality": quality, "strip_size": _ONE_STRIP}
                if frame.mode == "RGB":
                    frame = frame.convert("YCbCr")  # noqa: PLW2901  as JPEG keeps colours; RGB takes thrice the room
            else:
                coding = {"compression": "tiff_adobe_deflate"}
            frame.encoderinfo = {}
            frame.save(writer, "TIFF", exif=b"", **coding, **kept)
            writer.newFrame()
            if most is not None and out.tell() > most:
                raise TooLargeError
    return out.getvalue()


def _sane(density: Any) -> bool:
    try:
        return all(1 <= float(each) <= 10_000 for each in density)
    except (TypeError, ValueError, ZeroDivisionError, struct.error):
        return False
