"""Whatever is changed in a key file is refused: by its shape, by a slot that stays shut, or by the MAC."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from security_samples import HANAKO, HANAKOS, Memory, Office

from caseman.errors import FileError, UnlockError
from caseman.security import keyslots as keys
from caseman.security import workstation

Path = tuple[str | int, ...]


@pytest.fixture
def full(office: Office, memory: Memory) -> str:
    """A key file with every kind of slot."""
    return keys.to_json(workstation.enable(office.keyslots, office.data_key, HANAKO, "DESK-1"))


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path


def containers(value: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict | list):
        yield path
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from containers(inner, (*path, key))


def at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def otherwise(path: Path, value: Any) -> Any:
    """Another value that the field could hold."""
    if isinstance(value, int):
        return value + 1
    if path[-1] in {"id", "file_id", "staff"}:
        return value[:-1] + ("0" if value[-1] != "0" else "1")
    if path[-1] in {"name", "label", "format"}:
        return value + "x"
    data = bytearray(base64.b64decode(value))
    data[len(data) // 2] ^= 1
    return base64.b64encode(data).decode()


def tampered_leaves(text: str) -> Iterator[tuple[Path, str]]:
    whole = json.loads(text)
    for path in leaves(whole):
        changed = copy.deepcopy(whole)
        at(changed, path[:-1])[path[-1]] = otherwise(path, at(whole, path))
        yield path, json.dumps(changed)


def test_every_field_is_guarded(full: str, office: Office) -> None:
    """Opened with the recovery code, which costs nothing; its own slot's fields look like a wrong code."""
    checked = 0
    for path, text in tampered_leaves(full):
        with pytest.raises((FileError, UnlockError)) as refused:
            keys.unlock_with_recovery(keys.from_json(text), office.code)
        expected = {
            "format": {"keys-foreign"},
            "version": {"keys-newer"},
            "file_id": {"recovery-wrong"},
            "generation": {"recovery-wrong"},
        }.get(str(path[-1]), {"recovery-wrong"} if "recovery" in path else {"keys-changed"})
        assert refused.value.code in expected, path
        checked += 1
    assert checked == 2 + 1 + 1 + 2 * 9 + 2 + 4 + 1


def test_every_field_of_a_members_own_slot_is_guarded(full: str) -> None:
    own = ("generations", 0, "staff", 0)
    codes = {}
    for path, text in tampered_leaves(full):
        if path[:4] == own:
            with pytest.raises((FileError, UnlockError)) as refused:
                keys.unlock_with_passphrase(keys.from_json(text), HANAKOS, HANAKO)
            codes[path[-1]] = refused.value.code
    assert codes == {
        "id": "passphrase-wrong",
        "name": "passphrase-wrong",
        "public_key": "passphrase-wrong",
        "memory_kib": "passphrase-wrong",
        "iterations": "passphrase-wrong",
        "lanes": "passphrase-wrong",
        "salt": "passphrase-wrong",
        "wrapped_private": "passphrase-wrong",
        "sealed": "keys-changed",
    }


def test_every_field_of_the_workstation_slot_is_guarded(full: str) -> None:
    codes = {}
    for path, text in tampered_leaves(full):
        if "workstations" in path:
            with pytest.raises((FileError, UnlockError)) as refused:
                workstation.unlock(keys.from_json(text))
            codes[path[-1]] = refused.value.code
    assert codes == {"id": "keyring-lost", "label": "keys-changed", "wrapped": "keys-changed", "staff": "keys-changed"}


def test_nothing_can_be_left_out_or_added(full: str, office: Office) -> None:
    whole = json.loads(full)
    for path in containers(whole):
        inner = at(whole, path)
        for key in list(inner) if isinstance(inner, dict) else range(len(inner)):
            changed = copy.deepcopy(whole)
            del at(changed, path)[key]
            with pytest.raises(FileError) as refused:
                keys.unlock_with_recovery(keys.from_json(json.dumps(changed)), office.code)
            assert refused.value.code in {"keys-damaged", "keys-foreign", "keys-changed"}
        if isinstance(inner, dict):
            changed = copy.deepcopy(whole)
            at(changed, path)["more"] = 1
            with pytest.raises(FileError) as refused:
                keys.from_json(json.dumps(changed))
            assert refused.value.code == "keys-damaged"


def test_the_order_of_members_is_guarded(full: str, office: Office) -> None:
    whole = json.loads(full)
    whole["generations"][0]["staff"].reverse()
    with pytest.raises(FileError) as refused:
        keys.unlock_with_recovery(keys.from_json(json.dumps(whole)), office.code)
    assert refused.value.code == "keys-changed"


def test_a_removed_member_cannot_be_put_back(office: Office) -> None:
    """The slot itself is right still; only the MAC shows that it does not belong there now."""
    left = json.loads(keys.to_json(keys.remove_staff(office.keyslots, office.data_key, HANAKO)))
    before = json.loads(keys.to_json(office.keyslots))
    left["generations"][0]["staff"] = before["generations"][0]["staff"]
    with pytest.raises(FileError) as refused:
        keys.unlock_with_passphrase(keys.from_json(json.dumps(left)), HANAKOS, HANAKO)
    assert refused.value.code == "keys-changed"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0), bit=st.integers(0, 7))
def test_a_flipped_bit_anywhere_is_found_or_means_nothing(office: Office, place: int, bit: int) -> None:
    raw = bytearray(keys.to_json(office.keyslots).encode())
    raw[place % len(raw)] ^= 1 << bit
    try:
        found = keys.from_json(raw.decode("utf-8", "surrogateescape"))
        keys.unlock_with_recovery(found, office.code)
    except (FileError, UnlockError):
        return
    assert found == office.keyslots, "only white space may differ"
