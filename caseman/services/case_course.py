"""The course of a case, read for its page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlmodel import Session, col, select

from caseman.domain import transitions
from caseman.domain.actions import Action
from caseman.domain.authority import AgentKind, PartyRole
from caseman.domain.checklists import CheckItem, papers_checklist
from caseman.domain.deadlines import Derivation
from caseman.domain.decisions import Outcome
from caseman.domain.fees import TRANSFERS, FeeEvent
from caseman.domain.grounds import Ground
from caseman.domain.lifecycle import State
from caseman.domain.permissions import Permission
from caseman.domain.post import Channel
from caseman.domain.requests import RequestType
from caseman.offices.fee_schema import FeeRule
from caseman.offices.policies import authority_policy, identity_policy
from caseman.offices.schema import Procedure
from caseman.services.case_facts import (
    EventKind,
    case_events,
    enclosed,
    estimates_open,
    fee_standing,
    in_force,
    open_correction,
)
from caseman.services.case_rows import find_case, party_of
from caseman.services.course_views import (
    ComplaintView,
    CourseView,
    EventView,
    ExtensionView,
    FeeEventView,
    ItemView,
    PastDerivation,
    SearchView,
)
from caseman.services.desk import Desk
from caseman.services.fee_advice import fee_advice
from caseman.services.fee_asking import fee_events
from caseman.services.identity import still_needed
from caseman.services.links import linked_cases, suggested_links
from caseman.services.past_decisions import past_decisions
from caseman.services.post_views import first_envelope
from caseman.services.search_tasks import searchers
from caseman.services.trail import entry_label
from caseman.storage.case_keys import Opener
from caseman.storage.case_tables import CaseRow, CheckRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import ComplaintRow, ExtensionRow, RequestItemRow, SearchTaskRow
from caseman.storage.reading import among, of_case, rows
from caseman.storage.trail_tables import AuditRow
from caseman.text import T, Text

UNITS: dict[str, Text] = {
    "business_days": T("business days"),
    "calendar_days": T("calendar days"),
    "weeks": T("weeks"),
    "months": T("months"),
}


def course_of(
    desk: Desk,
    session: Session,
    case: CaseRow,
    requests: Sequence[RequestRow],
    checks: Sequence[CheckRow],
    staff: dict[int | None, str],
) -> CourseView:
    """Everything about a case's course that its page shows."""
    procedure = desk.procedure_of(case.procedure_id)
    events = case_events(session, row_id(case))
    rules = _fee_rules(procedure, requests, case)
    advice = fee_advice(session, case, [rule for rule in rules if rule.amount or rule.per == "estimated"], desk.today())
    return CourseView(
        actions=frozenset(
            action for action in Action if case.disposed_on is None and transitions.allows(action, State(case.state))
        ),
        extensions=_extensions(session, case, procedure),
        searches=_searches(session, case, staff),
        events=tuple(
            EventView(row_id(e), EventKind(e.kind), e.happened_on, e.reason, staff.get(e.recorded_by, ""))
            for e in events
        ),
        held=in_force(events, EventKind.HELD),
        links=linked_cases(session, case),
        suggested_links=suggested_links(session, case),
        complaint=_complaint(session, case),
        papers=_papers(session, case, procedure, requests, rules),
        still_needed=still_needed(desk, session, case, checks) if _identity_needed(procedure, requests) else (),
        fee_advice=advice.lines,
        refund=advice.refund,
        fee_events=tuple(
            FeeEventView(row_id(e), FeeEvent(e.kind), e.happened_on, e.limit_on, e.reason, e.letter_id is not None)
            for e in fee_events(session, row_id(case))
        ),
        deficiency_advice=_deficiency_advice(desk, session, case, procedure),
        estimates_open=estimates_open(procedure, requests, case),
        decision_warnings=_decision_warnings(session, case, procedure, desk.staff_name, staff),
        past_decisions=past_decisions(session, requests, staff),
        papers_until=_papers_until(case, procedure),
    )


def past_derivations(desk: Desk, number: str) -> tuple[PastDerivation, ...]:
    """Every derivation of a case's date that the trail keeps, latest first; the first is the one in force."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        entries = session.exec(
            select(AuditRow).where(AuditRow.case_id == row_id(case)).order_by(col(AuditRow.number).desc())
        ).all()
        opener = Opener(session.connection())
        opened = [(row, opener.opened(row.number, row.at, row.case_id, row.details, row.sealed)) for row in entries]
    return tuple(
        PastDerivation(row.number, row.at, entry_label(row.action, told), Derivation.from_data(data))
        for row, told in opened
        if (data := told.values.get("derivation")) is not None
    )


_ITEMS: Final = (
    select(RequestItemRow)
    .where(col(RequestItemRow.request_id).in_(among("requests")))
    .order_by(col(RequestItemRow.position))
)


def items_of(session: Session, requests: Sequence[RequestRow]) -> dict[int, tuple[ItemView, ...]]:
    """The items of each request that was decided item by item, by the request's key."""
    ids = [row_id(request) for request in requests]
    found: dict[int, list[ItemView]] = {}
    for row in rows(session, _ITEMS, requests=tuple(ids)):
        ground = Ground(row.ground) if row.ground else None
        item = ItemView(row.item, Outcome(row.outcome), ground, row.reason, row.before, row.after)
        found.setdefault(row.request_id, []).append(item)
    return {request_id: tuple(items) for request_id, items in found.items()}


