"""Scans come in here: dragged onto it, or chosen in a file dialog. Each is looked at before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QListWidget, QVBoxLayout, QWidget

from caseman.errors import CasemanError
from caseman.paths import default_folder
from caseman.services.inputs import ScanInput
from caseman.services.intake import look_at_scan
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.labels import button, label, row
from ui.widgets.scan_viewer import Shown

_LARGEST = 50 * 1024 * 1024


class DropArea(QFrame):
    """The scans of the envelope that is being logged; refused ones are named with the reason, the rest goes on."""

    changed = Signal()

    def __init__(self, session: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAcceptDrops(True)
        self._session = session
        self._scans: list[tuple[ScanInput, int]] = []
        self._names = QListWidget()
        self._names.setAccessibleName(self.tr("Scans of this envelope"))
        self._names.setMaximumHeight(90)
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP, theme.GAP_SMALL)
        layout.addWidget(label(self.tr("Drop scans here (PDF, JPEG, PNG, TIFF), or choose them."), "quiet", wrap=True))
        layout.addWidget(self._names)
        layout.addWidget(
            row(button(self.tr("Choose files…"), self._browse), button(self.tr("Take out"), self._take_out))
        )
        layout.addWidget(self._fault)

    @property
    def scans(self) -> tuple[ScanInput, ...]:
        return tuple(scan for scan, _ in self._scans)

    @property
    def fault(self) -> str:
        return self._fault.text()

    def shown(self) -> tuple[Shown, ...]:
        """The scans as the viewer takes them."""
        return tuple(Shown(scan.name, pages, partial(self._ask, scan)) for scan, pages in self._scans)

    def add_files(self, paths: Iterable[Path]) -> None:
        """Take files in; each is inspected on the database thread."""
        self._say("")
        for path in paths:
            try:
                if path.stat().st_size > _LARGEST:
                    self._say(self.tr("“{name}” is larger than 50 MB.").format(name=path.name))
                    continue
                data = path.read_bytes()
            except OSError:
                self._say(self.tr("“{name}” cannot be read.").format(name=path.name))
                continue
            self.add_scan(ScanInput(name=path.name, data=data))

    def add_scan(self, scan: ScanInput) -> None:
        """Take a scan in when it is what it says it is."""
        self._session.read(
            look_at_scan, scan, 0, 200, done=partial(self._take, scan), failed=partial(self._refuse, scan.name)
        )

    def clear(self) -> None:
        self._scans.clear()
        self._say("")
        self._show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_files(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()

    def _ask(self, scan: ScanInput, page: int, max_px: int, then: Callable[[bytes], None]) -> None:
        self._session.read(look_at_scan, scan, page, max_px, done=lambda found: then(found[1]))

    def _take(self, scan: ScanInput, found: tuple[object, bytes]) -> None:
        facts = found[0]
        self._scans.append((scan, facts.pages))  # type: ignore[attr-defined]
        self._show()

    def _refuse(self, name: str, error: CasemanError) -> None:
        self._say(f"{name}: {tell(error.text)}")

    def _say(self, text: str) -> None:
        before = self._fault.text()
        self._fault.setText(f"{before}\n{text}".strip() if text else "")
        self._fault.setVisible(bool(self._fault.text()))

    def _show(self) -> None:
        self._names.clear()
        self._names.addItems([scan.name for scan, _ in self._scans])
        self.changed.emit()

    def _take_out(self) -> None:
        at = self._names.currentRow()
        if 0 <= at < len(self._scans):
            del self._scans[at]
            self._show()

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose scans"), str(default_folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(self.tr("Scans (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)"))
        dialog.filesSelected.connect(lambda names: self.add_files(map(Path, names)))
        dialog.open()
