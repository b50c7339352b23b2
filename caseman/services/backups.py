"""Backups as the office wants them: on demand, on a schedule, at close; the last ones kept, each checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from caseman.domain.permissions import Permission
from caseman.domain.workstation_rules import WorkstationRule
from caseman.errors import InputError, RuleError
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.office_settings import get_setting, put_setting
from caseman.services.stopping import Stop
from caseman.storage import audit, backup
from caseman.storage.columns import parse_instant
from caseman.storage.counts import count_rows
from caseman.text import T
from caseman.workstation_rules import rules

Backup = backup.Backup
LAST_BACKUP, LAST_FOLDER = "backup.last", "backup.last_folder"
DEFAULT_KEEP = 10
MOST_KEPT = 1000
_FOLDER, _KEEP, _EVERY, _CLOSE = (f"backup.{name}" for name in ("folder", "keep", "every_hours", "at_close"))


@dataclass(frozen=True)
class BackupPlan:
    """Where backups go, how many are kept, and when they are made. `every_hours` 0: on no schedule. `last` is UTC."""

    folder: Path | None = None
    keep: int = DEFAULT_KEEP
    every_hours: int = 0
    at_close: bool = False
    last: datetime | None = None


@dataclass(frozen=True)
class BackupMade(Change):
    """A backup that was written and checked, and how many older ones were taken away for it."""

    backup: Backup | None = None
    removed: int = 0


def backup_plan(desk: Desk) -> BackupPlan:
    """The plan as it is kept in the file, within the rules of the workstation."""
    bounds = rules()
    with desk.reading() as session:
        folder, last = bounds.backup_folder(get_setting(session, _FOLDER)), get_setting(session, LAST_BACKUP)
        return BackupPlan(
            Path(folder) if folder else None,
            bounds.backup_keep(int(get_setting(session, _KEEP) or DEFAULT_KEEP)),
            bounds.backup_hours(int(get_setting(session, _EVERY) or 0)),
            bounds.backup_at_close(chosen=get_setting(session, _CLOSE) == "1"),
            parse_instant(last) if last else None,
        )


def set_backup_plan(desk: Desk, folder: str, keep: int, every_hours: int, *, at_close: bool) -> Change:
    """Change the plan. Raises `InputError` for a folder that is not there, or none where one is needed.

    The rules of a workstation bound what is planned (`backup_plan`), not what the file keeps: it may be opened at
    another one, which has others. The folder is kept as it is where a rule says another.
    """
    bounds = rules()
    folder = _own_folder(desk) if bounds.has(WorkstationRule.BACKUP_FOLDER) else folder
    place = Path(folder.strip()).expanduser() if folder.strip() else None
    if place is None and (every_hours or at_close) and not bounds.backup_folder(""):
        raise InputError("empty", T("Say into which folder the backups go."), field="folder")
    if place is not None and not place.is_dir() and not bounds.has(WorkstationRule.BACKUP_FOLDER):
        raise InputError("folder-missing", T("There is no folder “{name}”.", name=str(place)), field="folder")
    if not 1 <= keep <= MOST_KEPT:
        raise InputError("keep", T("Keep between 1 and {most} backups.", most=MOST_KEPT), field="keep")
    with desk.work(Permission.OFFICE_RULES) as work:
        put_setting(work.session, _FOLDER, "" if place is None else str(place.absolute()))
        put_setting(work.session, _KEEP, str(keep))
        put_setting(work.session, _EVERY, str(max(0, every_hours)))
        put_setting(work.session, _CLOSE, "1" if at_close else "0")
        work.note("backup_planned", keep=keep, every_hours=every_hours, at_close=at_close)
    return Change(ChangeKind.AUDIT)


def backup_due(desk: Desk) -> bool:
    """Whether the schedule asks for a backup now; never where the folder is not there (a disk taken out).

    Where a rule of the workstation asks for backups, a folder that is missing is no reason to be silent.
    """
    plan = backup_plan(desk)
    if not plan.every_hours:
        return False
    if not rules().asks_for_backups and (plan.folder is None or not plan.folder.is_dir()):
        return False
    return plan.last is None or desk.clock() - plan.last >= timedelta(hours=plan.every_hours)


def back_up(
    desk: Desk,
    folder: Path | None = None,
    keep: int | None = None,
    stop: Stop | None = None,
    progress: Callable[[float], None] = lambda _done: None,
) -> BackupMade:
    """Write a backup into a folder (else the planned one), check it, and take away older ones beyond those to keep.

    Raises `FileError`, `RuleError` where no folder is planned, `Stopped`; a failure leaves nothing behind.
    """
    desk.require(Permission.BACK_UP)
    plan = backup_plan(desk)
    place = folder or plan.folder
    if place is None:
        raise RuleError("no-folder", T("Say into which folder the backup goes."))
    asked = stop or Stop()

    def tell(done: float) -> None:
        asked.heed()
        progress(done)

    asked.heed()
    with desk.reading() as session:
        connection = session.connection()
        recorded: dict[str, Any] = {**count_rows(connection), "head": audit.head(connection)}
    made = backup.back_up(desk.file, place, desk.clock(), tell)
    kept = rules().backup_keep(keep or plan.keep)
    removed = backup.keep_newest(place, desk.file.path.stem, desk.file.file_id, kept)
    with desk.work(Permission.BACK_UP) as work:
        put_setting(work.session, LAST_BACKUP, made.made_at.isoformat())
        put_setting(work.session, LAST_FOLDER, str(place.absolute()))
        work.note("backup_made", name=made.path.name, **recorded)  # what a recovery drill compares with
    return BackupMade(ChangeKind.AUDIT, backup=made, removed=len(removed))


def _own_folder(desk: Desk) -> str:
    """The folder that the office itself chose."""
    with desk.reading() as session:
        return get_setting(session, _FOLDER)


def list_backups(desk: Desk) -> tuple[Backup, ...]:
    """The backups in the planned folder, the newest first."""
    plan = backup_plan(desk)
    if plan.folder is None:
        return ()
    return backup.list_backups(plan.folder, desk.file.path.stem, desk.file.file_id)
