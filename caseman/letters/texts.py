"""The letters' texts, as data: one file a letter and language, with named places in a sandbox.

Places a text may use (Jinja, in `{{ }}`):
  case_number, document_number, dated, received_on, principal, agent, addressee,
  company, department, postal_code, address, telephone, email, enclosures (list),
  types, due_on, old_due, reason (of an extension), some_services_may_end (true/false),
  basis (the articles under which it answers), partly (whether something is refused),
  correction_basis (that under which correction may be asked),
  defects (each with what and cure), unmended (of a deficiency),
  limit_on, clock, running_due (of a deficiency or a fee, else empty),
  fee_lines (each with type, count, basis, one of form, item, name, estimated, and amount), fee_due, fee_paid, fee_rest,
  fee_over, fee_received, fee_kept (amounts; empty for nothing), fee_basis (the article), fee_means, fee_account,
  fee_tax_included, transfer_fee_by_customer, by_money_order (true/false), asked_before (in a reminder), unpaid (one of
  no_request, returned, waits), overpaid (kept, returned, returned_in_stamps), underpaid (rest_asked, all_returned),
  payments, refunds (each with day, means, amount), wrong_money (each with means, amount), wrong_rule (kept, returned,
  all_returned), fee_ended (kept, returned);
  ended_why (withdrawn, unmended, unpaid), ended_on, ended_limit, papers (each with what, sheets), papers_end (kept,
  returned, destroyed);
  in items with per = "answer" also: answer.type, answer.article, answer.scope, answer.outcome, answer.partial,
  answer.ground, answer.ground_article, answer.reason, answer.details, answer.before, answer.after, answer.decided_on,
  answer.rulings (of each item, where they were decided item by item: item and outcome, one of grant, part, refuse,
  no_data), answer.withheld (the items that are refused in whole or part), answer.why (for the request, or for each of
  these items: item, ground with its article, reason).
An item's `when` is an expression over the same names. A name that is not listed is refused.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict

from caseman.domain.citations import Article, cite
from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.domain.letters import LetterKind
from caseman.letters.dates import days_of
from caseman.letters.facts import Answered, AnsweredItem, LetterFacts
from caseman.letters.fee_names import ended_names, fee_names
from caseman.text import Language, say

_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


class _Item(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str
    text: str
    when: str = "true"
    per: str = ""


class LetterText(BaseModel):
    """A letter's text as its file holds it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    opening: str
    paragraphs: tuple[str, ...]
    items: tuple[_Item, ...]
    notes: tuple[str, ...] = ()
    closing: str


@dataclass(frozen=True)
class Filled:
    """A letter's text with everything put in."""

    title: str
    opening: str
    paragraphs: tuple[str, ...]
    items: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    closing: str


@cache
def letter_text(kind: LetterKind, language: Language) -> LetterText:
    """The text that ships for a kind and language."""
    source = files("resources") / "letters" / language.value / f"{kind.value}.toml"
    return LetterText.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))


def fill(facts: LetterFacts) -> Filled:
    """Put the facts into the text."""
    text = letter_text(facts.kind, facts.language)
    names = _names(facts)

    def put(template: str, **more: Any) -> str:
        return str(_compiled(template).render(**names, **more))

    items: list[tuple[str, str]] = []
    for item in text.items:
        values = [{"answer": _answer(a, facts)} for a in facts.answers] if item.per == "answer" else [{}]
        wanted = [more for more in values if _condition(item.when)(**names, **more)]
        items += [(put(item.label, **more), put(item.text, **more)) for more in wanted]
    return Filled(
        put(text.title),
        put(text.opening),
        tuple(p for p in map(put, text.paragraphs) if p.strip()),
        tuple(items),
        tuple(n for n in map(put, text.notes) if n.strip()),
        put(text.closing),
    )


@cache
def _compiled(template: str) -> Any:
    return _ENVIRONMENT.from_string(template)


@cache
def _condition(expression: str) -> Any:
    return _ENVIRONMENT.compile_expression(expression, undefined_to_none=False)


def _in_one_line(name: str) -> str:
    """A name within a sentence; in the address it may stand in several lines."""
    return " ".join(filter(None, map(str.strip, name.splitlines())))


def _names(facts: LetterFacts) -> dict[str, Any]:
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
        "enclosures": list(facts.enclosures),
        "some_services_may_end": facts.some_services_may_end,
        "correction_basis": cite(facts.correction_article, facts.language),
        "basis": _basis(facts),
        **_deficiency_names(facts),
        **fee_names(facts),
        **ended_names(facts),
        "partly": any(answer.outcome is Outcome.PART for answer in facts.answers),
    }


def _deficiency_names(facts: LetterFacts) -> dict[str, Any]:
    told = facts.deficiency
    if told is None:
        return {"defects": [], "limit_on": "", "unmended": "", "clock": "", "running_due": ""}
    return {
        "defects": [{"what": what, "cure": cure} for what, cure in told.defects],
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
    """The grounds and reasons: of the request, or of its items where each has its own."""
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


def _answer(answer: Answered, facts: LetterFacts) -> dict[str, Any]:
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
    }
