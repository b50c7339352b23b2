"""The scan tray: what the scanner wrote, files that were brought in, and where each goes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from caseman.errors import CasemanError
from caseman.services.scan_import import Filed, Imported, Refused, ScanFile, import_scans
from caseman.services.scan_store import scan_page, scan_thumbnail
from caseman.services.scan_tray import TrayLine, file_scans, list_tray, take_out
from ui import theme
from ui.i18n import tell
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.theme.tokens import COVERED, PAPER
from ui.widgets.file_dialogs import ask_files
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, row, scrolled
from ui.widgets.scan_viewer import ScanViewer, Shown
from ui.widgets.side_by_side import SideBySide
from ui.widgets.spoken_list import SpokenList

_ICON = QSize(96, 128)


class TrayPanel(Panel):
    """A list with small pictures, the scan in large beside it, and what can be done with those chosen.

    `read` carries the lines whenever they were read again.
    """

    read = Signal(object)
    mask_asked = Signal(int)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self._lines: tuple[TrayLine, ...] = ()
        self.setAcceptDrops(True)
        self.list = SpokenList()
        self.list.setAccessibleName(self.tr("Scans that wait"))
        self.list.setViewMode(QListView.ViewMode.ListMode)
        self.list.setIconSize(_ICON)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.currentRowChanged.connect(self._show_current)
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.empty = label(
            self.tr(
                "Nothing waits here. Scans come in from the scanner's folder (Settings), by “Bring in files…”, "
                "or dropped onto this page. A batch is split where cover sheets lie in it."
            ),
            "quiet",
            wrap=True,
        )
        self.form = Form()
        self.form.line("number", self.tr("Case"), hint=self.tr("The case that the chosen scans belong to."))
        self.form.line("reason", self.tr("Reason for taking out"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop_button = button(self.tr("Stop"), self._session.stop_long)
        self.viewer = ScanViewer()
        self._build()
        self._working(on=False)

    def first_controls(self) -> Iterable[QWidget]:
        return (self.list,)

    def refresh(self) -> None:
        self._session.read(list_tray, done=self._show)

    def bring_in(self, paths: list[Path]) -> None:
        """Take files in as one batch, in the order of their names."""
        if paths:
            self._notice.hide()
            self._working(on=True)
            files = [ScanFile(path) for path in sorted(paths)]
            self._session.change_long(
                import_scans, files, done=self._imported, failed=self._failed, progress=self._moved
            )

    def chosen(self) -> list[int]:
        """The scans that are selected in the list."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return [self._lines[at].scan.scan_id for at in rows]

    def file_with_case(self) -> None:
        if ids := self._some():
            number = self.form.values()["number"]
            self._session.change(file_scans, ids, number=number, done=self._filed, failed=self._refused)

    def take_out(self) -> None:
        if ids := self._some():
            self._session.change(take_out, ids, self.form.values()["reason"], done=self._gone, failed=self._refused)

    def ask_to_mask(self) -> None:
        if ids := self._some():
            self.mask_asked.emit(ids[0])

    def told(
        self,
        filed: tuple[Filed, ...],
        refused: tuple[Refused, ...],
        *,
        left: tuple[str, ...] = (),
        more: bool = False,
    ) -> str:
        """What became of a batch, in sentences. `more`: the folder holds more than was taken at once."""
        placed = [each for each in filed if each.number]
        enveloped = [each for each in filed if not each.number and each.envelope_id is not None]
        waiting = len(filed) - len(placed) - len(enveloped)
        numbers = ", ".join(dict.fromkeys(each.number for each in placed))
        envelopes = ", ".join(dict.fromkeys(str(each.envelope_id) for each in enveloped))
        blank = self.tr("{name}: the blank page {page} behind the cover sheet was left out.")
        said = [
            (placed, self.tr("Filed with their cases: {count} ({numbers}).")),
            (enveloped, self.tr("Filed with their envelopes: {count} ({envelopes}).")),
            (waiting, self.tr("Came into the scan tray: {count}.")),
        ]
        counts = (len(placed), len(enveloped), waiting)
        sentences = [
            sentence.format(count=count, numbers=numbers, envelopes=envelopes)
            for (tells, sentence), count in zip(said, counts, strict=True)
            if tells
        ]
        sentences += [f"{each.name}: {tell(each.fault)}" for each in filed if each.fault is not None]
        sentences += [blank.format(name=each.name, page=each.blank) for each in filed if each.blank]
        sentences += [f"{each.name}: {tell(each.why)}" for each in refused]
        if more:
            sentences.append(self.tr("The folder holds more new files than are taken at once; the rest follows."))
        if left and filed:
            sentences.append(self.tr("Stopped; the files that were done stay."))
        if left:
            sentences.append(
                self.tr("Stopped before these files were taken in: {names}.").format(names=", ".join(left))
            )
        return "\n".join(sentences)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_M and not event.modifiers():
            self.ask_to_mask()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.bring_in([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _build(self) -> None:
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(row(button(self.tr("Bring in files…"), self._browse), self.bar, self.stop_button))
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.form)
        layout.addWidget(
            row(
                button(self.tr("File with the case"), self.file_with_case, primary=True),
                button(self.tr("Mask…"), self.ask_to_mask, tip="M"),
                button(self.tr("Take out"), self.take_out),
            )
        )
        split = SideBySide(scrolled(left), self.viewer, widths=(520, 560), room=0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.addWidget(split)

    def _some(self) -> list[int]:
        self.form.clear_faults()
        ids = self.chosen()
        if not ids:
            self._notice.tell(self.tr("Choose scans in the list first."), bad=True)
        return ids

    def _show(self, lines: tuple[TrayLine, ...]) -> None:
        kept = set(self.chosen())
        self._lines = lines
        self.list.blockSignals(True)
        self.list.clear()
        for at, line in enumerate(lines):
            self.list.addItem(self._item(line))
            if line.scan.scan_id in kept:
                self.list.item(at).setSelected(True)
            if not line.scan.quarantine:
                self._session.read(scan_thumbnail, line.scan.scan_id, 0, done=partial(self._pictured, line))
        self.list.blockSignals(False)
        self.empty.setVisible(not lines)
        self.list.setVisible(bool(lines))
        if lines and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        if not lines:
            self.viewer.show_scans(())
        self.read.emit(lines)

    def _blank(self, *, closed: bool) -> QIcon:
        """A sheet until its picture comes; one in quarantine stays covered."""
        sheet = QPixmap(_ICON)
        sheet.fill(QColor(COVERED))
        painter = QPainter(sheet)
        painter.fillRect(sheet.rect().adjusted(1, 1, -1, -1), QColor(COVERED if closed else PAPER))
        painter.end()
        return QIcon(sheet)

    def _item(self, line: TrayLine) -> QListWidgetItem:
        said = [line.scan.name, self.tr("{pages} p., {when}").format(
            pages=line.scan.pages, when=self._session.local_time(line.added_at)
        )]  # fmt: skip
        if line.scan.quarantine:
            said.append(self.tr("Quarantine: shows {what}").format(what=tell([d.label for d in line.scan.shows])))
        if line.fault is not None:
            said.append(tell(line.fault))
        return QListWidgetItem(self._blank(closed=line.scan.quarantine), "\n".join(said))

    def _pictured(self, line: TrayLine, picture: bytes | None) -> None:
        if picture is None or line not in self._lines:
            return
        pixmap = QPixmap()
        pixmap.loadFromData(picture)
        self.list.item(self._lines.index(line)).setIcon(QIcon(pixmap))

    def _show_current(self, at: int) -> None:
        if not 0 <= at < len(self._lines):
            return
        scan = self._lines[at].scan
        if scan.quarantine:
            self.viewer.show_scans(())
            return

        def ask(page: int, max_px: int, then: Any) -> None:
            self._session.read(scan_page, scan.scan_id, page, max_px, done=then)

        self.viewer.show_scans((Shown(scan.name, scan.pages, ask),))

    def _imported(self, imported: Imported) -> None:
        self._working(on=False)
        told = self.told(imported.filed, imported.refused, left=imported.left)
        self._notice.tell(told, bad=bool(imported.refused or imported.left))
        self.refresh()

    def _filed(self, change: Any) -> None:
        self.form.clear()
        self._notice.tell(self.tr("Filed with case {number}.").format(number=change.numbers[0]))
        self.refresh()

    def _gone(self, _change: object) -> None:
        self.form.clear()
        self._notice.tell(self.tr("Taken out of the file."))
        self.refresh()

    def _failed(self, error: CasemanError) -> None:
        self._working(on=False)
        self._notice.tell(tell(error.text), bad=True)
        self.refresh()

    def _refused(self, error: CasemanError) -> None:
        self.form.tell_faults(error, self._notice)

    def _moved(self, done: float) -> None:
        self.bar.setRange(0, 1000 if done else 0)  # until something is measured it only moves
        self.bar.setValue(round(done * 1000))

    def _working(self, *, on: bool) -> None:
        self.bar.setVisible(on)
        self.bar.setRange(0, 0 if on else 1000)
        self.bar.setValue(0)
        self.stop_button.setVisible(on)
        self.form.setEnabled(not on)

    def _browse(self) -> None:
        kinds = self.tr("Scans (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)")
        ask_files(self, self.tr("Bring in files"), self.bring_in, kinds=kinds)
