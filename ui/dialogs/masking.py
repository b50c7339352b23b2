"""Masking a scan: boxes over what must not be kept, burnt in when they are saved."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from caseman.domain.documents import TO_MASK, Detail
from caseman.errors import CasemanError
from caseman.services.masking import Masked, ToMask, mask, open_for_masking, page_to_mask
from caseman.services.scan_tray import quarantine
from ui import theme
from ui.dialogs.pages_beside import lay_out
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label
from ui.widgets.mask_pages import MaskPages


def ask_to_mask(session: OfficeSession, scan_id: int, parent: QWidget) -> None:
    """Open the dialog for a scan, which is noted in the trail."""

    def begin(scan: ToMask) -> None:
        MaskDialog(session, scan, parent).open()

    session.read(open_for_masking, scan_id, done=begin)


class MaskDialog(QDialog):
    """A page, what was covered, and one button that makes it so. Until then nothing changes."""

    def __init__(self, session: OfficeSession, scan: ToMask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scan = scan
        self.setWindowTitle(self.tr("Mask a scan"))
        self.pages = MaskPages(session, page_to_mask, (scan.scan_id,), scan.pages, self._failed)
        self.view = self.pages.view
        self.view.changed.connect(self._changed)
        self.kinds: dict[Detail, QCheckBox] = {}
        for detail in TO_MASK:
            box = QCheckBox(tell(detail.label))
            box.setChecked(detail in scan.shows)
            box.toggled.connect(lambda _on: self._changed())
            self.kinds[detail] = box
        self.notice = Notice()
        self.save_button = button(self.tr("Burn in and save"), self.save, primary=True, tip="Ctrl+S")
        self.later_button = button(self.tr("Leave in quarantine"), self.leave)
        self._build()
        self.pages.turn_by_keys(self)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self._changed()
        self.pages.turn(0)

    @property
    def covered(self) -> tuple[Detail, ...]:
        """What is said to be covered."""
        return tuple(detail for detail, box in self.kinds.items() if box.isChecked())

    def save(self) -> None:
        """Burn the boxes in. The scan as it came is gone after it."""
        if not self.save_button.isEnabled():
            return
        self._enable(on=False)
        self._session.change(
            mask, self._scan.scan_id, self.view.boxes, self.covered, done=self._done, failed=self._failed
        )

    def leave(self) -> None:
        """Close it to everybody until it is masked."""
        if not self.covered:
            self.notice.tell(self.tr("Say what it shows that must be masked."), bad=True)
            return
        self._session.change(
            quarantine, self._scan.scan_id, self.covered, done=lambda _change: self.accept(), failed=self._failed
        )

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(theme.GAP_SMALL)
        side.addWidget(label(self._scan.name, "heading", wrap=True))
        side.addWidget(
            label(
                self.tr(
                    "Draw boxes over what must not be kept. When they are saved, only the covered picture stays; "
                    "a PDF becomes pictures without text."
                ),
                wrap=True,
            )
        )
        side.addWidget(
            label(
                self.tr("Keys: N new box, arrows move, Shift+arrows size, Space next box, Delete takes out, "
                        "Page Up and Page Down turn the page."),
                "quiet",
                wrap=True,
            )
        )  # fmt: skip
        side.addWidget(label(self.tr("Covered"), "heading"))
        for box in self.kinds.values():
            side.addWidget(box)
        side.addStretch(1)
        side.addWidget(self.notice)
        lay_out(self, self.pages, side, QSize(1040, 680), self.save_button, self.later_button)

    def _changed(self) -> None:
        self.save_button.setEnabled(bool(self.view.boxes) and bool(self.covered))

    def _done(self, change: Masked) -> None:
        """Close, unless something is left to cover: then the covered picture is shown again."""
        if not change.left:
            self.accept()
            return
        self._enable(on=True)
        self.view.set_boxes(())
        for detail, box in self.kinds.items():
            box.setChecked(detail in change.left)
        left = tell([detail.label for detail in change.left])
        self.notice.tell(self.tr("Saved. It stays in quarantine: it still shows {what}.").format(what=left), bad=True)
        self.pages.turn(0)

    def _failed(self, error: CasemanError) -> None:
        self._enable(on=True)
        self.notice.tell(tell(error.text), bad=True)

    def _enable(self, *, on: bool) -> None:
        self.save_button.setEnabled(on)
        self.later_button.setEnabled(on)
        self.view.setEnabled(on)
