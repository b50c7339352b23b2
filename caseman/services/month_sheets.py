"""The monthly sheet of the trail: its anchor on paper, printed on the first working day of a month and filed.

It ties the past down: whatever an entry before the anchor says cannot be changed any more without the paper telling.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection
from sqlmodel import col, select

from caseman.domain.anchors import read_anchor
from caseman.domain.permissions import Permission
from caseman.domain.trail import ActionGroup, group_of
from caseman.errors import InputError
from caseman.letters.month_sheet import MonthFacts, render_month_sheet
from caseman.services.anchors import AnchorPlace, remember_anchor
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.reading import Paper
from caseman.storage import audit
from caseman.storage.office_tables import OfficeRow
from caseman.storage.trail_tables import AnchorRow
from caseman.text import Language, T


@dataclass(frozen=True)
class MonthSheet(Change):
    """The sheet of a month (its first day), and the anchor that stands on it."""

    month: date | None = None
    head: str = ""
    pdf: bytes = field(default=b"", repr=False)


def month_sheet_due(desk: Desk) -> date | None:
    """The month (its first day) whose sheet is to be printed now; None when it was, or is not due yet.

    The sheet of a month is due from the first working day of the next.
    """
    desk.require(Permission.READ_TRAIL)
    this = desk.today().replace(day=1)
    month = (this - timedelta(days=1)).replace(day=1)
    if desk.today() < desk.calendar(desk.procedure).next_open(this):
        return None
    with desk.reading() as session:
        made = session.exec(select(OfficeRow.created_at)).one().astimezone(desk.time_zone).date()
        there = select(AnchorRow.id).where(AnchorRow.place == AnchorPlace.MONTH, AnchorRow.name == f"{month:%Y-%m}")
        printed = session.exec(there).first() is not None
    return None if printed or made >= this else month


def print_month_sheet(desk: Desk, month: date | None = None, language: Language | None = None) -> MonthSheet:
    """The sheet of a month (any day of it; the one before this unless said) as PDF; its anchor is remembered.

    The anchor is the head of the trail now, in the office's letter language unless another is asked for. Raises
    `InputError` for a month that has not begun.
    """
    chosen = language or desk.procedure.replies.language
    this = desk.today().replace(day=1)
    first = (this - timedelta(days=1)).replace(day=1) if month is None else month.replace(day=1)
    if first > this:
        raise InputError("month-to-come", T("This month has not begun. Choose an earlier one."), field="month")
    with desk.work(Permission.READ_TRAIL) as work:
        connection = work.session.connection()
        facts = _facts(desk, connection, first, chosen, _sheet_before(connection))
        pdf = render_month_sheet(facts, chosen)
        work.note("paper_made", paper=Paper.MONTH, month=f"{first:%Y-%m}", head=facts.anchor)
        remember_anchor(work, facts.anchor, AnchorPlace.MONTH, f"{first:%Y-%m}")
    return MonthSheet(ChangeKind.AUDIT, month=first, head=facts.anchor, pdf=pdf)


def _sheet_before(connection: Connection) -> str:
    """The anchor of the sheet before, as long as it is in the trail."""
    statement = select(AnchorRow.head).where(AnchorRow.place == AnchorPlace.MONTH).order_by(col(AnchorRow.id).desc())
    found = connection.execute(statement.limit(1)).scalar()
    held = found is not None and audit.anchored(connection, read_anchor(str(found)))
    return str(found) if held else ""


def _facts(desk: Desk, connection: Connection, first: date, language: Language, before: str) -> MonthFacts:
    following = (first + timedelta(days=32)).replace(day=1)
    begins, ends = (
        datetime.combine(day, time(), desk.time_zone).astimezone(UTC).isoformat(timespec="milliseconds")
        for day in (first, following)
    )
    rows = connection.exec_driver_sql(
        "SELECT action, count(*), min(number), max(number) FROM audit WHERE at >= ? AND at < ? GROUP BY action",
        (begins, ends),
    ).all()
    counts = dict.fromkeys(ActionGroup, 0)
    for action, count, _, _ in rows:
        counts[group_of(action)] += count
    procedure = desk.procedure
    head = audit.head(connection)
    return MonthFacts(
        office=procedure.letterhead.company.in_language(language),
        file_name=desk.file.path.name,
        month=first,
        made_on=desk.today(),
        made_by=desk.staff_name,
        anchor=head,
        entries=int(head.partition("-")[0]),
        first=min((row[2] for row in rows), default=None),
        last=max((row[3] for row in rows), default=None),
        counts=tuple((group.label, count) for group, count in counts.items()),
        before=before,
        sample=desk.file.sample,
        paper=procedure.letters.paper,
        dates=procedure.letters.dates,
    )
