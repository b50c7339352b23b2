"""What a letter must contain before it can be made: complete, or refused with what is missing."""

from __future__ import annotations

from caseman.domain.decisions import Outcome
from caseman.domain.fees import require_fee_allowed
from caseman.domain.letters import LATE_LETTERS, NOTICES, PERIOD_LETTERS, LetterKind
from caseman.errors import RuleError
from caseman.letters.facts import Answered, AnsweredItem, Deficiency, LetterFacts, MethodTold
from caseman.text import T, Text

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
    if not facts.sender.company.strip():
        raise RuleError(
            "no-letterhead",
            T(
                "The procedure's letterhead has no name of the office yet. Write it into the procedure's file, and "
                "adopt that in the settings."
            ),
            field="kind",
        )
    missing: list[Text] = []
    if facts.kind in NOTICES and not facts.request_types:
        missing.append(T("the type of request"))
    if facts.kind in PERIOD_LETTERS:
        missing += _missing_of_period(facts)
    elif facts.kind is LetterKind.DEFICIENCY:
        missing += _missing_of_deficiency(facts.deficiency)
    elif facts.kind is LetterKind.METHOD_CHANGE:
        missing += _missing_of_methods(facts.methods)
    elif facts.kind in LATE_LETTERS:
        missing += _missing_of_fee(facts)
    elif not facts.answers:
        missing.append(T("the decision"))
    for answer in facts.answers:
        missing += _missing_of_answer(facts.kind, answer)
        _check_redactions(answer)
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


def _missing_of_answer(kind: LetterKind, answer: Answered) -> list[Text]:
    missing: list[Text] = []
    refused = kind in _REFUSALS or answer.outcome is Outcome.PART
    if refused and answer.ground is None:
        missing.append(T("the ground"))
    if refused and not answer.reason.strip():
        missing.append(T("the reason"))
    for item in answer.items:
        missing += _missing_of_item(item)
    if kind is LetterKind.CORRECTION and not (answer.before.strip() and answer.after.strip()):
        missing.append(T("the data before and after the correction"))
    if kind in _TELLING and not answer.details.strip():
        missing.append(T("what is told or was done"))
    return missing


def _missing_of_item(item: AnsweredItem) -> list[Text]:
    """What is withheld tells its own ground and reason (33(2), 36)."""
    if item.outcome not in (Outcome.REFUSE, Outcome.PART) or (item.ground is not None and item.reason.strip()):
        return []
    return [T("the ground and reason for “{item}”", item=item.item)]


def _check_redactions(answer: Answered) -> None:
    """What is redacted is withheld, so that the letter must tell why (33(2), 33(3), 36). Raises `RuleError`."""
    for each in answer.attached:
        for part in each.redacted:
            if part.ground is None or not part.reason.strip():
                raise RuleError(
                    "redaction-unexplained",
                    T(
                        "The letter cannot be made: a part of attachment {number}, “{title}”, is redacted on page "
                        "{page} without its ground and reason. Write them under “Redact…”.",
                        number=each.number,
                        title=each.title,
                        page=part.pages[0],
                    ),
                    field="kind",
                )
        if each.redacted and answer.outcome is not Outcome.PART:
            raise RuleError(
                "redacted-but-granted",
                T(
                    "Parts of attachment {number}, “{title}”, are redacted, but the request is not decided as granted "
                    "in part. Decide it so, with ground and reason, or take the boxes off the attachment.",
                    number=each.number,
                    title=each.title,
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


def _missing_of_methods(told: tuple[MethodTold, ...]) -> list[Text]:
    """A change of method tells what is used instead, and why what was asked for is difficult (33(3), 36)."""
    if not told:
        return [T("the change of method")]
    whole = all(each.given.strip() and each.reason.strip() for each in told)
    return [] if whole else [T("the method used instead, and why")]


def _missing_of_fee(facts: LetterFacts) -> list[Text]:
    """A fee notice tells amount, article, means and time limit (Art. 38); a receipt, what was paid; a closure, why.

    Raises `RuleError` for a fee of a type of request for which none may ever be asked.
    """
    if facts.kind is LetterKind.CLOSURE:
        return [] if facts.ended is not None else [T("how the request ended")]
    fee = facts.fee
    if fee is None:
        return [T("the fee")]
    if facts.kind is LetterKind.RECEIPT:
        return [] if fee.payments else [T("what was paid")]
    for line in fee.lines:
        require_fee_allowed(line.request_type)
    wanted = (
        (fee.due.minor > fee.paid.minor, T("the amount")),
        (bool(fee.article), T("the article under which a fee may be asked")),
        (bool(fee.means), T("the means of payment")),
        (fee.limit_on is not None, T("the time limit")),
    )
    return [what for there, what in wanted if not there]
