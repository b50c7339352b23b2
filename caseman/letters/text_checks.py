"""Every fault in a letter's text, with line and column in its file, before an office may use it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from caseman.domain.letters import NOTICES, LetterKind
from caseman.later import later
from caseman.letters.text_parts import Missing, missing_parts
from caseman.letters.texts import LetterText
from caseman.letters.toml_strings import read_places
from caseman.offices.locations import Locations, Place
from caseman.offices.toml_faults import toml_fault
from caseman.text import Language, T, Text

if TYPE_CHECKING:
    from caseman.letters import text_rules, text_syntax, text_things
else:
    text_rules = later("caseman.letters.text_rules")
    text_syntax = later("caseman.letters.text_syntax")
    text_things = later("caseman.letters.text_things")

LONGEST_TEXT: Final = 40_000  # characters of a file
_KEYS: Final = tuple(LetterText.model_fields)
_ITEM_KEYS: Final = ("label", "text", "when", "per")


@dataclass(frozen=True)
class TextFault:
    """A fault at a place of the file, line and column from 1, and what to do about it."""

    line: int
    column: int
    code: str
    message: Text


def check_text(toml: str, kind: LetterKind, language: Language) -> tuple[TextFault, ...]:
    """Every fault in a text of this letter, in the order of the file; empty for one that may be used.

    What a letter must tell is looked for once everything else is right.
    """
    if len(toml) > LONGEST_TEXT:
        text = T("This text has more than {count} characters. Shorten it.", count=LONGEST_TEXT)
        return (TextFault(1, 1, "text-too-long", text),)
    try:
        data = tomllib.loads(toml)
    except (ValueError, RecursionError) as error:
        fault = toml_fault(error, toml)
        return (TextFault(fault.line, fault.column, "not-toml", fault.message),)
    checking = _Checking(toml, data, kind, language)
    return tuple(sorted(set(checking.faults()), key=lambda f: (f.line, f.column, f.code, str(f.message))))


class _Checking:
    def __init__(self, toml: str, data: dict[str, Any], kind: LetterKind, language: Language) -> None:
        self._places = Locations(toml)
        self._data = data
        self._kind, self._language = kind, language
        self._read: dict[Place, tuple[int, list[int]]] = {}
        self._said: dict[str, tuple[int, int]] = {}
        self._asked: set[tuple[str, str]] = set()
        self._otherwise: set[str] = set()

    def faults(self) -> Iterator[TextFault]:
        try:
            text = LetterText.model_validate(self._data)
        except ValidationError as error:
            for each in error.errors():
                yield self._fault(tuple(each["loc"]), "text-key", _form(each))
            return
        found = [*self._fields(text)]
        yield from found
        if not found:
            missing = missing_parts(text, self._kind, self._language, self._asked, self._otherwise)
            yield from map(self._missing, missing)

    def _fields(self, text: LetterText) -> Iterator[TextFault]:
        """The faults of each text and condition."""
        yield from self._plain(("title",), text.title)
        for key in ("opening", "closing"):
            yield from self._filled((key,), getattr(text, key))
        for key in ("paragraphs", "notes"):
            for number, each in enumerate(getattr(text, key)):
                yield from self._filled((key, number), each)
        for number, item in enumerate(text.items):
            place: Place = ("items", number)
            yield from self._plain((*place, "label"), item.label)
            per_answer = item.per == "answer"
            if item.per and (not per_answer or self._kind in NOTICES):
                said = (
                    T("Only {key} is known here. Correct it, or take the line out.", key='per = "answer"')
                    if not per_answer
                    else T("This letter answers no request, so “per” has no meaning in it. Take the line out.")
                )
                yield self._fault((*place, "per"), "text-per", said)
            else:
                yield from self._filled((*place, "text"), item.text, per_answer=per_answer)
                yield from self._when((*place, "when"), item.when, per_answer=per_answer)

    def _plain(self, place: Place, text: str) -> Iterator[TextFault]:
        """A title or label: it says the same in every letter, and names nobody; the title is told outside the page."""
        if not text.strip():
            yield self._fault(place, "text-empty", T("Write something here."))
        at = min((at for sign in ("{{", "{%", "{#") if (at := text.find(sign)) >= 0), default=-1)
        if at >= 0:
            said = T("Titles and labels are the same in every letter. Write this without a name or a condition.")
            yield self._inside(place, text_things.Problem(at, "text-plain", said))
        yield from self._signs(place, text)

    def _signs(self, place: Place, text: str) -> Iterator[TextFault]:
        for at, sign in enumerate(text):
            if not sign.isprintable() and sign not in "\n\u3000":
                said = T("The character {code} cannot be printed. Take it out.", code=f"U+{ord(sign):04X}")
                yield self._inside(place, text_things.Problem(at, "text-unprintable", said))
                return

    def _filled(self, place: Place, text: str, *, per_answer: bool = False) -> Iterator[TextFault]:
        """A text with names in it."""
        found = [*self._signs(place, text)]
        if not found:
            walk = text_rules.Walk(self._kind, per_answer=per_answer)
            try:
                walk.template(text_syntax.read_template(text))
            except text_syntax.SyntaxFaultError as error:
                walk.problems.append(text_things.Problem(error.offset, error.code, error.message))
            found = self._walked(place, walk)
        yield from found

    def _when(self, place: Place, condition: str, *, per_answer: bool) -> Iterator[TextFault]:
        if condition == "true":  # what stands there where nothing is written
            return
        walk = text_rules.Walk(self._kind, per_answer=per_answer)
        try:
            walk.condition(text_syntax.read_condition(condition))
        except text_syntax.SyntaxFaultError as error:
            walk.problems.append(text_things.Problem(error.offset, error.code, error.message))
        yield from self._walked(place, walk)

    def _walked(self, place: Place, walk: text_rules.Walk) -> list[TextFault]:
        self._asked |= walk.asked
        self._otherwise |= walk.otherwise
        for name, offset in walk.said.items():
            self._said.setdefault(name, self._point(place, offset))
        return [self._inside(place, problem) for problem in walk.problems]

    def _missing(self, missing: Missing) -> TextFault:
        """Told where the name stands and is not reached; else at the first item, beside which it may be written."""
        what = missing.part.meaning
        line, column = next(
            (self._said[name] for name in missing.names if name in self._said), self._places.at(("items", 0))
        )
        name = missing.names[0]
        if missing.value:
            text = T(
                "This letter must tell {what}, and says nothing for the case {condition}. Write what holds then.",
                what=_Meaning(what),
                condition=f"{name} == '{missing.value}'",
            )
        elif missing.part.asked:
            text = T(
                "This letter must tell {what}, and says the same whatever “{name}” is. Write something else for each.",
                what=_Meaning(what),
                name=name,
            )
        else:
            text = T(
                "This letter must tell {what}. Write {place} where it is printed each time.",
                what=_Meaning(what),
                place=f"{{{{ {name} }}}}",
            )
        return TextFault(line, column, "text-part-missing", text)

    def _inside(self, place: Place, problem: text_things.Problem) -> TextFault:
        return TextFault(*self._point(place, problem.offset), problem.code, problem.message)

    def _point(self, place: Place, offset: int) -> tuple[int, int]:
        """Line and column in the file of a character of the text at a place."""
        written = self._places.written(place)
        if written is None:  # the reader of places gave up earlier than that of TOML
            return self._places.at(place)
        if place not in self._read:
            self._read[place] = written[0], read_places(written[1])[1]
        start, places = self._read[place]
        return self._places.point(start + places[min(offset, len(places) - 1)])

    def _fault(self, place: Place, code: str, message: Text) -> TextFault:
        return TextFault(*self._places.at(place), code, message)


@dataclass(frozen=True)
class _Meaning:
    """What a part is, in either language."""

    meaning: Any

    def say(self, language: Language) -> str:
        return str(self.meaning(language))

    def __str__(self) -> str:
        return self.say(Language.EN)


def _form(error: Any) -> Text:
    """What is wrong with a key, by what the reader of the form says."""
    place: Place = tuple(error["loc"])
    key, of_item = str(place[-1]), place[0] == "items" and len(place) > 2
    if error["type"] == "extra_forbidden":
        known = _ITEM_KEYS if of_item else _KEYS
        return T("The key “{key}” is not known here. There are: {keys}.", key=key[:60], keys=known)
    if error["type"] == "missing":
        return T("The key “{key}” is missing. Add it.", key=key)
    if error["type"] == "tuple_type":
        return T("“{key}” holds a list in square brackets.", key=key)
    if error["type"] == "model_type":
        return T("Each item begins with a line {head} and has its keys below it.", head="[[items]]")
    return T("Here stands a text in quotes.")
