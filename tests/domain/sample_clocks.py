"""A small calendar, three offices' clocks, and short ways to derive a date with them."""

from __future__ import annotations

from datetime import date

from caseman.domain.deadlines import Derivation, Events, Extension, Policy, derive
from caseman.domain.working_days import Bilingual, Calendar, YearlyClosure
from caseman.text import Language

_HOLIDAYS = {
    date(2026, 5, 3): Bilingual("憲法記念日", "Constitution Day"),
    date(2026, 5, 4): Bilingual("みどりの日", "Greenery Day"),
    date(2026, 5, 5): Bilingual("こどもの日", "Children's Day"),
    date(2026, 5, 6): Bilingual("振替休日", "Substitute Holiday"),
    date(2026, 11, 3): Bilingual("文化の日", "Culture Day"),
    date(2026, 11, 23): Bilingual("勤労感謝の日", "Labor Thanksgiving Day"),
    date(2027, 1, 11): Bilingual("成人の日", "Coming of Age Day"),
}
CALENDAR = Calendar(2023, 2031, holidays=_HOLIDAYS, yearly=(YearlyClosure.parse("12-29", "01-03"),))
ARRIVED = date(2026, 11, 4)
TEN = Policy(10, "business_days", clock="reset")
THIRTY = Policy(30, "calendar_days", counted_from="arrival", clock="pause", extension_max=30, extensions_allowed=1)
MONTH = Policy(1, "months", counted_from="arrival", extension_max=2, extensions_allowed=1, suit_weeks=None)
SUIT = "A suit is possible from {}: two weeks after the arrival have passed (Article 39). Nothing pauses this."


def derived(policy: Policy, events: Events) -> Derivation:
    return derive(policy, CALENDAR, events)


def due_by(policy: Policy, events: Events) -> date:
    return derived(policy, events).due


def said(derivation: Derivation, language: Language = Language.EN) -> list[str]:
    return [step.say(language) for step in derivation.steps]


def extended(day: date, amount: int) -> Extension:
    return Extension(day, amount, "Many systems.")
