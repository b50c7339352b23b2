"""The statistics against a small office whose cases were counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseman.domain.grounds import Ground
from caseman.domain.letters import LetterKind
from caseman.domain.periods import Period, PeriodKind
from caseman.domain.post import Channel
from caseman.domain.requests import RequestType
from caseman.domain.roles import Role
from caseman.domain.statistics import Complaints, Figures, Happening, Left, Result
from caseman.errors import CasemanError
from caseman.services import case_file, complaints, events, extensions
from caseman.services.case_facts import fee_wait
from caseman.services.case_rows import find_case
from caseman.services.course_inputs import ExtensionInput, ReportInput
from caseman.services.lists import list_trail
from caseman.services.statistics import first_arrival, read_statistics
from caseman.services.statistics_reading import _waits
from caseman.services.statistics_table import export_statistics, statistics_table
from caseman.services.stopping import Stop, Stopped
from caseman.text import Language
from tests.services.course_walk import ask_correction, ask_fee, come_back, cure, event, waive_fee
from tests.services.money_walk import entry, refund, remove
from tests.services.variants import adopt
from tests.services.walking import ARRIVED, TODAY, TickingClock, Walk, raw, refused

_NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
_DECEMBER = Period(date(2026, 12, 1), date(2026, 12, 31))
_YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))


def _figures(walk: Walk, period: Period = _NOVEMBER) -> Figures:
    return read_statistics(walk.desk, period).figures


def _send(walk: Walk, number: str, kind: LetterKind = LetterKind.DISCLOSURE) -> str:
    document = walk.letter(number, kind)
    walk.dispatch(number, document, dispatched_on=walk.desk.today())
    return document


def _accepted(walk: Walk, *types: str) -> str:
    number = walk.case(*types)
    walk.identity(number)
    if not types or "disclosure" in types:
        walk.payment(number)
    walk.accept(number)
    return number


@pytest.fixture
def small(walk: Walk) -> Walk:
    """An office in November and December 2026. Everything arrived on Friday 20 November; today was 24 November.

    1. disclosure, granted, sent 24 November, came back;
    2. disclosure and correction, accepted 24 November; disclosure refused, sent that day; correction sent 15 December,
       late: the tenth business day was 8 December;
    3. disclosure, withdrawn 30 November; its fee of 5,250 was paid and given back;
    4. complaint by telephone, dealt with, sent 24 November, reported 24 November to the president;
    5. complaint, reported 7 December to the board, open;
    6. disclosure, correction asked on 24 November, open; its fee waived.
    """
    number = _accepted(walk)
    walk.decide(number)
    first = _send(walk, number)
    second = _accepted(walk, "disclosure", "correction")
    walk.refuse(second, 1, ground="rights")
    _send(walk, second, LetterKind.NON_DISCLOSURE)
    third = walk.case()
    walk.payment(third)
    fourth = walk.case("complaint", envelope=walk.envelope(channel="telephone", postmarked_on=None, enclosures=()))
    walk.accept(fourth)
    walk.decide(fourth)
    _send(walk, fourth, LetterKind.COMPLAINT_REPLY)
    complaints.report_complaint(walk.desk, ReportInput.read(number=fourth, reported_on=TODAY, reported_to="代表取締役"))
    fifth = walk.case("complaint")
    sixth = walk.case()
    ask_correction(walk, sixth)
    waive_fee(walk, sixth)
    walk.clock.set_day(date(2026, 11, 30))
    event(walk, third, events.withdraw)
    come_back(walk, number, first)
    walk.clock.set_day(date(2026, 12, 7))
    complaints.report_complaint(
        walk.desk, ReportInput.read(number=fifth, reported_on=date(2026, 12, 7), reported_to="取締役会")
    )
    refund(walk, third, 5250)
    walk.clock.set_day(date(2026, 12, 15))
    walk.decide(second, 2, decided_on=date(2026, 12, 15))
    _send(walk, second, LetterKind.CORRECTION)
    return walk


def test_november_as_it_was_counted_by_hand(small: Walk) -> None:
    found = _figures(small)
    assert found.received == {RequestType.DISCLOSURE: 4, RequestType.CORRECTION: 1, RequestType.COMPLAINT: 2}
    assert found.channels == {Channel.POST: 6, Channel.TELEPHONE: 1}
    assert found.results == {Result.GRANT: 1, Result.REFUSE: 1, Result.DEALT_WITH: 1}
    assert found.grounds == {Ground.RIGHTS: 1}
    assert found.ended == {Left.WITHDRAWN: 1}
    assert (found.days, found.waits, found.late) == ({0: 3}, {4: 3}, 0)
    assert (found.open, found.overdue) == (3, 0)
    assert found.complaints == Complaints(2, 1, 1, 1, ("代表取締役",))
    assert found.counts == {
        Happening.CASES_RECEIVED: 6,
        Happening.CORRECTIONS: 1,
        Happening.CASES_CORRECTED: 1,
        Happening.FEES_ASKED: 4,
        Happening.FEES_PAID: 3,
        Happening.FEES_WAIVED: 1,
        Happening.COMPLAINTS_REPORTED: 1,
        Happening.FEES_REFUNDED: 1,
    }
    amounts = {what: amount for what, amount in found.amounts.items() if amount}
    assert amounts == {
        Happening.FEES_ASKED: 21000,
        Happening.FEES_PAID: 15750,
        Happening.FEES_WAIVED: 5250,
        Happening.FEES_REFUNDED: 5250,
    }


def test_december_has_the_late_answer_and_the_later_report(small: Walk) -> None:
    found = _figures(small, _DECEMBER)
    assert (found.requests_received, found.results) == (0, {Result.GRANT: 1})
    assert (found.days, found.late_days, found.waits) == ({21: 1}, {21: 1}, {25: 1})
    assert (found.open, found.overdue) == (2, 2)  # as the list of cases has them, what waits for a correction too
    assert found.complaints == Complaints(0, 0, 1, 1, ("取締役会",))


def test_the_year_holds_both_months_and_balances_with_the_year_before(small: Walk) -> None:
    read = read_statistics(small.desk, _YEAR)
    months = {each.period.first: each for each in read.months}
    assert (len(months), read.until, read.running) == (12, date(2026, 12, 15), True)
    november, december = months[_NOVEMBER.first], months[_DECEMBER.first]
    assert november == _figures(small)
    assert (december.answered, december.late, december.open) == (1, 1, 2)
    assert read.figures.requests_received == 7
    assert (read.figures.answered, read.figures.ended_unanswered, read.figures.open) == (4, 1, 2)
    assert read.before.empty
    assert months[date(2026, 10, 1)].empty
    assert [each.period.first.month for each in read_statistics(small.desk, _YEAR, PeriodKind.QUARTER).parts] == [
        4, 7, 10, 1,
    ]  # fmt: skip


def test_a_free_period_counts_to_the_day(small: Walk) -> None:
    assert _figures(small, Period(ARRIVED, ARRIVED)).requests_received == 7
    day_after = _figures(small, Period(date(2026, 11, 21), date(2026, 11, 23)))
    assert (day_after.requests_received, day_after.answered, day_after.open) == (0, 0, 7)
    ending = read_statistics(small.desk, Period(date(2026, 11, 22), date(2026, 11, 24)))
    assert (ending.before.requests_received, ending.figures.answered, ending.figures.open) == (7, 3, 4)
    assert (ending.before.period.first, ending.before.open) == (date(2026, 11, 19), 7)


def test_what_is_decided_anew_counts_by_its_first_answer(walk: Walk, clock: TickingClock) -> None:
    number = _accepted(walk)
    walk.refuse(number, ground="rights")
    _send(walk, number, LetterKind.NON_DISCLOSURE)
    clock.set_day(date(2026, 12, 10))
    event(walk, number, events.object_to)
    walk.decide(number, decided_on=date(2026, 12, 10))
    november, december = _figures(walk), _figures(walk, _DECEMBER)
    assert (november.results, november.grounds) == ({Result.REFUSE: 1}, {Ground.RIGHTS: 1})
    assert december.answered == 0
    assert december.counts == {Happening.OBJECTIONS: 1, Happening.DECIDED_ANEW: 1}
    _send(walk, number)
    assert _figures(walk, _DECEMBER).answered == 0
    assert _figures(walk).results == {Result.REFUSE: 1}


def test_a_request_that_was_reopened_is_open_again(walk: Walk) -> None:
    number = walk.case()
    event(walk, number, events.withdraw)
    assert _figures(walk).ended == {Left.WITHDRAWN: 1}
    event(walk, number, events.reopen)
    assert (_figures(walk).ended, _figures(walk).open) == ({}, 1)


def test_a_reversed_payment_comes_off_where_it_was_reversed(walk: Walk, clock: TickingClock) -> None:
    number = walk.case()
    walk.payment(number)
    clock.set_day(date(2026, 12, 1))
    remove(walk, number, entry(walk, number))
    assert _figures(walk).amounts[Happening.FEES_PAID] == 5250
    december = _figures(walk, _DECEMBER)
    assert (december.amounts[Happening.FEES_PAID], december.counts[Happening.FEES_PAID]) == (-5250, -1)


def test_a_correction_starts_the_days_anew_where_the_clock_is_reset(walk: Walk, clock: TickingClock) -> None:
    number = walk.case()
    ask_correction(walk, number, asked_on=date(2026, 11, 21))
    clock.set_day(date(2026, 11, 30))
    cure(walk, number)
    walk.identity(number)
    walk.payment(number)
    walk.accept(number, date(2026, 11, 30))
    clock.set_day(date(2026, 12, 5))
    walk.decide(number, decided_on=date(2026, 12, 5))
    _send(walk, number)
    found = _figures(walk, _DECEMBER)
    assert (found.days, found.waits) == ({5: 1}, {15: 1})


def test_waits_for_the_fee_are_read_as_the_clock_has_them(walk: Walk, clock: TickingClock) -> None:
    asked, waived, open_, short = (walk.case() for _ in range(4))
    for number in (asked, waived, open_, short):
        ask_fee(walk, number)
    clock.set_day(date(2026, 11, 28))
    walk.payment(asked, paid_on=date(2026, 11, 27), matched_on=date(2026, 11, 28))
    waive_fee(walk, waived)
    walk.payment(short, amount="50", paid_on=date(2026, 11, 26), matched_on=date(2026, 11, 28))
    with walk.desk.reading() as session:
        read = _waits(session.connection())
        cases = [find_case(session, number) for number in (asked, waived, open_, short)]
        assert [read[case.id or 0] for case in cases] == [[fee_wait(session, case)] for case in cases]
    assert [read[case.id or 0][0].cured_on for case in cases] == [
        date(2026, 11, 27), date(2026, 11, 28), None, None,
    ]  # fmt: skip


def test_extensions_are_counted_where_they_were_told(walk: Walk) -> None:
    adopt(walk.desk, ("extensions_allowed = 1", "extensions_allowed = 2"))
    number = _accepted(walk)
    for _ in range(2):
        told = ExtensionInput.read(number=number, noticed_on=TODAY, amount=5, reason="記録が多いため。")
        extensions.extend(walk.desk, told)
    counts = _figures(walk).counts
    assert (counts[Happening.EXTENSIONS], counts[Happening.CASES_EXTENDED]) == (2, 1)


def test_an_empty_office_has_nothing_and_divides_by_nothing(walk: Walk) -> None:
    assert first_arrival(walk.desk) is None
    read = read_statistics(walk.desk, _YEAR)
    assert read.figures.empty
    assert all(each.empty for each in (*read.parts, *read.months))
    headings, rows = statistics_table(walk.desk, _YEAR.first, _YEAR.last, Language.JA)
    assert all(len(row) == len(headings) == 6 for row in rows)
    assert {row[4] for row in rows} == {0, None}


def test_a_period_that_cannot_be_is_refused_with_a_sentence(walk: Walk) -> None:
    for first, last, code in (
        (date(2026, 12, 1), date(2026, 12, 31), "period-future"),
        (date(2026, 11, 2), date(2026, 11, 1), "period-reversed"),
        (date(1951, 1, 1), date(2026, 1, 1), "period-long"),
    ):
        with pytest.raises(CasemanError) as refused:
            statistics_table(walk.desk, first, last, Language.EN)
        assert refused.value.code == code


def test_a_long_period_is_told_by_the_year(walk: Walk) -> None:
    read = read_statistics(walk.desk, Period(date(2017, 1, 1), TODAY))
    assert read.by is PeriodKind.YEAR
    assert [each.period.first.year for each in read.parts] == [2017, *range(2017, 2027)]
    assert len(read.months) == 119


def test_the_table_is_written_once_and_told_in_the_trail(small: Walk, tmp_path: Path) -> None:
    path = tmp_path / "statistics.csv"
    export = export_statistics(small.desk, path, _NOVEMBER, language=Language.JA)
    text = path.read_text(encoding="utf-8-sig")
    assert text.startswith('"開始日","終了日","区分","項目","値","単位"')
    assert text.count("\n") == export.rows + 1
    assert '"2026-11-01","2026-11-30","受け付けた請求","受け付けた請求",7,"件"' in text
    assert '"苦情","報告先","代表取締役",""' in text
    assert str(list_trail(small.desk)[0].label) == (
        "The statistics from 2026-11-01 (Sun) to 2026-11-30 (Mon) were written as CSV."
    )
    with pytest.raises(CasemanError, match="exists already"):
        export_statistics(small.desk, path, _NOVEMBER)


def test_for_outsiders_small_counts_are_told_in_words(small: Walk) -> None:
    _, rows = statistics_table(
        small.desk, _YEAR.first, _YEAR.last, Language.EN, by=PeriodKind.MONTH, hide_below=5
    )  # fmt: skip
    assert {(row[0], row[1]) for row in rows if row[3] != "Reported to"} == {(_YEAR.first, _YEAR.last)}
    values = {row[4] for row in rows if row[5] in ("requests", "cases", "times")}
    assert "under 5" in values
    assert all(not isinstance(each, int) or each == 0 or each >= 5 for each in values)


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_cases_may_read_them_and_who_exports_may_write_them(walk: Walk, tmp_path: Path, role: Role) -> None:
    raw(walk.desk, "UPDATE staff SET roles = :role", role=role.value)
    walk.desk.read_roles_again()
    path = tmp_path / "statistics.csv"
    if role is Role.ADMINISTRATOR:
        assert refused(walk.desk, lambda: read_statistics(walk.desk, _NOVEMBER)).code == "not-permitted"
    else:
        assert read_statistics(walk.desk, _NOVEMBER).figures.empty
    if role in (Role.PRIVACY_MANAGER, Role.AUDITOR):
        export_statistics(walk.desk, path, _NOVEMBER)
    else:
        assert refused(walk.desk, lambda: export_statistics(walk.desk, path, _NOVEMBER)).code == "not-permitted"
    assert path.exists() is (role in (Role.PRIVACY_MANAGER, Role.AUDITOR))


def test_it_stops_when_that_is_asked(walk: Walk) -> None:
    stop = Stop()
    stop.ask()
    with pytest.raises(Stopped):
        read_statistics(walk.desk, _NOVEMBER, stop=stop)


def test_a_case_tells_the_same_dates(small: Walk) -> None:
    """The walk of this file is what its description says."""
    view = case_file.show_case(small.desk, "P-2026-0002")
    assert (view.arrived_on, view.accepted_on, view.due_on) == (ARRIVED, TODAY, date(2026, 12, 8))


def test_parts_that_have_not_begun_are_left_out(small: Walk) -> None:
    read = read_statistics(small.desk, _YEAR)
    assert [part.period.first.month for part in read.begun] == [4, 5, 6, 7, 8, 9, 10, 11, 12]
    _, rows = statistics_table(small.desk, _YEAR.first, _YEAR.last, Language.EN, by=PeriodKind.MONTH)
    assert max(str(row[0]) for row in rows) == "2026-12-01"
