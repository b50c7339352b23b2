"""Where one has been, for back and forward. It ends with the session; nothing of it is kept."""

from __future__ import annotations

_MOST = 50


class PlaceHistory:
    """Places as the desk names them, and which of them is in sight."""

    def __init__(self) -> None:
        self._places: list[str] = []
        self._at = -1

    def went(self, place: str) -> None:
        """A place came into sight; what lay ahead is forgotten where it is another."""
        if self._places and self._places[self._at] == place:
            return
        self._places = [*self._places[: self._at + 1], place][-_MOST:]
        self._at = len(self._places) - 1

    def neighbour(self, by: int) -> str | None:
        """The place before (-1) or after (1) the one in sight; None at an end."""
        at = self._at + by
        return self._places[at] if 0 <= at < len(self._places) else None

    def move(self, by: int) -> str | None:
        """Go there, and say where that is; None at an end."""
        place = self.neighbour(by)
        if place is not None:
            self._at += by
        return place

    def forget(self) -> None:
        """Another office, or none."""
        self._places.clear()
        self._at = -1
