"""The composition root: the only place that builds long-lived objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from caseman.domain.entry import clean_line
from caseman.errors import InputError
from caseman.exchange.atomic import write_new_file
from caseman.letters.recovery_sheet import recovery_sheet
from caseman.offices.loader import parse_procedure, procedure_text
from caseman.security import keyslots as keys
from caseman.security import passphrase as phrases
from caseman.services.desk import Clock, Desk, system_clock
from caseman.storage import engine
from caseman.storage.file import NewOffice, create_file, keys_path, open_file
from caseman.text import Language, T


@dataclass(frozen=True)
class Created:
    """A new office: the recovery sheet to print and put into the safe. It is shown once and kept nowhere."""

    path: Path
    recovery_sheet: bytes = field(repr=False)


def create_office(
    path: Path,
    *,
    office: str,
    staff_name: str,
    passphrase: str,
    language: Language = Language.JA,
    sample: bool = False,
    clock: Clock = system_clock,
    cost: keys.Cost = keys.DEFAULT_COST,
) -> Created:
    """Make an office's encrypted file and key file from a procedure that ships, by its code, or from a procedure file.

    Raises `InputError` for a weak passphrase or an empty name, `FileError` where a file stands already. Nothing is
    left behind by a failure.
    """
    toml = procedure_text(office)
    procedure = parse_procedure(toml)
    phrases.check(passphrase)
    new = keys.new_file(clean_staff_name(staff_name), passphrase, cost)
    now = clock()
    create_file(
        path,
        NewOffice(
            keyslots=new.keyslots,
            data_key=new.data_key,
            procedure_code=procedure.code,
            procedure_version=procedure.version,
            procedure_toml=toml,
            in_force_from=procedure.in_force_from,
            staff_name=clean_staff_name(staff_name),
            sample=sample,
        ),
        now,
    )
    sheet = recovery_sheet(
        procedure.name.in_language(language),
        path.name,
        now.date(),
        new.recovery.text,
        new.recovery.wrapped_text,
        language,
    )
    return Created(path, sheet)


def open_office(path: Path, passphrase: str, *, staff_name: str | None = None, clock: Clock = system_clock) -> Desk:
    """Open an office file with a member's passphrase.

    Raises `FileError` or `UnlockError`, each with what to do; nothing is created or changed by a refusal.
    """
    look_at(path)
    keyslots = keys.read_keyslots(keys_path(path))
    unlocked = keys.unlock_with_passphrase(keyslots, passphrase, staff_name)
    assert unlocked.staff_name is not None
    return Desk(open_file(path, keyslots, unlocked.data_key, clock()), unlocked.staff_name, clock)


def look_at(path: Path) -> None:
    """See whether this can be an office file, before a passphrase is asked for. Raises `FileError`."""
    engine.look_at(path)


def clean_staff_name(name: str) -> str:
    """A staff name as it is stored. Raises `InputError` for an empty one."""
    clean = clean_line(name, "staff_name", 100)
    if not clean:
        raise InputError("empty", T("Fill in this field."), field="staff_name")
    return clean


def write_file(path: Path, content: bytes) -> None:
    """Write a new file that a person asked for; an existing one is never overwritten (`FileError`)."""
    write_new_file(path, lambda stream: stream.write(content))
