"""Facts in two columns: what they are called, and what they are."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QWidget

from ui.widgets.labels import label, named


def facts(*rows: tuple[str, str]) -> QWidget:
    """Names at the left, texts that can be marked and copied at the right."""
    holder = QWidget()
    form = QFormLayout(holder)
    form.setContentsMargins(0, 0, 0, 0)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for title, text in rows:
        form.addRow(named(title), label(text, wrap=True, selectable=True))
    return holder
