"""The last thing that was done is taken back: the case stands as it stood before, and the trail keeps both."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from caseman.domain.actions import Action
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.domain.roles import Role
from caseman.services import events, letters, links, notes, undo
from caseman.services.complaints import report_complaint
from caseman.services.course_inputs import ExtensionInput, LinkInput, NoteInput, ReportInput
from caseman.services.extensions import extend
from caseman.services.fee_asking import restore_fee
from caseman.services.fee_inputs import RefundInput, WaiverInput
from caseman.services.fees import refund
from tests.services.course_walk import answer, ask_correction, ask_fee, ask_holder, come_back, cure, event, waive_fee
from tests.services.undoing import bare, done_and_taken_back, shown, take_back
from tests.services.walking import TODAY, Walk, refused, trail_of

# What the long walk below does not pass; every pair of action and state is walked in tests/torture.
_BESIDE = {
    Action.DECIDE: State.OBJECTED,
    Action.DELIVER: State.CLOSED,
    Action.WITHDRAW: State.DECIDED,
    Action.DEEM_WITHDRAWN: State.AWAITING_CORRECTION,
    Action.CLOSE: State.WITHDRAWN,
    Action.REOPEN: State.CLOSED,
    Action.AMEND: State.RECEIVED,
}


@pytest.mark.parametrize(("action", "state"), _BESIDE.items(), ids=lambda each: each.value)
def test_after_it_is_taken_back_the_case_stands_as_before(walk: Walk, action: Action, state: State) -> None:
    assert done_and_taken_back(walk, action, state)


def _long_walk(walk: Walk, number: str) -> Iterator[None]:
    """Everything that can be done to one case, one thing after the other."""
    document, reply = f"{number}-01", f"{number}-02"
    every: tuple[Callable[[], object], ...] = (
        lambda: ask_correction(walk, number),
        lambda: cure(walk, number, papers=("id_copy",)),
        lambda: walk.identity(number),
        lambda: ask_fee(walk, number),
        lambda: waive_fee(walk, number),
        lambda: restore_fee(walk.desk, WaiverInput.read(number=number, waived_on=TODAY, reason="誤り")),
        lambda: walk.payment(number),
        lambda: refund(walk.desk, RefundInput.read(number=number, amount="250", refunded_on=TODAY, reason="過納")),
        lambda: walk.payment(number, amount="250", matched_on=None),
        lambda: walk.accept(number),
        lambda: extend(walk.desk, ExtensionInput.read(number=number, noticed_on=TODAY, amount=5, reason="量が多い。")),
        lambda: ask_holder(walk, number),
        lambda: answer(walk, number, shown(walk, number).course.searches[-1].task_id),
        lambda: report_complaint(walk.desk, ReportInput.read(number=number, reported_on=TODAY, reported_to="代表")),
        lambda: event(walk, number, events.hold),
        lambda: event(walk, number, events.release),
        lambda: walk.decide(number, 1),
        lambda: walk.decide(number, 2),
        lambda: walk.letter(number),
        lambda: walk.letter(number, LetterKind.COMPLAINT_REPLY),
        lambda: walk.dispatch(number, document),
        lambda: walk.dispatch(number, reply),
        lambda: come_back(walk, number, reply),
        lambda: walk.dispatch(number, reply),
        lambda: walk.deliver(number, document),
        lambda: event(walk, number, events.object_to),
        lambda: event(walk, number, events.settle_objection),
        lambda: walk.close(number, despite_missing=True, note="以上。"),
    )
    for act in every:
        act()
        yield


def test_step_by_step_to_the_end_and_back_to_the_opening(walk: Walk) -> None:
    number = walk.case("disclosure", "complaint")
    stood = [bare(shown(walk, number))]
    stood.extend(bare(shown(walk, number)) for _ in _long_walk(walk, number))
    assert stood.pop().state is State.CLOSED
    while stood:
        take_back(walk, number)
        assert bare(shown(walk, number)) == stood.pop()
    last = shown(walk, number).last_action
    assert last is not None
    assert str(last.why_not).startswith("The opening of a case is not taken back.")
    assert refused(walk.desk, lambda: take_back(walk, number)).code == "cannot-undo"


def test_what_was_done_again_is_taken_back_again(walk: Walk) -> None:
    number = walk.to(Step.IDENTITY)
    before = shown(walk, number)
    for _ in range(3):
        walk.payment(number)
        take_back(walk, number)
    after = shown(walk, number)
    assert bare(after) == bare(before)
    assert after.last_action == before.last_action


def test_not_when_something_else_happened_since(walk: Walk) -> None:
    number = walk.to(Step.IDENTITY)
    last = shown(walk, number).last_action
    assert last is not None
    walk.payment(number)
    assert refused(walk.desk, lambda: take_back(walk, number, last.entry)).code == "not-last"


def test_who_only_read_or_printed_a_sheet_did_nothing(walk: Walk) -> None:
    number = walk.to(Step.FEE)
    last = shown(walk, number).last_action
    letters.preview_letter(walk.desk, number, LetterKind.ACKNOWLEDGEMENT)
    assert undo.last_action(walk.desk, number) == last


def test_a_letter_that_was_printed_is_not_called_back(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    letters.note_output(walk.desk, number, f"{number}-01", "printed")
    last = shown(walk, number).last_action
    assert last is not None
    assert "paper is not called back" in str(last.why_not)
    assert refused(walk.desk, lambda: take_back(walk, number)).code == "cannot-undo"


def test_a_letter_that_was_taken_back_is_made_again_under_another_number(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    take_back(walk, number)
    view = shown(walk, number)
    assert (view.next_step, view.letters_open) == (Step.LETTER, (LetterKind.DISCLOSURE,))
    assert walk.letter(number) == f"{number}-02"
    assert shown(walk, number).next_step is Step.DISPATCH
    last = shown(walk, number).last_action
    assert last is not None
    assert not last.undoable, "it took the place of another version"


def test_a_decision_that_took_the_place_of_another_stays(walk: Walk) -> None:
    number = walk.to(Step.DECISION)
    walk.decide(number, details="会員台帳のみ")
    told = refused(walk.desk, lambda: take_back(walk, number))
    assert "took the place of another entry" in str(told)


def test_the_note_of_a_closing_goes_with_it(walk: Walk) -> None:
    number = walk.to(Step.DISPATCH)
    before = shown(walk, number)
    walk.close(number, note="写しは返却済み。")
    assert shown(walk, number).remarks == "写しは返却済み。"
    take_back(walk, number)
    assert bare(shown(walk, number)) == bare(before)


def test_a_link_and_a_note(walk: Walk) -> None:
    number, other = walk.case(), walk.case()
    links.link_cases(walk.desk, LinkInput.read(number=number, other=other, why="同じ封筒"))
    notes.write_note(walk.desk, NoteInput.read(number=number, text="電話があった。"))
    take_back(walk, number)
    (note,) = shown(walk, number).notes
    assert (note.text, note.struck_by, note.struck_why) == ("電話があった。", note.written_by, "取り消しました。")
    take_back(walk, number)
    assert shown(walk, number).course.links == ()


def test_the_fee_that_was_asked_for_and_the_correction(walk: Walk) -> None:
    number = walk.to(Step.IDENTITY)
    before = shown(walk, number)
    ask_fee(walk, number)
    walk.letter(number, LetterKind.FEE_NOTICE)
    for _ in range(2):
        take_back(walk, number)
    assert bare(shown(walk, number)) == bare(before)
    number = walk.case()
    before = shown(walk, number)
    ask_correction(walk, number)
    walk.letter(number, LetterKind.DEFICIENCY)
    take_back(walk, number)
    (correction,) = shown(walk, number).corrections
    assert not correction.told_by_letter
    take_back(walk, number)
    assert bare(shown(walk, number)) == bare(before)


def test_whose_roles_do_not_permit_it_is_told_so(walk: Walk) -> None:
    number = walk.to(Step.FEE)
    event(walk, number, events.hold)
    with walk.desk.work(None) as work:
        work.staff.roles = "reception"
        work.session.add(work.staff)
        work.note("roles_changed", name=walk.desk.staff_name, roles=[Role.RECEPTION])
    walk.desk.read_roles_again()
    last = undo.last_action(walk.desk, number)
    assert last is not None
    assert "Hold for litigation" in str(last.why_not)
    assert refused(walk.desk, lambda: take_back(walk, number)).code == "cannot-undo"


def test_the_trail_says_which_entry_was_taken_back(walk: Walk) -> None:
    number = walk.to(Step.FEE)
    last = shown(walk, number).last_action
    assert last is not None
    take_back(walk, number)
    action, told = trail_of(walk.desk)[-1]
    assert (action, told["undoes"], told["reason"]) == ("payment_removed", last.entry, "取り消しました。")
