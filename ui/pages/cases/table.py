"""The table of cases: as many rows as there are cases, sorted by its headings, its columns as the member has them."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from caseman.services.case_order import Stretch, StretchLines
from caseman.services.case_query import Sort
from caseman.services.views import CaseLine
from ui.pages.cases.columns import CaseColumn
from ui.widgets.lines import Column, LinesView
from ui.widgets.typed_ahead import TypedAhead
from ui.widgets.windowed import WindowedLines, runs_of

_KEEP_AFTER_MS = 800  # once a column is no longer being drawn wider
_MEASURED = 400  # lines
_LEGIBLE = 105  # px: where more columns are chosen than fit
_LEAST, _MOST = 24, 2000  # px: widths that are taken from what was kept
# What is looked for first when the list is sorted by a day: the latest one.
_LATEST_FIRST = frozenset({Sort.NUMBER, Sort.ARRIVED, Sort.ACCEPTED, Sort.CLOSED})


class CaseLines(WindowedLines):
    """Cases; a heading tells a screen reader when the list is sorted by it."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self.told_sort: tuple[frozenset[int], str] = (frozenset(), "")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole and section in self.told_sort[0]:
            heading = super().headerData(section, orientation)
            return f"{heading}, {self.told_sort[1]}"
        return super().headerData(section, orientation, role)


