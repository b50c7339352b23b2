"""Replacing the data key: each place where it can stop, each way of opening then, and which key file counts."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from caseman.errors import CasemanError, FileError, RuleError, UnlockError
from caseman.security import generations
from caseman.security import keyslots as keys
from caseman.security.generations import NextKeys
from caseman.security.keyslots import FLOOR_COST, KeyslotFile, Unlocked
from caseman.security.subkeys import audit_key
from caseman.storage import audit, rekey
from caseman.storage.engine import close_engine, open_engine
from caseman.storage.file import OfficeFile, keys_path, open_file
from caseman.storage.office_tables import OfficeRow, SettingRow
from caseman.storage.trail_tables import AuditRow
from caseman.text import T
from tests.torture.rekeying import LEAVES, LEAVES_PHRASE, NOW, STAYS, STAYS_PHRASE, Ready, assert_whole, make_ready

STATES = ("both", "hot log", "rewritten", "prepared", "committed", "done")
_Ways = Callable[[KeyslotFile], Unlocked]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    return make_ready(tmp_path_factory.mktemp("ready"), scans=6, size=30_000)


@pytest.fixture
def path(ready: Ready, tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    folder.mkdir()
    return ready.copy_to(folder)


@pytest.fixture(scope="module")
def following(ready: Ready) -> NextKeys:
    return generations.next_generation(ready.keyslots, ready.data_key, without={ready.leaving})


@pytest.fixture(scope="module")
def states(ready: Ready, following: NextKeys, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files on the disk as they stand at each place where a kill can fall."""
    folder = tmp_path_factory.mktemp("states")
    live = folder / "live"
    live.mkdir()
    path = ready.copy_to(live)
    found: dict[str, Path] = {}

    def keep(state: str) -> None:
        shutil.copytree(live, folder / state)
        found[state] = folder / state / path.name

    def after(state: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: object) -> object:
            answer = call(*given)
            keep(state)
            return answer

        return called

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rekey, "write_keyslots", after("both", keys.write_keyslots))
        patch.setattr(rekey, "_replace_key", after("rewritten", rekey._replace_key))
        patch.setattr(rekey, "prepare_keyslots", after("prepared", keys.prepare_keyslots))
        patch.setattr(keys.Prepared, "take_place", _keeping(keys.Prepared.take_place, keep))
        opened = rekey.rekey(open_file(path, ready.keyslots, ready.data_key, NOW), following, NOW)
    opened.close()
    keep("done")
    found["hot log"] = _hot_log(found["both"], folder / "hot", ready.data_key, following.data_key)
    assert set(found) == set(STATES)
    return found


def _keeping(call: Callable[[keys.Prepared], None], keep: Callable[[str], None]) -> Callable[[keys.Prepared], None]:
    def called(prepared: keys.Prepared) -> None:
        if len(keys.read_keyslots(prepared.path).generations) == 2:
            keep("committed")
        call(prepared)

    return called


def _hot_log(both: Path, folder: Path, old: bytes, new: bytes) -> Path:
    """Every page under the new key stands in the log, none in the file yet."""
    working = folder / "working"
    shutil.copytree(both.parent, working)
    path = working / both.name
    file = open_file(path, keys.read_keyslots(keys_path(path)), old, NOW)
    rekey._keep_chain_key(file)
    handle = file.engine.raw_connection()
    driver: Any = handle.driver_connection
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    driver.execute("PRAGMA wal_autocheckpoint = 0")
    before = path.read_bytes()
    driver.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    assert before == path.read_bytes()
    assert path.with_name(path.name + "-wal").stat().st_size > len(before)
    shutil.copytree(working, folder / "kept")
    handle.close()
    file.close()
    return folder / "kept" / both.name


