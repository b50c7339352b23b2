"""The colour profile that letters carry: sRGB as IEC 61966-2-1 defines it, in the form of ISO 15076-1 (ICC.1:2010).

It is written here, value by value, so that no file with a licence of its own is shipped: three primaries adapted to
D50, the adaptation itself (Bradford), and the tone curve as a formula.
"""

from __future__ import annotations

from functools import cache
from struct import pack

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_FROM_D65 = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)  # ((x + 0.055) / 1.055) ^ 2.4, and x / 12.92 below
NAME = "sRGB IEC61966-2.1"


@cache
def srgb_profile() -> bytes:
    """The profile: the same bytes always, with a date of its own instead of today's."""
    curve = b"para" + bytes(4) + pack(">HH", 3, 0) + _fixed(*_CURVE)
    tags = {
        b"desc": _words(NAME),
        b"cprt": _words("No copyright, use freely"),
        b"wtpt": b"XYZ " + bytes(4) + _fixed(*_D50),
        b"chad": b"sf32" + bytes(4) + _fixed(*_FROM_D65),
        **{tag: b"XYZ " + bytes(4) + _fixed(*values) for tag, values in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    start = 128 + 4 + 12 * len(tags)
    table, body, placed = pack(">L", len(tags)), b"", dict[bytes, int]()
    for tag, content in tags.items():
        if content not in placed:
            placed[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        table += tag + pack(">LL", placed[content], len(content))
    return _header(start + len(body)) + table + body


def _header(size: int) -> bytes:
    made = pack(">6H", 2000, 1, 1, 0, 0, 0)
    head = pack(">L4sL", size, bytes(4), 0x04200000) + b"mntrRGB XYZ " + made + b"acsp"
    return (head + bytes(28) + _fixed(*_D50)).ljust(128, b"\0")


def _fixed(*values: float) -> bytes:
    """Numbers as s15Fixed16."""
    return b"".join(pack(">l", round(value * 65536)) for value in values)


def _words(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + pack(">LL2s2sLL", 1, 12, b"en", b"US", len(encoded), 28) + encoded
