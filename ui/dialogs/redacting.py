"""Redacting what is attached: boxes over what is withheld, each with its ground, burnt in when they are saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from caseman.errors import CasemanError
from caseman.services.attachment_inputs import RedactInput
from caseman.services.masking import Box
from caseman.services.redactions import ToRedact, open_for_redacting, page_to_redact, redact
from ui import theme
from ui.dialogs.pages_beside import lay_out
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label
from ui.widgets.mask_pages import MaskPages
from ui.widgets.spoken_list import SpokenList


def ask_to_redact(session: OfficeSession, number: str, attachment_id: int, parent: QWidget, notice: Notice) -> None:
    """Open the dialog for an attachment, which is noted in the trail."""

    def begin(wanted: ToRedact) -> None:
        RedactDialog(session, wanted, parent).open()

    def refused(error: CasemanError) -> None:
        notice.tell(tell(error.text), bad=True)

    session.read(open_for_redacting, number, attachment_id, done=begin, failed=refused)


@dataclass
class _Why:
    """Why a box covers what it covers; empty until it is said."""

    ground: str = ""
    reason: str = ""

    @property
    def said(self) -> bool:
        return bool(self.ground) and bool(self.reason.strip())


class RedactDialog(QDialog):
    """The unredacted pages, the boxes with their grounds, and one button that burns them into what is printed.

    A box takes ground and reason of the one before; what is chosen or typed counts for the current box.
    """

    def __init__(self, session: OfficeSession, wanted: ToRedact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = wanted
        self._whys = [_Why(str(each.ground or ""), each.reason) for each in wanted.redactions]
        self._filling = False
        self.setWindowTitle(self.tr("Redact an attachment"))
        where = (wanted.number, wanted.attachment_id)
        self.pages = MaskPages(session, page_to_redact, where, wanted.pages, self._failed)
        self.view = self.pages.view
        self.view.set_boxes(tuple(Box(x.page - 1, x.x, x.y, x.width, x.height) for x in wanted.redactions))
        self.list = SpokenList()
        self.list.setAccessibleName(self.tr("Boxes"))
        self.list.setWordWrap(True)
        self.form = Form()
        self.form.choice("ground", self.tr("Ground"), wanted.grounds, blank=self.tr("(choose)"))
        self.form.text("reason", self.tr("Reason, as the letter tells it"), lines=3)
        self.notice = Notice()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Pages redacted"))
        self.bar.hide()
        self.save_button = button(self.tr("Burn in and save"), self.save, primary=True, tip="Ctrl+S")
        self._build()
        self.pages.turn_by_keys(self)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self.view.changed.connect(self._changed)
        self.view.dropped.connect(self._dropped)
        self.view.chosen.connect(self._chosen)
        self.list.currentRowChanged.connect(self._listed)
        self.form.on_change(self._typed)
        self._changed()
        self._chosen(-1)
        self.pages.turn(0)

    def save(self) -> None:
        """Burn the boxes in; those without a ground wait for it, and so does the letter."""
        if not self.save_button.isEnabled():
            return
        boxes = [
            {
                "page": box.page + 1,
                "x": box.x,
                "y": box.y,
                "width": box.width,
                "height": box.height,
                "ground": why.ground,
                "reason": why.reason,
            }
            for box, why in zip(self.view.boxes, self._whys, strict=True)
        ]
        try:
            typed = RedactInput.read(
                number=self._wanted.number, attachment_id=self._wanted.attachment_id, redactions=boxes
            )
        except CasemanError as error:
            self._failed(error)
            return
        self._enable(on=False)
        self._session.change_long(
            redact,
            typed,
            done=lambda _change: self.accept(),
            failed=self._failed,
            progress=lambda done: self.bar.setValue(round(done * 100)),
        )

    def reject(self) -> None:
        """Close without saving; while the boxes are burnt in, stop that instead."""
        if self.bar.isVisible():
            self._session.stop_long()
        else:
            super().reject()

    def _build(self) -> None:
        told = self.tr(
            "You see the unredacted file. It stays in the office's file and is never printed; what is printed is a "
            "picture in which nothing is left under the boxes."
        )
        keys = self.tr(
            "Keys: N new box, arrows move, Shift+arrows size, Space next box, Delete takes out, "
            "Page Up and Page Down turn the page."
        )
        side = QVBoxLayout()
        side.setSpacing(theme.GAP_SMALL)
        side.addWidget(label(self._wanted.title, "heading", wrap=True))
        side.addWidget(label(told, "warn", wrap=True))
        side.addWidget(label(keys, "quiet", wrap=True))
        side.addWidget(label(self.tr("Boxes"), "heading"))
        side.addWidget(self.list, 2)
        side.addWidget(self.form)
        side.addWidget(self.bar)
        side.addWidget(self.notice)
        lay_out(self, self.pages, side, QSize(1040, 700), self.save_button)

    def _changed(self) -> None:
        """Boxes came, went or moved."""
        while len(self._whys) < len(self.view.boxes):
            before = self._whys[-1] if self._whys else _Why()
            self._whys.append(_Why(before.ground, before.reason))
        self._tell_boxes()
        self._chosen(self.view.current)

    def _dropped(self, place: int) -> None:
        del self._whys[place]

    def _tell_boxes(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for box, why in zip(self.view.boxes, self._whys, strict=False):
            told = next((tell(each.label) for each in self._wanted.grounds if each == why.ground), "")
            line = self.tr("Page {page}: {ground}").format(page=box.page + 1, ground=told or self.tr("no ground yet"))
            self.list.addItem(line if why.said or not told else line + self.tr(" – no reason yet"))
        self.list.setCurrentRow(self.view.current)
        self.list.blockSignals(False)

    def _chosen(self, place: int) -> None:
        """Show why the current box is there. A box that was just drawn is known a moment later."""
        there = 0 <= place < len(self._whys)
        why: Any = self._whys[place] if there else _Why()
        self._filling = True
        self.form.set_values({"ground": why.ground, "reason": why.reason})
        self._filling = False
        self.form.setEnabled(there)
        self.list.blockSignals(True)
        self.list.setCurrentRow(place if there else -1)
        self.list.blockSignals(False)

    def _listed(self, place: int) -> None:
        """A box chosen in the list is shown on its page."""
        if 0 <= place < len(self.view.boxes):
            self.view.choose(place)
            self.pages.go_to(self.view.boxes[place].page, keep_focus=True)

    def _typed(self) -> None:
        place = self.view.current
        if self._filling or not 0 <= place < len(self._whys):
            return
        values = self.form.values()
        self._whys[place] = _Why(str(values["ground"] or ""), values["reason"])
        self._tell_boxes()

    def _failed(self, error: CasemanError) -> None:
        self._enable(on=True)
        self.form.tell_faults(error, self.notice)

    def _enable(self, *, on: bool) -> None:
        self.save_button.setEnabled(on)
        self.bar.setValue(0)
        self.bar.setVisible(not on)
        self.view.setEnabled(on)
        self.form.setEnabled(on and self.view.current >= 0)
