"""What stands in each section of the settings; a section is built when it first comes into sight."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.domain.settings import Section
from ui import theme
from ui.built_when_asked import BuiltWhenAsked
from ui.i18n import tell
from ui.pages.settings.administrator import AdministratorPanel
from ui.pages.settings.backup import BackupPanel
from ui.pages.settings.choice import Choice
from ui.pages.settings.closures import ClosureList
from ui.pages.settings.drill import DrillPanel
from ui.pages.settings.envelopes import EnvelopesPanel
from ui.pages.settings.facts import facts
from ui.pages.settings.printer import PrinterPanel
from ui.pages.settings.procedure import ProcedurePanel
from ui.pages.settings.scanner import ScannerPanel
from ui.pages.settings.workstation import workstation_choices
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label, panel, row, scrolled
from ui.widgets.permitted import who_may

_OFFICE_RULES: Final = (Section.PROCEDURE, Section.TEXTS, Section.CLOSURES, Section.SCANNER)
_WIDEST: Final = 900  # px of what is set: longer lines are hard to read

Parts = tuple[QWidget, ...]


class SectionView:
    """The parts of a section, one under the other; closed to those whose roles do not permit them."""

    def __init__(self, session: OfficeSession, section: Section, made: Callable[[], Parts]) -> None:
        self.parts = made()
        self.choices = tuple(part for part in self.parts if isinstance(part, Choice))
        content = _Column()
        column = content.column
        parts = self.parts
        if section in _OFFICE_RULES and not session.may(Permission.OFFICE_RULES):
            column.addWidget(label(who_may(Permission.OFFICE_RULES), "warn", wrap=True))
            for part in parts:
                part.setEnabled(section is Section.PROCEDURE)  # its rules are for everybody to read
        if self.choices:
            parts = (panel(*parts, *_told(section), heading=tell(section.label)),)
        fills = section is Section.PROCEDURE
        for part in parts:
            column.addWidget(part, 1 if fills else 0)
        if not fills:
            column.addStretch(1)
        self.area = scrolled(content)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that long texts can be scrolled by keys
        self.area.setAccessibleName(tell(section.label))

    def controls(self) -> Parts:
        """What can take the keyboard, from the top; at last the section itself."""
        found: list[QWidget] = []
        for part in self.parts:
            found += [part.control] if isinstance(part, Choice) else part.findChildren(QWidget)
        takes = Qt.FocusPolicy.TabFocus
        return (*(each for each in found if each.focusPolicy() & takes and each.isVisible()), self.area)

    def refresh(self) -> None:
        """Read again what is shown."""
        for part in self.parts:
            if isinstance(part, Choice):
                part.show_value()
            elif hasattr(part, "refresh"):
                part.refresh()

    def draft(self) -> dict[str, Any]:
        """What was typed and not saved."""
        for part in self.parts:
            if isinstance(part, BackupPanel | ScannerPanel | ClosureList | PrinterPanel):
                return dict(part.draft())
        return {}

    def restore(self, draft: dict[str, Any]) -> None:
        for part in self.parts:
            if isinstance(part, PrinterPanel):
                part.restore(draft)
            elif isinstance(part, BackupPanel | ScannerPanel | ClosureList):
                part.form.set_values(draft)


class _Column(QWidget):
    """Parts under one another, none wider than can be read well.

    What is left free is a margin: beside a widest width, Qt asks broken lines how high they would be in all of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setSpacing(theme.GAP)
        self.column.setContentsMargins(0, 0, theme.GAP_SMALL, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.column.setContentsMargins(0, 0, max(theme.GAP_SMALL, event.size().width() - _WIDEST), 0)


class Elsewhere(QWidget):
    """What is set on a page of its own, and the way there."""

    place_chosen = Signal(str)

    def __init__(self, section: Section, told: str, way: str, place: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            panel(
                label(told, "quiet", wrap=True),
                row(button(way, lambda: self.place_chosen.emit(place))),
                heading=tell(section.label),
            )
        )


def settings_sections(
    session: OfficeSession,
    notice: Notice,
    built: Callable[[str, SectionView], None],
    language_chosen: Callable[[], None],
) -> BuiltWhenAsked[SectionView]:
    """Every section by its name; `language_chosen` builds all pages anew."""
    made: dict[Section, Callable[[], Parts]] = {
        Section.PROCEDURE: lambda: (ProcedurePanel(session, notice),),
        Section.TEXTS: lambda: (_texts(),),
        Section.ENVELOPES: lambda: (EnvelopesPanel(session, notice),),
        Section.CLOSURES: lambda: (ClosureList(session, notice),),
        Section.STAFF: lambda: (_staff(),),
        Section.BACKUP: lambda: (BackupPanel(session, notice), DrillPanel(session, notice)),
        **workstation_choices(session, language_chosen),
        Section.SCANNER: lambda: (ScannerPanel(session, notice),),
        Section.PRINTER: lambda: (PrinterPanel(session, notice),),
        Section.FILE: lambda: (_file(session),),
        Section.ADMINISTRATOR: lambda: (AdministratorPanel(),),
    }
    sections: BuiltWhenAsked[SectionView] = BuiltWhenAsked(built)
    for section in Section:
        sections.offer(section, partial(SectionView, session, section, made[section]))
    return sections


def _texts() -> Elsewhere:
    return Elsewhere(
        Section.TEXTS,
        QCoreApplication.translate(
            "SettingsPage",
            "What each letter says, in Japanese and English; your own texts beside those that ship.",
        ),
        QCoreApplication.translate("SettingsPage", "Letter texts…"),
        "texts",
    )


def _staff() -> Elsewhere:
    return Elsewhere(
        Section.STAFF,
        QCoreApplication.translate(
            "SettingsPage",
            "Members, their roles, passphrases, the keys of workstations and the recovery sheet.",
        ),
        QCoreApplication.translate("SettingsPage", "Staff and keys…"),
        "keys",
    )


def _told(section: Section) -> Parts:
    """What is so, and cannot be chosen."""
    if section is not Section.LOCK:
        return ()
    told = QCoreApplication.translate(
        "SettingsPage",
        "The file is also locked when the screen locks, before the computer sleeps, and with Ctrl+L. That cannot "
        "be switched off: a locked screen means that nobody is there.",
    )
    return (label(told, "quiet", wrap=True),)


def _file(session: OfficeSession) -> QWidget:
    return panel(
        facts(
            (QCoreApplication.translate("SettingsPage", "Place"), str(session.path.absolute())),
            (QCoreApplication.translate("SettingsPage", "Key file"), f"{session.path.name}.keys"),
        ),
        label(
            QCoreApplication.translate(
                "SettingsPage",
                "Both files belong together. Back them up together, and move them only while the file is closed.",
            ),
            "quiet",
            wrap=True,
        ),
        heading=tell(Section.FILE.label),
    )
