"""What the checks of an office's procedure find: a place in the file, how bad it is, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from caseman.offices.locations import Place
from caseman.text import Text

Severity = Literal["error", "warning"]
_LONGEST_KEY = 60


@dataclass(frozen=True)
class Fault:
    """A mistake, before its line is known. With an error the file cannot be used; a warning is to be weighed."""

    place: Place
    code: str
    message: Text
    severity: Severity = "error"

    @property
    def key(self) -> str:
        """The place as it is told: `fees.0.amount`, lists counted from 0."""
        return ".".join(map(_part, self.place))


def _part(part: str | int) -> str:
    """A key as it may be printed: what is not a plain key is quoted, without signs that steer a terminal."""
    if isinstance(part, int) or part.replace("-", "").replace("_", "").isalnum():
        return str(part)[:_LONGEST_KEY]
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in part)[:_LONGEST_KEY] + '"'
