"""The case table: searching as you type, and the lines of its next page, in every order and at any depth."""

from __future__ import annotations

import statistics
from array import array
from collections.abc import Iterator
from typing import Any

from caseman.services.case_order import Stretch, case_order, read_stretch
from caseman.services.case_query import FIRST, PAGE, CaseQuery, Sort
from caseman.services.desk import Desk
from caseman.services.lists import list_cases
from caseman.storage.search import match_expression
from tests.benchmarks.measuring import Row, by_turns, median_row, p95_row
from tests.benchmarks.offices import driver

_PEOPLE = 12  # whose name, kana, number and so on are typed
_SEARCHES, _PAGES, _FLAT, _WHOLE = 5, 12, 60, 9  # repetitions; of each search the median counts
_DEPTHS = 9
_SOME = 7  # of so many searches one is asked in another order, too: each reads all that it finds
_LONGEST = 14
_FTS = "SELECT rowid FROM case_text WHERE case_text MATCH ? LIMIT ?"
_FTS_ALL = "SELECT rowid FROM case_text WHERE case_text MATCH ?"
_KEYSET = """
SELECT c.id, c.number, p.name, p.kana, c.request_types, c.state, c.next_step, c.arrived_on, c.due_on, c.closed_on,
    c.accepted_on, p.member_id, a.name
FROM cases c CROSS JOIN party p ON p.case_id = c.id AND p.role = 'principal'
LEFT JOIN party a ON a.case_id = c.id AND a.role = 'agent'
WHERE {first} IS NOT NULL AND ({keys}) >= ({values}) ORDER BY {keys} LIMIT ?
"""
# The orders that are those of one index, and its columns.
_KEYS = {
    Sort.DUE: "due_on id",
    Sort.NUMBER: "serial_year serial number",
    Sort.PRINCIPAL: "name_order id",
    Sort.REQUESTS: "request_types due_on id",
    Sort.ARRIVED: "arrived_on id",
    Sort.CLOSED: "closed_on id",
}


def search_rows(desk: Desk, cases: int) -> list[Row]:
    """Searching at one size of the office: the first is by date, as a list is shown."""
    return [_search(desk, cases), _search_by_kana(desk, cases)]


def page_rows(desk: Desk, cases: int) -> list[Row]:
    """The list at one size of the office, in its orders."""
    return [*_pages(desk, cases), *_whole(desk, cases)]


def growth_rows(smaller: Row, larger: Row, sizes: tuple[int, int]) -> list[Row]:
    """What ten times as many cases cost a search, and what they cost the bare query: its lists of finds are longer."""
    few, many = sizes
    name, baseline = f"{few:,} to {many:,} cases, p95", f"the same at {few:,}"
    return [
        Row(f"search as you type, {name}", baseline, larger.value, smaller.value, 2.0),
        Row(f"bare FTS5 query, LIMIT, {name}", baseline, larger.base, smaller.base, 2.0),
    ]


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
            return connection.execute(_FTS, (expression, FIRST + 1)).fetchall()

        assert bool(bare()) is bool(list_cases(desk, CaseQuery(search=typed)).lines)
        value, base = by_turns(search, bare, _SEARCHES, warm_up=0)
        values.append(statistics.median(value))
        bases.append(statistics.median(base))
    return p95_row(f"search as you type, {cases:,} cases, p95", "bare FTS5 query, LIMIT", (values, bases), 3.0)


def _search_by_kana(desk: Desk, cases: int) -> Row:
    """A search that is shown in another order needs all that it finds; and with them it has their number."""
    connection = driver(desk)
    values, bases = [], []
    for typed in list(typing(connection, cases))[::_SOME]:
        expression = match_expression(typed)
        if expression is None:
            continue
        query = CaseQuery(search=typed, sort=Sort.PRINCIPAL)

        def search(query: CaseQuery = query) -> object:
            keys = case_order(desk, query).keys
            return read_stretch(desk, Stretch(0, 0, tuple(keys[:PAGE])))

        def bare(expression: str = expression) -> object:
            return connection.execute(_FTS_ALL, (expression,)).fetchall()

        value, base = by_turns(search, bare, 2, warm_up=1)
        values.append(statistics.median(value))
        bases.append(statistics.median(base))
    return p95_row(f"search sorted by kana, {cases:,} cases, p95", "bare FTS5 query, all finds", (values, bases), 3.0)


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
    """A stretch from all depths of the list, in each order."""
    for sort, columns in _KEYS.items():
        keys = case_order(desk, CaseQuery(sort=sort)).keys
        times = _stretches(desk, keys, columns.split())
        yield p95_row(f"next page by {sort.value}, {cases:,} cases, p95", "bare keyset query", times, 3.0)
        if sort in (Sort.DUE, Sort.PRINCIPAL):
            first, last = (Stretch(0, at, tuple(keys[at : at + PAGE])) for at in (0, len(keys) - PAGE))
            times = by_turns(lambda at=last: read_stretch(desk, at), lambda at=first: read_stretch(desk, at), _FLAT)  # type: ignore[misc]
            yield median_row(f"last page by {sort.value}, {cases:,} cases, median", "its first page", times, 1.5)


def _stretches(desk: Desk, keys: array[int], columns: list[str]) -> tuple[list[float], list[float]]:
    """Times of stretches from all depths, and of the bare queries of the same rows."""
    connection = driver(desk)
    named = ", ".join(f"c.{column}" for column in columns)
    statement = _KEYSET.format(first=f"c.{columns[0]}", keys=named, values=", ".join("?" * len(columns)))
    some = f"SELECT {named} FROM cases c WHERE c.id = ?"
    having = connection.execute(f"SELECT count({columns[0]}) FROM cases").fetchone()[0]
    values: list[float] = []
    bases: list[float] = []
    for depth in range(_DEPTHS):
        at = depth * (having - PAGE) // (_DEPTHS - 1)
        stretch = Stretch(0, at, tuple(keys[at : at + PAGE]))
        asked = (*connection.execute(some, (keys[at],)).fetchone(), PAGE)

        def page(stretch: Stretch = stretch) -> object:
            return read_stretch(desk, stretch)

        def bare(asked: tuple[Any, ...] = asked) -> list[Any]:
            found: list[Any] = connection.execute(statement, asked).fetchall()
            return found

        assert [row[0] for row in bare()] == list(stretch.keys)
        assert set(read_stretch(desk, stretch).lines) == set(stretch.keys)
        value, base = by_turns(page, bare, _PAGES, warm_up=2)
        values += value
        bases += base
    return values, bases


def _whole(desk: Desk, cases: int) -> Iterator[Row]:
    """All keys of the list: what sorting it anew costs, once."""
    connection = driver(desk)
    for sort, columns in _KEYS.items():
        if sort not in (Sort.DUE, Sort.PRINCIPAL, Sort.NUMBER):
            continue
        query, order = CaseQuery(sort=sort), ", ".join(columns.split())

        def whole(query: CaseQuery = query) -> object:
            return case_order(desk, query)

        def bare(order: str = order) -> object:
            return connection.execute(f"SELECT id FROM cases ORDER BY {order}").fetchall()

        times = by_turns(whole, bare, _WHOLE, warm_up=1)
        yield median_row(f"all keys by {sort.value}, {cases:,} cases, median", "bare query of the keys", times, 1.5)
