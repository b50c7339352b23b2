"""The case table: searching as you type, its first page, and a page far down."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from datetime import date
from typing import Any

from caseman.services.case_query import PAGE, CaseQuery
from caseman.services.desk import Desk
from caseman.services.lists import list_cases
from caseman.storage.search import match_expression
from tests.benchmarks.measuring import Row, by_turns, median_row, p95_row
from tests.benchmarks.offices import driver

_PEOPLE = 12  # whose name, kana, number and so on are typed
_SEARCHES, _PAGES = 5, 150  # repetitions; of each search the median counts
_LONGEST = 14
_FTS = "SELECT rowid FROM case_text WHERE case_text MATCH ? LIMIT ?"
_KEYSET = """
SELECT c.id, c.number, p.name, p.kana, c.request_types, c.state, c.next_step, c.arrived_on, c.due_on, c.closed_on
FROM cases c CROSS JOIN party p ON p.case_id = c.id AND p.role = 'principal'
WHERE (c.due_on, c.id) > (?, ?) ORDER BY c.due_on, c.id LIMIT ?
"""


def rows(desk: Desk, cases: int) -> list[Row]:
    """All at one size of the office."""
    return [_search(desk, cases), *_pages(desk, cases)]


def _search(desk: Desk, cases: int) -> Row:
    connection = driver(desk)
    values, bases = [], []
    for typed in typing(connection, cases):
        expression = match_expression(typed)
        if expression is None:
            continue

        def search(typed: str = typed) -> object:
            return list_cases(desk, CaseQuery(search=typed))

        def bare(expression: str = expression) -> object:
            return connection.execute(_FTS, (expression, PAGE + 1)).fetchall()

        assert bool(bare()) is bool(list_cases(desk, CaseQuery(search=typed)).lines)
        value, base = by_turns(search, bare, _SEARCHES, warm_up=0)
        values.append(statistics.median(value))
        bases.append(statistics.median(base))
    return p95_row(f"search as you type, {cases:,} cases, p95", "bare FTS5 query, LIMIT", (values, bases), 3.0)


def typing(connection: Any, cases: int) -> Iterator[str]:
    """What stands in the search field after each key, for people from all over the file."""
    statement = """SELECT p.name, p.kana, c.number, p.telephone, p.member_id, p.address FROM cases c
        JOIN party p ON p.case_id = c.id AND p.role = 'principal' WHERE c.id = ?"""
    for person in range(_PEOPLE):
        case_id = 1 + person * (cases - 1) // (_PEOPLE - 1)
        for text in connection.execute(statement, (case_id,)).fetchone():
            for end in range(1, min(len(text), _LONGEST) + 1):
                yield text[:end]


def _pages(desk: Desk, cases: int) -> Iterator[Row]:
    connection = driver(desk)
    deep = connection.execute("SELECT due_on, id FROM cases ORDER BY due_on, id LIMIT 1 OFFSET ?", (cases * 4 // 5,))
    due_on, case_id = deep.fetchone()
    starts = {"first": (None, ("", 0)), "deep": ((date.fromisoformat(due_on), case_id), (due_on, case_id))}
    for name, (after, bare_after) in starts.items():
        query = CaseQuery(after=after)

        def page(query: CaseQuery = query) -> object:
            return list_cases(desk, query)

        def bare(bare_after: tuple[str, int] = bare_after) -> list[Any]:
            found: list[Any] = connection.execute(_KEYSET, (*bare_after, PAGE + 1)).fetchall()
            return found

        assert [line.number for line in list_cases(desk, query).lines] == [row[1] for row in bare()[:PAGE]]
        times = by_turns(page, bare, _PAGES, warm_up=3)
        yield median_row(f"{name} page of the list, {cases:,} cases, median", "bare keyset query", times, 3.0)
