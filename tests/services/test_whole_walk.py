"""One envelope from the post to the closed case, and what the file says after each step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from caseman.domain.lifecycle import State, Step
from caseman.services import case_file, letters, lists
from caseman.services.auditing import verify_file
from caseman.text import Language
from tests.services.walking import STAFF, TODAY, Walk


def _entries(walk: Walk) -> int:
    return int(walk.desk.anchor().split("-")[0])


@pytest.mark.parametrize(
    ("last", "state", "following"),
    [
        (Step.CASE, State.RECEIVED, Step.IDENTITY),
        (Step.IDENTITY, State.AWAITING_FEE, Step.FEE),
        (Step.FEE, State.READY, Step.DATE),
        (Step.DATE, State.ACCEPTED, Step.DECISION),
        (Step.DECISION, State.DECIDED, Step.LETTER),
        (Step.LETTER, State.DECIDED, Step.DISPATCH),
        (Step.DISPATCH, State.DELIVERED, Step.CLOSE),
        (Step.CLOSE, State.CLOSED, None),
    ],
)
def test_after_each_step_the_case_stands_where_it_should(
    walk: Walk, last: Step, state: State, following: Step | None
) -> None:
    view = case_file.show_case(walk.desk, walk.to(last))
    assert (view.state, view.next_step) == (state, following)
    order = list(Step)
    assert [step.step for step in view.steps] == order
    assert [step.step for step in view.steps if step.done] == order[: order.index(last) + 1]
    assert [step.step for step in view.steps if step.current] == ([following] if following else [])
    line = lists.list_cases(walk.desk, lists.CaseQuery()).lines[0]
    assert (line.state, line.next_step, line.due_on) == (state, following, view.due_on)


def test_the_trail_grows_by_exactly_one_entry_for_each_call(walk: Walk) -> None:
    envelope = walk.envelope()
    assert _entries(walk) == 2
    number = walk.case(envelope=envelope)
    calls: list[tuple[Callable[[], object], str]] = [
        (lambda: walk.identity(number), "identity_checked"),
        (lambda: walk.payment(number), "payment_recorded"),
        (lambda: walk.accept(number), "case_accepted"),
        (lambda: walk.decide(number), "request_decided"),
        (lambda: walk.letter(number), "letter_made"),
        (lambda: letters.note_output(walk.desk, number, "P-2026-0001-01", "printed"), "letter_printed"),
        (lambda: walk.dispatch(number, "P-2026-0001-01"), "letter_dispatched"),
        (lambda: walk.deliver(number, "P-2026-0001-01"), "letter_delivered"),
        (lambda: walk.close(number), "case_closed"),
    ]
    for count, (call, action) in enumerate(calls, start=4):
        call()
        assert _entries(walk) == count
        latest = lists.list_trail(walk.desk, limit=1)[0]
        assert (latest.entry, latest.action, latest.staff, latest.case_number) == (count, action, STAFF, number)
    history = case_file.show_case(walk.desk, number).history
    assert [line.action for line in reversed(history)] == [
        "envelope_logged",
        "case_opened",
        *(action for _, action in calls),
    ]
    assert verify_file(walk.desk).sound


def test_the_history_is_told_in_words(walk: Walk) -> None:
    walk.to(Step.CLOSE)
    told = [line.label.say(Language.EN) for line in reversed(lists.list_trail(walk.desk))]
    assert told == [
        "The office file was made from the procedure “aucnet”.",
        "An envelope was logged; it arrived on 2026-11-20 (Fri). Scans: 1.",
        "The case was opened: Disclosure. Answer by 2026-12-07 (Mon).",
        "Principal: Driver's licence: Confirmed.",
        "A payment of ¥5,250 of 2026-11-18 (Wed) was recorded.",
        "The request was accepted on 2026-11-24 (Tue). Answer by 2026-12-08 (Tue).",
        "Request 1 (Disclosure) was decided: Granted.",
        "Letter P-2026-0001-01 was made: Notice of disclosure.",
        "Letter P-2026-0001-01 left on 2026-11-24 (Tue) by Simplified registered mail.",
        "Letter P-2026-0001-01 was delivered on 2026-11-24 (Tue).",
        "The case was closed on 2026-11-24 (Tue).",
    ]


def test_no_name_or_address_stands_in_the_trail(walk: Walk) -> None:
    walk.to(Step.CLOSE)
    with walk.desk.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT details FROM audit").all()
    told = " ".join(row[0] for row in rows)
    for secret in ("髙橋", "タカハシ", "ﾀｶﾊｼ", "見本町", "000-0001", "SAMPLE", "example.jp"):
        assert secret not in told


def test_a_closed_case_shows_everything_that_was_recorded(walk: Walk) -> None:
    view = case_file.show_case(walk.desk, walk.to(Step.CLOSE))
    assert view.principal.name == "髙橋 一郎"
    assert view.principal.birth_date == date(1980, 5, 6)
    assert view.agent is None
    assert (view.fee_due.minor, view.fee_paid.minor) == (5250, 5250)
    assert [(check.checked_by, check.checked_on) for check in view.checks] == [(STAFF, TODAY)]
    assert [(r.article, r.decided_by, r.decided_on) for r in view.requests] == [("33(1)", STAFF, TODAY)]
    assert [(x.document_number, x.dispatched_on, x.delivered_on) for x in view.letters] == [
        ("P-2026-0001-01", TODAY, TODAY)
    ]
    assert view.retain_until == date(2029, 11, 24)
    assert (view.missing_essential, view.missing_other) == ((), ())
    assert view.due_on == date(2026, 12, 8)
    assert view.suit_from == date(2026, 12, 5)
    assert view.envelope.case_numbers == (view.number,)


@pytest.mark.parametrize(
    "typed", ["P-2026-0001", "p-2026-0001", " P-2026-0001 ", "Ｐ－２０２６－０００１", "ｐ－２０２６－０００１"]
)
def test_a_case_number_is_taken_as_it_is_meant(walk: Walk, typed: str) -> None:
    walk.case()
    assert case_file.show_case(walk.desk, typed).number == "P-2026-0001"


def test_what_is_saved_is_there_after_reopening(walk: Walk, open_desk: Callable[..., object]) -> None:
    number = walk.to(Step.CLOSE)
    before = case_file.show_case(walk.desk, number)
    path = walk.desk.file.path
    walk.desk.close()
    reopened = Walk(open_desk(path), walk.clock)  # type: ignore[arg-type]
    assert case_file.show_case(reopened.desk, number) == before
