"""Masking a scan: boxes over what must not be kept, burnt in when they are saved."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from caseman.domain.documents import TO_MASK, Detail
from caseman.errors import CasemanError
from caseman.services.masking import Masked, ToMask, mask, open_for_masking, page_to_mask
from caseman.services.scan_tray import quarantine
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label, row
from ui.widgets.mask_view import MaskView

_MAX_PX = 2000


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
        self._page = 0
        self.setWindowTitle(self.tr("Mask a scan"))
        self.view = MaskView()
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
        self._where = label("")
        self._build()
        QShortcut(QKeySequence("PgDown"), self, lambda: self._go(1))
        QShortcut(QKeySequence("PgUp"), self, lambda: self._go(-1))
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self._changed()
        self._go(0)

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
        buttons = QDialogButtonBox()
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.later_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        pages = row(
            button("‹", lambda: self._go(-1), tip=self.tr("Page before")),
            self._where,
            button("›", lambda: self._go(1), tip=self.tr("Next page")),
        )
        left = QVBoxLayout()
        left.addWidget(pages)
        left.addWidget(self.view, 1)
        holder = QWidget()
        holder.setLayout(side)
        holder.setFixedWidth(390)
        whole = QHBoxLayout()
        whole.addLayout(left, 1)
        whole.addWidget(holder)
        outer = QVBoxLayout(self)
        outer.addLayout(whole, 1)
        outer.addWidget(buttons)
        size, over = QSize(1040, 680), self.parentWidget()
        self.resize(size if over is None else size.boundedTo(over.window().size() - QSize(24, 24)))

    def _go(self, by: int) -> None:
        page = self._page + by
        if not 0 <= page < self._scan.pages:
            return
        self._page = page
        self._where.setText(f"{page + 1} / {self._scan.pages}")
        self._session.read(
            page_to_mask, self._scan.scan_id, page, _MAX_PX, done=partial(self._drawn, page), failed=self._failed
        )

    def _drawn(self, page: int, png: bytes) -> None:
        if page == self._page:
            self.view.show_page(page, png)
            self.view.setFocus()

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
        self._go(0)

    def _failed(self, error: CasemanError) -> None:
        self._enable(on=True)
        self.notice.tell(tell(error.text), bad=True)

    def _enable(self, *, on: bool) -> None:
        self.save_button.setEnabled(on)
        self.later_button.setEnabled(on)
        self.view.setEnabled(on)
