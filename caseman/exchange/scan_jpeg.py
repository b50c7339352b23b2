"""The segments of a JPEG: what a picture needs to be shown, and nothing else. Nothing is decoded here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_EOI, _SOS, _DQT = 0xD9, 0xDA, 0xDB
_JFIF, _ADOBE = 0xE0, 0xEE
_JFIF_BYTES: Final = 16  # with its length: name, version, density, and the size of a small picture, which is left out
# Frames, Huffman and arithmetic tables, quantisation, number of lines, restarts (ITU-T T.81, table B.1).
_NEEDED: Final = frozenset({*range(0xC0, 0xD0), _SOS, _DQT, 0xDC, 0xDD})
_LUMA_AT_50: Final = 16  # the first entry of the usual table at quality 50 (ITU-T T.81, annex K)


class NotJpegError(Exception):
    """The bytes are no sequence of segments."""


def clean_jpeg(data: bytes) -> bytes:
    """A JPEG with its pixels alone: without notes, profiles, small pictures, and what stands behind the end.

    Kept are JFIF's density, and Adobe's note of how colours are coded. Raises `NotJpegError`.
    """
    kept = [b"\xff\xd8"]
    for marker, segment in _segments(data):
        if marker in _NEEDED:
            kept.append(segment)
        elif marker == _JFIF and segment[4:9] == b"JFIF\0" and len(segment) >= 2 + _JFIF_BYTES:
            kept.append(b"\xff\xe0\0\x10" + segment[4:16] + b"\0\0")
        elif marker == _ADOBE and segment[4:9] == b"Adobe":
            kept.append(segment)
    return b"".join((*kept, b"\xff\xd9"))


def quality_of(data: bytes) -> int | None:
    """The quality (1 to 100) with which a JPEG, or the tables of one, was most likely written; None without tables."""
    try:
        for marker, segment in _segments(data):
            if marker == _DQT and len(segment) > 5 and not segment[4] & 0x0F:
                first = int.from_bytes(segment[5:7]) if segment[4] >> 4 else segment[5]
                scale = (100 * first - 50) / _LUMA_AT_50
                return max(1, min(100, round(100 - scale / 2 if scale <= 100 else 5000 / scale)))
    except NotJpegError:
        return None
    return None


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment, with its marker and length; that of a scan with the coded picture behind it."""
    if data[:2] != b"\xff\xd8":
        raise NotJpegError
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise NotJpegError
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == _EOI:
            return
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == _SOS:
            end = _scan_end(data, end)
        yield marker, data[at:end]
        at = end


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
