"""The search index has its rows by the date of their case, so that the first of a list are the first it finds."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby, islice
from operator import itemgetter

import sqlalchemy as sa
from alembic import op

from caseman.storage.search import index_texts

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_AT_ONCE = 2_000  # cases
_NUMBER_BITS = 24
_MADE = (
    "CREATE VIRTUAL TABLE case_text USING fts5("
    "pairs, singles, fours, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\")"
)
# By what a case is found, field by field, in the order in which it is indexed; those with the same date together.
_FIELDS = """
SELECT c.due_on, f.case_id, f.fields FROM (
    SELECT id AS case_id, 0 AS part, 0 AS at, json_array(number) AS fields FROM cases
    UNION ALL
    SELECT c.id, 1, 0, json_array(e.tracking_number, e.sender_as_written)
    FROM cases c JOIN envelope e ON e.id = c.envelope_id
    UNION ALL
    SELECT a.case_id, 2, a.id, json_array(e.tracking_number, e.sender_as_written)
    FROM envelope_case a JOIN envelope e ON e.id = a.envelope_id
    UNION ALL
    SELECT case_id, 3, id, json_array(name, kana, address, postal_code, telephone, email, member_id) FROM party
    UNION ALL
    SELECT case_id, 4, 0, json_array(number, tracking_number) FROM register_line
    UNION ALL
    SELECT l.case_id, 5, d.id, json_array(d.tracking_number) FROM dispatch d JOIN letter l ON l.id = d.letter_id
) f JOIN cases c ON c.id = f.case_id
ORDER BY c.due_on, f.case_id, f.part, f.at
"""


def upgrade() -> None:
    _anew(lambda due_on, case_id: date.fromisoformat(due_on).toordinal() << _NUMBER_BITS | case_id)


def downgrade() -> None:
    _anew(lambda _due_on, case_id: case_id)


def _anew(row_of: Callable[[str, int], int]) -> None:
    op.execute("DROP TABLE case_text")
    op.execute(_MADE)
    connection = op.get_bind()
    rows = _rows(connection, row_of)
    while some := sorted(islice(rows, _AT_ONCE)):
        connection.exec_driver_sql("INSERT INTO case_text(rowid, pairs, singles, fours) VALUES (?, ?, ?, ?)", some)


def _rows(connection: sa.Connection, row_of: Callable[[str, int], int]) -> Iterator[tuple[int | str, ...]]:
    found = connection.exec_driver_sql(_FIELDS)
    known: dict[str, str] = {}
    for (due_on, case_id), parts in groupby(found, key=itemgetter(0, 1)):
        fields = [field for part in parts for field in json.loads(part[2])]
        yield (row_of(due_on, case_id), *index_texts(fields, known))
