"""The composition root: the only place that builds long-lived objects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

from caseman import services
from caseman.domain.drills import DrillResult
from caseman.domain.entry import clean_line
from caseman.domain.workstation_rules import WorkstationRule
from caseman.errors import CasemanError, FileError, InputError, RuleError, UnlockError
from caseman.exchange.atomic import write_new_file
from caseman.letters.recovery_sheet import recovery_sheet
from caseman.offices.loader import make_ready, parse_procedure, procedure_text
from caseman.security import keyslots as keys
from caseman.security import passphrase as phrases
from caseman.security import workstation
from caseman.security.recovery import parse_code, parse_wrapped
from caseman.services import drills
from caseman.services.desk import Clock, Desk, system_clock
from caseman.services.drill_run import run_drill
from caseman.services.key_views import must_change
from caseman.services.keys import change_passphrase, recover_member
from caseman.services.letter_paper import use_office_fonts
from caseman.services.opening import Way, note_opened
from caseman.storage import engine, looking, outside
from caseman.storage.backup import list_backups, look_at_backup, restore
from caseman.storage.file import NewOffice, create_file, keys_path, open_file
from caseman.storage.rekey import open_with
from caseman.text import Language, T
from caseman.workstation_rules import rules

_GUESSES: Final = frozenset({"passphrase-wrong", "recovery-wrong", "key-withdrawn"})


def load_services() -> None:
    """Load every service and what it stands on: from any thread, before the first of them is asked for."""
    for module in iter_modules(services.__path__, f"{services.__name__}."):
        import_module(module.name)
    engine.make_ready()
    make_ready()


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
        procedure.letters.paper,
    )
    company = procedure.letterhead.company
    return Created(path, sheet, unnamed=not (company.ja.strip() or company.en.strip()))


@dataclass(frozen=True)
class Door:
    """A member who can open a file; `slot_id` is random and names nobody."""

    slot_id: str
    name: str


@dataclass(frozen=True)
class Doors:
    """Who can open a file with a passphrase, and whether some workstation opens it without one."""

    members: tuple[Door, ...]
    workstations: bool


def doors(path: Path) -> Doors:
    """What the key file beside an office file says before anything is opened. Raises `FileError`."""
    alone = rules().keyring
    newest = keys.read_keyslots(keys_path(path)).newest
    members = tuple(Door(slot.id, slot.name) for slot in newest.staff)
    return Doors(members, bool(newest.workstations) and alone)


def open_office(
    path: Path,
    passphrase: str,
    *,
    staff_name: str | None = None,
    new_passphrase: str | None = None,
    clock: Clock = system_clock,
    cost: keys.Cost = keys.DEFAULT_COST,
) -> Desk:
    """Open an office file with a member's passphrase; a one-time passphrase is replaced by `new_passphrase` at once.

    Raises `FileError` or `UnlockError`, each with what to do; nothing is created or changed by a refusal.
    `UnlockError` with the code `passphrase-once` asks for a new passphrase, `InputError` says what is wrong with it.
    """
    look_at(path)
    keyslots = keys.read_keyslots(keys_path(path))
    with _counted(path, keyslots, staff_name, clock):
        unlocked = keys.unlock_with_passphrase(keyslots, passphrase, staff_name)
        desk = _desk(path, keyslots, unlocked, clock, Way.PASSPHRASE)
    try:
        if must_change(desk):
            change_passphrase(desk, passphrase, _chosen(new_passphrase), cost=cost)
    except BaseException:
        desk.close()
        raise
    return desk


def _chosen(new_passphrase: str | None) -> str:
    if new_passphrase is None:
        raise UnlockError(
            "passphrase-once",
            T("This passphrase opens the file only once. Choose one of your own."),
            field="new_passphrase",
        )
    return new_passphrase


def open_at_workstation(path: Path, *, clock: Clock = system_clock) -> Desk:
    """Open an office file with what this workstation's keyring holds, for the member who switched that on.

    Raises `UnlockError` with the way around when the keyring is lost, locked or changed, `FileError` as `open_office`.
    """
    look_at(path)
    keyslots = keys.read_keyslots(keys_path(path))
    return _desk(path, keyslots, workstation.unlock(keyslots), clock, Way.WORKSTATION)


def recover_office(
    path: Path,
    code_text: str,
    wrapped_text: str | None,
    *,
    staff_name: str,
    passphrase: str,
    clock: Clock = system_clock,
    cost: keys.Cost = keys.DEFAULT_COST,
) -> Desk:
    """Open an office file with its recovery sheet, and give a member a new passphrase; they become an administrator.

    The code is enough while the key file is there; with the sheet's QR text the office file alone is enough, and its
    key file is made anew. Raises `InputError` for what was mistyped, `UnlockError` for another sheet, `FileError`.
    """
    look_at(path)
    phrases.check(passphrase, (staff_name,))
    keyslots = None if wrapped_text is not None else keys.read_keyslots(keys_path(path))
    with _counted(path, keyslots, None, clock):
        if keyslots is not None:
            file = open_with(path, keyslots, keys.unlock_with_recovery(keyslots, code_text), clock())
        else:
            data_key = keys.unlock_from_sheet(None, wrapped_text or "", code_text)
            file = open_file(path, None, data_key, clock(), through=parse_wrapped(wrapped_text or "").slot_id)
    desk = Desk(file, staff_name.strip(), clock)
    try:
        recover_member(desk, staff_name, passphrase, cost=cost)
        note_opened(desk, Way.RECOVERY, _members(keyslots))
    except BaseException:
        desk.close()
        raise
    return desk


def restore_office(
    backup: Path, path: Path, passphrase: str, *, staff_name: str | None = None, clock: Clock = system_clock
) -> None:
    """Bring a backup back as a new office file, once it was opened and checked; never over an existing file.

    Its first opening tells so in its trail. Raises `FileError`, `UnlockError`, and `RuleError` for a place that the
    rules of the workstation do not allow; then nothing was written.
    """
    _allowed_place(path)
    keyslots = look_at_backup(backup)
    unlocked = keys.unlock_with_passphrase(keyslots, passphrase, staff_name)
    restore(backup, path, unlocked.data_key, keyslots)
    outside.note_restored(path, unlocked.slot_id or "", backup.name, clock())


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
    with _counted(path, keyslots, None, clock):
        unlocked = keys.unlock_with_recovery(keyslots, code_text)
    return Desk(open_with(path, keyslots, unlocked, clock()), drills.NOBODY, clock)


def _latest_by_rules(path: Path) -> Path | None:
    folder = rules().folder(WorkstationRule.BACKUP_FOLDER)
    if not folder:
        return None
    found = list_backups(Path(folder), path.stem, keys.read_keyslots(keys_path(path)).file_id)
    return found[0].path if found else None


def _desk(path: Path, keyslots: keys.KeyslotFile, unlocked: keys.Unlocked, clock: Clock, way: Way) -> Desk:
    if unlocked.staff_name is None:
        raise workstation.lost()
    desk = Desk(open_with(path, keyslots, unlocked, clock()), unlocked.staff_name, clock)
    note_opened(desk, way, _members(keyslots))
    desk.read_roles_again()
    use_office_fonts(desk)
    return desk


def _members(keyslots: keys.KeyslotFile | None) -> dict[str, str]:
    """Who has which slot; a slot of a generation before is the member's own too."""
    return {slot.id: slot.name for found in (keyslots.generations if keyslots else ()) for slot in found.staff}


@contextmanager
def _counted(path: Path, keyslots: keys.KeyslotFile | None, staff_name: str | None, clock: Clock) -> Iterator[None]:
    """Count a wrong passphrase or code beside the file, for the trail."""
    try:
        yield
    except UnlockError as error:
        if error.code in _GUESSES:
            names = _members(keyslots)
            asked = [slot for slot, name in names.items() if name == staff_name or len(names) == 1]
            outside.note_failed(path, asked[-1] if asked and error.code == "passphrase-wrong" else "", clock())
        raise


def look_at(path: Path) -> None:
    """See whether this can be an office file, before a passphrase is asked for. Raises `FileError`.

    Where the rules of the workstation cannot be followed no file is opened: every way in begins here.
    """
    rules()
    looking.look_at(path)


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


def clean_staff_name(name: str) -> str:
    """A staff name as it is stored. Raises `InputError` for an empty one."""
    clean = clean_line(name, "staff_name", 100)
    if not clean:
        raise InputError("empty", T("Fill in this field."), field="staff_name")
    return clean


def write_file(path: Path, content: bytes) -> None:
    """Write a new file that a person asked for; an existing one is never overwritten (`FileError`)."""
    write_new_file(path, lambda stream: stream.write(content))
