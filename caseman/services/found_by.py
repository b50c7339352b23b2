"""By what a case is found: the texts of its people, envelopes, letters and register, in the index of the search."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from sqlalchemy import Connection
from sqlmodel import Session, select

from caseman.domain.kana_order import name_order
from caseman.services.work import Work
from caseman.storage import driver
from caseman.storage.case_tables import CaseRow, PartyRow
from caseman.storage.columns import row_id
from caseman.storage.search import forget_case, index_case, index_row

_BATCH: Final = 500


def index(work: Work, case: CaseRow) -> None:
    """Make the case found by its number, people and every tracking number, and give it its place among names."""
    people = select(PartyRow.kana, PartyRow.name).where(PartyRow.case_id == case.id, PartyRow.role == "principal")
    case.name_order = "" if case.disposed_on is not None else name_order(*work.session.exec(people).one())
    work.session.add(case)
    work.session.flush()
    _index(work, case)


def move_in_index(work: Work, case: CaseRow, before: date) -> None:
    """Let a case whose date was moved be found in its new place; one that is not in the index yet is left out."""
    if forget_case(work.connection, index_row(row_id(case), before)):
        _index(work, case)


def _index(work: Work, case: CaseRow) -> None:
    index_case(work.connection, *_fields(work.connection, {row_id(case): case.due_on})[0])


def indexed_fields(session: Session) -> Iterator[list[tuple[int, list[str]]]]:
    """By what every case is found, by its row in the index; some hundred cases at a time."""
    connection, after = session.connection(), 0
    while found := driver.fetch(connection, _DATES, (after, _BATCH)):
        yield _fields(connection, {case_id: date.fromisoformat(due_on) for case_id, due_on in found})
        after = found[-1][0]


_DATES: Final = "SELECT id, due_on FROM cases WHERE id > ? ORDER BY id LIMIT ?"
# By what cases are found, in the order in which it is indexed: each row some texts of one case.
_FOUND_BY: Final = """
WITH these AS (SELECT value AS id FROM json_each(?))
SELECT id AS case_id, 0 AS part, 0 AS at, json_array(number) AS fields FROM cases WHERE id IN these
UNION ALL
SELECT c.id, 1, 0, json_array(e.tracking_number, e.sender_as_written)
FROM cases c CROSS JOIN envelope e ON e.id = c.envelope_id WHERE c.id IN these
UNION ALL
SELECT a.case_id, 2, a.id, json_array(e.tracking_number, e.sender_as_written)
FROM envelope_case a CROSS JOIN envelope e ON e.id = a.envelope_id WHERE a.case_id IN these
UNION ALL
SELECT case_id, 3, id, json_array(name, kana, address, postal_code, telephone, email, member_id)
FROM party WHERE case_id IN these
UNION ALL
SELECT case_id, 4, 0, json_array(number, tracking_number) FROM register_line WHERE case_id IN these
UNION ALL
SELECT l.case_id, 5, d.id, json_array(d.tracking_number)
FROM letter l CROSS JOIN dispatch d ON d.letter_id = l.id WHERE l.case_id IN these
ORDER BY case_id, part, at
"""


def _fields(connection: Connection, cases: Mapping[int, date]) -> list[tuple[int, list[str]]]:
    """By what these cases are found, each by its row in the index; the cases with their dates."""
    found: dict[int, list[str]] = {case_id: [] for case_id in cases}
    for case_id, _, _, fields in driver.fetch(connection, _FOUND_BY, (json.dumps(list(cases)),)):
        found[case_id] += json.loads(fields)
    return [(index_row(case_id, due_on), found[case_id]) for case_id, due_on in cases.items()]
