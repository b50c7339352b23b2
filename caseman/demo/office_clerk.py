"""The member of staff of the sample office: every step through the services, with sample values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import jaconv

from caseman.demo.people import SamplePerson
from caseman.domain.authority import AgentKind, PartyRole
from caseman.domain.custody import PlaceKind
from caseman.domain.decisions import Outcome, Ruling
from caseman.domain.documents import Detail, DocumentKind
from caseman.domain.envelopes import SealState
from caseman.domain.identity_policy import CheckResult
from caseman.domain.letters import LetterKind
from caseman.domain.post import EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.services import (
    acceptance,
    attachments,
    closing,
    corrections,
    custody,
    decisions,
    dispatch,
    fee_asking,
    fees,
    identity,
    intake,
    letters,
    scan_import,
    search_tasks,
    statements,
)
from caseman.services.attachment_inputs import AttachmentInput
from caseman.services.course_inputs import EventInput, ReturnInput, SearchInput
from caseman.services.custody_views import list_places, papers_of
from caseman.services.desk import Change, Desk
from caseman.services.fee_inputs import FeeAskedInput, PaymentInput
from caseman.services.inputs import (
    AcceptanceInput,
    CaseInput,
    ClosingInput,
    CorrectionInput,
    CureInput,
    DecisionInput,
    DeliveryInput,
    DispatchInput,
    IdentityInput,
)
from caseman.services.post_inputs import EnvelopeInput, ScanInput

_SCOPES = {
    RequestType.DISCLOSURE: "会員登録された私の情報すべて（見本）",
    RequestType.CORRECTION: "転居のため住所を訂正（見本）",
    RequestType.CESSATION: "案内メールの送付停止と消去（見本）",
}
_DISCLOSED = "氏名、住所、電話番号、生年月日、会員番号、過去3年の取引の記録（見本）"
_STOPPED = "案内メールの送付を停止し、送付先の登録を消去しました（見本）"
_BEFORE, _AFTER = "見本県見本市見本町1-2-3", "見本県見本市見本町4-5-6"
_LICENCE_ENDS = 2034  # as the drawn licence says
_TRAY, _SAFE, _MARKING = "受付トレイ", "金庫B", "親展"
_LIMIT = timedelta(weeks=2)


def granted(kind: RequestType) -> Ruling:
    """A request that is granted, with what its letter must tell."""
    if kind is RequestType.CORRECTION:
        return Ruling(Outcome.GRANT, None, "", "", _BEFORE, _AFTER)
    return Ruling(Outcome.GRANT, None, "", _STOPPED if kind is RequestType.CESSATION else _DISCLOSED)


class Clerk:
    """Takes steps at an open desk. Days are the office's; every step is one service call."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tracked = 0

    def furnish(self) -> None:
        """Name the places where papers lie."""
        custody.add_place(self._desk, _TRAY, PlaceKind.TRAY)
        custody.add_place(self._desk, _SAFE, PlaceKind.SAFE)

    def log_envelope(
        self,
        sender: str,
        arrived_on: date,
        mail_class: MailClass,
        kinds: Sequence[EnclosureKind] = (),
        scans: Sequence[dict[str, Any]] = (),
        note: str = "",
    ) -> int:
        """Log an envelope posted the day before, and return its number in the register."""
        envelope = EnvelopeInput.read(
            arrived_on=arrived_on,
            postmarked_on=arrived_on - timedelta(days=1),
            mail_class=mail_class,
            tracking_number=self.tracking_number(mail_class),
            sender_as_written=sender,
            enclosures=tuple({"kind": kind} for kind in kinds),
            scans=tuple(scans),
            note=note,
            marking=_MARKING,
            seal_state=SealState.SEALED,
            opened_by=self._desk.staff_name if kinds else "",
            place=_TRAY if kinds else "",
        )
        made = intake.log_envelope(self._desk, envelope).envelope_id
        assert made is not None
        return made

    def open_case(
        self,
        envelope_id: int,
        principal: SamplePerson,
        asked: Sequence[RequestType],
        forms: int = 1,
        agent: tuple[AgentKind, SamplePerson] | None = None,
        scope: str = "",
    ) -> str:
        """Open a case and return its number; `scope` is asked instead of what is usual for the type."""
        case = CaseInput.read(
            envelope_id=envelope_id,
            principal=asdict(principal),
            agent=asdict(agent[1]) if agent else None,
            agent_kind=agent[0] if agent else None,
            requests=[{"type": kind, "scope": scope or _SCOPES[kind], "forms": forms} for kind in asked],
        )
        return intake.open_case(self._desk, case).numbers[0]

    def confirm(self, number: str, day: date, role: PartyRole = PartyRole.PRINCIPAL) -> None:
        """Compare the licence with the form: everything agrees."""
        identity.check_identity(self._desk, _check(number, day, role))

    def turn_down(self, number: str, day: date, role: PartyRole, **against: Any) -> None:
        """Compare, and find what `against` says (fields of the check)."""
        refusal = {"result": CheckResult.NOT_CONFIRMED} | against
        identity.check_identity(self._desk, _check(number, day, role, **refusal))

    def ask_correction(self, number: str, day: date) -> None:
        """Tell the person by letter what was found wrong, with two weeks to mend it."""
        told = CorrectionInput.read(number=number, asked_on=day, limit_on=day + _LIMIT)
        corrections.ask_correction(self._desk, told)
        self.send(number, self.make_letter(number, LetterKind.DEFICIENCY), day, MailClass.SPECIFIED_RECORD)

    def ask_fee(self, number: str, day: date) -> None:
        """Tell the person by letter what the fee is, with two weeks to pay it."""
        fee_asking.ask_fee(self._desk, FeeAskedInput.read(number=number, asked_on=day, limit_on=day + _LIMIT))
        self.send(number, self.make_letter(number, LetterKind.FEE_NOTICE), day, MailClass.SPECIFIED_RECORD)

    def take_statement(self, day: date, deposits: Sequence[tuple[str, int]]) -> None:
        """Take the bank's file of a day in, as MUFG exports it: payers and amounts."""
        lines = ["日付,摘要,摘要内容,支払い金額,預かり金額,差引残高,メモ,未資金化区分,入払区分"]
        balance = 0
        for payer, amount in deposits:
            balance += amount
            lines.append(f'{day:%Y/%-m/%-d},振込１,{payer},,"{amount:,}","{balance:,}",,,入金')
        statements.take_statement(self._desk, "meisai.csv", "\r\n".join([*lines, ""]).encode("cp932"))

    def lock_away(self, number: str) -> None:
        """Put the papers of a case into the safe."""
        safe = next(place for place in list_places(self._desk) if place.name == _SAFE)
        papers = [paper.enclosure_id for paper in papers_of(self._desk, number)]
        custody.move_papers(self._desk, papers, place_id=safe.place_id)

    def leave_in_tray(self, name: str, data: bytes, shows: Sequence[Detail] = ()) -> None:
        """A scan that nobody has filed yet."""
        scan_import.import_scans(self._desk, [ScanInput.read(name=name, data=data, shows=tuple(shows))])

    def cure(self, number: str, day: date) -> None:
        """Note that what was wrong is mended."""
        corrections.cure_correction(self._desk, CureInput.read(number=number, cured_on=day))

    def record_payment(self, number: str, payer: SamplePerson, amount: str, paid_on: date, matched_on: date) -> None:
        """Record a transfer that accounting found on the statement."""
        payment = PaymentInput.read(
            number=number,
            amount=amount,
            paid_on=paid_on,
            matched_on=matched_on,
            payer=jaconv.z2h(payer.kana, kana=True, ascii=True, digit=True),
        )
        fees.record_payment(self._desk, payment)

    def accept(self, number: str, day: date) -> None:
        """Accept the request as of a day."""
        acceptance.accept_case(self._desk, AcceptanceInput.read(number=number, accepted_on=day))

    def decide(self, number: str, position: int, ruling: Ruling, day: date) -> None:
        """Record the ruling on one request."""
        decisions.decide(
            self._desk, DecisionInput.read(number=number, position=position, decided_on=day, **asdict(ruling))
        )

    def attach(self, number: str, title: str, data: bytes) -> None:
        """Attach disclosed data to the answer of the first request, behind the letter."""
        typed = AttachmentInput.read(number=number, title=title)
        attachments.attach(self._desk, typed, ScanInput.read(name=f"{title}.png", data=data))

    def make_letter(self, number: str, kind: LetterKind) -> str:
        """Make a letter and return its document number."""
        made = letters.make_letter(self._desk, number, kind).document_number
        assert made is not None
        return made

    def send(self, number: str, document: str, day: date, mail_class: MailClass) -> str:
        """Note that a letter left; returns its tracking number, empty for ordinary mail."""
        tracking = self.tracking_number(mail_class)
        sent = DispatchInput.read(
            number=number,
            document_number=document,
            dispatched_on=day,
            mail_class=mail_class,
            tracking_number=tracking,
        )
        dispatch.note_dispatch(self._desk, sent)
        return tracking

    def deliver(self, number: str, document: str, day: date) -> None:
        """Note proof of delivery."""
        arrived = DeliveryInput.read(number=number, document_number=document, delivered_on=day)
        dispatch.note_delivery(self._desk, arrived)

    def ask_holder(self, number: str, day: date, holder: str, question: str) -> None:
        """Ask a data holder to search."""
        asked = SearchInput.read(number=number, holder=holder, question=question, asked_on=day)
        search_tasks.ask_holder(self._desk, asked)

    def note_return(self, number: str, document: str, day: date, reason: str) -> None:
        """Note that a letter came back undelivered."""
        returned = ReturnInput.read(number=number, document_number=document, returned_on=day, reason=reason)
        dispatch.note_return(self._desk, returned)

    def note_event(self, number: str, day: date, note: Callable[[Desk, EventInput], Change], reason: str) -> None:
        """Note a withdrawal, one that counts as such, or an objection: `note` is the service's call."""
        event = EventInput.read(number=number, happened_on=day, reason=reason)
        note(self._desk, event)

    def close(self, number: str, day: date, *, despite_missing: bool = False) -> None:
        """Close the case; the papers are destroyed, as the procedure says."""
        end = ClosingInput.read(number=number, closed_on=day, despite_missing=despite_missing)
        closing.close_case(self._desk, end)

    def tracking_number(self, mail_class: MailClass) -> str:
        """Another number each time, with its check digit (the rest when divided by seven), from an office of zeros."""
        if not mail_class.tracked:
            return ""
        self._tracked += 1
        digits = f"{self._tracked:010d}{self._tracked % 7}"
        return f"{digits[:3]}-{digits[3:5]}-{digits[5:10]}-{digits[10:]}"


def _check(number: str, day: date, role: PartyRole, **changed: Any) -> IdentityInput:
    values: dict[str, Any] = {
        "number": number,
        "role": role,
        "document": DocumentKind.DRIVERS_LICENCE,
        "expires_on": date(max(_LICENCE_ENDS, day.year + 3), 4, 1),
        "name_agrees": True,
        "address_agrees": True,
        "birth_date_agrees": True,
        "masked": True,
        "authority_agrees": True if role is PartyRole.AGENT else None,
        "result": CheckResult.CONFIRMED,
        "checked_on": day,
    }
    return IdentityInput.read(**(values | changed))
