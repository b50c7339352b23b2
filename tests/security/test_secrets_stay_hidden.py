"""No secret stands in a repr, in an exception or in a traceback that a log would show."""

from __future__ import annotations

import base64
import subprocess
import sys
import traceback
from collections.abc import Callable

import pytest
from keyring import errors
from security_samples import HANAKO, HANAKOS, TARO, TAROS, Memory, Office

from caseman.errors import CasemanError
from caseman.security import keyslots as keys
from caseman.security import passphrase, recovery, workstation
from caseman.security.keyslots import FLOOR_COST


def spellings(secret: bytes) -> set[str]:
    return {
        secret.hex(),
        secret.hex().upper(),
        base64.b64encode(secret).decode(),
        base64.b32encode(secret).decode().rstrip("="),
        repr(secret)[2:-1],
    }


def assert_hidden(shown: str, office: Office, *more: str) -> None:
    secret = recovery.parse_code(office.code)
    for each in (
        *spellings(office.data_key),
        *spellings(secret),
        *spellings(office.wrapped.encode()),
        HANAKOS,
        TAROS,
        office.code,
        office.code.replace("-", ""),
        office.wrapped,
        *more,
    ):
        assert each not in shown


def test_the_search_finds_a_planted_secret(office: Office) -> None:
    for planted in (f"{office.data_key!r}", office.data_key.hex(), f"x{office.code}y", HANAKOS):
        with pytest.raises(AssertionError):
            assert_hidden(planted, office)


def test_no_repr_shows_a_key(office: Office, memory: Memory) -> None:
    enabled = workstation.enable(office.keyslots, office.data_key, HANAKO)
    code = recovery.RecoveryCode(recovery.parse_code(office.code), office.wrapped)
    shown = [
        keys.NewKeys(office.keyslots, office.data_key, code),
        keys.Unlocked(office.data_key, HANAKO, 1),
        workstation._Entry("0", office.data_key),
        code,
        recovery.parse_wrapped(office.wrapped),
        enabled,
        *enabled.slots,
        *enabled.generations,
        passphrase.strength(HANAKOS),
    ]
    for each in shown:
        assert_hidden(f"{each!r} {each}", office, *spellings(enabled.mac))
        assert "=b'" not in repr(each), "no bytes at all"


def failures(office: Office, other: Office) -> list[Callable[[], object]]:
    keyslots, key = office.keyslots, office.data_key
    typo = office.code[:-1] + ("1" if office.code[-1] != "1" else "2")
    return [
        lambda: keys.unlock_with_passphrase(keyslots, TAROS, HANAKO),
        lambda: keys.unlock_with_passphrase(keyslots, TAROS),
        lambda: keys.unlock_with_recovery(keyslots, typo),
        lambda: keys.unlock_with_recovery(other.keyslots, office.code),
        lambda: keys.unlock_from_sheet(other.keyslots.file_id, office.wrapped, office.code),
        lambda: keys.unlock_from_sheet(None, office.wrapped[:-1], office.code),
        lambda: keys.add_staff(other.keyslots, key, "Sample Jiro", TAROS, FLOOR_COST),
        lambda: keys.add_staff(keyslots, key, TARO, TAROS, FLOOR_COST),
        lambda: keys.change_passphrase(keyslots, TARO, TAROS, TAROS[:8], FLOOR_COST),
        lambda: passphrase.check(TAROS, (TAROS,)),
        lambda: passphrase.check(HANAKOS + "\n"),
        lambda: workstation.enable(keyslots, key, HANAKO),
    ]


def test_no_failure_tells_what_was_typed(
    office: Office, other_office: Office, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_service: str, _name: str, password: str) -> None:
        raise errors.PasswordSetError(f"cannot store {password}")

    monkeypatch.setattr(memory, "set_password", refuse)
    for attempt in failures(office, other_office):
        with pytest.raises(CasemanError) as refused:
            attempt()
        error = refused.value
        shown = "".join(traceback.format_exception(error))
        assert "cannot store" not in shown
        assert_hidden(f"{error!r} {error} {error.args} {error.text!r} {shown}", office)


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    """The unlock page comes first; the keyring and the word lists take a tenth of a second each."""
    program = (
        "import sys, caseman.security.keyslots, caseman.security.workstation, caseman.security.waiting\n"
        "print(sorted({'keyring', 'zxcvbn', 'sqlmodel', 'PySide6'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
