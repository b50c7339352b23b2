"""One recovery drill: a backup is copied to a scratch folder, opened there with the recovery sheet's code, and checked.

Nothing is written to the backup, to its key file, or beside them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlmodel import col, select

from caseman import __version__
from caseman.domain.anchors import read_anchor
from caseman.domain.drills import DrillCheck, DrillResult, DrillStep, counted
from caseman.errors import FileError, InputError, UnlockError
from caseman.security import keyslots as keys
from caseman.security.keyslots import KeyslotFile, Unlocked
from caseman.services.auditing import verify_file
from caseman.services.desk import Desk
from caseman.services.file_check import FileCheck
from caseman.services.stopping import Stop
from caseman.storage import audit, backup, migrate
from caseman.storage.copying import still
from caseman.storage.counts import count_rows
from caseman.storage.file import keys_path
from caseman.storage.looking import look_at
from caseman.storage.office_tables import StaffRow
from caseman.storage.rekey import open_with
from caseman.storage.scratch import scratch_folder
from caseman.storage.trail_tables import AuditRow
from caseman.text import T, Text

Progress = Callable[[float], None]
# What keeps a drill from being done, and says nothing of the backup.
NOT_DONE: Final = frozenset(
    {"disk-full", "file-not-written", "folder-missing", "file-missing", "not-backed-up", "scratch", "file-system",
     "network-folder", "file-read-only", "disk-error"}
)  # fmt: skip
_COUNTED: Final = {"cases": T("Cases"), "letters": T("Letters"), "scans": T("Scans")}


@dataclass
class _Drill:
    """A drill on its way: the checks so far, and what of the result is known."""

    backup: Path
    code_text: str = field(repr=False)
    clock: Callable[[], datetime]
    live: Desk | None
    stop: Stop
    progress: Progress
    checks: list[DrillCheck] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    def told(self, step: DrillStep, told: Text, *, held: bool | None = True) -> None:
        self.checks.append(DrillCheck(step, held, told))

    def went(self, done: float) -> None:
        self.stop.heed()
        self.progress(done)


class _FailedError(Exception):
    """A step did not hold; the check that says so is the last one."""


def run_drill(
    path: Path,
    backup_file: Path,
    code_text: str,
    clock: Callable[[], datetime],
    *,
    live: Desk | None = None,
    scratch: Path | None = None,
    stop: Stop | None = None,
    progress: Progress = lambda _done: None,
) -> DrillResult:
    """Try to bring an office back from a backup with the recovery sheet alone; `live` is the office to compare with.

    Raises `InputError` for a code that is mistyped and for the office file itself in the place of a backup,
    `FileError` for what keeps the drill from being done (no room, no such file), `Stopped`. What the backup or the
    sheet fails at is no error but the result.
    """
    _refuse_the_office_itself(path, backup_file)
    drill = _Drill(backup_file, code_text, clock, live, stop or Stop(), progress)
    drill.went(0.0)
    made_at = backup.made_at(backup_file)
    try:
        keyslots = _key_file(drill)
        _same_office(drill, path, keyslots)
        unlocked = _unlock(drill, keyslots)
        with scratch_folder(scratch) as folder:
            _try(drill, keyslots, unlocked, folder / "drill.caseman")
    except _FailedError:
        pass
    drill.progress(1.0)
    size = backup_file.stat().st_size if backup_file.exists() else 0
    return DrillResult(
        clock(), path.name, backup_file.name, made_at, size, __version__, tuple(drill.checks), **drill.facts
    )


def _refuse_the_office_itself(path: Path, backup_file: Path) -> None:
    if path.exists() and backup_file.exists() and path.samefile(backup_file):
        raise InputError(
            "drill-no-backup",
            T("“{name}” is the office file itself. Name a backup of it.", name=path.name),
            field="backup",
        )


def _same_office(drill: _Drill, path: Path, keyslots: KeyslotFile) -> None:
    """Both key files name their office, in clear: a backup of another one proves nothing, whatever opens it."""
    if drill.live is not None:
        office = drill.live.file.file_id
    else:
        try:
            office = keys.read_keyslots(keys_path(path)).file_id
        except FileError:
            return  # lost or damaged: only what the backup itself holds can be tried
    if office != keyslots.file_id:
        drill.told(DrillStep.OFFICE, T("This is a backup of another office."), held=False)
        raise _FailedError


def _key_file(drill: _Drill) -> KeyslotFile:
    try:
        look_at(drill.backup)
    except FileError as error:  # empty, cut short, another kind of file
        raise _failed(drill, DrillStep.PAGES, error) from error
    try:
        found = keys.read_keyslots(keys_path(drill.backup))
    except FileError as error:
        raise _failed(drill, DrillStep.KEY_FILE, error) from error
    drill.told(DrillStep.KEY_FILE, T("It is there and can be read."))
    return found


def _unlock(drill: _Drill, keyslots: KeyslotFile) -> Unlocked:
    try:
        unlocked = keys.unlock_with_recovery(keyslots, drill.code_text)
    except (FileError, UnlockError) as error:
        raise _failed(drill, DrillStep.CODE, error) from error
    drill.told(DrillStep.CODE, T("It gives the key of the backup."))
    drill.went(0.05)
    return unlocked


def _try(drill: _Drill, keyslots: KeyslotFile, unlocked: Unlocked, path: Path) -> None:
    try:
        backup.restore(drill.backup, path, unlocked.data_key, keyslots)
        with still(path, unlocked.data_key) as connection:
            drill.facts["schema"] = migrate.schema_version(connection) or ""
    except FileError as error:
        raise _failed(drill, DrillStep.PAGES, error) from error
    drill.told(DrillStep.PAGES, T("Every page was read; they are whole."))
    drill.went(0.4)
    try:
        file = open_with(path, keyslots, unlocked, drill.clock())
    except (FileError, UnlockError) as error:
        raise _failed(drill, DrillStep.OPENING, error) from error
    with closing(file):
        drill.told(DrillStep.OPENING, T("It opens; its file version is {version}.", version=drill.facts["schema"]))
        drill.went(0.5)
        desk = Desk(file, "", drill.clock)
        with desk.reading() as session:
            counts = count_rows(session.connection())
            names = select(StaffRow.name).where(col(StaffRow.active).is_(True)).order_by(col(StaffRow.id))
            desk.staff_name = session.exec(names).first() or ""
            head = audit.head(session.connection())
        drill.facts |= {**counts, "head": head}
        found = verify_file(desk, drill.stop)
    _tell(drill, found)
    drill.went(0.95)
    _compare(drill, head, counts)


def _tell(drill: _Drill, found: FileCheck) -> None:
    """What the check of the file found, step by step."""
    drill.facts["entries"] = found.entries
    chain = found.broken_at is None and not found.anchors_lost
    entries = T("Entries: {count}, the last is {head}.", count=found.entries, head=found.head)
    broken = T("The trail was changed at entry {entry}.", entry=found.broken_at or 0)
    drill.told(DrillStep.TRAIL, entries if chain else broken, held=chain)
    changed = T("Changed outside the program: {what}", what=list(found.changed_tables))
    rows = T("No row was changed outside the program.")
    drill.told(DrillStep.ROWS, changed if found.changed_tables else rows, held=not found.changed_tables)
    for step, checked, damaged in (
        (DrillStep.SCANS, found.scans_checked, found.scans_damaged),
        (DrillStep.LETTERS, found.letters_checked, found.letters_damaged),
    ):
        told = T("Damaged: {what}", what=list(damaged)) if damaged else T("Checked: {count}.", count=checked)
        drill.told(step, told, held=not damaged)


def _compare(drill: _Drill, head: str, counts: dict[str, int]) -> None:
    """With the office as it is: whether the backup is an earlier state of it, with what the office recorded then."""
    if drill.live is None:
        for step in (DrillStep.OFFICE, DrillStep.COUNTS):
            drill.told(step, T("Not compared: the office file was not opened."), held=None)
        return
    with drill.live.reading() as session:
        connection = session.connection()
        of_office = head == "0" or audit.anchored(connection, read_anchor(head))
        rows = session.exec(select(AuditRow.details).where(AuditRow.action == "backup_made")).all()
    if not of_office:
        drill.told(DrillStep.OFFICE, T("The office's trail never ended where that of the backup ends."), held=False)
    else:
        drill.told(DrillStep.OFFICE, T("The trail of the office went through {head}.", head=head))
    recorded = next((told for told in map(_details, rows) if told.get("name") == drill.backup.name), {})
    if not set(_COUNTED) < set(recorded):
        told = T("Not compared: the trail has no counts for this backup (made elsewhere, or before counts were kept).")
        drill.told(DrillStep.COUNTS, told, held=None)
        return
    same = recorded.get("head") == head and all(recorded[name] == count for name, count in counts.items())
    now, then = (counted((label, int(each[name])) for name, label in _COUNTED.items()) for each in (counts, recorded))
    if same:
        drill.told(DrillStep.COUNTS, T("{counts}.", counts=now))
    else:
        text = T("The backup has {now}; recorded was {then}.", now=now, then=then)
        drill.told(DrillStep.COUNTS, text, held=False)


def _details(text: str) -> dict[str, Any]:
    told = json.loads(text) if text else {}
    return told if isinstance(told, dict) else {}


def _failed(drill: _Drill, step: DrillStep, error: FileError | UnlockError) -> Exception:
    """The failure as a check; what says nothing of the backup is raised as it is."""
    if error.code in NOT_DONE:
        return error
    drill.told(step, error.text, held=False)
    return _FailedError()
