"""What waits today: each number is that of the lines in the list that it opens, and is found by an index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.domain.retention import RecordKind
from caseman.domain.roles import Role
from caseman.errors import FileError
from caseman.services import keys
from caseman.services.case_file import show_case
from caseman.services.case_query import CaseQuery, Show, end_of_week
from caseman.services.closures import add_closure
from caseman.services.course_inputs import ClosureInput
from caseman.services.identity_copies import mark_identity_copies
from caseman.services.letter_list import letter_page
from caseman.services.letter_query import LetterQuery, LetterShow
from caseman.services.lists import count_cases, list_cases
from caseman.services.post_register import PostQuery, ShowPost, list_post
from caseman.services.procedures import adopt_procedure
from caseman.services.retention_list import due_list
from caseman.services.today import COUNTED, nearing, today_view, weeks_from
from caseman.services.today_views import TodayView
from caseman.services.views import LetterLine
from tests.services.busy_walk import THE_DAY, busy
from tests.services.course_walk import ask_correction, cure
from tests.services.hearing import hearing
from tests.services.letter_walk import at_desk_of
from tests.services.variants import COLLEAGUE, adopt, changed_text, colleague
from tests.services.walking import TODAY, Office, TickingClock, Walk, open_copy, refused

_WAITING = [show for show in LetterShow if show is not LetterShow.ALL]


@pytest.fixture(scope="module")
def crowd(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Walk, dict[str, str]]]:
    """A busy office; only read."""
    clock = TickingClock()
    walk = Walk(open_copy(office, office.copy_to(tmp_path_factory.mktemp("busy")), clock), clock)
    yield walk, busy(walk)
    walk.desk.close()


@pytest.fixture(scope="module")
def view(crowd: tuple[Walk, dict[str, str]]) -> TodayView:
    return today_view(crowd[0].desk)


@pytest.mark.parametrize("show", COUNTED)
def test_a_number_of_cases_is_that_of_its_list(crowd: tuple[Walk, dict[str, str]], view: TodayView, show: Show) -> None:
    query = CaseQuery(show=show)
    lines = list_cases(crowd[0].desk, query).lines
    assert view.shows[show] == len(lines) == count_cases(crowd[0].desk, query) > 0


@pytest.mark.parametrize("step", [Step.DATE, Step.LETTER, Step.CLOSE])
def test_a_number_of_a_step_is_that_of_its_list(
    crowd: tuple[Walk, dict[str, str]], view: TodayView, step: Step
) -> None:
    assert view.steps[step] == len(list_cases(crowd[0].desk, CaseQuery(show=Show.OPEN, step=step)).lines) > 0


@pytest.mark.parametrize("show", _WAITING)
def test_a_number_of_letters_is_that_of_its_list(
    crowd: tuple[Walk, dict[str, str]], view: TodayView, show: LetterShow
) -> None:
    assert view.letters[show] == len(letter_page(crowd[0].desk, LetterQuery(show)).lines) > 0


def test_the_numbers_of_envelopes_and_of_disposal_are_those_of_their_lists(
    crowd: tuple[Walk, dict[str, str]], view: TodayView
) -> None:
    desk, found = crowd[0].desk, crowd[1]
    assert view.envelopes_without_case == len(list_post(desk, PostQuery(ShowPost.OPEN))) == 2
    due = [item.number for item in due_list(desk).items if item.kind is RecordKind.PERSONAL]
    assert (view.to_dispose, due) == (1, [found["closed"]])


def test_each_day_of_four_weeks_counts_its_list(crowd: tuple[Walk, dict[str, str]], view: TodayView) -> None:
    desk = crowd[0].desk
    assert len(view.weeks) == 28
    for day in view.weeks:
        assert day.due == count_cases(desk, CaseQuery(show=Show.OPEN, due_on=day.day)), day
    assert sum(day.due for day in view.weeks) > 0
    week = [day for day in view.weeks if THE_DAY <= day.day <= end_of_week(THE_DAY)]
    assert sum(day.due for day in week) == view.due_this_week


def test_what_waits_for_others_is_not_to_be_done_here(crowd: tuple[Walk, dict[str, str]]) -> None:
    desk = crowd[0].desk
    of = {show: {line.number for line in list_cases(desk, CaseQuery(show=show)).lines} for show in COUNTED}
    others = of[Show.WAITING_CORRECTION] | of[Show.WAITING_SEARCH] | of[Show.WAITING_READER]
    assert not others & (of[Show.TO_CHECK] | of[Show.TO_DECIDE])
    step = {line.number for line in list_cases(desk, CaseQuery(show=Show.OPEN, step=Step.IDENTITY)).lines}
    assert step == of[Show.TO_CHECK] | (step & others)
    assert of[Show.WAITING_READER] == {crowd[1]["one reader"]}


def test_each_letter_waits_for_one_thing(crowd: tuple[Walk, dict[str, str]]) -> None:
    desk, found = crowd[0].desk, crowd[1]
    here = [show for show in LetterShow if show not in (LetterShow.ALL, LetterShow.UNPROVEN)]
    of = {show: [x.case_number for x in letter_page(desk, LetterQuery(show)).lines] for show in here}
    assert of[LetterShow.IN_REVIEW] == [found["in review"]]
    assert sorted(of[LetterShow.TO_SUBMIT]) == sorted([found["draft"], found["sent back"]])
    assert {found["approved"], found["to print"]} <= set(of[LetterShow.TO_PRINT])
    assert of[LetterShow.TO_DISPATCH] == [found["printed"]]
    documents = [line.document_number for show in here for line in letter_page(desk, LetterQuery(show)).lines]
    assert len(documents) == len(set(documents))


def test_pages_of_letters_end_where_they_should(crowd: tuple[Walk, dict[str, str]]) -> None:
    desk = crowd[0].desk
    whole = letter_page(desk, LetterQuery())
    assert whole.after is None
    read: list[LetterLine] = []
    after = None
    while True:
        page = letter_page(desk, LetterQuery(after=after, limit=3))
        read += page.lines
        after = page.after
        if after is None:
            break
        assert len(page.lines) == 3
    assert tuple(read) == whole.lines


def test_a_letter_whose_answer_came_is_no_longer_looked_for(walk: Walk) -> None:
    number = walk.case()
    ask_correction(walk, number)
    walk.dispatch(number, walk.letter(number, LetterKind.DEFICIENCY))
    walk.clock.set_day(TODAY + timedelta(days=13))
    assert today_view(walk.desk).letters[LetterShow.UNPROVEN] == 0
    walk.clock.set_day(TODAY + timedelta(days=14))
    assert today_view(walk.desk).letters[LetterShow.UNPROVEN] == 1
    cure(walk, number)
    assert today_view(walk.desk).letters[LetterShow.UNPROVEN] == 0


def test_how_long_a_proof_is_waited_for_is_the_offices_own(walk: Walk) -> None:
    number = walk.to(Step.DECISION)
    walk.dispatch(number, walk.letter(number))
    walk.clock.set_day(TODAY + timedelta(days=14))
    adopt(walk.desk, ("[replies]\n", "[replies]\nproof_days = 20\n"))
    assert today_view(walk.desk).letters[LetterShow.UNPROVEN] == 0
    walk.clock.set_day(TODAY + timedelta(days=20))
    assert today_view(walk.desk).letters[LetterShow.UNPROVEN] == 1
    never = changed_text(walk.desk, ("proof_days = 20", "proof_days = 0"))
    with pytest.raises(FileError):
        adopt_procedure(walk.desk, never)


def test_a_fresh_office_has_nothing(walk: Walk) -> None:
    view = today_view(walk.desk)
    assert (view.waiting, view.any_cases, view.soonest) == (0, False, ())


def test_holidays_and_closures_are_named(walk: Walk) -> None:
    add_closure(walk.desk, ClosureInput.read(day=date(2026, 12, 2), kind="closed", name="棚卸し"))
    days = {day.day: day for day in today_view(walk.desk).weeks}
    assert (min(days), max(days)) == (date(2026, 11, 23), date(2026, 12, 20))
    assert "Labor Thanksgiving Day" in str(days[date(2026, 11, 23)].closed)
    assert str(days[date(2026, 12, 2)].closed) == "closed by the office"
    assert [day.by_weekday for day in days.values()].count(True) == 8
    assert days[TODAY].closed is None


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2026, 11, 29), date(2026, 12, 31), date(2028, 2, 29)])
def test_the_weeks_begin_with_the_monday_of_this_one(today: date) -> None:
    days = weeks_from(today)
    assert (days[0].weekday(), len(days), today in days[:7]) == (0, 28, True)
    assert days[6] == end_of_week(today)


def test_dates_that_come_near_are_counted_by_the_day(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    (line,) = list_cases(walk.desk, CaseQuery()).lines
    assert line.number == number
    told = {}
    for before in (4, 3, 0, -1):
        walk.clock.set_day(line.due_on - timedelta(days=before))
        dates = nearing(walk.desk, 3)
        told[before] = (dates.overdue, dates.due_today, dates.due_soon)
    assert told == {4: (0, 0, 0), 3: (0, 0, 1), 0: (0, 1, 0), -1: (1, 0, 0)}
    walk.clock.set_day(line.due_on - timedelta(days=1))
    assert not nearing(walk.desk, 0).anything


def test_who_may_read_no_cases_is_told_nothing(walk: Walk) -> None:
    colleague(walk.desk)
    keys.set_roles(walk.desk, COLLEAGUE, frozenset({Role.ADMINISTRATOR}))
    with at_desk_of(walk, COLLEAGUE) as other:
        assert refused(other, lambda: today_view(other)).code == "not-permitted"
        assert refused(other, lambda: nearing(other, 3)).code == "not-permitted"


def test_nothing_is_counted_by_walking_through_all_cases(crowd: tuple[Walk, dict[str, str]]) -> None:
    """What is walked through are the indexes of what is open or kept too long; a file has few of these."""
    desk = crowd[0].desk
    with hearing(desk) as statements:
        today_view(desk)
        nearing(desk, 3)
        for show in _WAITING:
            letter_page(desk, LetterQuery(show))
    with desk.reading() as session:
        driver: Any = session.connection().connection.driver_connection
        plans = [
            row[3]
            for statement, values in statements
            if statement.startswith("SELECT") and not statement.startswith("SELECT EXISTS")  # which ends at the first
            for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
        ]
    assert len(plans) > 60
    few = ("ix_cases_open", "ix_cases_open_step", "ix_envelope_open", "ix_cases_retained")
    short = ("SCAN json_each", "SCAN procedure", "SCAN CONSTANT ROW")
    walked = {plan for plan in plans if plan.startswith("SCAN ") and not plan.endswith(few)}
    assert [plan for plan in walked if not plan.startswith(short)] == []


def test_the_list_of_disposal_counts_as_today_does_whatever_was_done_since_the_closing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A delivery that is noted late keeps the letters longer, and with them the names; a disposal of the letters ends
    that. More than one list holds are counted all the same.
    """
    clock = TickingClock()
    walk = Walk(open_copy(office, office.copy_to(tmp_path), clock), clock)
    desk = walk.desk
    numbers = [walk.to(Step.CLOSE) for _ in range(4)]
    monkeypatch.setattr("caseman.services.retention_list.MOST", 3)

    def agree() -> int:
        counted = today_view(desk).to_dispose
        listed = due_list(desk, kind=RecordKind.PERSONAL)
        assert counted == listed.total
        assert len(listed.items) == min(3, listed.total)
        return counted

    assert agree() == 0
    for years in range(1, 12):
        clock.set_day(TODAY.replace(year=TODAY.year + years))
        agree()
    assert agree() == len(numbers)
    one = due_list(desk, kind=RecordKind.PERSONAL, case=numbers[3])
    assert [item.number for item in one.items] == [numbers[3]]
    assert one.total == 1
    desk.close()


