"""The columns of a case table: those that every list has, and those that a member may choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from caseman.services.case_query import Sort
from caseman.services.views import CaseLine
from ui import theme
from ui.i18n import tell
from ui.widgets.lines import Column


@dataclass(frozen=True)
class CaseColumn:
    """A column by the name under which the member's choice of it is kept, and what its heading sorts by."""

    code: str
    sort: Sort
    column: Column
    usual: bool = True  # shown until the member chooses otherwise


def case_columns(page: QWidget, today: date) -> list[Column]:
    """The columns of a case table that nobody chose columns for."""
    return [each.column for each in every_column(page, today) if each.usual]


def every_column(page: QWidget, today: date) -> tuple[CaseColumn, ...]:
    """All columns there are, in the order in which they stand at first."""
    colour = partial(_due_colour, today)
    return (
        CaseColumn("number", Sort.NUMBER, Column(page.tr("Number"), lambda line: line.number, whole=True)),
        CaseColumn("principal", Sort.PRINCIPAL, Column(page.tr("Principal"), lambda line: line.principal, 160)),
        CaseColumn("kana", Sort.PRINCIPAL, Column(page.tr("Kana"), lambda line: line.kana, 140), usual=False),
        CaseColumn("agent", Sort.AGENT, Column(page.tr("Agent"), lambda line: line.agent, 120), usual=False),
        CaseColumn(
            "member_id", Sort.MEMBER_ID, Column(page.tr("Member ID"), lambda line: line.member_id, 110), usual=False
        ),
        CaseColumn("requests", Sort.REQUESTS, Column(page.tr("Requests"), _requests, 240)),
        CaseColumn("state", Sort.STATE, Column(page.tr("State"), lambda line: tell(line.state.label), 130)),
        CaseColumn("next_step", Sort.NEXT_STEP, Column(page.tr("Next step"), _next_step, whole=True)),
        CaseColumn("arrived", Sort.ARRIVED, Column(page.tr("Arrived"), lambda line: tell(line.arrived_on), whole=True)),
        CaseColumn(
            "accepted",
            Sort.ACCEPTED,
            Column(page.tr("Accepted"), lambda line: _day(line.accepted_on), whole=True),
            usual=False,
        ),
        CaseColumn(
            "due", Sort.DUE, Column(page.tr("Answer by"), lambda line: tell(line.due_on), colour=colour, whole=True)
        ),
        CaseColumn(
            "days_left",
            Sort.DUE,
            Column(page.tr("Days left"), partial(_days_left, page, today), colour=colour, whole=True),
            usual=False,
        ),
        CaseColumn(
            "closed",
            Sort.CLOSED,
            Column(page.tr("Closed"), lambda line: _day(line.closed_on), whole=True),
            usual=False,
        ),
    )


def _requests(line: CaseLine) -> str:
    return tell([each.label for each in line.request_types])


def _next_step(line: CaseLine) -> str:
    return tell(line.next_step.call_to_action) if line.next_step else ""


def _day(day: date | None) -> str:
    return tell(day) if day is not None else ""


def _days_left(page: QWidget, today: date, line: CaseLine) -> str:
    """How many days are left for the answer; empty where nobody waits for one."""
    if not line.state.awaits_answer:
        return ""
    left = line.days_left(today)
    return page.tr("%n day(s)", "", left) if left >= 0 else page.tr("%n day(s) late", "", -left)


def _due_colour(today: date, line: CaseLine) -> str | None:
    if not line.state.awaits_answer:
        return None
    left = line.days_left(today)
    if left < 0:
        return theme.tokens().bad
    return theme.tokens().warn if left <= 3 else None
