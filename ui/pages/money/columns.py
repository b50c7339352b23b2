"""The tables of the page: amounts at the right, columns that come and go, the colour of how sure a proposal is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caseman.domain.matching import Certainty
from ui import theme
from ui.pages.money.rows import Row
from ui.widgets.lines import Column, LinesView


class _AtTheRight(QStyledItemDelegate):
    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.displayAlignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MoneyTable(LinesView):
    """Lines with an amount: digit stands under digit."""

    def __init__(self, columns: Sequence[Column], name: str, amount: int, parent: QWidget | None = None) -> None:
        super().__init__(columns, name, parent)
        self.setItemDelegateForColumn(amount, _AtTheRight(self))

    def hide_column(self, position: int, *, hidden: bool) -> None:
        """As every table; a column that comes or goes is no width that a person chose."""
        before, self._fitting = self._fitting, True
        super().hide_column(position, hidden=hidden)
        self._fitting = before


def certainty_colour(row: Row) -> str:
    """The word stands beside it always."""
    look = theme.tokens()
    return {Certainty.CERTAIN: look.good, Certainty.PROBABLE: look.warn, Certainty.UNMATCHED: look.bad}[row.certainty]
