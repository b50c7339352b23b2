"""The pages on which boxes are drawn, turned by buttons and keys; each is read when it is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.errors import CasemanError
from ui import theme
from ui.session import OfficeSession
from ui.widgets.labels import label, row, sign_button
from ui.widgets.mask_view import MaskView

_MAX_PX: Final = 2000


class MaskPages(QWidget):
    """A `MaskView` and what turns its pages. `service(desk, *where, page, max_px)` gives a page (from 0) as PNG."""

    def __init__(
        self,
        session: OfficeSession,
        service: Callable[..., bytes],
        where: tuple[object, ...],
        pages: int,
        failed: Callable[[CasemanError], None],
    ) -> None:
        super().__init__()
        self._session = session
        self._service = service
        self._where = where
        self._pages = pages
        self._failed = failed
        self._page = 0
        self._keep_focus = False
        self.view = MaskView()
        self._told = label("")
        turning = row(
            sign_button("left", self.tr("Page before"), lambda: self.turn(-1)),
            self._told,
            sign_button("right", self.tr("Next page"), lambda: self.turn(1)),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(turning)
        layout.addWidget(self.view, 1)

    def turn_by_keys(self, dialog: QWidget) -> None:
        """Page Up and Page Down turn the page anywhere in the dialog."""
        QShortcut(QKeySequence("PgDown"), dialog, lambda: self.turn(1))
        QShortcut(QKeySequence("PgUp"), dialog, lambda: self.turn(-1))

    def turn(self, by: int) -> None:
        """Go to another page; 0 reads this one again."""
        self.go_to(self._page + by)

    def go_to(self, page: int, *, keep_focus: bool = False) -> None:
        """Show a page, counted from 0; one that is not there is left alone."""
        if not 0 <= page < self._pages:
            return
        self._keep_focus = keep_focus
        self._page = page
        self._told.setText(f"{page + 1} / {self._pages}")
        self._session.read(
            self._service, *self._where, page, _MAX_PX, done=partial(self._drawn, page), failed=self._failed
        )

    def _drawn(self, page: int, png: bytes) -> None:
        if page == self._page:
            self.view.show_page(page, png)
            if not self._keep_focus:
                self.view.setFocus()
