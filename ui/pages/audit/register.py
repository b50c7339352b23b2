"""The register that an office kept so far becomes cases: chosen, looked at, put right, imported."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.domain.register_fields import RegisterField
from caseman.errors import CasemanError, FileError
from caseman.services.register_import import take_over
from caseman.services.register_reading import RegisterPlan, plan_import, remapped, taught, write_problems
from caseman.text import T
from ui import theme
from ui.i18n import current_language, tell
from ui.pages.audit.register_lists import ColumnList, ProblemList
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_file, ask_new_file
from ui.widgets.labels import Notice, button, label, restyle, row
from ui.widgets.long_work import LongWork

if TYPE_CHECKING:
    from caseman.services.desk import Change, Desk
    from caseman.services.stopping import Stop


_SEVERAL = (None, RegisterField.REMARKS)  # what several columns may be


class RegisterPanel(Panel):
    """Nothing is written before the button that says how many cases it imports."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.plan: RegisterPlan | None = None
        self._path: Path | None = None
        self._map, self._sheet = "", ""
        self._asked: tuple[Path, str, str] | None = None  # what is being read
        self._focused: QWidget | None = None  # where the keyboard was before the work
        self.choose_button = button(self.tr("Choose the register…"), self._browse, primary=True)
        self.choose_button.setEnabled(session.may(Permission.OPEN_CASE))
        self.work = LongWork(session)
        self.found = label("", "quiet", wrap=True)
        self.warning = label("", "warn", wrap=True)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(self.tr("Sheet"))
        self.sheet.activated.connect(lambda _at: self._choose_sheet())
        self.columns = ColumnList()
        self.columns.changed.connect(self._read_as)
        self.problems = ProblemList()
        self.problems.meant.connect(self._teach)
        self.problems.report_wanted.connect(self._ask_report)
        self.leave_out = QCheckBox(self.tr("Leave out the rows that cannot become cases"))
        self.leave_out.toggled.connect(lambda _on: self._offer())
        self.import_button = button("", self._import, primary=True)
        self.done_button = button(self.tr("Show the cases"), lambda: self.place_chosen.emit("cases:show:all"))
        self._rest = QWidget()  # takes the room while there are no lists
        self._lay_out()
        self._show()

    def first_controls(self) -> Iterable[QWidget]:
        return (self.import_button, self.choose_button)

    def draft(self) -> dict[str, Any]:
        if self.plan is None or self._path is None:
            return {}
        return {"path": str(self._path), "map": self._map, "sheet": self._sheet}

    def restore(self, draft: dict[str, Any]) -> None:
        self._look(Path(draft["path"]), str(draft["map"]), str(draft["sheet"]))

    def take(self, path: Path) -> None:
        """Look at a register; nothing of it is written."""
        self._notice.hide()
        self._look(path)

    # --- the parts

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.setSpacing(theme.GAP_SMALL)
        intro = self.tr(
            "The table in which requests were kept so far (.xlsx or CSV) becomes cases. It is looked at first; "
            "nothing is written before you say so, and then all of it or nothing."
        )
        whole.addWidget(label(intro, "quiet", wrap=True))
        whole.addWidget(row(self.choose_button, self.sheet))
        for part in (self.work, self.found, self.warning):
            whole.addWidget(part)
        whole.addWidget(self.columns, 3)
        whole.addWidget(self.problems, 2)
        whole.addWidget(row(self.import_button, self.done_button, self.leave_out))
        whole.addWidget(self._rest, 1)

    def _show(self) -> None:
        plan = self.plan
        for part in (self.found, self.columns, self.import_button):
            part.setVisible(plan is not None)
        self.sheet.setVisible(plan is not None and len(plan.sheets) > 1)
        self.leave_out.setVisible(plan is not None and bool(plan.left_out) and not plan.unmapped)
        self.done_button.hide()
        self._rest.setVisible(plan is None)
        restyle(self.choose_button, "primary" if plan is None else "")
        if plan is None:
            self.problems.hide()
            self.warning.hide()
            return
        self.found.setText(self._told(plan))
        warning = self._warning(plan)
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
        self.sheet.clear()
        for name in plan.sheets:
            self.sheet.addItem(name, name)
        self.columns.show_plan(plan)
        self.problems.show_plan(plan)
        self._offer()

    def _told(self, plan: RegisterPlan) -> str:
        if plan.encoding:
            names = {"\t": self.tr("tab"), ",": self.tr("comma"), ";": self.tr("semicolon")}
            what = self.tr("Text in {encoding}, separated by {separator}").format(
                encoding=plan.encoding, separator=names.get(plan.separator, plan.separator)
            )
        else:
            what = self.tr("Workbook, sheet “{sheet}”").format(sheet=plan.sheet)
        told = self.tr("{name}: {what}. Headings in row {header}, rows: {rows}, can become cases: {cases}.").format(
            name=plan.name, what=what, header=plan.header_row, rows=f"{plan.rows:,}", cases=f"{len(plan.cases):,}"
        )
        if plan.hidden:
            told += " " + self.tr("Rows that the workbook hides are read too: {count}.").format(count=plan.hidden)
        if plan.remembered:
            told += " " + self.tr("The columns are read as in the last register with these headings.")
        return told

    def _warning(self, plan: RegisterPlan) -> str:
        if plan.known_since is not None:
            day = str(plan.known_since)[:10]
            return self.tr("This very file was imported before, on {day}.").format(day=day)
        if plan.unmapped:
            fields = tell([each.label for each in plan.unmapped])
            return self.tr("No column holds these yet, and no case can do without them: {fields}.").format(
                fields=fields
            )
        return ""

    def _offer(self) -> None:
        plan = self.plan
        if plan is None:
            return
        self.import_button.setText(self.tr("Import {cases} cases").format(cases=f"{len(plan.cases):,}"))
        stopped = bool(plan.left_out) and not self.leave_out.isChecked()
        may = self._session.may(Permission.OPEN_CASE)
        self.import_button.setEnabled(
            may and bool(plan.cases) and not stopped and not plan.unmapped and plan.known_since is None
        )

    # --- what a person does

    def _browse(self) -> None:
        kinds = self.tr("Registers (*.xlsx *.csv *.tsv *.txt);;All files (*)")
        ask_file(self, self.tr("The register kept so far"), lambda name: self.take(Path(name)), kinds=kinds)

    def _choose_sheet(self) -> None:
        self._look_again("", str(self.sheet.currentData()))

    def _read_as(self, heading: str, field: RegisterField | None) -> None:
        assert self.plan is not None
        taken = {line.heading: None for line in self.plan.columns if line.field is field and field not in _SEVERAL}
        self._look_again(remapped(self.plan.map, {**taken, heading: field}), self._sheet)

    def _teach(self, field: RegisterField, word: str, code: str) -> None:
        assert self.plan is not None
        self._look_again(taught(self.plan.map, field, word, code), self._sheet)

    def _look_again(self, told: str, sheet: str) -> None:
        assert self._path is not None
        self._look(self._path, told, sheet)

    def _look(self, path: Path, told: str = "", sheet: str = "") -> None:
        """Read a register; one that cannot be read leaves the last one in sight."""
        self._asked = (path, told, sheet)
        self._working(on=True)
        look = partial(look_at, path=path, told=told, sheet=sheet)
        self._session.read_long(look, done=self._looked, failed=self._failed)

    def _looked(self, plan: RegisterPlan) -> None:
        self._working(on=False)
        assert self._asked is not None
        self._path, self._map, self._sheet = self._asked
        self.plan = plan
        if not plan.left_out:
            self.leave_out.setChecked(False)
        self._show()

    def _import(self) -> None:
        assert self.plan is not None
        self._working(on=True)
        self.work.bar.setRange(0, 100)
        take = partial(take_over, leave_out=self.leave_out.isChecked())
        self._session.change_long(take, self.plan, done=self._imported, failed=self._failed, progress=self._progress)

    def _progress(self, done: float) -> None:
        self.work.bar.setValue(round(done * 100))

    def _imported(self, change: Change) -> None:
        self._working(on=False)
        left_out = self.plan.left_out if self.plan is not None else 0
        self.plan = self._path = None
        self._show()
        self.done_button.show()
        told = self.tr("Cases imported: {cases}. Rows left out: {left_out}.")
        self._notice.tell(told.format(cases=f"{len(change.numbers):,}", left_out=left_out))
        self.done_button.setFocus()

    def _ask_report(self) -> None:
        def write(name: str) -> None:
            assert self.plan is not None
            report = partial(write_problems, plan=self.plan, path=Path(name), language=current_language())
            self._session.read(report, done=self._reported, failed=self._failed)

        ask_new_file(self, self.tr("Where to write the problems"), write, "csv", at="problems.csv")

    def _reported(self, path: Path) -> None:
        self._notice.tell(self.tr("The problems are in {file}.").format(file=str(path)))

    def _failed(self, error: CasemanError) -> None:
        self._working(on=False)
        self._notice.tell(tell(error.text), bad=True)

    def _working(self, *, on: bool) -> None:
        if on:
            focused = self.focusWidget()
            self._focused = focused if isinstance(focused, QComboBox) else None
        self.work.bar.setRange(0, 0)
        self.work.show_working(on=on)
        for part in (self.choose_button, self.columns, self.problems, self.import_button, self.sheet, self.leave_out):
            part.setEnabled(not on)
        if not on:
            self.choose_button.setEnabled(self._session.may(Permission.OPEN_CASE))
            self._offer()
            if self._focused is not None and self._focused.isVisible():
                self._focused.setFocus()


def look_at(desk: Desk, *, path: Path, told: str, sheet: str, stop: Stop) -> RegisterPlan:
    """Read a register on the database thread. Raises `FileError` for a file that cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        text = T("“{name}” cannot be read ({why}). Choose another file.", name=path.name, why=error.strerror or "?")
        raise FileError("not-readable", text) from error
    return plan_import(desk, path.name, data, told, sheet, stop)
