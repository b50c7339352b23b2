"""Opening without typing at one workstation: a secret in the system keyring wraps the data key.

The keyring is never the only way in: whatever it does, the passphrase and the recovery sheet open the file.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import platform
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from caseman.errors import RuleError, UnlockError
from caseman.security import model, sealing
from caseman.security.codec import clean_name
from caseman.security.keyslots import Unlocked, known, sign, verify
from caseman.security.model import KeyslotFile, WorkstationSlot, binding
from caseman.security.slots import changed, new_slot_id
from caseman.security.subkeys import hkdf
from caseman.text import T
from caseman.workstation_rules import rules

SERVICE: Final = "caseman"
_SECRET_BYTES: Final = 32
_R = TypeVar("_R")


@dataclass(frozen=True)
class _Entry:
    """What the keyring holds for a file: which slot, and its secret."""

    slot_id: str
    secret: bytes = field(repr=False)

    def text(self) -> str:
        """About 70 characters; the Windows store holds some 1,280."""
        return f"{self.slot_id}.{base64.b64encode(self.secret).decode()}"


def enable(keyslots: KeyslotFile, data_key: bytes, staff_name: str, label: str | None = None) -> KeyslotFile:
    """Let this workstation open the file for a member; an earlier slot of its own is replaced.

    `label` is the computer's name unless said. Raises `InputError` for a name without a key, `UnlockError` when
    the keyring is missing, locked, or does not give back what was put in, `RuleError` where it is not allowed.
    """
    require_keyring()
    verify(keyslots, data_key)
    staff = known(keyslots.newest, staff_name).id
    earlier = _stored(keyslots.file_id)
    kept = tuple(slot for slot in keyslots.newest.workstations if earlier is None or slot.id != earlier.slot_id)
    if len(kept) >= model.MAX_WORKSTATIONS:
        raise RuleError(
            "keys-full",
            T(
                "The key file holds at most {most} workstations. Remove those no longer used.",
                most=model.MAX_WORKSTATIONS,
            ),
        )
    entry = _Entry(new_slot_id(), secrets.token_bytes(_SECRET_BYTES))
    place = _place(keyslots.file_id, keyslots.generation, entry.slot_id, staff)
    wrapped = sealing.wrap(hkdf(entry.secret, place), data_key, place)
    slot = WorkstationSlot(entry.slot_id, _label(label), wrapped, staff)
    _store(keyslots.file_id, entry)
    return sign(keyslots.with_newest(replace(keyslots.newest, workstations=(*kept, slot))), data_key)


def unlock(keyslots: KeyslotFile) -> Unlocked:
    """Open with this workstation's keyring, as the member who switched it on (None in a file of before).

    Raises `UnlockError` with the way around, `FileError` for a changed key file.
    """
    require_keyring()
    if not keyslots.newest.workstations:
        raise UnlockError(
            "workstation-none", T("No workstation opens this file by itself. Open it with the passphrase.")
        )
    entry = _stored(keyslots.file_id)
    slot = next(
        (each for each in keyslots.newest.workstations if entry is not None and each.id == entry.slot_id),
        None,
    )
    if entry is None or slot is None:
        raise lost()
    place = _place(keyslots.file_id, keyslots.generation, slot.id, slot.staff)
    try:
        data_key = sealing.unwrap(hkdf(entry.secret, place), slot.wrapped, place)
    except sealing.WrongKeyError:
        raise changed() from None
    verify(keyslots, data_key)
    if not slot.staff:
        return Unlocked(data_key, None, keyslots.generation, slot.id)
    member = next((each for each in keyslots.newest.staff if each.id == slot.staff), None)
    if member is None:
        raise lost()
    return Unlocked(data_key, member.name, keyslots.generation, slot.id)


def require_keyring() -> None:
    """Raises `RuleError` where the administrator of the workstation does not let it open a file by itself."""
    found = rules()
    if not found.keyring:
        raise RuleError(
            "keyring-not-allowed",
            T(
                "The administrator of this workstation does not allow opening without a passphrase ({file}). "
                "Open the file with the passphrase.",
                file=found.source,
            ),
        )


def disable(keyslots: KeyslotFile, data_key: bytes | None = None) -> KeyslotFile:
    """Take this workstation's secret out of the keyring and its slot out of the key file.

    Without `data_key` the keyring must still open the file. Raises `UnlockError` when the secret cannot be
    removed; the slot of a workstation that is gone is taken out by `forget`.
    """
    entry = _stored(keyslots.file_id)
    if data_key is None:
        data_key = unlock(keyslots).data_key
    verify(keyslots, data_key)
    if entry is None:
        return keyslots
    _delete(keyslots.file_id)
    return _without(keyslots, data_key, entry.slot_id)


def forget(keyslots: KeyslotFile, data_key: bytes, slot_id: str) -> KeyslotFile:
    """Take another workstation's slot out of the key file; its secret opens nothing then."""
    verify(keyslots, data_key)
    return _without(keyslots, data_key, slot_id)


