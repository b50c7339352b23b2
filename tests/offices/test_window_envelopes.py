"""Window envelopes are settings with names: what ships, what an office writes itself, what is told as wrong."""

from __future__ import annotations

import pytest

from caseman.domain.letter_form import NAGA3, NO10, DateStyle, LetterForm, Paper
from caseman.errors import InputError
from caseman.offices.checker import check
from caseman.offices.loader import load_office, office_names, parse_procedure
from caseman.offices.sourced import OFFICE_SETTING
from caseman.offices.summary import topics
from caseman.offices.window_envelopes import envelope_settings, find_envelope, letter_form, shipped_envelopes
from caseman.text import Language, say
from tests.offices.sample import OFFICE, changed

_OWN = """[[window_envelopes]]
source = "office setting"
name = "naga3"
title = { ja = "当室の封筒", en = "Ours" }
paper = "a4"
x = 18.0
y = 15.0
width = 90.0
height = 45.0
"""
_LETTERS = '[letters]\nsource = "office setting"\n'


def _with(letters: str, own: str = "") -> str:
    return changed(("[retention]", f"{_LETTERS}{letters}\n{own}[retention]"))


def test_what_ships_can_be_used_and_says_that_it_is_a_setting() -> None:
    assert {"naga3", "dl", "c5-6", "no10"} == {setting.name for setting in shipped_envelopes()}
    for setting in shipped_envelopes():
        setting.envelope.check()
        assert OFFICE_SETTING in setting.source
    assert find_envelope("naga3") == NAGA3
    assert find_envelope("no10") == NO10


@pytest.mark.parametrize("code", office_names())
def test_every_procedure_that_ships_has_letters_on_a4_with_its_usual_envelope(code: str) -> None:
    assert letter_form(load_office(code)) == LetterForm()


def test_an_office_sets_paper_dates_seal_and_envelope() -> None:
    text = _with('paper = "letter"\ndates = "western"\nseal = "none"\nenvelope = "no10"')
    assert letter_form(parse_procedure(text)) == LetterForm(Paper.LETTER, DateStyle.WESTERN, False, NO10)
    assert letter_form(parse_procedure(_with('paper = "letter"'))).envelope == NO10
    assert letter_form(parse_procedure(OFFICE)) == LetterForm()


def test_the_offices_own_envelope_comes_before_one_of_the_same_name() -> None:
    procedure = parse_procedure(_with('envelope = "naga3"', _OWN))
    assert letter_form(procedure).envelope.width == 90.0
    assert len(envelope_settings(procedure.window_envelopes)) == 4


@pytest.mark.parametrize(
    ("letters", "own", "key", "code"),
    [
        ('envelope = "naga9"', "", "letters.envelope", "no-such-envelope"),
        ('paper = "letter"\nenvelope = "naga3"', "", "letters.envelope", "envelope-for-other-paper"),
        ("", _OWN.replace("width = 90.0", "width = 20.0"), "window_envelopes.0.name", "window-impossible"),
        ('envelope = "naga3"', _OWN.replace("y = 15.0", "y = 90.0"), "window_envelopes.0.name", "window-impossible"),
    ],
)
def test_what_cannot_be_used_is_told_where_it_stands(letters: str, own: str, key: str, code: str) -> None:
    found = check(_with(letters, own))
    assert [(finding.key, finding.code) for finding in found] == [(key, code)]


def test_a_paper_that_is_none_hides_nothing_else() -> None:
    assert [finding.key for finding in check(_with('paper = "a5"\nenvelope = "no10"'))] == ["letters.paper"]


def test_a_name_that_is_none_is_answered_with_those_that_are() -> None:
    with pytest.raises(InputError) as refused:
        find_envelope("c4")
    assert "naga3" in str(refused.value)


def test_the_summary_tells_the_form_of_letters() -> None:
    procedure = parse_procedure(_with('dates = "western"\nenvelope = "naga3"', _OWN))
    told = [say(text, Language.EN) for _, lines in topics(procedure) for text, _ in lines]
    assert "Letters are printed on A4." in told
    assert "Days are written by the western year (2026年)." in told
    assert "Window envelope: Ours" in told
