"""The search index holds the fours of what it finds cases by, too; it is made anew from the rows."""

import json
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter

import sqlalchemy as sa
from alembic import op

from caseman.storage.search import index_texts

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_AT_ONCE = 2_000  # cases
_TOKENS = "content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\")"
# By what a case is found, field by field, in the order in which it is indexed.
_FIELDS = """
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
ORDER BY case_id, part, at
"""


def upgrade() -> None:
    _anew(f"CREATE VIRTUAL TABLE case_text USING fts5(pairs, singles, fours, {_TOKENS}")
    _fill("INSERT INTO case_text(rowid, pairs, singles, fours) VALUES (?, ?, ?, ?)", 3)


def downgrade() -> None:
    _anew(f"CREATE VIRTUAL TABLE case_text USING fts5(pairs, singles, {_TOKENS}")
    _fill("INSERT INTO case_text(rowid, pairs, singles) VALUES (?, ?, ?)", 2)


def _anew(made: str) -> None:
    op.execute("DROP TABLE case_text")
    op.execute(made)


def _fill(statement: str, columns: int) -> None:
    connection = op.get_bind()
    rows = _rows(connection, columns)
    while some := list(islice(rows, _AT_ONCE)):
        connection.exec_driver_sql(statement, some)


def _rows(connection: sa.Connection, columns: int) -> Iterator[tuple[int | str, ...]]:
    found = connection.exec_driver_sql(_FIELDS)
    known: dict[str, str] = {}
    for case_id, parts in groupby(found, key=itemgetter(0)):
        fields = [field for part in parts for field in json.loads(part[3])]
        yield (case_id, *index_texts(fields, known)[:columns])
