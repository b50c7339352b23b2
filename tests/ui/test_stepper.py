"""The steps say who and when, what comes next, what waits; arrow keys move in them; text gives way to no room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from caseman.domain.lifecycle import Step
from caseman.services.case_steps import StepView
from caseman.text import Language, T
from ui import i18n
from ui.pages.case.halves import Halves
from ui.widgets.elided import ElidedButton, ElidedLabel
from ui.widgets.stepper import Stepper

_NAME = "見本 花子"
_STEPS = tuple(
    StepView(
        step,
        step is Step.IDENTITY,
        date(2026, 11, 24) if step is Step.IDENTITY else None,
        step is Step.FEE,
        _NAME if step is Step.IDENTITY else "",
        T("The fee is not paid in full yet.") if step is Step.DATE else None,
    )
    for step in Step
)


@pytest.fixture
def stepper(qtbot: QtBot) -> Iterator[Stepper]:
    made = Stepper()
    qtbot.addWidget(made)
    made.resize(1200, 60)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.show_steps(_STEPS)
    yield made
    made.close()


def test_who_and_when_what_comes_next_and_what_waits(stepper: Stepper) -> None:
    names = {step: stepper.button(step).accessibleName() for step in Step}
    assert names[Step.IDENTITY] == "Identity, done by 見本 花子 on 2026-11-24 (Tue)"
    assert names[Step.FEE] == "Fee, comes next"
    assert names[Step.DATE] == "Date, waits"
    assert names[Step.CLOSE] == "Close, not done yet"
    assert stepper.button(Step.DATE).accessibleDescription() == "The fee is not paid in full yet."
    assert stepper.button(Step.IDENTITY).text() == "✓ Identity\n11-24 見本 花子"
    i18n.install_language(Language.JA)
    stepper.show_steps(_STEPS)
    assert stepper.button(Step.IDENTITY).accessibleName() == "本人確認、見本 花子が2026年11月24日（火）に完了"


def test_arrow_keys_move_and_tab_stops_once(stepper: Stepper, qtbot: QtBot) -> None:
    stepper.mark(Step.FEE)
    stepper.button(Step.FEE).setFocus()
    for key, step in (
        (Qt.Key.Key_Right, Step.DATE),
        (Qt.Key.Key_Left, Step.FEE),
        (Qt.Key.Key_Home, Step.ENVELOPE),
        (Qt.Key.Key_Left, Step.ENVELOPE),
        (Qt.Key.Key_End, Step.CLOSE),
    ):
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert stepper.button(step).hasFocus()
    stops = [step for step in Step if stepper.button(step).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [Step.CLOSE]
    with qtbot.waitSignal(stepper.chosen) as chosen:
        qtbot.keyClick(stepper.button(Step.CLOSE), Qt.Key.Key_Return)
    assert chosen.args == [Step.CLOSE]


def test_where_there_is_little_room_they_stand_in_two_rows_and_are_cut_with_the_whole_in_the_tooltip(
    stepper: Stepper, qtbot: QtBot
) -> None:
    stepper.show_steps([replace(view, done_by=f"{_NAME}（個人情報相談室）") for view in _STEPS])
    stepper.resize(420, 120)
    qtbot.waitUntil(lambda: stepper.button(Step.CLOSE).y() > stepper.button(Step.ENVELOPE).y())
    cut = stepper.button(Step.IDENTITY)
    assert "…" in cut.text()
    assert "見本 花子" in cut.tip
    stepper.resize(1200, 60)
    qtbot.waitUntil(lambda: stepper.button(Step.CLOSE).y() == stepper.button(Step.ENVELOPE).y())


def test_long_names_are_cut_and_whole_in_tooltip_and_for_a_screen_reader(qtbot: QtBot) -> None:
    name = "Principal: " + "寿限無寿限無五劫の擦り切れ" * 8
    shown = ElidedLabel()
    qtbot.addWidget(shown)
    shown.setText(f"{name}\nAgent: 見本")
    shown.resize(300, 60)
    assert shown.lines()[0].endswith("…")
    assert shown.lines()[1] == "Agent: 見本"
    assert shown.tip == shown.accessibleName() == shown.text() == f"{name}\nAgent: 見本"
    assert shown.minimumSizeHint().width() < 120
    shown.resize(shown.sizeHint())
    assert not shown.cut
    assert shown.tip == ""
    pressed = ElidedButton()
    qtbot.addWidget(pressed)
    pressed.show_text("Undo: " + name, "said", short="Undo…")
    pressed.resize(150, 30)
    assert pressed.text() == "Undo…"
    assert pressed.accessibleName() == "Undo: " + name


def test_the_form_is_a_tab_where_there_is_no_room_for_two_halves(qtbot: QtBot) -> None:
    form, tabs, scan = QWidget(), QTabWidget(), QWidget()
    tabs.addTab(scan, "Scans")
    halves = Halves(form, tabs, "Form")
    qtbot.addWidget(halves)
    halves.fit(2000)
    assert [tabs.tabText(at) for at in range(tabs.count())] == ["Scans"]
    halves.fit(300)
    assert [tabs.tabText(at) for at in range(tabs.count())] == ["Form", "Scans"]
    assert tabs.currentWidget() is form
    halves.show_beside(scan)
    assert tabs.currentWidget() is form, "the form is not covered"
    tabs.setCurrentWidget(scan)
    halves.fit(2000)
    assert halves.splitter.indexOf(form) == 0
    assert tabs.currentWidget() is scan


def test_where_the_handle_stood_is_kept(qtbot: QtBot) -> None:
    def made() -> Halves:
        halves = Halves(QWidget(), QTabWidget(), "Form")
        qtbot.addWidget(halves)
        halves.resize(1000, 300)
        halves.show()
        qtbot.waitExposed(halves)
        return halves

    first = made()
    first.splitter.moveSplitter(300, 1)
    first.splitter.splitterMoved.emit(300, 1)
    assert made().splitter.sizes() == first.splitter.sizes()
