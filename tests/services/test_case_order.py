"""A list of cases in every order: all of it at once by its keys, stretch by stretch by its lines, never by sorting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from caseman.bootstrap import create_office, open_office
from caseman.demo.bulk import fill
from caseman.domain.kana_order import name_order
from caseman.domain.lifecycle import State, Step
from caseman.domain.roles import Role, stored_roles
from caseman.security.keyslots import FLOOR_COST
from caseman.services.case_order import _PARTS, Stretch, case_order, first_lines, read_stretch, statement
from caseman.services.case_query import FIRST, CaseQuery, Show, Sort, conditions_of
from caseman.services.desk import Desk
from caseman.services.lists import _THESE, count_cases, list_cases
from caseman.services.views import CaseLine
from caseman.storage.office_tables import StaffRow
from caseman.storage.search import IS_FOUND, match_expression
from tests.services.course_walk import amend
from tests.services.disposal_walk import desk_of
from tests.services.walking import PASSPHRASE, PRINCIPAL, STAFF, START, Walk, refused

COUNT = 400
_STATES, _STEPS = list(State), list(Step)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An office with some hundred cases, one for all tests of this file: they only read."""
    path = tmp_path_factory.mktemp("lists") / "sample.caseman"
    create_office(path, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, sample=True, cost=FLOOR_COST)
    desk = open_office(path, PASSPHRASE, clock=lambda: START)
    fill(desk, COUNT)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def lines(full: Desk) -> dict[int, CaseLine]:
    return {line.key: line for line in list_cases(full, CaseQuery(limit=COUNT)).lines}


@pytest.fixture(scope="module")
def kana_of_agents(full: Desk) -> dict[int, tuple[str, str]]:
    with full.reading() as session:
        rows = session.connection().execute(text("SELECT case_id, kana, name FROM party WHERE role = 'agent'"))
        return {case_id: (kana, name) for case_id, kana, name in rows}


def _place(sort: Sort, line: CaseLine, agents: dict[int, tuple[str, str]]) -> tuple[Any, ...] | None:
    """What a person would sort by, by hand; None where a case has nothing of it."""
    codes = " ".join(each.value for each in line.request_types)
    match sort:
        case Sort.NUMBER:
            year, serial = line.number.removeprefix("P-").split("-")
            return int(year), int(serial)
        case Sort.PRINCIPAL:
            return name_order(line.kana, line.principal), line.key
        case Sort.AGENT:
            return (*agents[line.key], line.key) if line.key in agents else None
        case Sort.MEMBER_ID:
            return (line.member_id, line.key) if line.member_id else None
        case Sort.REQUESTS:
            return codes, line.due_on, line.key
        case Sort.STATE:
            return _STATES.index(line.state), line.due_on, line.key
        case Sort.NEXT_STEP:
            return (_STEPS.index(line.next_step), line.due_on, line.key) if line.next_step else None
        case Sort.ARRIVED:
            return line.arrived_on, line.key
        case Sort.ACCEPTED:
            return (line.accepted_on, line.key) if line.accepted_on else None
        case Sort.DUE:
            return line.due_on, line.key
        case Sort.CLOSED:
            return (line.closed_on, line.key) if line.closed_on else None


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", list(Sort))
def test_a_list_is_in_the_order_that_is_asked_for(
    full: Desk, lines: dict[int, CaseLine], kana_of_agents: dict[int, tuple[str, str]], sort: Sort, descending: bool
) -> None:
    found = list(case_order(full, CaseQuery(sort=sort, descending=descending)).keys)
    having = [key for key, line in lines.items() if _place(sort, line, kana_of_agents) is not None]
    having.sort(key=lambda key: _place(sort, lines[key], kana_of_agents), reverse=descending)  # type: ignore[arg-type,return-value]
    rest = [
        line.key
        for line in sorted(lines.values(), key=lambda line: (line.due_on, line.key))
        if line.key not in set(having)
    ]
    assert found == having + rest


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("search", ["", "佐", "タカ", "P-2026", "ない人", "・"])
@pytest.mark.parametrize("show", [Show.OPEN, Show.CLOSED, Show.OVERDUE])
def test_what_is_narrowed_keeps_its_order(full: Desk, sort: Sort, search: str, show: Show) -> None:
    whole = case_order(full, CaseQuery(sort=sort)).keys
    query = CaseQuery(search=search, show=show, sort=sort)
    with full.reading() as session:
        conditions, values = conditions_of(full, CaseQuery(show=show))
        if search:
            conditions.append(f"c.id {IS_FOUND}" if match_expression(search) else "0")
            values["match"] = match_expression(search)
        rows = session.connection().execute(text(f"SELECT c.id FROM cases c WHERE {' AND '.join(conditions)}"), values)
        wanted = set(rows.scalars())
    found = case_order(full, query).keys
    assert list(found) == [key for key in whole if key in wanted]
    assert len(found) == count_cases(full, query)


