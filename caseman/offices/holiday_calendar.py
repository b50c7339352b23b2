"""Public holidays from the package `holidays`, put into an office's calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from caseman.domain.working_days import Bilingual, Calendar, YearlyClosure
from caseman.errors import InputError
from caseman.text import T

_JAPANESE, _ENGLISH = "ja", "en"


def calendar_for(
    country: str,
    years: range,
    *,
    yearly: Iterable[tuple[str, str]] = (),
    closed: Iterable[date] = (),
    opened: Iterable[date] = (),
) -> Calendar:
    """The calendar of an office in `country` (ISO 3166-1 alpha-2) for these years, with its weekend.

    `yearly` are closures from `MM-DD` to `MM-DD`, `closed` and `opened` single days. The calendar covers only
    those of the years for which holidays are known. Equinox days of years to come are reckoned: Japan
    announces them each February for the next year. Raises `InputError` for a country or years without known holidays.
    """
    kind = _holidays_of(country)
    every = _years(kind)
    known = range(max(years.start, every.start), min(years.stop, every.stop))
    if not known:
        raise InputError(
            "unknown-years",
            T(
                "The holidays of “{country}” are known from {first} to {last} only. Check the year.",
                country=country,
                first=str(every[0]),
                last=str(every[-1]),
            ),
        )
    by_default = kind(years=known, expand=False)
    return Calendar(
        first_year=known[0],
        last_year=known[-1],
        holidays=_names(kind, known),
        closed_weekdays=frozenset(int(day) for day in by_default.weekend),
        yearly=tuple(YearlyClosure.parse(first, last) for first, last in yearly),
        closed=frozenset(closed),
        opened=frozenset(opened),
    )


def known_years(country: str) -> range:
    """The years for which a country's holidays are known. Raises `InputError` for a country without known holidays."""
    return _years(_holidays_of(country))


def _holidays_of(country: str) -> Any:
    import holidays  # noqa: PLC0415  costs 0.8 s, which the way to the unlock page does not pay

    try:
        return type(holidays.country_holidays(country))
    except NotImplementedError:
        raise InputError(
            "unknown-country",
            T(
                "The holidays of “{country}” are not known. Write a country's two letters, such as JP.",
                country=country,
            ),
            field="country",
        ) from None


def _years(kind: Any) -> range:
    return range(kind.start_year, kind.end_year + 1)


def _names(kind: Any, years: range) -> dict[date, Bilingual]:
    """Each holiday's name in both languages; a country without one of them lends its own spelling."""
    offered = kind.supported_languages
    english = next((code for code in sorted(offered, reverse=True) if code.startswith(_ENGLISH)), None)
    in_english = kind(years=years, expand=False, language=english or kind.default_language)
    japanese = _JAPANESE if _JAPANESE in offered else english or kind.default_language
    in_japanese = kind(years=years, expand=False, language=japanese)
    return {day: Bilingual(in_japanese[day], in_english[day]) for day in sorted(in_english)}
