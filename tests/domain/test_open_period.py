"""Periods of whole days, as they are typed and as instants by the office's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.open_period import OpenPeriod, read_period
from caseman.errors import InputError
from caseman.text import Language

_TOKYO = ZoneInfo("Asia/Tokyo")
_YEAR = OpenPeriod(date(2025, 4, 1), date(2026, 3, 31))


def test_a_business_year_begins_and_ends_at_midnight_in_tokyo() -> None:
    assert _YEAR.begins(_TOKYO) == datetime(2025, 3, 31, 15, tzinfo=UTC)
    assert _YEAR.ends(_TOKYO) == datetime(2026, 3, 31, 15, tzinfo=UTC)
    assert _YEAR.days == ("2025-04-01", "2026-03-31")


def test_an_open_end_has_no_instant() -> None:
    assert (OpenPeriod().begins(_TOKYO), OpenPeriod().ends(_TOKYO)) == (None, None)
    assert OpenPeriod(last=date.max).ends(_TOKYO) is None
    assert OpenPeriod().days == ("0001-01-01", "9999-12-31")


@pytest.mark.parametrize(
    ("today", "ended"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True), (date(2026, 3, 1), False)]
)
def test_a_period_is_over_on_the_day_after_its_last(today: date, ended: bool) -> None:
    assert _YEAR.ended(today) is ended
    assert not OpenPeriod(first=date(2025, 4, 1)).ended(today)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("R7.4.1", "令和8年3月31日", _YEAR),
        (" 2025/4/1 ", "20260331", _YEAR),
        ("", "2026-03-31", OpenPeriod(last=date(2026, 3, 31))),
        ("2025-04-01", " ", OpenPeriod(first=date(2025, 4, 1))),
        ("", "", OpenPeriod()),
        ("2026-03-31", "2026-03-31", OpenPeriod(date(2026, 3, 31), date(2026, 3, 31))),
    ],
)
def test_two_days_are_read_in_any_customary_way(first: str, last: str, expected: OpenPeriod) -> None:
    assert read_period(first, last) == expected


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [("soon", "", "first"), ("", "2026-02-30", "last"), ("2026-04-01", "2026-03-31", "last")],
)
def test_what_is_no_period_is_refused_at_its_field(first: str, last: str, field: str) -> None:
    with pytest.raises(InputError) as refused:
        read_period(first, last)
    assert refused.value.field == field


@given(st.dates(max_value=date(9999, 12, 30)), st.dates(max_value=date(9999, 12, 30)))
def test_what_ends_where_the_next_begins_leaves_no_instant_out(one: date, other: date) -> None:
    first, last = sorted((one, other))
    if first > date(1, 1, 1):
        following = OpenPeriod(first=date.fromordinal(last.toordinal() + 1))
        assert OpenPeriod(first, last).ends(_TOKYO) == following.begins(_TOKYO)


def test_it_is_said_in_both_languages() -> None:
    assert OpenPeriod().label.say(Language.JA) == "全期間"
    assert _YEAR.label.say(Language.EN) == "2025-04-01 (Tue) to 2026-03-31 (Tue)"
    assert OpenPeriod(first=date(2025, 4, 1)).label.say(Language.JA) == "2025年4月1日（火）以降"
    assert OpenPeriod(last=date(2025, 4, 1)).label.say(Language.EN) == "until 2025-04-01 (Tue)"
