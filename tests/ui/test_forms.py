"""A form with faults: the topmost is gone to, each stays off its field's border and goes when the field is edited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caseman.domain.fees import PaymentMeans
from caseman.errors import InputError, InputErrors
from caseman.text import T
from ui.widgets.form import Form
from ui.widgets.labels import scrolled


def _fault(field: str) -> InputError:
    return InputError("blank", T("Fill this in."), field=field)


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[Form]:
    """Many fields of every kind in a view too low for them."""
    form = Form()
    form.text("scope", "Which data", lines=2)
    form.line("name", "Name")
    form.check("seen", "Seen")
    form.choice("means", "Means", PaymentMeans)
    form.number("sheets", "Sheets", low=1, high=9)
    for number in range(20):
        form.line(f"more.{number}", f"More {number}")
    form.day("last", "Last")
    form.line("hidden", "Hidden")
    form.show_row("hidden", visible=False)
    content = QWidget()
    column = QVBoxLayout(content)
    column.addWidget(form)
    view = scrolled(content)
    view.resize(600, 300)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    yield form
    view.close()


def _in_sight(form: Form, name: str) -> bool:
    control = form.control(name)
    return bool(control.visibleRegion().boundingRect().height() == control.height())


@pytest.mark.parametrize("order", [("name", "more.3", "last"), ("last", "more.3", "name"), ("more.3", "last", "name")])
def test_the_topmost_fault_is_gone_to_whatever_order_they_are_told_in(
    form: Form, qtbot: QtBot, order: tuple[str, ...]
) -> None:
    last = form.control("last")
    last.setFocus()
    view = form.window()
    assert isinstance(view, QScrollArea)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert not _in_sight(form, "name")
    assert form.show_faults(InputErrors(tuple(map(_fault, order)))) == ""
    qtbot.waitUntil(form.control("name").hasFocus)
    qtbot.waitUntil(lambda: _in_sight(form, "name"))
    assert [name for name in form.values() if form.fault(name)] == ["name", "more.3", "last"]


def test_a_fault_far_down_is_scrolled_to(form: Form, qtbot: QtBot) -> None:
    assert not _in_sight(form, "last")
    form.show_faults(_fault("last"))
    qtbot.waitUntil(lambda: _in_sight(form, "last") and form.control("last").hasFocus())


def test_a_fault_of_a_hidden_field_is_told_as_a_sentence(form: Form) -> None:
    assert form.show_faults(_fault("hidden")) == "Fill this in."
    assert form.show_faults(_fault("nowhere")) == "Fill this in."


@pytest.mark.parametrize("name", ["scope", "name", "seen", "means", "sheets", "last"])
def test_a_fault_goes_when_its_field_is_edited(form: Form, qtbot: QtBot, name: str) -> None:
    form.show_faults(InputErrors((_fault(name), _fault("more.1"))))
    assert form.fault(name) == "Fill this in."
    control = form.control(name)
    keys = {"seen": Qt.Key.Key_Space, "means": Qt.Key.Key_Down, "sheets": Qt.Key.Key_Up}
    qtbot.keyClick(control, keys.get(name, Qt.Key.Key_5))
    assert form.fault(name) == ""
    assert not control.property("bad")
    assert form.fault("more.1") == "Fill this in.", "the others still are to be put right"


@pytest.mark.parametrize("name", ["scope", "name", "last"])
def test_a_fault_stands_clear_of_its_field(form: Form, qtbot: QtBot, name: str) -> None:
    form.show_faults(_fault(name))
    field = form._fields[name]
    below = field._below

    def clear() -> None:
        assert below.height() >= below.heightForWidth(below.width())
        assert below.geometry().top() - field.control.geometry().bottom() - 1 >= 4
        assert field.height() >= below.geometry().bottom() + 1

    qtbot.waitUntil(clear)


def test_the_hint_of_a_date_names_no_day_to_come(form: Form) -> None:
    assert form.control("last").placeholderText() == "YYYY-MM-DD or R7.4.1"


def test_a_day_is_put_in_and_moved_by_keys(form: Form, qtbot: QtBot) -> None:
    last = form.control("last")
    assert isinstance(last, QLineEdit)
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    today = date.fromisoformat(last.text())
    assert abs(today - datetime.now().astimezone().date()) <= timedelta(days=1)
    for typed, key, stands in (
        ("R8.3.1", Qt.Key.Key_Down, "2026-02-28"),
        ("2026-12-31", Qt.Key.Key_Up, "2027-01-01"),
        ("9999-12-31", Qt.Key.Key_Up, "9999-12-31"),
        ("soon", Qt.Key.Key_Up, "soon"),
    ):
        last.setText(typed)
        qtbot.keyClick(last, key)
        assert last.text() == stands
    last.clear()
    qtbot.keyClick(last, Qt.Key.Key_Down)
    assert last.text() == today.isoformat()
    last.undo()
    assert last.text() == ""
