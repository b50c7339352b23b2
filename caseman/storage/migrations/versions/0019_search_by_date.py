"""The search index has its rows by the date of their case, so that the first of a list are the first it finds."""

import json
from collections.abc import Callable
from datetime import date
from itertools import groupby
from operator import itemgetter

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
_CASES = "SELECT due_on, id FROM cases WHERE (due_on, id) > (?, ?) ORDER BY due_on, id LIMIT ?"
# By what these cases are found, field by field, in the order in which it is indexed.
_FIELDS = """
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


def upgrade() -> None:
    _anew(lambda due_on, case_id: date.fromisoformat(due_on).toordinal() << _NUMBER_BITS | case_id)


def downgrade() -> None:
    _anew(lambda _due_on, case_id: case_id)


def _anew(row_of: Callable[[str, int], int]) -> None:
    op.execute("DROP TABLE case_text")
    op.execute(_MADE)
    run = op.get_bind().exec_driver_sql
    last = ("", 0)
    while some := run(_CASES, (*last, _AT_ONCE)).all():
        last = some[-1]
        rows = {case_id: row_of(due_on, case_id) for due_on, case_id in some}
        known: dict[str, str] = {}
        found = run(_FIELDS, (json.dumps(list(rows)),)).all()
        made = [
            (rows[case_id], *index_texts((field for part in parts for field in json.loads(part.fields)), known))
            for case_id, parts in groupby(found, key=itemgetter(0))
        ]
        run("INSERT INTO case_text(rowid, pairs, singles, fours) VALUES (?, ?, ?, ?)", sorted(made))
