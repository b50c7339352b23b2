"""Where every sheet of paper is: by case, by place, and moved with two keys or by its code."""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from caseman.domain.custody import CustodyEnd, PlaceKind
from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.cover_sheets import looks_coded, paper_labels, place_labels
from caseman.services.custody import (
    PlaceChange,
    Scanned,
    add_place,
    move_papers,
    read_code,
    rename_place,
    retire_place,
)
from caseman.services.custody_views import (
    PAGE,
    MoveLine,
    PaperLine,
    PaperQuery,
    PlaceLine,
    list_papers,
    list_places,
    moves_of,
    paper_line,
    papers_of,
)
from ui import theme
from ui.i18n import tell
from ui.pages.base import Page
from ui.printing import save_pdf
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_new_file
from ui.widgets.form import Form
from ui.widgets.labels import button, label, panel, row, scrolled
from ui.widgets.lines import Column, LinesView
from ui.widgets.side_by_side import SideBySide
from ui.widgets.spoken_list import SpokenList
from ui.widgets.text_fields import TextLine

_PLACE_KEYS = "123456789" + "".join(sign for sign in string.ascii_uppercase if sign not in "DRF")
_ENDS = {"D": CustodyEnd.DESTROYED, "R": CustodyEnd.RETURNED, "F": CustodyEnd.FILED}


