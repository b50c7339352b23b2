"""Whatever is no usable office file is refused with its own sentence; nothing is made, nothing changed."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.bootstrap import open_office
from caseman.errors import CasemanError, FileError, UnlockError
from caseman.services.desk import Desk
from caseman.storage.engine import close_engine, open_engine
from caseman.storage.file import keys_path, open_file
from tests.services.walking import PASSPHRASE, START, Office, Walk, make_office


def _seen(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file of a folder, by content and mode; save the note that counts wrong passphrases."""
    found = sorted(path for path in folder.iterdir() if path.suffix != ".outside")
    return {path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mode) for path in found}


def _refused(folder: Path, attempt: Callable[[], object]) -> CasemanError:
    """The refusal of an attempt that must leave a folder as it was."""
    before = _seen(folder)
    with pytest.raises(CasemanError) as refused:
        attempt()
    assert _seen(folder) == before
    told = str(refused.value)
    assert len(told) > 40, "a sentence that says what to do"
    assert "{" not in told
    return refused.value


def _plain_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE cases (number TEXT)")
    connection.close()


def _write(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


@pytest.mark.parametrize(
    ("spoil", "code", "words"),
    [
        (_write(b""), "file-empty", "is empty"),
        (_write(b"\x93"), "file-truncated", "cut short"),
        (_write(b"\x93" * 1023), "file-truncated", "cut short"),
        (_write(b"\x93" * 1024), "file-truncated", "cut short"),
        (_write(b"dear colleagues\n" * 300), "file-foreign", "not an office file"),
        (_write("議事録（見本）\n".encode() * 300), "file-foreign", "not an office file"),
        (_write(bytes(range(256)) * 64), "file-damaged", "does not open with its key"),
        (_write(b"%PDF-1.7\n" + b"x" * 5000), "file-foreign", "not an office file"),
        (_write(b"PK\x03\x04" + b"x" * 5000), "file-foreign", "not an office file"),
        (_write(b'{"format": "caseman-keys"}'), "file-foreign", "not an office file"),
        (lambda path: (path.unlink(), _plain_database(path))[1], "file-foreign", "not an office file"),
        (lambda path: path.unlink(), "file-missing", "There is no office file"),
        (lambda path: (path.unlink(), path.mkdir())[1], "file-missing", "There is no office file"),
    ],
    ids=[
        "empty",
        "1 byte",
        "1023",
        "1024",
        "text",
        "japanese",
        "noise",
        "pdf",
        "zip",
        "keys",
        "sqlite",
        "missing",
        "folder",
    ],
)
def test_what_is_no_office_file_is_told_by_its_own_sentence(
    office_path: Path, office: Office, spoil: Callable[[Path], None], code: str, words: str
) -> None:
    spoil(office_path)
    if office_path.is_dir():
        with pytest.raises(FileError) as failed:
            open_file(office_path, office.keyslots, office.data_key, START)
        assert failed.value.code == code
        assert list(office_path.iterdir()) == []
        return
    refused = _refused(office_path.parent, lambda: open_file(office_path, office.keyslots, office.data_key, START))
    assert isinstance(refused, FileError)
    assert (refused.code, refused.field) == (code, "file")
    assert words in str(refused)


@pytest.fixture(scope="module")
def walked(office: Office, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a closed office file with a case in it."""
    from tests.services.walking import TickingClock, open_copy

    path = office.copy_to(tmp_path_factory.mktemp("walked"))
    desk = open_copy(office, path, TickingClock())
    Walk(desk, TickingClock()).case()
    desk.close()
    return path.read_bytes()


@pytest.mark.parametrize("share", [0.001, 0.01, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.9999])
def test_a_file_cut_anywhere_is_refused(office_path: Path, office: Office, walked: bytes, share: float) -> None:
    office_path.write_bytes(walked[: int(len(walked) * share)])
    refused = _refused(office_path.parent, lambda: open_file(office_path, office.keyslots, office.data_key, START))
    assert refused.code in {"file-truncated", "file-damaged"}


@pytest.mark.parametrize("pages", [1, 2, 3, 10, -2, -1])
def test_a_file_cut_at_the_end_of_a_page_is_refused(
    office_path: Path, office: Office, walked: bytes, pages: int
) -> None:
    office_path.write_bytes(walked[: pages * 4096])
    refused = _refused(office_path.parent, lambda: open_file(office_path, office.keyslots, office.data_key, START))
    assert refused.code in {"file-truncated", "file-damaged"}


def test_another_key_does_not_open_it(office_path: Path, office: Office) -> None:
    refused = _refused(office_path.parent, lambda: open_file(office_path, office.keyslots, b"k" * 32, START))
    assert refused.code == "file-damaged"
    assert "another key file" in str(refused)


def test_a_wrong_passphrase_does_not_open_it(office_path: Path) -> None:
    refused = _refused(office_path.parent, lambda: open_office(office_path, f"{PASSPHRASE}!"))
    assert isinstance(refused, UnlockError)
    assert PASSPHRASE not in str(refused)


def test_the_right_passphrase_does(office_path: Path) -> None:
    desk = open_office(office_path, PASSPHRASE)
    assert desk.staff_name == "見本 花子"
    assert desk.procedure.code == "aucnet"
    desk.close()


def test_without_its_key_file_it_says_so(office_path: Path) -> None:
    keys_path(office_path).unlink()
    refused = _refused(office_path.parent, lambda: open_office(office_path, PASSPHRASE))
    assert refused.code == "keys-missing"
    assert "office.caseman.keys" in str(refused)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "keys-empty"), (b"\x00\xff", "keys-not-json"), (b"{", "keys-not-json"), (b"[]", "keys-foreign")],
)
def test_a_spoiled_key_file_is_told(office_path: Path, content: bytes, code: str) -> None:
    keys_path(office_path).write_bytes(content)
    assert _refused(office_path.parent, lambda: open_office(office_path, PASSPHRASE)).code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "file-missing"), (b"", "file-empty"), (b"%PDF-1.7" + b"x" * 2000, "file-foreign")],
)
def test_the_office_file_is_looked_at_before_any_key(tmp_path: Path, content: bytes | None, code: str) -> None:
    """Who mistypes the file's name is told of the file, not of a key file that cannot be there."""
    path = tmp_path / "typo.caseman"
    if content is not None:
        path.write_bytes(content)
    assert _refused(tmp_path, lambda: open_office(path, PASSPHRASE)).code == code


@pytest.fixture(scope="module")
def other_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return make_office(tmp_path_factory.mktemp("other"), "other.caseman")


def test_the_key_file_of_another_office_does_not_open_it(office_path: Path, other_office: Office) -> None:
    shutil.copy(keys_path(other_office.path), keys_path(office_path))
    refused = _refused(office_path.parent, lambda: open_office(office_path, PASSPHRASE))
    assert refused.code == "file-damaged"
    assert "belongs to another key file" in str(refused)


def test_a_key_file_that_claims_another_file_is_refused_though_its_key_fits(
    office_path: Path, office: Office, other_office: Office
) -> None:
    """The same data key under another file's identity: only the office file's own row tells."""
    refused = _refused(
        office_path.parent, lambda: open_file(office_path, other_office.keyslots, office.data_key, START)
    )
    assert refused.code == "file-other-keys"


def test_a_newer_file_is_refused_and_not_touched(office_path: Path, office: Office) -> None:
    engine = open_engine(office_path, office.data_key)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    close_engine(engine, office_path)
    refused = _refused(office_path.parent, lambda: open_file(office_path, office.keyslots, office.data_key, START))
    assert refused.code == "file-newer"
    assert "9999" in str(refused)


@pytest.mark.parametrize("statement", ["DELETE FROM office", "DROP TABLE alembic_version"])
def test_a_file_without_its_canary_is_refused(office_path: Path, office: Office, statement: str) -> None:
    engine = open_engine(office_path, office.data_key)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    close_engine(engine, office_path)
    _refused(office_path.parent, lambda: open_file(office_path, office.keyslots, office.data_key, START))


def test_a_refused_file_can_be_opened_once_it_is_whole(
    office_path: Path, office: Office, open_desk: Callable[[Path], Desk]
) -> None:
    whole = office_path.read_bytes()
    office_path.write_bytes(whole[:-4096])
    _refused(office_path.parent, lambda: open_file(office_path, office.keyslots, office.data_key, START))
    office_path.write_bytes(whole)
    assert open_desk(office_path).procedure.code == "aucnet"
