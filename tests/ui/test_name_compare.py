"""Two spellings side by side: what a document shows against what the form says, letter by letter."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.widgets.name_compare import NameCompare


@pytest.mark.parametrize(
    ("written", "typed", "kind", "told"),
    [
        ("髙橋 一郎", "髙橋 一郎", "good", "Written the same."),
        ("髙橋 一郎", "高橋 一郎", "warn", "髙 ↔ 高: variant form"),
        ("見本町1-2-3", "見本町１－２－３", "warn", "The same in another way of writing:"),
        ("山田 一郎", "山田 二郎", "fault", "一 ↔ 二: different"),
    ],
)
def test_what_is_typed_is_compared_at_once(qtbot: QtBot, written: str, typed: str, kind: str, told: str) -> None:
    compare = NameCompare("Name")
    qtbot.addWidget(compare)
    compare.against(written)
    compare.typed.setText(typed)
    assert told in compare.found.text()
    assert compare.found.objectName() == kind
    compare.against(written)
    assert compare.typed.text() == ""
    assert compare.found.isHidden()
