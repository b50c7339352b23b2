"""Decisions item by item: each with its outcome and ground, and together the outcome of the request."""

from __future__ import annotations

import pytest

from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.errors import InputErrors
from caseman.services import case_file
from caseman.services.course_views import ItemView
from tests.services.walking import Walk, refused

_GRANTED = {"item": "会員台帳", "outcome": "grant"}
_REFUSED = {"item": "通話録音", "outcome": "refuse", "ground": "rights", "reason": "相手の権利を害するため。"}
_ABSENT = {"item": "購入履歴", "outcome": "no_data"}
_PART = {"item": "対応記録", "outcome": "part", "ground": "business", "reason": "業務に著しい支障があるため。"}


def _items(walk: Walk, number: str, position: int = 1) -> tuple[ItemView, ...]:
    return case_file.show_case(walk.desk, number).requests[position - 1].items


def _decide(walk: Walk, number: str, outcome: str, *items: dict[str, str]) -> None:
    walk.decide(number, outcome=outcome, details="", before="", after="", items=items)


@pytest.mark.parametrize(
    ("items", "outcome", "letter"),
    [
        ((_GRANTED,), "grant", LetterKind.DISCLOSURE),
        ((_REFUSED,), "refuse", LetterKind.NON_DISCLOSURE),
        ((_ABSENT,), "no_data", LetterKind.NO_DATA),
        ((_PART,), "part", LetterKind.DISCLOSURE),
        ((_GRANTED, _REFUSED), "part", LetterKind.DISCLOSURE),
        ((_GRANTED, _ABSENT), "grant", LetterKind.DISCLOSURE),
        ((_REFUSED, _ABSENT), "refuse", LetterKind.NON_DISCLOSURE),
        ((_PART, _REFUSED, _ABSENT), "part", LetterKind.DISCLOSURE),
    ],
)
def test_the_items_amount_to_one_outcome_and_no_other_is_taken(
    walk: Walk, items: tuple[dict[str, str], ...], outcome: str, letter: LetterKind
) -> None:
    number = walk.to(Step.DATE)
    for other in {"grant", "part", "refuse", "no_data"} - {outcome}:
        told = refused(walk.desk, lambda other=other: _decide(walk, number, other, *items))  # type: ignore[misc]
        faults = told.faults if isinstance(told, InputErrors) else (told,)
        assert ("items-say-other", "outcome") in [(fault.code, fault.field) for fault in faults]
    _decide(walk, number, outcome, *items)
    view = case_file.show_case(walk.desk, number)
    assert (view.requests[0].outcome, view.letters_wanted) == (Outcome(outcome), (letter,))
    assert [item.item for item in view.requests[0].items] == [item["item"] for item in items]
    walk.letter(number, letter)


def test_grounds_and_reasons_are_kept_for_each_item_and_told_together(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    _decide(walk, number, "part", _GRANTED, _REFUSED, _PART, _ABSENT)
    request = case_file.show_case(walk.desk, number).requests[0]
    assert request.items == (
        ItemView("会員台帳", Outcome.GRANT, None, "", "", ""),
        ItemView("通話録音", Outcome.REFUSE, Ground.RIGHTS, "相手の権利を害するため。", "", ""),
        ItemView("対応記録", Outcome.PART, Ground.BUSINESS, "業務に著しい支障があるため。", "", ""),
        ItemView("購入履歴", Outcome.NO_DATA, None, "", "", ""),
    )
    assert request.ground is Ground.RIGHTS
    assert request.reason == "通話録音: 相手の権利を害するため。\n対応記録: 業務に著しい支障があるため。"
    assert "会員台帳" in request.details
    assert "通話録音" not in request.details


def test_each_corrected_entry_tells_what_stood_there_before_and_after(walk: Walk) -> None:
    number = walk.case("correction")
    walk.identity(number)
    walk.accept(number)
    items = (
        {"item": "住所", "outcome": "grant", "before": "見本町1", "after": "見本町2"},
        {"item": "電話", "outcome": "grant", "before": "03-0000-0001", "after": "03-0000-0002"},
        {"item": "氏名", "outcome": "refuse", "ground": "not_untrue", "reason": "届出のとおりでした。"},
    )
    for missing in ("before", "after"):
        lacking = (items[0], items[1] | {missing: " "}, items[2])
        told = refused(walk.desk, lambda lacking=lacking: _decide(walk, number, "part", *lacking))  # type: ignore[misc]
        assert (told.code, told.field) == ("before-after-missing", f"items.1.{missing}")
    _decide(walk, number, "part", *items)
    request = case_file.show_case(walk.desk, number).requests[0]
    assert [(item.before, item.after) for item in request.items] == [
        ("見本町1", "見本町2"),
        ("03-0000-0001", "03-0000-0002"),
        ("", ""),
    ]
    assert request.before == "住所: 見本町1\n電話: 03-0000-0001"
    assert request.after == "住所: 見本町2\n電話: 03-0000-0002"
    walk.letter(number, LetterKind.CORRECTION)


@pytest.mark.parametrize(
    ("item", "code", "field"),
    [
        (_REFUSED | {"ground": ""}, "ground-missing", "items.1.ground"),
        (_REFUSED | {"ground": "not_untrue"}, "ground-other-type", "items.1.ground"),
        (_REFUSED | {"reason": " \n"}, "reason-missing", "items.1.reason"),
        (_REFUSED | {"item": " "}, "empty", "items.1.item"),
        (_REFUSED | {"outcome": "perhaps"}, "enum", "items.1.outcome"),
    ],
)
def test_an_item_that_cannot_be_is_refused_beside_its_field(
    walk: Walk, item: dict[str, str], code: str, field: str
) -> None:
    number = walk.to(Step.DATE)
    told = refused(walk.desk, lambda: _decide(walk, number, "part", _GRANTED, item))
    faults = told.faults if isinstance(told, InputErrors) else (told,)
    assert (code, field) in [(fault.code, fault.field) for fault in faults]


def test_deciding_again_replaces_the_items(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    _decide(walk, number, "part", _GRANTED, _REFUSED)
    _decide(walk, number, "no_data", _ABSENT)
    assert _items(walk, number) == (ItemView("購入履歴", Outcome.NO_DATA, None, "", "", ""),)
    walk.decide(number)
    assert _items(walk, number) == ()


def test_each_request_has_its_own_items(walk: Walk) -> None:
    number = walk.case("disclosure", "correction")
    walk.identity(number)
    walk.payment(number)
    walk.accept(number)
    _decide(walk, number, "part", _GRANTED, _REFUSED)
    assert (len(_items(walk, number, 1)), _items(walk, number, 2)) == (2, ())
