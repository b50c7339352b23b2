"""Opening through the system keyring, and what is said when it lies, locks or goes away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import keyring
import keyring.backend
import pytest
from keyring import errors
from keyring.backends import fail, null
from security_samples import HANAKO, HANAKOS, Memory, Office

from caseman.errors import FileError, RuleError, UnlockError
from caseman.security import keyslots as keys
from caseman.security import workstation

UseKeyring = Callable[[keyring.backend.KeyringBackend], None]


class Refusing(Memory):
    """Raises one error at every call, or only at the named ones."""

    def __init__(self, error: Exception, *calls: str) -> None:
        super().__init__()
        self.error = error
        self.calls = calls or ("get", "set", "delete")

    def get_password(self, service: str, username: str) -> str | None:
        self.refuse("get")
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.refuse("set")
        super().set_password(service, username, password)

    def delete_password(self, service: str, username: str) -> None:
        self.refuse("delete")
        super().delete_password(service, username)

    def refuse(self, call: str) -> None:
        if call in self.calls:
            raise self.error


class Cutting(Memory):
    """Keeps only the beginning of what it is given."""

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:40])


class Clinging(Memory):
    """Says that it removed something, and kept it."""

    def delete_password(self, service: str, username: str) -> None:
        self.asked = (service, username)


def code_of(attempt: Callable[[], object]) -> str:
    with pytest.raises((UnlockError, FileError)) as refused:
        attempt()
    return refused.value.code


def test_the_workstation_opens_the_file(office: Office, memory: Memory) -> None:
    enabled = workstation.enable(office.keyslots, office.data_key, HANAKO, "DESK-1")
    again = keys.from_json(keys.to_json(enabled))
    assert workstation.unlock(again) == keys.Unlocked(office.data_key, HANAKO, 1, again.newest.workstations[0].id)
    assert [slot.label for slot in again.newest.workstations] == ["DESK-1"]
    assert keys.unlock_with_passphrase(again, HANAKOS, HANAKO).data_key == office.data_key


def test_the_keyring_holds_a_short_secret_that_is_not_the_data_key(office: Office, memory: Memory) -> None:
    workstation.enable(office.keyslots, office.data_key, HANAKO)
    ((service, name), secret) = next(iter(memory.entries.items()))
    assert (service, name) == ("caseman", office.keyslots.file_id)
    assert len(secret) == 16 + 1 + 44
    assert office.data_key.hex() not in secret


def test_enabling_again_replaces_the_slot(office: Office, memory: Memory) -> None:
    first = workstation.enable(office.keyslots, office.data_key, HANAKO)
    second = workstation.enable(first, office.data_key, HANAKO)
    assert len(second.newest.workstations) == 1
    assert second.newest.workstations[0].id != first.newest.workstations[0].id
    assert workstation.unlock(second).data_key == office.data_key
    assert code_of(lambda: workstation.unlock(first)) == "keyring-lost"


def test_two_workstations_open_one_file(office: Office, use_keyring: UseKeyring) -> None:
    one, two = Memory(), Memory()
    use_keyring(one)
    keyslots = workstation.enable(office.keyslots, office.data_key, HANAKO, "DESK-1")
    use_keyring(two)
    keyslots = workstation.enable(keyslots, office.data_key, HANAKO, "DESK-2")
    assert [slot.label for slot in keyslots.newest.workstations] == ["DESK-1", "DESK-2"]
    for backend in (one, two):
        use_keyring(backend)
        assert workstation.unlock(keyslots).data_key == office.data_key
    gone = workstation.forget(keyslots, office.data_key, keyslots.newest.workstations[1].id)
    assert code_of(lambda: workstation.unlock(gone)) == "keyring-lost"
    use_keyring(one)
    assert workstation.unlock(gone).data_key == office.data_key


def test_two_files_on_one_workstation(office: Office, other_office: Office, memory: Memory) -> None:
    ours = workstation.enable(office.keyslots, office.data_key, HANAKO)
    theirs = workstation.enable(other_office.keyslots, other_office.data_key, HANAKO)
    assert workstation.unlock(ours).data_key == office.data_key
    assert workstation.unlock(theirs).data_key == other_office.data_key
    moved = ours.with_newest(replace(ours.newest, workstations=theirs.newest.workstations))
    assert code_of(lambda: workstation.unlock(moved)) == "keyring-lost"


@pytest.mark.parametrize("with_data_key", [True, False])
def test_disabling_takes_both_away(office: Office, memory: Memory, with_data_key: bool) -> None:
    enabled = workstation.enable(office.keyslots, office.data_key, HANAKO)
    disabled = workstation.disable(enabled, office.data_key if with_data_key else None)
    assert disabled == office.keyslots
    assert memory.entries == {}
    assert code_of(lambda: workstation.unlock(disabled)) == "workstation-none"
    assert code_of(lambda: workstation.unlock(enabled)) == "keyring-lost"


def test_disabling_where_nothing_is_enabled(office: Office, memory: Memory) -> None:
    assert workstation.disable(office.keyslots, office.data_key) == office.keyslots
    assert code_of(lambda: workstation.disable(office.keyslots)) == "workstation-none"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.NoKeyringError("no backend"), "keyring-none"),
        (errors.InitError("no D-Bus"), "keyring-not-started"),
        (errors.KeyringLocked("not open"), "keyring-locked"),
        (errors.PasswordSetError("full"), "keyring-failed"),
        (RuntimeError("D-Bus went away"), "keyring-failed"),
        (OSError("pipe"), "keyring-failed"),
        (ImportError("no backend module"), "keyring-failed"),
    ],
)
def test_a_keyring_that_refuses_points_to_the_passphrase(
    office: Office, memory: Memory, use_keyring: UseKeyring, error: Exception, code: str
) -> None:
    enabled = workstation.enable(office.keyslots, office.data_key, HANAKO)
    use_keyring(Refusing(error))
    for attempt in (
        lambda: workstation.enable(office.keyslots, office.data_key, HANAKO),
        lambda: workstation.unlock(enabled),
        lambda: workstation.disable(enabled),
        lambda: workstation.disable(enabled, office.data_key),
    ):
        with pytest.raises(UnlockError) as refused:
            attempt()
        assert refused.value.code == code
        assert "pen the file with the passphrase" in str(refused.value)
        assert str(error) not in str(refused.value)
    assert keys.unlock_with_passphrase(enabled, HANAKOS, HANAKO).data_key == office.data_key


def test_without_a_keyring(office: Office, use_keyring: UseKeyring) -> None:
    use_keyring(fail.Keyring())
    assert code_of(lambda: workstation.enable(office.keyslots, office.data_key, HANAKO)) == "keyring-none"


@pytest.mark.parametrize("backend", [null.Keyring, Cutting])
def test_a_keyring_that_does_not_keep_is_found_out(
    office: Office, use_keyring: UseKeyring, backend: type[keyring.backend.KeyringBackend]
) -> None:
    lying = backend()
    use_keyring(lying)
    with pytest.raises(UnlockError) as refused:
        workstation.enable(office.keyslots, office.data_key, HANAKO)
    assert refused.value.code == "keyring-discards"
    assert str(refused.value) == (
        "The system keyring does not keep what is put into it. Go on opening the file with the passphrase."
    )
    assert getattr(lying, "entries", {}) == {}


def test_a_keyring_locked_between_writing_and_reading(office: Office, use_keyring: UseKeyring) -> None:
    class Locking(Memory):
        def set_password(self, service: str, username: str, password: str) -> None:
            super().set_password(service, username, password)
            use_keyring(Refusing(errors.KeyringLocked("locked")))

    use_keyring(Locking())
    assert code_of(lambda: workstation.enable(office.keyslots, office.data_key, HANAKO)) == "keyring-locked"


@pytest.mark.parametrize("left", [None, "", "nonsense", "0011223344556677.AAAA", "0011223344556677.!", "é.é"])
def test_a_lost_or_foreign_secret(office: Office, memory: Memory, left: str | None) -> None:
    enabled = workstation.enable(office.keyslots, office.data_key, HANAKO)
    entry = ("caseman", office.keyslots.file_id)
    del memory.entries[entry]
    if left is not None:
        memory.entries[entry] = left
    assert code_of(lambda: workstation.unlock(enabled)) == "keyring-lost"
    assert code_of(lambda: workstation.disable(enabled)) == "keyring-lost"
    healed = workstation.enable(enabled, office.data_key, HANAKO)
    assert workstation.unlock(healed).data_key == office.data_key


def test_another_secret_for_the_right_slot(office: Office, memory: Memory) -> None:
    enabled = workstation.enable(office.keyslots, office.data_key, HANAKO)
    entry = ("caseman", office.keyslots.file_id)
    slot_id = memory.entries[entry].partition(".")[0]
    memory.entries[entry] = f"{slot_id}.{'A' * 43}="
    assert code_of(lambda: workstation.unlock(enabled)) == "keys-changed"


@pytest.mark.parametrize(
    "backend",
    [Clinging(), Refusing(errors.PasswordDeleteError("no"), "delete")],
    ids=["silent", "refusing"],
)
def test_a_secret_that_is_not_removed_is_told(office: Office, use_keyring: UseKeyring, backend: Memory) -> None:
    use_keyring(backend)
    enabled = workstation.enable(office.keyslots, office.data_key, HANAKO)
    assert code_of(lambda: workstation.disable(enabled)) == "keyring-not-removed"
    slot_id = enabled.newest.workstations[0].id
    assert workstation.forget(enabled, office.data_key, slot_id) == office.keyslots


def test_only_the_right_data_key_is_stored(office: Office, memory: Memory) -> None:
    assert code_of(lambda: workstation.enable(office.keyslots, bytes(32), HANAKO)) == "keys-changed"
    assert memory.entries == {}


@pytest.mark.parametrize(
    ("label", "node", "stored"),
    [("DESK-1", "pc", "DESK-1"), (None, "pc", "pc"), ("", "", "workstation"), ("x" * 200, "pc", "x" * 100)],
)
def test_the_label_is_the_computers_name_unless_said(
    office: Office,
    memory: Memory,
    monkeypatch: pytest.MonkeyPatch,
    label: str | None,
    node: str,
    stored: str,
) -> None:
    monkeypatch.setattr(workstation.platform, "node", lambda: node)
    enabled = workstation.enable(office.keyslots, office.data_key, HANAKO, label)
    assert enabled.newest.workstations[0].label == stored


def test_the_file_holds_a_hundred_workstations(office: Office, memory: Memory) -> None:
    enabled = workstation.enable(office.keyslots, office.data_key, HANAKO)
    memory.entries.clear()
    many = tuple(replace(enabled.newest.workstations[0], id=f"{n:016x}") for n in range(100))
    full = keys.sign(enabled.with_newest(replace(enabled.newest, workstations=many)), office.data_key)
    with pytest.raises(RuleError) as refused:
        workstation.enable(full, office.data_key, HANAKO)
    assert refused.value.code == "keys-full"
    assert memory.entries == {}
