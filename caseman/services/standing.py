"""Where a case stands: facts gathered from its rows, its state, next step and date written anew after each change."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlmodel import Session, col, select

from caseman.domain.deadlines import Defect, Derivation, Events, derive
from caseman.domain.decisions import Outcome
from caseman.domain.evidence import AgentKind, CheckResult, missing_authority
from caseman.domain.fees import FeeState, Money, fee_state
from caseman.domain.letters import LetterKind, letter_for
from caseman.domain.lifecycle import CaseFacts, next_step, state_of
from caseman.domain.post import EnclosureKind
from caseman.domain.requests import RequestType, statute
from caseman.offices.calendar import office_policy
from caseman.services.desk import Work, row_id
from caseman.storage.search import index_case
from caseman.storage.tables import (
    CaseRow,
    CheckRow,
    CorrectionRow,
    DispatchRow,
    EnclosureRow,
    EnvelopeRow,
    LetterRow,
    PartyRow,
    PaymentRow,
    RequestRow,
)


def resettle(work: Work, case: CaseRow) -> Derivation:
    """Write the state, the next step and the date of a case from its facts, inside the caller's transaction."""
    work.session.flush()
    facts = gather(work.session, case)
    case.state = state_of(facts)
    step = next_step(facts)
    case.next_step = None if step is None else step.value
    derivation = derive_date(work, case)
    case.due_on = derivation.due
    case.target_on = derivation.target
    case.suit_from = derivation.suit_from
    case.derivation = json.dumps(derivation.to_data(), ensure_ascii=False)
    work.session.add(case)
    work.session.flush()
    return derivation


def derive_date(work: Work, case: CaseRow) -> Derivation:
    """The date by which to answer, under the procedure the case was opened under."""
    procedure = work.desk.procedure_of(case.procedure_id)
    corrections = work.session.exec(select(CorrectionRow).where(CorrectionRow.case_id == case.id)).all()
    types = [RequestType(code) for code in case.request_types.split()]
    policy = office_policy(procedure)
    if not any(statute(t).suit_after_two_weeks for t in types):
        policy = policy.without_suit()
    events = Events(
        arrived_on=case.arrived_on,
        accepted_on=case.accepted_on,
        defects=tuple(Defect(c.asked_on, c.cured_on) for c in corrections),
    )
    return derive(policy, work.desk.calendar(procedure), events)


def gather(session: Session, case: CaseRow) -> CaseFacts:
    """Read the facts that the state of a case depends on."""
    case_id = row_id(case)
    requests = session.exec(select(RequestRow).where(RequestRow.case_id == case_id)).all()
    checks = session.exec(select(CheckRow).where(CheckRow.case_id == case_id).order_by(col(CheckRow.id))).all()
    agent = session.exec(select(PartyRow).where(PartyRow.case_id == case_id, PartyRow.role == "agent")).one_or_none()
    latest = {c.role: c for c in checks}
    roles = {"principal"} | ({"agent"} if agent is not None else set())
    confirmed = {role for role in roles if role in latest and latest[role].result == CheckResult.CONFIRMED}
    letters = session.exec(
        select(LetterRow.id, LetterRow.kind).where(LetterRow.case_id == case_id, col(LetterRow.superseded).is_(False))
    ).all()
    sent = session.exec(
        select(DispatchRow).where(col(DispatchRow.letter_id).in_([letter_id for letter_id, _ in letters]))
    ).all()
    fees = fee_standing(session, case_id)
    return CaseFacts(
        identity_confirmed=confirmed == roles,
        identity_refused=any(latest[r].result == CheckResult.NOT_CONFIRMED for r in roles if r in latest),
        correction_open=open_correction(session, case_id) is not None,
        fee_settled=fees[2] in (FeeState.NOT_REQUIRED, FeeState.PAID, FeeState.OVER),
        accepted=case.accepted_on is not None,
        requests=len(requests),
        decided=sum(r.outcome is not None for r in requests),
        letters_wanted=len(letters) + len(open_letters(requests)),
        letters_made=len(letters),
        letters_dispatched=len(sent),
        letters_delivered=sum(d.delivered_on is not None for d in sent),
        closed=case.closed_on is not None,
    )


def wanted_letters(requests: Sequence[RequestRow]) -> tuple[LetterKind, ...]:
    """The letters that the decisions taken so far ask for, each once."""
    kinds = [letter_for(RequestType(r.type), Outcome(r.outcome)) for r in requests if r.outcome is not None]
    return tuple(dict.fromkeys(kind for kind in kinds if kind is not None))


def open_letters(requests: Sequence[RequestRow]) -> tuple[LetterKind, ...]:
    """Those of them that are still to be made: a decided request is not answered by any letter yet."""
    return wanted_letters([request for request in requests if request.letter_id is None])


def fee_standing(session: Session, case_id: int) -> tuple[Money, Money, FeeState]:
    """The fee due, what was paid, and how the two compare."""
    requests = session.exec(select(RequestRow).where(RequestRow.case_id == case_id)).all()
    payments = session.exec(select(PaymentRow).where(PaymentRow.case_id == case_id)).all()
    due = Money(sum(r.fee_minor for r in requests), requests[0].fee_currency if requests else "JPY")
    paid = Money(sum(p.amount_minor for p in payments), due.currency)
    return due, paid, fee_state(due, paid)


def open_correction(session: Session, case_id: int) -> CorrectionRow | None:
    """The latest deficiency that is not cured yet."""
    return session.exec(
        select(CorrectionRow)
        .where(CorrectionRow.case_id == case_id, col(CorrectionRow.cured_on).is_(None))
        .order_by(col(CorrectionRow.id).desc())
    ).first()


def lacking_authority(session: Session, case: CaseRow) -> tuple[EnclosureKind, ...]:
    """Papers of authority that the agent did not enclose."""
    agent = session.exec(select(PartyRow).where(PartyRow.case_id == case.id, PartyRow.role == "agent")).one_or_none()
    if agent is None or agent.agent_kind is None:
        return ()
    kinds = session.exec(select(EnclosureRow.kind).where(EnclosureRow.envelope_id == case.envelope_id)).all()
    return missing_authority(AgentKind(agent.agent_kind), frozenset(map(EnclosureKind, kinds)))


def index(work: Work, case: CaseRow) -> None:
    """Make the case found by its number, its people and every tracking number."""
    session = work.session
    envelope = session.get_one(EnvelopeRow, case.envelope_id)
    fields = [case.number, envelope.tracking_number, envelope.sender_as_written]
    for party in session.exec(select(PartyRow).where(PartyRow.case_id == case.id)).all():
        fields += [
            party.name,
            party.kana,
            party.address,
            party.postal_code,
            party.telephone,
            party.email,
            party.member_id,
        ]
    statement = select(DispatchRow.tracking_number).join(LetterRow).where(LetterRow.case_id == case.id)
    fields += session.exec(statement).all()
    index_case(session.connection(), row_id(case), fields)
