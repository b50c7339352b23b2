"""The key file on the disk: each fault is told apart, and a crash leaves the old file or the new one."""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from security_samples import HANAKO, HANAKOS, Office

from caseman.errors import FileError
from caseman.security import keyslots as keys
from caseman.security.file import MAX_BYTES


@pytest.fixture
def path(tmp_path: Path, office: Office) -> Path:
    found = tmp_path / "office.caseman.keys"
    keys.write_keyslots(found, office.keyslots)
    return found


def refusal(path: Path) -> FileError:
    with pytest.raises(FileError) as refused:
        keys.read_keyslots(path)
    return refused.value


def test_it_reads_back_and_only_its_owner_may(path: Path, office: Office) -> None:
    assert keys.read_keyslots(path) == office.keyslots
    assert path.read_text(encoding="utf-8") == keys.to_json(office.keyslots)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["office.caseman.keys"]


def test_no_secret_stands_in_it(path: Path, office: Office) -> None:
    text = path.read_text(encoding="utf-8")
    for secret in (HANAKOS, office.code, office.code.replace("-", ""), office.data_key.hex()):
        assert secret not in text
    assert HANAKO in text


BAD: list[tuple[bytes, str]] = [
    (b"", "keys-empty"),
    (b" \n\t", "keys-empty"),
    (b"\0", "keys-not-json"),
    (b"{", "keys-not-json"),
    (b"\xff\xfe{}", "keys-not-json"),
    (b"[" * 100_000, "keys-not-json"),
    (b'{"format": "caseman-keys", "version": NaN}', "keys-not-json"),
    (b'{"format": "caseman-keys", "format": "caseman-keys"}', "keys-not-json"),
    (b'{"version": ' + b"9" * 5000 + b"}", "keys-not-json"),
    (b"SQLite format 3\0", "keys-not-json"),
    (b"[]", "keys-foreign"),
    (b"null", "keys-foreign"),
    (b'"caseman-keys"', "keys-foreign"),
    (b'{"version": 1}', "keys-foreign"),
    (b'{"format": "vault", "version": 1}', "keys-foreign"),
    (b'{"format": "caseman-keys", "version": 2, "new": {}}', "keys-newer"),
    (b'{"format": "caseman-keys"}', "keys-damaged"),
    (b'{"format": "caseman-keys", "version": 0}', "keys-damaged"),
    (b'{"format": "caseman-keys", "version": true}', "keys-damaged"),
    (b'{"format": "caseman-keys", "version": "1"}', "keys-damaged"),
    (b" " * (MAX_BYTES + 1), "keys-too-big"),
]


@pytest.mark.parametrize(("content", "code"), BAD, ids=[f"{n}-{code}" for n, (_, code) in enumerate(BAD)])
def test_each_fault_has_its_own_answer(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "bad.caseman.keys"
    path.write_bytes(content)
    assert refusal(path).code == code
    assert path.read_bytes() == content


def test_the_faults_have_sentences_of_their_own(tmp_path: Path, as_json: dict[str, Any]) -> None:
    said: dict[str, str] = {"keys-missing": str(refusal(tmp_path / "bad.caseman.keys"))}
    path = tmp_path / "bad.caseman.keys"
    as_json["generations"][0]["staff"][0]["argon2id"]["memory_kib"] = 1
    for content, code in (*BAD, (json.dumps(as_json).encode(), "keys-cost")):
        path.write_bytes(content)
        said[code] = str(refusal(path))
    assert len(said) == len(set(said.values())) == 8
    assert said["keys-missing"] == (
        "There is no key file “bad.caseman.keys”. Put it back beside the office file from a backup, "
        "or use the recovery sheet."
    )


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    assert refusal(tmp_path / "folder").code == "keys-unreadable"
    assert refusal(tmp_path / "pipe").code == "keys-unreadable"
    assert refusal(tmp_path / "nowhere").code == "keys-missing"


def test_an_unreadable_file_says_why(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    said = refusal(path)
    assert said.code == "keys-unreadable"
    assert "(Permission denied)" in str(said)


def test_a_new_one_takes_the_place_of_the_old(path: Path, other_office: Office) -> None:
    keys.write_keyslots(path, other_office.keyslots)
    assert keys.read_keyslots(path) == other_office.keyslots


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EIO, "keys-not-written")])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_on_the_way_leaves_the_old_one(
    path: Path,
    office: Office,
    other_office: Office,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    code: str,
    step: str,
) -> None:
    def fail(*_args: object) -> None:
        raise OSError(number, os.strerror(number))

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(FileError) as refused:
        keys.write_keyslots(path, other_office.keyslots)
    assert refused.value.code == code
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert keys.read_keyslots(path) == office.keyslots


