"""Sheets of labels are settings with names: what ships, what an office writes itself, what is told as wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseman.domain.label_sheets import LabelSheet
from caseman.domain.letter_form import Paper
from caseman.errors import InputError
from caseman.offices.checker import check
from caseman.offices.label_sheets import find_label_sheet, label_sheet_settings, sheet_of, shipped_label_sheets
from caseman.offices.loader import parse_procedure
from caseman.offices.sourced import OFFICE_SETTING
from caseman.offices.summary import topics
from caseman.text import Language, say
from tests.offices.sample import OFFICE, changed

_OWN = """[[label_sheets]]
source = "office setting"
name = "a4-12"
title = { ja = "当室のラベル", en = "Ours" }
paper = "a4"
columns = 3
rows = 6
width = 60.0
height = 45.0
left = 12.5
top = 13.5
pitch_across = 62.5
pitch_down = 45.0
"""
_SHEET = LabelSheet("x", Paper.A4, 3, 6, 60.0, 45.0, 12.5, 13.5, 62.5, 45.0)


def _with(letters: str, own: str = "") -> str:
    rules = f'[letters]\nsource = "office setting"\naddresses = "labels"\n{letters}\n{own}[retention]'
    return changed(("[retention]", rules))


def test_what_ships_can_be_used_and_says_that_it_is_a_setting() -> None:
    names = [setting.name for setting in shipped_label_sheets()]
    assert names == ["a4-12", "a4-24", "a4-10", "letter-10", "letter-30"]
    for setting in shipped_label_sheets():
        setting.sheet.check()
        assert OFFICE_SETTING in setting.source
        assert setting.name.startswith(setting.paper.value)


def test_labels_stand_along_the_rows_by_their_pitch() -> None:
    first, second, fourth = _SHEET.place(0), _SHEET.place(1), _SHEET.place(3)
    assert (first.x, first.y) == (12.5, 13.5)
    assert (second.x, second.y) == (75.0, 13.5)
    assert (fourth.x, fourth.y) == (12.5, 58.5)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"columns": 10, "rows": 11}, "more than 100"),
        ({"width": 30.0}, "too small"),
        ({"height": 19.0}, "too small"),
        ({"pitch_across": 59.0}, "lie on one another"),
        ({"pitch_down": 0.0}, "lie on one another"),
        ({"left": 30.0}, "over the edge"),
        ({"rows": 7}, "over the edge"),
        ({"paper": Paper.LETTER, "top": 25.0}, "over the edge"),
    ],
)
def test_measures_that_no_sheet_has_are_refused(changes: dict[str, object], why: str) -> None:
    with pytest.raises(InputError) as refused:
        replace(_SHEET, **changes).check()  # type: ignore[arg-type]
    assert why in str(refused.value)
    assert refused.value.code == "labels-impossible"


def test_one_label_alone_needs_no_pitch() -> None:
    replace(_SHEET, columns=1, rows=1, pitch_across=0.0, pitch_down=0.0).check()


@pytest.mark.parametrize("first", [0, -1, 19, 999])
def test_a_label_that_the_sheet_has_not_is_refused(first: int) -> None:
    with pytest.raises(InputError) as refused:
        _SHEET.check_first(first)
    assert (refused.value.code, refused.value.field) == ("no-such-label", "first_label")


def test_the_offices_own_sheet_comes_before_one_of_the_same_name() -> None:
    procedure = parse_procedure(_with("", _OWN))
    assert sheet_of(procedure.letters, procedure.label_sheets).columns == 3
    assert len(label_sheet_settings(procedure.label_sheets)) == len(shipped_label_sheets())


def test_without_a_name_it_is_the_usual_one_for_the_paper() -> None:
    assert sheet_of(parse_procedure(OFFICE).letters, ()).name == "a4-12"
    assert sheet_of(parse_procedure(_with('paper = "letter"')).letters, ()).name == "letter-10"
    assert sheet_of(parse_procedure(_with('label_sheet = "a4-24"')).letters, ()).name == "a4-24"


@pytest.mark.parametrize(
    ("letters", "own", "key", "code"),
    [
        ('label_sheet = "a4-99"', "", "letters.label_sheet", "no-such-sheet"),
        ("", _OWN.replace("width = 60.0", "width = 70.0"), "label_sheets.0.name", "labels-impossible"),
        ('label_sheet = "a4-12"', _OWN.replace("rows = 6", "rows = 9"), "label_sheets.0.name", "labels-impossible"),
        ("", _OWN.replace("rows = 6", "rows = 0"), "label_sheets.0.rows", "out-of-range"),
        ("", _OWN.replace("top = 13.5", 'top = "x"'), "label_sheets.0.top", "wrong-type"),
        ("", _OWN.replace("columns = 3", "coloumns = 3"), "label_sheets.0.coloumns", "unknown-key"),
    ],
)
def test_what_cannot_be_used_is_told_where_it_stands(letters: str, own: str, key: str, code: str) -> None:
    found = check(_with(letters, own))
    assert (key, code) in [(finding.key, finding.code) for finding in found]


def test_a_name_that_is_none_is_answered_with_those_that_are() -> None:
    with pytest.raises(InputError) as refused:
        find_label_sheet("a3")
    assert "a4-12" in str(refused.value)


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("", ["The address stands on labels.", "Label sheet: Ours"]),
        ('label_sheet = "letter-30"', ["Label sheet: Letter, 30 labels (2 5/8 × 1 in)"]),
    ],
)
def test_the_summary_tells_how_the_address_is_written(rules: str, told: list[str]) -> None:
    lines = [say(text, Language.EN) for _, lines in topics(parse_procedure(_with(rules, _OWN))) for text, _ in lines]
    assert set(told) <= set(lines)


def test_through_the_window_no_label_sheet_is_told() -> None:
    lines = [say(text, Language.EN) for _, lines in topics(parse_procedure(OFFICE)) for text, _ in lines]
    assert "The address stands through the window." in lines
    assert not any("Label sheet" in line for line in lines)
