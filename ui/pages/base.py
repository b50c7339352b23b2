"""What every page of the desk has: a title, a place for messages, and a way to read itself again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.errors import CasemanError
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.choices import name_choices
from ui.widgets.focus import enter
from ui.widgets.labels import Notice, label

if TYPE_CHECKING:
    from caseman.services.desk import Change


class Page(QWidget):
    """A page. It reads itself again when it is shown, and when something it shows has changed."""

    case_chosen = Signal(str)
    place_chosen = Signal(str)

    def __init__(self, session: OfficeSession, title: str) -> None:
        super().__init__()
        self.session = session
        self._stale = True
        self.notice = Notice()
        self.title = label(title, "title")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.GAP_LARGE, theme.GAP, theme.GAP_LARGE, theme.GAP_LARGE)
        self.body.setSpacing(theme.GAP)
        self.body.addWidget(self.title)
        self.body.addWidget(self.notice)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        name_choices(self)

    def refresh(self) -> None:
        """Read again what is shown."""

    def show_part(self, part: str) -> None:
        """Bring a part of the page into sight: what stands behind the page's name in a place, as `export` in
        `audit:export`. A page without parts stays as it is.
        """

    @property
    def part(self) -> str:
        """The part in sight, by the same names; empty where there are none."""
        return ""

    def pieces(self, part: str) -> Iterator[object]:
        """Build what is to be seen of the page, or of a part of it, and is not there yet: a piece with each step."""
        del part
        return iter(())

    def first_controls(self) -> Iterable[QWidget]:
        """Where the keyboard goes when the page comes into sight: the first of these that can take it."""
        return ()

    def lead_in(self) -> None:
        """The keyboard goes to where work begins in the part that was asked for."""
        enter(self.first_controls())

    def on_change(self, change: Change) -> None:
        """Something changed: read again now when in sight, else when shown."""
        del change
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def entered(self) -> None:
        """The page comes into sight."""
        if self._stale:
            self._stale = False
            self.refresh()

    def tell_failure(self, error: CasemanError) -> None:
        self.notice.tell(tell(error.text), bad=True)

    def draft(self) -> dict[str, Any]:
        """Unfinished input to keep when the window locks; empty when there is none."""
        return {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Bring kept input back."""
