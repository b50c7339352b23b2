"""One member's slot and the recovery slot: making them, and getting the data key out of them."""

from __future__ import annotations

import secrets
from dataclasses import replace

from caseman.errors import FileError, InputError, UnlockError
from caseman.security import argon, model, passphrase, recovery, sealing
from caseman.security.argon import Cost
from caseman.security.codec import clean_name
from caseman.security.model import RecoverySlot, StaffSlot, binding
from caseman.security.recovery import RecoveryCode, Sheet
from caseman.security.subkeys import hkdf
from caseman.text import T


def new_staff(file_id: str, generation: int, data_key: bytes, staff_name: str, phrase: str, cost: Cost) -> StaffSlot:
    """A slot with a key pair of its own. Raises `InputError` for a weak passphrase or no name."""
    try:
        name = clean_name(staff_name)
    except ValueError:
        raise InputError(
            "staff-name",
            T("Give the member a name of at most {most} characters in one line.", most=model.MAX_NAME),
            field="staff_name",
        ) from None
    passphrase.check(phrase, (name,))
    argon.check_cost(cost)
    seed = sealing.new_seed()
    bare = StaffSlot(
        id=new_slot_id(),
        name=name,
        public_key=sealing.public_key(seed),
        cost=cost,
        salt=secrets.token_bytes(argon.SALT_BYTES),
        wrapped_private=b"",
        sealed=b"",
    )
    key = argon.derive(passphrase.to_bytes(phrase), bare.salt, cost)
    wrapped = replace(bare, wrapped_private=sealing.wrap(key, seed, _private_place(file_id, bare)))
    return seal_again(file_id, generation, wrapped, data_key)


def open_private(file_id: str, slot: StaffSlot, phrase: str) -> bytes:
    """The seed of the member's private key; one derivation. Raises `UnlockError` for a wrong passphrase."""
    key = argon.derive(passphrase.to_bytes(phrase), slot.salt, slot.cost)
    try:
        return sealing.unwrap(key, slot.wrapped_private, _private_place(file_id, slot))
    except sealing.WrongKeyError:
        raise wrong_passphrase() from None


def open_sealed(file_id: str, generation: int, slot: StaffSlot, seed: bytes) -> bytes:
    """The data key of a generation, with the member's private key. Raises `FileError` for a changed slot."""
    try:
        return sealing.unseal(seed, slot.sealed, _sealed_place(file_id, generation, slot))
    except sealing.WrongKeyError:  # the passphrase was right
        raise changed() from None


def seal_again(file_id: str, generation: int, slot: StaffSlot, data_key: bytes) -> StaffSlot:
    """The slot with this generation's data key: it takes the public key alone. Raises `FileError` for a bad one."""
    try:
        return replace(slot, sealed=sealing.seal(slot.public_key, data_key, _sealed_place(file_id, generation, slot)))
    except sealing.WrongKeyError:
        raise changed() from None


def _private_place(file_id: str, slot: StaffSlot) -> bytes:
    """Without the generation: see `StaffSlot`."""
    cost = slot.cost
    return binding(
        "staff private key",
        file_id,
        slot.id,
        name=slot.name,
        public_key=slot.public_key.hex(),
        memory_kib=cost.memory_kib,
        iterations=cost.iterations,
        lanes=cost.lanes,
        salt=slot.salt.hex(),
    )


def _sealed_place(file_id: str, generation: int, slot: StaffSlot) -> bytes:
    return binding(
        "staff data key",
        file_id,
        slot.id,
        generation=generation,
        name=slot.name,
        public_key=slot.public_key.hex(),
    )


def new_recovery(file_id: str, generation: int, data_key: bytes) -> tuple[RecoverySlot, RecoveryCode]:
    secret, slot_id = secrets.token_bytes(recovery.SECRET_BYTES), new_slot_id()
    place = binding("recovery", file_id, slot_id, generation=generation)
    slot = RecoverySlot(slot_id, sealing.wrap(hkdf(secret, place), data_key, place))
    text = recovery.wrapped_text(Sheet(file_id, generation, slot_id, slot.wrapped))
    return slot, RecoveryCode(secret, text)


def open_recovery(sheet: Sheet, code_text: str) -> bytes:
    secret = recovery.parse_code(code_text)
    place = binding("recovery", sheet.file_id, sheet.slot_id, generation=sheet.generation)
    try:
        return sealing.unwrap(hkdf(secret, place), sheet.wrapped, place)
    except sealing.WrongKeyError:
        raise UnlockError(
            "recovery-wrong",
            T("This recovery code does not open this file. Use the newest recovery sheet of this office."),
            field="recovery_code",
        ) from None


def new_slot_id() -> str:
    return secrets.token_hex(8)


def wrong_passphrase() -> UnlockError:
    return UnlockError(
        "passphrase-wrong",
        T("The name or the passphrase is not right. Check both and try again, or use the recovery sheet."),
        field="passphrase",
    )


def withdrawn() -> UnlockError:
    """What is said to whom an older key file let in."""
    return UnlockError(
        "key-withdrawn",
        T(
            "This way into the file was closed or changed. Use your newest passphrase or the newest recovery sheet; "
            "if you have none, ask an administrator."
        ),
        field="passphrase",
    )


def changed() -> FileError:
    return FileError(
        "keys-changed",
        T("The key file was changed by something other than this program. Take the key file from a backup."),
    )
