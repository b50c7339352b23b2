"""What is seen of an export before it is written: the first rows of a sheet, or what its encoding cannot hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.services.export.characters import CellReplacement, CharacterReport
from caseman.services.export.reading import Preview
from caseman.services.export.registry import sheet_named
from ui import theme
from ui.i18n import tell
from ui.widgets.labels import button, label, row
from ui.widgets.lines import Column, LinesView

_CUT = 40  # characters of a cell that are shown; its tip has them all
_Line = tuple[str, ...]


class PreviewView(QWidget):
    """The first rows of one sheet, under the headings that were chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = label("", "heading", wrap=True)
        self.told = label("", "quiet", wrap=True)
        self.table = LinesView([], self.tr("First rows of the sheet"))
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(theme.GAP_SMALL)
        self._place.addWidget(self.heading)
        self._place.addWidget(self.told)
        self._place.addWidget(self.table, 1)
        self._headings: _Line = ()

    def show_preview(self, preview: Preview) -> None:
        """Show these rows; a sheet with other columns gets a table of its own."""
        self.heading.setText(
            self.tr("{sheet}, rows: {rows}").format(sheet=tell(preview.title), rows=preview.rows_in_all)
        )
        told = self.tr("Rows: {which}.").format(which=tell(preview.period))
        if preview.rows_in_all > len(preview.rows):
            told += " " + self.tr("The first {count} are shown.").format(count=len(preview.rows))
        self.told.setText(told)
        if preview.headings != self._headings:
            self._headings = preview.headings
            self._build_table()
        self.table.lines.replace(preview.rows)

    def _build_table(self) -> None:
        columns = [Column(name, partial(_cell, at), whole=True) for at, name in enumerate(self._headings)]
        new = LinesView(columns, self.table.accessibleName())
        new.setHorizontalScrollMode(LinesView.ScrollMode.ScrollPerPixel)
        self._place.replaceWidget(self.table, new)
        self.table.setParent(None)
        self.table.deleteLater()
        self.table = new


class CharactersView(QWidget):
    """Each cell that cannot be written as it is, and the choice of what to do."""

    def __init__(
        self, replace: Callable[[], object], take_utf8: Callable[[], object], go_back: Callable[[], object]
    ) -> None:
        super().__init__()
        self.heading = label("", "heading", wrap=True)
        self.told = label("", "quiet", wrap=True)
        self.table = LinesView(
            [
                Column(self.tr("Sheet"), lambda line: tell(sheet_named(line.sheet).title), 110),
                Column(self.tr("Row"), lambda line: str(line.row), whole=True),
                Column(self.tr("Column"), lambda line: tell(line.heading), 140),
                Column(self.tr("Character"), lambda line: line.what.character, whole=True),
                Column(self.tr("Code points"), lambda line: line.what.code_points, whole=True),
                Column(self.tr("Name"), lambda line: line.what.name, 220),
                Column(self.tr("Written as"), self._written_as, whole=True),
            ],
            self.tr("Characters that cannot be written"),
        )
        self.replace_button = button(self.tr("Replace as listed"), replace)
        self.utf8_button = button(self.tr("Write UTF-8 instead"), take_utf8)
        self.back_button = button(self.tr("Back to the preview"), go_back)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addWidget(self.heading)
        whole.addWidget(self.told)
        whole.addWidget(self.table, 1)
        whole.addWidget(row(self.replace_button, self.utf8_button, self.back_button))

    def show_report(self, report: CharacterReport) -> None:
        """Show what a report found; where nothing stands for a character, there is nothing to replace."""
        self.heading.setText(self.tr("Characters that cannot be written: {count}").format(count=report.count))
        if report.hopeless:
            told = self.tr("Nothing stands for {count} of them. Write UTF-8 instead.").format(count=report.hopeless)
        else:
            told = self.tr("Nothing was written yet. What is replaced is listed in replaced.csv of the set.")
        if report.count > len(report.listed):
            told += " " + self.tr("The first {count} are shown.").format(count=len(report.listed))
        self.told.setText(told)
        self.replace_button.setEnabled(not report.hopeless)
        self.table.lines.replace(report.listed)

    def _written_as(self, line: CellReplacement) -> str:
        by = line.what.by
        if by is None:
            return self.tr("(nothing)")
        return by or self.tr("(left out)")


def _cell(at: int, line: Any) -> str:
    """One line of a cell, cut where it is long."""
    text = str(line[at]).replace("\n", " ")
    return text if len(text) <= _CUT else f"{text[:_CUT]}…"
