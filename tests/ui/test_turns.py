"""Pieces of work that follow each other leave the event loop a turn in between."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.ui.conftest import Hands
from ui.turns import next_turn

_ASKED = QEvent.Type(QEvent.registerEventType())


class _Posted(QObject):
    """Something else that waits: it is noted when it is delivered."""

    def __init__(self, noted: list[str]) -> None:
        super().__init__()
        self._noted = noted

    def event(self, event: QEvent) -> bool:
        self._noted.append("something else")
        return super().event(event)


def test_what_waits_is_seen_to_between_two_pieces(hands: Hands) -> None:
    noted: list[str] = []
    owner, other = QObject(), _Posted(noted)
    noted.clear()

    def piece(name: str) -> None:
        noted.append(name)
        if name == "first":
            next_turn(owner, partial(piece, "second"))
            QApplication.postEvent(other, QEvent(_ASKED))

    next_turn(owner, partial(piece, "first"))
    hands.until(lambda: "second" in noted)
    assert noted == ["first", "something else", "second"]


def test_it_is_not_called_for_who_is_gone(hands: Hands) -> None:
    noted: list[str] = []
    owner = QObject()
    next_turn(owner, lambda: noted.append("for nobody"))
    owner.deleteLater()
    stays = QObject()
    hands.until(lambda: not isValid(owner))
    next_turn(stays, lambda: noted.append("after"))
    hands.until(lambda: bool(noted))
    assert noted == ["after"]
