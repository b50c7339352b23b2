"""Complaints (APPI Art. 40): urgent or not, to be made public or not, and their report inside the company."""

from __future__ import annotations

from datetime import date

from sqlmodel import select

from caseman.domain.actions import Action
from caseman.errors import InputError, RuleError
from caseman.services.course_inputs import RemovalInput, ReportInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.gate import not_before, require
from caseman.services.inputs import ComplaintInput
from caseman.services.removed import Removed, note_removed
from caseman.storage.course_tables import ComplaintRow
from caseman.text import T


def report_complaint(desk: Desk, report: ReportInput) -> Change:
    """Record that a complaint was reported, and to whom. Raises `RuleError` for a case without a complaint."""
    with desk.work(Action.REPORT) as work:
        case = work.case(report.number)
        require(Action.REPORT, case)
        row = work.session.exec(select(ComplaintRow).where(ComplaintRow.case_id == case.id)).one_or_none()
        if row is None:
            raise RuleError("no-complaint", T("This case holds no complaint."))
        not_before(report.reported_on, case.arrived_on, work.today, "reported_on")
        row.reported_on, row.reported_to = report.reported_on, report.reported_to
        work.session.add(row)
        work.note("complaint_reported", case, reported_on=report.reported_on.isoformat(), to=report.reported_to)
    return Change(ChangeKind.CASE, (case.number,))


def undo_report(desk: Desk, removal: RemovalInput) -> Change:
    """Take out a report entered by mistake: it is still to be made. Raises `RuleError` where none is recorded."""
    with desk.work(Action.REPORT) as work:
        case = work.case(removal.number)
        require(Action.AMEND, case)
        row = work.session.exec(select(ComplaintRow).where(ComplaintRow.case_id == case.id)).one_or_none()
        if row is None or row.reported_on is None:
            raise RuleError("not-reported", T("No report of this complaint is recorded."))
        reported_on, row.reported_on, row.reported_to = row.reported_on, None, ""
        work.session.add(row)
        note_removed(work, case, Removed.REPORT, reported_on, removal)
    return Change(ChangeKind.CASE, (case.number,))


def complaint_row(case_id: int, complaint: ComplaintInput, arrived_on: date, today: date) -> ComplaintRow:
    """What is stored of a complaint as it comes in. Raises `InputError` for a report before it came, or half of one."""
    if bool(complaint.reported_to) != (complaint.reported_on is not None):
        lacking = "reported_on" if complaint.reported_to else "reported_to"
        raise InputError("empty", T("Fill in this field."), field=f"complaint.{lacking}")
    if complaint.reported_on is not None:
        not_before(complaint.reported_on, arrived_on, today, "complaint.reported_on")
    return ComplaintRow(case_id=case_id, **complaint.model_dump())
