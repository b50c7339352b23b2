"""Letters leave the house, and arrive."""

from __future__ import annotations

from sqlmodel import select

from caseman.domain.entry import check_tracking_number
from caseman.errors import InputError, RuleError
from caseman.services.desk import Change, ChangeKind, Desk, Work, row_id
from caseman.services.identity import not_before, refuse_closed
from caseman.services.inputs import DeliveryInput, DispatchInput
from caseman.services.standing import index, resettle
from caseman.storage.tables import CaseRow, DispatchRow, LetterRow
from caseman.text import T


def note_dispatch(desk: Desk, dispatch: DispatchInput) -> Change:
    """Record that a letter left: the day, the mail class, the tracking number.

    Raises `InputError` for a tracked class without a number; `RuleError` for a letter that left already.
    """
    with desk.work() as work:
        case = work.case(dispatch.number)
        refuse_closed(case)
        letter = _letter(work, case, dispatch.document_number)
        if letter.superseded:
            raise RuleError("superseded", T("This letter was superseded by a newer decision. Dispatch the new one."))
        if work.session.exec(select(DispatchRow).where(DispatchRow.letter_id == letter.id)).first() is not None:
            raise RuleError("already-sent", T("This letter is already noted as dispatched."))
        not_before(dispatch.dispatched_on, letter.dated, work.today, "dispatched_on")
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
    return Change(ChangeKind.LETTER, (case.number,), document_number=letter.document_number)


def note_delivery(desk: Desk, delivery: DeliveryInput) -> Change:
    """Record the day a letter was delivered (proof of delivery)."""
    with desk.work() as work:
        case = work.case(delivery.number)
        letter = _letter(work, case, delivery.document_number)
        row = work.session.exec(select(DispatchRow).where(DispatchRow.letter_id == letter.id)).one_or_none()
        if row is None:
            raise RuleError("not-sent", T("This letter has not left yet. Note its dispatch first."))
        not_before(delivery.delivered_on, row.dispatched_on, work.today, "delivered_on")
        row.delivered_on = delivery.delivered_on
        work.session.add(row)
        resettle(work, case)
        work.note(
            "letter_delivered",
            case,
            document=letter.document_number,
            delivered_on=delivery.delivered_on.isoformat(),
        )
    return Change(ChangeKind.LETTER, (case.number,), document_number=letter.document_number)


def _letter(work: Work, case: CaseRow, document_number: str) -> LetterRow:
    row = work.session.exec(
        select(LetterRow).where(LetterRow.case_id == row_id(case), LetterRow.document_number == document_number.strip())
    ).one_or_none()
    if row is None:
        raise InputError(
            "no-such-letter",
            T("This case has no letter “{number}”.", number=document_number),
            field="document_number",
        )
    return row
