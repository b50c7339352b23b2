"""One office's keys, made once for the folder: a derivation costs a tenth of a second even at the floor."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import keyring
import keyring.backend
import keyring.core
import pytest
from security_samples import HANAKO, HANAKOS, TARO, TAROS, Memory, Office

from caseman.security import keyslots as keys
from caseman.security.keyslots import FLOOR_COST


@pytest.fixture(scope="session")
def office() -> Office:
    new = keys.new_file(HANAKO, HANAKOS, FLOOR_COST)
    both = keys.add_staff(new.keyslots, new.data_key, TARO, TAROS, FLOOR_COST)
    return Office(both, new.data_key, new.recovery.text, new.recovery.wrapped_text)


@pytest.fixture(scope="session")
def other_office() -> Office:
    """Another file of the same member with the same passphrase."""
    new = keys.new_file(HANAKO, HANAKOS, FLOOR_COST)
    return Office(new.keyslots, new.data_key, new.recovery.text, new.recovery.wrapped_text)


@pytest.fixture
def use_keyring(monkeypatch: pytest.MonkeyPatch) -> Callable[[keyring.backend.KeyringBackend], None]:
    """Set the keyring for one test."""
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    return keyring.set_keyring


@pytest.fixture
def memory(use_keyring: Callable[[keyring.backend.KeyringBackend], None]) -> Memory:
    backend = Memory()
    use_keyring(backend)
    return backend


@pytest.fixture
def as_json(office: Office) -> dict[str, Any]:
    """The office's key file as a JSON value to tamper with."""
    found: dict[str, Any] = json.loads(keys.to_json(office.keyslots))
    return found
