"""What can be taken out again when it was entered by mistake; the trail keeps that it was there, and why it went."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from caseman.services.case_facts import EventKind
from caseman.services.course_inputs import RemovalInput
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.text import T, Text


class Removed(StrEnum):
    """What kind of entry was taken out; an event by its own code."""

    CHECK = "check"
    SEARCH = "search"
    ANSWER = "answer"
    DECISION = "decision"
    DISPATCH = "dispatch"
    DELIVERY = "delivery"
    RETURN = "return"
    REPORT = "report"
    WITHDRAWN = "withdrawn"
    DEEMED_WITHDRAWN = "deemed_withdrawn"
    OBJECTION = "objection"
    OBJECTION_SETTLED = "objection_settled"
    HELD = "held"
    RELEASED = "released"
    CLOSING = "closing"
    FEE_ASKED = "fee_asked"
    FEE_REMINDED = "fee_reminded"
    FEE_WAIVED = "fee_waived"
    FEE_RESTORED = "fee_restored"

    @property
    def label(self) -> Text:
        return _LABELS.get(self) or EventKind(self.value).label


_LABELS = {
    Removed.CHECK: T("The check of identity"),
    Removed.SEARCH: T("The search task"),
    Removed.ANSWER: T("The data holder's answer"),
    Removed.DECISION: T("The decision"),
    Removed.DISPATCH: T("The dispatch"),
    Removed.DELIVERY: T("The delivery"),
    Removed.RETURN: T("The return"),
    Removed.REPORT: T("The report of the complaint"),
    Removed.CLOSING: T("The closing"),
    Removed.FEE_ASKED: T("The note that the fee was asked for"),
    Removed.FEE_REMINDED: T("The reminder of the fee"),
    Removed.FEE_WAIVED: T("The waiver of the fee"),
    Removed.FEE_RESTORED: T("The note that the fee is due again"),
}


def note_removed(work: Work, case: CaseRow, what: Removed, day: date, removal: RemovalInput) -> None:
    """Write into the trail that an entry dated `day` was taken out."""
    told = taking_back(removal.undoes)
    work.note("entry_removed", case, what=what.value, day=day.isoformat(), reason=removal.reason, **told)


def taking_back(entry: int | None) -> dict[str, int]:
    """What an entry of the trail says of the one that it takes back, where that is known (`services/undo.py`)."""
    return {} if entry is None else {"undoes": entry}
