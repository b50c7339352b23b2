"""A list of things to tick, with a button for all of them and one for none."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.fitted_list import FittedList
from ui.widgets.labels import button, label, row

_ALL = 10_000  # px: what is around scrolls
_CODE = Qt.ItemDataRole.UserRole


class CheckList(QWidget):
    """Each thing has a code and a title; Space ticks. `looked_at` tells the code of the one the keyboard is on."""

    changed = Signal()
    looked_at = Signal(str)

    def __init__(self, name: str, things: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.list = FittedList(name, _ALL)
        for code, title in things:
            item = QListWidgetItem(title)
            item.setData(_CODE, code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setSpacing(1)
        self.list.fit()
        self.list.itemChanged.connect(lambda _item: self.changed.emit())
        self.list.currentItemChanged.connect(lambda item, _before: self._tell(item))
        self.fault = label("", "fault", wrap=True)
        self.fault.hide()
        self.all_button = button(self.tr("All"), lambda: self.tick_all(on=True))
        self.none_button = button(self.tr("None"), lambda: self.tick_all(on=False))
        for each, what in ((self.all_button, self.tr("All")), (self.none_button, self.tr("None"))):
            each.setAccessibleName(f"{name}: {what}")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addWidget(self.list)
        whole.addWidget(self.fault)
        whole.addWidget(row(self.all_button, self.none_button))
        self.setFocusProxy(self.list)

    def show_fault(self, text: str) -> None:
        """Say under the list what is wrong; empty takes it back."""
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        self.list.setAccessibleDescription(text)

    def ticked(self) -> tuple[str, ...]:
        """The codes of what is ticked and offered, in the order of the list."""
        return tuple(self._code(item) for item in self._items() if self._on(item) and not item.isHidden())

    def all_ticked(self) -> bool:
        return all(self._on(item) for item in self._items() if not item.isHidden())

    def tick(self, codes: Iterable[str]) -> None:
        """Tick these, and nothing else."""
        wanted = set(codes)
        self._set(lambda item: self._code(item) in wanted)

    def tick_all(self, *, on: bool) -> None:
        self._set(lambda _item: on)

    def offer(self, codes: Iterable[str]) -> None:
        """Show these alone; what is hidden keeps its tick."""
        wanted = set(codes)
        for item in self._items():
            item.setHidden(self._code(item) not in wanted)
        self.list.fit()

    def look_at(self, code: str) -> None:
        """Put the keyboard on one."""
        for item in self._items():
            if self._code(item) == code:
                self.list.setCurrentItem(item)

    def _set(self, on: object) -> None:
        self.list.blockSignals(True)
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(Qt.CheckState.Checked if on(item) else Qt.CheckState.Unchecked)  # type: ignore[operator]
        self.list.blockSignals(False)
        self.changed.emit()

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.looked_at.emit(self._code(item))

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _code(self, item: QListWidgetItem) -> str:
        return str(item.data(_CODE))

    def _on(self, item: QListWidgetItem) -> bool:
        return item.checkState() is Qt.CheckState.Checked
