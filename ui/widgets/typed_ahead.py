"""Keys typed at a list that has not come yet: they are for the list that was asked for, not for the one before."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_MOST = 32  # keys; who holds one down means the list in sight
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEPT = frozenset(
    {
        *OPENING,
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


class TypedAhead:
    """Holds keys while a list is awaited. `press` gives one to the list; `ready` tells that Enter need not wait for the
    line it is meant for.
    """

    def __init__(self, press: Callable[[QKeyEvent], None], ready: Callable[[], bool]) -> None:
        self._press, self._ready = press, ready
        self._held: deque[QKeyEvent] = deque(maxlen=_MOST)
        self.awaiting = False

    def takes(self, event: QKeyEvent) -> bool:
        """Whether this key has to wait, with those before it."""
        if event.key() not in _KEPT or not (self.awaiting or self._held):
            return False
        self._held.append(QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers(), event.text()))
        return True

    def arrived(self) -> None:
        """The list is there, or more of its lines: the keys go to it in their order."""
        self.awaiting = False
        while self._held and (self._held[0].key() not in OPENING or self._ready()):
            self._press(self._held.popleft())

    def drop(self) -> None:
        """There is nothing that the keys could go to."""
        self.awaiting = False
        self._held.clear()
