"""`caseman due`: Aucnet's ten business days with Japan's holidays, counted by hand."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.conftest import Ran

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]


def due(run_cli: Cli, received: str, *more: str) -> Ran:
    return run_cli("due", "--office", "aucnet", "--received", received, *more)


@pytest.mark.parametrize(
    ("received", "accepted", "expected"),
    [
        # 21 22 23 24, 27 28, (29 Showa Day) 30, 1 May, (3 to 6 Golden Week) 7 8
        ("2026-04-20", "2026-04-20", "2026-05-08"),
        ("2026-04-17", "2026-04-20", "2026-05-08"),
        ("2026-04-20", None, "2026-05-08"),
        # 22 23 24 25, 28, (29 December to 3 January the office's closure) 4 5 6 7 8
        ("2026-12-21", "2026-12-21", "2027-01-08"),
        # 2 3 4 5, 8 9 10 11 12, 15: no holiday in June
        ("2026-06-01", "2026-06-01", "2026-06-15"),
        # a Saturday is not counted and counts nothing: 23 is the first day
        ("2026-02-20", "2026-02-21", "2026-03-09"),
    ],
)
def test_ten_business_days_after_acceptance(run_cli: Cli, received: str, accepted: str | None, expected: str) -> None:
    more = ("--accepted", accepted) if accepted else ()
    found = json.loads(due(run_cli, received, *more, "--json").out)
    assert found["due"] == expected


def test_the_derivation_is_told_in_sentences(run_cli: Cli) -> None:
    ran = due(run_cli, "2026-04-17", "--accepted", "2026-04-20")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "The request arrived on 2026-04-17 (Fri).",
        "It was complete, and accepted, on 2026-04-20 (Mon).",
        "10 business days are counted from the day after, 2026-04-21 (Tue) (Civil Code, Article 140).",
        "Not counted each week: Saturday, Sunday.",
        "2026-04-29 (Wed) is not counted: public holiday, Showa Day.",
        "2026-05-03 (Sun) is not counted: public holiday, Constitution Day.",
        "2026-05-04 (Mon) is not counted: public holiday, Greenery Day.",
        "2026-05-05 (Tue) is not counted: public holiday, Children's Day.",
        "2026-05-06 (Wed) is not counted: public holiday, Substitute Holiday.",
        "Answer by 2026-05-08 (Fri).",
        (
            "A suit is possible from 2026-05-02 (Sat): two weeks after the arrival have passed (Article 39). "
            "Nothing pauses this."
        ),
    ]


def test_the_derivation_as_json(run_cli: Cli) -> None:
    found = json.loads(due(run_cli, "2026-04-17", "--accepted", "2026-04-20", "--json").out)
    assert set(found) == {"due", "target", "suit_from", "steps"}
    assert (found["target"], found["suit_from"]) == (None, "2026-05-02")
    assert found["steps"][-2] == "Answer by 2026-05-08 (Fri)."


@pytest.mark.parametrize("typed", ["令和8年4月20日", "R8.4.20", "２０２６年４月２０日", "20260420", "2026/4/20"])
def test_a_day_may_be_written_in_any_common_way(run_cli: Cli, typed: str) -> None:
    assert json.loads(due(run_cli, typed, "--json").out)["due"] == "2026-05-08"


def test_in_japanese(run_cli: Cli) -> None:
    ran = run_cli("--language", "ja", "due", "--office", "aucnet", "--received", "R8.4.20")
    assert ran.code == 0
    assert "2026年5月8日（金）" in ran.out
    assert "昭和の日" in ran.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("2026-04-31",), "2026-04-31 is not a day of the calendar. Check it against the paper."),
        (("tomorrow",), "Write the date like 2026-11-24, 20261124 or 令和8年11月24日."),
        (("2026-04-20", "--accepted", "2026-04-19"), "Nothing can happen before the arrival on 2026-04-20 (Mon)."),
    ],
)
def test_days_that_cannot_be(run_cli: Cli, refusal: Sentence, arguments: tuple[str, ...], told: str) -> None:
    assert refusal(due(run_cli, *arguments)) == told


def test_an_unknown_office(run_cli: Cli, refusal: Sentence) -> None:
    ran = run_cli("due", "--office", "nowhere", "--received", "2026-04-20")
    assert refusal(ran) == "There is no office procedure “nowhere”. Choose one of: aucnet."