class PapersPage(Page):
    """Places on the left, papers on the right; M and the key of a place moves what is chosen."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Papers"))
        self._places: tuple[PlaceLine, ...] = ()
        self._moving = False
        self._sure = False  # papers of a running case are meant
        self._labels_of = ""  # the case whose papers are listed
        self._query = PaperQuery(nowhere=True)  # what is listed, under
        self._heading = ""
        self.search = TextLine()
        self.search.setPlaceholderText(self.tr("Read a code, or type a case number, a place or a sender"))
        self.search.setAccessibleName(self.tr("Find papers"))
        self.search.setClearButtonEnabled(True)
        self.search.returnPressed.connect(self._find)
        self.places = SpokenList()
        self.places.setAccessibleName(self.tr("Places"))
        self.places.itemClicked.connect(lambda _item: self._show_place())
        self.places.currentRowChanged.connect(lambda _at: self._show_place())
        self.table = LinesView(self._columns(), self.tr("Papers"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.opened.connect(self._open_line)
        self.table.lines.wants_more.connect(self._read_more)
        self.table.installEventFilter(self)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._show_way(now.row()))
        self.heading = label("", "heading", wrap=True)
        self.keys = label("", "quiet", wrap=True)
        self.way = label("", "quiet", wrap=True, selectable=True)
        self.form = Form()
        self.form.line("name", self.tr("Place"))
        self.form.choice("kind", self.tr("Kind"), PlaceKind)
        self.note = Form()
        self.note.line("note", self.tr("Note"), hint=self.tr("Needed to bring back what was noted as gone."))
        self._build()
        may = session.may(Permission.MOVE_PAPERS)
        for part in (self.form, self.note):
            part.setEnabled(may)

    def refresh(self) -> None:
        self.session.read(list_places, done=self._show_places)

    def first_controls(self) -> Iterable[QWidget]:
        return (self.search, self.table)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def chosen(self) -> list[PaperLine]:
        """The papers that are selected."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [self.table.lines.line(at) for at in rows]

    def move_chosen(self, place_id: int | None = None, end: CustodyEnd | None = None) -> None:
        """Note that what is chosen went there, or is gone."""
        self._stop_moving()
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
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.places, 1)
        column.addWidget(
            panel(
                self.form,
                row(button(self.tr("Add the place"), self._add)),
                row(button(self.tr("Rename"), self._rename), button(self.tr("Retire"), self._retire)),
                row(button(self.tr("Labels…"), self._ask_labels)),
                heading=self.tr("Places"),
            )
        )
        right = QWidget()
        body = QVBoxLayout(right)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.GAP_SMALL)
        for part in (self.heading, self.keys):
            body.addWidget(part)
        body.addWidget(self.table, 1)
        body.addWidget(self.note)
        body.addWidget(self.way)
        split = SideBySide(scrolled(left), scrolled(right), widths=(260, 780))
        self.body.addWidget(self.search)
        self.body.addWidget(split, 1)

    def _pressed(self, event: QKeyEvent) -> bool:
        """M begins a move, then a key names the place, or a letter how the stay ends; Escape leaves it."""
        key = event.text().upper()
        if not self._moving:
            if key == "M" and self.chosen() and self.session.may(Permission.MOVE_PAPERS):
                self.notice.hide()
                self._moving = True
                self._say_keys()
                return True
            return False
        if not key and event.key() != Qt.Key.Key_Escape:
            return True  # Shift alone, on the way to a letter
        if key and key in _PLACE_KEYS[: len(self._places)]:
            self.move_chosen(place_id=self._places[_PLACE_KEYS.index(key)].place_id)
        elif key in _ENDS:
            self._end_chosen(_ENDS[key])
        else:
            self._stop_moving()
        return True

    def _end_chosen(self, end: CustodyEnd) -> None:
        """The stay of papers ends; those of a running case are destroyed only when D is pressed once more."""
        running = sorted({number for line in self.chosen() for number in line.running})
        if end is not CustodyEnd.DESTROYED or not running or self._sure:
            self.move_chosen(end=end)
            return
        self._sure = True
        told = self.tr("{numbers} is not closed yet. Press D once more if its papers are destroyed all the same.")
        self.notice.tell(told.format(numbers=", ".join(running)), bad=True)

    def _stop_moving(self) -> None:
        if self._sure:
            self.notice.hide()
        self._moving = self._sure = False
        self._say_keys()

    def _say_keys(self) -> None:
        if not self._moving:
            self.keys.setText(self.tr("Choose papers, press M, then the key of the place."))
            return
        places = [f"{key} {place.name}" for key, place in zip(_PLACE_KEYS, self._places, strict=False)]
        ends = [f"{key} {tell(end.label)}" for key, end in _ENDS.items()]
        self.keys.setText(self.tr("Where to? {choices}").format(choices="   ".join((*places, *ends))))

    def _show_places(self, lines: tuple[PlaceLine, ...]) -> None:
        at = max(0, self.places.currentRow())
        self._places = lines
        self.places.blockSignals(True)
        self.places.clear()
        self.places.addItem(self.tr("No place noted yet"))
        for key, line in zip_longest(_PLACE_KEYS[: len(lines)], lines, fillvalue=" "):
            assert isinstance(line, PlaceLine)
            self.places.addItem(f"{key}  {line.name} ({line.papers})")
        for row_at in range(self.places.count()):
            self.places.item(row_at).setSizeHint(QSize(0, self.places.fontMetrics().lineSpacing() + 12))
        self.places.setCurrentRow(min(at, len(lines)))
        self.places.blockSignals(False)
        self._say_keys()
        if not lines:
            self.notice.tell(self.tr("There are no places yet. Add the first one, such as “Post tray” or “Safe”."))
        self._read_again()

    def _read_again(self) -> None:
        if self._query.search:
            self._ask(self._query, self._heading)
        else:
            self._show_place()

    def _show_place(self) -> None:
        at = self.places.currentRow()
        self.search.clear()
        self._labels_of = ""
        if at <= 0:
            self._ask(PaperQuery(nowhere=True), self.tr("Papers without a place"))
        else:
            place = self._places[at - 1]
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
        where = tell(end.label) if end else next((p.name for p in self._places if p.place_id == place_id), "")
        self.notice.tell(self.tr("Noted: {where}.").format(where=where))

    def _add(self) -> None:
        values = self.form.values()
        self.session.change(
            add_place, values["name"], PlaceKind(values["kind"]), done=self._place_done, failed=self._refused
        )

    def _rename(self) -> None:
        if (place := self._current()) is not None:
            name = self.form.values()["name"]
            self.session.change(rename_place, place.name, name, done=self._place_done, failed=self._refused)

    def _retire(self) -> None:
        if (place := self._current()) is not None:
            self.session.change(retire_place, place.name, done=self._place_done, failed=self._refused)

    def _current(self) -> PlaceLine | None:
        at = self.places.currentRow()
        if at <= 0:
            self.notice.tell(self.tr("Choose a place in the list first."), bad=True)
            return None
        return self._places[at - 1]

    def _place_done(self, change: PlaceChange) -> None:
        self.form.clear()
        self.notice.hide()
        if change.again:
            self.notice.tell(self.tr("“{name}” is used again.").format(name=change.name))

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
        shown = self.note if error.field == "note" else self.form
        if rest := shown.show_faults(error):
            self.notice.tell(rest, bad=True)
