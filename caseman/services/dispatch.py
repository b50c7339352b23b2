"""Letters leave the house, arrive, or come back and leave again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select

from caseman.domain.actions import Action
from caseman.domain.entry import check_tracking_number
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State
from caseman.domain.transitions import require_may_leave
from caseman.errors import InputError, RuleError
from caseman.services.approval import find_letter, require_approved
from caseman.services.case_facts import gather
from caseman.services.course_inputs import RemovalInput, ReturnInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.found_by import index
from caseman.services.gate import not_before, require
from caseman.services.inputs import DeliveryInput, DispatchInput
from caseman.services.removed import Removed, note_removed
from caseman.services.send_guard import good_check, require_check
from caseman.services.staff import staff_by_name
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import DispatchRow, LetterRow
from caseman.text import T


def note_dispatch(desk: Desk, dispatch: DispatchInput) -> Change:
    """Record that a letter left: the day, the mail class, the tracking number.

    Raises `InputError` for a tracked class without a number, and where the procedure requires that addressee and
    enclosures were compared (`send_guard`) and they were not; `RuleError` for a letter that left already, or lacks its
    approval.
    """
    with desk.work(Action.DISPATCH) as work:
        case = work.case(dispatch.number)
        number = send_out(work, case, dispatch)
    return Change(ChangeKind.LETTER, (case.number,), document_number=number)


def send_out(work: Work, case: CaseRow, dispatch: DispatchInput) -> str:
    """As `note_dispatch`, inside the caller's transaction; the number of the letter."""
    letter = find_letter(work.session, case, dispatch.document_number)
    if letter.superseded:
        raise RuleError("superseded", T("This letter was superseded by a newer decision. Dispatch the new one."))
    if _under_way(work, letter) is not None:
        raise RuleError("already-sent", T("This letter is already noted as dispatched."))
    require(Action.DISPATCH, case)
    require_may_leave(LetterKind(letter.kind), State(case.state))
    require_approved(work.desk, work.session, case, letter)
    earliest = max([letter.dated, *(row.returned_on for row in _sent(work, letter) if row.returned_on)])
    not_before(dispatch.dispatched_on, earliest, work.today, "dispatched_on")
    checked_by = _check_way(work, case, letter, dispatch)
    tracking = check_tracking_number(dispatch.tracking_number, dispatch.mail_class, "tracking_number")
    if dispatch.mail_class.tracked and not tracking:
        raise InputError(
            "tracking-missing",
            T(
                "“{mail}” has a tracking number: type the one on the receipt.",
                mail=dispatch.mail_class.label,
            ),
            field="tracking_number",
        )
    work.session.add(
        DispatchRow(
            letter_id=row_id(letter),
            dispatched_on=dispatch.dispatched_on,
            mail_class=dispatch.mail_class,
            tracking_number=tracking,
            dispatched_by=work.staff_id,
            checked_by=checked_by,
        )
    )
    resettle(work, case)
    index(work, case)
    work.note(
        "letter_dispatched",
        case,
        document=letter.document_number,
        dispatched_on=dispatch.dispatched_on.isoformat(),
        mail_class=dispatch.mail_class,
    )
    return letter.document_number


def note_delivery(desk: Desk, delivery: DeliveryInput) -> Change:
    """Record the day a letter was delivered (proof of delivery)."""
    with desk.work(Action.DELIVER) as work:
        case = work.case(delivery.number)
        number = arrive(work, case, delivery.document_number, delivery.delivered_on)
    return Change(ChangeKind.LETTER, (case.number,), document_number=number)


def arrive(work: Work, case: CaseRow, document_number: str, delivered_on: date, *, anew: bool = True) -> str:
    """As `note_delivery`, inside the caller's transaction; the number of the letter.

    With `anew` the day of one that was delivered is put right; without, that one is refused.
    """
    letter = find_letter(work.session, case, document_number)
    row = _under_way(work, letter)
    if row is None:
        raise RuleError("not-sent", T("This letter has not left yet. Note its dispatch first."))
    if row.delivered_on is not None and not anew:
        raise RuleError("delivered", T("This letter was delivered on {day}.", day=row.delivered_on))
    not_before(delivered_on, row.dispatched_on, work.today, "delivered_on")
    before, row.delivered_on = row.delivered_on, delivered_on
    work.session.add(row)
    resettle(work, case)
    work.note(
        "letter_delivered",
        case,
        document=letter.document_number,
        delivered_on=delivered_on.isoformat(),
        anew=before is not None,
    )
    return letter.document_number


