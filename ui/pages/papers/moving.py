"""Papers are moved with two keys: M, then the key of a place, or a letter for how their stay ends."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from caseman.domain.custody import CustodyEnd
from caseman.domain.permissions import Permission
from caseman.services.custody_views import PaperLine, PlaceLine
from ui.i18n import tell
from ui.pages.papers.places import PLACE_KEYS
from ui.session import OfficeSession
from ui.widgets.labels import Notice, label

_ENDS = {"D": CustodyEnd.DESTROYED, "R": CustodyEnd.RETURNED, "F": CustodyEnd.FILED}


class MovingKeys(QObject):
    """Hears the keys of the table of papers. `asked` says where to: the id of a place, or a `CustodyEnd`."""

    asked = Signal(object)

    def __init__(
        self, table: QWidget, chosen: Callable[[], list[PaperLine]], session: OfficeSession, notice: Notice
    ) -> None:
        super().__init__(table)
        self._table = table
        self._chosen = chosen
        self._session = session
        self._notice = notice
        self._places: tuple[PlaceLine, ...] = ()
        self._moving = False
        self._sure = False  # papers of a running case are meant
        self.hint = label("", "quiet", wrap=True)
        table.installEventFilter(self)

    def take(self, places: tuple[PlaceLine, ...]) -> None:
        """The places that there are now."""
        self._places = places
        self._say()

    def stop(self) -> None:
        """No move is under way any more."""
        if self._sure:
            self._notice.hide()
        self._moving = self._sure = False
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        """M begins a move, then a key names the place, or a letter how the stay ends; Escape leaves it."""
        key = event.text().upper()
        if not self._moving:
            if key == "M" and self._chosen() and self._session.may(Permission.MOVE_PAPERS):
                self._notice.hide()
                self._moving = True
                self._say()
                return True
            return False
        if not key and event.key() != Qt.Key.Key_Escape:
            return True  # Shift alone, on the way to a letter
        if key and key in PLACE_KEYS[: len(self._places)]:
            self.asked.emit(self._places[PLACE_KEYS.index(key)].place_id)
        elif key in _ENDS:
            self._end(_ENDS[key])
        else:
            self.stop()
        return True

    def _end(self, end: CustodyEnd) -> None:
        """The stay of papers ends; those of a running case are destroyed only when D is pressed once more."""
        running = sorted({number for line in self._chosen() for number in line.running})
        if end is not CustodyEnd.DESTROYED or not running or self._sure:
            self.asked.emit(end)
            return
        self._sure = True
        told = self.tr("{numbers} is not closed yet. Press D once more if its papers are destroyed all the same.")
        self._notice.tell(told.format(numbers=", ".join(running)), bad=True)

    def _say(self) -> None:
        if not self._moving:
            self.hint.setText(self.tr("Choose papers, press M, then the key of the place."))
            return
        places = [f"{key} {place.name}" for key, place in zip(PLACE_KEYS, self._places, strict=False)]
        ends = [f"{key} {tell(end.label)}" for key, end in _ENDS.items()]
        self.hint.setText(self.tr("Where to? {choices}").format(choices="   ".join((*places, *ends))))
