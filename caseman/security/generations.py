"""Replacing the data key for everyone who stays, and a member's slot taken out for a while.

A new data key is sealed to the members' public keys, so nobody's passphrase is needed. Until the office file is known
to be under it, the key file holds both generations.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any, Final

from caseman.errors import FileError
from caseman.security import slots
from caseman.security.codec import read_staff, staff_object
from caseman.security.keyslots import check_room, known, last_staff, sign, verify, workstations_without
from caseman.security.model import Generation, KeyslotFile, StaffSlot
from caseman.security.recovery import RecoveryCode
from caseman.security.subkeys import DATA_KEY_BYTES
from caseman.text import T

_SUSPENDED: Final = "caseman-suspended-slot"


@dataclass(frozen=True)
class NextKeys:
    """A key file with both generations, the new data key, and the code that the new recovery sheet must be printed
    with: the earlier sheet dies with the earlier key.
    """

    keyslots: KeyslotFile
    data_key: bytes = field(repr=False)
    recovery: RecoveryCode


def next_generation(keyslots: KeyslotFile, data_key: bytes, *, without: Collection[str] = ()) -> NextKeys:
    """A new data key for every member but those whose slot's id is in `without`.

    Workstations are left out: their secrets are in their keyrings only, so each is switched on again by hand. Raises
    `FileError` for a key file that was changed, `RuleError` where nobody would stay.
    """
    if keyslots.replacing:
        raise ValueError("the key is being replaced already")
    verify(keyslots, data_key)
    newest, number, fresh = keyslots.newest, keyslots.generation + 1, secrets.token_bytes(DATA_KEY_BYTES)
    staff = tuple(
        slots.seal_again(keyslots.file_id, number, slot, fresh) for slot in newest.staff if slot.id not in without
    )
    if not staff:
        raise last_staff()
    recovery, code = slots.new_recovery(keyslots.file_id, number, fresh)
    both = replace(keyslots, generations=(newest, Generation(number, staff, recovery)))
    return NextKeys(sign(both, fresh), fresh, code)


def finish(keyslots: KeyslotFile, data_key: bytes) -> KeyslotFile:
    """The key file with its newest generation only; `data_key` is that one's. Raises `FileError` if changed."""
    verify(keyslots, data_key)
    return sign(replace(keyslots, generations=(keyslots.newest,)), data_key)


def take_out(keyslots: KeyslotFile, data_key: bytes, staff_name: str) -> tuple[KeyslotFile, str]:
    """Take a member's slot and workstations out of the key file; the slot comes back as text to be kept inside.

    The text holds the private key as the passphrase wraps it, and no data key: so it need not be changed when the data
    key is. Raises `InputError` for who has no slot, `RuleError` for the last member.
    """
    verify(keyslots, data_key)
    newest, slot = keyslots.newest, known(keyslots.newest, staff_name)
    if len(newest.staff) == 1:
        raise last_staff()
    staff = tuple(each for each in newest.staff if each is not slot)
    kept = replace(newest, staff=staff, workstations=workstations_without(newest, slot))
    found = {"format": _SUSPENDED, "file_id": keyslots.file_id, "slot": staff_object(replace(slot, sealed=b""))}
    return sign(keyslots.with_newest(kept), data_key), json.dumps(found, ensure_ascii=False, sort_keys=True)


def put_back(keyslots: KeyslotFile, data_key: bytes, slot_json: str) -> KeyslotFile:
    """Let a member who was taken out in again, with the passphrase they had, under the data key as it is now.

    Raises `FileError` for a text that is not such a slot of this file, `InputError` where the name was given to
    another member meanwhile, `RuleError` when the key file is full.
    """
    verify(keyslots, data_key)
    newest = keyslots.newest
    try:
        slot = _read_suspended(json.loads(slot_json), keyslots.file_id)
    except (KeyError, TypeError, ValueError, RecursionError):
        raise FileError(
            "slot-damaged",
            T("This member's key was damaged. Remove the member, then add them again with a one-time passphrase."),
        ) from None
    check_room(newest, slot.name)
    if newest.holds(slot.id):
        raise slots.changed()
    sealed = slots.seal_again(keyslots.file_id, newest.number, slot, data_key)
    return sign(keyslots.with_newest(replace(newest, staff=(*newest.staff, sealed))), data_key)


def _read_suspended(found: Any, file_id: str) -> StaffSlot:
    expected = {"format": _SUSPENDED, "file_id": file_id, "slot": None}
    if not isinstance(found, dict) or {**found, "slot": None} != expected:
        raise ValueError("another file's, or no slot")
    return read_staff(found["slot"], sealed_bytes=0)
