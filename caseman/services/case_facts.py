"""The facts of a case, gathered from its rows: what its state, its next step and its letters follow from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from caseman.domain.authority import AgentKind, PartyRole, authority_gaps
from caseman.domain.clock import Defect
from caseman.domain.decisions import Outcome
from caseman.domain.documents import DocumentKind, shown_on
from caseman.domain.evidence import identity_sufficient
from caseman.domain.fees import FeeEvent, FeeState, Money, fee_state
from caseman.domain.identity_policy import CheckResult, IdentityPolicy
from caseman.domain.letters import LATE_LETTERS, LetterKind, letter_for
from caseman.domain.lifecycle import CaseFacts
from caseman.domain.post import EnclosureKind
from caseman.domain.requests import RequestType
from caseman.offices.fee_schema import FeeRule
from caseman.offices.policies import authority_policy, identity_policy
from caseman.offices.schema import Procedure
from caseman.services.book import balance_of, standing_entries
from caseman.services.case_rows import dispatches_of, letters_of, line_of, party_of
from caseman.services.desk import Desk
from caseman.services.post_views import enclosures_of
from caseman.services.register_stated import with_stated
from caseman.storage.case_tables import CaseRow, CheckRow, CorrectionRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import CaseEventRow, SearchTaskRow
from caseman.storage.money_tables import FeeEventRow
from caseman.storage.reading import of_case, once
from caseman.text import T, Text


def gather(desk: Desk, session: Session, case: CaseRow) -> CaseFacts:
    """Read the facts that the state of a case depends on."""
    case_id = row_id(case)
    requests, checks = of_case(session, RequestRow, case_id), of_case(session, CheckRow, case_id)
    agent = party_of(session, case_id, PartyRole.AGENT)
    roles = (PartyRole.PRINCIPAL, *((PartyRole.AGENT,) if agent is not None else ()))
    latest = {role: [c for c in checks if c.role == role][-1:] for role in roles}
    procedure = desk.procedure_of(case.procedure_id)
    policy = identity_policy(procedure)
    confirmed = all(_confirmed(policy, checks, role) for role in roles)
    types = [RequestType(request.type) for request in requests]
    made = letters_of(session, case_id)
    # Late ones are no part of the answer, which may be complete without them.
    letters = [letter for letter in made if not letter.superseded and letter.kind not in LATE_LETTERS]
    ids = {letter.id for letter in letters}
    sent = [dispatch for dispatch in dispatches_of(session, case_id) if dispatch.letter_id in ids] if made else []
    fees = fee_standing(session, case_id)
    events = case_events(session, case_id)
    away = [d for d in sent if d.returned_on is None]
    answered = _answered_notices(session, case_id)
    returned = {d.letter_id for d in sent} - {d.letter_id for d in away}
    facts = CaseFacts(
        identity_confirmed=confirmed or not _identity_needed(procedure, types),
        identity_refused=any(last.result == CheckResult.NOT_CONFIRMED for found in latest.values() for last in found),
        correction_open=open_correction(session, case_id) is not None,
        fee_settled=_fee_settled(procedure, requests, case, fees[2]),
        accepted=case.accepted_on is not None,
        requests=len(requests),
        decided=sum(r.outcome is not None for r in requests),
        letters_wanted=len(letters) + len(open_letters(requests)),
        letters_made=len(letters),
        letters_dispatched=len(away),
        letters_delivered=sum(d.delivered_on is not None or d.letter_id in answered for d in away),
        closed=case.closed_on is not None,
        letters_returned=len(returned),
        searches_open=_searches_open(session, case_id),
        withdrawn=in_force(events, EventKind.WITHDRAWN),
        deemed_withdrawn=in_force(events, EventKind.DEEMED_WITHDRAWN),
        objection_open=in_force(events, EventKind.OBJECTION),
    )
    return with_stated(
        facts,
        line_of(session, case_id),
        checked=bool(checks),
        lettered=bool(letters),
        ended=any(event.kind in _OWN_ENDS for event in events),
    )


_SETTLED = (FeeState.NOT_REQUIRED, FeeState.WAIVED, FeeState.PAID, FeeState.OVER)
_LATE_FEES = ("after_decision", "at_reply")


def _identity_needed(procedure: Procedure, types: Sequence[RequestType]) -> bool:
    """Whether any of the requests is answered to a known person only; a complaint may be anybody's."""
    offered = [procedure.offered(kind) for kind in types]
    return any(offer is None or offer.identity_needed for offer in offered)


