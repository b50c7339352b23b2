"""Every page in both languages: each control has a name, everything is plain text, nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from caseman.domain.lifecycle import Step
from caseman.domain.settings import Section
from caseman.text import Language
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.audit.page import AuditPage
from ui.pages.case import CasePage
from ui.pages.letters import LettersPage
from ui.pages.post.page import PostPage
from ui.widgets.text_fields import Composing
from ui.window import Window

_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QAbstractScrollArea)


@pytest.fixture
def window(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, language: Language
) -> Window:
    """An office with a case at every step and one with an agent."""
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    for step in list(Step)[1:]:
        walk.to(step)
    walk.agent_case("disclosure", "correction", "cessation")
    walk.envelope()
    desk.close()
    return desk_window(language)


def _places(window: Window, hands: Hands) -> list[str]:
    """Go through every place; yields are replaced by a list of what was wrong where."""
    assert window.desk_view is not None
    view = window.desk_view
    wrong: list[str] = []

    def look(where: str) -> None:
        hands.settle(window)
        wrong.extend(f"{where}: {fault}" for fault in _faults(window))

    look("today")
    post, case = view.pages["post"], view.pages["case"]
    assert isinstance(post, PostPage)
    assert isinstance(case, CasePage)
    for place in ("cases", "letters", "money", "audit", "texts", "post"):
        view.go(place)
        look(place)
    for section in Section:
        view.go(f"settings:{section.value}")
        look(f"settings {section.value}")
    for tab in ("words", "values", "paper", "trial", "lines"):
        view.go(f"procedure:{tab}")
        look(f"procedure {tab}")
    audit = view.pages["audit"]
    assert isinstance(audit, AuditPage)
    view.go("audit")
    audit.show_part("export")
    look("export")
    view.go("letters")
    letters = view.pages["letters"]
    assert isinstance(letters, LettersPage)
    letters.tabs.setCurrentIndex(1)
    hands.settle(window)
    letters.runs.waiting.selectAll()
    letters.runs.make()
    hands.settle(window)
    assert letters.runs.view is not None
    letters.notice.hide()
    for tab in range(letters.runs.tabs.count()):
        letters.runs.tabs.setCurrentIndex(tab)
        look(f"print runs {tab}")
    view.go("post")
    for tab in range(post.tabs.count()):
        post.tabs.setCurrentIndex(tab)
        look(f"post {tab}")
    for number in range(1, len(Step) + 1):
        view.open_case(f"P-2026-{number:04d}")
        for step in Step:
            case.go_to(step)
            look(f"case {number} {step.value}")
    return wrong


def _faults(window: Window) -> list[str]:
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText and "<" in widget.text():
            found.append(f"rich text: {widget.text()[:40]}")
        if _needs_name(widget) and not _name(widget):
            found.append(f"no name: {type(widget).__name__} in {type(widget.parentWidget()).__name__}")
        if isinstance(widget, QAbstractButton) and widget.width() < widget.minimumSizeHint().width():
            found.append(f"cut off: {widget.text()}")
        if _loses_composition(widget):
            found.append(f"what is being composed is lost: {type(widget).__name__} {_name(widget)}")
        if isinstance(widget, QLabel) and _cut(widget):
            found.append(f"cut off: {widget.text()}")
    return found


def _loses_composition(widget: QWidget) -> bool:
    """A field for text that does not take what an input method composes when the keyboard leaves it."""
    if isinstance(widget, QSpinBox):
        return False  # its signs are digits
    if isinstance(widget, QLineEdit) and widget.echoMode() is not QLineEdit.EchoMode.Normal:
        return False
    return (
        isinstance(widget, QLineEdit | QPlainTextEdit)
        and not isinstance(widget, Composing)
        and not widget.isReadOnly()
        and widget.objectName() != "qt_spinbox_lineedit"
    )


def _needs_name(widget: QWidget) -> bool:
    if not isinstance(widget, _CONTROLS) or widget.objectName() in ("qt_spinbox_lineedit", "scroll"):
        return False
    own = type(widget).__module__.startswith(("ui.", "PySide6.QtWidgets", "PySide6.QtPdfWidgets"))
    return own and widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _name(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text().strip("‹›−+↔⟳× ") if isinstance(widget, QAbstractButton) else ""


def _cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return bool(label.text()) and label.width() < label.fontMetrics().horizontalAdvance(label.text().split("\n")[0])


@pytest.mark.parametrize("language", list(Language))
def test_every_control_has_a_name_and_room(window: Window, hands: Hands, language: Language) -> None:
    window.resize(1366, 768)
    assert _places(window, hands) == [], language


@pytest.mark.parametrize("language", [Language.EN])
def test_tab_reaches_the_main_button_of_each_form(window: Window, hands: Hands) -> None:
    assert window.desk_view is not None
    view = window.desk_view
    view.go("post")
    hands.settle(window)
    page = view.pages["post"]
    assert isinstance(page, PostPage)
    window.activateWindow()
    start = page.envelope_form.form.control("arrived_on")
    start.setFocus()
    hands.until(start.hasFocus)
    seen: list[QWidget] = []
    widget: QWidget = start
    while widget not in seen and widget is not page.envelope_form.submit_button:
        seen.append(widget)
        widget = widget.nextInFocusChain()
    assert widget is page.envelope_form.submit_button
