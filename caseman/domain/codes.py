"""What our QR codes say: which case, enclosure or place a sheet of paper belongs to, in which office's file.

A code reads like `CM1/ABCD2345/C42/K`. That of a cover sheet, behind which other pages belong, has an `S` before its
kind: `CM1/ABCD2345/SC42/K`; so a paper that bears its own label is never taken for a cover sheet. Only letters, digits,
`/`, `-` and `.` stand in it: a USB reader types it as a keyboard does, those keys lie alike on American and Japanese
layouts, and QR's alphanumeric mode holds them.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from caseman.errors import InputError, RuleError
from caseman.text import T

_SIGNS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_START: Final = "CM1/"
_CODE: Final = re.compile(r"CM1/([A-Z2-7]{8})/(S?)([CEP])([1-9][0-9]{0,17})/([0-9A-Z])")


class CodeKind(StrEnum):
    """What a code stands for."""

    CASE = "C"
    ENCLOSURE = "E"
    PLACE = "P"


@dataclass(frozen=True)
class Code:
    """A case, enclosure or place by its row in the office file, and the tag of that file.

    `sheet`: it stands on a cover sheet, which is no paper itself.
    """

    kind: CodeKind
    row_id: int
    office: str
    sheet: bool = False

    @property
    def payload(self) -> str:
        """What the QR code says, with a check character (ISO 7064 MOD 37,36)."""
        return f"{_START}{self.office}/{_named(self)}/{_check(self)}"


def office_tag(file_id: str) -> str:
    """Eight characters of Base32 that tell one office file from another."""
    return base64.b32encode(hashlib.sha256(file_id.encode()).digest()).decode()[:8]


def parse_code(text: str) -> Code | None:
    """Read one of our codes, in whatever width and case a reader typed it; None for what is none of ours.

    Raises `InputError` (field `code`) for one that begins as ours but is cut or misread.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if not plain.startswith(_START):
        return None
    found = _CODE.fullmatch(plain)
    code = None if found is None else Code(CodeKind(found[3]), int(found[4]), found[1], bool(found[2]))
    if found is None or code is None or _check(code) != found[5]:
        raise InputError(
            "code-damaged", T("The code was not read whole. Scan it again, or type the case number."), field="code"
        )
    return code


def require_office(code: Code, tag: str) -> None:
    """Refuse a code of another office's file. Raises `RuleError`."""
    if code.office != tag:
        raise RuleError(
            "code-of-another-office",
            T("This code belongs to another office's file. Put the sheet aside, and find out whose it is."),
            field="code",
        )


def _named(code: Code) -> str:
    return f"{'S' if code.sheet else ''}{code.kind}{code.row_id}"


def _check(code: Code) -> str:
    """The check character of ISO/IEC 7064, MOD 37,36, over all signs but the dividing ones."""
    rest = 36
    for sign in f"CM1{code.office}{_named(code)}":
        rest = (rest + _SIGNS.index(sign)) % 36 or 36
        rest = rest * 2 % 37
    return _SIGNS[(37 - rest) % 36]
