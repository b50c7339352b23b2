"""A disk that forgets: what may be on it after the power went, given what was written and what was made durable.

What was synced is there. Of a file's later writes each sector (512 bytes) holds any one of its versions, or the
beginning of one and the end of the one before (torn); a later sector may be there without an earlier one (reordered).
Names follow the folder's syncs: of the later ones some first part took place, as a journal keeps their order.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.recording import Event, Made, Removed, Resized, Synced, Wrote

SECTOR = 512
_Kept = Callable[[int], bool]  # whether a sector of the so-maniest write survives


@dataclass
class _File:
    """Bytes that are on the disk, and what was done since."""

    durable: bytearray
    since: list[Wrote | Resized] = field(default_factory=list)

    def sync(self) -> None:
        for each in self.since:
            _apply(self.durable, each)
        self.since.clear()

    def after_cut(self, dice: random.Random) -> bytes:
        kept, content, lost = _manner(dice, len(self.since)), bytearray(self.durable), set[int]()
        for number, each in enumerate(self.since):
            if isinstance(each, Resized):
                if kept(number):
                    _apply(content, each)
                continue
            for piece in _sectors(each):
                sector = piece.at // SECTOR
                if sector in lost:
                    continue
                if kept(number):
                    _apply(content, piece)
                    continue
                lost.add(sector)
                if dice.random() < 0.1:
                    torn = piece.data[: dice.randrange(len(piece.data))]
                    _apply(content, Wrote(piece.path, piece.at, torn))
        return bytes(content)


def _manner(dice: random.Random, writes: int) -> _Kept:
    """How a cut treats a file's writes: all lost, all there, each by chance, the first ones, or the last ones."""
    chance, border = dice.random(), dice.randint(0, writes)
    manners: tuple[_Kept, ...] = (
        lambda _number: False,
        lambda _number: True,
        lambda _number: dice.random() < chance,
        lambda _number: dice.random() < 0.97,
        lambda number: number < border,
        lambda number: number >= border,
    )
    return dice.choice(manners)


def _sectors(wrote: Wrote) -> list[Wrote]:
    pieces, at, end = [], wrote.at, wrote.at + len(wrote.data)
    while at < end:
        border = min(end, (at // SECTOR + 1) * SECTOR)
        pieces.append(Wrote(wrote.path, at, wrote.data[at - wrote.at : border - wrote.at]))
        at = border
    return pieces


def _apply(content: bytearray, done: Wrote | Resized) -> None:
    """Where a file grows past its end, zeros stand between."""
    reach = done.size if isinstance(done, Resized) else done.at
    if len(content) < reach:
        content.extend(bytes(reach - len(content)))
    if isinstance(done, Resized):
        del content[done.size :]
    else:
        content[done.at : done.at + len(done.data)] = done.data


class Disk:
    """A folder on a disk whose cache forgets."""

    def __init__(self, folder: Path, start: dict[Path, bytes]) -> None:
        self._folder = folder
        self._stable = {path: _File(bytearray(content)) for path, content in start.items()}
        self._now = dict(self._stable)
        self._unsettled: list[tuple[Path, _File | None]] = []

    def take(self, event: Event) -> None:
        """Something that the process did."""
        if isinstance(event, Made):
            if event.path not in self._now:
                self._rename(event.path, _File(bytearray()))
        elif isinstance(event, Removed):
            self._rename(event.path, None)
        elif isinstance(event, Wrote | Resized):
            self._now[event.path].since.append(event)
        elif isinstance(event, Synced) and event.path == self._folder:
            self._stable = dict(self._now)
            self._unsettled.clear()
        else:
            self._now[event.path].sync()

    def _rename(self, path: Path, file: _File | None) -> None:
        self._unsettled.append((path, file))
        if file is None:
            del self._now[path]
        else:
            self._now[path] = file

    def after_cut(self, dice: random.Random) -> dict[Path, bytes]:
        """The folder, if the power went now."""
        settled = self._unsettled[: dice.randint(0, len(self._unsettled))]
        names = {**self._stable, **dict(settled)}
        return {path: file.after_cut(dice) for path, file in names.items() if file is not None}