def note_return(desk: Desk, returned: ReturnInput) -> Change:
    """Record that a letter came back undelivered; it may be dispatched again.

    Raises `RuleError` for a letter that has not left, or that was delivered.
    """
    with desk.work(Action.RETURN) as work:
        case = work.case(returned.number)
        number = come_back(work, case, returned.document_number, returned.returned_on, returned.reason)
    return Change(ChangeKind.LETTER, (case.number,), document_number=number)


def come_back(work: Work, case: CaseRow, document_number: str, returned_on: date, reason: str) -> str:
    """As `note_return`, inside the caller's transaction; the number of the letter."""
    letter = find_letter(work.session, case, document_number)
    row = _under_way(work, letter)
    if row is None:
        raise RuleError("not-sent", T("This letter has not left yet. Note its dispatch first."))
    require(Action.RETURN, case)
    if row.delivered_on is not None:
        raise RuleError("delivered", T("This letter was delivered on {day}.", day=row.delivered_on))
    not_before(returned_on, row.dispatched_on, work.today, "returned_on")
    row.returned_on, row.return_reason = returned_on, reason
    work.session.add(row)
    resettle(work, case)
    work.note(
        "letter_returned",
        case,
        document=letter.document_number,
        returned_on=returned_on.isoformat(),
        reason=reason,
    )
    return letter.document_number


def remove_dispatch(desk: Desk, removal: RemovalInput) -> Change:
    """Take out the last thing that was noted of a letter's way: its delivery, its return, else its dispatch.

    `row_id` is the dispatch. Raises `RuleError` for a dispatch after which the letter left once more, and where an
    objection to the letter was noted; not where it was the last thing done, and came after the objection.
    """
    with desk.work(Action.DISPATCH) as work:
        case = work.case(removal.number)
        require(Action.AMEND, case)
        row = work.session.exec(
            select(DispatchRow)
            .join(LetterRow)
            .where(DispatchRow.id == removal.row_id, LetterRow.case_id == row_id(case))
        ).one_or_none()
        if row is None:
            raise InputError("no-such-dispatch", T("There is no such dispatch in this case."), field="row_id")
        letter = work.session.get_one(LetterRow, row.letter_id)
        if _sent(work, letter)[-1].id != row.id:
            raise RuleError("left-again", T("The letter left once more after that. Take out the later dispatch first."))
        if removal.undoes is None and gather(desk, work.session, case).objection_open:
            raise RuleError("objected", T("An objection is open. Take it out, or settle it, first."))
        what, day = _take_last(work, row)
        resettle(work, case)
        index(work, case)
        note_removed(work, case, what, day, removal)
    return Change(ChangeKind.LETTER, (case.number,), document_number=letter.document_number)


def _take_last(work: Work, row: DispatchRow) -> tuple[Removed, date]:
    if row.delivered_on is not None:
        day, row.delivered_on = row.delivered_on, None
        work.session.add(row)
        return Removed.DELIVERY, day
    if row.returned_on is not None:
        day, row.returned_on, row.return_reason = row.returned_on, None, ""
        work.session.add(row)
        return Removed.RETURN, day
    work.session.delete(row)
    return Removed.DISPATCH, row.dispatched_on


def _sent(work: Work, letter: LetterRow) -> Sequence[DispatchRow]:
    statement = select(DispatchRow).where(DispatchRow.letter_id == letter.id).order_by(col(DispatchRow.id))
    return work.session.exec(statement).all()


def _under_way(work: Work, letter: LetterRow) -> DispatchRow | None:
    """The dispatch of a letter that left and did not come back."""
    return next((row for row in _sent(work, letter) if row.returned_on is None), None)


def _check_way(work: Work, case: CaseRow, letter: LetterRow, dispatch: DispatchInput) -> int | None:
    """Whether the procedure answers this way, and who compared addressee and enclosures."""
    procedure = work.desk.procedure_of(case.procedure_id)
    if dispatch.mail_class.reply_channel not in procedure.replies.channels:
        raise RuleError(
            "way-not-taken",
            T("This office's procedure does not answer this way: {mail}.", mail=dispatch.mail_class.label),
            field="mail_class",
        )
    named = _named_reader(work, dispatch.checked_by) if dispatch.checked_by else None
    required = procedure.four_eyes.dispatch == "required"
    check = require_check(work.session, letter) if required else good_check(work.session, letter)
    if check is None:
        return named
    check.used = True
    work.session.add(check)
    return check.checked_by


def _named_reader(work: Work, name: str) -> int:
    reader = staff_by_name(work.session, name, "checked_by")
    if reader.id == work.staff_id:
        raise InputError("same-reader", T("The second reader must be somebody else than you."), field="checked_by")
    return row_id(reader)
