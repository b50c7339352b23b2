"""One office's keys, made once for the folder: each derivation costs a tenth of a second even at the floor."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keyring
import keyring.backend
import keyring.core
import pytest

from caseman.security import keyslots as keys
from caseman.security.keyslots import FLOOR_COST, KeyslotFile

HANAKO = "見本 花子"
TARO = "Sample Taro"
HANAKOS = "四月の雨と青い自転車の鍵"
TAROS = "copper lantern seventeen"


@dataclass(frozen=True)
class Office:
    """A file of two members, its data key, and its recovery sheet."""

    keyslots: KeyslotFile
    data_key: bytes
    code: str
    wrapped: str


class Memory(keyring.backend.KeyringBackend):
    """A keyring in memory; the priority keeps it from being chosen outside these tests."""

    priority = -10  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not there")


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
