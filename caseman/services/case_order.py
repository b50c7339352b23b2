"""A list of cases in any order: the keys of all its cases at once, and the lines of a stretch when they are seen.

The keys of 100,000 cases in the order of an index are read in some milliseconds and take 8 bytes each. With them every
stretch of the list costs the same, wherever it is and however it is sorted; how many cases there are, where a case
stands and which ones a person chose is known without asking again; and a list that changes while it is read has
neither gaps nor doubles.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from caseman.domain.lifecycle import State, Step
from caseman.domain.permissions import Permission
from caseman.services.case_query import CaseQuery, Sort, conditions_of
from caseman.services.desk import Desk
from caseman.services.lists import lines_of, list_cases
from caseman.services.views import CaseLine
from caseman.storage.search import CASE_FOUND, IS_FOUND, match_expression

_CODE: Final = "I"  # 32 bits


@dataclass(frozen=True)
class Stretch:
    """Some cases of a list that are to be seen: from which place on, and of which reading of the list."""

    reading: int
    first: int
    keys: tuple[int, ...]


@dataclass(frozen=True)
class StretchLines:
    """The lines of a stretch, by the key of their case."""

    stretch: Stretch
    lines: Mapping[int, CaseLine]


@dataclass(frozen=True)
class CaseOrder:
    """All cases that a query holds, by their keys, in its order."""

    query: CaseQuery
    keys: array[int]


@dataclass(frozen=True)
class _Part:
    """Cases in the order of an index; `groups`, where there are any, in which order its first column goes."""

    cases: str
    key: str
    order: str
    where: str = "true"
    groups: tuple[str, ...] = ()


_OPEN: Final = "c.closed_on IS NULL"
_BY_DUE: Final = "cases c INDEXED BY ix_cases_due_on"
_AGENTS: Final = "party p INDEXED BY ix_party_agent"
_MEMBERS: Final = "party p INDEXED BY ix_party_member_id"
_IS_AGENT: Final = "p.role = 'agent'"
_IS_MEMBER: Final = "p.role = 'principal' AND p.member_id <> ''"


def _indexed(index: str, order: str, where: str = "true", groups: tuple[str, ...] = ()) -> _Part:
    return _Part(f"cases c INDEXED BY {index}", "c.id", order, where, groups)


def _without(cases: str) -> _Part:
    """Those that another part does not hold, by date."""
    return _Part(_BY_DUE, "c.id", "c.due_on, c.id", f"+c.id NOT IN (SELECT {cases})")


_STATES: Final = tuple(state.value for state in State)
_STEPS: Final = tuple(step.value for step in Step)
# What has something of what the list is sorted by, then what has nothing of it.
_PARTS: Final[Mapping[Sort, tuple[_Part, ...]]] = {
    Sort.NUMBER: (_indexed("ix_cases_serial", "c.serial_year, c.serial, c.number"),),
    Sort.PRINCIPAL: (
        _indexed("ix_cases_name_order", "c.name_order, c.id", "c.name_order > ''"),
        _indexed("ix_cases_name_order", "c.id", "c.name_order = ''"),
    ),
    Sort.AGENT: (
        _Part(_AGENTS, "p.case_id", "p.kana, p.name, p.case_id", _IS_AGENT),
        _without(f"p.case_id FROM {_AGENTS} WHERE {_IS_AGENT}"),
    ),
    Sort.MEMBER_ID: (
        _Part(_MEMBERS, "p.case_id", "p.member_id, p.case_id", _IS_MEMBER),
        _without(f"p.case_id FROM {_MEMBERS} WHERE {_IS_MEMBER}"),
    ),
    Sort.REQUESTS: (_indexed("ix_cases_request_types", "c.request_types, c.due_on, c.id"),),
    Sort.STATE: (_indexed("ix_cases_state_due_on", "c.state", groups=_STATES),),
    Sort.NEXT_STEP: (
        _indexed("ix_cases_open_step", "c.next_step", f"{_OPEN} AND c.next_step IS NOT NULL", _STEPS),
        _without(f"c.id FROM cases c INDEXED BY ix_cases_open_step WHERE {_OPEN} AND c.next_step IS NOT NULL"),
    ),
    Sort.ARRIVED: (_indexed("ix_cases_arrived_on", "c.arrived_on, c.id"),),
    Sort.ACCEPTED: (
        _indexed("ix_cases_accepted_on", "c.accepted_on, c.id", "c.accepted_on IS NOT NULL"),
        _without("c.id FROM cases c INDEXED BY ix_cases_accepted_on WHERE c.accepted_on IS NOT NULL"),
    ),
    Sort.DUE: (_Part(_BY_DUE, "c.id", "c.due_on, c.id"),),
    Sort.CLOSED: (
        _indexed("ix_cases_closed_on", "c.closed_on, c.id", "c.closed_on IS NOT NULL"),
        _indexed("ix_cases_open", "c.due_on, c.id", _OPEN),
    ),
}

_SEARCHED: Final = _Part("case_text", CASE_FOUND, "case_text.rowid", "case_text MATCH :match")  # its rows are by date


def case_order(desk: Desk, query: CaseQuery) -> CaseOrder:
    """All cases of a query in its order. Descending is the other way round, but what has nothing stays last."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        connection = session.connection()
        parts = [keys_of(connection, part, wanted) for part, wanted in _statements(desk, query)]
    if query.descending:
        for keys in parts[: max(1, len(parts) - 1)]:
            keys.reverse()
    whole = parts[0]
    for keys in parts[1:]:
        whole.extend(keys)
    return CaseOrder(query, whole)


