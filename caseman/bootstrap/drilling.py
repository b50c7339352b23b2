"""A recovery drill from outside the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from caseman.bootstrap.opening import counted
from caseman.domain.drills import DrillResult
from caseman.domain.workstation_rules import WorkstationRule
from caseman.errors import CasemanError, FileError, UnlockError
from caseman.security import keyslots as keys
from caseman.security.recovery import parse_code
from caseman.services import drills
from caseman.services.desk import Clock, Desk, system_clock
from caseman.services.drill_run import run_drill
from caseman.storage import looking
from caseman.storage.backup import list_backups
from caseman.storage.file import keys_path
from caseman.storage.rekey import open_with
from caseman.workstation_rules import rules


@dataclass(frozen=True)
class DrillDone:
    """A recovery drill from outside the window. `untold`: why the trail of the office does not tell of it."""

    result: DrillResult
    untold: CasemanError | None = None


def drill_office(
    path: Path,
    code_text: str,
    *,
    backup: Path | None = None,
    scratch: Path | None = None,
    clock: Clock = system_clock,
) -> DrillDone:
    """Try the recovery with the sheet's code: with a backup, else the latest one of the office.

    The code opens the office too, so that the latest backup is found, compared with it, and the trail tells. Where the
    office is in use, damaged or lost, the drill is done without it, with the backup given or the latest in the folder
    of the workstation's rules. Raises `InputError` for a mistyped code; `FileError`, `RuleError` and `UnlockError`
    where no drill can be done.
    """
    rules()
    parse_code(code_text)
    try:
        desk = _desk_by_sheet(path, code_text, clock)
    except (FileError, UnlockError) as error:
        chosen = backup or _latest_by_rules(path)
        if chosen is None:
            raise
        return DrillDone(run_drill(path, chosen, code_text, clock, scratch=scratch), error)
    try:
        done = drills.drill(desk, code_text, backup, scratch)
    finally:
        desk.close()
    assert done.result is not None
    return DrillDone(done.result, done.untold)


def _desk_by_sheet(path: Path, code_text: str, clock: Clock) -> Desk:
    """The office, open to whoever holds the sheet: nobody by name, who may do nothing but what needs no role."""
    looking.look_at(path)
    keyslots = keys.read_keyslots(keys_path(path))
    with counted(path, keyslots, None, clock):
        unlocked = keys.unlock_with_recovery(keyslots, code_text)
    return Desk(open_with(path, keyslots, unlocked, clock()), drills.NOBODY, clock)


def _latest_by_rules(path: Path) -> Path | None:
    folder = rules().folder(WorkstationRule.BACKUP_FOLDER)
    if not folder:
        return None
    found = list_backups(Path(folder), path.stem, keys.read_keyslots(keys_path(path)).file_id)
    return found[0].path if found else None
