"""Fields of text: a paste is cleaned, what an input method composes is not lost, Enter sends nothing by accident."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.palette_parts import PaletteLine
from ui.widgets import text_fields
from ui.widgets.form import Form
from ui.widgets.labels import button, label
from ui.widgets.text_editor import FixedWidthEdit
from ui.widgets.text_fields import TextBox, TextLine, cleaned_line, cleaned_lines, commit_composition


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[Form]:
    """A form with a line, a box and a button, in a window that has the keyboard."""
    window = QWidget()
    form = Form(window)
    form.line("name", "Name")
    form.text("scope", "Which data")
    form.line("amount", "Amount", unit="yen")
    pressed: list[int] = []
    form.pressed = pressed  # type: ignore[attr-defined]
    send = button("Send", lambda: pressed.append(1), primary=True)
    form.submits(send)
    column = QVBoxLayout(window)
    column.addWidget(form)
    column.addWidget(send)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield form
    window.close()


def _compose(field: QWidget, text: str) -> None:
    """An input method shows what is being composed, and commits nothing."""
    QApplication.sendEvent(field, QInputMethodEvent(text, []))


def _paste(qtbot: QtBot, field: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("見本県見本市\n見本町1-2-3", "見本県見本市 見本町1-2-3"),
        ("a\r\nb\tc", "a b c"),
        ("a\u2028b\u0007c", "a bc"),
        ("葛󠄀城 👩‍💻", "葛󠄀城 👩‍💻"),
    ],
)
def test_a_line_break_that_is_pasted_becomes_a_space(form: Form, qtbot: QtBot, pasted: str, kept: str) -> None:
    line = form.control("name")
    line.setFocus()
    qtbot.keyClicks(line, "x")
    _paste(qtbot, line, pasted)
    qtbot.keyClicks(line, "y")
    assert line.text() == f"x{kept}y", "and the cursor stands behind it"


def test_breaks_that_became_spaces_are_told_and_one_at_the_end_is_not(
    form: Form, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    heard: list[str] = []
    monkeypatch.setattr(text_fields.QToolTip, "showText", lambda _at, text, _widget: told.append(text))
    monkeypatch.setattr(text_fields, "announce", lambda _widget, text: heard.append(text))
    line = form.control("name")
    line.setFocus()
    _paste(qtbot, line, "見本 太郎\n")
    assert told == []
    _paste(qtbot, line, "見本県\n見本市")
    assert told == heard == ["Line breaks became spaces."]
    form.control("amount").setFocus()
    line.setText("put there\nby the program")
    assert len(told) == 1, "who does not type there is not told"


def test_digits_are_typed_without_being_composed(form: Form) -> None:
    number = form.number("count", "Count", low=1, high=99)
    assert not number.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize("made", [lambda: FixedWidthEdit("Text"), PaletteLine, TextLine, TextBox])
def test_no_kind_of_field_loses_what_is_composed(
    form: Form, qtbot: QtBot, made: Callable[[], QLineEdit | QPlainTextEdit]
) -> None:
    field = made()
    form.widget("", field)
    for leave in (lambda: form.control("amount").setFocus(), commit_composition):
        field.clear()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        _compose(field, "みほん")
        leave()
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        assert text == "みほん"


def test_a_box_keeps_its_lines_and_no_control_characters(form: Form, qtbot: QtBot) -> None:
    box = form.control("scope")
    box.setFocus()
    _paste(qtbot, box, "one\r\ntwo\u0007\u2028three")
    assert box.toPlainText() == "one\ntwo\nthree"
    formatted = QMimeData()
    formatted.setHtml("<img src='x'><b>bold</b>")
    box.insertFromMimeData(formatted)
    assert "bold" not in box.toPlainText(), "without plain text there is nothing to paste"


def test_a_paste_without_end_leaves_the_window_alive(form: Form, qtbot: QtBot) -> None:
    for name in ("name", "scope"):
        form.control(name).setFocus()
        _paste(qtbot, form.control(name), "長い" * 100_000)
        assert len(form.values()[name]) <= 20_000


@pytest.mark.parametrize("name", ["name", "scope"])
def test_what_is_being_composed_is_kept_when_the_keyboard_goes_elsewhere(form: Form, name: str) -> None:
    field = form.control(name)
    field.setFocus()
    _compose(field, "みほん")
    assert form.values()[name] == ""
    form.control("amount").setFocus()
    assert form.values()[name] == "みほん"


@pytest.mark.parametrize("name", ["name", "scope"])
def test_what_is_being_composed_is_kept_when_drafts_are_read(form: Form, name: str) -> None:
    form.settle()
    field = form.control(name)
    field.setFocus()
    _compose(field, "みほん")
    commit_composition()
    assert form.typed()[name] == "みほん"
    commit_composition()
    assert form.values()[name] == "みほん", "once"


@pytest.mark.parametrize("name", ["name", "scope"])
def test_what_the_input_method_committed_is_not_taken_twice(form: Form, name: str) -> None:
    field = form.control(name)
    field.setFocus()
    _compose(field, "みほん")
    done = QInputMethodEvent("", [])
    done.setCommitString("見本")
    QApplication.sendEvent(field, done)
    form.control("amount").setFocus()
    assert form.values()[name] == "見本"


def test_enter_in_a_line_sends_nothing_and_submit_does(form: Form, qtbot: QtBot) -> None:
    line = form.control("name")
    line.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(line, key)
    assert form.pressed == []  # type: ignore[attr-defined]
    assert form.submit()
    assert form.pressed == [1]  # type: ignore[attr-defined]
    form._submits[0].setEnabled(False)
    assert not form.submit()


def test_a_unit_stands_behind_its_field_and_is_said_with_its_name(form: Form) -> None:
    field = form.control("amount")
    assert field.accessibleName() == "Amount (yen)"
    assert field.accessibleName() != label("yen").accessibleName()


def test_every_form_has_such_fields(form: Form) -> None:
    assert isinstance(form.control("name"), TextLine)
    assert isinstance(form.control("scope"), TextBox)
    assert isinstance(form.control("name"), QLineEdit)
    assert isinstance(form.control("scope"), QPlainTextEdit)


def test_clean_text_is_left_alone() -> None:
    assert cleaned_line("髙橋 一郎") == "髙橋 一郎"
    assert cleaned_lines("one\n\ntwo") == "one\n\ntwo"
