"""A form with what belongs to it beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.labels import scrolled
from ui.widgets.side_by_side import SideBySide


def beside(form: QWidget, viewer: QWidget) -> QWidget:
    """Both can be made wider at the cost of the other; the form scrolls."""
    split = SideBySide(scrolled(form), viewer, widths=(600, 480), room=0)  # a form is typed from its scan
    split.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
    return split
