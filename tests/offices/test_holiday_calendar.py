"""Public holidays: Japan's against another source, Golden Week, substitutes, other countries."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from functools import cache

import jpholiday
import pytest

from caseman.domain.working_days import Bilingual, Calendar
from caseman.errors import InputError, RuleError
from caseman.offices.calendar import office_calendar, office_policy
from caseman.offices.holiday_calendar import KEPT, calendar_for, known_years, reckoned, reckoned_years
from caseman.offices.loader import load_office
from caseman.text import Language

_YEARS = range(2015, 2031)


@cache
def _japan() -> Calendar:
    return calendar_for("JP", _YEARS, yearly=[("12-29", "01-03")])


def test_every_day_of_sixteen_years_agrees_with_another_source() -> None:
    """No difference is known: the moved days of 2019 to 2021, substitutes and reckoned equinoxes are the same."""
    ours = calendar_for("JP", range(2015, 2031)).holidays
    days = [date(2015, 1, 1) + timedelta(days=n) for n in range((date(2031, 1, 1) - date(2015, 1, 1)).days)]
    assert days[-1] == date(2030, 12, 31)
    assert [day for day in days if (day in ours) != jpholiday.is_holiday(day)] == []
    assert sum(day in ours for day in days) == len(ours) > 16 * 15


@pytest.mark.parametrize("year", _YEARS)
def test_names_agree_with_another_source(year: int) -> None:
    for day, name in jpholiday.year_holidays(year):
        ours = _japan().holidays[day]
        assert isinstance(ours, Bilingual)
        if day == date(2019, 10, 22):  # Act No. 99 of 2018 has the name in full, the other source its beginning
            assert (ours.ja, name) == ("即位礼正殿の儀が行われる日", "即位礼正殿の儀")
            continue
        assert ours.ja in name  # the other source tells of a substitute what it stands for
        assert ours.en.isascii()


@pytest.mark.parametrize(
    ("day", "japanese", "english"),
    [
        (date(2026, 5, 6), "振替休日", "Substitute Holiday"),  # 3 May 2026 is a Sunday, 4 and 5 May are holidays too
        (date(2027, 3, 22), "振替休日", "Substitute Holiday"),  # the equinox is a Sunday
        (date(2026, 9, 22), "国民の休日", "National Holiday"),  # between two holidays
        (date(2026, 9, 23), "秋分の日", "Autumnal Equinox Day"),
        (date(2020, 7, 24), "スポーツの日", "Sports Day"),  # moved for the Olympic Games
        (date(2021, 8, 9), "振替休日", "Substitute Holiday"),
        (date(2026, 2, 23), "天皇誕生日", "Emperor's Birthday"),
        (date(2018, 12, 24), "振替休日", "Substitute Holiday"),  # 23 December, the Emperor's Birthday until 2018
        (date(2019, 5, 1), "天皇の即位の日", "Emperor's Enthronement Day"),
        (date(2019, 4, 30), "国民の休日", "National Holiday"),
    ],
)
def test_holidays_are_named_in_both_languages(day: date, japanese: str, english: str) -> None:
    name = _japan().holidays[day]
    assert isinstance(name, Bilingual)
    assert name.say(Language.JA) == japanese
    assert name.say(Language.EN) == english


@pytest.mark.parametrize("day", [date(2020, 10, 12), date(2021, 7, 19), date(2025, 12, 23), date(2026, 5, 7)])
def test_days_that_look_like_holidays_are_worked(day: date) -> None:
    assert _japan().is_open(day)


@pytest.mark.parametrize(
    ("eve", "next_open", "closed"),
    [
        (date(2019, 4, 26), date(2019, 5, 7), 10),  # the change of era
        (date(2024, 5, 2), date(2024, 5, 7), 4),
        (date(2025, 5, 2), date(2025, 5, 7), 4),
        (date(2026, 5, 1), date(2026, 5, 7), 5),
        (date(2027, 4, 30), date(2027, 5, 6), 5),
        (date(2026, 9, 18), date(2026, 9, 24), 5),  # Silver Week
        (date(2025, 12, 26), date(2026, 1, 5), 9),
        (date(2026, 12, 28), date(2027, 1, 4), 6),
    ],
)
def test_golden_week_and_the_year_s_end(eve: date, next_open: date, closed: int) -> None:
    assert _japan().is_open(eve)
    assert _japan().add_business_days(eve, 1) == next_open
    assert (next_open - eve).days - 1 == closed


def test_the_year_end_is_closed_each_year() -> None:
    for year in range(2015, 2030):
        days = [date(year, 12, 29) + timedelta(days=n) for n in range(6)]
        assert not any(_japan().is_open(day) for day in days)


def test_a_holiday_in_the_office_s_closure_is_told_as_the_closure() -> None:
    assert str(_japan().why_closed(date(2026, 1, 1))) == "the office's yearly closure"
    assert str(_japan().why_closed(date(2026, 1, 12))) == "public holiday, Coming of Age Day"


def test_single_days_are_closed_and_opened() -> None:
    calendar = calendar_for("JP", range(2026, 2027), closed=[date(2026, 6, 1)], opened=[date(2026, 5, 5)])
    assert str(calendar.why_closed(date(2026, 6, 1))) == "closed by the office"
    assert calendar.is_open(date(2026, 5, 5))
    assert not calendar.is_open(date(2026, 5, 4))


def test_other_countries_bring_their_own_holidays_and_weekend() -> None:
    germany = calendar_for("DE", range(2026, 2027))
    assert str(germany.why_closed(date(2026, 10, 3))) == "public holiday, German Unity Day"
    assert germany.is_open(date(2026, 11, 23))
    saudi = calendar_for("SA", range(2026, 2027))
    assert saudi.closed_weekdays == frozenset({4, 5})


def test_years_outside_are_refused() -> None:
    with pytest.raises(RuleError) as refused:
        _japan().is_open(date(2031, 1, 1))
    assert refused.value.code == "calendar-years"


def test_only_years_with_known_holidays_are_covered() -> None:
    calendar = calendar_for("JP", range(1940, 1951))
    assert (calendar.first_year, calendar.last_year) == (1949, 1950)


@pytest.mark.parametrize(
    ("country", "years", "code"),
    [("XX", _YEARS, "unknown-country"), ("", _YEARS, "unknown-country"), ("JP", range(1900, 1910), "unknown-years")],
)
def test_what_is_not_known_is_refused(country: str, years: range, code: str) -> None:
    with pytest.raises(InputError) as refused:
        calendar_for(country, years)
    assert refused.value.code == code


@pytest.mark.parametrize("country", sorted(KEPT))
def test_the_table_that_ships_is_what_the_package_reckons(country: str) -> None:
    """Where this fails after an update of the package: `make holidays`, and look at what changed."""
    years = known_years(country)
    assert years == reckoned_years(country)
    kept = calendar_for(country, years)
    assert (dict(kept.holidays), kept.closed_weekdays) == reckoned(country, years)


def test_the_office_s_calendar_loads_no_other_country() -> None:
    told = (
        "import sys; from caseman.offices.holiday_calendar import calendar_for as made; made('JP', range(2026, 2027))"
    )
    subprocess.run([sys.executable, "-c", f"{told}; assert 'holidays' not in sys.modules"], check=True)


def test_years_without_known_holidays_are_refused_with_those_that_are_known() -> None:
    with pytest.raises(InputError, match=r"The holidays of “JP” are known from 1949 to 20[0-9]{2} only"):
        calendar_for("JP", range(1900, 1910))
    years = known_years("JP")
    assert years[0] == 1949
    assert calendar_for("JP", years[-1:]).last_year == years[-1]


def test_the_office_s_own_days_are_in_its_calendar_and_its_clock_is_the_rules_clock() -> None:
    procedure = load_office("aucnet")
    closures = procedure.closures.model_copy(update={"days": (date(2026, 6, 1),), "opened": (date(2026, 5, 5),)})
    clock = procedure.clock.model_copy(update={"extension_unit": "weeks", "extension_needs_reason": False})
    changed = procedure.model_copy(update={"closures": closures, "clock": clock})
    calendar = office_calendar(changed, 2026)
    assert not calendar.is_open(date(2026, 6, 1))
    assert calendar.is_open(date(2026, 5, 5))
    assert (calendar.first_year, calendar.last_year) == (2015, 2029)
    policy = office_policy(changed)
    assert (policy.amount, policy.unit, policy.clock) == (10, "business_days", "reset")
    assert (policy.extended_in, policy.extension_needs_reason) == ("weeks", False)