@pytest.fixture
def at(states: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """A copy of one of the states."""

    def copied(state: str) -> Path:
        folder = tmp_path / state
        shutil.copytree(states[state].parent, folder)
        return folder / states[state].name

    return copied


def by_phrase(name: str, phrase: str) -> Callable[[Path], Unlocked]:
    return lambda path: keys.unlock_with_passphrase(keys.read_keyslots(keys_path(path)), phrase, name)


def by_code(code: str) -> Callable[[Path], Unlocked]:
    return lambda path: keys.unlock_with_recovery(keys.read_keyslots(keys_path(path)), code)


def opened(path: Path, way: Callable[[Path], Unlocked]) -> OfficeFile:
    return rekey.open_with(path, keys.read_keyslots(keys_path(path)), way(path), NOW)


def refusal(call: Callable[[], object]) -> CasemanError:
    with pytest.raises(CasemanError) as refused:
        call()
    assert str(refused.value).endswith(".")
    return refused.value


def opens(path: Path, data_key: bytes) -> bool:
    try:
        close_engine(open_engine(path, data_key), path)
    except FileError:
        return False
    return True


def trail(file: OfficeFile) -> list[tuple[str, str]]:
    with Session(file.engine) as session:
        rows = session.exec(select(AuditRow).order_by(AuditRow.number)).all()  # type: ignore[arg-type]
        return [(row.staff, row.action) for row in rows if row.action != "noted"]


def setting(file: OfficeFile, key: str) -> str | None:
    with Session(file.engine) as session:
        row = session.get(SettingRow, key)
        return None if row is None else row.value


# --- without an accident


def test_a_replaced_key_opens_and_the_earlier_one_no_longer(ready: Ready, path: Path, following: NextKeys) -> None:
    before = open_file(path, ready.keyslots, ready.data_key, NOW)
    head = rekey._head(before)

    def also(session: Session) -> None:
        session.add(SettingRow(key="more", value="done"))
        audit.append(session.connection(), before.chain_key, NOW, STAYS, "key_replaced", None, {"generation": 2})

    file = rekey.rekey(before, following, NOW, also)
    assert_whole(file, ready)
    assert (file.data_key, file.path, file.file_id) == (following.data_key, before.path, before.file_id)
    assert trail(file) == [(STAYS, "file_created"), (STAYS, "key_replaced")]
    assert (setting(file, "more"), setting(file, "keys.sheet_due")) == ("done", "1")
    assert rekey._head(file) != head
    file.close()
    assert not opens(path, ready.data_key)
    again = opened(path, by_phrase(STAYS, STAYS_PHRASE))
    assert_whole(again, ready)
    again.close()
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name, keys_path(path).name]


def test_the_audit_chain_keeps_its_key_across_every_replacing(ready: Ready, path: Path) -> None:
    file, keyslots = open_file(path, ready.keyslots, ready.data_key, NOW), ready.keyslots
    for _ in range(3):
        following = generations.next_generation(keyslots, file.data_key)
        file = rekey.rekey(file, following, NOW)
        keyslots = generations.finish(following.keyslots, following.data_key)
    assert file.chain_key == audit_key(ready.data_key)
    file.close()
    file = open_file(path, keyslots, following.data_key, NOW)
    assert file.chain_key == audit_key(ready.data_key)
    assert_whole(file, ready)
    file.close()


def test_a_copy_made_before_stays_readable_with_its_own_key_file(ready: Ready, path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    backup = ready.copy_to(folder)
    following = generations.next_generation(ready.keyslots, ready.data_key, without={ready.leaving})
    rekey.rekey(open_file(path, ready.keyslots, ready.data_key, NOW), following, NOW).close()
    file = opened(backup, by_phrase(LEAVES, LEAVES_PHRASE))
    assert_whole(file, ready)
    file.close()


def test_the_same_safe_settings_hold_after_it(ready: Ready, path: Path, following: NextKeys) -> None:
    file = rekey.rekey(open_file(path, ready.keyslots, ready.data_key, NOW), following, NOW)
    expected = {"journal_mode": "wal", "synchronous": 2, "locking_mode": "exclusive", "secure_delete": 1,
                "foreign_keys": 1, "temp_store": 2}  # fmt: skip
    with file.engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in expected}
    assert found == expected
    file.close()


