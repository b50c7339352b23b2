"""Identity and authority: what was compared, the deficiency told to the person, and its cure."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from caseman.domain.evidence import CheckResult, Finding, PartyRole, faults
from caseman.errors import InputError, RuleError
from caseman.services.desk import Change, ChangeKind, Desk, Work, find_case, row_id
from caseman.services.inputs import CorrectionInput, CureInput, IdentityInput
from caseman.services.standing import lacking_authority, open_correction, resettle
from caseman.storage.tables import CaseRow, CheckRow, CorrectionRow, PartyRow
from caseman.text import T, Text


def findings_against(desk: Desk, check: IdentityInput) -> tuple[Text, ...]:
    """What stands against confirming, for the form to show while it is filled in. Writes nothing."""
    with desk.reading() as session:
        return _against(desk, session, find_case(session, check.number), check)


def check_identity(desk: Desk, check: IdentityInput) -> Change:
    """Record a check of an identity document, and of an agent's authority.

    Raises `RuleError` when “confirmed” is chosen although something stands against it; `InputError` for a missing
    note where the result is “not confirmed”.
    """
    with desk.work() as work:
        case = work.case(check.number)
        refuse_closed(case)
        not_before(check.checked_on, case.arrived_on, work.today, "checked_on")
        _check_party(work, case, check)
        against = _against(desk, work.session, case, check)
        if check.result is CheckResult.CONFIRMED and against:
            raise RuleError(
                "not-confirmed",
                T(
                    "This cannot be confirmed: {faults} Choose “Not confirmed”, or correct what was compared.",
                    faults=against,
                ),
                field="result",
            )
        if check.result is CheckResult.NOT_CONFIRMED and not (check.note or against):
            raise InputError("note-missing", T("Write why identity was not confirmed."), field="note")
        work.session.add(
            CheckRow(
                case_id=row_id(case),
                role=check.role,
                document=check.document,
                expires_on=check.expires_on,
                name_agrees=check.name_agrees,
                address_agrees=check.address_agrees,
                birth_date_agrees=check.birth_date_agrees,
                masked=check.masked,
                authority_agrees=check.authority_agrees if check.role is PartyRole.AGENT else None,
                result=check.result,
                note=check.note,
                checked_on=check.checked_on,
                checked_by=work.staff_id,
            )
        )
        resettle(work, case)
        work.note("identity_checked", case, role=check.role, document=check.document, result=check.result)
    return Change(ChangeKind.CASE, (case.number,))


def ask_correction(desk: Desk, correction: CorrectionInput) -> Change:
    """Record that a deficiency was told to the person. The clock follows the procedure."""
    with desk.work() as work:
        case = work.case(correction.number)
        refuse_closed(case)
        not_before(correction.asked_on, case.arrived_on, work.today, "asked_on")
        if correction.limit_on is not None and correction.limit_on < correction.asked_on:
            raise InputError("limit-before", T("The time limit cannot lie before the notice."), field="limit_on")
        if open_correction(work.session, row_id(case)) is not None:
            raise RuleError("correction-open", T("A correction is already asked for. Record its answer first."))
        if case.accepted_on is not None:
            raise RuleError(
                "already-accepted", T("The request is already accepted; a deficiency can no longer be told.")
            )
        work.session.add(
            CorrectionRow(
                case_id=row_id(case),
                defect=correction.defect,
                asked_on=correction.asked_on,
                limit_on=correction.limit_on,
            )
        )
        resettle(work, case)
        work.note("correction_asked", case, asked_on=correction.asked_on.isoformat())
    return Change(ChangeKind.CASE, (case.number,))


def cure_correction(desk: Desk, cure: CureInput) -> Change:
    """Record that the person mended the deficiency."""
    with desk.work() as work:
        case = work.case(cure.number)
        row = open_correction(work.session, row_id(case))
        if row is None:
            raise RuleError("no-correction", T("No correction is open for this case."))
        not_before(cure.cured_on, row.asked_on, work.today, "cured_on")
        row.cured_on = cure.cured_on
        work.session.add(row)
        resettle(work, case)
        work.note("correction_cured", case, cured_on=cure.cured_on.isoformat())
    return Change(ChangeKind.CASE, (case.number,))


def _against(desk: Desk, session: Session, case: CaseRow, check: IdentityInput) -> tuple[Text, ...]:
    """What stands against confirming this party: the document's faults, and missing papers of authority."""
    accepted = frozenset(desk.procedure_of(case.procedure_id).identity.accepted)
    finding = Finding(
        check.document,
        check.expires_on,
        check.name_agrees,
        check.address_agrees,
        check.birth_date_agrees,
        check.masked,
    )
    found = faults(finding, accepted, case.arrived_on)
    if check.role is PartyRole.AGENT:
        found += tuple(T("“{paper}” is missing.", paper=kind.label) for kind in lacking_authority(session, case))
        if not check.authority_agrees:
            found += (T("The papers do not show the authority to act."),)
    return found


def not_before(day: date, earliest: date, today: date, field: str) -> None:
    """A step's date lies between what came before it and today."""
    if day < earliest:
        raise InputError(
            "too-early",
            T("This date lies before {earliest}, when it could happen first.", earliest=earliest),
            field=field,
        )
    if day > today:
        raise InputError("in-future", T("This date lies in the future. Today is {today}.", today=today), field=field)


def refuse_closed(case: CaseRow) -> None:
    """Nothing is added to a closed case."""
    if case.closed_on is not None:
        raise RuleError("case-closed", T("Case {number} is closed; nothing can be added to it.", number=case.number))


def _check_party(work: Work, case: CaseRow, check: IdentityInput) -> None:
    if check.role is PartyRole.AGENT:
        statement = select(PartyRow).where(PartyRow.case_id == case.id, PartyRow.role == "agent")
        if work.session.exec(statement).one_or_none() is None:
            raise InputError("no-agent", T("No agent acts in this case."), field="role")
