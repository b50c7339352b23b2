"""The records of 全国銀行協会, byte by byte: 200 bytes each, of kind 01 (formats A and B) and kind 03.

Text is cp932 or JIS X 0201, one byte a character.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

RECORD: Final = 200  # bytes
LONG_AMOUNT: Final = slice(128, 140)  # format B has an amount of twelve digits, where format A begins its EDI
Layout = Mapping[str, tuple[int, int]]


def _layout(*fields: tuple[str, int]) -> Layout:
    """Names with their first byte and their end."""
    places, at = {}, 0
    for name, width in fields:
        places[name] = (at, at + width)
        at += width
    assert at == RECORD, at
    return MappingProxyType(places)


HEADER_01 = _layout(
    ("type", 1), ("kind", 2), ("code", 1), ("made", 6), ("from", 6), ("to", 6), ("bank", 4), ("bank_name", 15),
    ("branch", 3), ("branch_name", 15), ("deposit_type", 1), ("account", 7), ("holder", 40), ("filler", 93),
)  # fmt: skip
HEADER_03 = _layout(
    ("type", 1), ("kind", 2), ("code", 1), ("made", 6), ("from", 6), ("to", 6), ("bank", 4), ("bank_name", 15),
    ("branch", 3), ("branch_name", 15), ("dummy", 3), ("deposit_type", 1), ("account", 10), ("holder", 40),
    ("overdraft", 1), ("book", 1), ("opening", 14), ("filler", 71),
)  # fmt: skip
DATA_A = _layout(
    ("type", 1), ("reference", 6), ("day", 6), ("value_day", 6), ("amount", 10), ("cheques", 10), ("payer_code", 10),
    ("payer", 48), ("bank", 15), ("branch", 15), ("cancelled", 1), ("edi", 20), ("filler", 52),
)  # fmt: skip
DATA_B = _layout(
    ("type", 1), ("reference", 6), ("day", 6), ("value_day", 6), ("amount", 10), ("cheques", 10), ("payer_code", 10),
    ("payer", 48), ("bank", 15), ("branch", 15), ("cancelled", 1), ("long_amount", 12), ("long_cheques", 12),
    ("edi", 20), ("filler", 28),
)  # fmt: skip
DATA_03 = _layout(
    ("type", 1), ("reference", 8), ("day", 6), ("value_day", 6), ("way", 1), ("transaction", 2), ("amount", 12),
    ("cheques", 12), ("exchange_day", 6), ("return_day", 6), ("bill", 1), ("bill_number", 7), ("paying_branch", 3),
    ("payer_code", 10), ("payer", 48), ("bank", 15), ("branch", 15), ("summary", 20), ("edi", 20), ("filler", 1),
)  # fmt: skip
TRAILER_01 = _layout(
    ("type", 1), ("in_count", 6), ("in_total", 12), ("cancelled_count", 6), ("cancelled_total", 12), ("filler", 163),
)  # fmt: skip
TRAILER_03 = _layout(
    ("type", 1), ("in_count", 6), ("in_total", 13), ("out_count", 6), ("out_total", 13), ("sign", 1), ("closing", 14),
    ("records", 7), ("filler", 139),
)  # fmt: skip
END_03 = _layout(("type", 1), ("records", 10), ("accounts", 5), ("filler", 184))


def field_of(record: bytes, layout: Layout, name: str) -> str:
    """The text of a field, without the blanks around it; nothing where the layout has no such field."""
    start, end = layout.get(name, (0, 0))
    return text_of(record[start:end]).strip()


def text_of(raw: bytes) -> str:
    """cp932 holds JIS X 0201. What is no text is shown as such; signs that a terminal would obey become blanks."""
    text = raw.decode("cp932", "replace")
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)


def place(layout: Layout, name: str) -> int:
    """The column in which a field begins, from 1."""
    return layout[name][0] + 1
