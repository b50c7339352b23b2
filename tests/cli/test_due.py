"""`caseman due`: Aucnet's ten business days with Japan's holidays, counted by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.offices.loader import office_names, office_toml
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


_BEFORE = (
    "2026-04-19 (Sun) lies before the arrival on 2026-04-20 (Mon): nothing can happen until then. Check both days."
)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("2026-04-31",), "2026-04-31 is not a day of the calendar. Check it against the paper."),
        (("tomorrow",), "Write the date like 2026-11-24, 20261124 or 令和8年11月24日."),
        (("2026-04-20", "--accepted", "2026-04-19"), _BEFORE),
        (("2026-04-20", "--pause", "2026-04-19:"), _BEFORE),
        (("2026-04-20", "--extend", "1", "--told", "2026-04-19"), _BEFORE),
        (
            ("1900-01-01",),
            "The holidays of “JP” are known from 1949 to 2099, and 1900-01-01 (Mon) lies outside. Check the year.",
        ),
        (
            ("2026-04-20", "--pause", "2026-04-21"),
            (
                "Write a pause like 2026-11-05:2026-11-15. While the correction is awaited leave out the second day, "
                "not the colon."
            ),
        ),
        (
            ("2026-04-20", "--pause", "2026-04-22:2026-04-21"),
            (
                "The correction cannot have come on 2026-04-21 (Tue), before it was asked for on 2026-04-22 (Wed). "
                "Check both days."
            ),
        ),
        (
            ("2026-04-20", "--pause", "2026-04-22:2026-04-24", "--pause", "2026-04-23:2026-04-27"),
            (
                "The pause from 2026-04-23 (Thu) to 2026-04-27 (Mon) overlaps the one from 2026-04-22 (Wed) to "
                "2026-04-24 (Fri). Check the days."
            ),
        ),
        (
            ("2026-04-20", "--extend", "11"),
            (
                "The extension told on 2026-04-20 (Mon) is 11 business days; the procedure allows at most "
                "10 business days. Shorten it."
            ),
        ),
        (("2026-04-20", "--extend", "-1"), "An extension must be at least one business day."),
        (
            ("2026-04-20", "--extend", "3", "--extend", "2", "--told", "2026-05-01"),
            "Extensions that the procedure allows: 1. The one told on 2026-05-01 (Fri) is beyond that.",
        ),
        (
            ("2026-04-20", "--extend", "3", "--told", "2026-05-09"),
            (
                "The extension told on 2026-05-09 (Sat) comes too late: the period had ended on 2026-05-08 (Fri), and "
                "an extension must be told by then."
            ),
        ),
        (
            ("2026-04-20", "--told", "2026-05-01"),
            "Each --told belongs to an --extend. Add the extension, or take the day out.",
        ),
        (("2026-04-20", "--extend", "some"), "Write the extension as a whole number, like 10."),
        (("2026-04-20", "--closed", "soon"), "Write the date like 2026-11-24, 20261124 or 令和8年11月24日."),
        (("2026-04-20", "--holiday", "=Day"), "Write the date like 2026-11-24, 20261124 or 令和8年11月24日."),
    ],
)
def test_days_that_cannot_be(run_cli: Cli, refusal: Sentence, arguments: tuple[str, ...], told: str) -> None:
    assert refusal(due(run_cli, *arguments)) == told


def test_an_unknown_office(run_cli: Cli, refusal: Sentence) -> None:
    ran = run_cli("due", "--office", "nowhere", "--received", "2026-04-20")
    assert refusal(ran) == f"There is no office procedure “nowhere”. Choose one of: {', '.join(office_names())}."


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        # Aucnet's clock is reset: 7 8, 11 12 13 14 15, 18 19 20 after the cure on 6 May
        (("--pause", "2026-04-22:2026-05-06"), "2026-05-20"),
        (("--pause", "令和８年４月２２日：Ｒ８．５．６"), "2026-05-20"),
        (("--pause", "2026-04-22:2026-04-24", "--pause", "2026-04-27:2026-05-06"), "2026-05-20"),
        (("--pause", "2026-04-27:2026-05-06", "--pause", "2026-04-22:2026-04-24"), "2026-05-20"),
        (("--pause", "2026-04-22:"), "2026-05-08"),
        (("--pause", "2026-04-22："), "2026-05-08"),
        # 11 12 13 14 15 after 8 May
        (("--extend", "5"), "2026-05-15"),
        (("--extend", "5", "--told", "R8.5.8"), "2026-05-15"),
        (("--extend", "５", "--told", "2026-05-08"), "2026-05-15"),
        # 30 April and 1 May are taken out: 11 and 12 May come in
        (("--closed", "2026-04-30", "--closed", "R8.5.1"), "2026-05-12"),
        (("--holiday", "2026-04-30", "--holiday", "2026-05-01=Founder's Day"), "2026-05-12"),
        (("--holiday", "2026-05-08＝創立記念日"), "2026-05-11"),
    ],
)
def test_what_may_happen_on_the_way(run_cli: Cli, more: tuple[str, ...], expected: str) -> None:
    ran = due(run_cli, "2026-04-20", *more, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["due"] == expected


def test_added_days_are_told_with_their_reason(run_cli: Cli) -> None:
    more = ("--closed", "2026-06-03", "--holiday", "2026-06-04", "--holiday", "2026-06-08=Founder's Day")
    told = due(run_cli, "2026-06-01", *more).out.splitlines()
    assert "2026-06-03 (Wed) is not counted: closed by the office." in told
    assert "2026-06-04 (Thu) is not counted: public holiday, as entered." in told
    assert "2026-06-08 (Mon) is not counted: public holiday, Founder's Day." in told
    assert "Answer by 2026-06-18 (Thu)." in told


def test_an_extension_counts_as_told_on_arrival_unless_its_day_is_given(run_cli: Cli) -> None:
    assert (
        "Extended by 3 business days, as told on 2026-04-20 (Mon)."
        in due(run_cli, "2026-04-20", "--extend", "3").out.splitlines()
    )
    assert "told on the day of arrival" in " ".join(run_cli("due", "--help").out.split())


def test_a_procedure_in_a_file_of_one_s_own(run_cli: Cli, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(office_toml("aucnet").replace("amount = 10\nunit", "amount = 3\nunit"), encoding="utf-8")
    ran = run_cli("due", "--office", own, "--received", "2026-06-01", "--json")
    assert (ran.code, json.loads(ran.out)["due"]) == (0, "2026-06-04")


def test_a_procedure_that_is_no_text_is_refused(run_cli: Cli, refusal: Sentence, tmp_path: Path) -> None:
    broken = tmp_path / "own.toml"
    broken.write_bytes(b"\xff\xfe\x00")
    ran = run_cli("due", "--office", broken, "--received", "2026-06-01")
    assert refusal(ran) == "The procedure “own.toml” cannot be read as text (UTF-8). Check the file."
