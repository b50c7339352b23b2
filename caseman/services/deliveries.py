"""Several letters whose delivery the carrier's tracking confirmed, noted at once: all of them or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from sqlmodel import col, select

from caseman.domain.actions import Action
from caseman.domain.entry import parse_date
from caseman.errors import CasemanError, InputError, InputErrors
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.dispatch import arrive
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.letter_tables import LetterRow
from caseman.text import T

MOST: Final = 500  # letters at once: a list that a person looks through


def note_deliveries(
    desk: Desk, documents: Sequence[str], delivered_on: str, own: Mapping[str, str] | None = None
) -> Change:
    """Note that letters were delivered, by their document numbers: on one day, or on their `own` where one has.

    Days are as people type them. Raises `InputErrors`, one for each letter that cannot be noted: it is not known, has
    not left, was delivered already, or the day is before it left or in the future. Nothing is noted then.
    """
    days = dict(own or {})
    with desk.work(Action.DELIVER) as work:
        _require_some(documents)
        faults = []
        cases: dict[str, None] = {}
        for document, times in Counter(documents).items():
            try:
                _note(work, document, days.get(document, delivered_on), times, cases)
            except CasemanError as error:
                faults.append(_about(document, error))
        if faults:
            raise InputErrors(tuple(faults))
    return Change(ChangeKind.LETTER, tuple(cases))


def _require_some(documents: Sequence[str]) -> None:
    if not documents:
        raise InputError("no-letter", T("Choose the letters that were delivered first."), field="documents")
    if len(documents) > MOST:
        told = {"count": len(documents), "most": MOST}
        raise InputError(
            "too-many-letters",
            T("{count} letters are chosen. Choose at most {most} for this.", **told),
            field="documents",
        )


def _note(work: Work, document: str, day: str | date, times: int, cases: dict[str, None]) -> None:
    if times > 1:
        raise InputError("chosen-twice", T("It is chosen twice."), field="documents")
    case = work.session.exec(
        select(CaseRow)
        .join(LetterRow, col(LetterRow.case_id) == CaseRow.id)
        .where(LetterRow.document_number == document)
    ).one_or_none()
    if case is None:
        raise InputError("no-such-letter", T("There is no letter with this number."), field="documents")
    arrive(work, case, document, parse_date(str(day), "delivered_on"), anew=False)
    cases[case.number] = None


def _about(document: str, fault: CasemanError) -> CasemanError:
    return InputError(fault.code, T("{number}: {fault}", number=document, fault=fault.text), field=fault.field)
