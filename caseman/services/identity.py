"""Identity and authority: what was compared, what stands against it, what is still needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from caseman.domain.actions import Action
from caseman.domain.authority import PartyRole
from caseman.domain.check_digits import licence_number_advice, passport_zone_advice
from caseman.domain.checklists import document_checklist
from caseman.domain.documents import Detail, DocumentKind
from caseman.domain.evidence import document_faults, document_warnings
from caseman.domain.identity_policy import CheckResult
from caseman.domain.requests import RequestType
from caseman.errors import InputError, RuleError
from caseman.offices.policies import identity_policy
from caseman.services.case_facts import authority_lacks, documents_lack, gather, held_together
from caseman.services.case_rows import find_case, party_of
from caseman.services.compared import typed_finding
from caseman.services.course_inputs import RemovalInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.gate import not_before, require
from caseman.services.inputs import IdentityInput
from caseman.services.removed import Removed, note_removed
from caseman.services.staff import staff_by_name
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow, CheckRow, PartyRow
from caseman.storage.columns import row_id
from caseman.text import Sentences, T, Text

# What is not compared where there is no document.
_NO_DOCUMENT = {
    "name_agrees": None,
    "address_agrees": None,
    "birth_date_agrees": None,
    "masked": None,
    "issued_on": None,
    "expires_on": None,
}


@dataclass(frozen=True)
class IdentityAdvice:
    """What the form shows while it is filled in. `against` forbids confirming; the rest only advises."""

    look_at: tuple[Text, ...]
    against: tuple[Text, ...]
    warnings: tuple[Text, ...]


def advise(desk: Desk, check: IdentityInput) -> IdentityAdvice:
    """What to look at on this document, what stands against confirming it, and what else to mind. Writes nothing."""
    with desk.reading() as session:
        case = find_case(session, check.number)
        policy = identity_policy(desk.procedure_of(case.procedure_id))
        finding = typed_finding(check)
        person = _party(session, case, check.role)
        return IdentityAdvice(
            document_checklist(check.document, policy, case.arrived_on, address_changed=_address_changed(check)),
            _against(desk, session, case, check),
            (*document_warnings(finding, policy), *_numbers(check, None if person is None else person.birth_date)),
        )


def check_identity(desk: Desk, check: IdentityInput) -> Change:
    """Record a check of an identity document, and of an agent's authority.

    Raises `RuleError` when “confirmed” is chosen although something stands against it; `InputError` for a missing
    note where the result is “not confirmed”, and for a second reader who is not another member of staff.
    """
    with desk.work(Action.CHECK_IDENTITY) as work:
        case = work.case(check.number)
        require(Action.CHECK_IDENTITY, case)
        not_before(check.checked_on, case.arrived_on, work.today, "checked_on")
        if _party(work.session, case, check.role) is None:
            raise InputError("no-agent", T("No agent acts in this case."), field="role")
        reader = _second_reader(work, check)
        against = _against(desk, work.session, case, check)
        if check.result is CheckResult.CONFIRMED and against:
            raise RuleError(
                "not-confirmed",
                T(
                    "This cannot be confirmed: {faults} Choose “Not confirmed”, or correct what was compared.",
                    faults=Sentences(against),
                ),
                field="result",
            )
        if check.result is CheckResult.NOT_CONFIRMED and not (check.note or against):
            raise InputError("note-missing", T("Write why identity was not confirmed."), field="note")
        agent = check.role is PartyRole.AGENT
        if identity_policy(desk.procedure_of(case.procedure_id)).compares(check.document):
            check = check.model_copy(update=_NO_DOCUMENT)
        else:
            check = check.model_copy(update={"known_by_agrees": None})
        compared = check.model_dump(exclude={"number", "number_read", "second_reader"})
        compared["authority_agrees"] = check.authority_agrees if agent else None
        compared["receipt_named"] = check.receipt_named if agent else None
        work.session.add(CheckRow(case_id=row_id(case), checked_by=work.staff_id, second_reader=reader, **compared))
        resettle(work, case)
        work.note("identity_checked", case, role=check.role, document=check.document, result=check.result)
    return Change(ChangeKind.CASE, (case.number,))


def remove_check(desk: Desk, removal: RemovalInput) -> Change:
    """Take out a check entered by mistake. Raises `RuleError` where the request was accepted on it."""
    with desk.work(Action.CHECK_IDENTITY) as work:
        case = work.case(removal.number)
        require(Action.CHECK_IDENTITY, case)
        row = work.session.exec(
            select(CheckRow).where(CheckRow.id == removal.row_id, CheckRow.case_id == case.id)
        ).one_or_none()
        if row is None:
            raise InputError("no-such-check", T("There is no such check in this case."), field="row_id")
        work.session.delete(row)
        work.session.flush()
        if case.accepted_on is not None and not gather(desk, work.session, case).identity_confirmed:
            raise RuleError("already-accepted", T("The request is accepted. Take back the acceptance first."))
        resettle(work, case)
        note_removed(work, case, Removed.CHECK, row.checked_on, removal)
    return Change(ChangeKind.CASE, (case.number,))


def _against(desk: Desk, session: Session, case: CaseRow, check: IdentityInput) -> tuple[Text, ...]:
    """What stands against confirming this party: the document's faults, and missing papers of authority."""
    procedure = desk.procedure_of(case.procedure_id)
    correcting = RequestType.CORRECTION in case.request_types.split() and check.role is PartyRole.PRINCIPAL
    found = document_faults(
        typed_finding(check),
        identity_policy(procedure),
        case.arrived_on,
        address_changed=_address_changed(check),
        correcting=frozenset({Detail.NAME, Detail.ADDRESS}) if correcting else frozenset(),
    )
    if check.role is PartyRole.AGENT:
        found += authority_lacks(procedure, session, case, names_receipt=bool(check.receipt_named))
        if not check.authority_agrees:
            found += (T("The papers do not show the authority to act."),)
    return found


def still_needed(desk: Desk, session: Session, case: CaseRow, checks: Sequence[CheckRow]) -> tuple[Text, ...]:
    """What more a person must send before they are confirmed: one line for each party that lacks something."""
    policy = identity_policy(desk.procedure_of(case.procedure_id))
    found: list[Text] = []
    for role in PartyRole:
        if _party(session, case, role) is None:
            continue
        lack = documents_lack(policy, held_together(checks, role))
        if lack is not None:
            found.append(T("{role}: {lack}", role=role.label, lack=lack))
    return tuple(found)


def _address_changed(check: IdentityInput) -> bool:
    return check.register_address_agrees is False


def _numbers(check: IdentityInput, born: date | None) -> tuple[Text, ...]:
    """What the check digits of a number that was typed say; the number itself is not kept."""
    if check.document is DocumentKind.PASSPORT:
        return passport_zone_advice(check.number_read, birth_date=born, expires_on=check.expires_on)
    if check.document is DocumentKind.DRIVERS_LICENCE:
        advice = licence_number_advice(check.number_read)
        return () if advice is None else (advice,)
    return ()


def _second_reader(work: Work, check: IdentityInput) -> int | None:
    if not check.second_reader:
        return None
    reader = staff_by_name(work.session, check.second_reader, "second_reader")
    if reader.id == work.staff_id:
        raise InputError("same-reader", T("The second reader must be somebody else than you."), field="second_reader")
    return row_id(reader)


def _party(session: Session, case: CaseRow, role: PartyRole) -> PartyRow | None:
    return party_of(session, case.id, role)
