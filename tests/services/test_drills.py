"""The recovery drill: what the safe's sheet and the latest backup are worth, found out before they are needed."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.bootstrap import create_office, drill_office
from caseman.domain.drills import DrillResult, DrillStep, drill_due
from caseman.errors import CasemanError, FileError, InputError, RuleError, UnlockError
from caseman.security.keyslots import FLOOR_COST
from caseman.services import drill_report, drills
from caseman.services.auditing import verify_file
from caseman.services.backups import back_up, set_backup_plan
from caseman.services.desk import Desk
from caseman.services.stopping import Stop, Stopped
from caseman.storage import scratch
from caseman.storage.engine import close_engine, open_engine
from caseman.storage.file import keys_path
from caseman.text import Language
from tests.documents.recovery_sheets import on_sheet
from tests.rolled_out import roll_out
from tests.services.drilling import Kept, kept_office, sheet_code
from tests.services.walking import PASSPHRASE, STAFF, START, Office, TickingClock, Walk, trail_of


@pytest.fixture
def kept(walk: Walk, tmp_path: Path) -> Kept:
    return kept_office(walk, tmp_path / "backups")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where scratch folders are made."""
    made = tmp_path / "scratch"
    made.mkdir()
    return made


def _drill(walk: Walk, kept: Kept, place: Path, **options: object) -> DrillResult:
    done = drills.drill(walk.desk, kept.code, scratch=place, **options)  # type: ignore[arg-type]
    assert done.result is not None
    return done.result


def _held(result: DrillResult) -> dict[DrillStep, bool | None]:
    return {check.step: check.held for check in result.checks}


def _seen(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in folder.iterdir()
    }


# --- a drill that passes


def test_the_latest_backup_is_tried_and_the_trail_tells(walk: Walk, kept: Kept, place: Path) -> None:
    before = _seen(kept.backup.parent)
    went: list[float] = []
    result = _drill(walk, kept, place, progress=went.append)
    assert result.passed
    assert result.backup == kept.backup.name
    assert _held(result) == dict.fromkeys(DrillStep, True)
    assert (result.cases, result.letters, result.schema >= "0015") == (1, 1, True)
    assert result.scans >= 1
    assert _seen(kept.backup.parent) == before, "neither the backup nor its key file is touched"
    assert list(place.iterdir()) == []
    assert went == sorted(went)
    assert went[-1] == 1.0
    noted = trail_of(walk.desk)[-1]
    assert noted[0] == "recovery_drilled"
    assert noted[1]["passed"] is True
    assert (noted[1]["backup"], noted[1]["head"]) == (result.backup, result.head)
    assert verify_file(walk.desk).sound


def test_what_was_done_since_the_backup_does_not_matter(walk: Walk, kept: Kept, place: Path) -> None:
    walk.case()
    result = _drill(walk, kept, place)
    assert result.passed
    assert result.cases == 1


@pytest.mark.parametrize("language", Language)
def test_every_sentence_of_a_drill_is_said_in_both_languages(
    walk: Walk, kept: Kept, place: Path, language: Language
) -> None:
    told = drill_report.as_text(_drill(walk, kept, place), language)
    assert "{" not in told
    assert ("復旧訓練" in told) is (language is Language.JA)


# --- a drill that fails


