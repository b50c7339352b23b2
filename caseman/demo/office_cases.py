"""The cases of the sample office: one line each, with how far it came and what is special about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from caseman.demo.office_clerk import granted
from caseman.domain.authority import AgentKind
from caseman.domain.decisions import Outcome, Ruling
from caseman.domain.grounds import Ground
from caseman.domain.lifecycle import Step
from caseman.domain.post import MailClass
from caseman.domain.requests import RequestType


class Paid(StrEnum):
    """What came of the fee."""

    FULL = "full"
    SHORT = "short"
    NOTHING = "nothing"


class Flaw(StrEnum):
    """Why identity or authority was not confirmed at first; the person is asked to mend it."""

    OLD_ADDRESS = "old_address"
    INSURANCE_CARD = "insurance_card"
    NO_SEAL_CERTIFICATE = "no_seal_certificate"


class Turn(StrEnum):
    """What happens to a case beside its steps, after the last of them."""

    WITHDRAWN = "withdrawn"
    DEEMED_WITHDRAWN = "deemed_withdrawn"
    SEARCHED = "searched"  # a data holder is asked and has not answered
    RETURNED = "returned"  # the answer came back undelivered
    OBJECTED = "objected"


@dataclass(frozen=True)
class Sample:
    """One sample case. Days are open days before today; what is not said follows at the office's usual pace."""

    arrived: int
    last: Step  # the last step that was taken
    asked: tuple[RequestType, ...] = (RequestType.DISCLOSURE,)
    forms: int = 1
    agent: AgentKind | None = None
    paid: Paid = Paid.FULL
    flaw: Flaw | None = None
    mended: int | None = None  # the day the flaw was mended
    accepted: int | None = None
    scope: str = ""  # what is asked for, where it is not what is usual for the type
    rulings: tuple[Ruling, ...] | None = None  # every request is granted when nothing is said
    sent: int | None = None  # how many of the letters left; all of them when nothing is said
    delivered: bool = True
    attached: bool = False  # the disclosed data go with the answer
    turn: Turn | None = None
    turned: int = 1  # the day of it
    mail: MailClass = MailClass.SIMPLIFIED_REGISTERED  # of envelope and answer alike

    @property
    def decided(self) -> tuple[Ruling, ...]:
        """The rulings, in the order of the requests; there may be fewer."""
        return self.rulings if self.rulings is not None else tuple(map(granted, self.asked))

    @property
    def refused_early(self) -> bool:
        """Whether it was refused without being accepted: the flaw was never mended."""
        return self.flaw is not None and self.mended is None


_D, _C, _S = RequestType.DISCLOSURE, RequestType.CORRECTION, RequestType.CESSATION
_DELEGATED, _GUARDIAN = AgentKind.DELEGATED, AgentKind.GUARDIAN

_IN_PART = Ruling(
    Outcome.PART,
    Ground.RIGHTS,
    "取引の記録のうち第三者の氏名及び住所は、開示することにより第三者の権利利益を害するおそれがあるため（見本）。",
    "氏名、住所、電話番号、取引の記録（第三者の情報を除く）（見本）",
)
_NOTHING_HELD = Ruling(Outcome.NO_DATA, None, "", "会員登録、取引の記録、問合せの記録（見本）")
_BIRTH_DATE = "会員登録の生年月日を訂正（見本）"
_NOT_UNTRUE = Ruling(
    Outcome.REFUSE, Ground.NOT_UNTRUE, "登録された生年月日は、会員登録時の書類と一致しているため（見本）。", ""
)
_RECORDS = "過去の取引の記録の消去（見本）"
_KEPT_BY_LAW = Ruling(
    Outcome.REFUSE, Ground.LEGAL_RETENTION, "取引の記録は、法令により7年間の保存が義務付けられているため（見本）。", ""
)
_NOT_PROVEN = Ruling(
    Outcome.REFUSE, Ground.IDENTITY, "補正をお願いしましたが、本人であることを確認できなかったため（見本）。", ""
)
_INQUIRY = "会員番号の不正利用の調査に関する記録（見本）"
_IMPEDES = Ruling(
    Outcome.REFUSE,
    Ground.BUSINESS,
    "不正利用の調査中の記録であり、業務の適正な実施に著しい支障を及ぼすため（見本）。",
    "",
)