def _extensions(session: Session, case: CaseRow, procedure: Procedure) -> tuple[ExtensionView, ...]:
    clock = procedure.clock
    unit = UNITS[clock.extension_unit or clock.unit]
    told = of_case(session, ExtensionRow, case.id)
    return tuple(ExtensionView(row_id(row), row.noticed_on, row.amount, unit, row.reason) for row in told)


def _searches(session: Session, case: CaseRow, staff: dict[int | None, str]) -> tuple[SearchView, ...]:
    return tuple(
        SearchView(
            row_id(row),
            row.holder,
            row.contact,
            row.question,
            row.asked_on,
            row.due_on,
            row.answered_on,
            row.found,
            row.answer,
            staff.get(row.searched_by, ""),
        )
        for row in of_case(session, SearchTaskRow, case.id)
    )


def _complaint(session: Session, case: CaseRow) -> ComplaintView | None:
    row = next(iter(of_case(session, ComplaintRow, case.id)), None)
    return None if row is None else ComplaintView(row.urgent, row.publish, row.reported_on, row.reported_to)


def _identity_needed(procedure: Procedure, requests: Sequence[RequestRow]) -> bool:
    offered = [procedure.offered(RequestType(request.type)) for request in requests]
    return any(offer is None or offer.identity_needed for offer in offered)


def _fee_rules(procedure: Procedure, requests: Sequence[RequestRow], case: CaseRow) -> tuple[FeeRule, ...]:
    rules = [procedure.fee_rule(RequestType(request.type), case.arrived_on) for request in requests]
    return tuple(rule for rule in rules if rule is not None)


def checklist_of(session: Session, case: CaseRow, procedure: Procedure) -> tuple[CheckItem, ...]:
    """What the envelopes of a case must hold, and what is there."""
    requests = of_case(session, RequestRow, case.id)
    return _papers(session, case, procedure, requests, _fee_rules(procedure, requests, case))


def _papers(
    session: Session,
    case: CaseRow,
    procedure: Procedure,
    requests: Sequence[RequestRow],
    rules: tuple[FeeRule, ...],
) -> tuple[CheckItem, ...]:
    agent = party_of(session, case.id, PartyRole.AGENT)
    return papers_checklist(
        enclosed(session, case),
        AgentKind(agent.agent_kind) if agent is not None and agent.agent_kind else None,
        identity_policy(procedure),
        authority_policy(procedure),
        fee_with_request=any(rule.when == "with_request" and rule.amount for rule in rules),
        fee=_fee_in_words(session, case, procedure, rules),
        identity_needed=_identity_needed(procedure, requests),
        form_needed=first_envelope(session, case).channel in (Channel.POST, Channel.HAND),
        arrived_on=case.arrived_on,
    )


def _fee_in_words(session: Session, case: CaseRow, procedure: Procedure, rules: tuple[FeeRule, ...]) -> Text | None:
    """How much, by which means, to which account; None where nothing is due."""
    due, paid, _ = fee_standing(session, row_id(case))
    if due.minor <= paid.minor:
        return None
    means = list(dict.fromkeys(each.label for rule in rules for each in rule.means))
    by_transfer = any(each in TRANSFERS for rule in rules for each in rule.means)
    if procedure.bank_account is None or not by_transfer:
        return T("{amount}; {means}", amount=due - paid, means=means)
    account = procedure.bank_account.in_language(procedure.replies.language)
    return T("{amount}; {means}; {account}", amount=due - paid, means=means, account=account)


def _decision_warnings(
    session: Session, case: CaseRow, procedure: Procedure, me: str, staff: dict[int | None, str]
) -> tuple[Text, ...]:
    if procedure.four_eyes.decision == "off":
        return ()
    if me not in {staff.get(each) for each in searchers(session, case)}:
        return ()
    return (T("You searched for this case: another person should decide."),)


def _deficiency_advice(desk: Desk, session: Session, case: CaseRow, procedure: Procedure) -> Text | None:
    """What the procedure does with a deficiency whose time limit has passed."""
    correction = open_correction(session, row_id(case))
    if correction is None or correction.limit_on is None or correction.limit_on >= desk.today():
        return None
    return T(_UNMENDED[procedure.deficiencies.unmended].template, limit=correction.limit_on)


_UNMENDED = {
    "returned": T("The time limit of {limit} has passed: the papers are returned and the request ends."),
    "refused": T("The time limit of {limit} has passed: the request is refused."),
    "waits": T("The time limit of {limit} has passed: the request goes on waiting."),
}


def _papers_until(case: CaseRow, procedure: Procedure) -> date | None:
    days = procedure.retention.papers_days
    return None if case.closed_on is None or days is None else case.closed_on + timedelta(days=days)
