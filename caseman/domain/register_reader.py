"""The cells of a row of a register, read one by one; what is wrong is told with its row and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from caseman.domain.entry import clean_line, clean_text
from caseman.domain.register_case import Listed, Problem, RegisterCase, Told, Words
from caseman.domain.register_fields import FieldKind, RegisterField
from caseman.domain.register_values import (
    LOST_VALUE,
    Cell,
    lost_in_name,
    lost_in_text,
    lost_value,
    read_day,
    read_yen,
    says_nothing,
    text_of,
)
from caseman.domain.register_words import Table, labelled, look_up, terms
from caseman.errors import CasemanError
from caseman.text import Text

F = RegisterField
_UNREAD: Final = object()
# What most cells hold none of: signs that are lost, take no ink, or need a closer look.
_SUSPECT: Final = re.compile("[?？#\ufffd〓\ue000-\uf8ff\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5]")
_SHORT: Final = 400  # characters that fit into every field


@dataclass
class CellReader:
    """Reads the cells of one row after the other. `headings` are the columns as written.

    What many rows have in common is looked up once.
    """

    words: Words
    headings: Mapping[RegisterField, str]
    today: date
    since_1904: bool = False
    states_retention: bool = False
    tracks_answers: bool = True
    tells_results: bool = True
    stopped: list[tuple[int, str]] = field(default_factory=list)  # rows that became no case, with their numbers
    problems: list[Problem] = field(default_factory=list)
    _days: dict[Cell, Any] = field(default_factory=dict)
    _terms: dict[tuple[int, str], Any] = field(default_factory=dict)
    _row: int = 0
    _cells: Mapping[RegisterField, Cell] = field(default_factory=dict)
    _stopped: bool = False
    _complaints: bool = False  # whether the row is about complaints alone, which are dealt with

    def _tell(self, where: RegisterField, reason: Text, *, stops: bool = True) -> None:
        self._stopped |= stops
        written = text_of(self._cells.get(where, ""))
        self.problems.append(Problem(self._row, self.headings.get(where, str(where.label)), reason, written, stops))

    def _day(self, where: RegisterField) -> date | None:
        written = self._cells.get(where)
        if written is None:
            return None
        return self._read_day(where, written)

    def _read_day(self, where: RegisterField, written: Cell) -> date | None:
        found = self._days.get(written, _UNREAD)
        if found is _UNREAD:
            try:
                found = read_day(written, self.today, since_1904=self.since_1904)
            except CasemanError as error:
                found = error
            self._days[written] = found
        if isinstance(found, CasemanError):
            self._tell(where, found.text)
            return None
        assert found is None or isinstance(found, date)
        return found

    def _yen(self, where: RegisterField) -> int | None:
        written = self._cells.get(where)
        if written is None:
            return None
        try:
            return read_yen(written)
        except CasemanError as error:
            self._tell(where, error.text)
            return None

    def _name(self, where: RegisterField) -> str:
        """A name as it is written; what was lost in it is told."""
        written = self._line(where, look=lost_in_name)
        if where is F.PRINCIPAL_NAME and lost_value(written):
            self._tell(where, LOST_VALUE)
        return written

    def _line(self, where: RegisterField, *, look: Callable[[str], Text | None] = lost_in_text) -> str:
        return self._clean(where, clean_line, look)

    def _text(self, where: RegisterField) -> str:
        return self._clean(where, clean_text, lost_in_text)

    def _clean(
        self, where: RegisterField, clean: Callable[[str, str | None, int], str], look: Callable[[str], Text | None]
    ) -> str:
        cell = self._cells.get(where)
        if cell is None:
            return ""
        written = cell if isinstance(cell, str) else text_of(cell)
        if len(written) < _SHORT and not _SUSPECT.search(written) and written.replace("\u3000", " ").isprintable():
            return written.strip()
        try:
            cleaned = clean(written, None, where.longest)
        except CasemanError as error:
            self._tell(where, error.text)
            return ""
        lost = look(written)
        if lost is LOST_VALUE and where.kind in (FieldKind.TERMS, FieldKind.NUMBER):
            self._tell(where, lost)
            return ""
        if lost is not None and not (where is F.PRINCIPAL_NAME and lost is LOST_VALUE):
            self._tell(where, lost, stops=False)
        return cleaned

    def _codes(self, written: str, known: Table) -> tuple[str, ...] | None:
        key = (id(known), written)
        if key not in self._terms:
            self._terms[key] = terms(written, known)
        found: tuple[str, ...] | None = self._terms[key]
        return found

    def _term(self, where: RegisterField, known: Table, case: RegisterCase) -> str:
        """The code of the one term in a cell; what is not known is kept as it is written."""
        written = self._line(where)
        if not written:
            return ""
        key = (id(known), "\0" + written)
        if key not in self._terms:
            self._terms[key] = look_up(written, known) or ""
        code: str = self._terms[key]
        if not code and not says_nothing(written):
            case.told[where.value] = written
        return code

    def _own_term(self, where: RegisterField) -> bool:
        return look_up(text_of(self._cells[where]), self.words.own_mail) is not None

    def _told(self, where: RegisterField, known: Table, case: RegisterCase) -> None:
        """A list of terms that no field of a case holds: by code where all are known, else as it is written."""
        written = self._line(where)
        if not written or says_nothing(written):
            return
        case.told[where.value] = self._listed(written, known) or written

    def _listed(self, written: str, known: Table) -> Told | None:
        parts = labelled(written, self.words.roles)
        if parts is None:
            codes = self._codes(written, known)
            return None if codes is None else Listed((("", codes),))
        found = [(label, self._codes(value, known)) for label, _, value in parts]
        if any(codes is None for _, codes in found):
            return None
        return Listed(tuple((label, codes or ()) for label, codes in found))
