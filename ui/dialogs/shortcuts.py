"""The sheet of shortcuts: every command that has keys, by menu, and the keys within parts of the window; searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui import theme
from ui.commands import COMMANDS
from ui.dialogs.fitting import fit
from ui.finding import Finder
from ui.i18n import tell
from ui.menu_names import Menu
from ui.widgets.labels import button, label, row
from ui.widgets.lines import Column, LinesView
from ui.widgets.text_fields import TextLine


@dataclass(frozen=True)
class KeyLine:
    """A line of the sheet."""

    where: str
    keys: str
    what: str
    name: str = ""  # of the command, where it is one


class ShortcutsDialog(QDialog):
    """The sheet. What is typed above finds lines as the palette does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        fit(self, 760, 620)
        self._all = (*self._of_commands(), *self._within())
        self._finder = Finder(line.name for line in self._all if line.name)
        self.search = TextLine()
        self.search.setPlaceholderText(self.tr("Search the shortcuts"))
        self.search.setAccessibleName(self.tr("Search the shortcuts"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.table = LinesView(
            [
                Column(self.tr("Where"), lambda line: line.where, whole=True),
                Column(self.tr("Keys"), lambda line: line.keys, whole=True),
                Column(self.tr("What it does"), lambda line: line.what, 380),
            ],
            self.tr("Keyboard shortcuts"),
        )
        self.none = label(self.tr("No shortcut is like this."), "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(self.search)
        layout.addWidget(self.none)
        layout.addWidget(self.table, 1)
        layout.addWidget(row(button(self.tr("Close"), self.reject)))
        self._fill()

    def _fill(self) -> None:
        typed = self.search.text()
        found = set(self._finder.find(typed))
        low = typed.casefold().strip()
        lines = [
            line
            for line in self._all
            if (line.name in found if line.name else low in f"{line.where} {line.keys} {line.what}".casefold())
        ]
        self.table.lines.replace(lines)
        self.none.setVisible(not lines)

    def _of_commands(self) -> Iterator[KeyLine]:
        for menu in (*Menu, None):  # what is in no menu is of the case in sight
            where = tell(menu.label) if menu is not None else self.tr("Steps of the case")
            for command in COMMANDS:
                if command.menu is menu and command.keys:
                    keys = ", ".join(
                        _shown(each) for each in command.keys if "Return" not in each
                    )  # Enter stands for it
                    yield KeyLine(where, keys, _bare(tell(command.label)), command.name)

    def _within(self) -> Iterator[KeyLine]:
        """What parts of the window do with keys of their own."""
        table, scans, mask = self.tr("Tables"), self.tr("Scans"), self.tr("Masking and redacting")
        papers, days = self.tr("Papers"), self.tr("Days")
        every, envelope, proposals = self.tr("Everywhere"), self.tr("Enclosures"), self.tr("Proposed cases")
        yield KeyLine(every, "Tab, Shift+Tab", self.tr("To the next control, or the one before"))
        yield KeyLine(every, "Esc", self.tr("Close a dialog"))
        yield KeyLine(days, _shown("Ctrl+;"), self.tr("Put in today"))
        yield KeyLine(days, self.tr("Up, Down"), self.tr("A day on, a day back"))
        yield KeyLine(table, "Enter", self.tr("Open the chosen line"))
        yield KeyLine(scans, "PgDown, PgUp", self.tr("Next page, or the page before"))
        yield KeyLine(scans, "+, -", self.tr("Larger, smaller"))
        yield KeyLine(scans, "R", self.tr("Turn the page"))
        yield KeyLine(self.tr("Scan tray"), "M", self.tr("Mask the chosen scan"))
        yield KeyLine(envelope, "1 … 0, A …", self.tr("Tick an enclosure: its key stands before it"))
        yield KeyLine(envelope, "+, -", self.tr("More or fewer of the last piece"))
        yield KeyLine(proposals, "Alt+1 … Alt+5", self.tr("Choose a proposed case"))
        yield KeyLine(papers, "M", self.tr("Move the chosen papers: then the key of a place"))
        yield KeyLine(papers, "M, R; M, D; M, F", self.tr("Chosen papers are returned; destroyed; filed"))
        yield KeyLine(mask, "N, Insert", self.tr("New box"))
        yield KeyLine(mask, self.tr("Arrows; with Shift"), self.tr("Move the box; change its size"))
        yield KeyLine(mask, "PgDown, PgUp", self.tr("Next page, or the page before"))
        yield KeyLine(mask, self.tr("Space"), self.tr("Next box"))
        yield KeyLine(mask, "Delete", self.tr("Take the box out"))
        yield KeyLine(mask, _shown("Ctrl+S"), self.tr("Save the boxes"))


def _shown(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _bare(text: str) -> str:
    return text.removesuffix("…")
