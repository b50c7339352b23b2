"""The cells of one row of a register read into a case, with everything that is wrong in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from caseman.domain.citations import read_articles
from caseman.domain.entry import parse_postal_code
from caseman.domain.register_case import Listed, RegisterCase, Told
from caseman.domain.register_fields import ESSENTIAL, FieldKind, RegisterField
from caseman.domain.register_order import check_order
from caseman.domain.register_reader import CellReader
from caseman.domain.register_values import (
    Cell,
    lost_in_name,
    lost_in_text,
    says_nothing,
    text_of,
)
from caseman.domain.register_words import labelled, look_up
from caseman.domain.requests import RequestType
from caseman.errors import InputError
from caseman.text import T

F = RegisterField
_T = TypeVar("_T")
_LONGEST_NUMBER: Final = 60
_NO_CELLS: Final[Mapping[RegisterField, Cell]] = {}
_PERSON: Final = (F.POSTAL_CODE, F.ADDRESS, F.TELEPHONE, F.EMAIL, F.BIRTH_DATE, F.MEMBER_ID)
_ENDED: Final = ("withdrawn", "deemed_withdrawn")
_UNREAD: Final = object()
# What most cells hold none of: signs that are lost, take no ink, or need a closer look.
_SUSPECT: Final = re.compile("[?？#\ufffd〓\ue000-\uf8ff\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5]")
_SHORT: Final = 400  # characters that fit into every field


class RowReader(CellReader):
    """Reads row after row."""

    def read(self, row: int, cells: Mapping[RegisterField, Cell]) -> RegisterCase | None:
        """The case of a row; None where it cannot become one. Its problems are added to `problems`.

        `cells` are those that say something: a field without one is empty.
        """
        self._row, self._cells, self._stopped = row, cells, False
        missing = [each for each in ESSENTIAL if each not in cells or says_nothing(cells[each])]
        for each in missing:
            self._tell(each, T("This is missing; no case can do without it."))
        arrived = self._day(F.RECEIVED_ON)
        if arrived is not None and arrived > self.today:
            self._tell(F.RECEIVED_ON, T("{day} is still to come. Check the day.", day=arrived))
        types, case = self._types(), None
        name = self._name(F.PRINCIPAL_NAME)
        if arrived is not None and types and name:
            case = RegisterCase(row, self._number(), arrived, types, name)
            case.states_retention, case.tracks_answers = self.states_retention, self.tracks_answers
            case.tells_results = self.tells_results
            self._fill(case)
            for where, told in check_order(case, self.today):
                self._tell(where, told)
        else:
            self._look_through()
        if self._stopped or case is None:
            written = self._cells.get(F.NUMBER)
            self.stopped.append((row, unicodedata.normalize("NFKC", text_of(written)).strip() if written else ""))
            return None
        return case

    def _fill(self, case: RegisterCase) -> None:
        cells = self._cells
        case.kana = self._name(F.PRINCIPAL_KANA)
        case.channel = self._term(F.CHANNEL, self.words.mail, case)
        if F.CHANNEL in cells and case.channel in ("email", "web", "telephone") and self._own_term(F.CHANNEL):
            case.channel = "electronic"
        case.tracking_number = self._line(F.TRACKING_NUMBER)
        self._articles(case)
        self._agent(case)
        self._told(F.IDENTITY_DOCUMENTS, self.words.documents, case)
        self._told(F.AUTHORITY_DOCUMENTS, self.words.authority, case)
        self._identity_day(case)
        for each in (F.IDENTITY_CHECKED_BY, F.SEARCHER, F.DECIDED_BY):
            if each in cells:
                case.told[each.value] = self._people(self._name(each))
        case.corrections = (
            self._day(F.CORRECTION_ASKED_ON),
            self._day(F.CORRECTION_LIMIT_ON),
            self._day(F.CORRECTION_DONE_ON),
        )
        self._fee(case)
        case.accepted_on, case.due_on = self._day(F.ACCEPTED_ON), self._day(F.DUE_ON)
        case.extended_due_on = self._day(F.EXTENDED_DUE_ON)
        self._decision(case)
        case.dispatched = self._days_of(F.DISPATCHED_ON, case)
        self._told(F.DISPATCH_MAIL_CLASS, self.words.mail, case)
        case.dispatch_tracking_number = self._line(F.DISPATCH_TRACKING_NUMBER)
        case.delivered = self._days_of(F.DELIVERED_ON, case)
        case.papers_ended_on, case.retain_until = self._day(F.PAPERS_ENDED_ON), self._day(F.RETAIN_UNTIL)
        case.closed_on = self._day(F.CLOSED_ON)
        self._state(case)
        case.remarks, case.scope = self._text(F.REMARKS), self._text(F.SCOPE)
        if not cells.keys().isdisjoint(_PERSON):
            self._person(case)

    def _look_through(self) -> None:
        """What else is wrong in a row that cannot become a case: all of it is told at once."""
        for each in self._cells:
            if each is F.RECEIVED_ON:
                continue
            if each.kind is FieldKind.DAY:
                self._day(each)
            elif each.kind is FieldKind.YEN:
                self._yen(each)

    # --- what each field needs beside

    def _number(self) -> str:
        written = unicodedata.normalize("NFKC", self._line(F.NUMBER)).strip()
        if len(written) > _LONGEST_NUMBER:
            self._tell(F.NUMBER, T("This is too long for a number. Check the columns."))
        return "" if says_nothing(written) else written

    def _types(self) -> tuple[str, ...]:
        written = self._line(F.REQUEST_TYPES)
        if not written:
            return ()
        found = self._codes(written, self.words.request_types)
        if found is None:
            self._tell(F.REQUEST_TYPES, T("This is no type of request that the program knows. Say what it means."))
            return ()
        return self._repeated(found)

    def _repeated(self, types: tuple[str, ...]) -> tuple[str, ...]:
        """Several requests of one type are named once in their column; the lists beside tell how many there are."""
        places: dict[int, str] = {}
        for each in (F.RESULTS, F.DECIDED_ON, F.DISPATCHED_ON, F.DELIVERED_ON):
            cell = self._cells.get(each)
            parts = (
                labelled(cell, self.words.types_named)
                if isinstance(cell, str) and ":" in cell.replace("：", ":")
                else None
            )
            places |= {position: code for code, position, _ in parts or () if position is not None and code in types}
        if not places:
            return types
        rest = [code for code in types if code not in places.values()]
        count = len(places) + len(rest)
        if max(places) > count:
            return types
        return tuple(places[at] if at in places else rest.pop(0) for at in range(1, count + 1))

    def _articles(self, case: RegisterCase) -> None:
        written = self._line(F.ARTICLES)
        if written and not says_nothing(written):
            case.articles = read_articles(written)
            if len(case.articles) not in (1, len(set(case.types)), len(case.types)):
                case.articles = ()
            if not case.articles:
                case.told[F.ARTICLES.value] = written

    def _agent(self, case: RegisterCase) -> None:
        code = self._term(F.REQUESTER_KIND, self.words.requester_kind, case)
        case.requester = "" if code == "principal" else code
        case.agent_name, case.agent_kana = self._name(F.AGENT_NAME), self._name(F.AGENT_KANA)
        if says_nothing(case.agent_name):
            case.agent_name = ""
        if case.agent_name and not case.requester:
            if code == "principal":
                self._tell(
                    F.AGENT_NAME, T("An agent is named, but the request is said to be the principal's own. Check both.")
                )
            case.requester = "delegated"

    def _people(self, written: str) -> Told:
        """Who did something; told apart where it was done for each of two people."""
        parts = labelled(written, self.words.roles) if ":" in written or "：" in written else None
        return written if parts is None else Listed(tuple((label, (value,)) for label, _, value in parts))

    def _identity_day(self, case: RegisterCase) -> None:
        cell = self._cells.get(F.IDENTITY_CHECKED_ON)
        parts = labelled(cell, self.words.roles) if isinstance(cell, str) else None
        if parts is None:
            case.identity_checked_on = self._day(F.IDENTITY_CHECKED_ON)
            return
        days = [(label, self._read_day(F.IDENTITY_CHECKED_ON, value)) for label, _, value in parts]
        case.identity_checked_on = max((day for _, day in days if day), default=None)
        case.told[F.IDENTITY_CHECKED_ON.value] = Listed(tuple((label, (str(day),)) for label, day in days if day))

    def _fee(self, case: RegisterCase) -> None:
        code = self._term(F.FEE_REQUIRED, self.words.fee_required, case)
        case.fee_required = None if not code else code == "yes"
        case.fee = self._yen(F.FEE_AMOUNT)
        if case.fee_required is False and case.fee is None:
            case.fee = 0
        if case.fee_required is False and case.fee:
            self._tell(F.FEE_AMOUNT, T("An amount stands here, but no fee is said to be required. Check both."))
        self._told(F.PAYMENT_MEANS, self.words.payment_means, case)
        case.paid_on = self._day(F.PAID_ON)

    def _decision(self, case: RegisterCase) -> None:
        written = self._line(F.RESULTS)
        self._complaints = set(case.types) == {RequestType.COMPLAINT}
        results = self._aligned(F.RESULTS, written, case, self._result)
        case.ended = next((code for code in results if code in _ENDED), "")
        case.outcomes = tuple(None if code in (*_ENDED, "undecided") else code for code in results)
        case.decided = self._days_of(F.DECIDED_ON, case)
        self._grounds(case)
        case.reasons = self._aligned(F.REASONS, self._text(F.REASONS), case, lambda told: told)
        if not any(case.outcomes) and any(case.decided):
            if self.tells_results and not case.ended:
                told = T("A day of decision stands here, but no result. The request counts as not decided.")
                self._tell(F.DECIDED_ON, told, stops=False)
            case.told[F.DECIDED_ON.value] = text_of(max(day for day in case.decided if day))
        days = (F.DECIDED_ON, F.DISPATCHED_ON, F.DELIVERED_ON, F.CLOSED_ON)
        if any(case.outcomes) and not any(each in self.headings for each in days):
            return
        if any(case.outcomes) and not any(each in self._cells and not says_nothing(self._cells[each]) for each in days):
            told = T("A result stands here, but no day: neither of the decision nor of the answer.")
            self._tell(F.RESULTS, told, stops=False)

    def _grounds(self, case: RegisterCase) -> None:
        """The grounds of each request; kept as they are written where one is not known."""
        written, unknown = self._line(F.GROUNDS), False
        if says_nothing(written):
            return

        def read(told: str) -> tuple[str, ...]:
            nonlocal unknown
            found = self._codes(told, self.words.grounds)
            unknown |= found is None
            return found or ()

        grounds = self._aligned(F.GROUNDS, written, case, read)
        if unknown:
            case.told[F.GROUNDS.value] = written
        else:
            case.grounds = tuple(codes or () for codes in grounds)

    def _result(self, written: str) -> str | None:
        found = self._codes(written, self.words.results)
        if found is not None and len(found) == 1:
            return found[0]
        if says_nothing(written):
            return None
        if self._complaints and look_up(written, self.words.state) == "closed":
            return "grant"
        self._tell(F.RESULTS, T("This is no result that the program knows. Say what it means."))
        return None

    def _days_of(self, where: RegisterField, case: RegisterCase) -> tuple[date | None, ...]:
        cell = self._cells.get(where)
        if cell is None:
            return ()

        def read(told: str) -> date | None:
            return None if look_up(told, self.words.missing) else self._read_day(where, told)

        if not isinstance(cell, str):
            return (self._read_day(where, cell),) * len(case.types)
        return self._aligned(where, cell, case, read)

    def _aligned(
        self, where: RegisterField, written: str, case: RegisterCase, read: Callable[[str], _T]
    ) -> tuple[_T | Any, ...]:
        """One value for each request: of the same for all, or of a list that labels each with its type."""
        if not written:
            return ()
        parts = labelled(written, self.words.types_named) if len(case.types) > 1 else None
        if parts is None:
            return (read(written),) * len(case.types)
        found: list[_T | None] = [None] * len(case.types)
        for code, position, value in parts:
            at = position - 1 if position else next((i for i, kind in enumerate(case.types) if kind == code), -1)
            if not 0 <= at < len(found) or case.types[at] != code:
                self._tell(where, T("“{type}” is not among the requests of this row.", type=RequestType(code).label))
                continue
            found[at] = read(value)
        return tuple(found)

    def _state(self, case: RegisterCase) -> None:
        code = self._term(F.STATE, self.words.state, case)
        case.finished = None if not code else code == "closed"

    def _person(self, case: RegisterCase) -> None:
        for each in _PERSON:
            if each not in self._cells:
                continue
            if each is F.BIRTH_DATE:
                case.person[each.value] = self._day(each)
                continue
            written = self._line(each, look=lost_in_name if each is F.ADDRESS else lost_in_text)
            if each is F.POSTAL_CODE and written:
                try:
                    written = parse_postal_code(written)
                except InputError as error:
                    self._tell(each, error.text, stops=False)
            case.person[each.value] = written
