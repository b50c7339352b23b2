"""Numbers of cases and letters: patterns that work, patterns that would give two cases one number."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.numbering import CaseNumbering
from caseman.errors import InputError

_DAY = date(2026, 11, 24)
_DAYS = st.dates(date(1989, 1, 8), date(2100, 12, 31))
_GOOD = [
    "P-{year}-{serial:04d}",
    "{era_year}-{serial}",
    "{year}{month}{serial:03d}",
    "{era_year}.{month}-{serial:02d}",
    "{serial}",
    "K{serial:09d}",
    "{serial:04d}/{year}",
    "A{{{serial}}}",
]


@pytest.mark.parametrize(
    ("pattern", "day", "serial", "number"),
    [
        ("P-{year}-{serial:04d}", _DAY, 1, "P-2026-0001"),
        ("P-{year}-{serial:04d}", _DAY, 12345, "P-2026-12345"),
        ("{era_year}-{serial}", _DAY, 7, "R8-7"),
        ("{era_year}-{serial}", date(2019, 4, 30), 7, "H31-7"),
        ("{era_year}-{serial}", date(2019, 5, 1), 8, "R1-8"),
        ("{year}{month}{serial:03d}", date(2026, 4, 1), 9, "202604009"),
        ("A{{{serial}}}", _DAY, 3, "A{3}"),
    ],
)
def test_numbers_are_filled_from_the_day_and_the_serial(pattern: str, day: date, serial: int, number: str) -> None:
    numbering = CaseNumbering(pattern)
    assert numbering.number(day, serial) == number
    assert numbering.matches(number)


def test_a_letter_is_numbered_under_its_case() -> None:
    letters = CaseNumbering("{case}-{serial:02d}")
    assert letters.number(_DAY, 1, case="P-2026-0001") == "P-2026-0001-01"
    assert letters.matches("P-2026-0001-01")
    with pytest.raises(ValueError, match="case number"):
        letters.number(_DAY, 1)


def test_serials_count_from_one() -> None:
    with pytest.raises(ValueError, match="from 1"):
        CaseNumbering("{serial}").number(_DAY, 0)


@pytest.mark.parametrize(
    ("pattern", "restarts"),
    [("P-{year}-{serial:04d}", True), ("{era_year}-{serial}", True), ("K{serial:06d}", False)],
)
def test_the_serial_restarts_where_the_number_tells_the_year(pattern: str, restarts: bool) -> None:
    assert CaseNumbering(pattern).restarts_yearly is restarts


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("P-{year}-{serial:04d}", "P-2026-0000", False),
        ("P-{year}-{serial:04d}", "P-2026-001", False),
        ("P-{year}-{serial:04d}", "P-2026-00001", False),
        ("P-{year}-{serial:04d}", "P-26-0001", False),
        ("P-{year}-{serial:04d}", "P-2026-0001 ", False),
        ("P-{year}-{serial:04d}", "P-2026-0001\n", False),
        ("P-{year}-{serial:04d}", "p-2026-0001", False),
        ("{year}.{serial}", "2026x1", False),
        ("{year}{month}-{serial}", "202613-1", False),
        ("{era_year}-{serial}", "R0-1", False),
        ("{era_year}-{serial}", "R10-100", True),
        ("{serial}", "０１", False),
    ],
)
def test_only_what_the_pattern_makes_matches_it(pattern: str, text: str, fits: bool) -> None:
    assert CaseNumbering(pattern).matches(text) is fits


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "P-{year}",
        "{serial}-{serial}",
        "{month}-{serial}",
        "P-{year}-{serial",
        "P-{year}-serial}",
        "{serial:4d}",
        "{serial:010d}",
        "{serial!r}",
        "{serial.real}",
        "{year:02d}-{serial}",
        "{}-{serial}",
        "{0}-{serial}",
        "{day}-{serial}",
        "{serial:{year}}",
        "Ｐ-{serial}",
        "P {serial}",
        "P\n{serial}",
        "-{serial}",
        "{era_year}{serial}",
        "{era_year}0{serial}",
        "{era_year}{month}{serial}",
        "{era_year}1{month}{serial:03d}",
        "{case}{serial}",
        "{serial}{year}{case}",
    ],
)
def test_patterns_that_could_not_serve_are_refused(pattern: str) -> None:
    with pytest.raises(InputError) as refused:
        CaseNumbering(pattern, field="case_pattern")
    assert refused.value.code == "number-pattern"
    assert refused.value.field == "case_pattern"


@given(st.sampled_from(_GOOD), _DAYS, st.integers(1, 10**7))
def test_every_number_made_is_known_again(pattern: str, day: date, serial: int) -> None:
    numbering = CaseNumbering(pattern)
    assert numbering.matches(numbering.number(day, serial))


@given(st.sampled_from(_GOOD), st.tuples(_DAYS, st.integers(1, 99_999)), st.tuples(_DAYS, st.integers(1, 99_999)))
def test_two_cases_never_share_a_number(pattern: str, one: tuple[date, int], other: tuple[date, int]) -> None:
    numbering = CaseNumbering(pattern)
    if one[1] != other[1] or (numbering.restarts_yearly and one[0].year != other[0].year):
        assert numbering.number(*one) != numbering.number(*other)


@given(st.text("P{}:serialyear04d-_!. ", max_size=24))
def test_any_pattern_works_or_is_refused(pattern: str) -> None:
    try:
        numbering = CaseNumbering(pattern)
    except InputError as refused:
        assert refused.code == "number-pattern"  # noqa: PT017  most patterns are refused; those taken must work
    else:
        assert numbering.matches(numbering.number(_DAY, 42, case="A-1"))
