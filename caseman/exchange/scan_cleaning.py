"""What is kept of a scan: its pictures, upright, and nothing that a camera, a scanner or an office program adds.

Places, devices, names and earlier versions hide in metadata; scripts and attached files in PDFs. JPEG and PNG lose
them without being encoded anew; a photograph that lies on its side is turned, with the tables of its own encoder. TIFF
frames are written anew without loss, one at a time. The pages of a PDF are copied into a fresh document, what was typed
into its forms drawn onto them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile, get_sampling
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import AppendingTiffWriter, TiffImageFile

from caseman.exchange.scan_decoding import pdf_copy
from caseman.exchange.scan_kinds import MediaType, damaged

_ORIENTATION: Final = 0x0112
# Segments that the picture needs: JFIF's density, and Adobe's note of how colours are coded.
_JFIF, _ADOBE = 0xE0, 0xEE
_PNG_KEPT: Final = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT"}
_TURNED_QUALITY: Final = 92


@dataclass(frozen=True)
class _Segment:
    marker: int
    data: bytes  # with marker and length


def clean_data(name: str, data: bytes, media_type: MediaType) -> bytes:
    """The bytes to keep of a scan that was inspected. Raises `InputError` for one that cannot be read after all."""
    if media_type is MediaType.PDF:
        return pdf_copy(name, data)
    if media_type is MediaType.TIFF:
        return _clean_tiff(data)
    if _lies(data, media_type):
        return _turned(data, media_type)
    return _clean_jpeg(name, data) if media_type is MediaType.JPEG else _clean_png(name, data)


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


def _clean_jpeg(name: str, data: bytes) -> bytes:
    """Drop every application segment but two, every comment, and what stands behind the end."""
    kept = [b"\xff\xd8"]
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise damaged(name)
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xD9:
            break
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4])
        segment = data[at : at + 2 + size]
        at += 2 + size
        if marker == 0xDA:
            end = _scan_end(data, at)
            kept += [segment, data[at:end]]
            at = end
        elif not (0xE0 <= marker <= 0xEF or marker == 0xFE) or _needed(marker, segment):
            kept.append(segment)
    return b"".join((*kept, b"\xff\xd9"))


def _needed(marker: int, segment: bytes) -> bool:
    return (marker == _JFIF and segment[4:9] == b"JFIF\0") or (marker == _ADOBE and segment[4:9] == b"Adobe")


def _scan_end(data: bytes, at: int) -> int:
    """Where the coded picture ends: at the next marker that is no stuffing and no restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        following = data[at + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        elif following == 0xFF:
            at += 1
        else:
            return at


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


def _clean_tiff(data: bytes) -> bytes:
    return write_tiff(_frames(data, None))


def cut_tiff(data: bytes, pages: Sequence[int]) -> bytes:
    """Some frames of a TIFF as a file of their own, without loss; pages count from 0."""
    return write_tiff(_frames(data, pages))


def _frames(data: bytes, pages: Sequence[int] | None) -> Iterator[Image.Image]:
    with TiffImageFile(BytesIO(data)) as image:
        for page in range(image.n_frames) if pages is None else pages:
            image.seek(page)
            image.load()
            lies = image.getexif().get(_ORIENTATION, 1) not in (0, 1)
            frame = ImageOps.exif_transpose(image) if lies else image.copy()
            density = image.info.get("dpi")
            frame.info.clear()
            if density is not None:
                frame.info["dpi"] = density
            yield frame


def write_tiff(frames: Iterator[Image.Image]) -> bytes:
    """Frames as one TIFF, one in memory at a time: fax coding for black and white, deflate for the rest."""
    out = BytesIO()
    with AppendingTiffWriter(out, new=True) as writer:
        for frame in frames:
            tone = "group4" if frame.mode == "1" else "tiff_adobe_deflate"
            density = frame.info.get("dpi")
            kept = {"dpi": density} if density and _sane(density) else {}
            frame.encoderinfo = {}
            frame.save(writer, "TIFF", compression=tone, exif=b"", **kept)
            writer.newFrame()
    return out.getvalue()


def _sane(density: Any) -> bool:
    try:
        return all(1 <= float(each) <= 10_000 for each in density)
    except (TypeError, ValueError, ZeroDivisionError, struct.error):
        return False
