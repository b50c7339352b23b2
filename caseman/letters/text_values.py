"""What stands behind the names that a letter's text may use; `resources/letters/names.toml` tells what each means."""

from __future__ import annotations

from typing import Any, Final

from caseman.domain.citations import Article, cite
from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.letters.attached_words import appended_names, enclosed_names, part_name, redacted_names
from caseman.letters.dates import days_of
from caseman.letters.facts import Answered, AnsweredItem, LetterFacts
from caseman.letters.fee_names import ended_names, fee_names
from caseman.text import Language, T, say

_PUT_RIGHT: Final = T("Please put it right and send it again.")  # the cure of a defect for which none was written


def named_values(facts: LetterFacts) -> dict[str, Any]:
    """All names but `answer`, which stands for one answer after the other."""
    told = days_of(facts)
    return {
        "case_number": facts.case_number,
        "document_number": facts.document_number,
        "dated": told(facts.dated),
        "received_on": told(facts.received_on),
        "principal": _in_one_line(facts.principal_name),
        "agent": _in_one_line(facts.agent_name or ""),
        "addressee": _in_one_line(facts.addressee.name),
        "company": facts.sender.company,
        "department": facts.sender.department,
        "postal_code": facts.sender.postal_code,
        "address": facts.sender.address,
        "telephone": facts.sender.telephone,
        "email": facts.sender.email,
        "types": say([kind.label for kind in facts.request_types], facts.language),
        "due_on": told(facts.due_on),
        "old_due": told(facts.old_due),
        "reason": facts.extension_reason,
        "attachments": appended_names(facts),
        "enclosures": [*facts.enclosures, *enclosed_names(facts)],
        "some_services_may_end": facts.some_services_may_end,
        "correction_basis": cite(facts.correction_article, facts.language),
        "basis": _basis(facts),
        **_deficiency_names(facts),
        **fee_names(facts),
        **ended_names(facts),
        "methods": [
            {
                "type": told.request_type.label.say(facts.language),
                "scope": told.scope,
                "asked": told.asked,
                "given": told.given,
                "reason": told.reason,
            }
            for told in facts.methods
        ],
        "method_basis": cite(facts.method_article, facts.language),
        "partly": any(answer.outcome is Outcome.PART for answer in facts.answers),
    }


def _in_one_line(name: str) -> str:
    """A name within a sentence; in the address it may stand in several lines."""
    return " ".join(filter(None, map(str.strip, name.splitlines())))


def _deficiency_names(facts: LetterFacts) -> dict[str, Any]:
    told = facts.deficiency
    if told is None:
        return {"defects": [], "limit_on": "", "unmended": "", "clock": "", "running_due": ""}
    return {
        "defects": [{"what": what, "cure": cure or _PUT_RIGHT.say(facts.language)} for what, cure in told.defects],
        "limit_on": days_of(facts)(told.limit_on),
        "unmended": told.unmended,
        "clock": told.clock,
        "running_due": days_of(facts)(told.due_on),
    }


def _basis(facts: LetterFacts) -> str:
    """The articles under which a letter answers; one that refuses a part cites that of the refusal as well."""
    cited: dict[str, None] = {}
    for answer in facts.answers:
        partly = answer.outcome is Outcome.PART
        cited |= dict.fromkeys(filter(None, (answer.answer_article, answer.refusal_article if partly else "")))
    references = list(cited)
    if facts.language is Language.JA:  # the Act is named once, before the first
        told = [cite(reference, Language.JA) for reference in references[:1]]
        return "及び".join([*told, *(Article(reference).say(Language.JA) for reference in references[1:])])
    told = [Article(reference).say(Language.EN) for reference in references[:-1]]
    return " and ".join([*told, *(cite(reference, Language.EN) for reference in references[-1:])])


def _why(answer: Answered, language: Language) -> list[dict[str, str]]:
    """The grounds and reasons: of the request, or of its items where each has its own; then of what is redacted."""
    redacted = [
        {
            "item": part_name(each, part.pages, language),
            "ground": _ground(part.ground, part.ground_article, language),
            "reason": part.reason,
        }
        for each in answer.attached
        for part in each.redacted
    ]
    return [*_why_of_request(answer, language), *redacted]


def _why_of_request(answer: Answered, language: Language) -> list[dict[str, str]]:
    refused = _refused(answer)
    if not refused:
        return [
            {"item": "", "ground": _ground(answer.ground, answer.ground_article, language), "reason": answer.reason}
        ]
    told = [
        {"item": item.item, "ground": _ground(item.ground, item.ground_article, language), "reason": item.reason}
        for item in refused
    ]
    of_items = "\n".join(f"{item.item}: {item.reason}" for item in refused)
    if answer.reason.strip() not in ("", of_items):  # one for the whole was written beside those of the items
        told.append({"item": "", "ground": "", "reason": answer.reason})
    return told


def _refused(answer: Answered) -> list[AnsweredItem]:
    return [item for item in answer.items if item.outcome in (Outcome.PART, Outcome.REFUSE)]


def _ground(ground: Ground | None, article: str, language: Language) -> str:
    """A ground with its article: in Japanese the article comes first."""
    label, cited = ground.label.say(language) if ground else "", cite(article, language)
    if not (label and cited):
        return label or cited
    return f"{cited}（{label}）" if language is Language.JA else f"{label} ({cited})"


def answer_values(answer: Answered, facts: LetterFacts) -> dict[str, Any]:
    """The parts of `answer`, in the language and the days of its letter."""
    language = facts.language
    return {
        "type": answer.request_type.label.say(language),
        "article": cite(answer.article, language),
        "scope": answer.scope,
        "outcome": answer.outcome.label.say(language),
        "partial": answer.outcome is Outcome.PART,
        "ground": answer.ground.label.say(language) if answer.ground else "",
        "ground_article": cite(answer.ground_article, language),
        "reason": answer.reason,
        "details": answer.details,
        "before": answer.before,
        "after": answer.after,
        "decided_on": days_of(facts)(answer.decided_on),
        "rulings": [{"item": item.item, "outcome": item.outcome.value} for item in answer.items],
        "withheld": [item.item for item in _refused(answer)],
        "why": _why(answer, language),
        "redacted": redacted_names(answer, language),
    }
