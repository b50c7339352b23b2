"""What a letter says: plain values, gathered by the services."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from caseman.domain.attachments import Placing
from caseman.domain.decisions import Outcome
from caseman.domain.fees import FeeBasis, Money, PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.letter_form import LetterForm
from caseman.domain.letters import LetterKind
from caseman.domain.requests import RequestType
from caseman.text import Language, Text


@dataclass(frozen=True)
class Sender:
    """The office, in the letter's language."""

    company: str
    department: str
    postal_code: str
    address: str
    telephone: str
    email: str = ""
    seal_png: bytes = b""


@dataclass(frozen=True)
class Addressee:
    """Who is written to: a person (様) or an organisation (御中)."""

    name: str
    postal_code: str
    address: str
    is_person: bool = True
    email: str = ""  # where the answer goes electronically


@dataclass(frozen=True)
class AnsweredItem:
    """What was decided on one item of a request, with the article of its ground."""

    item: str
    outcome: Outcome
    ground: Ground | None = None
    reason: str = ""
    ground_article: str = ""


@dataclass(frozen=True)
class Redacted:
    """One ground and reason for which parts of an attachment are redacted, and on which of its pages (from 1)."""

    pages: tuple[int, ...]
    ground: Ground | None
    reason: str
    ground_article: str = ""


@dataclass(frozen=True)
class Attached:
    """Disclosed data that go with the letter, as they are printed: a JPEG for each page; `number` stands on each."""

    number: int
    title: str
    placing: Placing
    pictures: tuple[bytes, ...] = field(repr=False)
    redacted: tuple[Redacted, ...] = ()

    @property
    def pages(self) -> int:
        return len(self.pictures)


@dataclass(frozen=True)
class Answered:
    """One request and what was decided on it."""

    request_type: RequestType
    article: str
    scope: str
    outcome: Outcome
    ground: Ground | None
    reason: str
    details: str
    before: str
    after: str
    decided_on: date
    answer_article: str = ""  # under which this answer is given
    ground_article: str = ""
    refusal_article: str = ""  # under which what is withheld is notified
    items: tuple[AnsweredItem, ...] = ()
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True)
class Deficiency:
    """What is deficient, each with its cure (which may be empty), and what its time limit means.

    `unmended` (returned, refused, waits): what happens without an answer; `clock` (reset, pause, none): what the time
    until then does to the period; both as the procedure has them.
    """

    defects: tuple[tuple[str, str], ...]
    told_on: date
    limit_on: date | None
    unmended: str
    clock: str
    due_on: date  # the date by which to answer where the clock runs on


@dataclass(frozen=True)
class FeeLine:
    """The fee of one request: how many of what it is counted by, and what that comes to."""

    request_type: RequestType
    count: int
    basis: FeeBasis
    amount: Money


@dataclass(frozen=True)
class Paid:
    """Money that came or was given back: when, by which means, how much."""

    day: date
    means: PaymentMeans
    amount: Money


@dataclass(frozen=True)
class FeeTold:
    """The fee of a case as a letter tells it.

    `unpaid`, `clock`, `overpaid`, `underpaid`, `wrong_rule` and `ended` are what the procedure has. `account` is empty
    where nothing is paid by transfer; `asked_before` is the day it was asked for first, in a
    reminder. `wrong` is money that came by means the office does not take.
    """

    lines: tuple[FeeLine, ...]
    due: Money
    paid: Money
    article: str
    means: tuple[PaymentMeans, ...] = ()
    account: str = ""
    tax_included: bool = False
    transfer_fee_borne_by: str = "customer"
    limit_on: date | None = None
    asked_before: date | None = None
    unpaid: str = "waits"
    clock: str = "none"
    running_due: date | None = None
    overpaid: str = "returned"
    underpaid: str = "rest_asked"
    wrong: tuple[tuple[PaymentMeans, Money], ...] = ()
    wrong_rule: str = "returned"
    ended: str = "returned"
    payments: tuple[Paid, ...] = ()
    refunds: tuple[Paid, ...] = ()


@dataclass(frozen=True)
class Ended:
    """Why a request ended without an answer (withdrawn, unmended, unpaid), when, and the papers that go back."""

    why: str
    on: date
    limit_on: date | None = None
    papers: tuple[tuple[Text, int], ...] = ()
    papers_end: str = "returned"


@dataclass(frozen=True)
class MethodTold:
    """Another method of disclosure than a request asked for: both in words, and why the asked one is difficult."""

    request_type: RequestType
    scope: str
    asked: str
    given: str
    reason: str


@dataclass(frozen=True)
class LetterFacts:
    """Everything one letter tells. `anchor` is the head of the audit chain; `sample` marks it 見本.

    `own_text` is the office's own text of this letter, as its file is written; empty where the shipped one holds.
    """

    kind: LetterKind
    language: Language
    document_number: str
    case_number: str
    dated: date
    addressee: Addressee
    sender: Sender
    principal_name: str
    agent_name: str | None
    received_on: date
    answers: tuple[Answered, ...]
    enclosures: tuple[str, ...] = ()
    some_services_may_end: bool = False
    correction_article: str = ""
    request_types: tuple[RequestType, ...] = ()
    due_on: date | None = None  # the date by which to answer, where the letter tells it
    old_due: date | None = None
    extension_reason: str = ""
    deficiency: Deficiency | None = None
    fee: FeeTold | None = None
    ended: Ended | None = None
    methods: tuple[MethodTold, ...] = ()
    method_article: str = ""
    own_text: str = ""
    anchor: str = ""
    sample: bool = False
    form: LetterForm = field(default_factory=LetterForm)

    @property
    def attached(self) -> tuple[Attached, ...]:
        """All that goes with the letter, in the order of its numbers."""
        return tuple(each for answer in self.answers for each in answer.attached)
