"""Facts in two columns: what they are called, and what they are."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QWidget

from ui.widgets.labels import label


def facts(*rows: tuple[str, str]) -> QWidget:
    """Names at the left, texts that can be marked and copied at the right."""
    holder = QWidget()
    form = QFormLayout(holder)
    form.setContentsMargins(0, 0, 0, 0)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for title, text in rows:
        form.addRow(label(title, "quiet"), label(text, wrap=True, selectable=True))
    return holder
