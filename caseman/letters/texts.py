"""The letters' texts, as data: one file a letter and language, with named places in a sandbox.

`resources/letters/names.toml` lists the names that a text may use and what each letter must tell. An item's `when` is a
condition over the same names; one with `per = "answer"` stands there once for each answer. A text of the office's own
takes the place of the shipped one; `caseman.letters.text_checks` says whether it may.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from caseman.domain.letters import LetterKind
from caseman.errors import RuleError
from caseman.later import later
from caseman.letters.facts import LetterFacts
from caseman.letters.text_values import answer_values, named_values
from caseman.text import Language, T

if TYPE_CHECKING:
    import jinja2
    from jinja2 import sandbox
else:
    jinja2 = later("jinja2")
    sandbox = later("jinja2.sandbox")

LONGEST: Final = 200_000  # characters of one letter


class _Item(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    label: str
    text: str
    when: str = "true"
    per: str = ""


class LetterText(BaseModel):
    """A letter's text as its file holds it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

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

    def __str__(self) -> str:
        items = (part for item in self.items for part in item)
        return "\n".join((self.title, self.opening, *self.paragraphs, *items, *self.notes, self.closing))


def shipped_toml(kind: LetterKind, language: Language) -> str:
    """The file that ships for a kind and language."""
    source = files("resources") / "letters" / language.value / f"{kind.value}.toml"
    return source.read_text(encoding="utf-8")


@cache
def letter_text(kind: LetterKind, language: Language) -> LetterText:
    """The text that ships for a kind and language."""
    return LetterText.model_validate(tomllib.loads(shipped_toml(kind, language)))


@lru_cache(maxsize=64)
def _own_text(toml: str) -> LetterText:
    return LetterText.model_validate(tomllib.loads(toml))


def fill(facts: LetterFacts) -> Filled:
    """Put the facts into the text: the office's own where the facts bring one, else the one that ships.

    Raises `RuleError` for a letter longer than any that is read, and for an own text that an earlier program let pass
    and this one cannot fill.
    """
    answers = [answer_values(answer, facts) for answer in facts.answers]
    if not facts.own_text:
        return fill_text(letter_text(facts.kind, facts.language), named_values(facts), answers)
    try:
        return fill_text(_own_text(facts.own_text), named_values(facts), answers)
    except (jinja2.TemplateError, ValidationError, ValueError, LookupError, TypeError) as error:
        raise RuleError(
            "letter-text-unusable",
            T(
                "The office's own text of the letter “{kind}” cannot be used. Correct it under “Letter texts” in the "
                "settings, or go back to the one that ships.",
                kind=facts.kind.label,
            ),
            field="kind",
        ) from error


def fill_text(text: LetterText, names: Mapping[str, Any], answers: Sequence[Mapping[str, Any]]) -> Filled:
    """Put these values into a text."""
    room = LONGEST

    def put(template: str, **more: Any) -> str:
        nonlocal room
        made: list[str] = []
        for piece in _compiled(template).generate(**names, **more):
            made.append(piece)
            room -= len(piece)
            if room < 0:
                raise _too_long()
        return "".join(made)

    items: list[tuple[str, str]] = []
    for item in text.items:
        values = [{"answer": answer} for answer in answers] if item.per == "answer" else [{}]
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


def _too_long() -> RuleError:
    return RuleError(
        "letter-too-long",
        T("This letter would have more than {count} characters. Shorten what it tells, or enclose it.", count=LONGEST),
        field="kind",
    )


@lru_cache(maxsize=4096)
def _compiled(template: str) -> Any:
    return _environment().from_string(template)


@lru_cache(maxsize=4096)
def _condition(expression: str) -> Any:
    return _environment().compile_expression(expression, undefined_to_none=False)


@cache
def _environment() -> sandbox.ImmutableSandboxedEnvironment:
    return sandbox.ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=False)
