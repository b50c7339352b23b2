"""Concrete dates over Japan's real holidays, 2015 to 2030, each counted by hand; what was left out stands beside it.

The office is closed on weekends, public holidays and from 29 December to 3 January.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import jpholiday
import pytest

from caseman.domain.deadlines import Events, Policy, derive
from caseman.domain.working_days import Calendar
from caseman.offices.holiday_calendar import calendar_for

TEN = Policy(10, "business_days")
ONE = Policy(1, "business_days")
FIVE_INCLUDED = Policy(5, "business_days", first_day_counts=True)
THIRTY = Policy(30, "calendar_days", counted_from="arrival")
THIRTY_INCLUDED = Policy(30, "calendar_days", counted_from="arrival", first_day_counts=True)
FORTNIGHT = Policy(2, "weeks")
FORTNIGHT_INCLUDED = Policy(2, "weeks", first_day_counts=True)
MONTH = Policy(1, "months", counted_from="arrival")
MONTH_INCLUDED = Policy(1, "months", counted_from="arrival", first_day_counts=True)


@cache
def japan() -> Calendar:
    return calendar_for("JP", range(2014, 2033), yearly=[("12-29", "01-03")])


@pytest.mark.parametrize(
    ("policy", "arrived", "due"),
    [
        # Golden Week
        (TEN, "2015-04-24", "2015-05-14"),  # 29 April, 3 to 6 May (6 May instead of 3 May, a Sunday)
        (TEN, "2017-04-27", "2017-05-16"),  # 3 to 5 May
        (TEN, "2022-04-28", "2022-05-18"),  # 29 April, 3 to 5 May
        (TEN, "2023-05-01", "2023-05-18"),
        (TEN, "2026-05-01", "2026-05-20"),  # 6 May instead of 3 May
        (TEN, "2029-04-27", "2029-05-16"),  # 30 April instead of 29 April
        # the ten days of 2019 without a working day, 27 April to 6 May, over the change of era
        (ONE, "2019-04-26", "2019-05-07"),
        (TEN, "2019-04-25", "2019-05-17"),
        (TEN, "2019-04-26", "2019-05-20"),
        (FIVE_INCLUDED, "2019-04-26", "2019-05-10"),
        (THIRTY, "2019-03-28", "2019-05-07"),  # 27 April 2019, Heisei 31
        (THIRTY_INCLUDED, "2019-03-28", "2019-04-26"),
        (THIRTY, "2019-04-02", "2019-05-07"),  # 2 May 2019, Reiwa 1
        (FORTNIGHT, "2019-04-15", "2019-05-07"),
        (MONTH, "2019-04-01", "2019-05-07"),  # 1 May, the accession
        (MONTH, "2019-03-31", "2019-05-07"),  # 30 April, the abdication
        # other days of 2019: the enthronement of 22 October, Sports Day, Culture Day's substitute
        (TEN, "2019-10-11", "2019-10-29"),
        (TEN, "2019-10-18", "2019-11-05"),
        # days moved for the Olympic Games: 23 and 24 July 2020; 22 and 23 July and 8 August 2021
        (TEN, "2020-07-17", "2020-08-04"),
        (FIVE_INCLUDED, "2020-07-23", "2020-07-31"),
        (THIRTY, "2020-06-23", "2020-07-27"),
        (THIRTY_INCLUDED, "2020-06-23", "2020-07-22"),
        (MONTH, "2020-06-23", "2020-07-27"),
        (TEN, "2020-10-08", "2020-10-22"),  # no Sports Day in October
        (TEN, "2021-07-16", "2021-08-03"),
        (TEN, "2021-08-02", "2021-08-17"),  # Monday 9 August instead of 8 August
        (THIRTY, "2021-07-09", "2021-08-10"),
        (TEN, "2021-10-08", "2021-10-22"),
        # days between two holidays: 22 September 2015, 22 September 2026
        (TEN, "2015-09-11", "2015-09-30"),
        (TEN, "2026-09-11", "2026-09-30"),
        (THIRTY, "2026-08-23", "2026-09-24"),
        (FORTNIGHT, "2026-09-08", "2026-09-24"),
        (FORTNIGHT_INCLUDED, "2026-09-07", "2026-09-24"),
        # Mountain Day, since 2016
        (TEN, "2016-08-04", "2016-08-19"),
        # substitutes: 24 September 2018, 24 February 2020, 12 and 26 February 2024, 24 February 2025, 22 March 2027
        (TEN, "2018-09-14", "2018-10-02"),
        (TEN, "2020-02-20", "2020-03-06"),
        (TEN, "2024-02-16", "2024-03-04"),
        (TEN, "2025-02-20", "2025-03-07"),
        (TEN, "2027-03-12", "2027-03-29"),
        # the Emperor's Birthday: 23 December until 2018 (24 December 2018 its substitute), none there in 2019
        (TEN, "2015-12-22", "2016-01-13"),
        (TEN, "2018-12-21", "2019-01-11"),
        (TEN, "2019-12-20", "2020-01-10"),
        # the year's end
        (TEN, "2016-12-26", "2017-01-16"),
        (TEN, "2024-12-27", "2025-01-20"),
        (TEN, "2030-12-27", "2031-01-20"),
        (ONE, "2019-12-27", "2020-01-06"),
        (THIRTY, "2015-12-01", "2016-01-04"),
        (THIRTY, "2018-11-30", "2019-01-04"),
        (THIRTY, "2027-12-01", "2028-01-04"),
        (THIRTY, "2030-11-30", "2031-01-06"),
        (FORTNIGHT, "2020-12-16", "2021-01-04"),
        (FORTNIGHT_INCLUDED, "2020-12-16", "2021-01-04"),
        (MONTH, "2026-11-29", "2027-01-04"),
        (MONTH_INCLUDED, "2026-11-29", "2026-12-28"),
        # a month without the corresponding day
        (MONTH, "2015-01-31", "2015-03-02"),  # 28 February is a Saturday
        (MONTH, "2016-01-31", "2016-02-29"),
        (MONTH, "2016-01-30", "2016-02-29"),
        (MONTH, "2023-01-29", "2023-02-28"),
        (MONTH, "2024-01-31", "2024-02-29"),
        (MONTH, "2024-03-31", "2024-04-30"),
        (MONTH, "2027-01-31", "2027-03-01"),  # 28 February is a Sunday
        (MONTH, "2030-08-31", "2030-09-30"),
        (MONTH_INCLUDED, "2016-01-31", "2016-02-29"),
        (MONTH_INCLUDED, "2020-01-29", "2020-02-28"),
        (MONTH, "2020-01-29", "2020-03-02"),  # 29 February is a Saturday
        # 29 February
        (ONE, "2024-02-28", "2024-02-29"),
        (ONE, "2028-02-28", "2028-02-29"),
        (THIRTY, "2028-01-30", "2028-02-29"),
        (THIRTY_INCLUDED, "2024-01-31", "2024-02-29"),
        (MONTH, "2028-02-29", "2028-03-29"),
        (MONTH, "2021-02-28", "2021-03-29"),  # 28 March is a Sunday
        # corresponding days that are closed
        (THIRTY, "2016-04-03", "2016-05-06"),  # 3 to 5 May
        (THIRTY, "2023-04-05", "2023-05-08"),  # Friday 5 May and the weekend
        (MONTH, "2026-04-03", "2026-05-07"),
        (MONTH_INCLUDED, "2026-04-03", "2026-05-07"),
    ],
)
def test_dates_counted_by_hand(policy: Policy, arrived: str, due: str) -> None:
    assert derive(policy, japan(), Events(date.fromisoformat(arrived))).due == date.fromisoformat(due)


@pytest.mark.parametrize("year", [2015, 2016, 2019, 2020, 2021, 2024, 2026, 2030])
@pytest.mark.parametrize("policy", [TEN, FIVE_INCLUDED], ids=["ten", "five, the first included"])
def test_business_days_over_another_source_of_holidays_give_the_same_date(policy: Policy, year: int) -> None:
    other = Calendar(2014, 2032, holidays=_other_holidays(), yearly=japan().yearly)
    day = date(year, 1, 1)
    while day.year == year:
        assert derive(policy, japan(), Events(day)).due == derive(policy, other, Events(day)).due, day
        day += timedelta(days=1)


@cache
def _other_holidays() -> dict[date, str]:
    return {day: name for year in range(2014, 2033) for day, name in jpholiday.year_holidays(year)}
