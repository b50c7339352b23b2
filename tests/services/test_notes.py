"""Notes on a case: in free words, by whom and when; struck out they stay readable; the trail has none of the words."""

from __future__ import annotations

import pytest

from caseman.domain.lifecycle import Step
from caseman.services import case_file, notes
from caseman.services.course_inputs import NoteInput, StrikeInput
from caseman.services.notes import NoteView
from tests.services.walking import STAFF, Walk, refused, snapshot, trail_of


def _write(walk: Walk, number: str, text: str) -> None:
    notes.write_note(walk.desk, NoteInput.read(number=number, text=text))


def _strike(walk: Walk, number: str, note: int, reason: str = "") -> None:
    notes.strike_note(walk.desk, StrikeInput.read(number=number, note=note, reason=reason))


def _notes(walk: Walk, number: str) -> tuple[NoteView, ...]:
    return case_file.show_case(walk.desk, number).notes


def test_they_stand_in_the_order_they_were_written_by_whom_and_when(walk: Walk) -> None:
    number, other = walk.case(), walk.case()
    _write(walk, number, "本人から電話。\n折り返しは午後。")
    _write(walk, other, "別件。")
    _write(walk, number, "Called back.")
    first, second = _notes(walk, number)
    assert (first.note, first.text, first.written_by) == (1, "本人から電話。\n折り返しは午後。", STAFF)
    assert (second.note, second.text) == (2, "Called back.")
    assert first.written_at < second.written_at


def test_one_that_is_struck_out_stays_readable(walk: Walk) -> None:
    number = walk.case()
    _write(walk, number, "間違い。")
    _write(walk, number, "正しい。")
    _strike(walk, number, 1, "別の件")
    first, second = _notes(walk, number)
    assert (first.text, first.struck_by, first.struck_why) == ("間違い。", STAFF, "別の件")
    assert first.struck_at is not None
    assert (second.note, second.struck_at) == (2, None)
    assert refused(walk.desk, lambda: _strike(walk, number, 1)).code == "struck-already"
    assert refused(walk.desk, lambda: _strike(walk, number, 3)).code == "no-such-note"
    assert refused(walk.desk, lambda: _strike(walk, number, -1)).code == "no-such-note"


def test_the_trail_tells_that_one_was_written_and_not_what(walk: Walk) -> None:
    number = walk.case()
    _write(walk, number, "秘密の言葉。")
    _strike(walk, number, 1, "秘密の理由")
    assert [entry for entry in trail_of(walk.desk) if entry[0].startswith("note_")] == [
        ("note_written", {"position": 1}),
        ("note_struck", {"position": 1}),
    ]
    held = snapshot(walk.desk)
    elsewhere = [name for name, rows in held.items() if name != "case_note" and "秘密" in str(rows)]
    assert elsewhere == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一行目\r\n二行目", "一行目\n二行目"),
        ("a\x00b\x07c\u202ed", "abcd"),
        ("  tab\tbed  ", "tab bed"),
        ("<b>plain</b> {name}", "<b>plain</b> {name}"),
    ],
)
def test_what_was_pasted_is_cleaned(walk: Walk, typed: str, kept: str) -> None:
    number = walk.case()
    _write(walk, number, typed)
    assert _notes(walk, number)[0].text == kept


@pytest.mark.parametrize(("typed", "code"), [(" \n\t", "empty"), ("あ" * 10_001, "too-long"), ("", "empty")])
def test_an_empty_one_and_a_boundless_one_are_refused(walk: Walk, typed: str, code: str) -> None:
    number = walk.case()
    told = refused(walk.desk, lambda: _write(walk, number, typed))
    (fault,) = told.faults  # type: ignore[attr-defined]
    assert (fault.code, fault.field) == (code, "text")


def test_a_closed_case_takes_notes_too(walk: Walk) -> None:
    number = walk.to(Step.CLOSE)
    _write(walk, number, "後日の連絡。")
    assert len(_notes(walk, number)) == 1
