"""Working days: what closes a day, and which of several reasons is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.working_days import Bilingual, Calendar, YearlyClosure
from caseman.errors import InputError, RuleError
from caseman.text import Language

_YEAR_END = YearlyClosure.parse("12-29", "01-03")
_LABOUR = Bilingual("勤労感謝の日", "Labor Thanksgiving Day")
_OFFICE = Calendar(
    2025,
    2028,
    holidays={date(2026, 11, 23): _LABOUR, date(2027, 1, 1): Bilingual("元日", "New Year's Day")},
    yearly=(_YEAR_END,),
    closed=frozenset({date(2026, 11, 25), date(2026, 11, 28)}),
    opened=frozenset({date(2026, 11, 29), date(2026, 12, 29)}),
)
_DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("day", "why", "japanese"),
    [
        (date(2026, 11, 20), None, None),
        (date(2026, 11, 21), "Saturday", "土曜日"),
        (date(2026, 11, 22), "Sunday", "日曜日"),
        (date(2026, 11, 23), "public holiday, Labor Thanksgiving Day", "勤労感謝の日"),
        (date(2026, 11, 25), "closed by the office", None),
        (date(2026, 11, 28), "closed by the office", None),
        (date(2026, 11, 29), None, None),
        (date(2026, 12, 28), None, None),
        (date(2026, 12, 29), None, None),
        (date(2026, 12, 30), "the office's yearly closure", None),
        (date(2027, 1, 1), "the office's yearly closure", None),
        (date(2027, 1, 2), "the office's yearly closure", None),
        (date(2027, 1, 4), None, None),
    ],
)
def test_why_a_day_is_closed(day: date, why: str | None, japanese: str | None) -> None:
    reason = _OFFICE.why_closed(day)
    assert (str(reason) if reason else None) == why
    assert _OFFICE.is_open(day) is (why is None)
    if japanese:
        assert reason is not None
        assert japanese in reason.say(Language.JA)


@pytest.mark.parametrize(
    ("first", "last", "inside", "outside"),
    [
        ("12-29", "01-03", ["2026-12-29", "2026-12-31", "2027-01-01", "2027-01-03"], ["2026-12-28", "2027-01-04"]),
        ("08-13", "08-15", ["2026-08-13", "2026-08-15"], ["2026-08-12", "2026-08-16", "2026-12-31"]),
        ("02-29", "02-29", ["2028-02-29"], ["2028-02-28", "2028-03-01", "2027-02-28"]),
        ("02-28", "03-01", ["2028-02-29", "2027-03-01"], ["2028-03-02"]),
        ("05-01", "04-30", ["2026-05-01", "2026-04-30", "2026-12-31"], []),
    ],
)
def test_a_yearly_closure_may_run_over_the_year_s_end(
    first: str, last: str, inside: list[str], outside: list[str]
) -> None:
    closure = YearlyClosure.parse(first, last)
    assert [day for day in inside + outside if closure.covers(date.fromisoformat(day))] == inside


@pytest.mark.parametrize("text", ["02-30", "13-01", "00-10", "12", "", "12-29-01", "xx-yy"])
def test_what_is_no_day_of_the_year_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        YearlyClosure.parse(text, "12-31")
    assert refused.value.code == "no-month-day"


@pytest.mark.parametrize(
    ("start", "count", "day"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 20), 1, date(2026, 11, 24)),
        (date(2026, 11, 20), 2, date(2026, 11, 26)),
        (date(2026, 11, 27), 1, date(2026, 11, 29)),
        (date(2026, 12, 28), 1, date(2026, 12, 29)),
        (date(2026, 12, 28), 2, date(2027, 1, 4)),
    ],
)
def test_business_days_are_counted_from_the_day_after(start: date, count: int, day: date) -> None:
    assert _OFFICE.add_business_days(start, count) == day


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 11, 20), date(2026, 11, 20)), (date(2026, 11, 21), date(2026, 11, 24))],
)
def test_the_next_open_day_is_the_day_itself_when_open(day: date, expected: date) -> None:
    assert _OFFICE.next_open(day) == expected


def test_a_negative_number_of_days_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        _OFFICE.add_business_days(date(2026, 11, 20), -1)
    assert refused.value.code == "negative-days"


def test_an_office_must_open_on_some_weekday() -> None:
    with pytest.raises(InputError) as refused:
        Calendar(2026, 2026, closed_weekdays=frozenset(range(7)))
    assert refused.value.code == "never-open"


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2029, 1, 1)])
def test_other_years_are_not_guessed(day: date) -> None:
    with pytest.raises(RuleError, match="2025 to 2028") as refused:
        _OFFICE.is_open(day)
    assert refused.value.code == "calendar-years"


def test_a_count_that_leaves_the_calendar_is_refused() -> None:
    with pytest.raises(RuleError) as refused:
        _OFFICE.add_business_days(date(2028, 12, 20), 10)
    assert refused.value.code == "calendar-years"


def test_closures_between_tell_all_but_the_weekend() -> None:
    told = [(day, str(why)) for day, why in _OFFICE.closures_between(date(2026, 11, 20), date(2026, 11, 30))]
    assert told == [
        (date(2026, 11, 23), "public holiday, Labor Thanksgiving Day"),
        (date(2026, 11, 25), "closed by the office"),
        (date(2026, 11, 28), "closed by the office"),
    ]


def test_closed_weekdays_are_named_from_monday_on() -> None:
    assert [str(name) for name in _OFFICE.closed_weekday_names()] == ["Saturday", "Sunday"]
    gulf = Calendar(2026, 2026, closed_weekdays=frozenset({5, 4}))
    assert [str(name) for name in gulf.closed_weekday_names()] == ["Friday", "Saturday"]


def test_the_holidays_of_a_calendar_do_not_change_afterwards() -> None:
    given_holidays: dict[date, Bilingual | str] = {date(2026, 11, 23): _LABOUR}
    calendar = Calendar(2026, 2026, holidays=given_holidays)
    given_holidays.clear()
    assert not calendar.is_open(date(2026, 11, 23))


@given(_DAYS, st.integers(1, 60))
def test_the_nth_business_day_is_open_and_has_n_open_days_behind_it(start: date, count: int) -> None:
    end = _OFFICE.add_business_days(start, count)
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert _OFFICE.is_open(end)
    assert sum(_OFFICE.is_open(day) for day in days) == count


@given(_DAYS, st.integers(0, 30), st.integers(0, 30))
def test_counting_in_two_goes_gives_the_same_day(start: date, some: int, more: int) -> None:
    there = _OFFICE.add_business_days(_OFFICE.add_business_days(start, some), more)
    assert there == _OFFICE.add_business_days(start, some + more)


@given(_DAYS, st.integers(0, 40), st.integers(0, 40))
def test_a_later_start_never_ends_earlier(start: date, later: int, count: int) -> None:
    after = start + timedelta(days=later)
    assert _OFFICE.add_business_days(start, count) <= _OFFICE.add_business_days(after, count)
