"""Invented members, their passphrases, and a keyring in memory."""

from __future__ import annotations

from dataclasses import dataclass

import keyring.backend
import keyring.errors

from caseman.security.keyslots import KeyslotFile

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

    priority = -10

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
