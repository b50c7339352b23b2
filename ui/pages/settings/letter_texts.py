"""Letter texts: those that ship and the office's own; edited, checked while they are typed, printed as specimens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QTabWidget, QWidget

from caseman.domain.letters import LetterKind
from caseman.errors import CasemanError
from caseman.services.desk import Change, Desk
from caseman.services.letter_texts import (
    LetterTextLine,
    NameLine,
    TextFault,
    adopt_letter_text,
    back_to_shipped,
    check_letter_text,
    diff_letter_text,
    list_letter_texts,
    list_names,
    print_specimen,
    show_letter_text,
)
from caseman.text import Language
from ui.i18n import current_language, tell
from ui.pages.base import Page
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.labels import button, label, row, stacked
from ui.widgets.lines import Column, LinesView
from ui.widgets.pdf_view import PdfView
from ui.widgets.side_by_side import SideBySide
from ui.widgets.text_editor import DiffView, LetterTextEdit

_PAUSE_MS = 300  # after the last key, before the text is checked
_TABLE_WIDTH, _EDITOR_WIDTH, _SIDE_WIDTH = 400, 440, 330  # px

_Key = tuple[LetterKind, Language]


class LetterTextsPage(Page):
    """A table of letters and languages; the chosen text with its faults; beside it specimen, changes and names."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Letter texts"))
        self._typed: dict[_Key, str] = {}  # what was changed and not adopted
        self._kept = ""  # the text in force, of the letter that is chosen
        self._shown: _Key | None = None
        self.table = LinesView(
            [
                Column(self.tr("Letter"), self._name, 190),
                Column(self.tr("Language"), lambda line: tell(line.language.label), whole=True),
                Column(self.tr("Text"), self._standing, whole=True),
            ],
            self.tr("Letter texts"),
        )
        self.table.selectionModel().currentChanged.connect(lambda *_: self._choose())
        self.editor = LetterTextEdit(self.tr("The text"))
        self.heading = label("", "heading", wrap=True)
        self.print_button = acts_as(button(self.tr("Test print"), self.print_specimen), "print")
        self.adopt_button = acts_as(button(self.tr("Adopt"), self.adopt, primary=True), "save")
        self.discard_button = button(self.tr("Discard the changes"), self.discard)
        self.shipped_button = button(self.tr("Back to the shipped text"), self.back)
        self.specimen = PdfView(
            self.tr("“Test print” shows the letter here, with sample facts. Nothing is kept of it.")
        )
        self.diff = DiffView(self.tr("Changes to the text that ships"))
        self.names = LinesView(
            [
                Column(self.tr("Name"), lambda line: line.name, whole=True),
                Column(self.tr("Meaning"), self._meaning, 200),
            ],
            self.tr("Names that the text may use"),
        )
        self.names.opened.connect(self._insert)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._check)
        self.editor.edit.textChanged.connect(self._edited)
        self._build()

    def _build(self) -> None:
        self.body.addWidget(
            row(button(self.tr("‹ Settings"), lambda: self.place_chosen.emit("settings"))),
        )
        hint = self.tr("A text of your own holds for letters made from then on; those that were made stay.")
        self.body.addWidget(label(hint, "quiet", wrap=True))
        self.tabs = QTabWidget()
        for part, name in (
            (self.specimen, self.tr("Specimen")),
            (self.diff, self.tr("Changes")),
            (self.names, self.tr("Names")),
        ):
            self.tabs.addTab(part, name)
        middle = stacked(
            self.heading,
            row(self.print_button, self.adopt_button),
            row(self.discard_button, self.shipped_button),
            self.editor,
        )
        columns: tuple[tuple[QWidget, int], ...]
        columns = ((self.table, _TABLE_WIDTH), (middle, _EDITOR_WIDTH), (self.tabs, _SIDE_WIDTH))
        for column, width in columns:
            column.setMinimumWidth(width * 3 // 4)
        split = SideBySide(*(column for column, _ in columns), widths=[width for _, width in columns])
        self.body.addWidget(split, 1)

    # --- what a page does

    def refresh(self) -> None:
        self.session.read(list_letter_texts, done=self._show)

    def first_controls(self) -> Iterable[QWidget]:
        return (self.table,)

    def draft(self) -> dict[str, Any]:
        texts = {f"{kind.value}/{language.value}": text for (kind, language), text in self._typed.items()}
        chosen = "" if self._shown is None else f"{self._shown[0].value}/{self._shown[1].value}"
        return {"chosen": chosen, "texts": texts} if texts else {}

    def restore(self, draft: dict[str, Any]) -> None:
        for name, text in draft.get("texts", {}).items():
            if (key := _key(name)) is not None:
                self._typed[key] = str(text)
        self._shown = None
        self.session.read(list_letter_texts, done=lambda lines: self._show(lines, _key(str(draft.get("chosen")))))
        self.notice.tell(self.tr("What you were typing when the window locked is back."))

    # --- what a person does

    def adopt(self) -> None:
        """Make the text that is shown the office's own."""
        if self._shown is not None:
            self.session.change(
                adopt_letter_text, *self._shown, self.editor.text, done=self._adopted, failed=self.tell_failure
            )

    def back(self) -> None:
        """Use the text that ships again."""
        if self._shown is not None:
            self.session.change(back_to_shipped, *self._shown, done=self._went_back, failed=self.tell_failure)

    def discard(self) -> None:
        """Show the text in force instead of what was typed."""
        if self._shown is not None:
            self._typed.pop(self._shown, None)
            self._show_text(self._kept)

    def print_specimen(self) -> None:
        """Show the letter with sample facts, by the text as it is typed."""
        if self._shown is not None:
            self.tabs.setCurrentWidget(self.specimen)
            self.session.read(
                print_specimen, *self._shown, self.editor.text, done=self._printed, failed=self._not_printed
            )

    # --- answers

    def _show(self, lines: tuple[LetterTextLine, ...], wanted: _Key | None = None) -> None:
        chosen = wanted or self._shown
        self.table.lines.replace(lines)
        keys = [(line.kind, line.language) for line in lines]
        self._shown = None  # read its text again
        self.table.selectRow(keys.index(chosen) if chosen in keys else 0)

    def _choose(self) -> None:
        line: LetterTextLine | None = self.table.selected()
        if line is None or self._shown == (line.kind, line.language):
            return
        key = self._shown = (line.kind, line.language)
        self.heading.setText(f"{tell(line.kind.label)} – {tell(line.language.label)}")
        self.shipped_button.setEnabled(line.own)
        self.specimen.show_pdf(None)
        self.names.lines.replace(list_names(line.kind))
        self.session.read(show_letter_text, *key, done=lambda text: self._loaded(key, text))

    def _loaded(self, key: _Key, text: str) -> None:
        if key == self._shown:
            self._kept = text
            self._show_text(self._typed.get(key, text))

    def _show_text(self, text: str) -> None:
        self.editor.edit.blockSignals(True)
        self.editor.show_text(text)
        self.editor.edit.blockSignals(False)
        self._offer(sound=False)
        self._check()

    def _edited(self) -> None:
        if self._shown is None:
            return
        if self.editor.text == self._kept:
            self._typed.pop(self._shown, None)
        else:
            self._typed[self._shown] = self.editor.text
        self.table.viewport().update()
        self.editor.show_faults(None)
        self._offer(sound=False)
        self._pause.start()

    def _check(self) -> None:
        """Look at the text as it is now; an answer for an older one is dropped."""
        if self._shown is None:
            return
        key, text = self._shown, self.editor.text

        def looked_at(found: tuple[tuple[TextFault, ...], tuple[str, ...]]) -> None:
            if (key, text) == (self._shown, self.editor.text):
                faults, changes = found
                self.editor.show_faults(faults)
                self.diff.show_diff(changes)
                self._offer(sound=not faults)

        self.session.read(_looked_at, *key, text, done=looked_at)

    def _offer(self, *, sound: bool) -> None:
        changed = self._shown in self._typed
        self.print_button.setEnabled(sound)
        self.adopt_button.setEnabled(sound and changed)
        self.discard_button.setEnabled(changed)

    def _adopted(self, _change: Change) -> None:
        if self._shown is not None:
            self._typed.pop(self._shown, None)
        self.notice.tell(self.tr("The text is in force. Letters made from now on say it."))
        self.refresh()

    def _went_back(self, _change: Change) -> None:
        if self._shown is not None:
            self._typed.pop(self._shown, None)
        self.notice.tell(self.tr("The text that ships is in force again."))
        self.refresh()

    def _printed(self, pdf: bytes) -> None:
        self.specimen.show_pdf(pdf)

    def _not_printed(self, error: CasemanError) -> None:
        self.specimen.show_pdf(None)
        self.tell_failure(error)

    def _insert(self, line: NameLine) -> None:
        """Write the name where the cursor is."""
        self.editor.edit.insertPlainText(f"{{{{ {line.name} }}}}")
        self.editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _standing(self, line: LetterTextLine) -> str:
        return self.tr("own, version {version}").format(version=line.version) if line.own else self.tr("shipped")

    def _name(self, line: LetterTextLine) -> str:
        """The letter; with a star where something was changed and not adopted."""
        star = "* " if (line.kind, line.language) in self._typed else ""
        return f"{star}{tell(line.kind.label)}"

    def _meaning(self, line: NameLine) -> str:
        values = f" ({' | '.join(line.values)})" if line.values else ""
        return f"{line.meaning(current_language())}{values}"


def _looked_at(
    desk: Desk, kind: LetterKind, language: Language, text: str
) -> tuple[tuple[TextFault, ...], tuple[str, ...]]:
    return check_letter_text(text, kind, language), diff_letter_text(desk, kind, language, text)


def _key(name: str) -> _Key | None:
    """A letter and language as a draft has them; None for one that this program does not have."""
    kind, _, language = name.partition("/")
    if kind not in list(LetterKind) or language not in list(Language):
        return None
    return LetterKind(kind), Language(language)
