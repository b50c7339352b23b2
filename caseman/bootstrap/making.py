"""Making office files, of a procedure or of a backup, where the rules of the workstation allow it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from caseman.domain.workstation_rules import WorkstationRule
from caseman.errors import RuleError
from caseman.exchange.atomic import write_new_bytes
from caseman.letters.recovery_sheet import recovery_sheet
from caseman.offices.loader import parse_procedure, procedure_text
from caseman.security import keyslots as keys
from caseman.security import passphrase as phrases
from caseman.services.desk import Clock, system_clock
from caseman.services.staff import clean_staff_name
from caseman.storage import outside
from caseman.storage.backup import look_at_backup, restore
from caseman.storage.file import NewOffice, create_file
from caseman.storage.migrate import refuse_newer
from caseman.text import Language, T
from caseman.workstation_rules import rules


@dataclass(frozen=True)
class Created:
    """A new office: the recovery sheet to print and put into the safe. It is shown once and kept nowhere.

    `unnamed`: the letterhead of its procedure has no name yet, without which no letter can be made.
    """

    path: Path
    recovery_sheet: bytes = field(repr=False)
    unnamed: bool = False


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

    Raises `InputError` for a weak passphrase or an empty name, `FileError` where a file stands already, `RuleError`
    for a place or a procedure that the rules of the workstation do not allow; a sample office may have any. Nothing
    is left behind by a failure.
    """
    toml = procedure_text(office)
    procedure = parse_procedure(toml)
    if not sample:
        _allowed_place(path)
        _allowed_procedure(procedure.code)
    phrases.check(passphrase)
    name = clean_staff_name(staff_name, "staff_name")
    new = keys.new_file(name, passphrase, cost)
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
            staff_name=name,
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
        procedure.letters.paper,
    )
    company = procedure.letterhead.company
    return Created(path, sheet, unnamed=not (company.ja.strip() or company.en.strip()))


def restore_office(
    backup: Path, path: Path, passphrase: str, *, staff_name: str | None = None, clock: Clock = system_clock
) -> None:
    """Bring a backup back as a new office file, once it was opened and checked; never over an existing file.

    Its first opening tells so in its trail. Raises `FileError` (also for a newer program's, which this one could not
    open), `UnlockError`, and `RuleError` for a place that the rules of the workstation do not allow; then nothing was
    written.
    """
    _allowed_place(path)
    keyslots = look_at_backup(backup)
    unlocked = keys.unlock_with_passphrase(keyslots, passphrase, staff_name)
    refuse_newer(backup, unlocked.data_key)
    restore(backup, path, unlocked.data_key, keyslots)
    outside.note_restored(path, unlocked.slot_id or "", backup.name, clock())


def _allowed_place(path: Path) -> None:
    found = rules()
    if not found.allows_place(path.absolute().resolve()):
        raise RuleError(
            "place-not-allowed",
            T(
                "New office files are kept in “{folder}” on this workstation; its administrator set that ({file}). "
                "Choose a place in that folder.",
                folder=found.folder(WorkstationRule.OFFICES),
                file=found.source,
            ),
            field="file",
        )


def _allowed_procedure(code: str) -> None:
    found = rules()
    if not found.allows_procedure(code):
        raise RuleError(
            "procedure-not-allowed",
            T(
                "The administrator of this workstation allows these procedures only: {allowed} ({file}). "
                "Choose one of them.",
                allowed=found.say(WorkstationRule.ALLOWED),
                file=found.source,
            ),
            field="office",
        )


def write_file(path: Path, content: bytes) -> None:
    """Write a new file that a person asked for; an existing one is never overwritten (`FileError`)."""
    write_new_bytes(path, content)
