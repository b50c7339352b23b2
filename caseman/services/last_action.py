"""The last thing that was done to a case, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseman.text import Text


@dataclass(frozen=True, slots=True)
class LastAction:
    """The last thing that was done to a case and is not taken back yet.

    `entry` is its number in the trail, `name` what it is called, `said` its sentence there. `why_not` says why it
    cannot be taken back; `mind` what stays as it is when it is.
    """

    entry: int
    at: datetime
    staff: str
    name: Text
    said: Text
    why_not: Text | None = None
    mind: Text | None = None

    @property
    def undoable(self) -> bool:
        return self.why_not is None
