"""The ways into an office file: by a passphrase, by this workstation, by the recovery sheet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caseman.errors import UnlockError
from caseman.security import keyslots as keys
from caseman.security import passphrase as phrases
from caseman.security import workstation
from caseman.security.recovery import parse_wrapped
from caseman.services.desk import Clock, Desk, system_clock
from caseman.services.key_views import must_change
from caseman.services.keys import change_passphrase, recover_member
from caseman.services.letter_paper import use_office_fonts
from caseman.services.opening import Way, note_opened
from caseman.storage import looking, outside
from caseman.storage.file import keys_path, open_file
from caseman.storage.rekey import open_with
from caseman.text import T
from caseman.workstation_rules import rules

_GUESSES: Final = frozenset({"passphrase-wrong", "recovery-wrong", "key-withdrawn"})


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
    with counted(path, keyslots, staff_name, clock):
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
    with counted(path, keyslots, None, clock):
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
def counted(path: Path, keyslots: keys.KeyslotFile | None, staff_name: str | None, clock: Clock) -> Iterator[None]:
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
