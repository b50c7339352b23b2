"""Buttons that menus and keys press: a page marks them, so that there is one way to do it, with one set of reasons."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.form import Form

_MARK = "command"
_Button = TypeVar("_Button", bound=QPushButton)


def acts_as(button: _Button, mark: str) -> _Button:
    """Mark a button as the one that a command presses while it is in sight."""
    button.setProperty(_MARK, mark)
    return button


def button_of(page: QWidget, mark: str) -> QPushButton | None:
    """The button in sight with this mark; one that works comes first."""
    seen = [each for each in page.findChildren(QPushButton) if each.isVisible() and each.property(_MARK) == mark]
    return next((each for each in seen if each.isEnabled()), seen[0] if seen else None)


def saver(page: QWidget, focus: QWidget | None) -> QPushButton | None:
    """The button that saves the form with the cursor: its group's primary or only one; else the page's marked one."""
    form = _form_of(focus, page)
    if form is not None and form.sends is not None:
        return form.sends
    if form is not None:
        node = form.parentWidget()
        while node is not None and node is not page:
            found = [
                each for each in node.findChildren(QPushButton) if each.isVisible() and not form.isAncestorOf(each)
            ]
            main = [each for each in found if each.property(_MARK) in (None, "save") and _leads(each)]
            if main:
                return main[0]
            if node.objectName() == "panel" and found:  # the next group's button saves something else
                plain = [each for each in found if not each.text().endswith("…")]
                return plain[0] if len(plain) == 1 else None
            node = node.parentWidget()
    return button_of(page, "save")


def _leads(button: QPushButton) -> bool:
    return button.objectName() == "primary" or button.property(_MARK) == "save"


def _form_of(focus: QWidget | None, page: QWidget) -> Form | None:
    node = focus
    while node is not None and node is not page:
        if isinstance(node, Form):
            return node
        node = node.parentWidget()
    return None
