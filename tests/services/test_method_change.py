"""Disclosed by another method than asked for: recorded with the decision, told in a letter of its own (APPI 33(3))."""

from __future__ import annotations

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.domain.methods import Method
from caseman.services import case_file, letters
from caseman.services.auditing import verify_file
from caseman.services.course_inputs import RemovalInput
from caseman.services.decisions import remove_decision
from tests.letters.paper import read
from tests.services.walking import Walk, refused

_KIND = LetterKind.METHOD_CHANGE
_METHOD = {
    "method_asked": "電子データの提供",
    "method_given": "書面の交付",
    "method_reason": "電子化に多額の費用を要するため。",
}


def _offered(walk: Walk, number: str) -> tuple[LetterKind, ...]:
    return case_file.show_case(walk.desk, number).letters_offered


def test_the_letter_tells_both_methods_and_why(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    walk.decide(number, **_METHOD)
    view = case_file.show_case(walk.desk, number)
    assert view.requests[0].method == Method(*_METHOD.values())
    assert _KIND in view.letters_offered
    document = walk.letter(number, _KIND)
    paper = read(letters.letter(walk.desk, number, document).pdf)
    assert all(paper.says(each) for each in _METHOD.values())
    assert paper.says("個人情報の保護に関する法律第33条第3項")
    assert paper.says(view.requests[0].scope)
    assert walk.letter(number, _KIND) == document, "it is not made twice"


def test_it_answers_nothing_so_the_answer_is_still_wanted(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    walk.decide(number, **_METHOD)
    document = walk.letter(number, _KIND)
    walk.dispatch(number, document)
    view = case_file.show_case(walk.desk, number)
    assert view.letters_open == (LetterKind.DISCLOSURE,)
    answer = walk.letter(number)
    walk.dispatch(number, answer)
    for each in (document, answer):
        walk.deliver(number, each)
    walk.close(number)
    assert case_file.show_case(walk.desk, number).state is State.CLOSED
    assert verify_file(walk.desk).sound


def test_without_a_change_there_is_no_such_letter(walk: Walk) -> None:
    number = walk.to(Step.DECISION)
    assert _KIND not in _offered(walk, number)
    told = refused(walk.desk, lambda: letters.preview_letter(walk.desk, number, _KIND))
    assert (told.code, told.field) == ("no-method-change", "kind")


def test_a_decision_that_is_changed_supersedes_it(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    walk.decide(number, **_METHOD)
    first = walk.letter(number, _KIND)
    walk.decide(number, **(_METHOD | {"method_given": "窓口での閲覧"}))
    second = walk.letter(number, _KIND)
    assert second != first
    assert read(letters.letter(walk.desk, number, second).pdf).says("窓口での閲覧")
    superseded = {line.document_number: line.superseded for line in case_file.show_case(walk.desk, number).letters}
    assert superseded == {first: True, second: False}
    walk.decide(number)
    assert not case_file.show_case(walk.desk, number).requests[0].method.changed
    assert _KIND not in _offered(walk, number)


def test_a_decision_taken_out_takes_its_method_along(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    walk.decide(number, **_METHOD)
    remove_decision(walk.desk, RemovalInput.read(number=number, row_id=1, reason="誤記のため。"))
    assert case_file.show_case(walk.desk, number).requests[0].method == Method()


def test_a_change_that_is_not_told_whole_is_refused(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    told = refused(walk.desk, lambda: walk.decide(number, **(_METHOD | {"method_reason": " "})))
    assert (told.code, told.field) == ("method-missing", "method_reason")
    assert case_file.show_case(walk.desk, number).requests[0].decided_on is None
