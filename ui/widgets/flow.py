"""Parts side by side that go on in the next line where there is no room: large type and long words need more."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget


class FlowLayout(QLayout):
    """Left to right, line by line. What comes after `add_stretch` stands at the right end of its line."""

    def __init__(self, parent: QWidget, gap: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._given = 0  # the width
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        parent.setSizePolicy(policy)

    def add_stretch(self) -> None:
        """Room that takes what is left of its line."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return sum(map(_height, lines)) + self.spacing() * max(0, len(lines) - 1)

    def setGeometry(self, room: QRect) -> None:
        super().setGeometry(room)
        if room.width() != self._given:
            before, self._given = self.minimumSize().height(), room.width()
            if self.minimumSize().height() != before:
                self.update()
        y = room.y()
        for line in self._lines(room.width()):
            height, x = _height(line), room.x()
            spare = room.width() - self._width(line)
            for item in line:
                if item.spacerItem() is not None:
                    x += max(0, spare)
                    continue
                width = min(item.sizeHint().width(), max(room.width(), item.minimumSize().width()))
                item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
                x += width + self.spacing()
            y += height + self.spacing()

    def sizeHint(self) -> QSize:
        """All in one line."""
        seen = self._seen()
        return QSize(self._width(seen), _height(seen))

    def minimumSize(self) -> QSize:
        """As narrow as the widest part; as high as the lines of the width that was given, for what asks no further."""
        seen = self._seen()
        width = max((each.minimumSize().width() for each in seen), default=0)
        return QSize(width, self.heightForWidth(self._given) if self._given else _height(seen))

    def _seen(self) -> list[QLayoutItem]:
        return [each for each in self._items if each.spacerItem() is not None or not each.isEmpty()]

    def _width(self, line: list[QLayoutItem]) -> int:
        parts = [each for each in line if each.spacerItem() is None]
        return sum(each.sizeHint().width() for each in parts) + self.spacing() * max(0, len(parts) - 1)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """Each hint is asked for once: it is computed anew every time."""
        lines: list[list[QLayoutItem]] = []
        used = parts = 0  # of the last line
        for each in self._seen():
            room = each.spacerItem() is not None
            wide = 0 if room else each.sizeHint().width()
            with_it = used if room else used + wide + (self.spacing() if parts else 0)
            if lines and (room or with_it <= width):
                lines[-1].append(each)
                used, parts = with_it, parts + (not room)
            else:
                lines.append([each])
                used, parts = wide, int(not room)
        return lines


def _height(line: list[QLayoutItem]) -> int:
    return max((max(each.sizeHint().height(), each.minimumSize().height()) for each in line), default=0)