def discard_secret(file_id: str, slot_id: str) -> None:
    """Take the secret of a slot out of this workstation's keyring, if it is here and the keyring answers.

    Without its slot it opens nothing, so that a keyring that does not answer is no failure.
    """
    with suppress(UnlockError):
        entry = _stored(file_id)
        if entry is not None and entry.slot_id == slot_id:
            _delete(file_id)


def _without(keyslots: KeyslotFile, data_key: bytes, slot_id: str) -> KeyslotFile:
    kept = tuple(slot for slot in keyslots.newest.workstations if slot.id != slot_id)
    return sign(keyslots.with_newest(replace(keyslots.newest, workstations=kept)), data_key)


def _place(file_id: str, generation: int, slot_id: str, staff: str) -> bytes:
    owner = {"staff": staff} if staff else {}
    return binding("workstation", file_id, slot_id, generation=generation, **owner)


def _label(label: str | None) -> str:
    """A name that can be stored; a computer's own may be empty or odd."""
    for each in (label, platform.node()):
        with suppress(ValueError):
            return clean_name((each or "")[: model.MAX_NAME])
    return "workstation"


def _stored(file_id: str) -> _Entry | None:
    """What the keyring holds for this file; None for nothing, or what this program did not write."""
    text = _asked(lambda keyring: keyring.get_password(SERVICE, file_id))
    if not isinstance(text, str):
        return None
    slot_id, _, secret = text.partition(".")
    try:
        entry = _Entry(slot_id, base64.b64decode(secret, validate=True))
    except (binascii.Error, ValueError):
        return None
    return entry if len(entry.secret) == _SECRET_BYTES else None


def _store(file_id: str, entry: _Entry) -> None:
    """Put it in and read it back: the null backend takes everything and keeps nothing."""
    _asked(lambda keyring: keyring.set_password(SERVICE, file_id, entry.text()))
    found = _stored(file_id)
    if found is None or not hmac.compare_digest(found.text(), entry.text()):
        with suppress(UnlockError):  # leave no half of it; the reason below is told first
            _asked(lambda keyring: keyring.delete_password(SERVICE, file_id))
        raise UnlockError(
            "keyring-discards",
            T("The system keyring does not keep what is put into it. Go on opening the file with the passphrase."),
        )


def _delete(file_id: str) -> None:
    _asked(lambda keyring: keyring.delete_password(SERVICE, file_id))
    if _stored(file_id) is not None:
        raise _not_removed()


def _asked(question: Callable[[Any], _R]) -> _R:
    """Ask the keyring. Its backends raise what they like (D-Bus, Windows and import errors among it)."""
    try:
        import keyring  # noqa: PLC0415  takes a tenth of a second, and few files use it

        return question(keyring)
    except Exception as error:  # noqa: BLE001  the sentence names the way around
        raise _told(error) from None


def _told(error: Exception) -> UnlockError:
    """What happened, by the names of the error's classes: they cannot be imported when the keyring cannot."""
    kinds = {each.__name__ for each in type(error).__mro__}
    if "NoKeyringError" in kinds:
        return UnlockError(
            "keyring-none",
            T("This workstation has no system keyring. Open the file with the passphrase."),
        )
    if "InitError" in kinds:
        return UnlockError(
            "keyring-not-started",
            T("The system keyring could not be started. Open the file with the passphrase."),
        )
    if "KeyringLocked" in kinds:
        return UnlockError(
            "keyring-locked",
            T("The system keyring is locked. Unlock it and try again, or open the file with the passphrase."),
        )
    if "PasswordDeleteError" in kinds:
        return _not_removed()
    return UnlockError(
        "keyring-failed",
        T("The system keyring does not answer. Open the file with the passphrase."),
    )


def lost() -> UnlockError:
    """What is said where the keyring and the key file do not know each other."""
    return UnlockError(
        "keyring-lost",
        T(
            "The system keyring no longer holds this workstation's key. Open the file with the passphrase, "
            "then switch opening without it on again."
        ),
    )


def _not_removed() -> UnlockError:
    return UnlockError(
        "keyring-not-removed",
        T(
            "The system keyring did not remove this workstation's key. Open the file with the "
            "passphrase and remove "
            "the workstation from the key file."
        ),
    )
