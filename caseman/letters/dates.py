"""Dates as letters write them."""

from __future__ import annotations

from datetime import date

from caseman.domain.eras import era_date
from caseman.text import Language

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def written_date(day: date, language: Language) -> str:
    """A date as the letter writes it: 令和8年11月24日, or 24 November 2026."""
    if language is Language.JA:
        return era_date(day)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