def _fee_settled(procedure: Procedure, requests: Sequence[RequestRow], case: CaseRow, state: FeeState) -> bool:
    if estimates_open(procedure, requests, case):
        return False
    return state in _SETTLED or not _fee_before_decision(procedure, requests, case)


def _fee_before_decision(procedure: Procedure, requests: Sequence[RequestRow], case: CaseRow) -> bool:
    """Whether the procedure wants the fee before it decides."""
    rules = [procedure.fee_rule(RequestType(r.type), case.arrived_on) for r in requests if r.fee_minor]
    return any(rule is None or rule.when not in _LATE_FEES for rule in rules)


def estimates_open(procedure: Procedure, requests: Sequence[RequestRow], case: CaseRow) -> tuple[int, ...]:
    """The positions of requests whose fee the office must still estimate."""
    rules: list[tuple[RequestRow, FeeRule | None]] = [
        (request, procedure.fee_rule(RequestType(request.type), case.arrived_on)) for request in requests
    ]
    return tuple(r.position for r, rule in rules if rule is not None and rule.per == "estimated" and not r.fee_minor)


class EventKind(StrEnum):
    """What can happen to a case beside its steps."""

    WITHDRAWN = "withdrawn"
    DEEMED_WITHDRAWN = "deemed_withdrawn"
    OBJECTION = "objection"
    OBJECTION_SETTLED = "objection_settled"
    REOPENED = "reopened"
    HELD = "held"
    RELEASED = "released"

    @property
    def label(self) -> Text:
        return _EVENTS[self]


_EVENTS = {
    EventKind.WITHDRAWN: T("Withdrawn"),
    EventKind.DEEMED_WITHDRAWN: T("Deemed withdrawn"),
    EventKind.OBJECTION: T("Objection"),
    EventKind.OBJECTION_SETTLED: T("Objection settled"),
    EventKind.REOPENED: T("Reopened"),
    EventKind.HELD: T("Held for litigation"),
    EventKind.RELEASED: T("Hold released"),
}
# What ends the effect of an event; the later one in order of entry counts.
_ENDS = {
    EventKind.WITHDRAWN: EventKind.REOPENED,
    EventKind.DEEMED_WITHDRAWN: EventKind.REOPENED,
    EventKind.OBJECTION: EventKind.OBJECTION_SETTLED,
    EventKind.HELD: EventKind.RELEASED,
}


def case_events(session: Session, case_id: int) -> Sequence[CaseEventRow]:
    """The events of a case in order of entry."""
    return of_case(session, CaseEventRow, case_id)


_OWN_ENDS = (EventKind.WITHDRAWN, EventKind.DEEMED_WITHDRAWN, EventKind.REOPENED)


def in_force(events: Sequence[CaseEventRow], kind: EventKind) -> bool:
    """Whether an event of this kind happened and nothing ended it since."""
    relevant = [event.kind for event in events if event.kind in (kind, _ENDS[kind])]
    return bool(relevant) and relevant[-1] == kind


def _searches_open(session: Session, case_id: int) -> int:
    return sum(task.answered_on is None for task in of_case(session, SearchTaskRow, case_id))


def wanted_letters(requests: Sequence[RequestRow]) -> tuple[LetterKind, ...]:
    """The letters that the decisions taken so far ask for, each once."""
    kinds = [letter_for(RequestType(r.type), Outcome(r.outcome)) for r in requests if r.outcome is not None]
    return tuple(dict.fromkeys(kind for kind in kinds if kind is not None))


def open_letters(requests: Sequence[RequestRow]) -> tuple[LetterKind, ...]:
    """Those of them that are still to be made: a decided request is not answered by any letter yet."""
    return wanted_letters([request for request in requests if request.letter_id is None])


def fee_standing(session: Session, case_id: int) -> tuple[Money, Money, FeeState]:
    """The fee due, what was paid, and how the two compare."""
    return once(session, (fee_standing, case_id), lambda: _fee_standing(session, case_id))


def _fee_standing(session: Session, case_id: int) -> tuple[Money, Money, FeeState]:
    requests = of_case(session, RequestRow, case_id)
    due = Money(sum(r.fee_minor for r in requests), requests[0].fee_currency if requests else "JPY")
    paid = balance_of(session, case_id, due.currency)
    if not paid.minor and due.minor and _paid_before(session, case_id):
        paid = due
    if due.minor and fee_waived(session, case_id):
        return Money(0, due.currency), paid, FeeState.OVER if paid.minor > 0 else FeeState.WAIVED
    return due, paid, fee_state(due, paid)


