"""What an input method is still composing when the window locks, or the keyboard goes elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from tests.ui.conftest import Hands
from ui.pages.post.envelope_form import EnvelopeForm
from ui.pages.post.page import PostPage
from ui.session import OfficeSession
from ui.window import Window


def _envelope_form(window: Window) -> EnvelopeForm:
    assert window.desk_view is not None
    window.desk_view.go("post")
    page = window.desk_view.pages["post"]
    assert isinstance(page, PostPage)
    return page.envelope_form


@pytest.mark.parametrize("name", ["sender_as_written", "note", "opened_by", "arrived_on"])
def test_what_an_input_method_composes_is_kept_by_a_lock(
    desk_window: Callable[..., Window], hands: Hands, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[dict[str, Any]] = []
    close = OfficeSession.close

    def closed(session: OfficeSession, drafts: dict[str, Any], done: Callable[[], None]) -> None:
        kept.append(drafts)
        close(session, drafts, done)

    monkeypatch.setattr(OfficeSession, "close", closed)
    window = desk_window()
    window.activateWindow()
    hands.until(window.isActiveWindow)
    form = _envelope_form(window)
    hands.settle(window)
    field = form.form.control(name)
    field.clear()
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent("みほん", []))
    assert "みほん" not in _text(field), "it is still composed"
    with hands.bot.waitSignal(window.locked):
        window.lock("idle")
    assert kept[0]["post"]["log"]["form"][name] == "みほん"


@pytest.mark.parametrize("name", ["sender_as_written", "note"])
def test_what_an_input_method_composes_stays_when_the_keyboard_goes_elsewhere(
    desk_window: Callable[..., Window], hands: Hands, name: str
) -> None:
    window = desk_window()
    window.activateWindow()
    hands.until(window.isActiveWindow)
    form = _envelope_form(window)
    hands.settle(window)
    field = form.form.control(name)
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent("みほん", []))
    form.form.control("opened_by").setFocus()
    hands.until(lambda: not field.hasFocus())
    assert _text(field) == "みほん"


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
