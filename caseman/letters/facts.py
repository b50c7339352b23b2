"""What a letter says: plain values, gathered by the services, complete or refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.domain.letter_form import LetterForm
from caseman.domain.letters import PERIOD_LETTERS, LetterKind
from caseman.domain.requests import RequestType
from caseman.errors import RuleError
from caseman.text import Language, T, Text


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
class LetterFacts:
    """Everything one letter tells. `anchor` is the head of the audit chain; `sample` marks it 見本."""

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
    anchor: str = ""
    sample: bool = False
    form: LetterForm = field(default_factory=LetterForm)


_REFUSALS = (
    LetterKind.NON_DISCLOSURE,
    LetterKind.RECORDS_NON_DISCLOSURE,
    LetterKind.CORRECTION_REFUSAL,
    LetterKind.CESSATION_REFUSAL,
    LetterKind.PURPOSE_REFUSAL,
)
_TELLING = (
    LetterKind.DISCLOSURE,
    LetterKind.RECORDS_DISCLOSURE,
    LetterKind.CESSATION,
    LetterKind.NO_DATA,
    LetterKind.PURPOSE,
    LetterKind.COMPLAINT_REPLY,
)


def check_complete(facts: LetterFacts) -> None:
    """Refuse a letter that lacks what the Act demands of it (33(3), 34(3), 35(7), 36). Raises `RuleError`."""
    missing: list[Text] = []
    if facts.kind in PERIOD_LETTERS:
        missing += _missing_of_period(facts)
    elif facts.kind is LetterKind.DEFICIENCY:
        missing += _missing_of_deficiency(facts.deficiency)
    elif not facts.answers:
        missing.append(T("the decision"))
    for answer in facts.answers:
        refused = facts.kind in _REFUSALS or answer.outcome is Outcome.PART
        if refused and answer.ground is None:
            missing.append(T("the ground"))
        if refused and not answer.reason.strip():
            missing.append(T("the reason"))
        if facts.kind is LetterKind.CORRECTION and not (answer.before.strip() and answer.after.strip()):
            missing.append(T("the data before and after the correction"))
        if facts.kind in _TELLING and not answer.details.strip():
            missing.append(T("what is told or was done"))
    if not facts.sender.company.strip():
        missing.append(T("the office's name, in the letterhead of its procedure"))
    if not facts.addressee.name.strip() or not (facts.addressee.address.strip() or facts.addressee.email):
        missing.append(T("the addressee's name and address"))
    if missing:
        raise RuleError(
            "letter-incomplete",
            T(
                "The letter cannot be made: {missing} is missing. Complete the case first.",
                missing=tuple(dict.fromkeys(missing)),
            ),
            field="kind",
        )


def _missing_of_period(facts: LetterFacts) -> list[Text]:
    missing: list[Text] = []
    if facts.due_on is None:
        missing.append(T("the date by which to answer"))
    if facts.kind is LetterKind.EXTENSION and (facts.old_due is None or not facts.extension_reason.strip()):
        missing.append(T("the extension and its reason"))
    return missing


def _missing_of_deficiency(told: Deficiency | None) -> list[Text]:
    if told is None or not told.defects:
        return [T("what is deficient")]
    return [] if told.limit_on is not None else [T("the time limit")]
