"""What is chosen of an export: period, encoding, language, sheets, columns of the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from caseman.domain.open_period import read_period
from caseman.errors import CasemanError, InputError
from caseman.services.export.choice import Encoding, ExportChoice
from caseman.services.export.registry import LEDGER, SHEETS
from caseman.text import Language, T
from ui import theme
from ui.i18n import tell
from ui.widgets.check_list import CheckList
from ui.widgets.form import Form
from ui.widgets.labels import label

_PAUSE_MS = 300  # in typing, before what is seen follows
_FORM = ("first", "last", "encoding", "language", "minimised")


class ExportChoices(QWidget):
    """The fields and the two lists. `changed` comes once typing pauses."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.form.day("first", self.tr("From (day)"), hint=self.tr("Empty: since the beginning."), era="R7.4.1")
        self.form.day("last", self.tr("To (day)"), hint=self.tr("Empty: until now."), era="R8.3.31")
        self.form.choice("encoding", self.tr("Encoding"), Encoding)
        self.form.choice("language", self.tr("Language"), Language, blank=self.tr("As the office's letters"))
        self.form.check(
            "minimised",
            self.tr("Minimised, for outsiders"),
            hint=self.tr("Numbers, days, types and results only: no names, no addresses, no free text."),
        )
        for name in ("encoding", "language"):
            box = self.form.control(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        self.sheets = CheckList(self.tr("Sheets"), [(each.code, tell(each.title)) for each in SHEETS])
        columns = [(column.code, tell(column.heading)) for column in LEDGER.columns]
        self.columns = CheckList(self.tr("Columns of the ledger"), columns)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addWidget(self.form)
        for title, part in (
            (self.tr("Sheets"), self.sheets),
            (self.tr("Columns of the ledger"), self.columns),
        ):
            buddy = label(title, "heading")
            buddy.setBuddy(part.list)
            whole.addWidget(buddy)
            whole.addWidget(part)
        whole.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.form.on_change(self._edited)
        self.sheets.changed.connect(self._edited)
        self.columns.changed.connect(self._edited)
        self._settled = self._state()

    def choice(self) -> ExportChoice:
        """What is chosen. Raises `InputError` for a field that cannot be read, or where no sheet or column is left."""
        values = self.form.values()
        period = read_period(str(values["first"]), str(values["last"]))
        if not self.sheets.ticked():
            raise InputError("no-sheets", T("Tick at least one sheet."), field="sheets")
        if not self.columns.ticked():
            raise InputError("no-columns", T("Tick at least one column of the ledger."), field="columns")
        return ExportChoice(
            period=period,
            encoding=Encoding(values["encoding"]),
            language=Language(values["language"]) if values["language"] else None,
            sheets=() if self.sheets.all_ticked() else self.sheets.ticked(),
            columns=() if self.columns.all_ticked() else self.columns.ticked(),
            minimised=bool(values["minimised"]),
        )

    def show_kept(self, kept: ExportChoice) -> None:
        """Begin with what was chosen last, unless something is chosen already."""
        if self.draft():
            return
        self.form.set_values({"encoding": kept.encoding, "language": kept.language or "", "minimised": kept.minimised})
        if kept.sheets:
            self.sheets.tick(kept.sheets)
        if kept.columns:
            self.columns.tick(kept.columns)
        self._settled = self._state()

    def show_fault(self, error: CasemanError) -> str:
        """Say what is wrong where it is; a fault that has no field here is returned."""
        self.clear_fault()
        lists = {"sheets": self.sheets, "columns": self.columns}
        if error.field in lists:
            lists[error.field].show_fault(tell(error.text))
        elif error.field in ("first", "last"):
            self.form.show_one_fault(error)
        else:
            return tell(error.text)
        return ""

    def clear_fault(self) -> None:
        self.form.clear_faults()
        self.sheets.show_fault("")
        self.columns.show_fault("")

    def take_utf8(self) -> None:
        """Choose the encoding that holds everything."""
        self.form.set_values({"encoding": Encoding.UTF_8})

    def draft(self) -> dict[str, Any]:
        now = self._state()
        return now if now != self._settled else {}

    def restore(self, draft: dict[str, Any]) -> None:
        self.form.set_values({name: draft[name] for name in _FORM if name in draft})
        self.sheets.tick(draft.get("sheets", ()))
        self.columns.tick(draft.get("columns", ()))

    def transcribing(self) -> ExportChoice:
        """The choice, with what cannot be written replaced."""
        return replace(self.choice(), transcribe=True)

    def _state(self) -> dict[str, Any]:
        values = self.form.values()
        lists = {"sheets": list(self.sheets.ticked()), "columns": list(self.columns.ticked())}
        return {**{name: values[name] for name in _FORM}, **lists}

    def _edited(self) -> None:
        minimised = bool(self.form.values()["minimised"])
        self.columns.offer(column.code for column in LEDGER.columns_of(minimised=minimised))
        self._pause.start()
