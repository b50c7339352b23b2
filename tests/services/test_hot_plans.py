"""How the hot reads go through the file: by an index, without reading a large table whole and without sorting it.

The statements are those that the services really run, heard at the engine. The program keeps no statistics of its
tables (it never runs ANALYZE), so the plans of a small file are those of a large one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from caseman.bootstrap import create_office, open_office
from caseman.demo.bulk import fill
from caseman.domain.roles import Role, stored_roles
from caseman.domain.trail import ActionGroup
from caseman.security.keyslots import FLOOR_COST
from caseman.services import disposal_views, run_views
from caseman.services.case_file import show_case
from caseman.services.case_order import Stretch, case_order, first_lines, read_stretch
from caseman.services.case_query import CaseQuery, Show, Sort
from caseman.services.desk import Desk
from caseman.services.export.choice import ExportChoice
from caseman.services.export.writing import export_set
from caseman.services.letter_list import letter_page, list_letters, waiting_letters
from caseman.services.letter_query import LetterQuery, LetterShow
from caseman.services.lists import count_cases, list_cases
from caseman.services.post_register import PostQuery, ShowPost, list_post
from caseman.services.related import related_to
from caseman.services.retention_list import due_list
from caseman.services.scan_tray import list_tray
from caseman.services.today import nearing, today_view
from caseman.services.trail_list import TrailQuery, read_trail
from caseman.storage import search
from caseman.storage.office_tables import StaffRow
from tests.services.hearing import hearing, reads
from tests.services.walking import PASSPHRASE, STAFF, START

COUNT = 300
_NAMED = re.compile(r"(?:FROM|JOIN|,)\s+(\w+)(?:\s+INDEXED BY \w+)?(?:\s+AS)?\s+(\w+)")
_SORTS = "USE TEMP B-TREE"
# Walked from its newest row until a page is full: nothing is looked at that is not shown.
_NEWEST = re.compile(r"ORDER BY \S*\b(id|number) DESC\s+LIMIT\s+\S+(\s+OFFSET\s+\S+)?\s*$")
# As many rows as the office has members, versions of its procedure, places, or runs.
_SMALL = frozenset({"office", "staff", "procedure", "setting", "place", "disposal_run"})


@dataclass(frozen=True)
class Hot:
    """A read that a person waits for; `sorted_few` says what few rows it sorts, where it does."""

    name: str
    read: Callable[[Desk], object]
    sorted_few: str = ""


def _number(desk: Desk) -> str:
    return list_cases(desk, CaseQuery(limit=1)).lines[0].number


def _lists() -> Iterator[Hot]:
    for sort in Sort:
        for show in (Show.ALL, Show.OPEN, Show.CLOSED, Show.OVERDUE, Show.TO_CHECK, Show.WAITING_FEE):
            for descending in (False, True):
                query = CaseQuery(sort=sort, show=show, descending=descending)
                name = f"{show} by {sort}{' descending' if descending else ''}"
                yield Hot(name, lambda desk, query=query: case_order(desk, query))  # type: ignore[misc]
        searched = CaseQuery(search="タカ", sort=sort)
        yield Hot(f"search by {sort}", lambda desk, query=searched: case_order(desk, query))  # type: ignore[misc]
    for show in Show:
        yield Hot(f"first lines of {show}", lambda desk, show=show: first_lines(desk, CaseQuery(show=show)))  # type: ignore[misc]
        yield Hot(f"count of {show}", lambda desk, show=show: count_cases(desk, CaseQuery(show=show)))  # type: ignore[misc]
    yield Hot("lines of a stretch", lambda desk: read_stretch(desk, Stretch(0, 0, tuple(range(1, 200)))), "the stretch")


def _searches() -> Iterator[Hot]:
    typed = {"number": "P-2026-0", "name": "髙橋", "kana": "タカ", "telephone": "090-0000", "address": "見本市",
             "member": "SAMPLE-0001", "tracking number": "123-45", "sign": "佐"}  # fmt: skip
    for kind, words in typed.items():
        query = CaseQuery(search=words)
        yield Hot(f"search for a {kind}", lambda desk, query=query: list_cases(desk, query))  # type: ignore[misc]


def _pages() -> Iterator[Hot]:
    yield Hot("today", today_view)
    yield Hot("what nears", lambda desk: nearing(desk, 7))
    yield Hot("a case", lambda desk: show_case(desk, _number(desk)), "what one case has")
    yield Hot("cases related to one", lambda desk: related_to(desk, _number(desk)), "what was found")
    yield Hot("letters", lambda desk: letter_page(desk, LetterQuery()))
    yield Hot("letters further down", lambda desk: letter_page(desk, LetterQuery(after=150)))
    for show in LetterShow:
        if show is not LetterShow.ALL:
            query = LetterQuery(show=show)
            yield Hot(f"letters {show}", lambda desk, query=query: letter_page(desk, query), "what waits")  # type: ignore[misc]
    yield Hot("letters to print in a run", waiting_letters, "what waits")
    yield Hot("last letters", list_letters)
    yield Hot("print runs", run_views.list_runs)
    for post in ShowPost:
        for words in ("", "山"):
            asked = PostQuery(show=post, search=words)
            yield Hot(f"post {post} {words}", lambda desk, asked=asked: list_post(desk, asked), "a page of each way")  # type: ignore[misc]
    yield Hot("scan tray", list_tray)
    yield Hot("disposal list", due_list, "the papers of one case; days")
    yield Hot("disposal runs", disposal_views.list_runs)
    yield Hot("trail", read_trail)
    yield Hot("trail of a case", lambda desk: read_trail(desk, TrailQuery(case=_number(desk))), "what one case has")
    yield Hot("trail of a member", lambda desk: read_trail(desk, TrailQuery(staff=STAFF)))
    yield Hot("trail of a group", lambda desk: read_trail(desk, TrailQuery(group=ActionGroup.IDENTITY)))
    yield Hot("trail of days", lambda desk: read_trail(desk, TrailQuery(until=date(2026, 1, 1))))
    yield Hot("words in the trail", lambda desk: read_trail(desk, TrailQuery(words="case")))


HOT = (*_lists(), *_searches(), *_pages())


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An office with some hundred cases; who works there may do all."""
    path = tmp_path_factory.mktemp("plans") / "sample.caseman"
    create_office(path, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, sample=True, cost=FLOOR_COST)
    desk = open_office(path, PASSPHRASE, clock=lambda: START)
    with desk.work(None) as work:
        work.session.exec(select(StaffRow)).one().roles = stored_roles(frozenset(Role))
    fill(desk, COUNT)
    yield desk
    desk.close()


