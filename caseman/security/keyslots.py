"""Making, opening and changing the keys of an office file.

Every change takes a key file and gives a new one back, with a new MAC; the caller prepares it with
`prepare_keyslots`, commits the copy in the office file (`to_json`), which is the one that counts, and then lets the
key file beside take its place. A data key that came out of a slot is given
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
from caseman.security.file import Prepared, clear_prepared, prepare_keyslots, read_keyslots, write_keyslots
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
    """A data key, whose generation it is, and the member who came in (None: the recovery sheet), by which slot.

    `earlier` is the data key of the generation before, where the file may still be under that one.
    """

    data_key: bytes = field(repr=False)
    staff_name: str | None
    generation: int
    slot_id: str | None = None
    earlier: bytes | None = field(default=None, repr=False)

    @property
    def candidates(self) -> tuple[bytes, ...]:
        """The data keys that may open the file, the newest first."""
        return (self.data_key,) if self.earlier is None else (self.data_key, self.earlier)


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

    While a data key is being replaced, both are reached by the same derivation; who is only in the generation
    before gets that one alone. `generation` asks for one of them. Raises `UnlockError` (one sentence for an unknown
    name and a wrong passphrase; another when a name must be chosen) and `FileError` for a key file that was changed.
    """
    found, slot = _chosen(_among(keyslots, generation), staff_name)
    seed = slots.open_private(keyslots.file_id, slot, passphrase)
    data_key = _unsealed(keyslots, found, slot, seed)
    earlier = None
    if generation is None:
        for before in keyslots.generations:
            same = next((each for each in before.staff if each.id == slot.id and before.number < found.number), None)
            earlier = earlier if same is None else _unsealed(keyslots, before, same, seed)
    return Unlocked(data_key, slot.name, found.number, slot.id, earlier)


def unlock_with_recovery(keyslots: KeyslotFile, code_text: str, *, generation: int | None = None) -> Unlocked:
    """Open with the code of the recovery sheet; while a data key is being replaced, with that of either sheet.

    Raises `InputError` for a typing error (its group is named), `UnlockError` for another file's or an older
    sheet's code, and `FileError` for a key file that was changed.
    """
    refused = None
    for found in reversed(_among(keyslots, generation)):
        slot = found.recovery
        try:
            data_key = slots.open_recovery(Sheet(keyslots.file_id, found.number, slot.id, slot.wrapped), code_text)
        except UnlockError as error:
            refused = refused or error
            continue
        verify(keyslots, data_key, generation=found.number)
        return Unlocked(data_key, None, found.number, slot.id)
    assert refused is not None
    raise refused


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
    check_room(newest, staff_name)
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

    The member gets a new slot and a new private key: with an older copy of the key file the old passphrase still
    finds the old one. Their workstations must be switched on again.
    """
    verify(keyslots, data_key)
    newest, slot = keyslots.newest, known(keyslots.newest, staff_name)
    fresh = slots.new_staff(keyslots.file_id, newest.number, data_key, slot.name, passphrase, cost)
    staff = tuple(fresh if each is slot else each for each in newest.staff)
    workstations = workstations_without(newest, slot)
    return sign(keyslots.with_newest(replace(newest, staff=staff, workstations=workstations)), data_key)


def remove_staff(keyslots: KeyslotFile, data_key: bytes, staff_name: str) -> KeyslotFile:
    """Take a member's ways in out of the key file. A copy of the files made before still opens for them."""
    verify(keyslots, data_key)
    newest, slot = keyslots.newest, known(keyslots.newest, staff_name)
    if len(newest.staff) == 1:
        raise last_staff()
    staff = tuple(each for each in newest.staff if each is not slot)
    workstations = workstations_without(newest, slot)
    return sign(keyslots.with_newest(replace(newest, staff=staff, workstations=workstations)), data_key)


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


def _among(keyslots: KeyslotFile, number: int | None) -> tuple[Generation, ...]:
    return keyslots.generations if number is None else (_generation(keyslots, number),)


def _chosen(among: tuple[Generation, ...], staff_name: str | None) -> tuple[Generation, StaffSlot]:
    """The member's slot, in the newest generation that has one."""
    if staff_name is None:
        if len(among[-1].staff) > 1:
            raise UnlockError(
                "choose-staff",
                T("Several members can open this file. Choose your name first."),
                field="staff_name",
            )
        return among[-1], among[-1].staff[0]
    for generation in reversed(among):
        slot = find(generation, staff_name)
        if slot is not None:
            return generation, slot
    raise slots.wrong_passphrase()


def _unsealed(keyslots: KeyslotFile, generation: Generation, slot: StaffSlot, seed: bytes) -> bytes:
    data_key = slots.open_sealed(keyslots.file_id, generation.number, slot, seed)
    verify(keyslots, data_key, generation=generation.number)
    return data_key


def find(generation: Generation, staff_name: str) -> StaffSlot | None:
    """A member's slot; width, case and outer spaces of the name do not count."""
    key = name_key(staff_name)
    return next((slot for slot in generation.staff if name_key(slot.name) == key), None)


def known(generation: Generation, staff_name: str) -> StaffSlot:
    """A member's slot. Raises `InputError` for who has none."""
    slot = find(generation, staff_name)
    if slot is None:
        raise InputError(
            "staff-unknown",
            T("No member of this name opens the file. Choose a name from the list."),
            field="staff_name",
        )
    return slot


def check_room(generation: Generation, staff_name: str) -> None:
    """Whether one more member can come in. Raises `InputError` for a name that is there, `RuleError` when full."""
    if find(generation, staff_name) is not None:
        raise InputError(
            "staff-exists",
            T("There is a member with this name already. Add something that tells the two apart."),
            field="staff_name",
        )
    if len(generation.staff) >= model.MAX_STAFF:
        raise RuleError(
            "keys-full",
            T("The key file holds at most {most} members. Remove who left.", most=model.MAX_STAFF),
        )


def last_staff() -> RuleError:
    """What is said where nobody would be left with a passphrase."""
    return RuleError("last-staff", T("The last member cannot be removed. Add another member first."))


def workstations_without(generation: Generation, slot: StaffSlot) -> tuple[WorkstationSlot, ...]:
    """The workstations of the others; one whose member is not known may be anyone's and goes too."""
    return tuple(each for each in generation.workstations if each.staff not in {slot.id, ""})


__all__ = [
    "DEFAULT_COST",
    "FLOOR_COST",
    "Cost",
    "KeyslotFile",
    "NewKeys",
    "Prepared",
    "RecoveryCode",
    "RecoverySlot",
    "StaffSlot",
    "Unlocked",
    "WorkstationSlot",
    "add_staff",
    "change_passphrase",
    "check_room",
    "clear_prepared",
    "find",
    "from_json",
    "known",
    "last_staff",
    "new_file",
    "prepare_keyslots",
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
    "workstations_without",
    "write_keyslots",
]
