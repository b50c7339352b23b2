"""Where things stand on a page, in millimetres from the top left."""

from __future__ import annotations

from dataclasses import dataclass

from caseman.domain.letter_form import NAGA3, Paper, WindowEnvelope

MM = 72 / 25.4
WIDTH, HEIGHT = Paper.A4.width, Paper.A4.height
LEFT, RIGHT = 25.0, 25.0
TOP, BOTTOM = 20.0, 22.0
FOOT = 10.0  # from the lower edge to the base line of what stands at the foot
FOLDS = Paper.A4.folds


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, in millimetres from the top left."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def touches(self, other: Box) -> bool:
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


def window_of(envelope: WindowEnvelope) -> Box:
    """Where the address stands."""
    return Box(envelope.x, envelope.y, envelope.width, envelope.height)


def shown_by(envelope: WindowEnvelope) -> Box:
    """All that can be seen through the window, however the sheet lies."""
    return Box(*envelope.shown)


# What the window of a 長形3号 envelope shows of an A4 sheet folded in thirds; makers differ, so it is a setting.
WINDOW = window_of(NAGA3)
