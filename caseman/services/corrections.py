"""A deficiency told to the person, and its cure; either can be taken out again when it was entered by mistake."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import Session, col, select

from caseman.domain.actions import Action
from caseman.errors import InputError, RuleError
from caseman.services.case_facts import open_correction
from caseman.services.course_inputs import RemovalInput
from caseman.services.defects import found_defects
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.gate import not_before, require
from caseman.services.inputs import CorrectionInput, CureInput
from caseman.services.letter_standing import take_back_notice
from caseman.services.removed import taking_back
from caseman.services.standing import resettle
from caseman.storage.case_tables import CaseRow, CorrectionRow
from caseman.storage.columns import row_id
from caseman.storage.post_tables import EnclosureRow
from caseman.text import Language, T, say_date


def ask_correction(desk: Desk, correction: CorrectionInput) -> Change:
    """Record that a deficiency was told to the person. The clock follows the procedure.

    Without a time limit the procedure's own holds: its calendar days from the notice.
    """
    with desk.work(Action.ASK_CORRECTION) as work:
        case = work.case(correction.number)
        not_before(correction.asked_on, case.arrived_on, work.today, "asked_on")
        if correction.limit_on is not None and correction.limit_on < correction.asked_on:
            raise InputError("limit-before", T("The time limit cannot lie before the notice."), field="limit_on")
        if open_correction(work.session, row_id(case)) is not None:
            raise RuleError("correction-open", T("A correction is already asked for. Record its answer first."))
        if case.accepted_on is not None:
            raise RuleError(
                "already-accepted", T("The request is already accepted; a deficiency can no longer be told.")
            )
        require(Action.ASK_CORRECTION, case)
        work.session.add(
            CorrectionRow(
                case_id=row_id(case),
                defect=correction.defect or _found(desk, work.session, case),
                asked_on=correction.asked_on,
                limit_on=correction.limit_on or limit_from(desk, case, correction.asked_on),
            )
        )
        resettle(work, case)
        work.note("correction_asked", case, asked_on=correction.asked_on.isoformat())
    return Change(ChangeKind.CASE, (case.number,))


def cure_correction(desk: Desk, cure: CureInput) -> Change:
    """Record that the person mended the deficiency, and the papers that came with it."""
    with desk.work(Action.CURE_CORRECTION) as work:
        case = work.case(cure.number)
        row = open_correction(work.session, row_id(case))
        if row is None:
            raise RuleError("no-correction", T("No correction is open for this case."))
        require(Action.CURE_CORRECTION, case)
        not_before(cure.cured_on, row.asked_on, work.today, "cured_on")
        row.cured_on = cure.cured_on
        work.session.add(row)
        for kind in cure.papers:
            came = say_date(cure.cured_on, desk.procedure.replies.language)
            work.session.add(EnclosureRow(envelope_id=case.envelope_id, kind=kind, note=came))
        resettle(work, case)
        work.note("correction_cured", case, cured_on=cure.cured_on.isoformat(), papers=list(cure.papers))
    return Change(ChangeKind.CASE, (case.number,))


def remove_correction(desk: Desk, removal: RemovalInput) -> Change:
    """Take out a deficiency that was never told; the date is found anew as if it had never been entered.

    Raises `RuleError` once the request is accepted: withdraw the acceptance first.
    """
    with desk.work(Action.ASK_CORRECTION) as work:
        case = work.case(removal.number)
        row = _correction(work.session, case, removal.row_id)
        _unaccepted(case)
        told = T("The deficiency notice has left already: this was told to the person.")
        take_back_notice(work.session, row.letter_id, told)
        asked_on = row.asked_on
        _take_back_papers(work.session, case, row)
        work.session.delete(row)
        derivation = resettle(work, case)
        work.note(
            "correction_removed",
            case,
            asked_on=asked_on.isoformat(),
            reason=removal.reason,
            due_on=derivation.due.isoformat(),
            **taking_back(removal.undoes),
        )
    return Change(ChangeKind.CASE, (case.number,))


def undo_cure(desk: Desk, removal: RemovalInput) -> Change:
    """Take back that a deficiency was mended: it is awaited again, and so are the papers that came with it."""
    with desk.work(Action.CURE_CORRECTION) as work:
        case = work.case(removal.number)
        row = _correction(work.session, case, removal.row_id)
        _unaccepted(case)
        if row.cured_on is None:
            raise RuleError("not-cured", T("This deficiency is still open."))
        if open_correction(work.session, row_id(case)) is not None:
            raise RuleError("correction-open", T("A correction is already asked for. Record its answer first."))
        _take_back_papers(work.session, case, row)
        cured_on, row.cured_on = row.cured_on, None
        work.session.add(row)
        resettle(work, case)
        told = {"cured_on": cured_on.isoformat(), "reason": removal.reason, **taking_back(removal.undoes)}
        work.note("cure_removed", case, **told)
    return Change(ChangeKind.CASE, (case.number,))


def limit_from(desk: Desk, case: CaseRow, asked_on: date) -> date:
    """The procedure's time limit for a deficiency told on a day."""
    return asked_on + timedelta(days=desk.procedure_of(case.procedure_id).deficiencies.limit_days)


def _found(desk: Desk, session: Session, case: CaseRow) -> str:
    lines = found_defects(desk, session, case)
    if not lines:
        raise InputError(
            "empty", T("Nothing that the person could mend was found. Write what is deficient."), field="defect"
        )
    return "\n".join(lines)


def _take_back_papers(session: Session, case: CaseRow, cured: CorrectionRow) -> None:
    """Take out the papers that were noted with a cure, unless another cure of that day may have brought them."""
    if cured.cured_on is None:
        return
    others = session.exec(
        select(CorrectionRow.id)
        .join(CaseRow, col(CaseRow.id) == CorrectionRow.case_id)
        .where(
            CaseRow.envelope_id == case.envelope_id,
            CorrectionRow.cured_on == cured.cured_on,
            CorrectionRow.id != cured.id,
        )
    ).first()
    if others is not None:
        return
    came = [say_date(cured.cured_on, language) for language in Language]
    papers = select(EnclosureRow).where(EnclosureRow.envelope_id == case.envelope_id, col(EnclosureRow.note).in_(came))
    for paper in session.exec(papers).all():
        session.delete(paper)


def _correction(session: Session, case: CaseRow, correction_id: int) -> CorrectionRow:
    statement = select(CorrectionRow).where(CorrectionRow.id == correction_id, CorrectionRow.case_id == case.id)
    row = session.exec(statement).one_or_none()
    if row is None:
        raise InputError("no-such-correction", T("There is no such deficiency in this case."), field="row_id")
    return row


def _unaccepted(case: CaseRow) -> None:
    require(Action.CHECK_IDENTITY, case)
    if case.accepted_on is not None:
        raise RuleError("already-accepted", T("The request is accepted. Take back the acceptance first."))
