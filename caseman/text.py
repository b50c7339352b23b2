"""Sentences that are shown in Japanese or English, chosen where they are shown.

A `Text` is a value: an English sentence with named places, and what goes into them. The rules, services and errors
return texts; the window, the command line and the letters say them in a person's language. The Japanese stands in
`resources/i18n/ja/LC_MESSAGES/caseman.po` (gettext).
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib.resources import as_file, files
from typing import Any


class Language(StrEnum):
    """The two languages of the program; the codes are ISO 639-1."""

    JA = "ja"
    EN = "en"

    @property
    def label(self) -> Text:
        return T("Japanese") if self is Language.JA else T("English")


@dataclass(frozen=True)
class Text:
    """A sentence in English, with `{named}` places, and the values for them.

    Values may be texts themselves, dates, numbers, `Money`-like objects with a `say(language)` method, or plain
    strings. Strings are put in as they are: never format the result again.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def say(self, language: Language) -> str:
        template = _catalogue(language).gettext(self.template)
        return template.format(**{k: say(v, language) for k, v in self.values.items()})

    def __str__(self) -> str:
        return self.say(Language.EN)

    def __hash__(self) -> int:
        return hash((self.template, tuple(sorted((k, str(v)) for k, v in self.values.items()))))


def T(template: str, /, **values: Any) -> Text:  # noqa: N802  reads as a mark on the sentence, like gettext's _
    """Mark a sentence for both languages."""
    return Text(template, values)


@dataclass(frozen=True)
class Sentences:
    """Whole sentences one after the other, where a list of terms would have commas between."""

    texts: tuple[Text, ...]

    def say(self, language: Language) -> str:
        return ("" if language is Language.JA else " ").join(text.say(language) for text in self.texts)


def say(value: Any, language: Language) -> str:
    """Any value as a person writes it in that language: dates with the weekday, numbers with separators."""
    if hasattr(value, "say"):
        return str(value.say(language))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return say_date(value, language)
    if isinstance(value, bool):
        return T("yes").say(language) if value else T("no").say(language)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return ("、" if language is Language.JA else ", ").join(say(v, language) for v in value)
    return str(value)


def say_date(day: date, language: Language) -> str:
    """2026-11-24 (Tue), or 2026年11月24日（火）."""
    if language is Language.JA:
        return f"{day.year}年{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）"
    return f"{day.isoformat()} ({('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')[day.weekday()]})"


@cache
def _catalogue(language: Language) -> _gettext.NullTranslations:
    if language is Language.EN:
        return _gettext.NullTranslations()
    with as_file(files("resources") / "i18n") as folder:
        return _gettext.translation("caseman", folder, languages=[language.value], fallback=True)
