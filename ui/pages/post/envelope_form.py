"""The form for an envelope that came."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from caseman.domain.entry import parse_date
from caseman.domain.envelopes import FOUND_MONEY, Disposition, SealState
from caseman.domain.fees import PaymentMeans
from caseman.domain.post import EnclosureKind, MailClass
from caseman.errors import CasemanError, InputError, InputErrors
from caseman.services.custody_views import PlaceLine
from caseman.services.desk import Change
from caseman.services.intake import log_typed
from caseman.services.post_inputs import ScanInput
from caseman.services.suggestions import Clues, Suggestions, suggest
from ui import theme
from ui.i18n import tell
from ui.pages.post.came_by import CameBy, Papers, offered_channels
from ui.pages.post.refusals import Refusals
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.drop_area import DropArea
from ui.widgets.enclosure_grid import EnclosureGrid
from ui.widgets.filing_fields import FIELD_OF, FilingFields, SuggestionPanel
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, stacked

_PAUSE_MS = 250
# Paper that is money, and how it pays.
_MONEY = dict(zip(FOUND_MONEY, (EnclosureKind.CASH, EnclosureKind.MONEY_ORDER, EnclosureKind.STAMPS), strict=True))


class EnvelopeForm(QWidget):
    """Logs an envelope.

    `logged` carries its number in the register, the case it was filed with or "", and whether it is a request.
    """

    logged = Signal(int, str, bool)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self._request = True
        self.form = Form()
        self.enclosures = EnclosureGrid()
        self._add_fields(session.procedure.envelopes.marking)
        self._refusals = Refusals(self.form, notice)
        self.suggestions = SuggestionPanel()
        self.drop = DropArea(session)
        files = label(self.tr("Scans"), "heading")
        self.came_by = CameBy(session, self.form, Papers(self._papers, self.enclosures, files, self.drop))
        self.submit_button = acts_as(button("", self.submit, primary=True, tip="Ctrl+Enter"), "save")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(self.form)
        layout.addWidget(files)
        layout.addWidget(self.drop)
        layout.addWidget(self.submit_button)
        layout.addStretch(1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        for name in ("sender_as_written", "tracking_number", "note", "arrived_on"):
            edited = self.form.control(name)
            edited.textChanged.connect(lambda *_: self._pause.start())
        self.drop.changed.connect(self._pause.start)
        self.drop.changed.connect(self._show_fields)
        self.enclosures.toggled.connect(lambda _kind, _on: self._show_fields())
        self.form.control("channel").currentIndexChanged.connect(lambda _at: self._show_fields())
        self.suggestions.chosen.connect(self.filing.choose)
        self.start_anew()

    def start_anew(self) -> None:
        """An empty form for the next envelope, with today's date; whoever opened the last one opens the next."""
        people = {name: self.form.values()[name] for name in ("opened_by", "witnessed_by", "place")}
        people["opened_by"] = people["opened_by"] or self._session.staff_name
        self.form.clear()
        self.form.set_values({"arrived_on": self._session.today(), "seal_state": SealState.SEALED, **people})
        self.form.set_values({"disposition": Disposition.REQUEST})
        self.enclosures.set_ticked({})
        self._show_fields()
        self.form.settle()
        self.drop.clear()
        self.suggestions.show_suggestions(Suggestions())

    def show_places(self, places: tuple[PlaceLine, ...]) -> None:
        """Offer the places; the first one is where papers go unless somebody says otherwise."""
        control = self.form.control("place")
        control.setCompleter(QCompleter([place.name for place in places], control))
        if places and not control.text():
            untouched = not self.form.typed()
            control.setText(places[0].name)
            if untouched:
                self.form.settle("place")

    def submit(self) -> None:
        """Log what was typed; what cannot be taken is told beside its field, and everything stays typed."""
        values = self.form.values()
        self._notice.hide()
        self._request = self.filing.disposition is Disposition.REQUEST
        filed = self.filing.typed(values)
        self.submit_button.setEnabled(False)
        self._session.change(log_typed, self._taken(values), filed, done=self._done, failed=self._refused)

    def draft(self) -> dict[str, Any]:
        """What was typed, ticked and dropped in; empty when nothing was."""
        ticked = {kind.value: sheets for kind, sheets in self.enclosures.ticked().items()}
        scans = [scan.model_dump() for scan in self.drop.scans]
        if not (self.form.typed() or ticked or scans or self.drop.tray_scans):
            return {}
        return {"form": self.form.values(), "enclosures": ticked, "scans": scans, "tray": list(self.drop.tray_scans)}

    def restore(self, draft: dict[str, Any]) -> None:
        self.form.set_values(draft["form"])
        self.enclosures.set_ticked({EnclosureKind(kind): sheets for kind, sheets in draft["enclosures"].items()})
        for scan in draft["scans"]:
            self.drop.add_scan(ScanInput(**scan))
        self.drop.choose_tray(draft.get("tray", ()))
        self.filing.show()

    def _add_fields(self, marking: str) -> None:
        form = self.form
        form.choice("channel", self.tr("Came by"), offered_channels(self._session))
        form.day("arrived_on", self.tr("Arrived on"))
        form.line("taken_at", self.tr("Time of the call"), placeholder="14:30")
        form.day("postmarked_on", self.tr("Postmark"))
        form.choice("mail_class", self.tr("Mail class"), MailClass)
        form.line("tracking_number", self.tr("Tracking number"))
        form.check("same_number", self.tr("Another item with the same number"))
        form.check("marked_confidential", self.tr("Marked “{marking}”").format(marking=marking))
        form.line("marking", self.tr("Other marking"), placeholder=self.tr("as written, for example 親展"))
        form.choice("seal_state", self.tr("Seal"), SealState)
        form.line("opened_by", self.tr("Opened by"))
        form.line("witnessed_by", self.tr("Witnessed by"))
        form.line("sender_as_written", self.tr("Sender, as written"))
        form.line("call_back", self.tr("Number to call back"))
        self._papers = label("")
        form.widget("", stacked(self._papers, self.enclosures))
        form.line("other_note", self.tr("Other enclosure: what"))
        for means, kind in _MONEY.items():
            form.line(f"money.{means.value}", self.tr("Found: {what}, amount").format(what=tell(kind.label)))
        form.line("place", self.tr("Papers go to"))
        self.filing = FilingFields(form)
        form.text("note", self.tr("Note"), lines=2)

    def _show_fields(self) -> None:
        """What the way it came has, and what money was found."""
        self.came_by.show()
        paper = self.came_by.on_paper
        self.submit_button.setText(self.tr("Log the envelope") if paper else self.tr("Log the inquiry"))
        ticked = self.enclosures.ticked()
        self.form.show_row("other_note", visible=EnclosureKind.OTHER in ticked)
        for means, kind in _MONEY.items():
            self.form.show_row(f"money.{means.value}", visible=kind in ticked)
        self.form.show_row("same_number", visible=bool(self.form.fault("tracking_number")))
        self.filing.show()

    def _taken(self, values: dict[str, Any]) -> dict[str, Any]:
        """The form's values as `EnvelopeInput` reads them."""
        other_note = values.pop("other_note")
        amounts = {means: values.pop(f"money.{means.value}") for means in _MONEY}
        ticked = self.enclosures.ticked()
        opened_by, witnessed_by = values["opened_by"], values["witnessed_by"]
        values = self.came_by.taken(values)
        values["enclosures"] = [
            {"kind": kind, "sheets": sheets, "note": other_note if kind is EnclosureKind.OTHER else ""}
            for kind, sheets in ticked.items()
        ]
        values["money"] = [
            {
                "means": means,
                "amount": amounts[means],
                "counted_by": opened_by,
                "witnessed_by": witnessed_by,
            }
            for means, kind in _MONEY.items()
            if kind in ticked
        ]
        return values | {"scans": self.drop.scans, "tray_scans": self.drop.tray_scans}

    def _look(self) -> None:
        """Look for the cases it may belong to, while the rest is typed."""
        values = self.form.values()
        try:
            arrived = parse_date(values["arrived_on"], "arrived_on")
        except CasemanError:
            arrived = None
        clues = Clues(
            sender=values["sender_as_written"],
            note=values["note"],
            tracking_number=values["tracking_number"],
            arrived_on=arrived,
            codes=self.drop.codes,
        )
        self._session.read(suggest, clues, done=self.suggestions.show_suggestions)

    def _done(self, change: Change) -> None:
        self.submit_button.setEnabled(True)
        assert change.envelope_id is not None
        self.start_anew()
        self.logged.emit(change.envelope_id, change.numbers[0] if change.numbers else "", self._request)

    def _refused(self, error: CasemanError) -> None:
        self.submit_button.setEnabled(True)
        rest = self.form.show_faults(
            _renamed(error, [m for m, kind in _MONEY.items() if kind in self.enclosures.ticked()])
        )
        if "tracking-known" in {fault.code for fault in _faults(error)}:
            self.form.show_row("same_number", visible=True)
        marked = self.tr("The envelope is not logged yet: see the fields marked below.")
        if not self.came_by.on_paper:
            marked = self.tr("The inquiry is not logged yet: see the fields marked below.")
        self._refusals.tell(rest, marked)


def _faults(error: CasemanError) -> tuple[CasemanError, ...]:
    return error.faults if isinstance(error, InputErrors) else (error,)


def _renamed(error: CasemanError, found: list[PaymentMeans]) -> CasemanError:
    """Faults of `money.0.amount` and of the filing, at the fields that the form shows for them."""
    renamed: dict[str, CasemanError] = {}
    for fault in _faults(error):
        field = fault.field or ""
        parts = field.split(".")
        if parts[0] == "money" and len(parts) == 3:
            field = parts[2].replace("counted_by", "opened_by")
            if field == "amount":
                field = f"money.{found[int(parts[1])].value}"
        renamed.setdefault(
            field or fault.code, InputError(fault.code, fault.text, field=FIELD_OF.get(field, field) or None)
        )
    return InputErrors(tuple(renamed.values()))
