"""Work in pieces: each with a turn of the event loop of its own, so that the window sees to the rest in between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def next_turn(owner: QObject, call: Callable[[], object]) -> None:
    """Call once what waits now was seen to, unless the owner is gone by then.

    `QTimer.singleShot` with no time is an event that Qt delivers with those that it is delivering: two pieces that
    follow each other so are one for whoever waits.
    """
    turn = QTimer(owner, singleShot=True, interval=0)
    turn.timeout.connect(call)
    turn.timeout.connect(turn.deleteLater)
    turn.start()
