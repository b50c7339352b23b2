"""Cells of a register: dates and amounts in every customary way, and what was lost before."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.register_values import (
    lost_in_name,
    lost_in_text,
    lost_value,
    read_day,
    read_yen,
    says_nothing,
    text_of,
)
from caseman.errors import InputError

_TODAY = date(2026, 11, 24)
_APRIL = date(2026, 4, 1)


@pytest.mark.parametrize(
    "written",
    [
        "2026-04-01",
        "2026/4/1",
        "2026.4.1",
        "20260401",
        "2026年4月1日",
        "２０２６年４月１日",
        "R8.4.1",
        "Ｒ８．４．１",
        "令和8年4月1日",
        "令和８年４月１日",
        "㋿8年4月1日",
        "8.4.1",
        "８．４．１",
        "46113",
        "46113.0",
        "46113.75",
        "2026-04-01 00:00:00",
        "1 April 2026",
        "April 1, 2026",
        "Apr. 1st 2026",
        "1-Apr-26",
        "2026/4/1 9:30",
        "2026-04-01T09:30:00",
        "2026/4/1(水)",
        "2026年4月1日（水）",
        " 2026-04-01 ",
        "2026年4月1日 9時30分",
        datetime.combine(_APRIL, time(9, 30)),
        date(2026, 4, 1),
    ],
)
def test_a_day_is_read_in_every_customary_way(written: str | date) -> None:
    assert read_day(written, _TODAY) == _APRIL


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("30.4.1", date(2018, 4, 1)),  # 平成; 2030 is far off
        ("20.4.1", date(2020, 4, 1)),  # 平成20 is too long ago
        ("S63/1/7", date(1988, 1, 7)),
    ],
)
def test_eras_and_short_years(written: str, day: date) -> None:
    assert read_day(written, _TODAY) == day


@pytest.mark.parametrize(
    "written",
    [
        "R1.4.30",
        "4/5/2026",
        "31 April 2026",
        "13/13/2026",
        "令和元年4月30日",
        "H31.5.1",
        "2026/2/30",
        "2026-13-01",
        "4/1",
        "4月1日",
        "26.4.1",
        "24.4.1",
        "99.1.1",
        "0.4.1",
        "明日",
        "2026年4月",
        "#####",
        "#REF!",
        "1/0",
        "2026-04-01（月）",
        "20261399",
        "9999-01-01",
    ],
)
def test_what_is_no_day_or_could_be_two_is_told(written: str) -> None:
    with pytest.raises(InputError) as refused:
        read_day(written, _TODAY)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("written", ["", " ", "-", "－", "ー", "なし", "未定", "未", "N/A", "該当なし"])
def test_an_empty_cell_says_nothing(written: str) -> None:
    assert says_nothing(written)
    assert read_day(written, _TODAY) is None


def test_a_workbook_that_counts_from_1904() -> None:
    assert read_day("44651", _TODAY, since_1904=True) == _APRIL


@given(st.dates(date(1950, 1, 1), date(2170, 1, 1)))
def test_every_day_number_of_a_spreadsheet_comes_back(day: date) -> None:
    assert read_day(str((day - date(1899, 12, 30)).days), _TODAY) == day


@given(st.integers(-15 * 365, 300))
def test_a_written_day_comes_back(days: int) -> None:
    day = _TODAY + timedelta(days=days)
    assert read_day(f"{day.year}年{day.month}月{day.day}日", _TODAY) == day


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(written: str) -> None:
    with suppress(InputError):
        read_day(written, _TODAY)
    with suppress(InputError):
        read_yen(written)
    lost_in_name(written)
    lost_in_text(written)


@pytest.mark.parametrize(
    ("written", "yen"),
    [
        ("¥5,250", 5250),
        ("5250円", 5250),
        ("５，２５０", 5250),
        ("5,250-", 5250),
        ("￥5,250", 5250),
        ("金5,250円也", 5250),
        ("5250.0", 5250),
        ("0", 0),
        ("", None),
        ("無料", 0),
        ("免除", 0),
        ("不要", 0),
        ("なし", 0),
        ("未", None),
        ("-", None),
    ],
)
def test_yen(written: str, yen: int | None) -> None:
    assert read_yen(written) == yen


@pytest.mark.parametrize(
    "written", ["-5250", "▲5250", "約5000円", "5250.5", "5,25", "$5", "9" * 30, "#VALUE!", date(2026, 4, 1)]
)
def test_what_is_no_amount_is_told(written: str | date) -> None:
    with pytest.raises(InputError):
        read_yen(written)


@pytest.mark.parametrize(
    "written", ["?橋 一郎", "〓田 花子", "\ufffd田", "山？ 太郎", "\ue000田", "山\0田", "#####", "#REF!"]
)
def test_what_was_lost_in_a_name_is_told(written: str) -> None:
    assert lost_in_name(written) is not None


@pytest.mark.parametrize("written", ["髙﨑 一郎", "𠮷田 花子", "葛󠄀西", "O'Brien", "シャネル・ド・見本", ""])
def test_a_rare_name_is_not_lost(written: str) -> None:
    assert lost_in_name(written) is None


@pytest.mark.parametrize(
    ("written", "lost"),
    [
        ("?橋様より電話", True),
        ("〓", True),
        ("高?一郎", True),
        ("本人か？", False),
        ("確認要?", False),
        ("Why?", False),
    ],
)
def test_a_question_in_running_text_is_no_loss(written: str, lost: bool) -> None:
    assert (lost_in_text(written) is not None) is lost


def test_error_values_of_a_spreadsheet() -> None:
    assert all(map(lost_value, ("#####", "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!")))
    assert not any(map(lost_value, ("#1", "No. #12", "", "A#")))
    assert text_of(datetime.combine(_APRIL, time(9, 30))) == "2026-04-01"