@contextmanager
def heard(desk: Desk) -> Iterator[dict[str, Any]]:
    """The statements that read meanwhile, each with the values it last had."""
    found: dict[str, Any] = {}
    with hearing(desk) as run:
        yield found
    found.update(reads(run))


def plan_of(desk: Desk, statement: str, values: Any) -> list[str]:
    with desk.reading() as session:
        connection = session.connection()
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]


def read_whole(desk: Desk, statement: str, plan: list[str]) -> list[str]:
    """The tables of the file that a plan reads from end to end without an index."""
    names = {alias: table for table, alias in _NAMED.findall(statement)}
    with desk.reading() as session:
        listed = session.connection().exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = set(listed.scalars()) - _SMALL
    walked = [line.split()[1] for line in plan if line.startswith("SCAN ") and "INDEX" not in line]
    found = [table for name in walked if (table := names.get(name, name)) in tables]
    newest = _NEWEST.search(statement) and not any(_SORTS in line for line in plan)
    return [] if newest else found


@pytest.mark.parametrize("hot", HOT, ids=lambda hot: hot.name)
def test_a_hot_read_goes_by_an_index_and_sorts_no_table(full: Desk, hot: Hot) -> None:
    with heard(full) as statements:
        hot.read(full)
    assert statements
    plans = {statement: plan_of(full, statement, values) for statement, values in statements.items()}
    for statement, plan in plans.items():
        assert read_whole(full, statement, plan) == [], (statement, plan)
    sorts = [(statement, plan) for statement, plan in plans.items() if any(_SORTS in line for line in plan)]
    if not hot.sorted_few:
        assert sorts == []
    # What is sorted was found by keys, or by an index that holds no more than is wanted: never a whole table.
    for statement, plan in sorts:
        assert not any(re.match(r"SCAN (cases|c|letter|l|party|p)$", line) for line in plan), (statement, plan)


def test_a_search_that_finds_very_many_walks_the_cases_by_date(full: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_MANY", 30)
    monkeypatch.setattr(search, "_SHORTEST", 40)
    with heard(full) as statements:
        assert list_cases(full, CaseQuery(search="P-", show=Show.CLOSED)).lines
    walked = [plan_of(full, statement, values) for statement, values in statements.items() if "stretch AS" in statement]
    assert walked
    for plan in walked:
        assert any("ix_cases_" in line for line in plan), plan
        assert not any(re.match(r"SCAN c$", line) for line in plan), plan


def test_the_ledger_is_read_by_keys(full: Desk, tmp_path: Path) -> None:
    """All cases go into it, so the cases are walked, once and in order; whatever else it tells is looked up."""
    with heard(full) as statements:
        export_set(full, tmp_path / "set", ExportChoice(sheets=("ledger",)))
    for statement, values in statements.items():
        plan = plan_of(full, statement, values)
        assert set(read_whole(full, statement, plan)) <= {"cases"}, (statement, plan)
        assert not any(_SORTS in line and "ORDER BY" in line for line in plan if "cases" in statement), plan


def test_a_table_that_is_read_whole_shows(full: Desk) -> None:
    """The looking glass itself: a plan without an index, and one that sorts."""
    for statement, whole in (
        ("SELECT c.number FROM cases c WHERE c.remarks = 'x'", ["cases"]),
        ("SELECT number FROM cases ORDER BY remarks", ["cases"]),
        ("SELECT number FROM cases WHERE id = 1", []),
        ("SELECT number FROM audit ORDER BY number DESC LIMIT 1", []),
    ):
        assert read_whole(full, statement, plan_of(full, statement, {})) == whole
    assert any(_SORTS in line for line in plan_of(full, "SELECT number FROM cases ORDER BY remarks", {}))
