"""Decisions on the requests of a case, and what a changed decision does to its letter."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.services import case_file, letters
from tests.services.walking import Walk, refused


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"position": 2}, "no-such-request", "position"),
        ({"details": ""}, "details-missing", "details"),
        ({"outcome": "refuse"}, "ground-missing", "ground"),
        ({"outcome": "refuse", "ground": ""}, "ground-missing", "ground"),
        ({"outcome": "refuse", "ground": "not_untrue", "reason": "r"}, "ground-other-type", "ground"),
        ({"outcome": "refuse", "ground": "rights", "reason": " \n"}, "reason-missing", "reason"),
        ({"outcome": "part", "ground": "rights", "reason": "r", "details": ""}, "details-missing", "details"),
        ({"outcome": "no_data", "details": ""}, "scope-missing", "details"),
        ({"outcome": "perhaps"}, "enum", "outcome"),
        ({"decided_on": date(2026, 11, 23)}, "too-early", "decided_on"),
        ({"decided_on": date(2026, 11, 25)}, "in-future", "decided_on"),
        ({"reason": "x" * 10_001}, "too-long", "reason"),
    ],
)
def test_a_ruling_that_cannot_be_is_refused(walk: Walk, changed: dict[str, object], code: str, field: str) -> None:
    number = walk.to(Step.DATE)
    told = refused(walk.desk, lambda: walk.decide(number, **changed))  # type: ignore[arg-type]
    assert (told.code, told.field) == (code, field)


@pytest.mark.parametrize("missing", ["before", "after"])
def test_a_correction_tells_what_stood_there_before_and_after(walk: Walk, missing: str) -> None:
    number = walk.case("correction")
    walk.identity(number)
    walk.accept(number)
    told = refused(walk.desk, lambda: walk.decide(number, **{missing: " "}))  # type: ignore[arg-type]
    assert (told.code, told.field) == ("before-after-missing", missing)
    walk.decide(number)
    assert case_file.show_case(walk.desk, number).letters_wanted == (LetterKind.CORRECTION,)


@pytest.mark.parametrize("outcome", ["grant", "part", "no_data"])
def test_before_acceptance_a_request_can_only_be_refused(walk: Walk, outcome: str) -> None:
    number = walk.to(Step.IDENTITY)
    told = refused(walk.desk, lambda: walk.decide(number, outcome=outcome, ground="rights", reason="r"))
    assert (told.code, told.field) == ("not-accepted", "outcome")
    walk.refuse(number)
    view = case_file.show_case(walk.desk, number)
    assert (view.state, view.next_step) == (State.DECIDED, Step.LETTER)
    assert view.letters_wanted == (LetterKind.NON_DISCLOSURE,)


def test_a_refusal_before_acceptance_is_answered_and_closed(walk: Walk) -> None:
    number = walk.case()
    walk.identity(number, result="not_confirmed", name_agrees=False)
    walk.refuse(number)
    document = walk.letter(number, LetterKind.NON_DISCLOSURE)
    walk.dispatch(number, document)
    walk.deliver(number, document)
    walk.close(number)
    view = case_file.show_case(walk.desk, number)
    assert (view.state, view.accepted_on) == (State.CLOSED, None)
    assert (view.requests[0].ground, view.requests[0].outcome) == (Ground.IDENTITY, Outcome.REFUSE)


def test_every_request_is_decided_by_itself(walk: Walk) -> None:
    number = walk.case("disclosure", "correction", "cessation")
    walk.identity(number)
    walk.payment(number)
    walk.accept(number)
    walk.decide(number, 1)
    walk.refuse(number, 2, ground="not_untrue", reason="契約書のとおりでした。")
    assert case_file.show_case(walk.desk, number).state is State.ACCEPTED
    walk.decide(number, 3)
    view = case_file.show_case(walk.desk, number)
    assert view.state is State.DECIDED
    assert view.letters_wanted == (LetterKind.DISCLOSURE, LetterKind.CORRECTION_REFUSAL, LetterKind.CESSATION)


def test_deciding_again_supersedes_the_letter(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    walk.refuse(number, ground="rights", reason="第三者の権利を害するおそれがあるため。")
    view = case_file.show_case(walk.desk, number)
    assert [(x.document_number, x.superseded) for x in view.letters] == [("P-2026-0001-01", True)]
    assert view.next_step is Step.LETTER
    told = refused(walk.desk, lambda: walk.dispatch(number, "P-2026-0001-01"))
    assert told.code == "superseded"
    assert walk.letter(number, LetterKind.NON_DISCLOSURE) == "P-2026-0001-02"
    assert refused(walk.desk, lambda: walk.letter(number)).code == "no-such-decision"
    assert letters.letter(walk.desk, number, "P-2026-0001-01").kind is LetterKind.DISCLOSURE


def test_granting_after_a_refusal_takes_ground_and_reason_back(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    walk.refuse(number, ground="rights", reason="r")
    walk.decide(number, ground="rights", reason="r")
    request = case_file.show_case(walk.desk, number).requests[0]
    assert (request.outcome, request.ground, request.reason) == (Outcome.GRANT, None, "")


def test_a_decision_stands_once_its_letter_has_left(walk: Walk) -> None:
    number = walk.to(Step.DISPATCH)
    assert refused(walk.desk, lambda: walk.refuse(number)).code == "already-sent"


def test_an_answer_sent_first_does_not_keep_the_other_request_from_its_decision(walk: Walk) -> None:
    number = walk.case("disclosure", "correction")
    walk.identity(number)
    walk.payment(number)
    walk.accept(number)
    walk.decide(number, 1)
    first = walk.letter(number, LetterKind.DISCLOSURE)
    walk.dispatch(number, first)
    walk.decide(number, 2)
    view = case_file.show_case(walk.desk, number)
    assert [(x.document_number, x.superseded) for x in view.letters] == [(first, False)]
    assert view.next_step is Step.LETTER
    second = walk.letter(number, LetterKind.CORRECTION)
    walk.dispatch(number, second)
    assert case_file.show_case(walk.desk, number).state is State.DISPATCHED
    for position in (1, 2):
        told = refused(walk.desk, lambda position=position: walk.refuse(number, position))
        assert told.code == "already-sent"


def test_deciding_one_request_leaves_the_letter_of_another(walk: Walk) -> None:
    number = walk.case("correction", "cessation")
    walk.identity(number)
    walk.accept(number)
    walk.decide(number, 1)
    walk.decide(number, 2)
    kept = walk.letter(number, LetterKind.CORRECTION)
    walk.letter(number, LetterKind.CESSATION)
    walk.refuse(number, 2, ground="legal_retention", reason="税法により保存するため。")
    assert {x.document_number: x.superseded for x in case_file.show_case(walk.desk, number).letters} == {
        kept: False,
        "P-2026-0001-02": True,
    }


def test_a_second_answer_of_the_same_kind_gets_a_letter_that_tells_both(walk: Walk) -> None:
    number = walk.case("correction", "correction")
    walk.identity(number)
    walk.accept(number)
    walk.decide(number, 1)
    first = walk.letter(number, LetterKind.CORRECTION)
    walk.decide(number, 2)
    second = walk.letter(number, LetterKind.CORRECTION)
    assert second != first
    assert [x.superseded for x in case_file.show_case(walk.desk, number).letters] == [False, True]