@pytest.mark.parametrize("step", [Step.IDENTITY, Step.DECISION, Step.CLOSE])
def test_a_step_that_waits_is_listed_in_any_order(full: Desk, lines: dict[int, CaseLine], step: Step) -> None:
    wanted = {key for key, line in lines.items() if line.next_step is step}
    for sort in Sort:
        found = case_order(full, CaseQuery(show=Show.OPEN, step=step, sort=sort)).keys
        assert set(found) == wanted
        assert len(found) == len(wanted)


def test_the_lines_of_a_stretch_are_those_of_its_keys(full: Desk, lines: dict[int, CaseLine]) -> None:
    keys = tuple(case_order(full, CaseQuery(sort=Sort.PRINCIPAL)).keys[100:150])
    read = read_stretch(full, Stretch(3, 100, keys))
    assert read.stretch == Stretch(3, 100, keys)
    assert read.lines == {key: lines[key] for key in keys}
    assert read_stretch(full, Stretch(0, 0, (10**9,))).lines == {}


def test_the_first_lines_are_the_first_of_the_order(full: Desk) -> None:
    for query in (CaseQuery(), CaseQuery(search="タ"), CaseQuery(search="ない人"), CaseQuery(show=Show.OPEN)):
        first, keys = first_lines(full, query), case_order(full, query).keys
        assert [line.key for line in first.lines] == list(keys[:FIRST])
        assert first.whole is (len(keys) <= FIRST)


_CHOICES = [CaseQuery(), *(CaseQuery(show=show) for show in Show if show is not Show.ALL), CaseQuery(step=Step.FEE)]


@pytest.mark.parametrize("sort", list(Sort))
def test_no_order_is_made_by_sorting_or_by_reading_every_case(full: Desk, sort: Sort) -> None:
    """The hot queries of the table: each goes along an index, and looks up no row of the table for it."""
    with full.reading() as session:
        connection = session.connection()
        for choice in _CHOICES:
            for search in (None, match_expression("タカ")):
                for part in _PARTS[sort]:
                    conditions, values = conditions_of(full, choice)
                    plan = _plan(connection, *statement(part, conditions, values, search))
                    assert not [step for step in plan if "TEMP B-TREE" in step], plan
                    scans = [step for step in plan if step.startswith(("SCAN c", "SCAN p")) and "INDEX" not in step]
                    assert scans == [], plan
                    assert not [step for step in plan if "PRIMARY KEY" in step], plan


def test_the_lines_of_a_stretch_are_looked_up_by_their_keys(full: Desk) -> None:
    with full.reading() as session:
        plan = _plan(session.connection(), _THESE, {"ids": "[1]"})
    assert [step.split(" ")[0] for step in plan] == ["SCAN", "SEARCH", "SEARCH", "SEARCH"]
    assert "this" in plan[0]


def _plan(connection: Any, statement: str, values: dict[str, Any]) -> list[str]:
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]


def _listed(desk: Desk, sort: Sort) -> list[str]:
    keys = case_order(desk, CaseQuery(sort=sort)).keys
    return [read_stretch(desk, Stretch(0, 0, (key,))).lines[key].number for key in keys]


def test_the_place_of_a_name_follows_what_is_known_of_the_person(walk: Walk) -> None:
    first, second = walk.case(), walk.case(principal=PRINCIPAL | {"name": "青木 例", "kana": "アオキ レイ"})
    assert _listed(walk.desk, Sort.PRINCIPAL) == [second, first]
    amend(walk, second, **PRINCIPAL | {"name": "渡辺 例", "kana": "わたなべ れい"})
    assert _listed(walk.desk, Sort.PRINCIPAL) == [first, second]
    with walk.desk.reading() as session:
        found = session.connection().exec_driver_sql("SELECT name_order FROM cases ORDER BY id").scalars().all()
    assert found == [name_order(PRINCIPAL["kana"], ""), name_order("ワタナベ レイ", "")]


def test_who_may_not_read_cases_reads_no_list(walk: Walk) -> None:
    with Session(walk.desk.file.engine) as session:
        session.add(StaffRow(name="例示 次郎", roles=stored_roles([Role.ADMINISTRATOR]), added_at=walk.clock()))
        session.commit()
    desk = desk_of(walk, "例示 次郎")
    calls = (
        lambda: case_order(desk, CaseQuery()),
        lambda: read_stretch(desk, Stretch(0, 0, (1,))),
        lambda: first_lines(desk, CaseQuery()),
    )
    for call in calls:
        assert refused(walk.desk, call).code == "not-permitted"
