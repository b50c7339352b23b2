"""`caseman fee` and `caseman decide`: what the window records of a fee and of a decision, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from caseman.domain.lifecycle import Step
from tests.conftest import Ran
from tests.letters.paper import read
from tests.services.variants import adopt
from tests.services.walking import ARRIVED, Walk

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]
_CASE = "P-2026-0001"
_ON = ("--on", "2026-11-24")


@pytest.fixture
def fee(on_file: Cli, walk: Walk) -> Callable[..., Ran]:
    """`caseman fee office.caseman P-2026-0001 VERB …` on a case that waits for its fee."""
    walk.to(Step.IDENTITY)
    walk.desk.close()
    return lambda *arguments: on_file("fee", _CASE, *arguments)


def test_a_fee_is_asked_for_reminded_of_waived_and_due_again(fee: Callable[..., Ran], refusal: Sentence) -> None:
    assert "Note first that it was asked for" in refusal(fee("remind", *_ON))
    assert "Fee: Unpaid (due ¥5,250, paid ¥0)" in fee("ask", *_ON, "--by", "R8.12.1").out
    assert "Note a reminder" in refusal(fee("ask", *_ON))
    assert "cannot lie before" in refusal(fee("remind", *_ON, "--by", "2026-11-01"))
    assert fee("remind", *_ON, "--by", "2026-12-15").code == 0
    assert "The fee is not waived" in refusal(fee("restore", "--reason", "誤り", *_ON))
    assert "Fee: Waived" in fee("waive", "--reason", "当室の手違い", *_ON).out
    assert "The fee was waived" in refusal(fee("remind", *_ON))
    assert "Fee: Unpaid" in fee("restore", "--reason", "見直し", *_ON).out
    found = json.loads(fee("show", "--json").out)
    assert (found["state"], found["due"], found["paid"]) == ("unpaid", 5250, 0)
    assert [each["kind"] for each in found["events"]] == ["asked", "reminded", "waived", "restored"]
    assert found["events"][1]["limit_on"] == "2026-12-15"
    assert found["events"][2]["reason"] == "当室の手違い"
    shown = fee("show").out
    assert "当室の手違い" in shown
    assert "2026-12-15" in shown


def test_the_last_entry_is_taken_back_one_by_one(fee: Callable[..., Ran], refusal: Sentence) -> None:
    assert "Nothing was noted yet" in refusal(fee("take-back", "--reason", "誤記"))
    fee("ask", *_ON)
    fee("waive", "--reason", "手違い", *_ON)
    assert "Fee: Unpaid" in fee("take-back", "--reason", "誤記").out
    assert fee("take-back", "--reason", "誤記").code == 0
    assert json.loads(fee("show", "--json").out)["events"] == []


def test_a_fee_is_paid_and_given_back(fee: Callable[..., Ran], refusal: Sentence) -> None:
    assert "Fee: Paid short" in fee("pay", "5,000", "--on", str(ARRIVED), "--receipt", "--matched", "2026-11-24").out
    assert "Fee: Overpaid (due ¥5,250, paid ¥5,350)" in fee("pay", "350", "--on", str(ARRIVED), "--receipt").out
    refused = refusal(fee("refund", "9,999", "--means", "stamps", "--reason", "過納", *_ON))
    assert "5,350" in refused
    assert "paid ¥5,250" in fee("refund", "100", "--means", "stamps", "--reason", "過納", *_ON).out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ask", "--on", "2026-13-01"), "not a day"),
        (("ask", "--on", "2026-11-01"), "before"),
        (("waive", "--reason", " "), "Fill in this field"),
        (("pay", "abc"), "amount"),
        (("estimate", "500"), "estimate"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    fee: Callable[..., Ran], refusal: Sentence, arguments: tuple[str, ...], told: str
) -> None:
    assert told in refusal(fee(*arguments))


def test_no_fee_is_asked_for_a_correction(on_file: Cli, walk: Walk, refusal: Sentence) -> None:
    number = walk.case("correction")
    walk.desk.close()
    assert "No fee is due" in refusal(on_file("fee", number, "ask", *_ON))


def test_an_estimated_fee_is_set(on_file: Cli, walk: Walk) -> None:
    adopt(walk.desk, ('per = "form"', 'per = "estimated"'))
    number = walk.case()
    walk.desk.close()
    assert "still to be estimated" in on_file("fee", number, "show").out
    assert "due ¥1,200" in on_file("fee", number, "estimate", "1,200").out
    assert json.loads(on_file("fee", number, "show", "--json").out)["estimates_open"] == []


def test_a_decision_with_another_method_is_recorded_and_told(
    on_file: Cli, walk: Walk, tmp_path: Path, refusal: Sentence
) -> None:
    number = walk.to(Step.DATE)
    walk.desk.close()
    given = ("--details", "会員登録情報", "--method-given", "書面の交付")
    assert "why the method asked for is difficult" in refusal(
        on_file("decide", number, "grant", *given, "--method-asked", "電子データの提供")
    )
    more = ("--method-asked", "電子データの提供", "--method-reason", "多額の費用を要するため。")
    ran = on_file("decide", number, "grant", *given, *more, *_ON)
    assert "Request 1 is decided: Granted" in ran.out
    assert "書面の交付 instead of 電子データの提供" in ran.out
    letter = tmp_path / "method.pdf"
    assert on_file("letter", number, "method_change", "--out", letter).code == 0
    paper = read(letter.read_bytes())
    assert all(paper.says(told) for told in ("電子データの提供", "書面の交付", "多額の費用を要するため。"))


def test_a_refusal_needs_its_ground_and_reason(on_file: Cli, walk: Walk, refusal: Sentence) -> None:
    number = walk.to(Step.DATE)
    walk.desk.close()
    assert "reason" in refusal(on_file("decide", number, "refuse", "--ground", "rights"))
    ran = on_file("decide", number, "refuse", "--ground", "rights", "--reason", "第三者の権利を害するため。", *_ON)
    assert "Request 1 is decided: Refused" in ran.out
    shown = json.loads(on_file("show", number, "--json").out)["requests"][0]
    assert (shown["outcome"], shown["ground"], shown["decided_on"]) == ("refuse", "rights", str(date(2026, 11, 24)))
    other = on_file("decide", number, "refuse", "--request", "9", "--ground", "rights", "--reason", "見本")
    assert "no request number 9" in refusal(other)
