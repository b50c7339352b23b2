"""The palette: one line that finds commands, places and cases, and does or shows what is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.case_query import CaseQuery
from caseman.services.lists import CasePage, list_cases
from caseman.services.views import CaseLine
from caseman.text import Language
from ui import theme
from ui.commands import BY_NAME, COMMANDS, Command
from ui.doing import Doing
from ui.finding import Finder
from ui.i18n import current_language, tell
from ui.menu_names import Menu
from ui.palette_parts import ENTRY, Entry, EntryDelegate, PaletteLine
from ui.session import OfficeSession
from ui.widgets.labels import label
from ui.widgets.spoken_list import SpokenList

_MOST_CASES = 8
_MOST_COMMANDS = 40
_WIDTH = 640  # px
_ROWS = 12
_PAUSE_MS = 120
_LONGEST = 200  # characters of what is typed


def find_cases(desk: Any, asked: str) -> tuple[str, CasePage]:
    """The first cases for what was typed, together with it, so that an old answer is known."""
    return asked, list_cases(desk, CaseQuery(search=asked, limit=_MOST_CASES))


class Palette(QDialog):
    """Over the window until something is chosen, Esc is pressed, or the file locks. Typing stays in its line."""

    command_chosen = Signal(str)
    case_chosen = Signal(str)

    def __init__(
        self, doing: Doing, session: OfficeSession | None, parent: QWidget, *, cases_only: bool = False
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        title = self.tr("Go to a case") if cases_only else self.tr("Find a command or a case")
        self.setWindowTitle(title)
        self._doing = doing
        self._session = session if session is not None and session.may(Permission.READ_CASES) else None
        self._cases_only = cases_only
        self._finder = Finder(() if cases_only else tuple(_offered(doing, opened=session is not None)))
        self._lines: tuple[CaseLine, ...] = ()
        self._reading = False
        self.line = PaletteLine()
        self.line.setAccessibleName(title)
        self.line.setMaxLength(_LONGEST)
        self.line.setPlaceholderText(self._placeholder())
        self.list = SpokenList()
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.below = label("", "quiet", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP_SMALL)
        for part in (self.line, self.list, self.below):
            layout.addWidget(part)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read_cases)
        self.line.textChanged.connect(lambda _text: self._typed())
        self.line.moved.connect(self._move)
        self.line.chosen.connect(self.choose)
        self.list.currentRowChanged.connect(lambda _row: self._tell_current())
        self.list.itemClicked.connect(lambda _item: self.choose())
        self._fill()
        self._place(parent.window())

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is listed now."""
        return tuple(self.list.item(row).data(ENTRY) for row in range(self.list.count()))

    def current(self) -> Entry | None:
        """The line that Enter takes."""
        item = self.list.currentItem()
        entry: Entry | None = item.data(ENTRY) if item is not None else None
        return entry

    def choose(self) -> None:
        """Take the current line; one that cannot be had now says why and stays."""
        entry = self.current()
        if entry is None:
            return
        if entry.why_not:
            self._announce(entry.why_not)
            return
        self.accept()
        if entry.command:
            self.command_chosen.emit(entry.command)
        else:
            self.case_chosen.emit(entry.case)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line around it: the window's frame is left out."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(theme.tokens().accent))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    # --- finding

    def _placeholder(self) -> str:
        if self._cases_only:
            return self.tr("Number, name, kana, address, telephone, tracking number")
        if self._session is None:
            return self.tr("A command")
        return self.tr("A command, a place, or a case by number, name or kana")

    def _typed(self) -> None:
        self._lines = ()
        self._fill()
        self._pause.start()

    def _read_cases(self) -> None:
        """Ask for cases; one question at a time, so that fast typing never queues."""
        asked = self.line.text().strip()
        if self._session is None or not asked or self._reading:
            return
        self._reading = True
        self._session.read(find_cases, asked, done=self._show_cases, failed=self._no_cases)

    def _show_cases(self, answer: tuple[str, CasePage]) -> None:
        self._reading = False
        asked, page = answer
        if asked != self.line.text().strip():
            self._read_cases()  # something else was typed meanwhile
            return
        self._lines = page.lines[:_MOST_CASES]
        self._fill()

    def _no_cases(self, error: CasemanError) -> None:
        self._reading = False
        self.below.setText(tell(error.text))

    def _fill(self) -> None:
        """List what fits; the line that was current stays so while it is there."""
        before = self.current()
        self.list.blockSignals(True)
        self.list.clear()
        for entry in (*self._commands(), *map(_case_entry, self._lines)):
            item = QListWidgetItem(entry.spoken)
            item.setData(ENTRY, entry)
            self.list.addItem(item)
        entries = self.entries
        keep = before is not None and before in entries and bool(self._lines)
        self.list.setCurrentRow(entries.index(before) if keep and before is not None else 0)
        self.list.blockSignals(False)
        self._tell_current()

    def _commands(self) -> Iterator[Entry]:
        """What can be done now comes first."""
        found = self._finder.find(self.line.text(), lately=self._doing.lately)
        entries = [self._entry(BY_NAME[name]) for name in found[:_MOST_COMMANDS]]
        yield from sorted(entries, key=lambda entry: bool(entry.why_not))

    def _entry(self, command: Command) -> Entry:
        keys = QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if command.keys else ""
        text = tell(command.label).removesuffix("…")
        return Entry(text, keys, command=command.name, why_not=self._doing.hindrance(command))

    # --- moving

    def _move(self, key: int) -> None:
        rows = self.list.count()
        if not rows:
            return
        at = self.list.currentRow()
        to = {
            Qt.Key.Key_Up: (at - 1) % rows,
            Qt.Key.Key_Down: (at + 1) % rows,
            Qt.Key.Key_PageUp: max(0, at - _ROWS),
            Qt.Key.Key_PageDown: min(rows - 1, at + _ROWS),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: rows - 1,
        }[Qt.Key(key)]
        self.list.setCurrentRow(to)

    def _tell_current(self) -> None:
        """Let eyes and ears have the current line: the reason below, the whole of it to a screen reader."""
        entry = self.current()
        if entry is None:
            told = "" if not self.line.text().strip() else self.tr("Nothing is found.")
            spoken = told or self._placeholder()
            if self._cases_only and not told:
                told = self._placeholder()
        else:
            told, spoken = entry.why_not, entry.spoken
        self.below.setText(told)
        self.line.setAccessibleDescription(spoken)
        self._announce(spoken)

    def _announce(self, text: str) -> None:
        if text and self.line.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, text))

    def _place(self, window: QWidget) -> None:
        """Over the upper part of the window, never wider than it."""
        rows = max(1, self.list.sizeHintForRow(0)) * _ROWS + 2 * self.list.frameWidth()
        self.list.setMaximumHeight(rows)
        line = max(self.line.sizeHint().height(), self.line.minimumSizeHint().height())
        height = line + rows + 2 * self.below.fontMetrics().lineSpacing() + 2 * theme.GAP + 2 * theme.GAP_SMALL
        size = QSize(theme.px(_WIDTH), height).boundedTo(
            window.size() - QSize(2 * theme.GAP_LARGE, 2 * theme.GAP_LARGE)
        )
        corner = window.mapToGlobal(window.rect().topLeft())
        x = corner.x() + (window.width() - size.width()) // 2
        self.setGeometry(QRect(x, corner.y() + min(80, (window.height() - size.height()) // 2), *size.toTuple()))
        self.line.setFocus()


def _offered(doing: Doing, *, opened: bool) -> Iterator[str]:
    """What makes sense here; what only lacks a permission or something in sight is listed all the same."""
    # A section of the settings, then a new office, are what one wants least.
    for command in sorted(COMMANDS, key=lambda each: (each.name.startswith("settings:"), each.menu is Menu.FILE)):
        if command.name == "palette" or (command.opened and not opened):
            continue
        if command.name.startswith("step:") and doing.hindrance(command):
            continue
        yield command.name


def _case_entry(line: CaseLine) -> Entry:
    kana = f" ({line.kana})" if line.kana and current_language() is Language.JA else ""
    return Entry(f"{line.number}  {line.principal}{kana}", tell(line.state.label), case=line.number)
