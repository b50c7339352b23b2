"""Eras: their boundary days, how people write them, and what cannot be."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.eras import ERAS, GREGORIAN_SINCE, era_date, era_of, era_year, names_era, parse_era, short_era_year
from caseman.errors import InputError
from caseman.text import Language

_DAYS = st.dates(GREGORIAN_SINCE, date(2117, 12, 31))  # two digits of a year reach 令和99年
_FULL_WIDTH = str.maketrans("0123456789RHSTM./-", "０１２３４５６７８９ＲＨＳＴＭ．／－")


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(1873, 1, 1), "明治6年1月1日", "M6"),
        (date(1912, 7, 29), "明治45年7月29日", "M45"),
        (date(1912, 7, 30), "大正元年7月30日", "T1"),
        (date(1926, 12, 24), "大正15年12月24日", "T15"),
        (date(1926, 12, 25), "昭和元年12月25日", "S1"),
        (date(1926, 12, 31), "昭和元年12月31日", "S1"),
        (date(1927, 1, 1), "昭和2年1月1日", "S2"),
        (date(1989, 1, 7), "昭和64年1月7日", "S64"),
        (date(1989, 1, 8), "平成元年1月8日", "H1"),
        (date(2019, 4, 30), "平成31年4月30日", "H31"),
        (date(2019, 5, 1), "令和元年5月1日", "R1"),
        (date(2020, 1, 1), "令和2年1月1日", "R2"),
        (date(2026, 11, 24), "令和8年11月24日", "R8"),
    ],
)
def test_the_days_around_each_change_of_era(day: date, long: str, short: str) -> None:
    assert era_date(day) == long
    assert short_era_year(day) == short
    assert long.startswith(era_year(day))
    assert parse_era(long) == day


def test_eras_follow_each_other_without_a_gap() -> None:
    for earlier, later in pairwise(ERAS):
        assert earlier.last_day is not None
        assert later.first_day - earlier.last_day == timedelta(days=1)
    assert ERAS[-1].last_day is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("R8.4.1", date(2026, 4, 1)),
        ("r8.4.1", date(2026, 4, 1)),
        ("R08.04.01", date(2026, 4, 1)),
        ("R8/4/1", date(2026, 4, 1)),
        ("R8-4-1", date(2026, 4, 1)),
        ("Ｒ８．４．１", date(2026, 4, 1)),
        ("Ｒ８－４－１", date(2026, 4, 1)),
        ("R8・4・1", date(2026, 4, 1)),
        ("令和８年４月１日", date(2026, 4, 1)),
        ("令8.4.1", date(2026, 4, 1)),
        ("㋿8年4月1日", date(2026, 4, 1)),
        ("　令和 8 年 4 月 1 日 ", date(2026, 4, 1)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("平31.4.30", date(2019, 4, 30)),
        ("H31/4/30", date(2019, 4, 30)),
        ("㍻元年1月8日", date(1989, 1, 8)),
        ("㍼64年1月7日", date(1989, 1, 7)),
        ("S64.1.7", date(1989, 1, 7)),
        ("昭63.2.29", date(1988, 2, 29)),
        ("㍽元年7月30日", date(1912, 7, 30)),
        ("M6.1.1", date(1873, 1, 1)),
        ("R6.2.29", date(2024, 2, 29)),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, day: date) -> None:
    assert names_era(written)
    assert parse_era(written) == day


@pytest.mark.parametrize(
    ("written", "code", "told"),
    [
        ("平成31年5月1日", "outside-era", "令和元年5月1日"),
        ("令和元年4月30日", "outside-era", "平成31年4月30日"),
        ("昭和64年1月8日", "outside-era", "平成元年1月8日"),
        ("平成元年1月7日", "outside-era", "昭和64年1月7日"),
        ("大正15年12月25日", "outside-era", "昭和元年12月25日"),
        ("明治45年7月30日", "outside-era", "大正元年7月30日"),
        ("R0.4.1", "outside-era", "平成30年4月1日"),
        ("S99.1.1", "outside-era", "令和6年1月1日"),
        ("R8.2.29", "no-such-day", "令和8年2月29日"),
        ("R8.13.1", "no-such-day", "13月"),
        ("R8.4.31", "no-such-day", "4月31日"),
        ("M5.12.2", "before-eras", "1873"),
        ("明治元年9月8日", "before-eras", "1873"),
        ("M0.1.1", "outside-era", "1873"),
        ("R8.4", "not-an-era-date", "R8.4.1"),
        ("令和8年", "not-an-era-date", "R8.4.1"),
        ("慶応3年1月1日", "not-an-era-date", "R8.4.1"),
        ("X8.4.1", "not-an-era-date", "R8.4.1"),
        ("R108.4.1", "not-an-era-date", "R8.4.1"),
        ("R8.4.1 noon", "not-an-era-date", "R8.4.1"),
        ("", "not-an-era-date", "R8.4.1"),
    ],
)
def test_what_is_no_day_is_refused_with_the_right_one(written: str, code: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_era(written, "issued_on")
    assert refused.value.code == code
    assert refused.value.field == "issued_on"
    assert told in refused.value.say(Language.EN)


@pytest.mark.parametrize("day", [date(1872, 12, 31), date(1868, 1, 25), date(1, 1, 1)])
def test_days_of_the_old_calendar_are_not_printed(day: date) -> None:
    for printer in (era_of, era_date, era_year, short_era_year):
        with pytest.raises(InputError) as refused:
            printer(day)
        assert refused.value.code == "before-eras"


@pytest.mark.parametrize("text", ["2026-11-24", "Monday", "大阪市", "平成", "", "H", "8.4.1", "明日"])
def test_other_words_do_not_name_an_era(text: str) -> None:
    assert not names_era(text)


@given(_DAYS)
def test_a_printed_day_reads_back(day: date) -> None:
    short = f"{short_era_year(day)}.{day.month}.{day.day}"
    assert parse_era(era_date(day)) == day
    assert parse_era(short) == day
    assert parse_era(short.translate(_FULL_WIDTH)) == day


@given(_DAYS)
def test_each_day_has_one_era(day: date) -> None:
    assert [era for era in ERAS if era.covers(day)] == [era_of(day)]
    assert era_of(day).year_of(day) >= 1
    assert ("元年" in era_date(day)) == (era_of(day).year_of(day) == 1)


@given(st.text("令和元平成昭年月日RHS0123489./-　８Ｒ", max_size=12) | st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InputError):  # any other error is a fault
        day = parse_era(text)
        assert parse_era(era_date(day)) == day
