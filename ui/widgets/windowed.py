"""A table of very many lines of which only those in sight are read; the others show as “…” until they come."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor

from ui import theme
from ui.widgets.lines import Column, Index, LinesModel

STRETCH = 100  # lines that are read at once
_KEPT = 40  # stretches; those not seen for longest are forgotten
_AWAITED = 4  # stretches that are asked for; who scrolls on needs the ones before no more
_NOT_YET = "…"
_NOWHERE = QModelIndex()
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.DecorationRole)


class WindowedLines(LinesModel):
    """All keys of a list, and the lines that are, or lately were, in sight.

    `wants(reading, first, keys)` asks for the lines of a stretch, one stretch at a time; `take` brings them. Each new
    list is another reading, so that lines that come late are known for what they are.
    """

    wants = Signal(int, int, object)
    came = Signal(object)  # the lines that were taken

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self.keys: array[int] = array("I")
        self.reading = 0
        self._read: OrderedDict[int, dict[int, Any]] = OrderedDict()  # stretches; what is seen goes to the end
        self._before: dict[int, Any] = {}  # lines as they were before the list changed, until they come again
        self._missing: OrderedDict[int, None] = OrderedDict()
        self._asked: int | None = None
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(0)
        self._ask_soon.timeout.connect(self._ask)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.keys)

    def line(self, row: int) -> Any:
        """A line that was read; None where it was not yet, which asks for it."""
        if not 0 <= row < len(self.keys):
            return None
        stretch = row // STRETCH
        lines = self._read.get(stretch)
        if lines is None:
            self._want(stretch)
            return self._before.get(self.keys[row])
        self._read.move_to_end(stretch)
        return lines.get(self.keys[row])

    @property
    def lines(self) -> Sequence[Any]:
        """The lines that are read, from top to bottom."""
        read = ((self.keys[row], lines) for at, lines in sorted(self._read.items()) for row in self._rows(at))
        return tuple(lines[key] for key, lines in read if key in lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _SHOWN:
            return None
        line = self.line(index.row())
        if line is not None:
            return self.cell(line, index.column(), role)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme.tokens().quiet)
        return _NOT_YET if role == Qt.ItemDataRole.DisplayRole else None

    def show_list(self, keys: array[int], lines: Mapping[int, Any]) -> None:
        """Show another list, of which the first lines may be read already."""
        self.beginResetModel()
        self.keys = keys
        self._forget()
        self._put(lines, range(0, len(keys), STRETCH))
        self.endResetModel()

    def show_again(self, keys: array[int]) -> None:
        """Show the same list as it is now: what came in between or went, and what is in sight read again."""
        start, old_end, new_end = _differing(self.keys, keys)
        before = {**self._before, **{key: line for lines in self._read.values() for key, line in lines.items()}}
        self._forget()
        self._before = dict(list(before.items())[-_KEPT * STRETCH :])
        if old_end > start:
            self.beginRemoveRows(_NOWHERE, start, old_end - 1)
            self.keys = self.keys[:start] + self.keys[old_end:]
            self.endRemoveRows()
        if new_end > start:
            self.beginInsertRows(_NOWHERE, start, new_end - 1)
            self.keys = keys
            self.endInsertRows()
        if len(self.keys):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.keys) - 1, self.columnCount() - 1))

    def take(self, reading: int, first: int, lines: Mapping[int, Any]) -> None:
        """Lines that were asked for; those of a list that is shown no more are dropped."""
        if reading != self.reading:
            return
        self._asked = None
        stretch = first // STRETCH
        self._read[stretch] = dict(lines)
        for key in lines:
            self._before.pop(key, None)
        self._missing.pop(stretch, None)
        while len(self._read) > _KEPT:
            self._read.popitem(last=False)
        rows = self._rows(stretch)
        if rows:
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], self.columnCount() - 1))
            self.came.emit(tuple(lines.values()))
        self._ask_soon.start()

    def not_taken(self) -> None:
        """What was asked for could not be read; it is asked for again when it is next seen."""
        self._asked = None
        self._missing.clear()

    def row_of(self, key: int) -> int | None:
        """Where a key stands; None where it is not in the list."""
        try:
            return self.keys.index(key)
        except ValueError:
            return None

    def _forget(self) -> None:
        self.reading += 1
        self._read.clear()
        self._before = {}
        self._missing.clear()
        self._asked = None

    def _put(self, lines: Mapping[int, Any], firsts: Iterable[int]) -> None:
        """Keep the lines of those stretches of which every line is there."""
        for first in firsts:
            keys = self.keys[first : first + STRETCH]
            if not keys or any(key not in lines for key in keys):
                continue
            self._read[first // STRETCH] = {key: lines[key] for key in keys}
            if len(self._read) >= _KEPT:
                return

    def _rows(self, stretch: int) -> range:
        return range(stretch * STRETCH, min((stretch + 1) * STRETCH, len(self.keys)))

    def _want(self, stretch: int) -> None:
        self._missing[stretch] = None
        self._missing.move_to_end(stretch)
        while len(self._missing) > _AWAITED:
            self._missing.popitem(last=False)
        if self._asked is None and not self._ask_soon.isActive():
            self._ask_soon.start()  # once all that is painted has said what it lacks

    def _ask(self) -> None:
        if self._asked is not None or not self._missing:
            return
        self._asked = next(reversed(self._missing))
        first = self._asked * STRETCH
        self.wants.emit(self.reading, first, tuple(self.keys[first : first + STRETCH]))


def _differing(old: array[int], new: array[int]) -> tuple[int, int, int]:
    """Where two lists begin to differ, and where in each of them they end to."""
    least = min(len(old), len(new))
    start = _common(least, lambda count: old[:count] == new[:count])
    end = _common(least - start, lambda count: old[len(old) - count :] == new[len(new) - count :])
    return start, len(old) - end, len(new) - end


def _common(most: int, alike: Any) -> int:
    """The largest count up to `most` that is alike, where all smaller ones are too."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if alike(middle) else (low, middle - 1)
    return low


def runs_of(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of rows that follow one another; the rows come in ascending order."""
    first = last = -1
    for row in rows:
        if row != last + 1 or first < 0:
            if first >= 0:
                yield first, last
            first = row
        last = row
    if first >= 0:
        yield first, last
