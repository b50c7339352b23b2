"""The parts of the bench, each with its rows, in the order in which they run; and the offices they run in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from caseman.services.desk import Desk
from tests.benchmarks import (
    backing_up,
    batch,
    bundled,
    casework,
    counting,
    exporting,
    finding,
    importing,
    keeping,
    previewing,
    registering,
    scanning,
    stalling,
    starting,
    trailing,
    unlocking,
    waiting_today,
    writing,
)
from tests.benchmarks.measuring import Row
from tests.benchmarks.offices import filled, full_office

_STATED = 100_000  # cases in the office of the rows that name this number; larger ones would only take longer


@dataclass
class Place:
    """Where one run measures: a folder that goes when it ends, and the sizes of its offices."""

    folder: Path
    scale: int
    _filled: dict[int, Path] = field(default_factory=dict)

    @property
    def sizes(self) -> tuple[int, int]:
        """A tenth of the scale, and the scale: what grows with the cases shows between them."""
        return max(self.scale // 10, 100), self.scale

    @property
    def stated(self) -> int:
        """The size for what takes a stated number of rows."""
        return max((size for size in self.sizes if size <= _STATED), default=self.sizes[0])

    def office(self, cases: int) -> Path:
        """An office with so many cases, closed; it is filled when it is first asked for."""
        if cases not in self._filled:
            self._filled[cases] = filled(self.folder, cases)
        return self._filled[cases]

    @contextmanager
    def desk(self, cases: int) -> Iterator[Desk]:
        with full_office(self.office(cases)) as desk:
            yield desk


@dataclass(frozen=True)
class Part:
    """Some rows that are measured together. `code` names it on the command line.

    `grows` where what is measured depends on how many cases the office has.
    """

    code: str
    rows: Callable[[Place], Iterator[Row]]
    grows: bool = False


def _starting(place: Place) -> Iterator[Row]:
    yield from starting.rows(place.folder)


def _letters(_place: Place) -> Iterator[Row]:
    yield from writing.rows()
    yield from batch.rows()


def _preview(place: Place) -> Iterator[Row]:
    yield from previewing.rows(place.folder)


def _keys(place: Place) -> Iterator[Row]:
    yield from keeping.rows(place.folder)


def _scans(_place: Place) -> Iterator[Row]:
    yield from scanning.rows()


def _casework(place: Place) -> Iterator[Row]:
    yield from casework.rows(place.folder)


def _trail(place: Place) -> Iterator[Row]:
    yield from trailing.rows(place.folder)


def _backup(place: Place) -> Iterator[Row]:
    yield from backing_up.rows(place.folder)


def _bundle(_place: Place) -> Iterator[Row]:
    yield from bundled.rows()


def _unlock(place: Place) -> Iterator[Row]:
    yield from unlocking.rows(place.office(place.scale), place.scale)


def _stalls(place: Place) -> Iterator[Row]:
    yield from stalling.rows(place.folder, place.office(place.scale), place.scale)


def _search(place: Place) -> Iterator[Row]:
    typed: list[Row] = []
    for cases in place.sizes:
        with place.desk(cases) as desk:
            found = finding.search_rows(desk, cases)
        typed.append(found[0])
        yield from found
    smaller, larger = typed
    yield from finding.growth_rows(smaller, larger, place.sizes)


def _pages(place: Place) -> Iterator[Row]:
    for cases in place.sizes:
        with place.desk(cases) as desk:
            yield from finding.page_rows(desk, cases)


def _today(place: Place) -> Iterator[Row]:
    for cases in place.sizes:
        with place.desk(cases) as desk:
            yield from waiting_today.rows(desk, cases)


def _size(place: Place) -> Iterator[Row]:
    with place.desk(place.scale) as desk:
        yield casework.size_row(desk, place.scale)


def _statement(place: Place) -> Iterator[Row]:
    cases = place.sizes[0]
    with place.desk(cases) as desk:
        yield from importing.rows(desk, cases)


def _statistics(place: Place) -> Iterator[Row]:
    with place.desk(place.stated) as desk:
        yield from counting.rows(desk, place.stated)


def _register(place: Place) -> Iterator[Row]:
    with place.desk(place.stated) as desk:
        yield from registering.rows(desk, place.stated, place.folder)


def _ledger(place: Place) -> Iterator[Row]:
    """The last in its office: it leaves a table of its own there."""
    with place.desk(place.stated) as desk:
        yield from exporting.rows(desk, place.stated, place.folder)


PARTS = (
    Part("start", _starting),
    Part("letters", _letters),
    Part("preview", _preview),
    Part("keys", _keys),
    Part("scans", _scans),
    Part("casework", _casework),
    Part("trail", _trail),
    Part("bundle", _bundle),
    Part("backup", _backup),
    Part("unlock", _unlock, grows=True),
    Part("stalls", _stalls, grows=True),
    Part("search", _search, grows=True),
    Part("pages", _pages, grows=True),
    Part("today", _today, grows=True),
    Part("size", _size, grows=True),
    Part("statement", _statement),
    Part("statistics", _statistics),
    Part("register", _register),
    Part("ledger", _ledger),
)
