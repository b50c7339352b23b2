"""The two lists of the assistant for a register: what each column is read as, and what is wrong, row by row."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from caseman.domain.register_case import Problem
from caseman.domain.register_fields import RegisterField
from caseman.services.register_reading import ColumnLine, RegisterPlan, meanings
from caseman.text import Text
from ui import theme
from ui.i18n import tell
from ui.widgets.labels import button, label, row
from ui.widgets.lines import Column, LinesView

_MOST = 1000  # problems in sight; the report has them all


class ColumnList(QWidget):
    """The columns of the register; the chosen one can be read as something else. `changed` tells the new reading."""

    changed = Signal(str, object)  # the heading, and the field or None

    def __init__(self) -> None:
        super().__init__()
        self.table = LinesView(
            [
                Column(self.tr("Column"), lambda line: line.heading, 140),
                Column(self.tr("Read as"), self._read_as, 170),
                Column(self.tr("For example"), lambda line: tell(line.samples), 260),
            ],
            self.tr("Columns of the register"),
        )
        theme.sized(self.table, least_height=150)
        self.field = QComboBox()
        self.field.setAccessibleName(self.tr("Read the chosen column as"))
        self.field.addItem(self.tr("(leave it out)"), "")
        for each in RegisterField:
            self.field.addItem(tell(each.label), each.value)
        self.field.activated.connect(lambda _at: self._choose())
        name = label(self.tr("Read the chosen column as"))
        name.setBuddy(self.field)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addWidget(self.table, 1)
        whole.addWidget(row(name, self.field))
        self._show_chosen()

    def show_plan(self, plan: RegisterPlan) -> None:
        """Show the columns of a register that was read."""
        at = self.table.currentIndex().row()
        self.table.lines.replace(plan.columns)
        if 0 <= at < len(plan.columns):
            self.table.selectRow(at)
        self._show_chosen()

    def _read_as(self, line: ColumnLine) -> str:
        if line.field is None:
            return self.tr("(left out)")
        told = tell(line.field.label)
        return self.tr("{field} (by its content)").format(field=told) if line.by_content else told

    def _show_chosen(self) -> None:
        line = self.table.selected()
        self.field.setEnabled(line is not None)
        code = line.field.value if line is not None and line.field is not None else ""
        self.field.setCurrentIndex(max(0, self.field.findData(code)))

    def _choose(self) -> None:
        line = self.table.selected()
        code = self.field.currentData()
        if line is not None:
            self.changed.emit(line.heading, RegisterField(code) if code else None)


class ProblemList(QWidget):
    """What is wrong, the rows that cannot become cases first. `meant` teaches what an unknown word means."""

    meant = Signal(object, str, str)  # the field, the word, the code
    report_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "heading")
        self.table = LinesView(
            [
                Column(self.tr("Row"), lambda each: str(each.row), whole=True),
                Column(self.tr("Column"), lambda each: each.column, 110),
                Column(self.tr("What stands there"), lambda each: " ".join(each.written.split()), 140),
                Column(self.tr("What is wrong"), lambda each: tell(each.reason), 360),
                Column(self.tr("The row"), self._becomes, whole=True, colour=_colour),
            ],
            self.tr("Problems of the register"),
        )
        theme.sized(self.table, least_height=120)
        self.save_button = button(self.tr("Save the problems as CSV…"), self.report_wanted.emit)
        self.whole_reason = label("", wrap=True, selectable=True)
        self._word = label("")
        self.meaning = QComboBox()
        self.meaning.setAccessibleName(self.tr("What the word means"))
        self.meaning.activated.connect(lambda _at: self._choose())
        self.teach = row(self._word, self.meaning)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self._fields: dict[str, RegisterField] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addWidget(row(self.title, self.save_button))
        whole.addWidget(self.table, 1)
        whole.addWidget(self.whole_reason)
        whole.addWidget(self.teach)
        self.teach.hide()

    def show_plan(self, plan: RegisterPlan) -> None:
        """Show the problems of a register that was read; nothing where there are none."""
        self.setVisible(bool(plan.problems))
        self._fields = {column.heading: column.field for column in plan.columns if column.field is not None}
        lines = (*plan.stopping, *plan.told)
        self.title.setText(
            self.tr("Rows that cannot become cases: {rows}. Problems in all: {problems}.").format(
                rows=plan.left_out, problems=len(lines)
            )
        )
        self.table.lines.replace(lines[:_MOST])
        self._show_chosen()

    def _becomes(self, each: Problem) -> str:
        return self.tr("cannot become a case") if each.stops else self.tr("taken as written")

    def _show_chosen(self) -> None:
        each = self.table.selected()
        self.whole_reason.setText("" if each is None else tell(each.reason))
        self.whole_reason.setVisible(each is not None)
        field = None if each is None else self._fields.get(each.column)
        known: dict[str, Text] = meanings(field) if each is not None and each.stops else {}
        self.teach.setVisible(bool(known) and bool(each.written))
        if not known:
            return
        self._word.setText(self.tr("“{word}” means").format(word=_short(each.written)))
        self.meaning.clear()
        self.meaning.addItem(self.tr("(not said yet)"), "")
        for code, told in known.items():
            self.meaning.addItem(tell(told), code)

    def _choose(self) -> None:
        each, code = self.table.selected(), self.meaning.currentData()
        if each is not None and code:
            self.meant.emit(self._fields[each.column], each.written, code)


def _colour(each: Problem) -> str | None:
    return theme.tokens().bad if each.stops else None


def _short(word: str) -> str:
    line = " ".join(word.split())
    return line if len(line) <= 24 else f"{line[:24]}…"
