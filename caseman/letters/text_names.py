"""What a letter's text may name and what each letter must tell, as data (`resources/letters/names.toml`)."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from caseman.domain.letters import NOTICES, LetterKind
from caseman.text import Language


class NameKind(StrEnum):
    """What stands behind a name. Texts and numbers are printed; flags and codes are for conditions."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    CODE = "code"
    TEXTS = "texts"
    ROWS = "rows"
    ROW = "row"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    letters: tuple[str, ...]
    en: str
    ja: str

    def meaning(self, language: Language) -> str:
        return self.ja if language is Language.JA else self.en

    def holds_for(self, kind: LetterKind) -> bool:
        decides = kind not in NOTICES
        return "*" in self.letters or kind.value in self.letters or (decides and "decisions" in self.letters)


class Name(_Entry):
    """A name, such as `case_number`, or of an entry of a list, such as `defects.cure`."""

    name: str
    kind: NameKind
    values: tuple[str, ...] = ()  # of a code


class Part(_Entry):
    """Something a letter must tell: by one of the names `said`, or by a wording for each value of the name `asked`."""

    said: tuple[str, ...] = ()
    asked: str = ""


class _Listed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    name: tuple[Name, ...]
    part: tuple[Part, ...]


@cache
def _listed() -> _Listed:
    source = files("resources") / "letters" / "names.toml"
    return _Listed.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))


def all_names() -> tuple[Name, ...]:
    """Every name, in the order of the list."""
    return _listed().name


@cache
def names_of(kind: LetterKind) -> dict[str, Name]:
    """The names that a letter of this kind has."""
    return {name.name: name for name in _listed().name if name.holds_for(kind)}


@cache
def parts_of(kind: LetterKind) -> tuple[Part, ...]:
    """What a letter of this kind must tell."""
    return tuple(part for part in _listed().part if part.holds_for(kind))


def letters_with(name: Name) -> tuple[LetterKind, ...]:
    """The letters that have a name."""
    return tuple(kind for kind in LetterKind if name.holds_for(kind))
