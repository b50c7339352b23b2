"""Hands at a keyboard: keys go in through the X server, and are counted. They are the same whatever the program is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.e2e.x_session import XSession

PACE = 0.2  # seconds to a stroke: a typist of average skill (Card, Moran and Newell, keystroke-level model, 1980)


@dataclass
class Counted:
    """What a piece of work cost a person."""

    keys: int = 0  # that are no text: Tab, arrows, Enter, shortcuts (a key with Ctrl counts once)
    signs: int = 0  # of text
    began: float = field(default_factory=time.monotonic)
    ended: float | None = None

    def end(self) -> None:
        """The work is done."""
        self.ended = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it took, or takes so far."""
        return (self.ended or time.monotonic()) - self.began


class Hands:
    """Press keys and type, without a look at what comes of it."""

    def __init__(self, session: XSession) -> None:
        self.session = session
        self.pace = 0.0  # seconds of rest after each key and each sign; 0: as fast as the program takes them
        self.counted = Counted()
        self._hands = session.start("xdotool", "-")

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as `xdotool` names them (`ctrl+2`).

        While a screen reader listens, Qt asks it about each key before it lets the key act, but not about shortcuts:
        one that comes too soon acts before the keys that were pressed before it. So wait for what these did.
        """
        for key in keys:
            self._xdotool("key", "--delay", "0", "--clearmodifiers", key)
        self.counted.keys += len(keys)

    def type(self, text: str) -> None:
        """Type a text where the keyboard is."""
        for stroke in text if self.pace else (text,):
            quoted = stroke.replace("\\", "\\\\").replace('"', '\\"')
            self._xdotool("type", "--delay", "1", "--", f'"{quoted}"')
        self.counted.signs += len(text)

    def replace(self, text: str) -> None:
        """Type over what stands where the keyboard is."""
        self.press("ctrl+a")
        self.type(text)

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """What only stands in for something that a person would not do: naming a file in the place of a printer."""
        kept = self.counted, self.pace
        self.counted, self.pace = Counted(), 0.0
        try:
            yield
        finally:
            self.counted, self.pace = kept

    def _xdotool(self, *words: str) -> None:
        """All keys go through one process: those of two could overtake each other on their way to the X server."""
        assert self._hands.stdin is not None
        rest = f"sleep {self.pace}\n" if self.pace else ""  # xdotool's own delays differ by what is pressed
        self._hands.stdin.write(" ".join(words) + "\n" + rest)
        self._hands.stdin.flush()

    def leave(self) -> None:
        """No more keys."""
        assert self._hands.stdin is not None
        self._hands.communicate(timeout=10)
