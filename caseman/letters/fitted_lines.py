"""Lines in the largest type in which they stand in a room: an office's address, a company's name of four lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from caseman.errors import InputError
from caseman.letters.lines import break_lines
from caseman.letters.places import MM
from caseman.text import T

_SMALLEST: Final = 5.0  # points
_STEP: Final = 0.5


@dataclass(frozen=True)
class FittedLines:
    """Lines, their size in points, and the millimetres from one to the next."""

    lines: tuple[str, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading


def fit_lines(
    parts: Iterable[str], font: str, width: float, height: float, largest: float, leading: float
) -> FittedLines:
    """Parts, each from a new line on, in so many millimetres; empty ones are left out.

    `leading` is that of the largest type. Raises `InputError` where they stand there in no readable type.
    """
    told = [part for part in parts if part.strip()]
    size = largest
    while size >= _SMALLEST:
        lines = tuple(line for part in told for line in break_lines(part, font, size, width * MM))
        fitted = FittedLines(lines, size, leading * size / largest)
        if fitted.height <= height:
            return fitted
        size -= _STEP
    raise InputError(
        "letterhead-too-long",
        T("The office's name and address are too long to be printed. Shorten the letterhead in the procedure."),
        field="letterhead",
    )
