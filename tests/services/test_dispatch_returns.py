"""Letters that come back and leave again, the ways an office answers, and a second reader before one leaves."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.services import case_file, lists
from caseman.services.auditing import verify_file
from tests.services.course_walk import come_back
from tests.services.letter_walk import at_desk_of, compare
from tests.services.variants import COLLEAGUE, adopt, colleague
from tests.services.walking import STAFF, TODAY, TRACKING, Walk, refused

_BACK = date(2026, 11, 30)
_REQUIRED = ('dispatch = "off"', 'dispatch = "required"')
_BY_POST = 'mail_class = "simplified_registered"'


def _sent(walk: Walk) -> tuple[str, str]:
    number = walk.to(Step.LETTER)
    document = f"{number}-01"
    walk.dispatch(number, document)
    return number, document


def _letter(walk: Walk, number: str) -> tuple[date | None, date | None, date | None]:
    line = case_file.show_case(walk.desk, number).letters[0]
    return line.dispatched_on, line.returned_on, line.delivered_on


def test_a_letter_that_came_back_is_sent_again_and_delivered(walk: Walk) -> None:
    number, document = _sent(walk)
    walk.clock.set_day(_BACK)
    come_back(walk, number, document)
    view = case_file.show_case(walk.desk, number)
    assert (view.state, view.next_step) == (State.UNDELIVERED, Step.DISPATCH)
    assert _letter(walk, number) == (TODAY, _BACK, None)
    assert (view.letters[0].to_send, view.letters[0].under_way) == (True, False)
    assert str(view.history[0].label) == f"Letter {document} came back on 2026-11-30 (Mon): あて所に尋ねあたりません"
    walk.dispatch(number, document, dispatched_on=_BACK, tracking_number="998-76-54321-1")
    assert case_file.show_case(walk.desk, number).state is State.DISPATCHED
    assert _letter(walk, number) == (_BACK, None, None)
    walk.deliver(number, document, _BACK)
    assert case_file.show_case(walk.desk, number).state is State.DELIVERED
    assert _letter(walk, number) == (_BACK, None, _BACK)
    assert len(case_file.show_case(walk.desk, number).letters) == 1
    assert verify_file(walk.desk).sound


def test_both_tracking_numbers_find_the_case(walk: Walk) -> None:
    number, document = _sent(walk)
    come_back(walk, number, document)
    walk.dispatch(number, document, mail_class="registered", tracking_number="998-76-54321-1")
    for typed in (TRACKING, "998-76-54321-1"):
        lines = lists.list_cases(walk.desk, lists.CaseQuery(search=typed)).lines
        assert [line.number for line in lines] == [number]


def test_it_may_come_back_again_and_again(walk: Walk) -> None:
    number, document = _sent(walk)
    for _ in range(2):
        come_back(walk, number, document)
        told = refused(walk.desk, lambda: come_back(walk, number, document))
        assert told.code == "not-sent"
        walk.dispatch(number, document)
    assert case_file.show_case(walk.desk, number).state is State.DISPATCHED


def test_what_was_delivered_does_not_come_back(walk: Walk) -> None:
    number, document = _sent(walk)
    walk.deliver(number, document)
    assert refused(walk.desk, lambda: come_back(walk, number, document)).code == "not-now"


def test_of_two_letters_the_one_that_was_delivered_does_not_come_back(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    first = walk.letter(number, LetterKind.ACKNOWLEDGEMENT)
    walk.dispatch(number, first)
    walk.deliver(number, first)
    told = refused(walk.desk, lambda: come_back(walk, number, first))
    assert told.code == "delivered"
    assert "2026-11-24" in str(told)


def test_what_never_left_neither_arrives_nor_comes_back(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    document = f"{number}-01"
    assert refused(walk.desk, lambda: come_back(walk, number, document)).code == "not-sent"
    assert refused(walk.desk, lambda: walk.deliver(number, document)).code == "not-sent"
    told = refused(walk.desk, lambda: come_back(walk, number, f"{number}-09"))
    assert (told.code, told.field) == ("no-such-letter", "document_number")


def test_what_came_back_is_not_delivered_until_it_left_again(walk: Walk) -> None:
    number, document = _sent(walk)
    come_back(walk, number, document)
    assert refused(walk.desk, lambda: walk.deliver(number, document)).code == "not-sent"


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"returned_on": date(2026, 11, 23)}, "too-early", "returned_on"),
        ({"returned_on": date(2026, 11, 25)}, "in-future", "returned_on"),
        ({"reason": " "}, "empty", "reason"),
    ],
)
def test_a_return_that_cannot_be_is_refused(walk: Walk, changed: dict[str, object], code: str, field: str) -> None:
    number, document = _sent(walk)
    told = refused(walk.desk, lambda: come_back(walk, number, document, **changed))
    assert (told.code, told.field) == (code, field)


def test_it_does_not_leave_again_before_it_came_back(walk: Walk) -> None:
    number, document = _sent(walk)
    assert refused(walk.desk, lambda: walk.dispatch(number, document)).code == "already-sent"
    walk.clock.set_day(_BACK)
    come_back(walk, number, document)
    told = refused(walk.desk, lambda: walk.dispatch(number, document, dispatched_on=TODAY))
    assert (told.code, told.field) == ("too-early", "dispatched_on")


def test_one_of_two_letters_back_leaves_the_case_undelivered(walk: Walk) -> None:
    number = walk.case("correction", "cessation")
    walk.identity(number)
    walk.accept(number)
    for position, kind in ((1, LetterKind.CORRECTION), (2, LetterKind.CESSATION)):
        walk.decide(number, position)
        walk.dispatch(number, walk.letter(number, kind))
    walk.deliver(number, f"{number}-01")
    come_back(walk, number, f"{number}-02")
    assert case_file.show_case(walk.desk, number).state is State.UNDELIVERED
    walk.dispatch(number, f"{number}-02")
    walk.deliver(number, f"{number}-02")
    assert case_file.show_case(walk.desk, number).state is State.DELIVERED


def test_a_case_whose_letter_stays_undeliverable_is_closed_knowingly(walk: Walk) -> None:
    number, document = _sent(walk)
    come_back(walk, number, document)
    told = refused(walk.desk, lambda: walk.close(number))
    assert (told.code, told.field) == ("missing-unseen", "despite_missing")
    assert "came back" in str(told)
    walk.close(number, despite_missing=True)
    assert case_file.show_case(walk.desk, number).state is State.CLOSED


@pytest.mark.parametrize(
    ("channels", "mail", "taken"),
    [
        ('["post"]', "registered", True),
        ('["post"]', "hand", False),
        ('["post"]', "electronic", False),
        ('["hand"]', "hand", True),
        ('["hand"]', "registered", False),
        ('["hand"]', "courier", False),
        ('["email", "post"]', "electronic", True),
        ('["email", "post"]', "ordinary", True),
        ('["email"]', "hand", False),
    ],
)
def test_an_answer_leaves_only_as_the_procedure_answers(walk: Walk, channels: str, mail: str, taken: bool) -> None:
    adopt(walk.desk, (_BY_POST, f"{_BY_POST}\nchannels = {channels}"))
    number = walk.to(Step.LETTER)
    way = {"mail_class": mail, "tracking_number": TRACKING if mail in ("registered", "courier") else ""}
    if taken:
        walk.dispatch(number, f"{number}-01", **way)
        assert case_file.show_case(walk.desk, number).state is State.DISPATCHED
    else:
        told = refused(walk.desk, lambda: walk.dispatch(number, f"{number}-01", **way))
        assert (told.code, told.field) == ("way-not-taken", "mail_class")


@pytest.mark.parametrize(
    ("name", "code"), [("", "second-reader"), (STAFF, "same-reader"), ("見本 無名", "no-such-staff")]
)
def test_where_a_second_reader_is_required_one_must_have_compared(walk: Walk, name: str, code: str) -> None:
    adopt(walk.desk, _REQUIRED)
    colleague(walk.desk)
    number = walk.to(Step.LETTER)
    told = refused(walk.desk, lambda: walk.dispatch(number, f"{number}-01", checked_by=name))
    assert (told.code, told.field) == (code, "checked_by")
    told = refused(walk.desk, lambda: walk.dispatch(number, f"{number}-01", checked_by=f" {COLLEAGUE} "))
    assert told.code == "second-reader", "a name alone compares nothing"
    with at_desk_of(walk, COLLEAGUE) as second:
        compare(second, number, f"{number}-01")
    walk.dispatch(number, f"{number}-01")
    with walk.desk.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT s.name FROM dispatch d JOIN staff s ON s.id = d.checked_by"
        )
        assert found.scalar_one() == COLLEAGUE


def test_elsewhere_a_second_reader_is_welcome_and_still_somebody_else(walk: Walk) -> None:
    colleague(walk.desk)
    number = walk.to(Step.LETTER)
    assert refused(walk.desk, lambda: walk.dispatch(number, f"{number}-01", checked_by=STAFF)).code == "same-reader"
    walk.dispatch(number, f"{number}-01", checked_by=COLLEAGUE)
