"""Sheets that are one page: their type is as large as the page allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_SMALLEST: Final = 6.0  # points: smaller is not read on paper
_STEP: Final = 0.5


def largest_that_fits(draw: Callable[[float], bytes | None], largest: float) -> bytes | None:
    """What `draw` makes at the largest size of type, in points, at which it gives anything; None when none is.

    It is asked from `largest` downwards.
    """
    size = largest
    while size >= _SMALLEST:
        if (made := draw(size)) is not None:
            return made
        size -= _STEP
    return None
