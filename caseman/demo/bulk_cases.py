"""One invented case as rows of every table, with the columns that follow from the facts as the services derive them."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TypeVar

from sqlmodel import col, func, select

from caseman.demo.bulk_course import Course, Courses
from caseman.demo.bulk_steps import DrawnRequest, Rows, StepWriter
from caseman.demo.people import SamplePerson
from caseman.domain.authority import AgentKind, PartyRole
from caseman.domain.deadlines import Defect, Derivation, Events, derive
from caseman.domain.decisions import Outcome, grounds_for
from caseman.domain.fees import Money, fee_for
from caseman.domain.grounds import Ground
from caseman.domain.kana_order import name_order
from caseman.domain.letters import LetterKind, letter_for
from caseman.domain.lifecycle import CaseFacts, next_step, state_of
from caseman.domain.numbering import CaseNumbering
from caseman.domain.post import EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.domain.statute import statute
from caseman.offices.calendar import office_policy
from caseman.services.closing import years_later
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.search import index_row

_YEARS = 5
_MAIL = (
    (MailClass.ORDINARY, 35),
    (MailClass.SPECIFIED_RECORD, 20),
    (MailClass.SIMPLIFIED_REGISTERED, 35),
    (MailClass.REGISTERED, 10),
)
_OUTCOMES = ((Outcome.GRANT, 84), (Outcome.PART, 6), (Outcome.REFUSE, 4), (Outcome.NO_DATA, 6))
_AGENTS: tuple[tuple[AgentKind | None, int], ...] = (
    (None, 92),
    (AgentKind.DELEGATED, 6),
    (AgentKind.STATUTORY, 2),
)
_FIRST_TYPE, _TWO_REQUESTS, _TWO_FORMS = 0.7, 0.07, 0.05
_KNOWN = 10_000  # derivations, which are kilobytes each
_T = TypeVar("_T")


class CaseWriter:
    """Draws cases under the office's procedure and puts their rows."""

    def __init__(self, work: Work, rows: Rows, chance: random.Random) -> None:
        desk = work.desk
        self._rows, self._chance = rows, chance
        self._put = rows.put
        self._steps = StepWriter(work, rows, chance)
        self._now, self._today, self._staff = work.now, work.today, work.staff_id
        self._procedure, self._procedure_id = desk.procedure, desk.procedure_id
        self._calendar = desk.calendar(self._procedure)
        self._courses = Courses(self._calendar, self._today, chance)
        self._policy = office_policy(self._procedure)
        self._case_numbers = CaseNumbering(self._procedure.numbering.case_pattern)
        used = select(col(CaseRow.serial_year), func.max(CaseRow.serial)).group_by(col(CaseRow.serial_year))
        self._serials = Counter(dict(work.session.exec(used).all()))
        self._derived = lru_cache(_KNOWN)(self._derive)  # cases of one time have much the same days
        self._name_order = cache(name_order)  # names come again and again

    def arrivals(self, count: int) -> list[date]:
        """Days of arrival in order, none before the procedure or the office began."""
        rules = self._procedure
        since = max(self._today - timedelta(days=365 * _YEARS), rules.in_force_from, rules.envelopes.office_since)
        return self._courses.arrivals(count, since)

    def write(self, principal: SamplePerson, agents: Iterator[SamplePerson], arrived: date) -> str:
        """Draw one case and put its rows; the next of the agents comes when one acts. Returns the number."""
        agent_kind = self._draw(_AGENTS)
        requester = next(agents) if agent_kind else principal
        people = {PartyRole.PRINCIPAL: principal} | ({PartyRole.AGENT: requester} if agent_kind else {})
        asked = [(kind, 1 + (self._chance.random() < _TWO_FORMS)) for kind in self._types()]
        fees = [self._fee(kind, forms, arrived) for kind, forms in asked]
        total = sum(fee.minor for fee in fees)
        course = self._courses.draw(arrived, fee=total > 0)
        requests = [
            DrawnRequest(kind, forms, fee, *self._ruling(kind, course))
            for (kind, forms), fee in zip(asked, fees, strict=True)
        ]
        letters = _letters_wanted(requests) if course.decided else []
        envelope_id, tracking = self._envelope(course, requester.name, agent_kind)
        settled = not total or bool(course.paid)
        case_id, number, due_on = self._case(envelope_id, principal, course, requests, letters, fee_settled=settled)
        texts = [number, tracking, requester.name]
        for role, person in people.items():
            texts += self._party(case_id, role, person, agent_kind)
        self._steps.checks(case_id, list(people), course)
        sent = {kind: self._steps.letter(case_id, number, at, kind, course) for at, kind in enumerate(letters, start=1)}
        texts += [tracking_number for _, tracking_number in sent.values()]
        for position, request in enumerate(requests, start=1):
            kind = letter_for(request.type, request.outcome) if request.outcome else None
            self._steps.request(case_id, position, request, course, sent[kind][0] if kind else None)
        self._steps.correction(case_id, course)
        self._steps.payment(case_id, course, Money(total, fees[0].currency), requester)
        self._rows.find_by(index_row(case_id, due_on), texts)
        return number

    def _draw(self, choices: Sequence[tuple[_T, int]]) -> _T:
        """One of the values, as often as its weight in a hundred."""
        left = self._chance.random() * 100
        for value, weight in choices:
            left -= weight
            if left < 0:
                return value
        return choices[-1][0]

    def _types(self) -> list[RequestType]:
        """Mostly the type that the procedure names first; sometimes two at once."""
        offered = [o.type for o in self._procedure.requests if o.type is not RequestType.COMPLAINT]
        first = offered[0] if self._chance.random() < _FIRST_TYPE else self._chance.choice(offered)
        rest = [t for t in offered if t is not first]
        return [first, self._chance.choice(rest)] if rest and self._chance.random() < _TWO_REQUESTS else [first]

    def _fee(self, kind: RequestType, forms: int, arrived: date) -> Money:
        rule = self._procedure.fee_rule(kind, arrived)
        return fee_for(kind, forms, rule.money if rule else None)

    def _ruling(self, kind: RequestType, course: Course) -> tuple[Outcome | None, Ground | None]:
        if course.decided is None:
            return None, None
        if course.turned_down:
            return Outcome.REFUSE, Ground.IDENTITY
        outcome = self._draw(_OUTCOMES)
        refused = outcome in (Outcome.PART, Outcome.REFUSE)
        return outcome, grounds_for(kind)[0] if refused else None

    def _envelope(self, course: Course, sender: str, agent: AgentKind | None) -> tuple[int, str]:
        mail = self._draw(_MAIL)
        tracking = self._steps.tracking_number() if mail.tracked else ""
        envelope_id = self._put(
            "envelope",
            arrived_on=course.arrived,
            postmarked_on=course.arrived - timedelta(days=self._chance.randint(1, 2)),
            mail_class=mail,
            tracking_number=tracking,
            marked_confidential=self._chance.random() < 0.9,
            sender_as_written=sender,
            disposition="request",
            note="",
            logged_at=self._now,
            logged_by=self._staff,
        )
        kinds = [EnclosureKind.REQUEST_FORM, EnclosureKind.ID_COPY]
        if course.paid is not None and course.paid < course.arrived:
            kinds.append(EnclosureKind.BANK_RECEIPT)
        if agent is AgentKind.DELEGATED:
            kinds += [EnclosureKind.LETTER_OF_PROXY, EnclosureKind.SEAL_CERTIFICATE]
        elif agent is AgentKind.STATUTORY:
            kinds.append(EnclosureKind.FAMILY_REGISTER)
        for kind in kinds:
            self._put("enclosure", envelope_id=envelope_id, kind=kind, sheets=1, note="")
        return envelope_id, tracking

    def _case(
        self,
        envelope_id: int,
        principal: SamplePerson,
        course: Course,
        requests: list[DrawnRequest],
        letters: list[LetterKind],
        *,
        fee_settled: bool,
    ) -> tuple[int, str, date]:
        year = course.arrived.year if self._case_numbers.restarts_yearly else 0
        self._serials[year] += 1
        number = self._case_numbers.number(course.arrived, self._serials[year])
        suit = any(statute(r.type).suit_after_two_weeks for r in requests)
        defects = (Defect(course.asked, course.cured),) if course.asked else ()
        derivation, told = self._derived(suit, Events(course.arrived, course.accepted, defects))
        facts = _facts(course, len(requests), len(letters), fee_settled=fee_settled)
        step = next_step(facts)
        closed = course.closed
        case_id = self._put(
            "cases",
            number=number,
            serial_year=year,
            serial=self._serials[year],
            envelope_id=envelope_id,
            procedure_id=self._procedure_id,
            state=state_of(facts),
            next_step=step,
            arrived_on=course.arrived,
            accepted_on=course.accepted,
            due_on=derivation.due,
            target_on=derivation.target,
            suit_from=derivation.suit_from,
            derivation=told,
            request_types=" ".join(dict.fromkeys(r.type for r in requests)),
            name_order=self._name_order(principal.kana, principal.name),
            closed_on=closed,
            retain_until=years_later(closed, self._procedure.retention.case_years) if closed else None,
            papers_end=self._procedure.retention.papers_end if closed else None,
            remarks="",
            opened_at=self._now,
            opened_by=self._staff,
        )
        return case_id, number, derivation.due

    def _derive(self, suit: bool, events: Events) -> tuple[Derivation, str]:
        policy = self._policy if suit else self._policy.without_suit()
        derivation = derive(policy, self._calendar, events)
        return derivation, json.dumps(derivation.to_data(), ensure_ascii=False)

    def _party(self, case_id: int, role: PartyRole, person: SamplePerson, agent: AgentKind | None) -> list[str]:
        """Put a person; returns the texts by which the case is found."""
        told = {
            "name": person.name,
            "kana": person.kana,
            "address": person.address,
            "postal_code": person.postal_code,
            "telephone": person.telephone,
            "email": person.email,
            "member_id": person.member_id if role is PartyRole.PRINCIPAL else "",
        }
        agent_kind = agent if role is PartyRole.AGENT else None
        born = person.birth_date if role is PartyRole.PRINCIPAL else None
        self._put("party", case_id=case_id, role=role, agent_kind=agent_kind, birth_date=born, **told)
        return list(told.values())


def _letters_wanted(requests: list[DrawnRequest]) -> list[LetterKind]:
    kinds = [letter_for(r.type, r.outcome) for r in requests if r.outcome is not None]
    return list(dict.fromkeys(kind for kind in kinds if kind is not None))


def _facts(course: Course, requests: int, letters: int, *, fee_settled: bool) -> CaseFacts:
    return CaseFacts(
        identity_confirmed=course.confirmed is not None,
        identity_refused=course.asked is not None and course.confirmed is None,
        correction_open=course.asked is not None and course.cured is None,
        fee_settled=fee_settled,
        accepted=course.accepted is not None,
        requests=requests,
        decided=requests if course.decided else 0,
        letters_wanted=letters,
        letters_made=letters,
        letters_dispatched=letters if course.dispatched else 0,
        letters_delivered=letters if course.delivered else 0,
        closed=course.closed is not None,
    )
