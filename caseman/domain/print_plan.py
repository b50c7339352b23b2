"""Sheets of a print run: which pages of which document stand on which sheet of paper."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import StrEnum

from caseman.text import T, Text


class RunState(StrEnum):
    """Where a print run stands."""

    PREPARED = "prepared"
    PRINTING = "printing"
    PAUSED = "paused"
    PRINTED = "printed"
    SENT = "sent"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Text:
        return _STATES[self]

    @property
    def open(self) -> bool:
        """Whether its letters still wait for something."""
        return self not in (RunState.SENT, RunState.CANCELLED)


_STATES = {
    RunState.PREPARED: T("prepared"),
    RunState.PRINTING: T("being printed"),
    RunState.PAUSED: T("stopped"),
    RunState.PRINTED: T("printed"),
    RunState.SENT: T("sent"),
    RunState.CANCELLED: T("cancelled"),
}


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper: its number counted from 1, its document, and the pages on it, counted from 0.

    On a duplex sheet whose back stays empty there is one page.
    """

    number: int
    document: int
    pages: tuple[int, ...]


def sheets_of(pages: Sequence[int], *, duplex: bool, one_sided: Container[int] = frozenset()) -> tuple[Sheet, ...]:
    """The sheets of documents with so many pages each. Every document begins on a sheet of its own.

    The documents at the places `one_sided` have a page on each sheet though the others have two.
    """
    sheets: list[Sheet] = []
    for document, count in enumerate(pages):
        step = 2 if duplex and document not in one_sided else 1
        for first in range(0, count, step):
            on_it = tuple(range(first, min(first + step, count)))
            sheets.append(Sheet(len(sheets) + 1, document, on_it))
    return tuple(sheets)
