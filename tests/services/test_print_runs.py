"""Letters printed in one pass: numbered, stopped and gone on with, given their numbers, and sent together."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.lifecycle import State, Step
from caseman.domain.print_plan import RunState
from caseman.errors import InputErrors
from caseman.services import case_file, letter_list, letters, print_runs, run_printing, run_views
from caseman.services.auditing import verify_file
from caseman.services.letter_inputs import RunEndInput, RunLetterInput, RunSentInput
from caseman.services.run_printing import PrintingChoice
from tests.letters.paper import read
from tests.services.letter_walk import at_desk_of, begin, compare, made_run, print_whole, spoil, stop, track
from tests.services.variants import COLLEAGUE, adopt, colleague
from tests.services.walking import TODAY, TRACKING, Walk, raw, refused, trail_of

_OTHER = "998-76-54321-1"
_RUN = "R-2026-001"
_REQUIRED = ('dispatch = "off"', 'dispatch = "required"')


def _two(walk: Walk) -> list[str]:
    return [f"{walk.to(Step.LETTER)}-01" for _ in range(2)]


def _state(walk: Walk, run: str = _RUN) -> RunState:
    return run_views.show_run(walk.desk, run).line.state


def _send(walk: Walk, day: date = TODAY, run: str = _RUN) -> None:
    print_runs.send_run(walk.desk, RunSentInput.read(run=run, dispatched_on=day))


def test_two_letters_go_from_the_list_of_those_that_wait_to_the_post(walk: Walk) -> None:
    documents = _two(walk)
    assert [x.document_number for x in letter_list.waiting_letters(walk.desk)] == documents
    assert made_run(walk, *documents) == _RUN
    track(walk, _RUN, f"{TRACKING}\n{_OTHER}")
    papers = print_whole(walk, _RUN)
    assert [x.document_number for x in papers.documents] == [*documents, "", ""]
    for document, made in zip(documents, papers.documents, strict=False):
        assert made.pdf == letters.letter(walk.desk, document[:-3], document).pdf
    assert _state(walk) is RunState.PRINTED
    _send(walk)
    assert _state(walk) is RunState.SENT
    lines = letter_list.list_letters(walk.desk)
    assert [(x.dispatched_on, x.tracking_number) for x in reversed(lines)] == [(TODAY, TRACKING), (TODAY, _OTHER)]
    assert not letter_list.waiting_letters(walk.desk)
    view = case_file.show_case(walk.desk, documents[0][:-3])
    assert view.state is State.DISPATCHED
    assert [x.action for x in view.history[:3]] == ["letter_dispatched", "letter_printed", "letter_made"]
    assert verify_file(walk.desk).sound


def test_runs_are_numbered_anew_each_year_and_a_cancelled_one_keeps_its_number(walk: Walk) -> None:
    documents = _two(walk)
    made_run(walk, documents[0])
    print_runs.cancel_run(walk.desk, RunEndInput.read(run="r-2026-001", reason="用紙切れ"))
    assert made_run(walk, *documents) == "R-2026-002"
    print_runs.cancel_run(walk.desk, RunEndInput.read(run="R-2026-002", reason="用紙切れ"))
    walk.clock.set_day(date(2027, 1, 5))
    assert made_run(walk, *documents) == "R-2027-001"
    assert [line.number for line in run_views.list_runs(walk.desk)] == ["R-2027-001", "R-2026-002", _RUN]
    told = refused(walk.desk, lambda: begin(walk, _RUN))
    assert (told.code, str(told)) == ("run-ended", "Print run R-2026-001 is cancelled.")


@pytest.mark.parametrize("what", ["none", "unknown", "twice", "in another run", "superseded", "sent", "mail class"])
def test_what_cannot_be_printed_is_named_and_no_run_is_made(walk: Walk, what: str) -> None:
    documents = _two(walk)
    wanted, more, told = list(documents), {}, documents[0]
    match what:
        case "none":
            wanted, told = [], "Choose the letters"
        case "unknown":
            wanted.append("P-2026-9999-01")
            told = "P-2026-9999-01: There is no letter"
        case "twice":
            wanted.append(documents[0])
        case "in another run":
            made_run(walk, documents[0])
            told = f"{documents[0]}: It is in print run {_RUN} already."
        case "superseded":
            walk.refuse(documents[0][:-3], ground="rights", reason="権利を害するおそれがあるため。")
        case "sent":
            walk.dispatch(documents[0][:-3], documents[0])
        case "mail class":
            more, told = {"mail_class": "hand"}, "does not answer this way"
    failed = refused(walk.desk, lambda: made_run(walk, *wanted, **more))
    assert told in str(failed)


def test_a_jam_is_survived_and_the_run_goes_on_at_its_sheet(walk: Walk) -> None:
    documents = _two(walk)
    made_run(walk, *documents)
    total = len(begin(walk, _RUN).sheets(duplex=False))
    run_printing.note_progress(walk.desk, _RUN, 1)
    assert _state(walk) is RunState.PRINTING, "as a lock in the middle leaves it"
    assert run_views.show_run(walk.desk, _RUN).next_sheet == 2
    begin(walk, _RUN, first=2)
    stop(walk, _RUN, 2, "紙詰まり")
    spoil(walk, _RUN, 2, "折れ")
    view = run_views.show_run(walk.desk, _RUN)
    assert (view.line.state, view.next_sheet, view.complete) == (RunState.PAUSED, 2, False)
    assert [(event.kind, event.sheet, event.reason) for event in view.events] == [
        ("resumed", 2, ""),
        ("paused", 2, "紙詰まり"),
        ("spoilt", 2, "折れ"),
    ]
    assert refused(walk.desk, lambda: _send(walk)).code == "not-printed"
    begin(walk, _RUN, first=2)
    run_printing.finish_printing(walk.desk, _RUN, total)
    assert _state(walk) is RunState.PRINTED


def test_one_sheet_alone_is_printed_again_after_the_whole(walk: Walk) -> None:
    documents = _two(walk)
    made_run(walk, *documents)
    print_whole(walk, _RUN)
    printed = letter_list.list_letters(walk.desk)
    begin(walk, _RUN, first=2, last=2)
    run_printing.finish_printing(walk.desk, _RUN, 2)
    assert _state(walk) is RunState.PRINTED
    assert letter_list.list_letters(walk.desk) == printed
    begin(walk, _RUN, first=1, last=1)
    stop(walk, _RUN, 1, "見本")
    assert _state(walk) is RunState.PRINTED, "it was whole before"


def test_a_part_alone_is_not_the_whole(walk: Walk) -> None:
    made_run(walk, *_two(walk))
    begin(walk, _RUN, last=1)
    run_printing.finish_printing(walk.desk, _RUN, 1)
    view = run_views.show_run(walk.desk, _RUN)
    assert (view.line.state, view.next_sheet) == (RunState.PAUSED, 2)


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({"first": 99}, "no-such-sheet", "first"),
        ({"first": 2, "last": 1}, "no-such-sheet", "last"),
        ({"last": 99}, "no-such-sheet", "last"),
        ({"first": 2, "duplex": True}, "other-sides", "duplex"),
        ({"first": 0}, "greater_than_equal", "first"),
    ],
)
def test_a_sheet_that_is_not_there_is_refused(walk: Walk, asked: dict[str, object], code: str, field: str) -> None:
    made_run(walk, *_two(walk))
    told = refused(walk.desk, lambda: begin(walk, _RUN, **asked))
    assert (told.code, told.field) == (code, field)


def test_what_changed_since_is_not_printed(walk: Walk) -> None:
    documents = _two(walk)
    made_run(walk, *documents)
    walk.refuse(documents[0][:-3], ground="rights", reason="権利を害するおそれがあるため。")
    told = refused(walk.desk, lambda: begin(walk, _RUN))
    assert told.code == "run-letter"
    assert documents[0] in str(told)
    assert run_views.show_run(walk.desk, _RUN).letters[0].fault is not None
    print_runs.take_out_of_run(walk.desk, RunLetterInput.read(run=_RUN, document_number=documents[0]))
    begin(walk, _RUN)
    last = RunLetterInput.read(run=_RUN, document_number=documents[1])
    assert refused(walk.desk, lambda: print_runs.take_out_of_run(walk.desk, last)).code == "last-letter"
    gone = RunLetterInput.read(run=_RUN, document_number=documents[0])
    assert refused(walk.desk, lambda: print_runs.take_out_of_run(walk.desk, gone)).code == "not-in-run"


def test_nothing_of_a_block_with_a_fault_is_taken(walk: Walk) -> None:
    documents = _two(walk)
    made_run(walk, *documents)
    for block in (f"{TRACKING}\n123-45-67890-4", TRACKING, f"{TRACKING}\n{TRACKING}", "x" * 200_000):
        assert refused(walk.desk, lambda block=block: track(walk, _RUN, block)).field == "block"
    assert [x.tracking_number for x in run_views.show_run(walk.desk, _RUN).letters] == ["", ""]


def test_a_number_that_another_letter_has_is_refused(walk: Walk) -> None:
    documents = _two(walk)
    walk.dispatch(documents[0][:-3], documents[0])
    third = f"{walk.to(Step.LETTER)}-01"
    made_run(walk, documents[1])
    told = refused(walk.desk, lambda: track(walk, _RUN, TRACKING))
    assert (told.code, documents[0] in str(told)) == ("tracking-used", True)
    track(walk, _RUN, _OTHER)
    made_run(walk, third)
    told = refused(walk.desk, lambda: track(walk, "R-2026-002", _OTHER))
    assert documents[1] in str(told)


def test_all_leave_or_none_and_each_fault_is_told(walk: Walk) -> None:
    adopt(walk.desk, _REQUIRED)
    colleague(walk.desk)
    documents = _two(walk)
    made_run(walk, *documents)
    print_whole(walk, _RUN)
    with at_desk_of(walk, COLLEAGUE) as second:
        compare(second, documents[0][:-3], documents[0])
    told = refused(walk.desk, lambda: _send(walk))
    assert isinstance(told, InputErrors)
    assert [str(fault).split(":")[0] for fault in told.faults] == documents, "one lacks its number, one is not compared"
    track(walk, _RUN, f"{TRACKING}\n{_OTHER}")
    told = refused(walk.desk, lambda: _send(walk))
    assert isinstance(told, InputErrors)
    assert [fault.code for fault in told.faults] == ["second-reader"]
    with at_desk_of(walk, COLLEAGUE) as second:
        compare(second, documents[1][:-3], documents[1])
    assert refused(walk.desk, lambda: _send(walk, date(2026, 12, 1))).field == "dispatched_on"
    _send(walk)


def test_the_lists_name_every_item(walk: Walk) -> None:
    documents = _two(walk)
    made_run(walk, *documents)
    track(walk, _RUN, f"{TRACKING}\n{_OTHER}")
    papers = run_printing.run_papers(walk.desk, _RUN)
    enclosures, acceptance = (read(each.pdf) for each in papers.documents[-2:])
    assert all(enclosures.says(document) for document in documents)
    for text in (
        "書留・特定記録郵便物等差出票",
        "株式会社オークネット",
        "髙橋 一郎　様",
        TRACKING,
        _OTHER,
        "簡易書留　2通",
    ):
        assert acceptance.says(text), text


def test_ordinary_mail_needs_no_acceptance_list_and_no_numbers(walk: Walk) -> None:
    documents = _two(walk)
    made_run(walk, *documents, mail_class="ordinary")
    assert len(print_whole(walk, _RUN).documents) == 3
    track(walk, _RUN, "")
    _send(walk)


def test_how_the_office_prints_is_kept_by_name(walk: Walk) -> None:
    assert run_printing.printing_choice(walk.desk) == PrintingChoice()
    kept = PrintingChoice("見本プリンター 2F", duplex=True, tray="手差し")
    run_printing.remember_printing(walk.desk, kept)
    assert run_printing.printing_choice(walk.desk) == kept
    before = len(trail_of(walk.desk))
    run_printing.remember_printing(walk.desk, kept)
    assert len(trail_of(walk.desk)) == before, "the same choice again is no change"
    assert trail_of(walk.desk)[-1] == ("printing_chosen", {"printer": kept.printer, "duplex": True, "tray": "手差し"})
    for broken in ("[", "[]", "null"):
        raw(walk.desk, "UPDATE setting SET value = :value WHERE key = 'printing'", value=broken)
        assert run_printing.printing_choice(walk.desk) == PrintingChoice()


def test_a_run_that_is_not_there_is_refused(walk: Walk) -> None:
    assert refused(walk.desk, lambda: begin(walk, "R-2026-999")).code == "no-such-run"
    documents = _two(walk)
    made_run(walk, *documents)
    assert refused(walk.desk, lambda: stop(walk, _RUN, 1, "見本")).code == "not-printing"
    assert refused(walk.desk, lambda: spoil(walk, _RUN, 99, "見本")).code == "no-such-sheet"
