"""The statistics of many invented cases, against a count of the same rows one by one that asks no query for help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import text
from sqlmodel import select

from caseman.bootstrap import create_office, open_office
from caseman.demo.bulk import fill
from caseman.domain.answer_days import answer_days
from caseman.domain.clock import Defect
from caseman.domain.periods import Period
from caseman.offices.calendar import office_policy
from caseman.security.keyslots import FLOOR_COST
from caseman.services.desk import Desk
from caseman.services.statistics import read_statistics
from caseman.storage.case_tables import CaseRow, CorrectionRow, RequestRow
from caseman.storage.letter_tables import DispatchRow
from tests.services.walking import PASSPHRASE, STAFF, TickingClock

_PERIODS = (
    Period(date(2025, 4, 1), date(2026, 3, 31)),
    Period(date(2026, 4, 1), date(2027, 3, 31)),
    Period(date(2026, 9, 12), date(2026, 10, 17)),
    Period(date(2026, 10, 3), date(2026, 10, 9)),
)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A sample office with 400 cases of five years."""
    path = tmp_path_factory.mktemp("many") / "sample.caseman"
    clock = TickingClock()
    create_office(
        path, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, clock=clock, cost=FLOOR_COST, sample=True
    )
    desk = open_office(path, PASSPHRASE, clock=clock)
    fill(desk, 400)
    with desk.file.engine.begin() as connection:  # some are withdrawn, one by one, before they were answered
        connection.execute(
            text(
                "INSERT INTO case_event (case_id, kind, happened_on, reason, recorded_at, recorded_by) "
                "SELECT id, 'withdrawn', arrived_on, '', '2026-01-01T00:00:00.000Z', 1 FROM cases WHERE id % 17 = 0"
            )
        )
    yield desk
    desk.close()


@pytest.mark.parametrize("period", _PERIODS, ids=lambda period: str(period.first))
def test_the_same_is_counted_one_by_one(many: Desk, period: Period) -> None:
    read = read_statistics(many, period)
    policy = office_policy(many.procedure)
    received: Counter[str] = Counter()
    days: Counter[int] = Counter()
    late = open_ = overdue = ended = 0
    with many.reading() as session:
        cases = {case.id: case for case in session.exec(select(CaseRow)).all()}
        sent: dict[int | None, date] = {}
        for dispatch in session.exec(select(DispatchRow)).all():
            earlier = sent.get(dispatch.letter_id, date.max)
            sent[dispatch.letter_id] = min(earlier, dispatch.dispatched_on)
        waits = {
            case_id: [Defect(row.asked_on, row.cured_on) for row in session.exec(
                select(CorrectionRow).where(CorrectionRow.case_id == case_id)).all()]
            for case_id in cases
        }  # fmt: skip
        for request in session.exec(select(RequestRow)).all():
            case = cases[request.case_id]
            withdrawn = (case.id or 0) % 17 == 0
            answered = sent.get(request.letter_id) if request.letter_id else None
            left = case.arrived_on if withdrawn else answered
            received[request.type] += case.arrived_on in period
            ended += withdrawn and case.arrived_on in period
            if left is None or left > period.last:
                open_ += case.arrived_on <= period.last
                overdue += case.arrived_on <= period.last and case.due_on <= min(period.last, date(2026, 11, 23))
            if answered is not None and not withdrawn and answered in period:
                told = [wait for wait in waits[case.id] if wait.sent_on <= case.due_on]
                days[answer_days(policy, case.arrived_on, case.accepted_on, answered, told)] += 1
                late += answered > case.due_on
    figures = read.figures
    assert {kind.value: number for kind, number in figures.received.items()} == +received
    assert (figures.days, figures.late) == (+days, late)
    assert (figures.open, figures.overdue, figures.ended_unanswered) == (open_, overdue, ended)
    before = read.before
    assert before.open + figures.requests_received == figures.answered + figures.ended_unanswered + figures.open
    assert sum(part.answered for part in read.parts) == figures.answered
