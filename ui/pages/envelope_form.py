"""The form for an envelope that came."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSpinBox, QVBoxLayout, QWidget

from caseman.domain.post import Channel, EnclosureKind, MailClass
from caseman.errors import CasemanError
from caseman.services.desk import Change
from caseman.services.inputs import EnvelopeInput, ScanInput
from caseman.services.intake import log_envelope
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.drop_area import DropArea
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label


class EnvelopeForm(QWidget):
    """Logs an envelope; `logged` carries its number in the register."""

    logged = Signal(int)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        marking = session.procedure.envelopes.marking
        self.form = Form()
        self.form.choice("channel", self.tr("Came by"), _channels(session))
        self.form.day("arrived_on", self.tr("Arrived on"))
        self.form.day("postmarked_on", self.tr("Postmark"))
        self.form.choice("mail_class", self.tr("Mail class"), MailClass)
        self.form.line("tracking_number", self.tr("Tracking number"))
        self.form.check("marked_confidential", self.tr("Marked “{marking}”").format(marking=marking))
        self.form.line("sender_as_written", self.tr("Sender, as written"))
        self.enclosures: dict[EnclosureKind, tuple[QCheckBox, QSpinBox]] = {}
        self.form.widget(self.tr("Enclosures"), self._make_enclosures())
        self.form.line("other_note", self.tr("Other enclosure: what"))
        self.form.text("note", self.tr("Note"), lines=2)
        self.drop = DropArea(session)
        self.submit_button = button(self.tr("Log the envelope"), self.submit, primary=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(self.form)
        layout.addWidget(label(self.tr("Scans"), "heading"))
        layout.addWidget(self.drop)
        layout.addWidget(self.submit_button)
        layout.addStretch(1)
        other, _ = self.enclosures[EnclosureKind.OTHER]
        other.toggled.connect(lambda on: self.form.show_row("other_note", visible=on))
        self.form.control("channel").currentIndexChanged.connect(lambda _at: self._show_fields())
        self.start_anew()

    def start_anew(self) -> None:
        """An empty form for the next envelope, with today's date."""
        self.form.clear()
        self.form.set_values({"arrived_on": self._session.today()})
        for box, sheets in self.enclosures.values():
            box.setChecked(False)
            sheets.setValue(1)
        self.form.show_row("other_note", visible=False)
        self._show_fields()
        self.form.settle()
        self.drop.clear()

    def _show_fields(self) -> None:
        """What only a letter has, and what only an office that asks for a marking looks for."""
        posted = self.form.values()["channel"] in (Channel.POST, Channel.HAND)
        for name in ("postmarked_on", "mail_class", "tracking_number"):
            self.form.show_row(name, visible=posted)
        marked = bool(self._session.procedure.envelopes.marking)
        self.form.show_row("marked_confidential", visible=posted and marked)
        self.form.show_row("channel", visible=len(_channels(self._session)) > 1)

    def submit(self) -> None:
        """Log what was typed; what cannot be taken is told beside its field, and everything stays typed."""
        values = self.form.values()
        other_note = values.pop("other_note")
        if values["channel"] not in (Channel.POST, Channel.HAND):
            values |= {"postmarked_on": "", "mail_class": _WAYS[Channel(values["channel"])], "tracking_number": ""}
        enclosures = [
            {
                "kind": kind,
                "sheets": sheets.value(),
                "note": other_note if kind is EnclosureKind.OTHER else "",
            }
            for kind, (box, sheets) in self.enclosures.items()
            if box.isChecked()
        ]
        try:
            envelope = EnvelopeInput.read(**values, enclosures=enclosures, scans=self.drop.scans)
        except CasemanError as error:
            self._refused(error)
            return
        self.submit_button.setEnabled(False)
        self._session.change(log_envelope, envelope, done=self._done, failed=self._refused)

    def draft(self) -> dict[str, Any]:
        """What was typed, ticked and dropped in; empty when nothing was."""
        ticked = {kind.value: sheets.value() for kind, (box, sheets) in self.enclosures.items() if box.isChecked()}
        scans = [{"name": scan.name, "data": scan.data} for scan in self.drop.scans]
        if not (self.form.typed() or ticked or scans):
            return {}
        return {"form": self.form.values(), "enclosures": ticked, "scans": scans}

    def restore(self, draft: dict[str, Any]) -> None:
        self.form.set_values(draft["form"])
        for kind, (box, sheets) in self.enclosures.items():
            box.setChecked(kind.value in draft["enclosures"])
            sheets.setValue(draft["enclosures"].get(kind.value, 1))
        for scan in draft["scans"]:
            self.drop.add_scan(ScanInput(**scan))

    def _done(self, change: Change) -> None:
        self.submit_button.setEnabled(True)
        assert change.envelope_id is not None
        self.start_anew()
        self.logged.emit(change.envelope_id)

    def _refused(self, error: CasemanError) -> None:
        self.submit_button.setEnabled(True)
        rest = self.form.show_faults(error)
        self._notice.tell(rest or self.tr("The envelope is not logged yet: see the fields marked below."), bad=True)

    def _make_enclosures(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        for position, kind in enumerate(EnclosureKind):
            box = QCheckBox(tell(kind.label))
            sheets = QSpinBox()
            sheets.setRange(1, 9999)
            sheets.setPrefix("× ")
            sheets.setAccessibleName(self.tr("Sheets: {what}").format(what=tell(kind.label)))
            sheets.setEnabled(False)
            box.toggled.connect(sheets.setEnabled)
            grid.addWidget(box, position, 0)
            grid.addWidget(sheets, position, 1)
            self.enclosures[kind] = (box, sheets)
        grid.setColumnStretch(0, 1)
        return holder


_WAYS = {
    Channel.TELEPHONE: MailClass.ELECTRONIC,
    Channel.EMAIL: MailClass.ELECTRONIC,
    Channel.WEB: MailClass.ELECTRONIC,
}


def _channels(session: OfficeSession) -> list[Channel]:
    """The channels of any request this office takes, the usual one first."""
    procedure = session.procedure
    every = [*procedure.envelopes.channels, *(c for offered in procedure.requests for c in offered.channels)]
    return list(dict.fromkeys(every))
