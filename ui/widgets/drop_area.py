"""Scans come in here: dragged onto it, pasted, chosen in a file dialog, or ticked among those from the scanner.

Each is looked at before it is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFrame, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from caseman.domain.documents import TO_MASK, Detail
from caseman.errors import CasemanError
from caseman.services.intake import look_at_scan
from caseman.services.post_inputs import ScanInput
from caseman.services.scan_import import ScanFile, codes_on
from caseman.services.scan_store import scan_page
from caseman.services.scan_tray import TrayLine
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_files
from ui.widgets.labels import button, label, row
from ui.widgets.scan_viewer import Shown
from ui.widgets.spoken_list import SpokenList


class DropArea(QFrame):
    """The scans of the envelope that is being logged; refused ones are named with the reason, the rest goes on."""

    changed = Signal()

    def __init__(self, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAcceptDrops(True)
        self._session = session
        self._scans: list[tuple[ScanInput, int]] = []
        self._codes: dict[bytes, tuple[str, ...]] = {}  # by the bytes of the file
        self._tray: tuple[TrayLine, ...] = ()
        self._chosen: set[int] = set()  # of the tray
        self._names = SpokenList()
        self._names.setAccessibleName(self.tr("Scans of this envelope"))
        theme.sized(self._names, most_height=110)
        self._names.itemChanged.connect(self._ticked)
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        self._hide_menu = QMenu(self)
        self._hide_menu.aboutToShow.connect(self._offer_details)
        shows = button(self.tr("Shows…"), lambda: None, tip=self.tr("What it shows that must be masked"))
        shows.setMenu(self._hide_menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP, theme.GAP_SMALL)
        layout.addWidget(
            label(self.tr("Drop or paste scans here (PDF, JPEG, PNG, TIFF), or choose them."), "quiet", wrap=True)
        )
        layout.addWidget(self._names)
        layout.addWidget(
            row(
                button(self.tr("Choose files…"), self._browse),
                button(self.tr("Paste"), self.paste, tip="Ctrl+V"),
                button(self.tr("Take out"), self._take_out),
                shows,
            )
        )
        layout.addWidget(self._fault)

    @property
    def scans(self) -> tuple[ScanInput, ...]:
        return tuple(scan for scan, _ in self._scans)

    @property
    def tray_scans(self) -> tuple[int, ...]:
        """The scans from the tray that are ticked."""
        return tuple(line.scan.scan_id for line in self._tray if line.scan.scan_id in self._chosen)

    @property
    def codes(self) -> tuple[str, ...]:
        """What the codes on the scans say."""
        return tuple(code for scan, _ in self._scans for code in self._codes.get(scan.data, ()))

    @property
    def fault(self) -> str:
        return self._fault.text()

    def shown(self) -> tuple[Shown, ...]:
        """The scans as the viewer takes them."""
        from_tray = [line.scan for line in self._tray if line.scan.scan_id in self._chosen and not line.scan.quarantine]
        return (
            *(Shown(scan.name, pages, partial(self._ask, scan)) for scan, pages in self._scans),
            *(Shown(scan.name, scan.pages, partial(self._ask_stored, scan.scan_id)) for scan in from_tray),
        )

    def show_tray(self, lines: tuple[TrayLine, ...]) -> None:
        """Offer what waits in the scan tray."""
        self._tray = lines
        self._chosen &= {line.scan.scan_id for line in lines}
        self._show()

    def choose_tray(self, scan_ids: Iterable[int]) -> None:
        self._chosen = set(scan_ids)
        self._show()

    def add_files(self, paths: Iterable[Path]) -> None:
        """Take files in; each is inspected on the database thread."""
        self._say("")
        for path in paths:
            try:
                scan = ScanFile(path).read()
            except CasemanError as error:
                self._say(tell(error.text))
                continue
            self.add_scan(scan)

    def add_scan(self, scan: ScanInput) -> None:
        """Take a scan in when it is what it says it is."""
        self._session.read(
            look_at_scan, scan, 0, 200, done=partial(self._take, scan), failed=partial(self._refuse, scan.name)
        )

    def paste(self) -> None:
        """Take what the clipboard holds: files that were copied, or a picture."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not self._take_mime(data):
            self._say("")
            self._say(self.tr("The clipboard holds no scan. Copy a file or a picture first."))

    def clear(self) -> None:
        self._scans.clear()
        self._codes.clear()
        self._chosen.clear()
        self._say("")
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Delete:
            self._take_out()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take_mime(event.mimeData())
        event.acceptProposedAction()

    def _take_mime(self, data: QMimeData) -> bool:
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.add_files(paths)
            return True
        if not data.hasImage():
            return False
        png = _png(QImage(data.imageData()))
        name = self.tr("Pasted {number}.png").format(number=len(self._scans) + 1)
        self.add_scan(ScanInput(name=name, data=png, source="paste"))
        return True

    def _ask(self, scan: ScanInput, page: int, max_px: int, then: Callable[[bytes], None]) -> None:
        self._session.read(look_at_scan, scan, page, max_px, done=lambda found: then(found[1]))

    def _ask_stored(self, scan_id: int, page: int, max_px: int, then: Callable[[bytes], None]) -> None:
        self._session.read(scan_page, scan_id, page, max_px, done=then)

    def _take(self, scan: ScanInput, found: tuple[object, bytes]) -> None:
        if any(each.data == scan.data for each, _ in self._scans):
            self._say(self.tr("“{name}” is in the list already.").format(name=scan.name))
            return
        facts = found[0]
        self._scans.append((scan, facts.pages))  # type: ignore[attr-defined]
        self._session.read(codes_on, scan, done=partial(self._coded, scan.data))
        self._show()

    def _coded(self, data: bytes, codes: tuple[str, ...]) -> None:
        if codes:
            self._codes[data] = codes
            self.changed.emit()

    def _refuse(self, name: str, error: CasemanError) -> None:
        self._say(f"{name}: {tell(error.text)}")

    def _say(self, text: str) -> None:
        before = self._fault.text()
        self._fault.setText(f"{before}\n{text}".strip() if text else "")
        self._fault.setVisible(bool(self._fault.text()))

    def _show(self) -> None:
        self._names.blockSignals(True)
        self._names.clear()
        for scan, _ in self._scans:
            self._names.addItem(scan.name + self._hidden(scan.shows))
        for line in self._tray:
            name = self.tr("From the scanner: {name} ({pages} p.)").format(name=line.scan.name, pages=line.scan.pages)
            item = QListWidgetItem(name + self._hidden(line.scan.shows if line.scan.quarantine else ()))
            item.setData(Qt.ItemDataRole.UserRole, line.scan.scan_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            chosen = line.scan.scan_id in self._chosen
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self._names.addItem(item)
        self._names.blockSignals(False)
        self.changed.emit()

    def _hidden(self, shows: tuple[Detail, ...]) -> str:
        return " – " + self.tr("to be masked: {what}").format(what=tell([d.label for d in shows])) if shows else ""

    def _ticked(self, item: QListWidgetItem) -> None:
        scan_id = item.data(Qt.ItemDataRole.UserRole)
        if item.checkState() == Qt.CheckState.Checked:
            self._chosen.add(scan_id)
        else:
            self._chosen.discard(scan_id)
        self.changed.emit()

    def _take_out(self) -> None:
        at = self._names.currentRow()
        if 0 <= at < len(self._scans):
            del self._scans[at]
            self._show()

    def _offer_details(self) -> None:
        """What the scan in focus shows that must be masked: it then goes into quarantine."""
        self._hide_menu.clear()
        at = self._names.currentRow()
        if not 0 <= at < len(self._scans):
            self._hide_menu.addAction(self.tr("Choose a scan in the list first.")).setEnabled(False)
            return
        scan, _ = self._scans[at]
        for detail in TO_MASK:
            action = QAction(tell(detail.label), self._hide_menu)
            action.setCheckable(True)
            action.setChecked(detail in scan.shows)
            action.toggled.connect(partial(self._set_detail, at, detail))
            self._hide_menu.addAction(action)

    def _set_detail(self, at: int, detail: Detail, on: bool) -> None:
        scan, pages = self._scans[at]
        shows = tuple(each for each in TO_MASK if (on if each is detail else each in scan.shows))
        self._scans[at] = (scan.model_copy(update={"shows": shows}), pages)
        self._show()
        self._names.setCurrentRow(at)

    def _browse(self) -> None:
        kinds = self.tr("Scans (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)")
        ask_files(self, self.tr("Choose scans"), self.add_files, kinds=kinds)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())