def read_stretch(desk: Desk, stretch: Stretch) -> StretchLines:
    """The lines of some cases of a list."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        lines = lines_of(session.connection(), stretch.keys)
    return StretchLines(stretch, {line.key: line for line in lines})


def _statements(desk: Desk, query: CaseQuery) -> list[tuple[_Part, tuple[str, dict[str, Any]]]]:
    conditions, values = conditions_of(desk, query)
    expression = match_expression(query.search)
    if query.sort is Sort.DUE and expression is not None and not conditions:
        return [(_SEARCHED, statement(_SEARCHED, [], {"match": expression}, None))]
    if query.sort is Sort.DUE and conditions:
        # The index that has the cases of the choice has them by date already.
        part = _Part("cases c", "c.id", "c.due_on, c.id", " AND ".join(conditions))
        return [(part, statement(part, [], values, expression))]
    return [(part, statement(part, conditions, values, expression)) for part in _PARTS[query.sort]]


# What else is wanted is gathered once, so that no row is looked up for it. The keys are made and joined in the file's
# own thread, while the window can work. Within a group the rows come as its index has them: by date.
_CHOSEN: Final = "+{key} IN (SELECT c.id FROM cases c WHERE {conditions})"
_FOUND: Final = f"+{{key}} {IS_FOUND}"
_ROWS: Final = """
SELECT NULL, group_concat(printf('%08x', key), '')
FROM (SELECT {key} AS key FROM {cases} WHERE {where} ORDER BY {order})
"""
_GROUPS: Final = """
SELECT {order}, group_concat(printf('%08x', {key}), '') FROM {cases} WHERE {where} GROUP BY {order}
"""


def statement(
    part: _Part, conditions: Sequence[str], values: Mapping[str, Any], expression: str | None
) -> tuple[str, dict[str, Any]]:
    """The query of a part, and its values."""
    where, asked = [part.where], dict(values)
    if conditions:
        where.append(_CHOSEN.format(key=part.key, conditions=" AND ".join(conditions)))
    if expression is not None:
        where.append(_FOUND.format(key=part.key))
        asked["match"] = expression
    written = _GROUPS if part.groups else _ROWS
    told = written.format(key=part.key, cases=part.cases, where=" AND ".join(where), order=part.order)
    return told, asked


def keys_of(connection: Connection, part: _Part, asked: tuple[str, dict[str, Any]]) -> array[int]:
    """Ask for the keys of a part."""
    found = {group: told for group, told in connection.exec_driver_sql(*asked) if told}
    keys = array(_CODE)
    for group in part.groups or (None,):
        keys.frombytes(bytes.fromhex(found.get(group, "")))
    if sys.byteorder == "little":
        keys.byteswap()
    return keys


@dataclass(frozen=True)
class FirstLines:
    """The first lines of a list; `whole` when there are no others."""

    query: CaseQuery
    lines: tuple[CaseLine, ...]
    whole: bool


def first_lines(desk: Desk, query: CaseQuery) -> FirstLines:
    """The first lines of a list by date, soonest first, before all of it is known: a search is answered at once."""
    assert query.sort is Sort.DUE
    assert not query.descending
    page = list_cases(desk, query)
    return FirstLines(query, page.lines, page.after is None)
