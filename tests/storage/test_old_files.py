"""A file of the earlier program: opened, backed up, migrated, shown whole, and worked on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.services import case_file, closures, events, letters, links, lists, scan_store
from caseman.services.auditing import verify_file
from caseman.services.course_inputs import ClosureInput, LinkInput
from caseman.services.desk import Desk
from caseman.storage import migrate
from caseman.storage.file import keys_path, open_file
from tests.services.course_walk import answer, ask_holder, come_back, event
from tests.services.walking import STAFF, Office, TickingClock, Walk, open_copy
from tests.storage.old_files import old_office, schema_of, unopened, walk_in

_NUMBERS = 3


@pytest.fixture(scope="module")
def written() -> Office:
    return old_office("0001")


@pytest.fixture
def old_path(written: Office, tmp_path: Path) -> Path:
    """A copy of the old file that nobody has opened yet."""
    return unopened(written, tmp_path)


@pytest.fixture
def old_walk(written: Office, old_path: Path) -> Iterator[Walk]:
    """A walk in the migrated copy."""
    walk = walk_in(written, old_path)
    yield walk
    walk.desk.close()


def _numbers(desk: Desk) -> list[str]:
    return sorted(line.number for line in lists.list_cases(desk, lists.CaseQuery()).lines)


def test_it_was_written_by_the_earlier_program(written: Office, old_path: Path) -> None:
    assert schema_of(old_path, written.data_key) == "0001"


def test_opening_it_migrates_it_once_and_leaves_a_backup(written: Office, old_path: Path) -> None:
    clock = TickingClock(datetime(2026, 12, 1, 1, 0, tzinfo=UTC))
    for _ in range(2):
        open_copy(written, old_path, clock).close()
        assert schema_of(old_path, written.data_key) == migrate.HEAD
    backups = sorted(path for path in old_path.parent.iterdir() if path not in (old_path, keys_path(old_path)))
    name = f"version-0001-before-{migrate.HEAD}-20261201T010000Z.caseman"
    assert [path.name for path in backups] == [name, f"{name}.keys"]
    assert schema_of(backups[0], written.data_key) == "0001"
    assert b"SQLite format" not in backups[0].read_bytes()[:16]


def test_the_backup_opens_like_any_other_file(written: Office, old_path: Path, tmp_path: Path) -> None:
    clock = TickingClock(datetime(2026, 12, 1, 1, 0, tzinfo=UTC))
    open_copy(written, old_path, clock).close()
    (backup,) = tmp_path.glob("*-before-*.caseman")
    for made in (backup, keys_path(backup)):
        assert made.stat().st_mode & 0o777 == 0o600, made.name
    folder = tmp_path / "restored"
    folder.mkdir()
    restored = folder / "office.caseman"
    shutil.copy(backup, restored)
    shutil.copy(keys_path(backup), keys_path(restored))
    desk = Desk(open_file(restored, written.keyslots, written.data_key, clock()), STAFF, clock)
    try:
        assert len(_numbers(desk)) == _NUMBERS
        assert verify_file(desk).sound
    finally:
        desk.close()


def test_every_case_is_shown_whole(old_walk: Walk) -> None:
    numbers = _numbers(old_walk.desk)
    assert len(numbers) == _NUMBERS
    for number in numbers:
        view = case_file.show_case(old_walk.desk, number)
        assert view.number == number
        assert view.principal.name
        assert view.requests
        assert view.procedure.version == 1
        assert view.history
        assert view.derivation.due == view.due_on
        assert all(str(step).endswith(".") and "{" not in str(step) for step in view.derivation.steps)


def test_every_case_stands_where_it_stood(old_walk: Walk) -> None:
    shown = [case_file.show_case(old_walk.desk, f"P-2026-000{serial}") for serial in (1, 2, 3)]
    assert [(view.state, view.next_step, view.due_on) for view in shown] == [
        (State.RECEIVED, Step.IDENTITY, date(2026, 12, 7)),
        (State.ACCEPTED, Step.DECISION, date(2026, 12, 8)),
        (State.CLOSED, None, date(2026, 12, 8)),
    ]
    first, second, third = shown
    assert [view.fee_paid.minor for view in shown] == [0, 5250, 5250]
    assert [check.checked_by for check in second.checks] == [STAFF]
    assert [(x.document_number, x.delivered_on) for x in third.letters] == [("P-2026-0003-01", date(2026, 11, 24))]
    assert letters.letter(old_walk.desk, third.number, "P-2026-0003-01").pdf.startswith(b"%PDF")
    assert first.envelope.scans[0].pages == 1
    assert scan_store.scan_page(old_walk.desk, first.envelope.scans[0].scan_id, 0, 32).startswith(b"\x89PNG")


def test_an_old_case_gets_what_the_new_program_can(old_walk: Walk) -> None:
    number, closed = "P-2026-0002", "P-2026-0003"
    desk, today = old_walk.desk, old_walk.desk.today()
    told = closures.add_closure(desk, ClosureInput.read(day="2026-12-03", kind="closed", name="臨時休業"))
    assert [(each.number, each.after) for each in told.moved] == [
        ("P-2026-0001", date(2026, 12, 8)),
        (number, date(2026, 12, 9)),
    ]
    ask_holder(old_walk, number)
    answer(old_walk, number, 1)
    links.link_cases(desk, LinkInput.read(number=number, other=closed, why="同じ人。"))
    event(old_walk, number, events.hold)
    item = {"item": "会員台帳", "outcome": "grant"}
    old_walk.decide(number, decided_on=today, details="", before="", after="", items=(item,))
    document = old_walk.letter(number)
    old_walk.dispatch(number, document, dispatched_on=today)
    come_back(old_walk, number, document)
    old_walk.dispatch(number, document, dispatched_on=today)
    event(old_walk, closed, events.reopen)
    event(old_walk, closed, events.object_to)
    view = case_file.show_case(desk, number)
    assert (view.state, view.course.held) == (State.DISPATCHED, True)
    assert [(link.number, link.why) for link in view.course.links] == [(closed, "同じ人。")]
    assert [item.item for item in view.requests[0].items] == ["会員台帳"]
    assert case_file.show_case(desk, closed).state is State.OBJECTED
    assert verify_file(desk).sound


def test_the_file_is_sound_after_its_migration(old_walk: Walk) -> None:
    found = verify_file(old_walk.desk)
    assert found.sound
    assert found.entries > _NUMBERS


def test_a_new_case_goes_all_the_way(old_walk: Walk) -> None:
    today = old_walk.desk.today()
    number = old_walk.case(envelope=old_walk.envelope(arrived_on=today, postmarked_on=None))
    assert number == "P-2026-0004"
    old_walk.identity(number, checked_on=today)
    old_walk.payment(number)
    old_walk.accept(number, today)
    old_walk.decide(number, decided_on=today)
    document = old_walk.letter(number, LetterKind.DISCLOSURE)
    old_walk.dispatch(number, document, dispatched_on=today)
    old_walk.deliver(number, document, today)
    old_walk.close(number, closed_on=today)
    assert case_file.show_case(old_walk.desk, number).state is State.CLOSED
    assert verify_file(old_walk.desk).sound
