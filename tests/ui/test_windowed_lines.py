"""The table of very many lines: it obeys Qt, reads what is in sight, and shows what a full reading would show."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.lines import Column
from ui.widgets.windowed import STRETCH, WindowedLines, runs_of

_COLUMNS = [Column("Key", str), Column("Twice", lambda line: str(2 * line), colour=lambda _line: "#b3261e")]


class Reader:
    """Answers what a model asks for, when it is told to: as the database thread does."""

    def __init__(self, model: WindowedLines) -> None:
        self.model, self.asked = model, list[tuple[int, int, Any]]()
        self.read = 0
        model.wants.connect(lambda reading, first, keys: self.asked.append((reading, first, keys)))

    def answer(self) -> bool:
        """Bring one stretch; whether one was asked for."""
        self.model._ask()  # as its timer does when the event loop runs
        if not self.asked:
            return False
        reading, first, keys = self.asked.pop(0)
        self.read += len(keys)
        self.model.take(reading, first, {key: key for key in keys})
        return True


def _keys(*keys: int) -> array[int]:
    return array("I", keys)


def _look(model: WindowedLines, first: int, count: int = 20) -> list[str]:
    rows = range(max(0, first), min(first + count, model.rowCount()))
    return [model.data(model.index(row, 0)) for row in rows]


def test_the_model_obeys_qt(qtmodeltester: ModelTester) -> None:
    model = WindowedLines(_COLUMNS)
    reader = Reader(model)
    qtmodeltester.check(model)
    model.show_list(array("I", range(250)), {key: key for key in range(200)})
    model.show_again(array("I", [*range(100), 999, *range(120, 260)]))
    while reader.answer():
        pass
    model.show_again(_keys(7))
    model.show_list(_keys(), {})
    model.show_list(array("I", range(150)), {})
    qtmodeltester.check(model)


def test_only_what_is_in_sight_is_read(qtbot: QtBot) -> None:
    del qtbot
    model = WindowedLines(_COLUMNS)
    reader = Reader(model)
    model.show_list(array("I", range(100_000)), {})
    assert model.rowCount() == 100_000, "the scroll bar spans all of them"
    assert _look(model, 61_234) == ["…"] * 20
    assert model.data(model.index(61_234, 0), Qt.ItemDataRole.ForegroundRole) == QColor(theme.tokens().quiet)
    while reader.answer():
        pass
    assert _look(model, 61_234) == [str(row) for row in range(61_234, 61_254)]
    assert model.data(model.index(61_234, 1), Qt.ItemDataRole.ForegroundRole).name() == "#b3261e"
    assert reader.read == STRETCH
    assert model.data(QModelIndex()) is None
    assert model.line(100_000) is None


def test_who_scrolls_on_waits_for_what_is_in_sight_alone(qtbot: QtBot) -> None:
    """Drawing the scroll bar passes by thousands of stretches: few of them are asked for, the latest first."""
    del qtbot
    model = WindowedLines(_COLUMNS)
    reader = Reader(model)
    model.show_list(array("I", range(100_000)), {})
    for first in range(0, 90_000, 700):
        _look(model, first)
    assert reader.answer()
    assert model.line(89_600) == 89_600
    while reader.answer():
        pass
    assert reader.read <= 5 * STRETCH


def test_far_stretches_are_forgotten(qtbot: QtBot) -> None:
    del qtbot
    model = WindowedLines(_COLUMNS)
    reader = Reader(model)
    model.show_list(array("I", range(100_000)), {})
    for first in range(0, 20_000, STRETCH):
        _look(model, first)
        assert reader.answer()
    assert len(model.lines) <= 40 * STRETCH
    assert _look(model, 0) == ["…"] * 20


def test_lines_of_a_list_that_is_shown_no_more_are_dropped(qtbot: QtBot) -> None:
    del qtbot
    model = WindowedLines(_COLUMNS)
    reader = Reader(model)
    model.show_list(array("I", range(50)), {})
    _look(model, 0)
    model._ask()
    (late,) = reader.asked
    model.show_list(array("I", range(100, 150)), {})
    model.take(late[0], late[1], {key: key for key in late[2]})
    assert model.line(0) is None
    reader.asked.clear()
    assert reader.answer()
    assert model.line(0) == 100


def test_what_could_not_be_read_is_asked_for_again(qtbot: QtBot) -> None:
    del qtbot
    model = WindowedLines(_COLUMNS)
    reader = Reader(model)
    model.show_list(array("I", range(50)), {})
    _look(model, 0)
    model._ask()
    reader.asked.clear()
    model.not_taken()
    assert not reader.answer()
    _look(model, 0)
    assert reader.answer()


def test_a_case_that_is_gone_leaves_a_quiet_row(qtbot: QtBot) -> None:
    del qtbot
    model = WindowedLines(_COLUMNS)
    model.show_list(_keys(1, 2, 3), {})
    model.take(model.reading, 0, {1: 1, 3: 3})
    assert _look(model, 0) == ["1", "…", "3"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.data())
def test_jumping_about_shows_what_a_full_reading_shows(qtbot: QtBot, data: st.DataObject) -> None:
    """Whatever is looked at, answered and changed in between: a row shows its own line, or that it is not read yet."""
    del qtbot
    model = WindowedLines(_COLUMNS)
    reader = Reader(model)
    keys = list(range(data.draw(st.integers(0, 1200))))
    model.show_list(array("I", keys), {key: key for key in keys[: data.draw(st.sampled_from([0, 50, 200]))]})
    for _ in range(data.draw(st.integers(1, 15))):
        match data.draw(st.sampled_from(["look", "look", "answer", "change", "other"])):
            case "look":
                first = data.draw(st.integers(0, max(0, len(keys) - 1)))
                shown = _look(model, first)
                wanted = [str(key) for key in keys[first : first + 20]]
                assert [seen in (key, "…") for seen, key in zip(shown, wanted, strict=True)] == [True] * len(shown)
            case "answer":
                reader.answer()
            case "change":
                at, until = sorted(data.draw(st.tuples(st.integers(0, len(keys)), st.integers(0, len(keys)))))
                come = [10_000 + key for key in range(data.draw(st.integers(0, 30)))]
                keys = [key for key in keys[:at] if key < 10_000] + come + [key for key in keys[until:] if key < 10_000]
                model.show_again(array("I", keys))
                assert model.rowCount() == len(keys)
            case _:
                keys = keys[::-1]
                model.show_list(array("I", keys), {})
        assert list(model.keys) == keys
        assert len(model._read) <= 40
    for first in range(0, len(keys), STRETCH):
        _look(model, first)
        while reader.answer():
            pass
        assert _look(model, first) == [str(key) for key in keys[first : first + 20]]


@pytest.mark.parametrize(
    ("rows", "runs"),
    [([], []), ([0], [(0, 0)]), ([0, 1, 2], [(0, 2)]), ([3, 4, 8, 10, 11], [(3, 4), (8, 8), (10, 11)])],
)
def test_rows_that_follow_one_another_are_one_run(rows: list[int], runs: list[tuple[int, int]]) -> None:
    assert list(runs_of(rows)) == runs
