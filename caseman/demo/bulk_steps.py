"""The steps of an invented case as rows: checks, requests, a correction, a payment, letters and their dispatch."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from caseman.demo.bulk_course import Course
from caseman.demo.bulk_letter import sample_pdf
from caseman.demo.people import SamplePerson
from caseman.domain.authority import PartyRole
from caseman.domain.decisions import Outcome
from caseman.domain.documents import HEALTH_INSURANCE_CARD_END, DocumentKind
from caseman.domain.fees import Money
from caseman.domain.grounds import Ground
from caseman.domain.identity_policy import CheckResult
from caseman.domain.letters import LetterKind
from caseman.domain.numbering import CaseNumbering
from caseman.domain.requests import RequestType
from caseman.domain.statute import statute
from caseman.services.work import Work

_SCOPE = "会員登録情報（氏名、住所、電話番号）及び取引履歴（見本）"
_SCOPES = {
    RequestType.CORRECTION: "会員登録の住所の訂正（見本）",
    RequestType.CESSATION: "案内メールの送付停止及び送付先の消去（見本）",
    RequestType.PROVISION_CESSATION: "提携先への会員登録情報の提供の停止（見本）",
}
_BEFORE, _AFTER = "見本町1-1-1", "見本町9-9-9"
_DETAILS = "会員登録情報及び取引履歴（見本）"
_DONE = {
    RequestType.CORRECTION: "会員登録の住所を訂正しました（見本）",
    RequestType.CESSATION: "案内メールの送付を停止しました（見本）",
    RequestType.PROVISION_CESSATION: "提携先への提供を停止しました（見本）",
}
_SEARCHED = "会員登録、取引の記録、問合せの記録（見本）"
# For the grounds that are drawn: the first of each type of request, and identity.
_REASONS = {
    Ground.RIGHTS: "開示することにより第三者の権利利益を害するおそれがある部分を含むため（見本）",
    Ground.NOT_UNTRUE: "登録された内容は、提出された書類と一致し、事実でないとは認められないため（見本）",
    Ground.NOT_JUSTIFIED: "利用目的の範囲内で適正に取り扱っており、利用停止等の理由が認められないため（見本）",
    Ground.IDENTITY: "本人であることを確認できる書類が提出されなかったため（見本）",
}
_DEFECT = "本人確認書類の住所が請求書と一致しません（見本）"


class Rows(Protocol):
    """Where rows are kept until they are written."""

    def put(self, table: str, **values: Any) -> int: ...

    def find_by(self, row: int, fields: list[str]) -> None: ...


@dataclass(frozen=True)
class DrawnRequest:
    """A request with its fee and, once decided, what its outcome is."""

    type: RequestType
    forms: int
    fee: Money
    outcome: Outcome | None
    ground: Ground | None


class StepWriter:
    """Puts what happened to a case, as its course tells."""

    def __init__(self, work: Work, rows: Rows, chance: random.Random) -> None:
        self._put, self._chance = rows.put, chance
        self._now, self._staff = work.now, work.staff_id
        self._procedure = work.desk.procedure
        self._letter_numbers = CaseNumbering(self._procedure.numbering.letter_pattern)
        self._pdf = sample_pdf()
        self._sha256 = hashlib.sha256(self._pdf).hexdigest()

    def checks(self, case_id: int, roles: list[PartyRole], course: Course) -> None:
        """Of the principal and the agent on the same days; only the principal's papers are ever wanting."""
        for role in roles:
            document, expires_on = self._document(course.arrived)
            wanting = role is PartyRole.PRINCIPAL and course.asked is not None
            for day, address_agrees in ((course.checked, not wanting), (course.confirmed if wanting else None, True)):
                if day is None:
                    continue
                self._put(
                    "identity_check",
                    case_id=case_id,
                    role=role,
                    document=document,
                    expires_on=expires_on,
                    name_agrees=True,
                    address_agrees=address_agrees,
                    birth_date_agrees=True,
                    masked=True,
                    authority_agrees=True if role is PartyRole.AGENT else None,
                    result=CheckResult.CONFIRMED if address_agrees else CheckResult.NOT_CONFIRMED,
                    note="" if address_agrees else _DEFECT,
                    checked_on=day,
                    checked_by=self._staff,
                )

    def _document(self, arrived: date) -> tuple[DocumentKind, date | None]:
        """A document that the office takes and that was valid when the envelope arrived."""
        ended = arrived > HEALTH_INSURANCE_CARD_END
        taken = [
            accepted.kind
            for accepted in self._procedure.identity.documents
            if not (ended and accepted.kind is DocumentKind.HEALTH_INSURANCE_CARD)
        ]
        kind = self._chance.choice(taken)
        expires = kind in (DocumentKind.DRIVERS_LICENCE, DocumentKind.PASSPORT)
        return kind, arrived + timedelta(days=self._chance.randint(30, 1500)) if expires else None

    def request(
        self, case_id: int, position: int, request: DrawnRequest, course: Course, letter_id: int | None
    ) -> None:
        granted = request.outcome in (Outcome.GRANT, Outcome.PART)
        corrected = granted and request.type is RequestType.CORRECTION
        told = "" if request.outcome in (None, Outcome.REFUSE) else _DONE.get(request.type, _DETAILS)
        if request.outcome is Outcome.NO_DATA:
            told = _SEARCHED
        self._put(
            "request",
            case_id=case_id,
            position=position,
            type=request.type,
            article=statute(request.type).article,
            scope=_SCOPES.get(request.type, _SCOPE),
            forms=request.forms,
            fee_minor=request.fee.minor,
            fee_currency=request.fee.currency,
            outcome=request.outcome,
            ground=request.ground,
            reason="" if request.ground is None else _REASONS[request.ground],
            details=told,
            before=_BEFORE if corrected else "",
            after=_AFTER if corrected else "",
            decided_on=course.decided,
            decided_by=self._staff if course.decided else None,
            letter_id=letter_id,
        )

    def correction(self, case_id: int, course: Course) -> None:
        if course.asked is not None:
            limit = course.asked + timedelta(days=14)
            self._put(
                "correction",
                case_id=case_id,
                defect=_DEFECT,
                asked_on=course.asked,
                limit_on=limit,
                cured_on=course.cured,
            )

    def payment(self, case_id: int, course: Course, amount: Money, payer: SamplePerson) -> None:
        if course.paid is not None:
            rules = [self._procedure.fee_rule(o.type, course.arrived) for o in self._procedure.requests]
            self._put(
                "book_entry",
                kind="payment",
                account="case",
                case_id=case_id,
                amount_minor=amount.minor,
                currency=amount.currency,
                means=next(rule.means[0] for rule in rules if rule is not None and rule.means),
                paid_on=course.paid,
                payer=payer.kana,
                receipt_enclosed=course.paid < course.arrived,
                matched_on=course.matched,
                note="",
                details="",
                recorded_at=self._now,
                recorded_by=self._staff,
            )

    def letter(self, case_id: int, number: str, serial: int, kind: LetterKind, course: Course) -> tuple[int, str]:
        """Put a letter and, once it left, its dispatch; returns the letter's key and the tracking number."""
        assert course.decided is not None
        letter_id = self._put(
            "letter",
            case_id=case_id,
            serial=serial,
            document_number=self._letter_numbers.number(course.decided, serial, case=number),
            kind=kind,
            language=self._procedure.replies.language,
            dated=course.decided,
            sha256=self._sha256,
            pdf=self._pdf,
            superseded=False,
            made_at=self._now,
            made_by=self._staff,
        )
        if course.dispatched is None:
            return letter_id, ""
        mail = self._procedure.replies.mail_class
        tracking = self.tracking_number() if mail.tracked else ""
        self._put(
            "dispatch",
            letter_id=letter_id,
            dispatched_on=course.dispatched,
            mail_class=mail,
            tracking_number=tracking,
            delivered_on=course.delivered,
            dispatched_by=self._staff,
        )
        return letter_id, tracking

    def tracking_number(self) -> str:
        """Eleven digits as a label of Japan Post groups them, the last one being the rest after seven (7DR)."""
        digits = f"{int(self._chance.random() * 10**10):010d}"
        return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}-{int(digits) % 7}"
