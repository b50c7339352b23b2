"""The course of one sample case: its line of the table, written into the diary act by act."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from caseman.demo.office_cases import Flaw, Paid, Sample, Turn
from caseman.demo.office_clerk import Clerk
from caseman.demo.office_days import Diary
from caseman.demo.office_papers import Papers, enclosures, own_papers
from caseman.demo.people import SamplePerson
from caseman.demo.records import TITLE, specimen_records
from caseman.domain.authority import PartyRole
from caseman.domain.documents import DocumentKind
from caseman.domain.fees import Money
from caseman.domain.letters import LetterKind, letter_for
from caseman.domain.lifecycle import Step
from caseman.domain.post import EnclosureKind
from caseman.domain.requests import RequestType
from caseman.services import events

FEE = 5250  # yen for each form of a disclosure, as the procedure says
_ORDER = tuple(Step)
_DAY = timedelta(days=1)
_HOLDER, _QUESTION = "顧客サービス部（見本）", "会員登録と取引の記録の有無、及びその写し（見本）"
_RETURNED = "あて所に尋ねあたりません（見本）"
_EVENTS = {
    Turn.WITHDRAWN: (events.withdraw, "電話で取下げの申出（見本）"),
    Turn.DEEMED_WITHDRAWN: (events.deem_withdrawn, "期限までに補正がなかったため（見本）"),
    Turn.OBJECTED: (events.object_to, "開示しない部分についての不服の申出（見本）"),
}


class Course:
    """Takes one case as far as its sample says."""

    def __init__(self, sample: Sample, people: tuple[SamplePerson, SamplePerson], clerk: Clerk, papers: Papers) -> None:
        self._sample, self._clerk, self._papers = sample, clerk, papers
        self._principal, other = people
        self._agent = (sample.agent, other) if sample.agent else None
        self._number = ""
        self._written_on = date.min  # the form, the transfer and the postmark: the day before arrival
        self._letters: list[str] = []

    def plan(self, diary: Diary) -> None:
        """Write every act into the diary."""
        sample = self._sample
        diary.on(sample.arrived, self._open)
        if self._reached(Step.IDENTITY):
            ready = self._plan_identity(diary)
            if not sample.refused_early:
                self._plan_acceptance(diary, ready)
        self._plan_answer(diary)
        if sample.turn is not None:
            diary.on(sample.turned, self._turn)

    def _reached(self, step: Step) -> bool:
        return _ORDER.index(self._sample.last) >= _ORDER.index(step)

    def _plan_identity(self, diary: Diary) -> int:
        """The check, and the correction where there is a flaw; returns the day everything is confirmed."""
        sample = self._sample
        looked = sample.arrived - 1
        if sample.flaw is None:
            diary.on(looked, self._confirm)
            return looked
        diary.on(looked, self._find_flaw)
        if sample.mended is None:
            return looked
        diary.on(sample.mended, lambda day: self._clerk.cure(self._number, day))
        diary.on(sample.mended, self._confirm)
        return sample.mended

    def _plan_acceptance(self, diary: Diary, ready: int) -> None:
        if self._reached(Step.FEE) and self._fee:
            diary.on(ready, self._pay)
        if self._sample.paid is Paid.NOTHING:
            diary.on(ready - 1, lambda day: self._clerk.ask_fee(self._number, day))
        if self._reached(Step.DATE):
            accepted = ready if self._sample.accepted is None else self._sample.accepted
            diary.on(accepted, lambda day: self._clerk.accept(self._number, day))

    def _plan_answer(self, diary: Diary) -> None:
        """Decision and letter a working week after arrival, dispatch the day after, then delivery and the end."""
        sample = self._sample
        decided = sample.arrived - (12 if sample.refused_early else 6)
        for step, day, act in (
            (Step.DECISION, decided, self._decide),
            (Step.LETTER, decided, self._make_letters),
            (Step.DISPATCH, decided - 1, self._send),
        ):
            if self._reached(step):
                diary.on(day, act)
        if self._reached(Step.DISPATCH) and sample.delivered:
            diary.on(decided - 3, self._deliver)
        if self._reached(Step.CLOSE):
            diary.on(decided - 5, self._close)

    @property
    def _fee(self) -> int:
        return FEE * self._sample.forms * (RequestType.DISCLOSURE in self._sample.asked)

    @property
    def _paid(self) -> int:
        return FEE if self._sample.paid is Paid.SHORT else self._fee

    @property
    def _requester(self) -> SamplePerson:
        return self._agent[1] if self._agent else self._principal

    def _open(self, day: date) -> None:
        self._written_on = day - _DAY
        kinds = self._enclosed()
        sender = self._requester.name
        envelope = self._clerk.log_envelope(sender, day, self._sample.mail, kinds, self._scans(kinds))
        self._number = self._clerk.open_case(
            envelope, self._principal, self._sample.asked, self._sample.forms, self._agent, self._sample.scope
        )

    def _enclosed(self) -> tuple[EnclosureKind, ...]:
        kinds = enclosures(self._sample.asked, self._sample.agent)
        lacking = {EnclosureKind.SEAL_CERTIFICATE} if self._sample.flaw is Flaw.NO_SEAL_CERTIFICATE else set()
        if self._sample.paid is Paid.NOTHING:
            lacking.add(EnclosureKind.BANK_RECEIPT)
        return tuple(kind for kind in kinds if kind not in lacking)

    def _scans(self, kinds: tuple[EnclosureKind, ...]) -> tuple[dict[str, Any], ...]:
        """Own papers while they are still to be compared with the case; an insurance card is not among the drawn."""
        sample = self._sample
        if self._reached(Step.DATE):
            return self._papers.lent(kinds, sample.asked)
        return own_papers(
            [k for k in kinds if sample.flaw is not Flaw.INSURANCE_CARD or k is not EnclosureKind.ID_COPY],
            self._principal,
            sample.asked,
            self._written_on,
            agent=self._agent[1] if self._agent else None,
            moved=sample.flaw is Flaw.OLD_ADDRESS,
            paid=Money(self._paid),
        )

    def _confirm(self, day: date) -> None:
        self._clerk.confirm(self._number, day)
        self._clerk.lock_away(self._number)
        if self._agent:
            self._clerk.confirm(self._number, day, PartyRole.AGENT)

    def _find_flaw(self, day: date) -> None:
        flaw = self._sample.flaw
        assert flaw is not None
        match flaw:
            case Flaw.OLD_ADDRESS:
                self._clerk.turn_down(self._number, day, PartyRole.PRINCIPAL, address_agrees=False)
            case Flaw.INSURANCE_CARD:
                card = DocumentKind.HEALTH_INSURANCE_CARD
                self._clerk.turn_down(self._number, day, PartyRole.PRINCIPAL, document=card, expires_on=None)
            case Flaw.NO_SEAL_CERTIFICATE:
                self._clerk.confirm(self._number, day)
                self._clerk.turn_down(self._number, day, PartyRole.AGENT, authority_agrees=False)
        self._clerk.ask_correction(self._number, day)

    def _pay(self, day: date) -> None:
        self._clerk.record_payment(self._number, self._requester, str(self._paid), self._written_on, day)

    def _decide(self, day: date) -> None:
        for position, ruling in enumerate(self._sample.decided, start=1):
            self._clerk.decide(self._number, position, ruling, day)

    def _make_letters(self, day: date) -> None:
        if self._sample.attached:
            self._clerk.attach(self._number, TITLE, specimen_records(self._principal, day))
        wanted: dict[LetterKind, None] = {}
        for kind, ruling in zip(self._sample.asked, self._sample.decided, strict=True):
            letter = letter_for(kind, ruling.outcome)
            assert letter is not None
            wanted[letter] = None
        self._letters = [self._clerk.make_letter(self._number, letter) for letter in wanted]

    def _send(self, day: date) -> None:
        for document in self._letters[: self._sample.sent]:
            self._clerk.send(self._number, document, day, self._sample.mail)

    def _deliver(self, day: date) -> None:
        for document in self._letters:
            self._clerk.deliver(self._number, document, day)

    def _turn(self, day: date) -> None:
        match self._sample.turn:
            case Turn.SEARCHED:
                self._clerk.ask_holder(self._number, day, _HOLDER, _QUESTION)
            case Turn.RETURNED:
                self._clerk.note_return(self._number, self._letters[0], day, _RETURNED)
            case turn:
                assert turn is not None
                self._clerk.note_event(self._number, day, *_EVENTS[turn])

    def _close(self, day: date) -> None:
        self._clerk.close(self._number, day, despite_missing=not self._sample.delivered)
