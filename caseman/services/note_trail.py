"""The entries of the trail about notes, in words; never what the notes say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from caseman.text import T, Text

NOTE_TRAIL: Final[dict[str, Callable[[dict[str, Any]], Text]]] = {
    "note_written": lambda d: T("Note {note} was written.", note=d["position"]),
    "note_struck": lambda d: T("Note {note} was struck out.", note=d["position"]),
}