def _paid_before(session: Session, case_id: int) -> bool:
    """Whether the register kept before says that the fee was paid, and the book has nothing of it."""
    line = line_of(session, case_id)
    return line is not None and line.paid_on is not None and not standing_entries(session, case_id=case_id)


def fee_waived(session: Session, case_id: int) -> bool:
    """Whether the office waived the fee, and did not ask for it again since."""
    turns = (FeeEvent.WAIVED, FeeEvent.RESTORED)
    kinds = [event.kind for event in of_case(session, FeeEventRow, case_id) if event.kind in turns]
    return bool(kinds) and kinds[-1] == FeeEvent.WAIVED


def fee_asked(session: Session, case_id: int) -> FeeEventRow | None:
    """When the fee was asked for last, or asked again; None where it was not, or was waived since."""
    events = [event for event in of_case(session, FeeEventRow, case_id) if event.kind != FeeEvent.RESTORED]
    return None if not events or events[-1].kind == FeeEvent.WAIVED else events[-1]


def fee_wait(session: Session, case: CaseRow) -> Defect | None:
    """From the day the fee was asked for first until it was settled, paid or waived; None where it was not asked for.

    A fee that is asked for only after the decision stops no period: that has ended.
    """
    case_id = row_id(case)
    events = of_case(session, FeeEventRow, case_id)
    asked = next((event.happened_on for event in events if event.kind == FeeEvent.ASKED), None)
    if asked is None or _first_decision(session, case_id) <= asked:
        return None
    if fee_standing(session, case_id)[2] not in _SETTLED:
        return Defect(asked, None, fee=True)
    paid = [entry.paid_on for entry in standing_entries(session, case_id=case_id) if entry.amount_minor > 0]
    waived = [event.happened_on for event in events if event.kind == FeeEvent.WAIVED]
    return Defect(asked, max([asked, *paid, *waived]), fee=True)


def _first_decision(session: Session, case_id: int) -> date:
    requests = of_case(session, RequestRow, case_id)
    return min((each.decided_on for each in requests if each.decided_on is not None), default=date.max)


def open_correction(session: Session, case_id: int) -> CorrectionRow | None:
    """The latest deficiency that is not cured yet."""
    still_open = [each for each in of_case(session, CorrectionRow, case_id) if each.cured_on is None]
    return still_open[-1] if still_open else None


def _answered_notices(session: Session, case_id: int) -> frozenset[int | None]:
    """The deficiency notices whose answer came, which proves their delivery."""
    corrections = of_case(session, CorrectionRow, case_id)
    return frozenset(each.letter_id for each in corrections if each.cured_on is not None)


def authority_lacks(
    procedure: Procedure, session: Session, case: CaseRow, *, names_receipt: bool | None = None
) -> tuple[Text, ...]:
    """What the agent's authority still lacks; empty where none acts."""
    agent = party_of(session, case.id, PartyRole.AGENT)
    if agent is None or agent.agent_kind is None:
        return ()
    policy = authority_policy(procedure)
    return authority_gaps(AgentKind(agent.agent_kind), enclosed(session, case), policy, names_receipt=names_receipt)


def enclosed(session: Session, case: CaseRow) -> frozenset[EnclosureKind]:
    """The papers that came for a case."""
    return frozenset(EnclosureKind(row.kind) for row in enclosures_of(session, case))


def held_together(checks: Sequence[CheckRow], role: PartyRole) -> tuple[CheckRow, ...]:
    """The checks of a party that count: the latest of each kind of document, where it confirmed."""
    latest = {check.document: check for check in checks if check.role == role}
    return tuple(check for check in latest.values() if check.result == CheckResult.CONFIRMED)


def documents_lack(policy: IdentityPolicy, confirmed: Sequence[CheckRow]) -> Text | None:
    """What is still needed beside the documents that are confirmed; None when they are enough."""
    kinds = [DocumentKind(check.document) for check in confirmed]
    seen = [shown_on(DocumentKind(c.document), c.issued_on, c.expires_on) for c in confirmed]
    return identity_sufficient(kinds, policy, shown=frozenset().union(*seen))


def _confirmed(policy: IdentityPolicy, checks: Sequence[CheckRow], role: PartyRole) -> bool:
    """Whether a party is confirmed: documents that suffice, and no later check that failed."""
    mine = [check for check in checks if check.role == role]
    if not mine or mine[-1].result != CheckResult.CONFIRMED:
        return False
    return documents_lack(policy, held_together(checks, role)) is None
