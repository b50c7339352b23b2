"""Defects as lines of text: written by the program with an arrow, typed by people in whatever way."""

from __future__ import annotations

import pytest

from caseman.domain.defects import Defect, defect_line, read_defects
from caseman.text import Language, T


@pytest.mark.parametrize("arrow", [" → ", "→", "　→　", " -> ", "->", "⇒", " =>"])
def test_a_cure_stands_behind_an_arrow_however_it_is_typed(arrow: str) -> None:
    typed = f"印影が不鮮明です。{arrow}鮮明なものをお送りください。"
    assert read_defects(typed) == (("印影が不鮮明です。", "鮮明なものをお送りください。"),)


def test_lines_without_a_cure_and_blank_ones() -> None:
    assert read_defects("印影が不鮮明です。\n\n → 宛名のない補正\n日付がありません。") == (
        ("印影が不鮮明です。", ""),
        ("日付がありません。", ""),
    )


def test_what_is_written_is_read_back() -> None:
    defect = Defect(T("The seal cannot be read."), T("Please send it again."))
    assert read_defects(defect_line(defect, Language.EN)) == (("The seal cannot be read.", "Please send it again."),)