def _other_bytes(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(8192, len(data), 8192):
        data[at] ^= 0xFF
    path.write_bytes(data)


def _rewritten(path: Path, office: Office, statement: str) -> None:
    """Change a backup with its key, as who holds it could."""
    engine = open_engine(path, office.data_key)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    close_engine(engine, path)


@pytest.mark.parametrize(
    ("spoil", "step", "word"),
    [
        (lambda path: keys_path(path).unlink(), DrillStep.KEY_FILE, "no key file"),
        (lambda path: keys_path(path).write_bytes(b"{}"), DrillStep.KEY_FILE, "key file"),
        (lambda path: path.write_bytes(b""), DrillStep.PAGES, "empty"),
        (lambda path: path.write_bytes(path.read_bytes()[:-100]), DrillStep.PAGES, "cut short"),
        (lambda path: path.write_bytes(path.read_bytes()[:-8192]), DrillStep.PAGES, "damaged"),
        (_other_bytes, DrillStep.PAGES, "damaged"),
        (lambda path: path.write_bytes(os.urandom(4096 * 20)), DrillStep.PAGES, "damaged"),
    ],
)
def test_a_backup_that_does_not_hold_fails_the_drill_and_the_trail_tells(
    walk: Walk, kept: Kept, place: Path, spoil: Callable[[Path], object], step: DrillStep, word: str
) -> None:
    spoil(kept.backup)
    result = _drill(walk, kept, place, backup=kept.backup)
    assert not result.passed
    assert result.failed is not None
    assert result.failed.step is step
    assert word in str(result.failed.told)
    assert ".new" not in str(result.failed.told), "the backup has a name; that of a copy tells nobody anything"
    assert "NOT" in str(result.label)
    assert list(place.iterdir()) == []
    action, values = trail_of(walk.desk)[-1]
    assert action == "recovery_drilled"
    assert (values["passed"], values["step"]) == (False, step.value)
    assert drills.drill_standing(walk.desk).failed


@pytest.mark.parametrize(
    ("statement", "step"),
    [
        ("UPDATE cases SET number = 'P-2026-9999'", DrillStep.ROWS),
        ("UPDATE alembic_version SET version_num = '9999'", DrillStep.OPENING),
    ],
)
def test_a_backup_that_was_changed_with_its_key_fails(
    walk: Walk, kept: Kept, place: Path, office: Office, statement: str, step: DrillStep
) -> None:
    _rewritten(kept.backup, office, statement)
    result = _drill(walk, kept, place)
    assert result.failed is not None
    assert result.failed.step is step


def test_a_backup_of_another_office_fails_though_its_own_sheet_opens_it(
    walk: Walk, kept: Kept, place: Path, tmp_path: Path
) -> None:
    """Whoever took the wrong sheet and the wrong backup from one safe: they fit each other, and not this office."""
    path, clock = tmp_path / "other.caseman", TickingClock()
    made = create_office(path, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, clock=clock, cost=FLOOR_COST)
    code = on_sheet(made.recovery_sheet)[0]
    before = trail_of(walk.desk)
    done = drills.drill(walk.desk, code, path, place).result
    assert done is not None
    assert _held(done) == {DrillStep.KEY_FILE: True, DrillStep.OFFICE: False}
    assert "another office" in str(done.label)
    assert len(trail_of(walk.desk)) == len(before) + 1
    office = walk.desk.file.path
    walk.desk.close()
    assert not drill_office(office, code, backup=path, scratch=place).result.passed
    keys_path(office).unlink()
    assert drill_office(office, code, backup=path, scratch=place).result.passed, "nothing is left to compare it with"


def test_the_office_file_is_no_backup_of_itself(walk: Walk, kept: Kept, place: Path) -> None:
    before = trail_of(walk.desk)
    with pytest.raises(InputError, match="Name a backup"):
        drills.drill(walk.desk, kept.code, walk.desk.file.path, place)
    assert trail_of(walk.desk) == before


def test_a_trail_that_was_changed_is_found_before_it_is_opened(
    walk: Walk, kept: Kept, place: Path, office: Office
) -> None:
    _rewritten(kept.backup, office, "UPDATE audit SET staff = 'someone else' WHERE number = 2")
    assert _drill(walk, kept, place).failed is not None


def test_a_sheet_from_before_fails_and_says_which_is_needed(
    walk: Walk, kept: Kept, place: Path, clock: TickingClock
) -> None:
    """The backup was made after the sheet in the safe was replaced."""
    sheet_code(walk)
    clock.now += timedelta(hours=1)
    back_up(walk.desk)
    result = _drill(walk, kept, place)
    assert result.failed is not None
    assert result.failed.step is DrillStep.CODE
    assert "newest recovery sheet" in str(result.failed.told)


def test_counts_other_than_the_office_recorded_fail(walk: Walk, kept: Kept, place: Path, clock: TickingClock) -> None:
    """Another backup under the name of this one: whole, of this office, and not what was recorded."""
    walk.case()
    clock.now += timedelta(hours=1)
    later = back_up(walk.desk).backup
    assert later is not None
    later.path.replace(kept.backup)
    result = _drill(walk, kept, place, backup=kept.backup)
    assert [step for step, held in _held(result).items() if held is False] == [DrillStep.COUNTS]
    assert "recorded was" in str(result.checks[-1].told)


def test_a_backup_from_elsewhere_is_not_compared_by_counts(walk: Walk, kept: Kept, place: Path, tmp_path: Path) -> None:
    copied = tmp_path / "stick.caseman"
    shutil.copy(kept.backup, copied)
    shutil.copy(keys_path(kept.backup), keys_path(copied))
    result = _drill(walk, kept, place, backup=copied)
    assert result.passed
    assert result.made_at is None
    assert _held(result)[DrillStep.COUNTS] is None


# --- what keeps it from being done


def test_a_code_that_is_mistyped_is_no_drill(walk: Walk, kept: Kept, place: Path) -> None:
    wrong = kept.code[:-1] + ("0" if kept.code[-1] != "0" else "1")
    before = trail_of(walk.desk)
    with pytest.raises(InputError, match="group 8"):
        drills.drill(walk.desk, wrong, scratch=place)
    assert trail_of(walk.desk) == before
    assert list(place.iterdir()) == []


def test_without_a_backup_it_says_what_to_do_first(walk: Walk, tmp_path: Path, place: Path) -> None:
    code = sheet_code(walk)
    with pytest.raises(RuleError, match="Plan one"):
        drills.drill(walk.desk, code, scratch=place)
    set_backup_plan(walk.desk, str(tmp_path), 3, 0, at_close=False)
    with pytest.raises(RuleError, match="Back up first"):
        drills.drill(walk.desk, code, scratch=place)
    with pytest.raises(FileError, match="no office file"):
        drills.drill(walk.desk, code, tmp_path / "gone.caseman", place)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    made = back_up(walk.desk, elsewhere).backup
    assert made is not None
    assert drills.latest_backup(walk.desk) == made.path, "where the last one went, whatever the plan says"


def test_a_full_disk_is_no_failure_of_the_backup(
    walk: Walk, kept: Kept, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as small:
        small.setattr("caseman.storage.backup.shutil.copyfile", full)
        with pytest.raises(FileError, match="No space left"):
            drills.drill(walk.desk, kept.code, scratch=place)
    usage = shutil.disk_usage(place)
    with monkeypatch.context() as small:
        small.setattr("caseman.storage.backup.shutil.disk_usage", lambda _folder: usage._replace(free=1000))
        with pytest.raises(FileError, match="not enough room"):
            drills.drill(walk.desk, kept.code, scratch=place)
    with pytest.raises(FileError, match="--scratch"):
        drills.drill(walk.desk, kept.code, scratch=place / "gone")
    assert list(place.iterdir()) == []
    assert not drills.drill_standing(walk.desk).failed
    assert _drill(walk, kept, place).passed


@pytest.mark.parametrize("after", [0.0, 0.05, 0.4, 0.5, 0.95])
def test_it_stops_when_asked_and_leaves_nothing(walk: Walk, kept: Kept, place: Path, after: float) -> None:
    stop = Stop()

    def went(done: float) -> None:
        if done >= after:
            stop.ask()

    if after >= 0.95:
        assert _drill(walk, kept, place, stop=stop, progress=went).passed, "nothing is left to stop"
        return
    with pytest.raises(Stopped):
        drills.drill(walk.desk, kept.code, scratch=place, stop=stop, progress=went)
    assert list(place.iterdir()) == []
    assert trail_of(walk.desk)[-1][0] != "recovery_drilled"


def test_whatever_breaks_the_scratch_folder_goes(tmp_path: Path) -> None:

    def broken(error: type[BaseException]) -> None:
        with scratch.scratch_folder(tmp_path) as folder:
            assert folder.stat().st_mode & 0o777 == 0o700
            (folder / "drill.caseman").write_bytes(b"x")
            raise error

    for error in (RuntimeError, KeyboardInterrupt, SystemExit):
        with pytest.raises(error):
            broken(error)
    assert list(tmp_path.iterdir()) == []


def test_what_a_kill_left_is_taken_away_a_day_later(tmp_path: Path) -> None:
    left, fresh, other = (tmp_path / name for name in ("caseman-drill-old", "caseman-drill-new", "elsewhere"))
    for each in (left, fresh, other):
        each.mkdir()
        (each / "drill.caseman").write_bytes(b"x")
    os.utime(left, (0, 0))
    os.utime(other, (0, 0))
    with scratch.scratch_folder(tmp_path):
        assert not left.exists()
    assert {each.name for each in tmp_path.iterdir()} == {fresh.name, other.name}


# --- without a window: the sheet alone


def test_the_sheet_alone_finds_the_backup_and_tells_the_trail(
    walk: Walk, kept: Kept, place: Path, open_desk: Callable[[Path], Desk]
) -> None:
    path = walk.desk.file.path
    walk.desk.close()
    done = drill_office(path, kept.code, scratch=place, clock=TickingClock(START + timedelta(days=1)))
    assert done.untold is None
    assert done.result.passed
    assert all(check.held for check in done.result.checks)
    desk = open_desk(path)
    assert trail_of(desk)[-1][0] == "recovery_drilled"
    standing = drills.drill_standing(desk)
    assert standing.last is not None
    assert not standing.due
    assert verify_file(desk).sound


def test_an_office_that_is_open_or_lost_needs_the_backup_named(
    walk: Walk, kept: Kept, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = walk.desk.file.path
    with pytest.raises(FileError, match="Close it there"):
        drill_office(path, kept.code, scratch=place)
    done = drill_office(path, kept.code, backup=kept.backup, scratch=place)
    assert done.result.passed
    assert done.untold is not None
    assert _held(done.result)[DrillStep.OFFICE] is None
    roll_out(f"[backup]\nfolder = '{kept.backup.parent}'", tmp_path, monkeypatch)
    assert drill_office(path, kept.code, scratch=place).result.backup == kept.backup.name
    walk.desk.close()
    path.unlink()
    assert drill_office(path, kept.code, backup=kept.backup, scratch=place).result.passed


def test_another_offices_code_is_told_and_counted(walk: Walk, kept: Kept, place: Path) -> None:
    path = walk.desk.file.path
    newer = sheet_code(walk)
    walk.desk.close()
    with pytest.raises(UnlockError, match="newest recovery sheet"):
        drill_office(path, kept.code, scratch=place)
    done = drill_office(path, newer, backup=kept.backup, scratch=place)
    assert done.result.failed is not None
    assert done.result.failed.step is DrillStep.CODE


# --- when the next one is due


def test_a_drill_is_due_until_one_passes_and_again_in_time(
    walk: Walk, kept: Kept, place: Path, clock: TickingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert drills.drill_standing(walk.desk).due
    _drill(walk, kept, place)
    assert not drills.drill_standing(walk.desk).due
    clock.now += timedelta(days=364)
    assert not drills.drill_standing(walk.desk).due
    roll_out("[backup]\ndrill_every_days = 90", tmp_path, monkeypatch)
    assert (drills.drill_standing(walk.desk).due, drills.drill_standing(walk.desk).every_days) == (True, 90)
    monkeypatch.undo()
    clock.now += timedelta(days=1)
    assert drills.drill_standing(walk.desk).due
    drills.set_drill_days(walk.desk, 0)
    assert not drills.drill_standing(walk.desk).due
    for wrong in (-1, 100_000):
        with pytest.raises(InputError, match="whole number"):
            drills.set_drill_days(walk.desk, wrong)


@given(days=st.integers(1, 3660), gone=st.integers(0, 4000))
def test_it_is_due_after_its_days(days: int, gone: int) -> None:
    assert drill_due(START, days, START + timedelta(days=gone)) is (gone >= days)
    assert drill_due(None, days, START)
    assert not drill_due(None, 0, START)


# --- the report


def test_the_list_of_drills_grows_by_a_line_each(walk: Walk, kept: Kept, place: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    first = _drill(walk, kept, place)
    text, data, listed = drill_report.write_report(folder, first, Language.EN)
    assert "PASSED" in text.read_text(encoding="utf-8")
    assert '"passed": true' in data.read_text(encoding="utf-8")
    later = replace(first, at=first.at + timedelta(days=1), office="=evil.caseman", checks=())
    with pytest.raises(CasemanError):
        drill_report.write_report(folder, first, Language.EN)  # the same second: nothing is replaced
    drill_report.write_report(folder, replace(later, office=first.office, backup="=1+1.caseman"), Language.JA)
    lines = listed.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 3
    assert '"passed"' in lines[1]
    assert '"failed"' in lines[2]
    assert '"\'=1+1.caseman"' in lines[2]
    listed.write_text("something else", encoding="utf-8")
    with pytest.raises(FileError, match="not a list of recovery drills"):
        drill_report.write_report(folder, replace(later, office=first.office), Language.EN)
    assert listed.read_text(encoding="utf-8") == "something else"
