"""My Number in what is typed: it must not be kept (Act No. 27 of 2013, Arts. 20 and 28), so the door refuses it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from caseman.errors import InputError
from caseman.later import later
from caseman.text import T

if TYPE_CHECKING:
    from stdnum.jp import in_
else:
    in_ = later("stdnum.jp.in_")

# As the card prints it. Looked for from every group on: a telephone number before it must not hide it.
_FOURS = re.compile(r"(?<![0-9])(?=([0-9]{4})[ -]{0,3}([0-9]{4})[ -]{0,3}([0-9]{4})(?![0-9]))")
_RUN = re.compile(r"[0-9]+(?:[ -][0-9]+)*")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー─", "-"))


def holds_my_number(text: str) -> bool:
    """Whether twelve digits in the text have My Number's check digit.

    They may stand together or in three groups of four anywhere, or alone in groups of any other kind. One in eleven
    other numbers of twelve digits has that check digit, too; two dates or a date and a telephone number are told apart
    by their groups.
    """
    return any(map(in_.is_valid, _candidates(unicodedata.normalize("NFKC", text).translate(_DASHES))))


def _candidates(plain: str) -> Iterator[str]:
    for fours in _FOURS.finditer(plain):
        yield "".join(fours.groups())
    for run in _RUN.findall(plain):
        if not (" " in run and "-" in run):
            yield run


def refuse_my_number(text: str, field: str) -> None:
    """Raises `InputError` for a text that seems to hold a My Number."""
    if holds_my_number(text):
        raise InputError(
            "my-number",
            T(
                "This seems to hold a My Number, which must not be kept: take it out. "
                "Write any other number of twelve digits without its last one."
            ),
            field=field,
        )
