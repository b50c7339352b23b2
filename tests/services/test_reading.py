"""Who read what is told: each thing once a member and day, papers every time, and nothing holds reading up."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from caseman.domain.custody import PlaceKind
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.services import case_file, letters
from caseman.services.auditing import verify_file
from caseman.services.book_views import month_entries
from caseman.services.cover_sheets import case_cover, paper_labels, place_labels
from caseman.services.custody import add_place
from caseman.services.post_views import show_envelope
from caseman.services.scan_store import scan_page
from caseman.services.sheets import derivation_sheet
from caseman.services.staff import add_staff
from caseman.services.trail_list import TrailQuery, read_trail
from tests.services.letter_walk import at_desk_of
from tests.services.walking import STAFF, Walk, raw, refused, trail_of

COLLEAGUE = "例示 太郎"


def _told(walk: Walk) -> Counter[str]:
    return Counter(action for action, _ in trail_of(walk.desk))


def test_opening_a_case_is_told_once_a_day(walk: Walk) -> None:
    number = walk.case()
    for _ in range(3):
        case_file.show_case(walk.desk, number)
    assert _told(walk)["case_read"] == 1
    walk.clock.set_day(date(2026, 11, 25))
    case_file.show_case(walk.desk, number)
    case_file.show_case(walk.desk, number.lower())
    assert _told(walk)["case_read"] == 2


def test_each_member_is_told_of_each_case(walk: Walk) -> None:
    numbers = walk.case(), walk.case()
    for number in numbers:
        case_file.show_case(walk.desk, number)
    add_staff(walk.desk, COLLEAGUE)
    raw(walk.desk, "UPDATE staff SET roles = 'reception' WHERE name = :name", name=COLLEAGUE)
    with at_desk_of(walk, COLLEAGUE) as other:
        case_file.show_case(other, numbers[0])
        case_file.show_case(other, numbers[0])
    lines = read_trail(walk.desk, TrailQuery(words="opened to read")).lines
    assert [(line.staff, line.case_number) for line in lines] == [
        (COLLEAGUE, numbers[0]),
        (STAFF, numbers[1]),
        (STAFF, numbers[0]),
    ]


def test_another_sitting_of_the_same_day_is_not_told_again(walk: Walk) -> None:
    number = walk.case()
    case_file.show_case(walk.desk, number)
    walk.desk.read_today.clear()  # as at a desk that was opened anew
    case_file.show_case(walk.desk, number)
    assert _told(walk)["case_read"] == 1


def test_everything_that_shows_a_person_is_told(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    envelope = case_file.show_case(walk.desk, number).envelope.envelope_id
    letters.preview_letter(walk.desk, number, LetterKind.DISCLOSURE)
    letters.letter(walk.desk, number, f"{number}-01")
    for page in (0, 0):
        scan_page(walk.desk, 1, page, 100)
    show_envelope(walk.desk, envelope)
    month_entries(walk.desk)
    told = _told(walk)
    for action in ("case_read", "letter_previewed", "letter_read", "scan_read", "envelope_read", "book_read"):
        assert told[action] == 1, action


def test_a_paper_is_told_every_time_it_is_printed(walk: Walk) -> None:
    number = walk.case()
    for _ in range(2):
        case_cover(walk.desk, number)
        derivation_sheet(walk.desk, number)
        paper_labels(walk.desk, number)
    add_place(walk.desk, "金庫", PlaceKind.SAFE)
    place_labels(walk.desk)
    assert _told(walk)["paper_made"] == 7
    assert "cover sheet" in str(read_trail(walk.desk, TrailQuery(words="cover sheet")).lines[0].label)


def test_what_is_not_there_is_refused_and_not_told(walk: Walk) -> None:
    assert refused(walk.desk, lambda: case_file.show_case(walk.desk, "P-2026-9999")).code == "no-such-case"
    assert refused(walk.desk, lambda: show_envelope(walk.desk, 99)).code == "no-such-envelope"
    assert refused(walk.desk, lambda: scan_page(walk.desk, 99, 0, 10))


def test_reading_inside_a_transaction_tells_nothing_and_ends_nothing(walk: Walk) -> None:
    number = walk.case()
    with walk.desk.work(None) as work:
        case_file.show_case(walk.desk, number)
        work.note("file_opened", way="passphrase")
    assert [action for action, _ in trail_of(walk.desk)][-1] == "file_opened"
    assert _told(walk)["case_read"] == 0


def test_reading_goes_on_where_the_disk_takes_nothing_and_is_told_later(walk: Walk) -> None:
    number = walk.case()
    before = walk.desk.anchor()
    with walk.desk.file.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    assert case_file.show_case(walk.desk, number).number == number
    assert walk.desk.anchor() == before
    with walk.desk.file.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
    case_file.show_case(walk.desk, number)
    assert _told(walk)["case_read"] == 1


@pytest.mark.parametrize("again", [False, True])
def test_a_clock_that_was_set_back_is_told_by_reading_alone(walk: Walk, again: bool) -> None:
    number = walk.case()
    if again:
        case_file.show_case(walk.desk, number)
    walk.clock.now -= timedelta(minutes=30)
    for _ in range(3):
        case_file.show_case(walk.desk, number)
    assert _told(walk)["clock_set_back"] == 1
    assert verify_file(walk.desk).sound


def test_reading_is_no_part_of_what_became_of_a_case_unless_asked_for(walk: Walk) -> None:
    number = walk.case()
    case_file.show_case(walk.desk, number)
    assert "case_read" not in {line.action for line in case_file.show_case(walk.desk, number).history}
    from caseman.domain.trail import ActionGroup

    (line,) = read_trail(walk.desk, TrailQuery(case=number, group=ActionGroup.READING)).lines
    assert line.action == "case_read"


def test_what_a_damaged_file_would_say_is_not_written_into_it(walk: Walk) -> None:
    walk.case()
    raw(walk.desk, "UPDATE audit SET staff = 'x' WHERE number = 1")
    before = walk.desk.anchor()
    assert not verify_file(walk.desk).sound
    assert walk.desk.anchor() == before