SAMPLES: tuple[Sample, ...] = (
    # Closed.
    Sample(42, Step.CLOSE),
    Sample(40, Step.CLOSE, asked=(_C,)),
    Sample(37, Step.CLOSE, asked=(_S,)),
    Sample(34, Step.CLOSE, agent=_DELEGATED),
    Sample(31, Step.CLOSE, rulings=(_NOTHING_HELD,)),
    Sample(28, Step.CLOSE, rulings=(_IN_PART,)),
    Sample(26, Step.CLOSE, asked=(_D, _C), flaw=Flaw.OLD_ADDRESS, mended=22),
    Sample(23, Step.CLOSE, asked=(_C,), delivered=False, mail=MailClass.ORDINARY),
    # Answered: delivered, or still under way.
    Sample(20, Step.DISPATCH, forms=2),
    Sample(19, Step.DISPATCH, asked=(_S,), mail=MailClass.SPECIFIED_RECORD),
    Sample(14, Step.DISPATCH, agent=_GUARDIAN, delivered=False),
    Sample(
        12,
        Step.DISPATCH,
        asked=(_C,),
        scope=_BIRTH_DATE,
        rulings=(_NOT_UNTRUE,),
        delivered=False,
        mail=MailClass.ORDINARY,
    ),
    # Decided: the letter is not made, not sent, or only one of two is.
    Sample(10, Step.DECISION),
    Sample(11, Step.DECISION, asked=(_C,)),
    Sample(9, Step.LETTER, scope=_INQUIRY, rulings=(_IMPEDES,)),
    Sample(12, Step.LETTER, asked=(_S,), scope=_RECORDS, rulings=(_KEPT_BY_LAW,)),
    Sample(13, Step.DISPATCH, asked=(_D, _S), sent=1, delivered=False),
    Sample(18, Step.LETTER, flaw=Flaw.INSURANCE_CARD, rulings=(_NOT_PROVEN,)),
    Sample(9, Step.LETTER, attached=True),
    Sample(8, Step.LETTER, asked=(_S,)),
    # Accepted: overdue, due on the last day, due soon.
    Sample(13, Step.DATE, accepted=12),
    Sample(11, Step.DATE, asked=(_C,), accepted=10),
    Sample(10, Step.DATE, asked=(_S,), accepted=9),
    Sample(8, Step.DATE, agent=_DELEGATED, accepted=7),
    Sample(5, Step.DATE),
    Sample(7, Step.DECISION, asked=(_D, _S), rulings=(granted(_D),)),
    # Complete, and to be accepted.
    Sample(4, Step.FEE),
    Sample(3, Step.IDENTITY, asked=(_S,)),
    Sample(9, Step.IDENTITY, asked=(_C,), flaw=Flaw.OLD_ADDRESS, mended=2),
    # The fee is missing, or too little came.
    Sample(4, Step.IDENTITY, paid=Paid.NOTHING),
    Sample(6, Step.FEE, forms=2, paid=Paid.SHORT),
    Sample(12, Step.IDENTITY, paid=Paid.NOTHING),
    # A correction is awaited.
    Sample(6, Step.IDENTITY, flaw=Flaw.OLD_ADDRESS),
    Sample(9, Step.IDENTITY, agent=_DELEGATED, flaw=Flaw.NO_SEAL_CERTIFICATE),
    # Another turn was taken: the letter came back, an objection, a holder asked, a request taken back or given up.
    Sample(22, Step.DISPATCH, delivered=False, turn=Turn.RETURNED, turned=9),
    Sample(25, Step.DISPATCH, rulings=(_IN_PART,), turn=Turn.OBJECTED, turned=8),
    Sample(6, Step.DATE, turn=Turn.SEARCHED, turned=2),
    Sample(5, Step.CASE, turn=Turn.WITHDRAWN, turned=3),
    Sample(30, Step.IDENTITY, flaw=Flaw.OLD_ADDRESS, turn=Turn.DEEMED_WITHDRAWN, turned=12),
    # Identity is to be checked.
    Sample(3, Step.CASE, asked=(_D, _C)),
    Sample(2, Step.CASE),
    Sample(2, Step.CASE, asked=(_C,), mail=MailClass.ORDINARY),
    Sample(1, Step.CASE, agent=_DELEGATED),
)
