"""Where the headings of a register stand, and which field each column fills: proposed, for a person to confirm."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from caseman.domain.register_case import Words
from caseman.domain.register_fields import RegisterField
from caseman.domain.register_values import read_day, says_nothing
from caseman.domain.register_words import Table, fold, fold_outside, terms
from caseman.errors import CasemanError

_FIRST_ROWS: Final = 40  # among which the headings are looked for
_LOOKED_AT: Final = 200  # rows whose content tells what an unknown column holds
_DATES: Final = frozenset(map(fold, ("日付", "年月日", "日", "期日", "date", "dates", "day")))
_MOSTLY: Final = 0.8
_BY_CONTENT: Final = (
    (RegisterField.REQUEST_TYPES, "request_types"),
    (RegisterField.RESULTS, "results"),
    (RegisterField.CHANNEL, "mail"),
    (RegisterField.IDENTITY_DOCUMENTS, "documents"),
    (RegisterField.PAYMENT_MEANS, "payment_means"),
)


@dataclass(frozen=True)
class Column:
    """A column: its place from 0, its heading as written (its letter where there is none), and what it fills.

    `by_content`: its heading is not known, what stands in it told.
    """

    place: int
    heading: str
    field: RegisterField | None
    by_content: bool = False


@dataclass(frozen=True)
class Head:
    """The headings: their last row, counted from 1, how many rows they take, and the columns."""

    row: int
    rows: int
    columns: tuple[Column, ...]

    @property
    def known(self) -> int:
        return sum(column.field is not None for column in self.columns)

    @property
    def signature(self) -> str:
        """What registers with the same headings have in common, so that a mapping is found again."""
        told = "\n".join(fold(column.heading) for column in self.columns)
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def find_head(rows: Sequence[Sequence[object]], headings: Table, words: Words | None = None) -> Head | None:
    """The row, or the two, in which most headings are known; None where no row has two of them."""
    best: Head | None = None
    for number in range(1, min(len(rows), _FIRST_ROWS) + 1):
        for head in (_one_row(rows, number, headings), _two_rows(rows, number, headings)):
            if head is not None and head.known >= 2 and (best is None or head.known > best.known):
                best = head
    if best is not None and words is not None:
        best = replace(best, columns=_by_content(best, rows, words))
    return best


def head_at(rows: Sequence[Sequence[object]], row: int, headings: Table, words: Words) -> Head:
    """The headings where a person says that they are."""
    head = _one_row(rows, row, headings) or Head(row, 1, ())
    return replace(head, columns=_by_content(head, rows, words))


def letter(place: int) -> str:
    """The letter of a column, as a spreadsheet counts: A, B, …, Z, AA."""
    told, left = "", place + 1
    while left:
        left, rest = divmod(left - 1, 26)
        told = chr(65 + rest) + told
    return told


def likeness(rows: Sequence[Sequence[object]], headings: Table) -> int:
    """How much the first rows of a sheet look like a register: its known headings, and then its rows."""
    head = find_head(rows, headings)
    return 0 if head is None else head.known * 100 + min(len(rows), 40)


def _one_row(rows: Sequence[Sequence[object]], number: int, headings: Table) -> Head | None:
    told = [_told(cell) for cell in rows[number - 1]]
    if sum(bool(each) for each in told) < 2:
        return None
    return Head(number, 1, _columns([(each, "", (each,)) for each in told], headings))


def _two_rows(rows: Sequence[Sequence[object]], number: int, headings: Table) -> Head | None:
    """Headings of which the upper ones stand over several of the lower: 日付 over 受付 and 期限."""
    if number < 2:
        return None
    upper, lower = [_told(cell) for cell in rows[number - 2]], [_told(cell) for cell in rows[number - 1]]
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    if sum(map(bool, lower)) < 2 or sum(map(bool, upper)) < 1:
        return None
    over = ""
    told = []
    for above, below in zip(upper, lower, strict=True):
        over = above or (over if below else "")
        told.append((below or above or over, over if below else "", _read_as(over, below)))
    return Head(number, 2, _columns(told, headings))


def _read_as(over: str, below: str) -> tuple[str, ...]:
    """What a lower heading may mean under the upper one, the likeliest first."""
    if not below:
        return (over,)
    if not over or over == below:
        return (below,)
    dated = (f"{below}日", f"{below} date", f"{below} on") if fold(over) in _DATES else ()
    return (*dated, f"{over}{below}", f"{below}{over}", f"{over}の{below}", below)


def _columns(told: Sequence[tuple[str, str, tuple[str, ...]]], headings: Table) -> tuple[Column, ...]:
    """Each field is filled by the first column that names it. `told`: heading, the one over it, what it may mean."""
    taken: set[str] = set()
    found = []
    shown = [heading for heading, _, _ in told]
    for place, (heading, over, readings) in enumerate(told):
        codes = (headings.get(fold(each)) or headings.get(fold_outside(each)) for each in readings if each)
        code = next((each for each in codes if each), None)
        if code in taken:
            code = None
        if code is not None:
            taken.add(code)
        alone = heading if shown.count(heading) == 1 or not over else f"{over} {heading}"
        found.append(Column(place, alone or letter(place), RegisterField(code) if code else None))
    while found and not shown[len(found) - 1]:
        found.pop()
    return tuple(found)


def _told(cell: object) -> str:
    """A heading as it is written, on one line."""
    return " ".join(str(cell).split()) if isinstance(cell, str) else ""


def _by_content(head: Head, rows: Sequence[Sequence[object]], words: Words) -> tuple[Column, ...]:
    columns = list(head.columns)
    filled = {column.field for column in columns}
    body = rows[head.row : head.row + _LOOKED_AT]
    for at, column in enumerate(columns):
        if column.field is not None:
            continue
        cells = [row[column.place] for row in body if column.place < len(row) and row[column.place] != ""]
        found = _holds(cells, words, filled) if cells else None
        if found is not None:
            filled.add(found)
            columns[at] = replace(column, field=found, by_content=True)
    return tuple(columns)


def _holds(cells: Sequence[object], words: Words, filled: set[RegisterField | None]) -> RegisterField | None:
    texts = [cell for cell in cells if isinstance(cell, str)]
    for field, name in _BY_CONTENT:
        known: Table = getattr(words, name)
        if field not in filled and texts and _share(texts, lambda text, known=known: terms(text, known) is not None):
            return field
    if (
        RegisterField.PRINCIPAL_KANA not in filled
        and RegisterField.PRINCIPAL_NAME in filled
        and _share(texts, _is_kana)
    ):
        return RegisterField.PRINCIPAL_KANA
    if RegisterField.RECEIVED_ON not in filled and _share(cells, _is_day):
        return RegisterField.RECEIVED_ON
    return None


def _share(cells: Sequence[object], holds: object) -> bool:
    assert callable(holds)
    return bool(cells) and sum(bool(holds(cell)) for cell in cells) >= _MOSTLY * len(cells)


def _is_kana(text: object) -> bool:
    plain = unicodedata.normalize("NFKC", str(text)).replace(" ", "")
    return len(plain) > 1 and all("\u3041" <= c <= "\u30ff" for c in plain)


def _is_day(cell: object) -> bool:
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or says_nothing(cell) or cell.isdecimal():
        return False
    try:
        return read_day(cell, date(2100, 1, 1)) is not None
    except CasemanError:
        return False