def test_keys_that_do_not_follow_the_file_s_own_are_refused_untouched(ready: Ready, path: Path) -> None:
    other = keys.new_file(STAYS, STAYS_PHRASE, FLOOR_COST)
    foreign = generations.next_generation(other.keyslots, other.data_key)
    file = open_file(path, ready.keyslots, ready.data_key, NOW)
    with pytest.raises(ValueError, match="do not follow"):
        rekey.rekey(file, foreign, NOW)
    assert_whole(file, ready)
    file.close()


# --- stopped at any place, opened in any way

FINISHED, GIVEN_UP = "finished", "given up"
# Who opens, for each state: what becomes of it, or the code of the refusal.
OUTCOMES = {
    "stays": dict.fromkeys(STATES, FINISHED),
    "leaves": {**dict.fromkeys(STATES, "key-leaving"), "done": "passphrase-wrong"},
    "new sheet": {**dict.fromkeys(STATES, FINISHED), "both": "sheet-other-generation"},
    "old sheet": {**dict.fromkeys(STATES, "sheet-other-generation"), "both": GIVEN_UP, "done": "recovery-wrong"},
}


@pytest.mark.parametrize("who", OUTCOMES)
@pytest.mark.parametrize("state", STATES)
def test_wherever_it_stops_each_way_in_is_right(
    at: Callable[[str], Path], ready: Ready, following: NextKeys, state: str, who: str
) -> None:
    path = at(state)
    way = {
        "stays": by_phrase(STAYS, STAYS_PHRASE),
        "leaves": by_phrase(LEAVES, LEAVES_PHRASE),
        "new sheet": by_code(following.recovery.text),
        "old sheet": by_code(ready.code),
    }[who]
    expected = OUTCOMES[who][state]
    if expected not in {FINISHED, GIVEN_UP}:
        refused = refusal(lambda: opened(path, way))
        assert isinstance(refused, UnlockError)
        assert refused.code == expected
        way = by_phrase(STAYS, STAYS_PHRASE)  # a refusal costs nothing
        expected = FINISHED
    file = opened(path, way)
    assert_whole(file, ready)
    key = following.data_key if expected == FINISHED else ready.data_key
    other = ready.data_key if expected == FINISHED else following.data_key
    assert file.data_key == key
    assert setting(file, "keys.sheet_due") == ("1" if expected == FINISHED else None)
    assert ([action for _, action in trail(file)].count("key_replaced") == 1) == (
        expected == FINISHED and state not in {"committed", "done"}
    )
    file.close()
    assert not opens(path, other)
    again = opened(path, by_phrase(STAYS, STAYS_PHRASE))
    assert_whole(again, ready)
    again.close()


def test_the_trail_names_who_finished_it(at: Callable[[str], Path]) -> None:
    file = opened(at("rewritten"), by_phrase(STAYS, STAYS_PHRASE))
    assert trail(file)[-1] == (STAYS, "key_replaced")
    file.close()


def test_a_replacing_that_was_given_up_can_be_begun_again(at: Callable[[str], Path], ready: Ready) -> None:
    path = at("both")
    file = opened(path, by_code(ready.code))
    following = generations.next_generation(keys.read_keyslots(keys_path(path)), file.data_key)
    file = rekey.rekey(file, following, NOW)
    assert_whole(file, ready)
    file.close()


def test_an_earlier_state_s_key_file_does_not_bring_a_suspended_member_back(
    at: Callable[[str], Path], ready: Ready, tmp_path: Path
) -> None:
    """Begun for everyone, given up, then one was suspended; the key file of both generations is put back."""
    everyone = generations.next_generation(ready.keyslots, ready.data_key)
    folder = tmp_path / "later"
    folder.mkdir()
    path = ready.copy_to(folder)
    kept, _ = generations.take_out(ready.keyslots, ready.data_key, LEAVES)
    _put_inside(path, ready, kept)
    keys.write_keyslots(keys_path(path), everyone.keyslots)
    assert refusal(lambda: opened(path, by_phrase(LEAVES, LEAVES_PHRASE))).code == "key-withdrawn"
    assert keys.read_keyslots(keys_path(path)) == kept
    assert opens(path, ready.data_key)


