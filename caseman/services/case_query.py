"""What a list of cases is asked for: a search, a choice, a step, an order; and the conditions that say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from caseman.domain.lifecycle import NOT_AWAITED, Step
from caseman.services import waiting
from caseman.services.desk import Desk
from caseman.storage import search
from caseman.storage.search import match_expression

PAGE = 200
FIRST = 100  # cases that a list begins with: as many as a large screen shows
LONGEST_QUERY = search.LONGEST_QUERY
_NOT_AWAITED = ", ".join(f"'{state.value}'" for state in NOT_AWAITED)
UNANSWERED = f"c.closed_on IS NULL AND c.state NOT IN ({_NOT_AWAITED})"


class Show(StrEnum):
    """Which cases a list holds."""

    OPEN = "open"
    ALL = "all"
    CLOSED = "closed"
    OVERDUE = "overdue"
    DUE_THIS_WEEK = "due_this_week"
    WAITING_CORRECTION = "waiting_correction"
    WAITING_FEE = "waiting_fee"
    WAITING_SEARCH = "waiting_search"
    WAITING_READER = "waiting_reader"
    TO_CHECK = "to_check"
    TO_DECIDE = "to_decide"


_WAITING = {
    Show.WAITING_CORRECTION: waiting.CORRECTION,
    Show.WAITING_FEE: waiting.FEE,
    Show.WAITING_SEARCH: waiting.SEARCH,
    Show.WAITING_READER: waiting.SECOND_READER,
    Show.TO_CHECK: waiting.TO_CHECK,
    Show.TO_DECIDE: waiting.TO_DECIDE,
}


class Sort(StrEnum):
    """By what a list is ordered; cases that have nothing of it come last, by the date by which to answer."""

    NUMBER = "number"
    PRINCIPAL = "principal"
    AGENT = "agent"
    MEMBER_ID = "member_id"
    REQUESTS = "requests"
    STATE = "state"
    NEXT_STEP = "next_step"
    ARRIVED = "arrived"
    ACCEPTED = "accepted"
    DUE = "due"
    CLOSED = "closed"


@dataclass(frozen=True)
class CaseQuery:
    """What the case table asks for: a search, a choice, a step that waits, an order, and where the last page ended.

    `due_on` leaves the cases whose answer is due on that day.
    """

    search: str = ""
    show: Show = Show.ALL
    step: Step | None = None
    after: tuple[date, int] | None = None  # (due_on, id) of the last line of the page before
    limit: int = FIRST
    due_on: date | None = None
    sort: Sort = Sort.DUE
    descending: bool = False


def conditions_of(desk: Desk, query: CaseQuery) -> tuple[list[str], dict[str, Any]]:
    """Conditions on `cases c` for a query, and their values; its search is left to the index."""
    today = desk.today()
    conditions: list[str] = []
    values: dict[str, Any] = {}
    match query.show:
        case Show.OPEN:
            conditions.append("c.closed_on IS NULL")
        case Show.CLOSED:
            conditions.append("c.state = 'closed'")
        case Show.OVERDUE:
            conditions += [UNANSWERED, "c.due_on < :today"]
            values["today"] = today.isoformat()
        case Show.DUE_THIS_WEEK:
            conditions += [UNANSWERED, "c.due_on BETWEEN :today AND :week"]
            values |= {"today": today.isoformat(), "week": end_of_week(today).isoformat()}
        case Show.ALL:
            pass
        case waits:
            conditions.append(_WAITING[waits])
            if ":readers" in _WAITING[waits]:
                values["readers"] = waiting.procedures_where(desk, waiting.two_readers)
    if query.due_on is not None:
        conditions += [UNANSWERED, "c.due_on = :due_on"]
        values["due_on"] = query.due_on.isoformat()
    if query.step is not None:
        conditions.append("c.closed_on IS NULL AND c.next_step = :step")
        values["step"] = query.step.value
    if query.search.strip() and match_expression(query.search) is None:
        conditions.append("0")  # only signs that no key holds: nothing is found, rather than everything
    return conditions, values


def end_of_week(today: date) -> date:
    """The Sunday of this week."""
    return today + timedelta(days=6 - today.weekday())
