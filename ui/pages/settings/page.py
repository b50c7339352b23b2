"""Settings: sections at the left, a line that finds them, what can be set at the right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from caseman.domain.permissions import Permission
from caseman.domain.settings import Section, Setting, find_settings
from ui import theme
from ui.i18n import tell
from ui.pages.base import Page
from ui.pages.settings.backup import BackupPanel
from ui.pages.settings.choice import Choice
from ui.pages.settings.closures import ClosureList
from ui.pages.settings.envelopes import EnvelopesPanel
from ui.pages.settings.facts import facts
from ui.pages.settings.marking import Marking
from ui.pages.settings.printer import PrinterPanel
from ui.pages.settings.procedure import ProcedurePanel
from ui.pages.settings.scanner import ScannerPanel
from ui.pages.settings.workstation import workstation_choices
from ui.session import OfficeSession
from ui.widgets.focus import enter
from ui.widgets.labels import button, label, panel, row, scrolled
from ui.widgets.permitted import who_may

_LIST_WIDTH, _WIDEST_LIST = 210, 380  # px
_OFFICE_RULES = (Section.PROCEDURE, Section.TEXTS, Section.CLOSURES, Section.SCANNER)
_LOOKS = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
_WIDEST = 900  # px of what is set: longer lines are hard to read


class SettingsPage(Page):
    """What can be chosen, and what the procedure says."""

    language_chosen = Signal()  # every page is built anew

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Settings"))
        self._parts: dict[Section, tuple[QWidget, ...]] = {}
        self._areas: dict[Section, QWidget] = {}
        self._old: set[Section] = set()
        self._marking = Marking()
        self._going_to = False  # whether a section was asked for by name
        self._speaking_anew = False
        self.search = QLineEdit()
        self.list = QListWidget()
        self.nothing = label(
            self.tr("No setting is called that. Try another word, or a shorter one."), "quiet", wrap=True
        )
        self._stack = QStackedWidget()
        self._choices = workstation_choices(session, self._speak_anew)
        self.backup = BackupPanel(session, self.notice)
        self.closures = ClosureList(session, self.notice)
        self.versions = ProcedurePanel(session, self.notice)
        self.scanner = ScannerPanel(session, self.notice)
        self.envelopes = EnvelopesPanel(session, self.notice)
        self.printer = PrinterPanel(session, self.notice)
        for part in (self.versions, self.envelopes):
            part.place_chosen.connect(self.place_chosen)
        self._fill()
        self._build()
        self.show_part(Section.PROCEDURE)
        self._going_to = False

    # --- what a page does

    def refresh(self) -> None:
        self._old = set(self._parts)
        self._read_shown()

    def first_controls(self) -> Iterable[QWidget]:
        """The line that finds; the section's own control where the section was asked for."""
        if not self._going_to:
            return (self.search,)
        self._going_to = False
        return (*self._controls(self.section), self._areas[self.section])

    def show_part(self, part: str) -> None:
        """Bring a section into sight: one of `Section`, or a `Setting` in it. An unknown name leaves what is shown."""
        if part in set(Setting):
            part = Setting(part).section
        if part not in self._parts:
            return
        if part not in find_settings(self.search.text()):
            self.search.clear()
        self._going_to = True
        self.list.setCurrentRow(list(self._parts).index(Section(part)))

    @property
    def part(self) -> str:
        return self.section.value

    @property
    def section(self) -> Section:
        """The one in sight."""
        return list(self._parts)[max(0, self.list.currentRow())]

    def choice(self, setting: Setting) -> Choice:
        """The control of a setting of this workstation."""
        return next(each for each in self._choices[setting.section] if each.setting is setting)

    def draft(self) -> dict[str, Any]:
        for choices in self._choices.values():
            for choice in choices:
                choice.settle_if_moving()
        kept = {"backup": self.backup.draft(), "scanner": self.scanner.draft(), "printer": self.printer.draft()}
        kept |= {"closures": self.closures.draft()}
        found: dict[str, Any] = {name: typed for name, typed in kept.items() if typed}
        return {**found, "section": self.section.value} if found or self._speaking_anew else {}

    def restore(self, draft: dict[str, Any]) -> None:
        for name, part in (("backup", self.backup), ("scanner", self.scanner)):
            part.form.set_values(draft.get(name, {}))
        self.printer.restore(draft.get("printer", {}))
        self.closures.form.set_values(draft.get("closures", {}))
        self.show_part(str(draft.get("section", "")))
        if self.isVisible():
            enter(self.first_controls())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() not in _LOOKS or not hasattr(self, "_marking"):
            return
        self._fit_list()
        if self.search.text():
            self._mark()

    # --- answers to the hand

    def _filter(self) -> None:
        """Show the sections that are found; the one in sight stays where it is among them."""
        found = find_settings(self.search.text())
        shown = [section for section in self._parts if section in found]
        for at, section in enumerate(self._parts):
            self.list.item(at).setHidden(section not in shown)
        self.nothing.setVisible(not shown)
        self._stack.setEnabled(bool(shown))
        if shown and self.section not in shown:
            self.list.setCurrentRow(list(self._parts).index(shown[0]))
        self._mark()

    def _enter_found(self) -> None:
        """Enter in the search: go into the section that was found."""
        if not self.nothing.isVisible():
            enter((*self._controls(self.section), self._areas[self.section]))

    def _show(self, at: int) -> None:
        if at < 0:
            return
        self._stack.setCurrentIndex(at)
        self._read_shown()
        self._mark()

    def _mark(self) -> None:
        found = find_settings(self.search.text()).get(self.section, ())
        choices = self._choices.get(self.section, ())
        titles = [choice.title for choice in choices if choice.setting in found]
        self._marking.mark(self._areas[self.section], self.search.text(), titles)

    def _read_shown(self) -> None:
        """Read the section in sight, where that was not done since the last change."""
        section = self.section
        if section not in self._old or not self.isVisible():
            return
        self._old.discard(section)
        for part in self._parts[section]:
            if isinstance(part, Choice):
                part.show_value()
            elif hasattr(part, "refresh"):
                part.refresh()

    def _speak_anew(self) -> None:
        self._speaking_anew = True
        self.language_chosen.emit()

    def _controls(self, section: Section) -> tuple[QWidget, ...]:
        found: list[QWidget] = []
        for part in self._parts[section]:
            found += [part.control] if isinstance(part, Choice) else part.findChildren(QWidget)
        return tuple(each for each in found if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible())

    # --- building

    def _fill(self) -> None:
        """What stands in each section."""
        self.texts = panel(
            label(
                self.tr("What each letter says, in Japanese and English; your own texts beside those that ship."),
                "quiet",
                wrap=True,
            ),
            row(button(self.tr("Letter texts…"), lambda: self.place_chosen.emit("texts"))),
            heading=tell(Section.TEXTS.label),
        )
        staff = panel(
            label(
                self.tr("Members, their roles, passphrases, the keys of workstations and the recovery sheet."),
                "quiet",
                wrap=True,
            ),
            row(button(self.tr("Staff and keys…"), lambda: self.place_chosen.emit("keys"))),
            heading=tell(Section.STAFF.label),
        )
        parts: dict[Section, tuple[QWidget, ...]] = {
            Section.PROCEDURE: (self.versions,),
            Section.TEXTS: (self.texts,),
            Section.ENVELOPES: (self.envelopes,),
            Section.CLOSURES: (self.closures,),
            Section.STAFF: (staff,),
            Section.BACKUP: (self.backup,),
            **self._choices,
            Section.SCANNER: (self.scanner,),
            Section.PRINTER: (self.printer,),
            Section.FILE: (self._file(),),
        }
        self._parts = {section: parts[section] for section in Section if section in parts}

    def _build(self) -> None:
        self.search.setPlaceholderText(self.tr("Find a setting, in Japanese or English"))
        self.search.setAccessibleName(self.tr("Find a setting"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._filter())
        self.search.returnPressed.connect(self._enter_found)
        self.list.setAccessibleName(self.tr("Sections of the settings"))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setSpacing(theme.GAP_SMALL // 2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for section in self._parts:
            self.list.addItem(QListWidgetItem(tell(section.label)))
            self._stack.addWidget(self._area(section))
        self._fit_list()
        self.list.currentRowChanged.connect(self._show)
        self.nothing.hide()
        left = QVBoxLayout()
        left.setSpacing(theme.GAP_SMALL)
        left.addWidget(self.nothing)
        left.addWidget(self.list, 1)
        both = QHBoxLayout()
        both.setSpacing(theme.GAP)
        both.addLayout(left)
        both.addWidget(self._stack, 1)
        self.body.addWidget(self.search)
        self.body.addLayout(both, 1)

    def _fit_list(self) -> None:
        """As wide as its longest name in the type that is on; above a measure names are broken."""
        measures = self.list.fontMetrics()
        longest = max(measures.horizontalAdvance(tell(section.label)) for section in self._parts)
        self.list.setFixedWidth(min(_WIDEST_LIST, max(_LIST_WIDTH, longest + 5 * theme.GAP)))
        self.list.doItemsLayout()

    def _area(self, section: Section) -> QWidget:
        """The parts of a section, one under the other; closed to those whose roles do not permit them."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        column.setSpacing(theme.GAP)
        parts = self._parts[section]
        if section in _OFFICE_RULES and not self.session.may(Permission.OFFICE_RULES):
            column.addWidget(label(who_may(Permission.OFFICE_RULES), "warn", wrap=True))
            for part in parts:
                part.setEnabled(section is Section.PROCEDURE)  # its rules are for everybody to read
        if section in self._choices:
            parts = (panel(*parts, *self._facts(section), heading=tell(section.label)),)
        fills = section is Section.PROCEDURE
        for part in parts:
            part.setMaximumWidth(_WIDEST)
            column.addWidget(part, 1 if fills else 0)
        if not fills:
            column.addStretch(1)
        area = scrolled(content)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that long texts can be scrolled by keys
        area.setAccessibleName(tell(section.label))
        self._areas[section] = area
        return area

    def _facts(self, section: Section) -> tuple[QWidget, ...]:
        """What is so, and cannot be chosen."""
        if section is not Section.LOCK:
            return ()
        told = self.tr(
            "The file is also locked when the screen locks, before the computer sleeps, and with Ctrl+L. That cannot "
            "be switched off: a locked screen means that nobody is there."
        )
        return (label(told, "quiet", wrap=True),)

    def _file(self) -> QFrame:
        return panel(
            facts(
                (self.tr("Place"), str(self.session.path.absolute())),
                (self.tr("Key file"), f"{self.session.path.name}.keys"),
            ),
            label(
                self.tr(
                    "Both files belong together. Back them up together, and move them only while the file is closed."
                ),
                "quiet",
                wrap=True,
            ),
            heading=tell(Section.FILE.label),
        )
