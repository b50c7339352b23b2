"""Settings: the office's procedure with its sources, the language, the idle time, where the file lies."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from caseman.text import Language
from ui import i18n, settings, theme
from ui.i18n import tell
from ui.pages.base import Page
from ui.session import OfficeSession
from ui.widgets.labels import label, panel, scrolled


class SettingsPage(Page):
    """What can be chosen, and what the procedure says."""

    language_chosen = Signal()

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Settings"))
        self.language = QComboBox()
        self.language.addItem(self.tr("As the system"), "")
        self.language.addItem("日本語", Language.JA.value)
        self.language.addItem("English", Language.EN.value)
        self.language.setCurrentIndex(max(0, self.language.findData(settings.chosen_language_code())))
        self.language.activated.connect(self._choose_language)
        self.idle = QSpinBox()
        self.idle.setRange(30, 3600)
        self.idle.setSingleStep(30)
        self.idle.setSuffix(self.tr(" s"))
        self.idle.setValue(settings.idle_seconds())
        self.idle.valueChanged.connect(settings.set_idle_seconds)
        here = QWidget()
        form = QFormLayout(here)
        form.setContentsMargins(0, 0, 0, 0)
        for title, control in ((self.tr("Language"), self.language), (self.tr("Lock after"), self.idle)):
            form.addRow(title, control)
            control.setAccessibleName(title)
            control.setMaximumWidth(240)
        content = QWidget()
        area = scrolled(content)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.tr("Settings"))
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(panel(here, heading=self.tr("This workstation")))
        column.addWidget(panel(self._file(), heading=self.tr("The file")))
        column.addWidget(panel(self._procedure(), heading=self.tr("The office's procedure")))
        column.addStretch(1)
        self.body.addWidget(area, 1)

    def _choose_language(self, _at: int) -> None:
        code = self.language.currentData()
        settings.set_language(Language(code) if code else None)
        i18n.install_language(settings.language())
        self.language_chosen.emit()

    def _file(self) -> QWidget:
        return _facts(
            (self.tr("Place"), str(self.session.path)),
            (self.tr("Key file"), f"{self.session.path.name}.keys"),
            (
                self.tr("Backup"),
                self.tr("Lock or close the window, then copy both files together to another disk. Both are encrypted."),
            ),
        )

    def _procedure(self) -> QWidget:
        procedure = self.session.procedure
        language = i18n.current_language()
        clock = procedure.clock
        rows = [
            (self.tr("Office"), procedure.name.in_language(language)),
            (self.tr("Document"), procedure.document),
            (
                self.tr("Version"),
                self.tr("{version}, in force from {day}").format(
                    version=procedure.version, day=tell(procedure.in_force_from)
                ),
            ),
            (
                self.tr("Department"),
                f"{procedure.letterhead.department.in_language(language)} ({procedure.letterhead.source})",
            ),
            (
                self.tr("Envelope"),
                self.tr("“{marking}” in {colour}, by {channels} ({source})").format(
                    marking=procedure.envelopes.marking,
                    colour=procedure.envelopes.marking_color.in_language(language),
                    channels=tell([c.label for c in procedure.envelopes.channels]),
                    source=procedure.envelopes.source,
                ),
            ),
            (
                self.tr("Identity"),
                f"{tell([d.label for d in procedure.identity.accepted])} ({procedure.identity.source})",
            ),
            (
                self.tr("Agent"),
                f"{tell([e.label for e in procedure.agents.needed])} ({procedure.agents.source})",
            ),
            (
                self.tr("Period"),
                self.tr("published: {published}; kept here: {amount} {unit} ({source})").format(
                    published=clock.published.in_language(language),
                    amount=clock.amount,
                    unit=self._unit(clock.unit),
                    source=clock.source,
                ),
            ),
        ]
        rows += [
            (self.tr("Fee"), f"{tell(fee.type.label)}: {tell(fee.money)} ({fee.source})") for fee in procedure.fees
        ]
        rows += [(self.tr("Request"), f"{tell(r.type.label)} ({r.source})") for r in procedure.requests]
        rows += [(self.tr("Data holder"), f"{h.name} {h.contact}") for h in procedure.data_holders]
        return _facts(*rows)

    def _unit(self, unit: str) -> str:
        return {
            "business_days": self.tr("business days"),
            "calendar_days": self.tr("calendar days"),
            "weeks": self.tr("weeks"),
            "months": self.tr("months"),
        }[unit]


def _facts(*rows: tuple[str, str]) -> QWidget:
    holder = QWidget()
    form = QFormLayout(holder)
    form.setContentsMargins(0, 0, 0, 0)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for title, text in rows:
        form.addRow(label(title, "quiet"), label(text, wrap=True, selectable=True))
    return holder
