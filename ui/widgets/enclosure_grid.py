"""What an envelope held, ticked without leaving the keyboard: one tab stop, one key for each kind of paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSpinBox, QWidget

from caseman.domain.post import EnclosureKind
from ui import theme
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
        self._offered = tuple(EnclosureKind)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        short = self._short_names()
        for position, kind in enumerate(EnclosureKind):
            self._add(kind, _KEYS[position], short.get(kind, ""))
        self._arrange(2)
        self._two_columns = self._grid.minimumSize().width()
        self._arrange(1)
        self._one_column = self._grid.minimumSize().width()

    def ticked(self) -> dict[EnclosureKind, int]:
        """The kinds that are there, with their sheets."""
        return {kind: self.rows[kind][1].value() for kind in self._offered if self.rows[kind][0].isChecked()}

    def offer(self, kinds: Iterable[EnclosureKind]) -> None:
        """Offer only these; what is not offered counts as not ticked, and its key does nothing."""
        offered = tuple(kinds)
        if offered == self._offered:
            return
        self._offered = offered
        for kind, (box, sheets) in self.rows.items():
            for part in (self._hints[kind], box):
                part.setVisible(kind in offered)
            sheets.setVisible(kind in offered and box.isChecked())
            for part in (self._hints[kind], box, sheets):
                self._grid.removeWidget(part)
        columns, self._columns = self._columns, 0
        self._arrange(columns)

    def set_ticked(self, ticked: dict[EnclosureKind, int]) -> None:
        for kind, (box, sheets) in self.rows.items():
            box.setChecked(kind in ticked)
            sheets.setValue(ticked.get(kind, 1))

    def minimumSizeHint(self) -> QSize:
        """Room for one column is enough; two stand side by side where they fit."""
        return QSize(self._one_column, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= self._two_columns else 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event):
            super().keyPressEvent(event)

    def press(self, event: QKeyEvent) -> bool:
        """Whether a key was one of the grid's."""
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        text = event.text().upper()
        if (kind := self._by_key.get(text)) in self._offered and kind is not None:
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
        kinds = self._offered
        focused = next((at for at, kind in enumerate(kinds) if self.rows[kind][0].hasFocus()), 0)
        target = kinds[(focused + steps[Qt.Key(key)]) % len(kinds)]
        self.rows[target][0].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        rows = max(1, -(-len(self._offered) // columns))
        for position, kind in enumerate(self._offered):
            box, sheets = self.rows[kind]
            row, column = position % rows, 4 * (position // rows)
            for at, part in enumerate((self._hints[kind], box, sheets)):
                self._grid.addWidget(part, row, column + at)
        self._grid.setColumnStretch(5, columns - 1)
        self._grid.setColumnMinimumWidth(3, 12 if columns > 1 else 0)

    def _short_names(self) -> dict[EnclosureKind, str]:
        """The longest names as they fit side by side; the whole name is the tip."""
        return {
            EnclosureKind.ID_COPY: self.tr("Copy of ID document"),
            EnclosureKind.SEAL_CERTIFICATE: self.tr("Seal certificate"),
            EnclosureKind.FAMILY_REGISTER: self.tr("Family register"),
            EnclosureKind.RESIDENT_RECORD: self.tr("Residence certificate"),
            EnclosureKind.GUARDIAN_REGISTRATION: self.tr("Registered guardianship"),
            EnclosureKind.AGENT_ID_COPY: self.tr("Copy of agent's ID"),
            EnclosureKind.OTHER: self.tr("Other"),
        }

    def _add(self, kind: EnclosureKind, key: str, short: str) -> None:
        name = tell(kind.label)
        box = _Tick(short or name, self)
        box.setAccessibleName(name)
        if short:
            box.setToolTip(name)
        box.setAccessibleDescription(self.tr("Key {key}").format(key=key))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus if not self.rows else Qt.FocusPolicy.ClickFocus)
        sheets = QSpinBox()
        sheets.setRange(1, 9999)
        sheets.setPrefix("× ")
        sheets.setAccessibleName(self.tr("Sheets: {what}").format(what=name))
        theme.sized(sheets, width=72)
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
        self.rows[kind][1].setVisible(on and kind in self._offered)
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
