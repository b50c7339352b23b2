"""What an envelope held, ticked without leaving the keyboard: one tab stop, one key for each kind of paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSpinBox, QWidget

from caseman.domain.post import EnclosureKind
from ui.i18n import tell
from ui.widgets.labels import label

_KEYS: Final = "1234567890QWERTYUIOP"


class EnclosureGrid(QWidget):
    """Check boxes with the number of sheets.

    Each kind has a key of its own, shown before it; arrows move, Space ticks, + and − change the sheets of the kind
    in focus (or of the one ticked last). Tab goes on to the next field at once.
    """

    toggled = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[EnclosureKind, tuple[QCheckBox, QSpinBox]] = {}
        self._by_key: dict[str, EnclosureKind] = {}
        self._last: EnclosureKind | None = None
        self._hints: dict[EnclosureKind, QWidget] = {}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        for position, kind in enumerate(EnclosureKind):
            self._add(kind, _KEYS[position])
        self._arrange(1)
        self._one_column = self._grid.minimumSize().width()

    def ticked(self) -> dict[EnclosureKind, int]:
        """The kinds that are there, with their sheets."""
        return {kind: sheets.value() for kind, (box, sheets) in self.rows.items() if box.isChecked()}

    def set_ticked(self, ticked: dict[EnclosureKind, int]) -> None:
        for kind, (box, sheets) in self.rows.items():
            box.setChecked(kind in ticked)
            sheets.setValue(ticked.get(kind, 1))

    def minimumSizeHint(self) -> QSize:
        """Room for one column is enough; two stand side by side where they fit."""
        return QSize(self._one_column, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= 2 * self._one_column else 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event):
            super().keyPressEvent(event)

    def press(self, event: QKeyEvent) -> bool:
        """Whether a key was one of the grid's."""
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        text = event.text().upper()
        if (kind := self._by_key.get(text)) is not None:
            box, _ = self.rows[kind]
            box.setFocus()
            box.toggle()
            return True
        if text in ("+", ";", "-") and self._last is not None:  # ; is + without Shift on a Japanese keyboard
            _, sheets = self.rows[self._last]
            sheets.stepBy(-1 if text == "-" else 1)
            return True
        return self._move(event.key())

    def _move(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key not in steps:
            return False
        kinds = list(self.rows)
        focused = next((at for at, kind in enumerate(kinds) if self.rows[kind][0].hasFocus()), 0)
        target = kinds[(focused + steps[Qt.Key(key)]) % len(kinds)]
        self.rows[target][0].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(self.rows) // columns)
        for position, (kind, (box, sheets)) in enumerate(self.rows.items()):
            row, column = position % rows, 4 * (position // rows)
            for at, part in enumerate((self._hints[kind], box, sheets)):
                self._grid.addWidget(part, row, column + at)
        self._grid.setColumnStretch(5, columns - 1)
        self._grid.setColumnMinimumWidth(3, 12 if columns > 1 else 0)

    def _add(self, kind: EnclosureKind, key: str) -> None:
        name = tell(kind.label)
        box = _Tick(name, self)
        box.setAccessibleDescription(self.tr("Key {key}").format(key=key))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus if not self.rows else Qt.FocusPolicy.ClickFocus)
        sheets = QSpinBox()
        sheets.setRange(1, 9999)
        sheets.setPrefix("× ")
        sheets.setAccessibleName(self.tr("Sheets: {what}").format(what=name))
        sheets.setFixedWidth(74)
        keeps = sheets.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        sheets.setSizePolicy(keeps)
        sheets.hide()
        sheets.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        hint = label(key, "quiet")
        hint.setAccessibleName(self.tr("Key {key}").format(key=key))
        box.toggled.connect(lambda on: self._ticked(kind, on=on))
        self._hints[kind] = hint
        self.rows[kind] = (box, sheets)
        self._by_key[key] = kind

    def _ticked(self, kind: EnclosureKind, *, on: bool) -> None:
        self.rows[kind][1].setVisible(on)
        self._last = kind if on else None
        self.toggled.emit(kind, on)


class _Tick(QCheckBox):
    """A check box that hands the grid's keys to the grid."""

    def __init__(self, text: str, grid: EnclosureGrid) -> None:
        super().__init__(text)
        self._grid = grid

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._grid.press(event):
            super().keyPressEvent(event)