class CaseTable(LinesView):
    """Asks by `stretch_wanted` for the lines that come into sight, and by `sort_asked` for another order.

    `look_changed` tells that the member changed a width or the order of the columns; `chosen_changed` that other cases
    are chosen.
    """

    stretch_wanted = Signal(object)
    sort_asked = Signal(object, bool)
    look_changed = Signal()
    chosen_changed = Signal()
    copy_asked = Signal()
    menu_asked = Signal(QPoint)  # where on the screen

    def __init__(self, columns: Sequence[CaseColumn], name: str, parent: QWidget | None = None) -> None:
        super().__init__([each.column for each in columns], name, parent, CaseLines)
        self.columns = tuple(columns)
        self.ahead = TypedAhead(super().keyPressEvent, self._line_is_here)
        self.sort, self.descending = Sort.DUE, False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._clicked)
        self._changed_look = QTimer(self)
        self._changed_look.setSingleShot(True)
        self._changed_look.setInterval(_KEEP_AFTER_MS)
        self._changed_look.timeout.connect(self.look_changed)
        header.sectionMoved.connect(lambda *_: self._changed_look.start())
        lines = self.case_lines
        lines.wants.connect(lambda reading, first, keys: self.stretch_wanted.emit(Stretch(reading, first, keys)))
        lines.came.connect(self.make_room_for)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self.choose_columns([each.code for each in columns if each.usual])
        self._changed_look.stop()

    @property
    def case_lines(self) -> CaseLines:
        assert isinstance(self.lines, CaseLines)
        return self.lines

    def take(self, read: StretchLines) -> None:
        """Lines that were asked for."""
        self.case_lines.take(read.stretch.reading, read.stretch.first, read.lines)
        if not self.ahead.awaiting:
            self.ahead.arrived()

    def show_list(self, keys: array[int], lines: Mapping[int, CaseLine]) -> None:
        """Another list: it is seen from its top, and nothing of it is chosen."""
        self.case_lines.show_list(keys, lines)
        self.scrollToTop()
        if len(keys):
            self.ahead.arrived()
        else:
            self.ahead.drop()

    def show_again(self, keys: array[int]) -> None:
        """The same list as it is now: what was in sight stays there, what was chosen stays chosen."""
        lines, bar = self.case_lines, self.verticalScrollBar()
        chosen, column = self.chosen_keys(), max(0, self.currentIndex().column())
        current = self._key_at(self.currentIndex().row())
        top = self.rowAt(0)
        seen = self._key_at(top)
        lines.show_again(keys)
        model = self.selectionModel()
        if chosen and chosen != self.chosen_keys():
            model.select(self._selection(set(chosen)), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        row = None if current is None else lines.row_of(current)
        if row is not None and row != self.currentIndex().row():
            model.setCurrentIndex(lines.index(row, column), QItemSelectionModel.SelectionFlag.NoUpdate)
        row = None if seen is None else lines.row_of(seen)
        if row is not None and top > 0:
            self.updateGeometries()  # the bar is as long as the list from now on
            bar.setValue(row)

    def chosen_keys(self) -> array[int]:
        """The keys of the chosen cases, from top to bottom."""
        keys = array("I")
        for first, last in sorted(self._chosen_runs()):
            keys.extend(self.case_lines.keys[first : last + 1])
        return keys

    @property
    def chosen_count(self) -> int:
        """How many cases are chosen."""
        return sum(last - first + 1 for first, last in self._chosen_runs())

    def show_sort(self, sort: Sort, told: str, *, descending: bool) -> None:
        """Show by what the list is sorted; `told` says in words which way."""
        self.sort, self.descending = sort, descending
        sections = [at for at, each in enumerate(self.columns) if each.sort is sort]
        self.case_lines.told_sort = (frozenset(sections), told)
        shown = next((at for at in sections if not self.isColumnHidden(at)), -1)
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(shown, way)
        self.case_lines.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def sort_by(self, sort: Sort) -> None:
        """Ask for another order; for the same again the other way round."""
        way = not self.descending if sort is self.sort else sort in _LATEST_FIRST
        self.sort_asked.emit(sort, way)

    def chosen_columns(self) -> list[str]:
        """The columns in sight, from left to right."""
        header = self.horizontalHeader()
        places = [header.logicalIndex(at) for at in range(len(self.columns))]
        return [self.columns[at].code for at in places if not self.isColumnHidden(at)]

    def choose_columns(self, codes: Sequence[str]) -> None:
        """Show these columns in this order; the number of the case stays whatever is chosen."""
        known = {each.code: at for at, each in enumerate(self.columns)}
        wanted = [known[code] for code in dict.fromkeys(codes) if code in known]
        if 0 not in wanted:
            wanted.insert(0, 0)
        header = self.horizontalHeader()
        rest = [at for at in range(len(self.columns)) if at not in wanted]
        for place, at in enumerate([*wanted, *rest]):
            header.moveSection(header.visualIndex(at), place)
        for at in range(len(self.columns)):
            self.hide_column(at, hidden=at in rest)
        more = any(not self.columns[at].usual for at in wanted)
        self.keep_at_least(*([_LEGIBLE] if more else []))
        self.show_sort(self.sort, self.case_lines.told_sort[1], descending=self.descending)
        self._changed_look.start()

    def look(self) -> dict[str, Any]:
        """Columns, and widths that were chosen by hand, to be kept."""
        widths = {
            each.code: self.columnWidth(at) for at, each in enumerate(self.columns) if not self.isColumnHidden(at)
        }
        return {"columns": self.chosen_columns(), "widths": widths if self.widths_by_hand else {}}

    def take_look(self, kept: Mapping[str, Any]) -> None:
        """Look as it was kept; what this program does not know is left out."""
        columns = kept.get("columns")
        if isinstance(columns, list):
            self.choose_columns([code for code in columns if isinstance(code, str)])
        widths = kept.get("widths")
        if isinstance(widths, dict) and widths:
            at = {each.code: place for place, each in enumerate(self.columns)}
            taken = {at[code]: width for code, width in widths.items() if code in at and isinstance(width, int)}
            self.set_widths({place: min(_MOST, max(_LEAST, width)) for place, width in taken.items()})
        self._changed_look.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif not self.ahead.takes(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the key at the row that has the keyboard, by the mouse where it points."""
        at = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            at = self.visualRect(self.currentIndex()).bottomLeft()
        self.menu_asked.emit(self.viewport().mapToGlobal(at))

    def keyboardSearch(self, _search: str) -> None:
        """Typing does not jump: every row would have to be read. The search field is there for it."""

    def width_chosen(self) -> None:
        self._changed_look.start()

    def _measure(self, first: int) -> None:
        """What is read now; what comes later is measured as it comes."""
        if first == 0:
            self.make_room_for(self.lines.lines[:_MEASURED])

    def _line_is_here(self) -> bool:
        """Whether Enter can be acted upon: the line that has the keyboard is read, or there is none."""
        return self.selected() is not None or not self.currentIndex().isValid()

    def _chosen_runs(self) -> set[tuple[int, int]]:
        ranges = self.selectionModel().selection().toList()
        return {(each.top(), each.bottom()) for each in ranges if each.isValid()}

    def _clicked(self, section: int) -> None:
        self.sort_by(self.columns[section].sort)

    def _key_at(self, row: int) -> int | None:
        keys = self.case_lines.keys
        return keys[row] if 0 <= row < len(keys) else None

    def _selection(self, wanted: set[int]) -> QItemSelection:
        lines, last = self.case_lines, len(self.columns) - 1
        selection = QItemSelection()
        for first, end in runs_of(row for row, key in enumerate(lines.keys) if key in wanted):
            selection.select(lines.index(first, 0), lines.index(end, last))
        return selection
