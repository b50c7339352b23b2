"""The keyslot file as JSON: written in one spelling, read strictly, so that nothing in it escapes the MAC."""

from __future__ import annotations

import base64
import binascii
import json
import re
import unicodedata
from typing import Any, Final, NoReturn

from caseman.errors import FileError
from caseman.security import model, sealing
from caseman.security.argon import SALT_BYTES, Cost, check_cost
from caseman.security.model import Generation, KeyslotFile, RecoverySlot, StaffSlot, WorkstationSlot
from caseman.security.passphrase import normalise
from caseman.text import T

MAC_BYTES: Final = 32
_FILE_ID: Final = re.compile(r"[0-9a-f]{32}")
_SLOT_ID: Final = re.compile(r"[0-9a-f]{16}")


def to_json(keyslots: KeyslotFile) -> str:
    """The file's text."""
    return json.dumps(_file(keyslots), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def from_json(text: str) -> KeyslotFile:
    """Read a key file's text. Raises `FileError`: empty, no JSON, foreign, newer, cost out of bounds, or
    damaged.

    The MAC cannot be checked yet: that needs the data key.
    """
    if not text.strip():
        raise FileError(
            "keys-empty",
            T("The key file is empty. Take the key file from a backup, or use the recovery sheet."),
        )
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise not_json() from None
    _check_header(found)
    try:
        return _read_file(found)
    except (KeyError, TypeError, ValueError):
        raise FileError(
            "keys-damaged",
            T("The key file is damaged or was changed. Take it from a backup, or use the recovery sheet."),
        ) from None


def not_json() -> FileError:
    """What is said of a file whose bytes are no JSON text."""
    return FileError(
        "keys-not-json",
        T("The key file cannot be read: it is damaged. Take it from a backup, or use the recovery sheet."),
    )


def authenticated(keyslots: KeyslotFile, number: int) -> bytes:
    """What the MAC of generation `number` covers: the whole file up to it, without that MAC itself."""
    found = _file(keyslots)
    found["generations"] = [each for each in found["generations"] if each["generation"] <= number]
    found["generations"][-1].pop("mac")
    return model.canonical(found)


def clean_name(name: str) -> str:
    """A slot's name as it is stored: trimmed, and otherwise as written, for NFC would exchange some kanji.

    Raises `ValueError` for an empty, long or unprintable one.
    """
    clean = name.strip()
    if not 0 < len(clean) <= model.MAX_NAME or any(unicodedata.category(each) in {"Cc", "Cs"} for each in clean):
        raise ValueError("not a name")
    return clean


def name_key(name: str) -> str:
    """What two names have in common when they mean one member: width, case and outer spaces do not count."""
    return normalise(name).strip().casefold()


def _check_header(found: Any) -> None:
    if not isinstance(found, dict) or found.get("format") != model.FORMAT:
        raise FileError(
            "keys-foreign",
            T("This is not a key file of this program. Choose the “.caseman.keys” file beside the office file."),
        )
    version = found.get("version")
    if isinstance(version, int) and version > model.VERSION:
        raise FileError(
            "keys-newer",
            T("The key file was written by a newer version of this program. Install that version to open it."),
        )


def _file(keyslots: KeyslotFile) -> dict[str, Any]:
    return {
        "format": model.FORMAT,
        "version": keyslots.version,
        "file_id": keyslots.file_id,
        "generations": [_generation(each) for each in keyslots.generations],
    }


def _generation(generation: Generation) -> dict[str, Any]:
    return {
        "generation": generation.number,
        "staff": [staff_object(slot) for slot in generation.staff],
        "recovery": {"id": generation.recovery.id, "wrapped": _b64(generation.recovery.wrapped)},
        "workstations": [_workstation(slot) for slot in generation.workstations],
        "mac": _b64(generation.mac),
    }


def _workstation(slot: WorkstationSlot) -> dict[str, Any]:
    found = {"id": slot.id, "label": slot.label, "wrapped": _b64(slot.wrapped)}
    return {**found, "staff": slot.staff} if slot.staff else found  # older files keep their spelling, and their MAC


def staff_object(slot: StaffSlot) -> dict[str, Any]:
    """A member's slot as a JSON value."""
    return {
        "id": slot.id,
        "name": slot.name,
        "public_key": _b64(slot.public_key),
        "argon2id": {
            "memory_kib": slot.cost.memory_kib,
            "iterations": slot.cost.iterations,
            "lanes": slot.cost.lanes,
            "salt": _b64(slot.salt),
        },
        "wrapped_private": _b64(slot.wrapped_private),
        "sealed": _b64(slot.sealed),
    }


def _read_file(found: Any) -> KeyslotFile:
    fields = _object(found, "format", "version", "file_id", "generations")
    if _integer(fields["version"]) != model.VERSION:
        raise ValueError("version")
    generations = tuple(_read_generation(each) for each in _list(fields["generations"], model.MAX_GENERATIONS))
    numbers = [each.number for each in generations]
    if not numbers or numbers != sorted(set(numbers)):
        raise ValueError("generations")
    return KeyslotFile(model.VERSION, _match(_FILE_ID, fields["file_id"]), generations)


def _read_generation(found: Any) -> Generation:
    fields = _object(found, "generation", "staff", "recovery", "workstations", "mac")
    number = _integer(fields["generation"])
    if not 1 <= number <= model.MAX_GENERATION:
        raise ValueError("generation")
    recovery = _object(fields["recovery"], "id", "wrapped")
    generation = Generation(
        number=number,
        staff=tuple(read_staff(each) for each in _list(fields["staff"], model.MAX_STAFF)),
        recovery=RecoverySlot(_match(_SLOT_ID, recovery["id"]), _bytes(recovery["wrapped"], sealing.WRAPPED_BYTES)),
        workstations=tuple(_read_workstation(each) for each in _list(fields["workstations"], model.MAX_WORKSTATIONS)),
        mac=_bytes(fields["mac"], MAC_BYTES),
    )
    names = [name_key(slot.name) for slot in generation.staff]
    ids = [
        *(slot.id for slot in generation.staff),
        generation.recovery.id,
        *(slot.id for slot in generation.workstations),
    ]
    if not names or len(set(names)) != len(names) or len(set(ids)) != len(ids):
        raise ValueError("slots")
    return generation


def read_staff(found: Any, *, sealed_bytes: int = sealing.SEALED_BYTES) -> StaffSlot:
    """A member's slot, read strictly. Raises `KeyError`, `TypeError` or `ValueError`; `FileError` for its cost."""
    fields = _object(found, "id", "name", "public_key", "argon2id", "wrapped_private", "sealed")
    argon = _object(fields["argon2id"], "memory_kib", "iterations", "lanes", "salt")
    cost = Cost(_integer(argon["memory_kib"]), _integer(argon["iterations"]), _integer(argon["lanes"]))
    check_cost(cost)
    return StaffSlot(
        id=_match(_SLOT_ID, fields["id"]),
        name=_name(fields["name"]),
        public_key=_bytes(fields["public_key"], sealing.PUBLIC_BYTES),
        cost=cost,
        salt=_bytes(argon["salt"], SALT_BYTES),
        wrapped_private=_bytes(fields["wrapped_private"], sealing.WRAPPED_BYTES),
        sealed=_bytes(fields["sealed"], sealed_bytes),
    )


def _read_workstation(found: Any) -> WorkstationSlot:
    owned = isinstance(found, dict) and "staff" in found
    fields = _object(found, "id", "label", "wrapped", *(("staff",) if owned else ()))
    return WorkstationSlot(
        _match(_SLOT_ID, fields["id"]),
        _name(fields["label"]),
        _bytes(fields["wrapped"], sealing.WRAPPED_BYTES),
        _match(_SLOT_ID, fields["staff"]) if owned else "",
    )


def _object(found: Any, *fields: str) -> dict[str, Any]:
    """A JSON object with exactly these fields: an unknown one would stand outside the MAC."""
    if not isinstance(found, dict) or found.keys() != set(fields):
        raise ValueError("fields")
    return found


def _list(found: Any, most: int) -> list[Any]:
    if not isinstance(found, list) or len(found) > most:
        raise ValueError("list")
    return found


def _integer(found: Any) -> int:
    if type(found) is not int:  # True is an int too, and 1.0 equals one
        raise ValueError("integer")
    return found


def _match(pattern: re.Pattern[str], found: Any) -> str:
    if not isinstance(found, str) or not pattern.fullmatch(found):
        raise ValueError("text")
    return found


def _name(found: Any) -> str:
    if not isinstance(found, str) or clean_name(found) != found:
        raise ValueError("name")
    return found


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(found: Any, length: int) -> bytes:
    """Base64 in its one spelling, of exactly this length."""
    if not isinstance(found, str):
        raise TypeError("base64")
    try:
        data = base64.b64decode(found, validate=True)
    except binascii.Error:
        raise ValueError("base64") from None
    if len(data) != length or _b64(data) != found:
        raise ValueError("base64")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that says a field twice: readers would disagree on which one counts."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("field twice")
    return found


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("no JSON number")
