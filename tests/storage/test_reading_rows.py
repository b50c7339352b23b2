"""What is read past the mapper is what the mapper reads: the same values of the same types, for every table."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import bindparam
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import SQLModel, col, select

from caseman.domain.lifecycle import Step
from caseman.storage import driver, reading
from caseman.storage.case_tables import CaseRow
from caseman.storage.post_tables import EnvelopeRow
from caseman.storage.trail_tables import AuditRow
from tests.services.walking import ENCLOSURES, Office, TickingClock, Walk, open_copy, picture

_EVERY_ROW = {mapper.class_: select(mapper.class_) for mapper in SQLModel._sa_registry.mappers}
_NUMBERED = (
    select(EnvelopeRow.id).where(col(EnvelopeRow.id).in_(reading.among("numbers"))).order_by(col(EnvelopeRow.id))
)
_ARRIVED = select(CaseRow.number, CaseRow.arrived_on).where(CaseRow.arrived_on == bindparam("day"))
_LOGGED = select(AuditRow.number, AuditRow.at).where(
    col(AuditRow.action).in_(("envelope_logged", "case_opened")), col(AuditRow.at) <= bindparam("until")
)


@pytest.fixture(scope="module")
def walk(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Any:
    clock = TickingClock()
    walk = Walk(open_copy(office, office.copy_to(tmp_path_factory.mktemp("reading")), clock), clock)
    walk.to(Step.CLOSE)
    number = walk.case(envelope=walk.envelope(scans=({"name": "a.png", "data": picture()},), enclosures=ENCLOSURES))
    walk.payment(number)
    yield walk
    walk.desk.close()


def _both(walk: Walk, statement: Any, **values: Any) -> tuple[list[Any], list[Any]]:
    """Rows past the mapper, and as SQLAlchemy reads them."""
    with walk.desk.reading() as session:
        shown = [tuple(row) for row in reading.columns(session, statement, **values)]
        return shown, [tuple(row) for row in session.connection().execute(statement, values)]


def test_every_table_is_read_with_its_own_types(walk: Walk) -> None:
    filled = set()
    for table, statement in _EVERY_ROW.items():
        shown, mapped = _both(walk, statement)
        assert shown == mapped, table
        assert [list(map(type, row)) for row in shown] == [list(map(type, row)) for row in mapped], table
        if shown:
            filled.add(table.__name__)
    assert {"CaseRow", "EnvelopeRow", "LetterRow", "AuditRow", "BookRow", "ScanRow", "StaffRow"} <= filled


def test_values_are_given_as_the_file_keeps_them(walk: Walk) -> None:
    shown, mapped = _both(walk, _ARRIVED, day=walk_day(walk))
    assert shown == mapped
    assert len(shown) == 2
    shown, mapped = _both(walk, _LOGGED, until=walk.clock())
    assert shown == mapped
    assert len(shown) == 4


def walk_day(walk: Walk) -> Any:
    with walk.desk.reading() as session:
        return session.exec(select(CaseRow.arrived_on)).first()


@pytest.mark.parametrize("numbers", [(), (1,), (2, 1), (1, 2, 99)])
def test_rows_among_some_numbers(walk: Walk, numbers: tuple[int, ...]) -> None:
    shown, mapped = _both(walk, _NUMBERED, numbers=numbers)
    assert shown == mapped == [(each,) for each in sorted(numbers) if each < 3]


def test_columns_have_their_names_and_a_row_cannot_be_changed(walk: Walk) -> None:
    with walk.desk.reading() as session:
        row = reading.columns(session, _ARRIVED, day=walk_day(walk))[0]
        assert row.number.startswith("P-")
        with pytest.raises(AttributeError):
            row.number = "anders"
        (staff,) = driver.each_row(session.connection(), "SELECT name AS who, 1 FROM staff")
    assert staff.who == walk.desk.staff_name


def test_what_the_file_refuses_is_raised_as_the_mapper_raises_it(walk: Walk) -> None:
    with walk.desk.file.engine.connect() as connection:
        with pytest.raises(IntegrityError) as failed:
            driver.run(
                connection, "INSERT INTO staff (name, roles, added_at) VALUES (?, '', '')", (walk.desk.staff_name,)
            )
        assert walk.desk.staff_name not in str(failed.value)
        with pytest.raises(OperationalError):
            driver.run(connection, "SELECT nothing FROM nowhere")


def test_a_query_that_is_broken_off_half_way_is_told_as_one(walk: Walk) -> None:
    with walk.desk.file.engine.connect() as connection:
        handle: Any = connection.connection.driver_connection

        def stop(number: int) -> int:
            if number == 3:
                handle.interrupt()
            return number

        handle.create_function("stop_at_three", 1, stop)
        try:
            numbers = (
                "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT stop_at_three(i) FROM n"
            )
            with pytest.raises(OperationalError):
                driver.fetch(connection, numbers)
        finally:
            handle.create_function("stop_at_three", 1, None)
