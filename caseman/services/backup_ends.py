"""Which backups still hold what was destroyed, and when each of them ends by itself.

A backup is a whole copy: what it holds stays in it until it is taken away. The newest ones are kept (`backups`), so the
one at a place in the row goes when so many newer ones were made; on a schedule that is a day, else a count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from caseman.services.backups import backup_plan, list_backups
from caseman.services.desk import Desk
from caseman.text import T, Text

_BEFORE: Final = "-before-"  # the copies that are made before a file is brought up to date


@dataclass(frozen=True)
class HoldingBackup:
    """A backup and its end: a day, so many more backups, or a person who deletes it. `made_at` is UTC.

    `name` is that of its file, without the folder.
    """

    name: str
    made_at: datetime
    made_on: date
    ends_on: date | None = None
    ends_after: int | None = None

    @property
    def end(self) -> Text:
        """When it ends, in words."""
        if self.ends_on is not None:
            return T("goes by itself on {day}", day=self.ends_on)
        if self.ends_after is not None:
            return T("goes by itself after {count} more backups", count=self.ends_after)
        return T("goes by hand: delete it with its key file")


def holding_backups(desk: Desk, before: datetime | None = None) -> tuple[HoldingBackup, ...]:
    """The backups made before an instant (all, where none is given): in the planned folder, and beside the file.

    Copies that were put elsewhere are not known here; whoever made them deletes them.
    """
    found = [*_planned(desk), *_beside(desk)]
    return tuple(each for each in found if before is None or each.made_at < before)


def _planned(desk: Desk) -> Iterator[HoldingBackup]:
    plan = backup_plan(desk)
    for place, each in enumerate(list_backups(desk)):
        after = max(1, plan.keep - place)
        day = None
        if plan.every_hours:
            since = max(plan.last or each.made_at, each.made_at)
            day = max(desk.today(), _day(desk, since + timedelta(hours=plan.every_hours * after)))
        yield HoldingBackup(each.path.name, each.made_at, _day(desk, each.made_at), day, None if day else after)


def _beside(desk: Desk) -> Iterator[HoldingBackup]:
    """What was copied before the file was brought up to date; nothing takes these away but a person."""
    path = desk.file.path
    try:
        names = sorted(path.parent.iterdir())
    except OSError:
        return
    for each in names:
        if each.name.startswith(f"{path.stem}{_BEFORE}") and each.suffix == path.suffix and each.is_file():
            made_at = _stamp(each, desk)
            yield HoldingBackup(each.name, made_at, _day(desk, made_at))


def _stamp(path: Path, desk: Desk) -> datetime:
    written = path.stem.rpartition("-")[2]
    try:
        return datetime.strptime(f"{written}+0000", "%Y%m%dT%H%M%SZ%z")
    except ValueError:
        return datetime.fromtimestamp(path.stat().st_mtime, desk.clock().tzinfo)


def _day(desk: Desk, at: datetime) -> date:
    return at.astimezone(desk.time_zone).date()
