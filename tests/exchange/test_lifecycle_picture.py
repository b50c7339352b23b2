"""The picture in the help is the one that the table of transitions draws."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from importlib.resources import files

import pytest

from caseman.domain.lifecycle import State
from caseman.domain.transitions import TRANSITIONS
from caseman.exchange.lifecycle_picture import draw
from caseman.text import Language

_SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("language", Language)
def test_the_kept_picture_is_drawn_from_the_table(language: Language) -> None:
    kept = files("resources") / "help" / language.value / "lifecycle.svg"
    assert kept.read_text(encoding="utf-8") == draw(language), "python packaging/lifecycle_picture.py draws it anew"


@pytest.mark.parametrize("language", Language)
def test_it_names_every_state_and_step_and_marks_every_allowed_one(language: Language) -> None:
    root = ET.fromstring(draw(language))
    told = [element.text for element in root.iter(f"{_SVG}text")]
    for state in State:
        assert told.count(state.label.say(language)) == 2  # in the way above, and over its column
    for row in TRANSITIONS:
        assert row.action.label.say(language) in told
    assert len(list(root.iter(f"{_SVG}circle"))) == sum(len(row.allowed) for row in TRANSITIONS)
