"""A recovery sheet whose code a test knows, and an office with something to bring back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Permission
from caseman.security import keyslots as slots
from caseman.services.backups import back_up, set_backup_plan
from caseman.services.key_changing import changing_keys
from tests.services.walking import Walk


@dataclass(frozen=True)
class Kept:
    """The code of the newest recovery sheet, and the newest backup."""

    code: str
    backup: Path


def sheet_code(walk: Walk) -> str:
    """The code of a new recovery sheet, which otherwise stands on paper alone."""
    with changing_keys(walk.desk, Permission.STAFF) as changing:
        replaced, code = slots.replace_recovery(changing.keyslots, changing.data_key)
        changing.put(replaced)
    return code.text


def kept_office(walk: Walk, folder: Path) -> Kept:
    """A case with its letter, a sheet, and a backup in the folder of the plan; the desk stays open."""
    walk.to(Step.DISPATCH)
    code = sheet_code(walk)
    folder.mkdir(exist_ok=True)
    set_backup_plan(walk.desk, str(folder), 5, 0, at_close=False)
    made = back_up(walk.desk).backup
    assert made is not None
    return Kept(code, made.path)
