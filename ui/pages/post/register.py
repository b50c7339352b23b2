"""The register of what came and what left, and what an envelope turned out to be."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from caseman.domain.envelopes import Disposition
from caseman.domain.permissions import Permission
from caseman.errors import CasemanError, InputError
from caseman.services.desk import Change
from caseman.services.filing import file_envelope, unfile_envelope
from caseman.services.post_inputs import FilingInput
from caseman.services.post_register import PAGE, Direction, PostLine, PostQuery, ShowPost, list_post
from caseman.services.post_views import ON_PAPER, EnvelopeView, show_envelope
from caseman.services.suggestions import Clues, suggest
from ui import theme
from ui.i18n import tell
from ui.pages.post.facts import EnvelopeFacts
from ui.pages.post.refusals import Refusals
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.filing_fields import FIELD_OF, FilingFields, SuggestionPanel
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, row, scrolled
from ui.widgets.lines import Column, LinesView
from ui.widgets.side_by_side import SideBySide
from ui.widgets.text_fields import TextLine

_PAUSE_MS = 150
_TRACKING, _WIDE = 4, 1000  # the column that goes first, below so many px
_LATER = (Disposition.ADDITION, Disposition.RETURNED, Disposition.NO_REQUEST, Disposition.MISDELIVERED)


class RegisterPanel(Panel):
    """The table, and the chosen envelope beside it. `envelope_chosen` asks to open a case from one."""

    envelope_chosen = Signal(int)
    mask_asked = Signal(int)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self._view: EnvelopeView | None = None
        self._case = ""  # of the chosen line
        self._facts = EnvelopeFacts(self)
        self.shown = QComboBox()
        self.shown.setAccessibleName(self.tr("Which post is shown"))
        for each in ShowPost:
            self.shown.addItem(tell(each.label), each.value)
        self.search = TextLine()
        self.search.setPlaceholderText(self.tr("Sender, addressee, number, tracking number"))
        self.search.setAccessibleName(self.tr("Search the register"))
        self.search.setClearButtonEnabled(True)
        self.lines = LinesView(self._columns(), self.tr("Register of post"))
        self.detail = label("", wrap=True, selectable=True)
        self.suggestions = SuggestionPanel()
        self.form = Form()
        self.filing = FilingFields(self.form, _LATER)
        self.form.line("reason", self.tr("Reason for taking back"))
        self._refusals = Refusals(self.form, notice)
        self.case_button = button(self.tr("Go to the case"), self._go_to_case)
        self.open_button = button(self.tr("Open a case"), self._open_case)
        self.file_button = button(self.tr("File it"), self.file, primary=True)
        self.back_button = button(self.tr("Take back"), self.take_back)
        self.mask_button = button(self.tr("Mask…"), self._mask)
        self._build()
        pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        pause.timeout.connect(self.refresh)
        self.search.textEdited.connect(lambda _text: pause.start())
        self.shown.currentIndexChanged.connect(lambda _at: self.refresh())
        self.lines.opened.connect(self._open_line)
        self.lines.lines.wants_more.connect(self._read_more)
        self.lines.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        self.suggestions.chosen.connect(self.filing.choose)
        self._show_envelope(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lines.hide_column(_TRACKING, hidden=self.width() < _WIDE)

    def show_open(self) -> None:
        """Show the envelopes that nobody filed, whatever was searched for before."""
        self.search.clear()
        self.shown.setCurrentIndex(self.shown.findData(ShowPost.OPEN.value))
        self.refresh()

    def first_controls(self) -> Iterable[QWidget]:
        return (self.search,)

    def refresh(self) -> None:
        query = self._query()
        self._session.read(list_post, query, done=partial(self._show, query))

    def file(self) -> None:
        """Say what the chosen envelope is."""
        assert self._view is not None
        self._notice.hide()
        values = self.form.values()
        values.pop("reason")
        filed = self.filing.typed(values)
        try:
            filing = FilingInput.read(
                envelope_id=self._view.envelope_id, **(filed or {"disposition": Disposition.OPEN})
            )
        except CasemanError as error:
            self._refused(error)
            return
        self._session.change(file_envelope, filing, done=self._filed, failed=self._refused)

    def take_back(self) -> None:
        """Take back what was said of it."""
        assert self._view is not None
        self._notice.hide()
        reason = self.form.values()["reason"]
        self._session.change(
            unfile_envelope, self._view.envelope_id, reason, done=self._taken_back, failed=self._refused
        )

    def _columns(self) -> list[Column]:
        return [
            Column("", lambda line: tell(line.direction.label), whole=True),
            Column(self.tr("Day"), lambda line: line.day.isoformat(), whole=True),
            Column(self.tr("Sender or addressee"), lambda line: line.person, 150),
            Column(self.tr("What"), self._what, 210),
            Column(self.tr("Tracking number"), lambda line: line.tracking_number, whole=True),
            Column(self.tr("Case"), lambda line: ", ".join(line.case_numbers), whole=True),
        ]

    def _what(self, line: PostLine) -> str:
        if line.direction is Direction.OUT:
            back = self.tr(" – came back {day}").format(day=tell(line.returned_on)) if line.returned_on else ""
            return f"{tell(line.letter.label) if line.letter else ''} {line.document_number}{back}"
        assert line.disposition is not None
        closed = self.tr("{count} in quarantine").format(count=line.quarantined) if line.quarantined else ""
        papers = tell([kind.label for kind in line.enclosures])
        way = "" if line.channel in ON_PAPER else tell(line.channel.label)
        return ": ".join(filter(None, [closed, way[:1].upper() + way[1:], tell(line.disposition.label), papers]))

    def _build(self) -> None:
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(row(self.shown, self.search, stretch=False))
        layout.addWidget(self.lines, 1)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(theme.GAP_SMALL, theme.GAP_SMALL, 0, 0)
        side.setSpacing(theme.GAP_SMALL)
        for part in (
            self.detail,
            row(self.open_button, self.case_button, self.mask_button),
            self.suggestions,
            self.form,
        ):
            side.addWidget(part)
        side.addWidget(row(self.file_button, self.back_button))
        side.addStretch(1)
        split = SideBySide(left, scrolled(right), widths=(760, 280))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.addWidget(split)

    def _query(self, after: Any = None) -> PostQuery:
        return PostQuery(ShowPost(self.shown.currentData()), self.search.text(), after)

    def _show(self, query: PostQuery, lines: tuple[PostLine, ...]) -> None:
        if query != self._query():
            return
        shown = self._view.envelope_id if self._view is not None else None
        self.lines.lines.replace(lines, more=len(lines) == PAGE)
        if shown is not None:
            self._session.read(show_envelope, shown, done=self._show_envelope)

    def _read_more(self) -> None:
        query = self._query(self.lines.lines.lines[-1].after)
        self._session.read(list_post, query, done=lambda lines: self.lines.lines.extend(lines, more=len(lines) == PAGE))

    def _choose(self, at: int) -> None:
        line = self.lines.lines.line(at) if 0 <= at < len(self.lines.lines.lines) else None
        self._case = line.case_numbers[0] if line is not None and line.case_numbers else ""
        if line is None or line.envelope_id is None:
            self._show_envelope(None)
            if line is not None:
                self.detail.setText(self._told_letter(line))
        else:
            self._session.read(show_envelope, line.envelope_id, done=self._show_envelope)

    def _show_envelope(self, view: EnvelopeView | None) -> None:
        same = view is not None and self._view is not None and view.envelope_id == self._view.envelope_id
        self._view = view
        self.detail.setText(self.tr("Choose an envelope on the left.") if view is None else self._told(view))
        may = view is not None and self._session.may(Permission.LOG_POST)
        filed = None if view is None else view.disposition
        fileable = may and filed in (Disposition.OPEN, Disposition.REQUEST, Disposition.ADDITION)
        takeable = may and filed not in (None, Disposition.OPEN, Disposition.REQUEST)
        self.filing.show(visible=fileable)
        self.form.show_row("reason", visible=takeable)
        self.file_button.setVisible(fileable)
        self.back_button.setVisible(takeable)
        opens = filed in (Disposition.OPEN, Disposition.REQUEST, Disposition.ADDITION)
        self.open_button.setVisible(opens and self._session.may(Permission.OPEN_CASE))
        self.case_button.setVisible(bool(self._case))
        self.mask_button.setVisible(may and self._session.may(Permission.READ_SCANS) and bool(view and view.scans))
        if not same:
            self.form.clear()
            self.form.set_values({"disposition": Disposition.ADDITION})
        if view is not None and fileable and filed is Disposition.OPEN:
            clues = Clues(view.sender, view.note, view.tracking_number, view.arrived_on, envelope_id=view.envelope_id)
            self._session.read(suggest, clues, done=self.suggestions.show_suggestions)
        else:
            self.suggestions.hide()

    def _told(self, view: EnvelopeView) -> str:
        """An envelope in lines."""
        pairs = self._facts.of(view)
        if view.case_numbers:
            pairs.append((self.tr("Cases"), ", ".join(view.case_numbers)))
        return "\n".join(f"{title}: {value}" for title, value in (*pairs, *self._facts.papers(view)))

    def _told_letter(self, line: PostLine) -> str:
        """A letter that left, in lines."""
        pairs = [
            (self.tr("Letter"), f"{tell(line.letter.label) if line.letter else ''} {line.document_number}".strip()),
            (self.tr("Addressee"), line.person),
            (self.tr("Mail class"), tell(line.mail_class.label)),
            (self.tr("Tracking number"), line.tracking_number),
            (self.tr("Dispatched on"), tell(line.day)),
            (self.tr("Delivered on"), tell(line.delivered_on)),
            (self.tr("Came back on"), tell(line.returned_on)),
            (self.tr("Cases"), ", ".join(line.case_numbers)),
        ]
        return "\n".join(f"{title}: {value}" for title, value in pairs if value)

    def _go_to_case(self) -> None:
        if self._case:
            self.case_chosen.emit(self._case)

    def _open_line(self, line: PostLine) -> None:
        if line.case_numbers:
            self.case_chosen.emit(line.case_numbers[0])
        elif line.envelope_id is not None:
            self.envelope_chosen.emit(line.envelope_id)

    def _open_case(self) -> None:
        if self._view is not None:
            self.envelope_chosen.emit(self._view.envelope_id)

    def _mask(self) -> None:
        if self._view is not None and self._view.scans:
            waiting = [scan for scan in self._view.scans if scan.quarantine] or list(self._view.scans)
            self.mask_asked.emit(waiting[0].scan_id)

    def _filed(self, change: Change) -> None:
        self.form.clear()
        self._notice.tell(
            self.tr("Filed with case {number}.").format(number=change.numbers[0])
            if change.numbers
            else self.tr("Filed.")
        )

    def _taken_back(self, _change: Change) -> None:
        self.form.clear()
        self._notice.tell(self.tr("Taken back; the envelope can be filed anew."))

    def _refused(self, error: CasemanError) -> None:
        renamed = InputError(error.code, error.text, field=FIELD_OF.get(error.field or "", error.field))
        rest = self.form.show_faults(error if error.field in ("reason", "document_number") else renamed)
        self._refusals.tell(rest, self.tr("Not filed yet: see the fields marked below."))
