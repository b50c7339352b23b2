"""What screen readers say of a list of choices."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from ui.widgets.form_field import Field


def name_choices(shown: QWidget) -> None:
    """Have screen readers say what is chosen in the lists that have a name and no label.

    On X11 and Wayland Qt gives them the entry that is chosen as the name of a list, and its label; the name that was
    set is left out. A form's lists have labels.
    """
    for choice in shown.findChildren(QComboBox):
        if not choice.accessibleDescription() and not isinstance(choice.parent(), Field):
            choice.setAccessibleDescription(choice.accessibleName())