def test_until_when_a_closed_case_is_kept_is_found_anew_with_what_happens_to_it(office: Office, tmp_path: Path) -> None:
    """Letters that are kept from their delivery on stay longer once that is noted, and so does whom they name."""
    clock = TickingClock()
    walk = Walk(open_copy(office, office.copy_to(tmp_path), clock), clock)
    letters = '[retention.letters]\nsource = "office setting"\nevent = "{}"'
    adopt(walk.desk, (letters.format("closed"), letters.format("delivered")))
    number = walk.to(Step.DECISION)
    document = walk.letter(number)
    walk.dispatch(number, document)
    walk.close(number, despite_missing=True)
    before = show_case(walk.desk, number).retain_until
    clock.set_day(TODAY + timedelta(days=400))
    walk.deliver(number, document, TODAY + timedelta(days=399))
    stored = show_case(walk.desk, number).retain_until
    assert stored is not None
    assert before is not None
    assert stored > before, "the letters stay longer, and with them whom they name"
    due = due_list(walk.desk, by=date(2100, 1, 1), kind=RecordKind.PERSONAL)
    assert {item.number: item.kept_until for item in due.items} == {number: stored}
    walk.desk.close()


def test_until_when_a_closed_case_is_kept_is_found_anew_with_what_its_scans_are(office: Office, tmp_path: Path) -> None:
    """Scans that are kept for nine years keep the case so long, until they are known to be identity copies."""
    clock = TickingClock()
    walk = Walk(open_copy(office, office.copy_to(tmp_path), clock), clock)
    scans = '[retention.scans]\nsource = "office setting"\nevent = "closed"\namount = {}\n'
    adopt(walk.desk, (scans.format(1), scans.format(9)))
    number = walk.to(Step.DISPATCH)
    walk.close(number, despite_missing=True)
    before = show_case(walk.desk, number)
    mark_identity_copies(walk.desk, [scan.scan_id for scan in before.scans])
    stored = show_case(walk.desk, number).retain_until
    assert stored is not None
    assert before.retain_until is not None
    assert (before.retain_until.year - TODAY.year, stored.year - TODAY.year) == (9, 3)
    due = due_list(walk.desk, by=date(2100, 1, 1), kind=RecordKind.PERSONAL)
    assert {item.number: item.kept_until for item in due.items} == {number: stored}
    walk.desk.close()
