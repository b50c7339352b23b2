"""The pause after wrong guesses. Nothing is ever wiped or locked for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0
_DOUBLINGS: Final = 6  # 2⁶ s is past the longest wait


@dataclass(frozen=True)
class Guesses:
    """Wrong guesses in a row and the instant (UTC) of the last one. A right guess starts again with
    `Guesses()`.
    """

    failures: int = 0
    last: datetime | None = None

    def after_failure(self, now: datetime) -> Guesses:
        return Guesses(self.failures + 1, now)

    def wait_seconds(self, now: datetime) -> float:
        """Seconds until the next guess is taken: 1 s after the first failure, doubling up to 60 s; 0 when it
        may come.

        A clock that was set back never makes the wait longer than it was at the failure.
        """
        if self.last is None:
            return 0.0
        wait = min(LONGEST_WAIT, FIRST_WAIT * (1 << min(self.failures - 1, _DOUBLINGS)))
        return min(wait, max(0.0, wait - (now - self.last).total_seconds()))
