"""The editor of the office's procedure: checked while it is typed, told in words, tried out, adopted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QTabWidget, QVBoxLayout, QWidget

from caseman.bootstrap import write_file
from caseman.domain.entry import parse_date
from caseman.errors import CasemanError
from caseman.offices.loader import procedure_text
from caseman.offices.locations import Place
from caseman.offices.sourced import BothLanguages
from caseman.services.desk import Change, Desk
from caseman.services.procedure_editing import (
    LONGEST,
    LookedAt,
    adopt_edited,
    beginnings,
    check_length,
    look_at,
    put_format,
    put_value,
    start_from,
)
from caseman.services.procedures import ProcedureVersion, procedure_toml
from ui import theme
from ui.i18n import tell
from ui.pages.base import Page
from ui.pages.settings.procedure_faults import ProcedureText
from ui.pages.settings.procedure_paper import OwnPaperPanel
from ui.pages.settings.procedure_trial import TrialPanel
from ui.pages.settings.procedure_values import ValuesPanel
from ui.pages.settings.procedure_words import LinesPanel, WordsPanel
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.file_dialogs import ask_file, ask_new_file
from ui.widgets.form import Form
from ui.widgets.labels import button, label, panel, row, stacked
from ui.widgets.side_by_side import SideBySide

_PAUSE_MS = 300  # after the last key, before the text is checked
_START_LENGTH = 16  # signs; the list below shows each whole
_TEXT_WIDTH, _SIDE_WIDTH, _LEAST_TEXT_WIDTH = 620, 520, 320  # px


class ProcedurePage(Page):
    """The text at the left; beside it what it says, its values, a trial, what changed, and the way to adopt it."""

    adopted = Signal()  # every page is built anew

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Edit the office's procedure"))
        self._kept = ""  # the text in force, as the editor shows it
        self._loaded = False
        self._waiting: dict[str, Any] = {}  # a draft that came before the text in force
        self.text = ProcedureText(LONGEST)
        self.start = QComboBox()
        self.import_button = button(self.tr("Import…"), self._ask_which)
        self.export_button = acts_as(button(self.tr("Export…"), self._ask_where), "save_file")
        self.discard_button = button(self.tr("Discard the changes"), self.discard)
        self.words = WordsPanel()
        self.values = ValuesPanel()
        self.own_paper = OwnPaperPanel()
        self.trial = TrialPanel(session)
        self.lines = LinesPanel()
        self.begins = Form()
        self.begins.day("in_force_from", self.tr("In force from"))
        adopt = button(self.tr("Adopt as the next version"), self.adopt, primary=True)
        self.adopt_button = acts_as(adopt, "adopt")  # what saves a form must not adopt it in passing
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.check)
        self._build()
        self.text.edit.textChanged.connect(self._edited)
        self.text.edit.too_long.connect(self._too_long)
        self.start.activated.connect(lambda _at: self._start_anew())
        self.values.changed.connect(self._write_value)
        self.own_paper.written.connect(self._write_format)
        self._offer()

    # --- what a page does

    def refresh(self) -> None:
        if not self._loaded:
            self.session.read(procedure_toml, done=self._load)
            self.session.read(beginnings, done=self._offer_beginnings)

    def first_controls(self) -> Iterable[QWidget]:
        return (self.text.edit,)

    def show_part(self, part: str) -> None:
        """Bring a tab into sight: `words`, `values`, `paper`, `trial`, `lines`."""
        tabs: dict[str, QWidget] = {
            "words": self.words,
            "values": self.values,
            "paper": self.own_paper,
            "trial": self.trial,
            "lines": self.lines,
        }
        if part in tabs:
            self.tabs.setCurrentWidget(tabs[part])

    def draft(self) -> dict[str, Any]:
        if not self._loaded:
            return self._waiting
        kept: dict[str, Any] = {}
        if self.changed:
            kept["text"] = self.text.text
            kept["cursor"] = self.text.edit.textCursor().position()
        if typed := self.trial.draft():
            kept["trial"] = typed
        return {**kept, "tab": self.tabs.currentIndex()} if kept else {}

    def restore(self, draft: dict[str, Any]) -> None:
        self._waiting = draft
        if self._loaded:
            self._bring_back()

    @property
    def changed(self) -> bool:
        """Whether the text is another than the one in force."""
        return self._loaded and self.text.text != self._kept

    # --- what a person does

    def adopt(self) -> None:
        """Make the text the next version, in force from the day that is typed."""
        self.begins.clear_faults()
        try:
            begins = parse_date(self.begins.values()["in_force_from"], "in_force_from")
        except CasemanError as error:
            self.begins.show_faults(error)
            return
        self.session.change(adopt_edited, self.text.text, begins, done=self._adopted, failed=self._not_adopted)

    def discard(self) -> None:
        """Show the text in force again; undo brings back what was typed."""
        self._replace(self._kept)

    def take_file(self, path: Path) -> None:
        """Put the text of a file in place of the one that is shown."""
        try:
            text = procedure_text(str(path))
            check_length(text)
        except CasemanError as error:
            self.tell_failure(error)
            return
        self._replace(text)
        self.notice.tell(
            self.tr("The text of {name} is here now. Ctrl+Z in it brings back what stood here.").format(name=path.name)
        )

    def save_file(self, path: Path) -> None:
        """Write the text as it is shown into a new file."""
        try:
            write_file(path, self.text.text.encode())
        except CasemanError as error:
            self.tell_failure(error)
            return
        self.notice.tell(self.tr("Saved as {name}.").format(name=path.name))

    def check(self) -> None:
        """Look at the text as it is now; an answer for an older one is dropped."""
        self._pause.stop()
        self.session.read(look_at, self.text.text, done=self._looked_at, failed=self._not_looked_at)

    # --- answers

    def _load(self, text: str) -> None:
        self._kept = text.replace("\r\n", "\n")
        self.text.show_text(self._kept)
        self._kept = self.text.text  # as the editor gives it back
        self._loaded = True
        self.begins.set_values({"in_force_from": self.session.today().isoformat()})
        if self._waiting:
            self._bring_back()
        self.check()

    def _bring_back(self) -> None:
        draft, self._waiting = self._waiting, {}
        if isinstance(draft.get("text"), str):
            self.text.edit.replace_text(draft["text"])
            cursor = self.text.edit.textCursor()
            cursor.setPosition(min(int(draft.get("cursor", 0)), self.text.edit.document().characterCount() - 1))
            self.text.edit.setTextCursor(cursor)
        self.trial.form.set_values(draft.get("trial", {}))
        self.tabs.setCurrentIndex(int(draft.get("tab", 0)))
        self.notice.tell(self.tr("What you were typing when the window locked is back."))
        self.check()

    def _looked_at(self, found: LookedAt) -> None:
        if found.text != self.text.text:
            return
        self.text.show_findings(found.findings, found.more)
        if found.sound:
            self.words.show_topics(found.topics, edited=self.changed)
        else:
            self.words.show_nothing()
        self.lines.show_lines(found.lines)
        self.values.show_values(found.data)
        self.own_paper.show_formats(found.data)
        self.trial.take(found.text, sound=found.sound)
        self._offer(sound=found.sound)

    def _not_looked_at(self, error: CasemanError) -> None:
        self.text.show_refusal(tell(error.text))
        self.words.show_nothing()
        self._offer()

    def _edited(self) -> None:
        if not self._loaded:
            return
        self.text.show_checking()
        self._offer()
        self._pause.start()

    def _adopted(self, _change: Change) -> None:
        self._kept = self.text.text
        self._loaded = False  # nothing of it is a draft any more
        self.session.read(_in_force, done=self._in_force)

    def _in_force(self, procedure: Any) -> None:
        self.session.procedure = procedure
        self.place_chosen.emit("settings:procedure")  # its versions are told there
        self.adopted.emit()

    def _not_adopted(self, error: CasemanError) -> None:
        self.begins.tell_faults(error, self.notice)

    def _too_long(self) -> None:
        told = self.tr(
            "That is more than a procedure can have ({most} characters), and was not put in. Check what was copied."
        )
        self.notice.tell(told.format(most=f"{LONGEST:,}"), bad=True)

    # --- writing into the text

    def _write_value(self, place: Place, value: Any) -> None:
        try:
            self._replace(put_value(self.text.text, place, value))
        except CasemanError as error:
            self.tell_failure(error)
            self.check()  # the field shows again what stands in the text

    def _write_format(self, kind: str, at: int, values: dict[str, Any]) -> None:
        try:
            self._replace(put_format(self.text.text, kind, at, values))
        except CasemanError as error:
            self.tell_failure(error)
            return
        told = self.tr("“{name}” stands in the text now. It can be used once the text is adopted.")
        self.notice.tell(told.format(name=values["name"]))

    def _replace(self, text: str) -> None:
        self.text.edit.replace_text(text)
        if not self._pause.isActive():
            self.check()

    def _start_anew(self) -> None:
        chosen = self.start.currentData()
        self.start.setCurrentIndex(0)
        if isinstance(chosen, int):
            self.session.read(procedure_toml, chosen, done=self._started, failed=self.tell_failure)
        elif chosen:
            self.session.read(start_from, chosen, done=self._started, failed=self.tell_failure)

    def _offer_beginnings(
        self, found: tuple[tuple[ProcedureVersion, ...], tuple[tuple[str, BothLanguages], ...]]
    ) -> None:
        versions, shipped = found
        while self.start.count() > 1:
            self.start.removeItem(1)
        for each in versions:
            text = self.tr("Version {version}, in force from {day}")
            self.start.addItem(text.format(version=each.version, day=tell(each.in_force_from)), each.version)
        for code, name in shipped:
            self.start.addItem(self.tr("{name} (ships)").format(name=tell(name)), code)

    def _started(self, text: str) -> None:
        self._replace(text)
        self.notice.tell(self.tr("That text is here now. Ctrl+Z in it brings back what stood here."))

    def _offer(self, *, sound: bool = False) -> None:
        self.discard_button.setEnabled(self.changed)
        self.adopt_button.setEnabled(sound and self.changed)

    # --- building

    def _build(self) -> None:
        self.start.setAccessibleName(self.tr("Start from another text"))
        self.start.addItem(self.tr("Start from…"), "")
        self.start.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.start.setMinimumContentsLength(_START_LENGTH)
        self.start.view().setTextElideMode(Qt.TextElideMode.ElideNone)
        back = button(self.tr("‹ Settings"), lambda: self.place_chosen.emit("settings:procedure"))
        self.body.addWidget(row(back, self.start, self.discard_button))
        left = stacked(row(self.import_button, self.export_button), self.text)
        hint = label(self.tr("Nothing holds before it is adopted. A lock keeps what is typed."), "quiet", wrap=True)
        self.tabs = QTabWidget()
        for part, name in (
            (self.words, self.tr("In words")),
            (self.values, self.tr("Values")),
            (self.own_paper, self.tr("Formats")),
            (self.trial, self.tr("Try it")),
            (self.lines, self.tr("Lines")),
        ):
            self.tabs.addTab(part, name)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.tabs, 1)
        column.addWidget(panel(hint, self.begins, row(self.adopt_button)))
        left.setMinimumWidth(_LEAST_TEXT_WIDTH)
        split = SideBySide(left, right, widths=(_TEXT_WIDTH, _SIDE_WIDTH))
        self.body.addWidget(split, 1)

    def _ask_which(self) -> None:
        kinds = self.tr("Procedures (*.toml)")
        ask_file(self, self.tr("Import a procedure"), lambda path: self.take_file(Path(path)), kinds=kinds)

    def _ask_where(self) -> None:
        name = f"{self.session.procedure.code}.toml"
        ask_new_file(self, self.tr("Export the text"), lambda path: self.save_file(Path(path)), "toml", at=name)


def _in_force(desk: Desk) -> Any:
    return desk.procedure