# --- what fails on the way


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """The kernel refuses to write any file beyond this size, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("part", [0.3, 0.9, 1.0])
def test_a_disk_that_fills_leaves_the_file_under_the_earlier_key(
    ready: Ready, path: Path, following: NextKeys, part: float
) -> None:
    """SQLCipher says "ok" to the replacing all the same: only opening under the new key proves it."""
    file = open_file(path, ready.keyslots, ready.data_key, NOW)
    with no_room_beyond(int(path.stat().st_size * part)):
        refused = refusal(lambda: rekey.rekey(file, following, NOW))
    assert refused.code == "rekey-failed"
    assert keys.read_keyslots(keys_path(path)) == ready.keyslots
    file = opened(path, by_phrase(LEAVES, LEAVES_PHRASE))
    assert_whole(file, ready)
    assert file.data_key == ready.data_key
    file.close()


def test_too_little_room_is_seen_before_anything_is_written(
    ready: Ready, path: Path, following: NextKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = open_file(path, ready.keyslots, ready.data_key, NOW)
    monkeypatch.setattr(rekey, "_SPARE", 2**62)
    refused = refusal(lambda: rekey.rekey(file, following, NOW))
    assert refused.code == "disk-full"
    assert path.name in str(refused)
    assert_whole(file, ready)
    file.close()


def test_a_key_file_that_cannot_be_written_leaves_the_file_open_as_it_was(
    ready: Ready, path: Path, following: NextKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = open_file(path, ready.keyslots, ready.data_key, NOW)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", _refuse)
        assert refusal(lambda: rekey.rekey(file, following, NOW)).code == "keys-not-written"
    assert_whole(file, ready)
    file.close()


def _refuse(*_given: object) -> None:
    raise OSError(5, "Input/output error")


@pytest.mark.parametrize(
    "error",
    [RuleError("sample", T("It is not allowed.")), OperationalError("INSERT", None, Exception("disk I/O error"))],
    ids=["refused", "disk"],
)
def test_work_that_fails_inside_is_finished_by_the_next_opening(
    ready: Ready, path: Path, following: NextKeys, error: Exception
) -> None:
    def also(_session: Session) -> None:
        raise error

    refused = refusal(lambda: rekey.rekey(open_file(path, ready.keyslots, ready.data_key, NOW), following, NOW, also))
    assert refused.code == "rekey-unfinished"
    assert keys.read_keyslots(keys_path(path)) == following.keyslots
    file = opened(path, by_phrase(STAYS, STAYS_PHRASE))
    assert_whole(file, ready)
    assert file.data_key == following.data_key
    file.close()


def test_a_bug_inside_is_no_sentence_and_lets_go_of_the_file(ready: Ready, path: Path, following: NextKeys) -> None:
    def also(_session: Session) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rekey.rekey(open_file(path, ready.keyslots, ready.data_key, NOW), following, NOW, also)
    assert opens(path, following.data_key)


def test_no_error_shows_a_key(ready: Ready, path: Path, following: NextKeys, caplog: pytest.LogCaptureFixture) -> None:
    file = open_file(path, ready.keyslots, ready.data_key, NOW)
    with no_room_beyond(path.stat().st_size // 2), pytest.raises(FileError) as refused:
        rekey.rekey(file, following, NOW)
    told = ""
    error: BaseException | None = refused.value
    while error is not None:
        told, error = f"{told}{error!r}{error}", error.__cause__ or error.__context__
    for key in (ready.data_key, following.data_key):
        assert key.hex() not in told + caplog.text


# --- which key file counts


def _put_inside(path: Path, ready: Ready, keyslots: KeyslotFile) -> None:
    """Commit a change of keys, and be killed before the key file beside takes its place."""
    file = open_file(path, ready.keyslots, ready.data_key, NOW)
    with Session(file.engine) as session:
        session.get_one(OfficeRow, 1).keyslots = keys.to_json(keyslots)
        session.commit()
    file.close()


def test_a_change_that_was_committed_counts_and_is_written_beside(ready: Ready, path: Path) -> None:
    added = keys.add_staff(ready.keyslots, ready.data_key, "Sample Third", "seven quiet lanterns 31", FLOOR_COST)
    _put_inside(path, ready, added)
    file = opened(path, by_phrase(STAYS, STAYS_PHRASE))
    assert_whole(file, ready)
    file.close()
    assert keys.read_keyslots(keys_path(path)) == added


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        (lambda ready: keys.remove_staff(ready.keyslots, ready.data_key, LEAVES), None),
        (lambda ready: generations.take_out(ready.keyslots, ready.data_key, LEAVES)[0], None),
        (
            lambda ready: keys.set_passphrase(
                ready.keyslots, ready.data_key, LEAVES, "seven quiet lanterns", FLOOR_COST
            ),
            "seven quiet lanterns",
        ),
    ],
    ids=["removed", "suspended", "new passphrase"],
)
def test_who_comes_in_through_an_older_key_file_is_refused(
    ready: Ready, path: Path, change: Callable[[Ready], KeyslotFile], phrase: str | None
) -> None:
    changed = change(ready)
    _put_inside(path, ready, changed)
    refused = refusal(lambda: opened(path, by_phrase(LEAVES, LEAVES_PHRASE)))
    assert isinstance(refused, UnlockError)
    assert refused.code == "key-withdrawn"
    assert keys.read_keyslots(keys_path(path)) == changed
    assert refusal(lambda: opened(path, by_phrase(LEAVES, LEAVES_PHRASE))).code == "passphrase-wrong"
    way = by_phrase(STAYS, STAYS_PHRASE) if phrase is None else by_phrase(LEAVES, phrase)
    opened(path, way).close()


def test_an_older_sheet_of_the_same_key_is_refused(ready: Ready, path: Path) -> None:
    replaced, code = keys.replace_recovery(ready.keyslots, ready.data_key)
    _put_inside(path, ready, replaced)
    assert refusal(lambda: opened(path, by_code(ready.code))).code == "key-withdrawn"
    opened(path, by_code(code.text)).close()


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("{}", "keys-foreign"),
        ("no json", "keys-not-json"),
        (None, "keys-changed"),
    ],
)
def test_a_copy_inside_that_does_not_hold_is_refused(ready: Ready, path: Path, inside: str | None, code: str) -> None:
    other = keys.sign(ready.keyslots, bytes(32))
    file = open_file(path, ready.keyslots, ready.data_key, NOW)
    with Session(file.engine) as session:
        session.get_one(OfficeRow, 1).keyslots = inside if inside is not None else keys.to_json(other)
        session.commit()
    file.close()
    assert refusal(lambda: opened(path, by_phrase(STAYS, STAYS_PHRASE))).code == code
    assert keys.read_keyslots(keys_path(path)) == ready.keyslots
    assert opens(path, ready.data_key)


def test_what_a_kill_left_prepared_is_cleared_away_at_the_opening(ready: Ready, path: Path) -> None:
    prepared = keys.prepare_keyslots(keys_path(path), ready.keyslots)
    assert prepared.temporary.exists()
    open_file(path, ready.keyslots, ready.data_key, NOW).close()
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name, keys_path(path).name]


def test_a_key_file_that_is_gone_is_written_from_the_copy_inside(ready: Ready, path: Path) -> None:
    keys_path(path).unlink()
    file = open_file(path, None, ready.data_key, NOW, through=ready.keyslots.newest.recovery.id)
    assert_whole(file, ready)
    assert file.file_id == ready.keyslots.file_id
    file.close()
    assert keys.read_keyslots(keys_path(path)) == ready.keyslots
