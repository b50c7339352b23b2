"""Settings: sections at the left, a line that finds them, what can be set at the right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from caseman.domain.settings import Section, Setting, find_settings
from ui import theme
from ui.i18n import tell
from ui.pages.base import Page
from ui.pages.settings.backup import BackupPanel
from ui.pages.settings.choice import Choice
from ui.pages.settings.closures import ClosureList
from ui.pages.settings.drill import DrillPanel
from ui.pages.settings.envelopes import EnvelopesPanel
from ui.pages.settings.marking import Marking
from ui.pages.settings.printer import PrinterPanel
from ui.pages.settings.procedure import ProcedurePanel
from ui.pages.settings.sections import Elsewhere, SectionView, settings_sections
from ui.session import OfficeSession
from ui.widgets.focus import enter
from ui.widgets.labels import label
from ui.widgets.spoken_list import SpokenList
from ui.widgets.text_fields import TextLine

_LIST_WIDTH, _WIDEST_LIST = 210, 290  # px
_LOOKS = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
P = TypeVar("P", bound=QWidget)


class SettingsPage(Page):
    """What can be chosen, and what the procedure says."""

    language_chosen = Signal()  # every page is built anew

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Settings"))
        self._old: set[Section] = set()
        self._marking = Marking()
        self._going_to = False  # whether a section was asked for by name
        self._speaking_anew = False
        self.search = TextLine()
        self.list = SpokenList()
        self.nothing = label(
            self.tr("No setting is called that. Try another word, or a shorter one."), "quiet", wrap=True
        )
        self._stack = QStackedWidget()
        self._rooms: dict[str, QVBoxLayout] = {}
        self.sections = settings_sections(session, self.notice, self._built, self._speak_anew)
        self._build()
        self.show_part(Section.PROCEDURE)
        self._going_to = False

    # --- what a page does

    def refresh(self) -> None:
        self._old = set(Section)
        self._read_shown()

    def first_controls(self) -> Iterable[QWidget]:
        """The line that finds; the section's own control where the section was asked for."""
        if not self._going_to:
            return (self.search,)
        self._going_to = False
        return self._shown.controls()

    def show_part(self, part: str) -> None:
        """Bring a section into sight: one of `Section`, or a `Setting` in it. An unknown name leaves what is shown."""
        if part in set(Setting):
            part = Setting(part).section
        if part not in set(Section):
            return
        if part not in find_settings(self.search.text()):
            self.search.clear()
        self._going_to = True
        self.list.setCurrentRow(list(Section).index(Section(part)))

    @property
    def part(self) -> str:
        return self.section.value

    @property
    def section(self) -> Section:
        """The one in sight."""
        return list(Section)[max(0, self.list.currentRow())]

    def choice(self, setting: Setting) -> Choice:
        """The control of a setting of this workstation."""
        return next(each for each in self.sections[setting.section].choices if each.setting is setting)

    @property
    def backup(self) -> BackupPanel:
        return self._part(Section.BACKUP, BackupPanel)

    @property
    def drill(self) -> DrillPanel:
        return self._part(Section.BACKUP, DrillPanel)

    @property
    def closures(self) -> ClosureList:
        return self._part(Section.CLOSURES, ClosureList)

    @property
    def versions(self) -> ProcedurePanel:
        return self._part(Section.PROCEDURE, ProcedurePanel)

    @property
    def texts(self) -> Elsewhere:
        return self._part(Section.TEXTS, Elsewhere)

    @property
    def envelopes(self) -> EnvelopesPanel:
        return self._part(Section.ENVELOPES, EnvelopesPanel)

    @property
    def printer(self) -> PrinterPanel:
        return self._part(Section.PRINTER, PrinterPanel)

    def draft(self) -> dict[str, Any]:
        for section in self.sections.built():
            for choice in section.choices:
                choice.settle_if_moving()
        found: dict[str, Any] = self.sections.drafts()
        return {**found, "section": self.section.value} if found or self._speaking_anew else {}

    def restore(self, draft: dict[str, Any]) -> None:
        self.sections.restore({name: kept for name, kept in draft.items() if name != "section"})
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
        shown = [section for section in Section if section in found]
        for at, section in enumerate(Section):
            self.list.item(at).setHidden(section not in shown)
        self.nothing.setVisible(not shown)
        self._stack.setEnabled(bool(shown))
        if shown and self.section not in shown:
            self.list.setCurrentRow(list(Section).index(shown[0]))
        self._mark()

    def _enter_found(self) -> None:
        """Enter in the search: go into the section that was found."""
        if not self.nothing.isVisible():
            enter(self._shown.controls())

    def _show(self, at: int) -> None:
        if at < 0:
            return
        self._stack.setCurrentIndex(at)
        self._read_shown()
        self._mark()

    def _mark(self) -> None:
        found = find_settings(self.search.text()).get(self.section, ())
        titles = [choice.title for choice in self._shown.choices if choice.setting in found]
        self._marking.mark(self._shown.area, self.search.text(), titles)

    def _read_shown(self) -> None:
        """Read the section in sight, where that was not done since the last change."""
        shown, section = self._shown, self.section
        if section in self._old and self.isVisible():
            self._old.discard(section)
            shown.refresh()

    @property
    def _shown(self) -> SectionView:
        return self.sections[self.section]

    def _part(self, section: Section, kind: type[P]) -> P:
        (part,) = (part for part in self.sections[section].parts if isinstance(part, kind))
        return part

    def _built(self, section: str, view: SectionView) -> None:
        for part in view.parts:
            if isinstance(part, ProcedurePanel | EnvelopesPanel | Elsewhere):
                part.place_chosen.connect(self.place_chosen)
        self._rooms[section].addWidget(view.area)
        view.area.show()

    def _speak_anew(self) -> None:
        self._speaking_anew = True
        self.language_chosen.emit()

    # --- building

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
        for section in Section:
            self.list.addItem(QListWidgetItem(tell(section.label)))
            self._rooms[section] = QVBoxLayout(room := QWidget())
            self._rooms[section].setContentsMargins(0, 0, 0, 0)
            self._stack.addWidget(room)
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
        """As wide as its longest name in the type that is on; above a measure names are broken between words.

        Each line is told its height: Qt counts on more width than it writes in, and then cuts a name short.
        """
        measures = self.list.fontMetrics()
        names = [tell(section.label) for section in Section]
        longest = max(map(measures.horizontalAdvance, names))
        word = max(measures.horizontalAdvance(word) for name in names for word in name.split())
        beside = self.list.verticalScrollBar().sizeHint().width() + 2 * theme.px(theme.CELL) + 2 * theme.GAP
        width = max(_LIST_WIDTH, min(_WIDEST_LIST, longest + beside), word + beside)
        self.list.setFixedWidth(width)
        room = QRect(0, 0, width - beside, 10 * measures.height())
        for at, name in enumerate(names):
            broken = measures.boundingRect(room, Qt.TextFlag.TextWordWrap, name)
            self.list.item(at).setSizeHint(QSize(0, broken.height() + theme.px(6)))
        self.list.doItemsLayout()
