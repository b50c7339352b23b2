"""Cases of a register as rows: the columns that follow from the facts are those that the services would derive."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from sqlmodel import col, func, select

from caseman.domain.deadlines import Defect, Derivation, Events, derive
from caseman.domain.fees import Money
from caseman.domain.grounds import Ground
from caseman.domain.kana_order import name_order
from caseman.domain.lifecycle import CaseFacts, next_step, state_of
from caseman.domain.numbering import CaseNumbering
from caseman.domain.post import Channel, MailClass
from caseman.domain.register_case import Listed, RegisterCase
from caseman.domain.requests import RequestType
from caseman.domain.statute import statute
from caseman.errors import CasemanError
from caseman.offices.calendar import office_policy
from caseman.services.closing import years_later
from caseman.services.fees import fee_of
from caseman.services.register_raw import RawRows
from caseman.services.register_stated import stated_derivation
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.search import index_row
from caseman.text import T

_WAYS: Final = {"email": Channel.EMAIL, "web": Channel.WEB, "telephone": Channel.TELEPHONE}
_MAIL_CLASSES: Final = frozenset(each.value for each in MailClass)
_AGENT_UNNAMED = T("(agent, not named in the register)")
_UNSTATED = T("The register states no reason.")
_DEFECT = T("As in the register; it does not say what was deficient.")
_SCOPE = T("As in the register.")


@dataclass(frozen=True)
class _Dates:
    """Until when to answer, as columns of a case."""

    due: date
    target: str | None
    suit_from: str | None
    told: str


class CaseRows:
    """Puts one case after the other, under the office's procedure."""

    def __init__(self, work: Work, rows: RawRows, import_id: int) -> None:
        desk = work.desk
        self._rows, self._import, self._staff = rows, import_id, work.staff_id
        self._now = work.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self._procedure, self._procedure_id = desk.procedure, desk.procedure_id
        self._language = self._procedure.replies.language
        self._calendar = desk.calendar(self._procedure)
        self._policy = office_policy(self._procedure)
        self._numbering = CaseNumbering(self._procedure.numbering.case_pattern)
        used = select(col(CaseRow.serial_year), func.max(CaseRow.serial)).group_by(col(CaseRow.serial_year))
        self._serials: Counter[int] = Counter(dict(work.session.exec(used).all()))
        self._statute = cache(lambda code, day: statute(RequestType(code), self._procedure.law, day))
        self._fee = cache(lambda code, day: fee_of(self._procedure, RequestType(code), 1, 1, day))
        self._dates = cache(self._derived)
        self._unnamed = _AGENT_UNNAMED.say(self._language)
        self._reason, self._defect = _UNSTATED.say(self._language), _DEFECT.say(self._language)
        self._scope = _SCOPE.say(self._language)

    def reserve(self, cases: Sequence[RegisterCase]) -> None:
        """Let no new number fall upon one that these cases bring."""
        for case in cases:
            told = self._numbering.read(case.number) if case.number and case.keeps_number else None
            if told is not None:
                self._serials[told[0]] = max(self._serials[told[0]], told[1])

    def write(self, case: RegisterCase) -> tuple[int, str, int, list[str]]:
        """Put the rows of one case; returns its key, its number, its row in the index, and what it is found by."""
        put = self._rows.put
        number, year, serial = self._number(case)
        agent = case.agent_name or (self._unnamed if case.requester else "")
        sender = agent if case.agent_name else case.name
        known = case.channel in _MAIL_CLASSES
        mail = case.channel if known else MailClass.ELECTRONIC if case.channel in _WAYS else MailClass.ORDINARY
        envelope = put(
            "envelope",
            channel=_WAYS.get(case.channel, Channel.HAND if case.channel == "hand" else Channel.POST).value,
            arrived_on=case.received_on.isoformat(),
            mail_class=str(mail),
            tracking_number=case.tracking_number,
            marked_confidential=0,
            disposition="request",
            sender_as_written=sender,
            logged_at=self._now,
            logged_by=self._staff,
        )
        outcomes, decided = self._decisions(case)
        ended = case.ended_on()
        fees = self._fees(case)
        dates = self._when(case)
        facts = self._facts(case, decided, fees, ended)
        step = next_step(facts)
        case_id = put(
            "cases",
            number=number,
            serial_year=year,
            serial=serial,
            envelope_id=envelope,
            procedure_id=self._procedure_id,
            state=state_of(facts).value,
            next_step=None if step is None else step.value,
            arrived_on=case.received_on.isoformat(),
            accepted_on=_iso(case.accepted_on),
            due_on=dates.due.isoformat(),
            target_on=dates.target,
            suit_from=dates.suit_from,
            derivation=dates.told,
            request_types=" ".join(dict.fromkeys(case.types)),
            name_order=name_order(case.kana, case.name),
            closed_on=_iso(ended),
            retain_until=_iso(self._retain(case, ended)),
            papers_end=None,
            remarks=case.remarks,
            opened_at=self._now,
            opened_by=self._staff,
        )
        person = {name: value for name, value in case.person.items() if name != "birth_date"}
        born = _iso(case.person.get("birth_date"))
        put("party", case_id=case_id, role="principal", name=case.name, kana=case.kana, birth_date=born, **person)
        if agent:
            kind, kana = case.requester or "delegated", case.agent_kana
            put("party", case_id=case_id, role="agent", agent_kind=kind, name=agent, kana=kana)
        self._requests(case, case_id, outcomes, decided, fees)
        asked, limit, cured = case.corrections
        if asked is not None:
            days = {"asked_on": _iso(asked), "limit_on": _iso(limit), "cured_on": _iso(cured)}
            put("correction", case_id=case_id, defect=self._defect, **days)
        self._line(case, case_id)
        found = [number, case.tracking_number, sender, case.name, case.kana]
        found += [person.get(name, "") for name in ("address", "postal_code", "telephone", "email", "member_id")]
        found += [agent, case.agent_kana] if agent else []
        found += [case.number if not case.keeps_number else "", case.dispatch_tracking_number]
        return case_id, number, index_row(case_id, dates.due), [text for text in found if text]

    def _number(self, case: RegisterCase) -> tuple[str, int, int]:
        if case.number and case.keeps_number:
            told = self._numbering.read(case.number)
            return case.number, *(told or (case.received_on.year if self._numbering.restarts_yearly else 0, 0))
        year = case.received_on.year if self._numbering.restarts_yearly else 0
        self._serials[year] += 1
        return self._numbering.number(case.received_on, self._serials[year]), year, self._serials[year]

    @staticmethod
    def _decisions(case: RegisterCase) -> tuple[tuple[str | None, ...], tuple[date | None, ...]]:
        """Results with their days: where the register has none, the answer's, for it was decided by then."""
        count = len(case.types)
        outcomes = case.outcomes or (None,) * count
        if not any(outcomes):
            return outcomes, (None,) * count
        days = []
        for at, outcome in enumerate(outcomes):
            lists = (case.decided, case.dispatched, case.delivered)
            known = (days_of[at] for days_of in lists if days_of and days_of[at] is not None)
            days.append(next(known, case.closed_on or case.received_on) if outcome else None)
        return outcomes, tuple(days)

    def _fees(self, case: RegisterCase) -> tuple[int, ...]:
        """The register's fee, shared out as the procedure would; its own amount where that is not the sum."""
        allowed = [self._statute(code, case.received_on).fee_allowed for code in case.types]
        usual = [
            self._fee(code, case.received_on) if may else Money(0)
            for code, may in zip(case.types, allowed, strict=True)
        ]
        amounts = tuple(fee.minor if fee.currency == "JPY" else 0 for fee in usual)
        if case.fee is None:
            open_or_due = case.fee_required or (case.fee_required is None and case.ended_on() is None)
            return amounts if open_or_due else (0,) * len(amounts)
        if sum(amounts) == case.fee:
            return amounts
        first = allowed.index(True) if True in allowed else 0
        return tuple(case.fee if at == first and allowed[first] else 0 for at in range(len(amounts)))

    def _facts(
        self, case: RegisterCase, decided: tuple[date | None, ...], fees: tuple[int, ...], ended: date | None
    ) -> CaseFacts:
        asked, _, cured = case.corrections
        sent = case.dispatched_on is not None or case.delivered_on is not None
        rules = [self._procedure.fee_rule(RequestType(code), case.received_on) for code in case.types]
        late = all(rule is None or rule.when in ("after_decision", "at_reply") for rule in rules)
        wanted = sum(day is not None for day in decided)
        return CaseFacts(
            identity_confirmed=case.identity_checked_on is not None,
            identity_refused=False,
            correction_open=asked is not None and cured is None,
            fee_settled=not sum(fees) or case.paid_on is not None or late,
            accepted=case.accepted_on is not None,
            requests=len(case.types),
            decided=wanted,
            letters_wanted=1 if sent else wanted,
            letters_made=1 if sent else 0,
            letters_dispatched=1 if sent else 0,
            letters_delivered=1 if case.delivered_on is not None else 0,
            closed=ended is not None,
            withdrawn=case.ended == "withdrawn",
            deemed_withdrawn=case.ended == "deemed_withdrawn",
        )

    def _when(self, case: RegisterCase) -> _Dates:
        asked, _, cured = case.corrections
        suit = any(self._statute(code, case.received_on).suit_after_two_weeks for code in case.types)
        return self._dates(case.received_on, case.accepted_on, asked, cured, case.answer_by, suit)

    def _derived(
        self,
        arrived: date,
        accepted: date | None,
        asked: date | None,
        cured: date | None,
        stated: date | None,
        suit: bool,
    ) -> _Dates:
        """The date by the procedure, under which the register's own counts; a past it cannot reckon has only that."""
        defects = () if asked is None else (Defect(asked, cured),)
        found: Derivation | None = None
        try:
            policy = self._policy if suit else self._policy.without_suit()
            found = derive(policy, self._calendar, Events(arrived, accepted, defects))
        except CasemanError:
            found = None
        derivation = stated_derivation(found, arrived, stated)
        told = json.dumps(derivation.to_data(), ensure_ascii=False)
        return _Dates(derivation.due, _iso(derivation.target), _iso(derivation.suit_from), told)

    def _retain(self, case: RegisterCase, ended: date | None) -> date | None:
        if case.retain_until is not None or ended is None or case.states_retention:
            return case.retain_until
        return years_later(ended, self._procedure.retention.case_years)

    def _requests(
        self,
        case: RegisterCase,
        case_id: int,
        outcomes: tuple[str | None, ...],
        decided: tuple[date | None, ...],
        fees: tuple[int, ...],
    ) -> None:
        derived = tuple(self._statute(code, case.received_on).article for code in case.types)
        articles = case.articles
        if articles in (tuple(dict.fromkeys(derived)), derived) or not articles:
            articles = derived
        elif len(articles) == 1:
            articles = articles * len(case.types)
        elif len(articles) != len(case.types):
            by_type = dict(zip(dict.fromkeys(case.types), articles, strict=True))
            articles = tuple(by_type[code] for code in case.types)
        for at, code in enumerate(case.types):
            refused = outcomes[at] in ("part", "refuse")
            grounds = case.grounds[at] if case.grounds else ()
            reason = (case.reasons[at] if case.reasons else "") or ""
            self._rows.put(
                "request",
                case_id=case_id,
                position=at + 1,
                type=code,
                article=articles[at],
                scope=case.scope or self._scope,
                fee_minor=fees[at],
                outcome=outcomes[at],
                ground=(grounds[0] if grounds else Ground.UNSTATED.value) if refused else None,
                reason=(reason or self._reason) if refused else "",
                decided_on=_iso(decided[at]),
            )

    def _line(self, case: RegisterCase, case_id: int) -> None:
        told = {code: value.data if isinstance(value, Listed) else value for code, value in case.told.items() if value}
        refused = any(outcome in ("part", "refuse") for outcome in case.outcomes)
        if any(len(codes or ()) > 1 for codes in case.grounds) or (case.grounds and not refused):
            told["grounds"] = [list(codes or ()) for codes in case.grounds]
        if any(case.reasons) and not refused:
            told["reasons"] = "\n".join(dict.fromkeys(filter(None, case.reasons)))
        if any(case.outcomes) and not any(case.decided):
            told["decided_on"] = ""
        for name, days in (("dispatched_on", case.dispatched), ("delivered_on", case.delivered)):
            if len(set(days)) > 1:
                told[name] = [_iso(day) for day in days]
        self._rows.put(
            "register_line",
            case_id=case_id,
            import_id=self._import,
            row=case.row,
            number="" if case.keeps_number else case.number,
            due_on=_iso(case.due_on),
            extended_due_on=_iso(case.extended_due_on),
            identity_checked_on=_iso(case.identity_checked_on),
            paid_on=_iso(case.paid_on),
            ended=case.ended,
            dispatched_on=_iso(case.dispatched_on),
            tracking_number=case.dispatch_tracking_number,
            delivered_on=_iso(case.delivered_on),
            papers_ended_on=_iso(case.papers_ended_on),
            told=json.dumps(told, ensure_ascii=False) if told else "{}",
        )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
