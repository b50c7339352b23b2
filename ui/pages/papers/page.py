"""Where every sheet of paper is: by case, by place, and moved with two keys or by its code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from caseman.domain.custody import CustodyEnd
from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.cover_sheets import looks_coded, paper_labels, place_labels
from caseman.services.custody import Scanned, move_papers, read_code
from caseman.services.custody_views import (
    PAGE,
    MoveLine,
    PaperLine,
    PaperQuery,
    list_papers,
    moves_of,
    paper_line,
    papers_of,
)
from ui import theme
from ui.i18n import tell
from ui.pages.base import Page
from ui.pages.papers.moving import MovingKeys
from ui.pages.papers.places import PlacesPanel
from ui.printing import save_pdf
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_new_file
from ui.widgets.form import Form
from ui.widgets.labels import label, scrolled
from ui.widgets.lines import Column, LinesView
from ui.widgets.side_by_side import SideBySide
from ui.widgets.text_fields import TextLine


class PapersPage(Page):
    """Places on the left, papers on the right; M and the key of a place moves what is chosen."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Papers"))
        self._labels_of = ""  # the case whose papers are listed
        self._query = PaperQuery(nowhere=True)  # what is listed, under
        self._heading = ""
        self.search = TextLine()
        self.search.setPlaceholderText(self.tr("Read a code, or type a case number, a place or a sender"))
        self.search.setAccessibleName(self.tr("Find papers"))
        self.search.setClearButtonEnabled(True)
        self.search.returnPressed.connect(self._find)
        self.places = PlacesPanel(session, self.notice)
        self.places.read.connect(self._places_read)
        self.places.chosen.connect(self._show_place)
        self.places.labels_asked.connect(self._ask_labels)
        self.table = LinesView(self._columns(), self.tr("Papers"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.opened.connect(self._open_line)
        self.table.lines.wants_more.connect(self._read_more)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_way(now.row()))
        self.heading = label("", "heading", wrap=True)
        self.keys = MovingKeys(self.table, self.chosen, session, self.notice)
        self.keys.asked.connect(self._move)
        self.way = label("", "quiet", wrap=True, selectable=True)
        self.note = Form()
        self.note.line("note", self.tr("Note"), hint=self.tr("Needed to bring back what was noted as gone."))
        self.note.setEnabled(session.may(Permission.MOVE_PAPERS))
        self._build()

    def refresh(self) -> None:
        self.places.refresh()

    def first_controls(self) -> Iterable[QWidget]:
        return (self.search, self.table)

    def chosen(self) -> list[PaperLine]:
        """The papers that are selected."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self.table.lines.line(at) for at in rows]

    def move_chosen(self, place_id: int | None = None, end: CustodyEnd | None = None) -> None:
        """Note that what is chosen went there, or is gone."""
        self.keys.stop()
        self.session.change(
            move_papers,
            [line.enclosure_id for line in self.chosen()],
            place_id=place_id,
            end=end,
            note=self.note.values()["note"],
            done=lambda change: self._moved(change.moved, place_id, end),
            failed=self._refused,
        )

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Case"), lambda line: ", ".join(line.case_numbers) or self.tr("(none yet)"), whole=True),
            Column(self.tr("Sender"), lambda line: line.sender, 130),
            Column(self.tr("Paper"), lambda line: f"{tell(line.kind.label)} {line.note}".strip(), 160),
            Column(self.tr("Sheets"), lambda line: str(line.sheets), whole=True),
            Column(self.tr("Place"), lambda line: tell(line.whereabouts), 120),
            Column(self.tr("Since"), lambda line: line.since.isoformat() if line.since else "", whole=True),
            Column(self.tr("By"), lambda line: line.moved_by, 90),
        ]

    def _build(self) -> None:
        right = QWidget()
        body = QVBoxLayout(right)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.GAP_SMALL)
        for part in (self.heading, self.keys.hint):
            body.addWidget(part)
        body.addWidget(self.table, 1)
        body.addWidget(self.note)
        body.addWidget(self.way)
        split = SideBySide(scrolled(self.places), scrolled(right), widths=(260, 780))
        self.body.addWidget(self.search)
        self.body.addWidget(split, 1)

    def _move(self, where: int | CustodyEnd) -> None:
        if isinstance(where, CustodyEnd):
            self.move_chosen(end=where)
        else:
            self.move_chosen(place_id=where)

    def _places_read(self) -> None:
        self.keys.take(self.places.lines)
        self._read_again()

    def _read_again(self) -> None:
        if self._query.search:
            self._ask(self._query, self._heading)
        else:
            self._show_place()

    def _show_place(self) -> None:
        place = self.places.current
        self.search.clear()
        self._labels_of = ""
        if place is None:
            self._ask(PaperQuery(nowhere=True), self.tr("Papers without a place"))
        else:
            self._ask(PaperQuery(place_id=place.place_id), place.name)

    def _ask(self, query: PaperQuery, heading: str, *, choose: bool = False) -> None:
        self._query, self._heading = query, heading
        self.session.read(list_papers, query, done=partial(self._show, heading, choose=choose), failed=self._refused)

    def _read_more(self) -> None:
        query = replace(self._query, after=self.table.lines.lines[-1].enclosure_id)
        self.session.read(list_papers, query, done=partial(self._add_page, query))

    def _add_page(self, query: PaperQuery, lines: tuple[PaperLine, ...]) -> None:
        if query.after == self.table.lines.lines[-1].enclosure_id:  # else the list became another one meanwhile
            self.table.lines.extend(lines, more=len(lines) == PAGE)

    def _find(self) -> None:
        typed = self.search.text().strip()
        if looks_coded(typed):
            self.session.read(read_code, typed, done=self._scanned, failed=self._refused)
        elif typed:
            self._labels_of = typed
            self._ask(PaperQuery(search=typed), typed)
        else:
            self._show_place()

    def _scanned(self, found: Scanned) -> None:
        """A place takes what is chosen; papers become what is chosen."""
        self.search.clear()
        if found.place_id is not None:
            self.move_chosen(place_id=found.place_id)
            return
        if found.number:
            self._labels_of = found.number
            self._ask(PaperQuery(search=found.number), tell(found.what), choose=True)
        else:
            self._choose(found.enclosures, found.of)

    def _choose(self, enclosures: tuple[int, ...], number: str) -> None:
        """Select papers by their codes, added to what is selected already; those not in the list with their case's."""
        if self._select_papers(enclosures):
            return

        def listed(lines: tuple[PaperLine, ...]) -> None:
            self._show(number or self.tr("One enclosure"), lines)
            self.table.clearSelection()
            self._select_papers(enclosures)

        if number:
            self._labels_of = number
            self._query, self._heading = PaperQuery(search=number), number
            self.session.read(papers_of, number, done=listed, failed=self._refused)
        else:
            self._query, self._heading = PaperQuery(), self.tr("One enclosure")
            self.session.read(paper_line, enclosures[0], done=lambda line: listed((line,)), failed=self._refused)

    def _select_papers(self, enclosures: tuple[int, ...]) -> bool:
        """Whether any of them is in the list."""
        found = [at for at, line in enumerate(self.table.lines.lines) if line.enclosure_id in enclosures]
        for at in found:
            self._select(at)
        return bool(found)

    def _select(self, at: int) -> None:
        model = self.table.selectionModel()
        model.select(self.table.lines.index(at, 0), model.SelectionFlag.Select | model.SelectionFlag.Rows)

    def _show(self, heading: str, lines: tuple[PaperLine, ...], *, choose: bool = False) -> None:
        more = len(lines) == PAGE
        count = f"{len(lines)}+" if more else str(len(lines))
        self.heading.setText(self.tr("{what} ({count})").format(what=heading, count=count))
        self.table.lines.replace(lines, more=more)
        if choose:  # all of a case that are here; what ended moves one by one
            self.table.clearSelection()
            for at, line in enumerate(lines):
                if line.ended is None:
                    self._select(at)

    def _show_way(self, at: int) -> None:
        if 0 <= at < len(self.table.lines.lines):
            self.session.read(moves_of, self.table.lines.line(at).enclosure_id, done=self._told_way)

    def _told_way(self, moves: tuple[MoveLine, ...]) -> None:
        said = [
            self.tr("{day} {where} ({who}) {note}").format(
                day=move.moved_on.isoformat(),
                where=tell(move.ended.label) if move.ended else move.place,
                who=move.moved_by,
                note=move.note,
            )
            for move in moves
        ]
        self.way.setText(" → ".join(each.strip() for each in said))

    def _open_line(self, line: PaperLine) -> None:
        if line.case_numbers:
            self.case_chosen.emit(line.case_numbers[0])

    def _moved(self, moved: int, place_id: int | None, end: CustodyEnd | None) -> None:
        self.note.clear()
        if not moved:
            self.notice.tell(self.tr("They lay there already."))
            return
        where = tell(end.label) if end else self.places.name_of(place_id)
        self.notice.tell(self.tr("Noted: {where}.").format(where=where))

    def _ask_labels(self) -> None:
        """Labels for the papers of the case in sight, else for the places."""
        title = self.tr("Where to write the labels")
        ask_new_file(self, title, self.write_labels, "pdf", kinds=self.tr("PDF (*.pdf)"))

    def write_labels(self, path: str) -> None:
        """Write the labels into a new file."""

        def write(pdf: bytes) -> None:
            try:
                save_pdf(Path(path), pdf)
            except CasemanError as error:
                self._refused(error)
            else:
                self.notice.tell(self.tr("The labels are in {file}.").format(file=path))

        numbers = {number for line in self.table.lines.lines for number in line.case_numbers}
        if self._labels_of and len(numbers) == 1:
            self.session.read(paper_labels, numbers.pop(), done=write, failed=self._refused)
        else:
            self.session.read(place_labels, done=write, failed=self._refused)

    def _refused(self, error: CasemanError) -> None:
        self.search.selectAll()
        shown = self.note if error.field == "note" else self.places.form
        shown.tell_faults(error, self.notice)
