"""Making, opening and changing the keys of an office file.

Every change takes a key file and gives a new one back, with a new MAC; the caller writes it with
`write_keyslots` and keeps a copy (`to_json`) in the office file. A data key that came out of a slot is given
to nobody before the MAC held.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass, field, replace

from caseman.errors import InputError, RuleError, UnlockError
from caseman.security import model, recovery, slots
from caseman.security.argon import DEFAULT_COST, FLOOR_COST, Cost
from caseman.security.codec import authenticated, from_json, name_key, to_json
from caseman.security.file import read_keyslots, write_keyslots
from caseman.security.model import Generation, KeyslotFile, RecoverySlot, StaffSlot, WorkstationSlot
from caseman.security.recovery import RecoveryCode, Sheet
from caseman.security.subkeys import DATA_KEY_BYTES, keyslot_mac_key
from caseman.text import T


@dataclass(frozen=True)
class NewKeys:
    """The keys of a new office file. `recovery` is printed once and kept nowhere."""

    keyslots: KeyslotFile
    data_key: bytes = field(repr=False)
    recovery: RecoveryCode


@dataclass(frozen=True)
class Unlocked:
    """A data key, whose generation it is, and whose passphrase opened it (None: sheet or workstation)."""

    data_key: bytes = field(repr=False)
    staff_name: str | None
    generation: int


def new_file(staff_name: str, passphrase: str, cost: Cost = DEFAULT_COST) -> NewKeys:
    """Random keys for a new file with its first member.

    Raises `InputError` for a weak passphrase (field `passphrase`) or no name (field `staff_name`).
    """
    file_id, data_key = uuid.uuid4().hex, secrets.token_bytes(DATA_KEY_BYTES)
    staff = slots.new_staff(file_id, 1, data_key, staff_name, passphrase, cost)
    slot, code = slots.new_recovery(file_id, 1, data_key)
    unsigned = KeyslotFile(model.VERSION, file_id, (Generation(1, (staff,), slot),))
    return NewKeys(sign(unsigned, data_key), data_key, code)


def unlock_with_passphrase(
    keyslots: KeyslotFile, passphrase: str, staff_name: str | None = None, *, generation: int | None = None
) -> Unlocked:
    """Open with a member's passphrase; the member is chosen first, so that one key is derived.

    `generation` is the newest unless said: a file whose data key was being replaced when the power went may
    need the one before. Raises `UnlockError` (one sentence for an unknown name and a wrong passphrase;
    another when a name must be chosen) and `FileError` for a key file that was changed.
    """
    found = _generation(keyslots, generation)
    if staff_name is None and len(found.staff) > 1:
        raise UnlockError(
            "choose-staff",
            T("Several members can open this file. Choose your name first."),
            field="staff_name",
        )
    slot = found.staff[0] if staff_name is None else _find(found, staff_name)
    if slot is None:
        raise slots.wrong_passphrase()
    data_key = slots.open_staff(keyslots.file_id, found.number, slot, passphrase)
    verify(keyslots, data_key, generation=found.number)
    return Unlocked(data_key, slot.name, found.number)


def unlock_with_recovery(keyslots: KeyslotFile, code_text: str, *, generation: int | None = None) -> Unlocked:
    """Open with the code of the recovery sheet.

    Raises `InputError` for a typing error (its group is named), `UnlockError` for another file's or an older
    sheet's code, and `FileError` for a key file that was changed.
    """
    found = _generation(keyslots, generation)
    slot = found.recovery
    data_key = slots.open_recovery(Sheet(keyslots.file_id, found.number, slot.id, slot.wrapped), code_text)
    verify(keyslots, data_key, generation=found.number)
    return Unlocked(data_key, None, found.number)


def unlock_from_sheet(file_id: str | None, wrapped_text: str, code_text: str) -> bytes:
    """The data key from the sheet alone: its QR code's text and its code. No key file is needed.

    `file_id` is the file that is to be opened, None where it is not known. Raises `InputError` for what was
    misread or mistyped, `UnlockError` for a sheet of another file or a code of another sheet.
    """
    sheet = recovery.parse_wrapped(wrapped_text)
    if file_id is not None and sheet.file_id != file_id:
        raise UnlockError(
            "sheet-other-file",
            T("This recovery sheet belongs to another office file. Look for the sheet of this one."),
            field="wrapped_text",
        )
    return slots.open_recovery(sheet, code_text)


def add_staff(
    keyslots: KeyslotFile, data_key: bytes, staff_name: str, passphrase: str, cost: Cost = DEFAULT_COST
) -> KeyslotFile:
    """Give one more member a way in. Raises `InputError` for a name that is there, or a weak passphrase."""
    verify(keyslots, data_key)
    newest = keyslots.newest
    if _find(newest, staff_name) is not None:
        raise InputError(
            "staff-exists",
            T("There is a member with this name already. Add something that tells the two apart."),
            field="staff_name",
        )
    if len(newest.staff) >= model.MAX_STAFF:
        raise RuleError(
            "keys-full",
            T("The key file holds at most {most} members. Remove who left.", most=model.MAX_STAFF),
        )
    slot = slots.new_staff(keyslots.file_id, newest.number, data_key, staff_name, passphrase, cost)
    return sign(keyslots.with_newest(replace(newest, staff=(*newest.staff, slot))), data_key)


def change_passphrase(
    keyslots: KeyslotFile, staff_name: str, old: str, new: str, cost: Cost = DEFAULT_COST
) -> KeyslotFile:
    """Replace one's own passphrase. Raises as `unlock_with_passphrase` and `set_passphrase` do."""
    unlocked = unlock_with_passphrase(keyslots, old, staff_name)
    return set_passphrase(keyslots, unlocked.data_key, staff_name, new, cost)


