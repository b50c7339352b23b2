"""Public holidays, put into an office's calendar: Japan's from a table that ships, other countries' from the package
`holidays`, which made the table too (`packaging/holiday_table.py`). It loads every country there is for one: 16 MB.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from caseman.domain.working_days import SATURDAY, SUNDAY, Bilingual, Calendar, YearlyClosure
from caseman.errors import InputError
from caseman.text import T

_JAPANESE, _ENGLISH = "ja", "en"
KEPT: Final = frozenset({"JP"})  # countries with a table in resources/holidays


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
    every = known_years(country)
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
    holidays, weekend = _kept(country, known) if country in KEPT else reckoned(country, known)
    return Calendar(
        first_year=known[0],
        last_year=known[-1],
        holidays=holidays,
        closed_weekdays=weekend,
        yearly=tuple(YearlyClosure.parse(first, last) for first, last in yearly),
        closed=frozenset(closed),
        opened=frozenset(opened),
    )


def known_years(country: str) -> range:
    """The years for which a country's holidays are known. Raises `InputError` for a country without known holidays."""
    if country in KEPT:
        table = _table(country)
        return range(int(table[0][:4]), int(table[-1][:4]) + 1)
    return reckoned_years(country)


@cache
def _table(country: str) -> tuple[str, ...]:
    """Lines of a day, its Japanese and its English name, with tabs between, by day."""
    return tuple((files("resources") / "holidays" / f"{country}.txt").read_text(encoding="utf-8").splitlines())


def _kept(country: str, years: range) -> tuple[dict[date, Bilingual], frozenset[int]]:
    first, last = f"{years[0]}-", f"{years[-1]}~"
    lines = (line.split("\t") for line in _table(country) if first < line < last)
    return {date.fromisoformat(day): Bilingual(ja, en) for day, ja, en in lines}, frozenset({SATURDAY, SUNDAY})


def reckoned_years(country: str) -> range:
    """The years for which the package knows a country's holidays. Raises `InputError` where it knows none."""
    kind = _holidays_of(country)
    return range(kind.start_year, kind.end_year + 1)


def reckoned(country: str, years: range) -> tuple[dict[date, Bilingual], frozenset[int]]:
    """A country's holidays and its weekend (Monday = 0) by the package."""
    kind = _holidays_of(country)
    weekend = kind(years=years, expand=False).weekend
    return _names(kind, years), frozenset(int(day) for day in weekend)


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


def _names(kind: Any, years: range) -> dict[date, Bilingual]:
    """Each holiday's name in both languages; a country without one of them lends its own spelling."""
    offered = kind.supported_languages
    english = next((code for code in sorted(offered, reverse=True) if code.startswith(_ENGLISH)), None)
    in_english = kind(years=years, expand=False, language=english or kind.default_language)
    japanese = _JAPANESE if _JAPANESE in offered else english or kind.default_language
    in_japanese = kind(years=years, expand=False, language=japanese)
    return {day: Bilingual(in_japanese[day], in_english[day]) for day in sorted(in_english)}
