"""Dates as letters write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from caseman.domain.eras import era_date
from caseman.domain.letter_form import DateStyle
from caseman.letters.facts import LetterFacts
from caseman.text import Language

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def written_date(day: date, language: Language, style: DateStyle = DateStyle.ERA) -> str:
    """A date as the letter writes it: 令和8年11月24日, or 2026年11月24日 by its style; 24 November 2026 in English."""
    if language is Language.JA:
        return era_date(day) if style is DateStyle.ERA else f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def days_of(facts: LetterFacts) -> Callable[[date | None], str]:
    """How this letter writes days; nothing for none."""
    return lambda day: written_date(day, facts.language, facts.form.dates) if day is not None else ""