def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_after(
    path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def replaced(source: Path, target: Path) -> Path:
        steps.append("name")
        assert source.read_text(encoding="utf-8") == keys.to_json(office.keyslots)
        return replace(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    keys.write_keyslots(path, office.keyslots)
    assert steps == ["file", "name", "folder"]


def test_a_folder_that_is_gone_is_told(tmp_path: Path, office: Office) -> None:
    with pytest.raises(FileError) as refused:
        keys.write_keyslots(tmp_path / "gone" / "x.caseman.keys", office.keyslots)
    assert refused.value.code == "keys-not-written"


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.update(extra=1),
        lambda file: file.update(file_id=file["file_id"].upper() + "G"),
        lambda file: file.update(generations=[]),
        lambda file: file.update(generations={}),
        lambda file: file.update(generations=file["generations"] * 2),
        lambda file: file["generations"][0].update(generation=0),
        lambda file: file["generations"][0].update(generation=2**32),
        lambda file: file["generations"][0].update(generation=1.0),
        lambda file: file["generations"][0].update(staff=[]),
        lambda file: file["generations"][0].update(staff=None),
        lambda file: file["generations"][0].update(mac=""),
        lambda file: file["generations"][0].update(mac=7),
        lambda file: file["generations"][0]["staff"].append(file["generations"][0]["staff"][0]),
        lambda file: file["generations"][0]["staff"][1].update(name=HANAKO),
        lambda file: file["generations"][0]["staff"][1].update(name=f"  {HANAKO}"),
        lambda file: file["generations"][0]["staff"][1].update(name="two\nlines"),
        lambda file: file["generations"][0]["staff"][1].update(name="\ud800"),
        lambda file: file["generations"][0]["staff"][1].update(name=1),
        lambda file: file["generations"][0]["staff"][1].update(id=file["generations"][0]["recovery"]["id"]),
        lambda file: file["generations"][0]["staff"][1].update(id="00"),
        lambda file: file["generations"][0]["staff"][1].update(sealed="AAAA"),
        lambda file: file["generations"][0]["staff"][1]["argon2id"].update(iterations=True),
        lambda file: file["generations"][0]["staff"][1]["argon2id"].update(memory_kib="65536"),
        lambda file: file["generations"][0]["staff"][1]["argon2id"].update(salt="!" * 24),
        lambda file: file["generations"][0]["recovery"].update(
            wrapped=file["generations"][0]["recovery"]["wrapped"] + "\n"
        ),
        lambda file: file["generations"][0]["recovery"].update(label="x"),
        lambda file: file["generations"][0].update(workstations=[{}]),
        lambda file: file["generations"][0].update(workstations=[{}] * 101),
    ],
)
def test_a_damaged_field_is_refused_before_anything_is_computed(
    as_json: dict[str, Any], damage: Callable[[dict[str, Any]], object]
) -> None:
    damage(as_json)
    with pytest.raises(FileError) as refused:
        keys.from_json(json.dumps(as_json))
    assert refused.value.code == "keys-damaged"


def test_a_spelling_that_means_the_same_is_taken(as_json: dict[str, Any], office: Office) -> None:
    """Whitespace and the order of fields do not count; the MAC is over one spelling."""
    turned = dict(reversed(as_json.items()))
    assert keys.from_json(json.dumps(turned, indent=3)) == office.keyslots


def test_base64_has_one_spelling(as_json: dict[str, Any]) -> None:
    """Sixteen bytes leave four unused bits in the last character."""
    argon = as_json["generations"][0]["staff"][0]["argon2id"]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    argon["salt"] = argon["salt"][:21] + alphabet[alphabet.index(argon["salt"][21]) + 1] + "=="
    with pytest.raises(FileError) as refused:
        keys.from_json(json.dumps(as_json))
    assert refused.value.code == "keys-damaged"