def set_passphrase(
    keyslots: KeyslotFile, data_key: bytes, staff_name: str, passphrase: str, cost: Cost = DEFAULT_COST
) -> KeyslotFile:
    """Replace a member's passphrase where the file is open already, such as a forgotten one.

    The member gets a new private key: with an older copy of the key file the old passphrase still finds the
    old one.
    """
    verify(keyslots, data_key)
    newest, slot = keyslots.newest, _known(keyslots.newest, staff_name)
    fresh = slots.new_staff(keyslots.file_id, newest.number, data_key, slot.name, passphrase, cost)
    staff = tuple(fresh if each is slot else each for each in newest.staff)
    return sign(keyslots.with_newest(replace(newest, staff=staff)), data_key)


def remove_staff(keyslots: KeyslotFile, data_key: bytes, staff_name: str) -> KeyslotFile:
    """Take a member's way in out of the key file. A copy of the files made before still opens for them."""
    verify(keyslots, data_key)
    newest, slot = keyslots.newest, _known(keyslots.newest, staff_name)
    if len(newest.staff) == 1:
        raise RuleError("last-staff", T("The last member cannot be removed. Add another member first."))
    staff = tuple(each for each in newest.staff if each is not slot)
    return sign(keyslots.with_newest(replace(newest, staff=staff)), data_key)


def replace_recovery(keyslots: KeyslotFile, data_key: bytes) -> tuple[KeyslotFile, RecoveryCode]:
    """A new recovery sheet. The old code no longer opens this key file; the old sheet holds the key still."""
    verify(keyslots, data_key)
    slot, code = slots.new_recovery(keyslots.file_id, keyslots.generation, data_key)
    return sign(keyslots.with_newest(replace(keyslots.newest, recovery=slot)), data_key), code


def sign(keyslots: KeyslotFile, data_key: bytes) -> KeyslotFile:
    """The key file with the newest generation's MAC set; `data_key` is that generation's."""
    mac = _mac(keyslots, keyslots.generation, data_key)
    return keyslots.with_newest(replace(keyslots.newest, mac=mac))


def verify(keyslots: KeyslotFile, data_key: bytes, *, generation: int | None = None) -> None:
    """Raise `FileError` when the key file is not as it was signed under this data key."""
    found = _generation(keyslots, generation)
    if not hmac.compare_digest(found.mac, _mac(keyslots, found.number, data_key)):
        raise slots.changed()


def _mac(keyslots: KeyslotFile, number: int, data_key: bytes) -> bytes:
    return hmac.digest(keyslot_mac_key(data_key), authenticated(keyslots, number), hashlib.sha256)


def _generation(keyslots: KeyslotFile, number: int | None) -> Generation:
    if number is None:
        return keyslots.newest
    for generation in keyslots.generations:
        if generation.number == number:
            return generation
    raise ValueError("no such generation")


def _find(generation: Generation, staff_name: str) -> StaffSlot | None:
    key = name_key(staff_name)
    return next((slot for slot in generation.staff if name_key(slot.name) == key), None)


def _known(generation: Generation, staff_name: str) -> StaffSlot:
    slot = _find(generation, staff_name)
    if slot is None:
        raise InputError(
            "staff-unknown",
            T("No member of this name opens the file. Choose a name from the list."),
            field="staff_name",
        )
    return slot


__all__ = [
    "DEFAULT_COST",
    "FLOOR_COST",
    "Cost",
    "KeyslotFile",
    "NewKeys",
    "RecoveryCode",
    "RecoverySlot",
    "StaffSlot",
    "Unlocked",
    "WorkstationSlot",
    "add_staff",
    "change_passphrase",
    "from_json",
    "new_file",
    "read_keyslots",
    "remove_staff",
    "replace_recovery",
    "set_passphrase",
    "sign",
    "to_json",
    "unlock_from_sheet",
    "unlock_with_passphrase",
    "unlock_with_recovery",
    "verify",
    "write_keyslots",
]
