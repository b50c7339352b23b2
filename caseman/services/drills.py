"""Recovery drills of an office: with the latest backup, told in the trail, and asked for again in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlmodel import Session

from caseman.domain.drills import LONGEST, YEARLY, DrillResult, drill_due
from caseman.domain.permissions import Permission
from caseman.errors import FileError, InputError, RuleError
from caseman.services.backups import LAST_BACKUP, LAST_FOLDER, backup_plan
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.drill_run import run_drill
from caseman.services.office_settings import get_setting, put_setting
from caseman.services.stopping import Stop
from caseman.storage import audit
from caseman.storage.backup import list_backups
from caseman.storage.columns import parse_instant
from caseman.storage.refusals import translated
from caseman.text import T
from caseman.workstation_rules import rules

_EVERY, _LAST, _PASSED = (f"drill.{name}" for name in ("every_days", "last", "passed"))
NOBODY: Final = ""  # who holds the recovery sheet and did not say a name


@dataclass(frozen=True)
class DrillStanding:
    """Drills so far: when the last one that passed was (UTC), whether the last one passed, and whether one is due.

    `every_days` 0: none is asked for. `last` is None where none passed yet, `failed` tells that the latest one did not.
    `reminds`: whether Today asks for one; without any backup there is nothing to try yet.
    """

    last: datetime | None
    failed: bool
    every_days: int
    due: bool
    reminds: bool


@dataclass(frozen=True)
class Drilled(Change):
    """A drill that was done. `untold`: why the trail does not tell of it, where it could not be written."""

    result: DrillResult | None = None
    untold: FileError | None = None


def drill_standing(desk: Desk) -> DrillStanding:
    """Where the drills of this office stand."""
    with desk.reading() as session:
        last, passed = get_setting(session, _LAST), get_setting(session, _PASSED)
        every = rules().drill_days(_own_days(session))
        backed_up = bool(get_setting(session, LAST_BACKUP))
    at, failed = parse_instant(last) if last else None, passed == "0"
    due = drill_due(at, every, desk.clock())
    return DrillStanding(at, failed, every, due, reminds=backed_up and (due or failed))


def set_drill_days(desk: Desk, every_days: int) -> Change:
    """After how many days the next drill is asked for; 0: never. Raises `InputError` for what is no such number."""
    if not 0 <= every_days <= LONGEST:
        raise InputError(
            "drill-days", T("Give a whole number from {low} to {high}.", low="0", high=str(LONGEST)), field="every_days"
        )
    with desk.work(Permission.OFFICE_RULES) as work:
        put_setting(work.session, _EVERY, str(every_days))
        work.note("drills_planned", every_days=every_days)
    return Change(ChangeKind.AUDIT)


def latest_backup(desk: Desk) -> Path:
    """The newest backup in the folder of the plan, and in that of the last backup. Raises `RuleError` for none."""
    with desk.reading() as session:
        last = get_setting(session, LAST_FOLDER)
    plan = backup_plan(desk)
    folders = dict.fromkeys([*([] if plan.folder is None else [plan.folder]), *([Path(last)] if last else [])])
    if not folders:
        raise RuleError(
            "no-backup-folder", T("No folder for backups is planned. Plan one and back up, or name the backup to try.")
        )
    stem, file_id = desk.file.path.stem, desk.file.file_id
    found = [each for folder in folders for each in list_backups(folder, stem, file_id)]
    if not found:
        raise RuleError(
            "no-backup",
            T(
                "There is no backup of this office in “{folder}”. Back up first, or name the backup to try.",
                folder=str(next(iter(folders))),
            ),
        )
    return max(found, key=lambda each: each.made_at).path


def drill(
    desk: Desk,
    code_text: str,
    backup: Path | None = None,
    scratch: Path | None = None,
    *,
    stop: Stop | None = None,
    progress: Callable[[float], None] = lambda _done: None,
) -> Drilled:
    """Try the recovery with a backup, else the latest, and tell the result in the trail, also that it failed.

    Raises as `run_drill` and `latest_backup` do; then nothing was tried and nothing is told.
    """
    if desk.staff_name != NOBODY:
        desk.require(Permission.BACK_UP)
    chosen = backup or latest_backup(desk)
    result = run_drill(
        desk.file.path, chosen, code_text, desk.clock, live=desk, scratch=scratch, stop=stop, progress=progress
    )
    untold = None
    try:
        _record(desk, result)
    except FileError as error:  # what was found is told all the same
        untold = error
    return Drilled(ChangeKind.AUDIT, result=result, untold=untold)


def _record(desk: Desk, result: DrillResult) -> None:
    failed = result.failed
    details: dict[str, Any] = {
        "backup": result.backup,
        "passed": result.passed,
        "step": "" if failed is None else failed.step.value,
        "head": result.head,
        "entries": result.entries,
        "cases": result.cases,
        "letters": result.letters,
        "scans": result.scans,
        "schema": result.schema,
    }
    if desk.staff_name != NOBODY:
        with desk.work(Permission.BACK_UP) as work:
            _keep(work.session, result)
            work.note("recovery_drilled", **details)
        return
    with (
        translated(desk.file.path),
        Session(desk.file.engine) as session,
    ):  # nobody signed in: the sheet is the key, and the entry names no one
        _keep(session, result)
        session.flush()
        audit.append(session.connection(), desk.file.chain_key, result.at, NOBODY, "recovery_drilled", None, details)
        session.commit()


def _keep(session: Session, result: DrillResult) -> None:
    put_setting(session, _PASSED, "1" if result.passed else "0")
    if result.passed:
        put_setting(session, _LAST, result.at.isoformat())


def _own_days(session: Session) -> int:
    """What the office chose."""
    found = get_setting(session, _EVERY)
    return int(found) if found else YEARLY
