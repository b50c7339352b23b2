"""A longer period: told to the person before the old one ends, with its reason, as the procedure allows."""

from __future__ import annotations

from sqlmodel import select

from caseman.domain.actions import Action
from caseman.errors import InputError
from caseman.services.course_inputs import ExtensionInput, RemovalInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.gate import not_before, require
from caseman.services.removed import taking_back
from caseman.services.standing import resettle
from caseman.storage.columns import row_id
from caseman.storage.course_tables import ExtensionRow
from caseman.text import T

_MOST = 365  # more than any procedure may allow


def extend(desk: Desk, extension: ExtensionInput) -> Change:
    """Extend the period of a case.

    Raises `RuleError` where the procedure allows none, or not so much, or the period has ended; `InputError` for a
    missing reason and an amount that is none.
    """
    with desk.work(Action.EXTEND) as work:
        case = work.case(extension.number)
        require(Action.EXTEND, case)
        not_before(extension.noticed_on, case.arrived_on, work.today, "noticed_on")
        clock = desk.procedure_of(case.procedure_id).clock
        if clock.extension_needs_reason and not extension.reason.strip():
            raise InputError("reason-missing", T("Write the reason: the person must be told why."), field="reason")
        if not 1 <= extension.amount <= _MOST:
            raise InputError(
                "extension-amount",
                T("Write how much longer, from 1 to {most}.", most=_MOST),
                field="amount",
            )
        work.session.add(
            ExtensionRow(
                case_id=row_id(case),
                noticed_on=extension.noticed_on,
                amount=extension.amount,
                reason=extension.reason,
                recorded_by=work.staff_id,
            )
        )
        derivation = resettle(work, case)
        work.note(
            "period_extended",
            case,
            noticed_on=extension.noticed_on.isoformat(),
            amount=extension.amount,
            due_on=derivation.due.isoformat(),
        )
    return Change(ChangeKind.CASE, (case.number,))


def remove_extension(desk: Desk, removal: RemovalInput) -> Change:
    """Take out an extension that was entered by mistake; the date is found anew as if it had never been."""
    with desk.work(Action.EXTEND) as work:
        case = work.case(removal.number)
        require(Action.EXTEND, case)
        row = work.session.exec(
            select(ExtensionRow).where(ExtensionRow.id == removal.row_id, ExtensionRow.case_id == case.id)
        ).one_or_none()
        if row is None:
            raise InputError("no-such-extension", T("There is no such extension in this case."), field="row_id")
        noticed_on = row.noticed_on
        work.session.delete(row)
        derivation = resettle(work, case)
        work.note(
            "extension_removed",
            case,
            noticed_on=noticed_on.isoformat(),
            reason=removal.reason,
            due_on=derivation.due.isoformat(),
            **taking_back(removal.undoes),
        )
    return Change(ChangeKind.CASE, (case.number,))
