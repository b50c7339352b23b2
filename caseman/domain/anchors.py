"""Anchors: heads of the trail as they stand on paper, `1234-ABCDEFGHIJKLMNOPQRST`, read as people type them.

An anchor is the number of an entry, a hyphen, and the first 20 characters of its MAC in Base32 (RFC 4648), which has no
0, 1, 8 and 9: whoever types them meant O, I and B. L and I are alike in many types, so that neither counts against the
other; 20 characters keep more than 90 bits all the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from caseman.errors import InputError
from caseman.text import T

CODE_LENGTH: Final = 20
_LONGEST_NUMBER: Final = 18  # digits
_LONGEST: Final = 200
_MEANT: Final = str.maketrans("018", "OIB")
_ALIKE: Final = str.maketrans("L", "I")
_CODE: Final = re.compile(r"[A-Z2-7]{20}")
_BETWEEN: Final = re.compile(r"[\s,.'’_\-‐-―−ーｰ~〜]+")


@dataclass(frozen=True)
class Anchor:
    """The entry's number and the code, as it is compared."""

    number: int
    code: str

    def is_of(self, head: str) -> bool:
        """Whether this is that head, `number-code` as the program writes it."""
        number, _, code = head.partition("-")
        return number == str(self.number) and code.translate(_ALIKE) == self.code


def read_anchor(typed: str) -> Anchor:
    """An anchor as it was typed: in any width and case, with blanks, commas or any dash between.

    Raises `InputError` for what cannot be one.
    """
    plain = unicodedata.normalize("NFKC", typed[:_LONGEST]).upper()
    plain = _BETWEEN.sub("", plain)
    digits, code = plain[:-CODE_LENGTH], plain[-CODE_LENGTH:].translate(_MEANT)
    number = digits.translate(str.maketrans("OIL", "011"))
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER and _CODE.fullmatch(code)):
        raise InputError(
            "anchor-malformed",
            T(
                "An anchor is a number, a hyphen and 20 letters and digits, as “1234-ABCDEFGHIJKLMNOPQRST”. "
                "Compare what was typed with the paper."
            ),
            field="anchor",
        )
    return Anchor(int(number), code.translate(_ALIKE))
