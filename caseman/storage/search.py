"""Search as you type, in Japanese too: FTS5 over character pairs and fours of the match key.

A trigram index finds nothing for two-character names; pairs do, and a phrase of pairs is an exact substring.
Single characters stand in a column of their own. Longer words are looked for by their fours: nearly every case has each
pair of digits, and a number of many pairs would be compared with a good part of a large office.

A list shows the first cases found, soonest date first. So a case's row in the index is its date above its own number:
the index has its rows in the order of the list, and a search ends at the first that are enough. A case whose date moves
gets another row. Where a list is narrowed (to open cases, say) and very many are found, the cases are walked by date, a
stretch at a time, and the index is asked for the same stretch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from caseman.domain.names import match_key
from caseman.errors import RuleError
from caseman.storage import driver
from caseman.text import T

CREATE = (
    "CREATE VIRTUAL TABLE case_text USING fts5("
    "pairs, singles, fours, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\")"
)
_BETWEEN = "fieldend"  # a word of its own between two fields, so that no phrase spans them
_LONG = 4  # characters, from which on a word is looked for by its fours
LONGEST_QUERY = 200  # characters; what is typed beyond is not looked for
_MANY = 2_000  # finds, from which on walking is quicker than looking at all of them
_SHORTEST, _LONGEST, _LONGER = 1_000, 200_000, 3  # cases looked at in one stretch; and how much further each next time
_NUMBER_BITS = 24  # of a row's number, for the case's own: an office of a hundred envelopes a day needs centuries
_OWN = (1 << _NUMBER_BITS) - 1
CASE_FOUND = f"(case_text.rowid & {_OWN})"  # the case of a row of the index
IS_FOUND = f"IN (SELECT {CASE_FOUND} FROM case_text WHERE case_text MATCH :match)"  # noqa: S608  constants
_NO_LETTER = re.compile("[^0-9a-z]+")


def index_row(case_id: int, due_on: date) -> int:
    """The row of the index that a case with this date has. Raises `RuleError` where the file can hold no more cases."""
    if case_id > _OWN:
        raise RuleError(
            "office-full",
            T(
                "This office file holds {count} cases and can hold no more. Make a new office file for the next ones.",
                count=_OWN,
            ),
        )
    return due_on.toordinal() << _NUMBER_BITS | case_id


def index_case(connection: Connection, row: int, fields: Iterable[str]) -> None:
    """Make a case found by these texts, and by nothing that its row of the index was found by before."""
    forget_case(connection, row)
    add_many_to_index(connection, [(row, fields)])


def forget_case(connection: Connection, row: int) -> bool:
    """Let a row of the index go; whether there was one."""
    known = driver.run(connection, "SELECT 1 FROM case_text WHERE rowid = ?", (row,)).fetchone() is not None
    if known:
        driver.run(connection, "DELETE FROM case_text WHERE rowid = ?", (row,))
    return known


def add_many_to_index(connection: Connection, cases: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Make cases found that have no row in the index yet."""
    known: dict[str, str] = {}  # names come again and again, and folding one is slow
    rows = [(row, *index_texts(fields, known)) for row, fields in cases]
    rows.sort()  # the index writes out what it has gathered whenever a row comes before the last one
    if rows:
        connection.exec_driver_sql("INSERT INTO case_text(rowid, pairs, singles, fours) VALUES (?, ?, ?, ?)", rows)


def forget_removed(connection: Connection) -> None:
    """Take out of the index the words of what was removed: until then only a mark says that they count no more."""
    connection.exec_driver_sql("INSERT INTO case_text(case_text) VALUES ('optimize')")


def index_texts(fields: Iterable[str], known: dict[str, str] | None = None) -> tuple[str, str, str]:
    """The three columns of the index for these fields; `known` keeps keys from one call to the next."""
    known = {} if known is None else known
    keys = []
    for field in fields:
        if (key := known.get(field)) is None:
            key = known[field] = _letters(field)
        if key:
            keys.append(key)
    parted = f" {_BETWEEN} "
    pairs = parted.join(" ".join(_pieces(key, 2)) for key in keys)
    fours = parted.join(" ".join(_pieces(key, _LONG)) for key in keys if len(key) >= _LONG)
    return pairs, " ".join(sorted(set("".join(keys)))), fours


def index_agrees(connection: Connection, batches: Iterable[Iterable[tuple[int, Iterable[str]]]]) -> bool:
    """Whether the index is what these cases make of it: the same rows, and each term in as many of them, as often.

    `batches` are all cases, by their row of the index, with their fields. The index that should be is built beside, in
    memory.
    """
    run = connection.exec_driver_sql
    for name in ("terms_found", "terms_wanted", "text_wanted"):
        run(f"DROP TABLE IF EXISTS temp.{name}")
    run(CREATE.replace("case_text", "temp.text_wanted"))
    run("CREATE VIRTUAL TABLE temp.terms_found USING fts5vocab('main', 'case_text', 'col')")
    run("CREATE VIRTUAL TABLE temp.terms_wanted USING fts5vocab('temp', 'text_wanted', 'col')")
    try:
        known: dict[str, str] = {}
        for batch in batches:
            rows = sorted((row, *index_texts(fields, known)) for row, fields in batch)
            run("INSERT INTO temp.text_wanted(rowid, pairs, singles, fours) VALUES (?, ?, ?, ?)", rows)
        if run(_ROWS_DIFFER).first() is not None:
            return False
        return run("SELECT * FROM temp.terms_found").all() == run("SELECT * FROM temp.terms_wanted").all()
    finally:
        for name in ("terms_found", "terms_wanted", "text_wanted"):
            run(f"DROP TABLE IF EXISTS temp.{name}")


def match_expression(text: str) -> str | None:
    """The FTS5 query for what a person typed: every word must stand somewhere. None when nothing is asked."""
    words = [_letters(word) for word in text[:LONGEST_QUERY].split()]
    terms = [_term(word) for word in words if word]
    return " AND ".join(terms) if terms else None


def first_found(
    connection: Connection,
    expression: str,
    conditions: Sequence[str],
    values: Mapping[str, Any],
    limit: int,
    after: tuple[date, int] | None = None,
) -> list[int]:
    """The first `limit` cases found by an expression, soonest date first, then by number of the row.

    `conditions` with their `values` speak of `cases c`. With `after`, the date and number of a case, those beyond it.
    """
    beyond = -1 if after is None else index_row(after[1], after[0])
    if not conditions:
        return [found for (found,) in driver.fetch(connection, _FIRST, (expression, beyond, limit))]
    count, row = driver.run(connection, _SOME, (expression, beyond, _MANY)).fetchone()
    if count < _MANY:
        asked = {**values, "match": expression, "beyond": beyond, "limit": limit}
        where = " AND ".join(conditions)
        return [found for (found,) in driver.fetch(connection, _AMONG.format(where=where), asked)]
    return _walk(connection, conditions, {**values, "match": expression}, limit, row)


def count_found(connection: Connection, expression: str) -> int:
    """How many cases an expression finds."""
    statement = "SELECT count(*) FROM case_text WHERE case_text MATCH ?"
    return int(connection.exec_driver_sql(statement, (expression,)).scalar_one())


_ROWS_DIFFER = """
SELECT * FROM (SELECT id FROM main.case_text_docsize EXCEPT SELECT id FROM temp.text_wanted_docsize)
UNION ALL SELECT * FROM (SELECT id FROM temp.text_wanted_docsize EXCEPT SELECT id FROM main.case_text_docsize) LIMIT 1
"""
_FIRST = f"""
SELECT {CASE_FOUND} FROM case_text WHERE case_text MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?
"""  # noqa: S608  constants
_SOME = """
SELECT count(*), min(row)
FROM (SELECT rowid AS row FROM case_text WHERE case_text MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?)
"""
_AMONG = f"""
SELECT c.id FROM case_text CROSS JOIN cases c ON c.id = {CASE_FOUND}
WHERE case_text MATCH :match AND case_text.rowid > :beyond AND {{where}} ORDER BY case_text.rowid LIMIT :limit
"""  # noqa: S608  constants
_ROW = f"(unixepoch(due_on) / 86400 + {date(1970, 1, 1).toordinal()} << {_NUMBER_BITS} | id)"  # as `index_row`
_STRETCH = f"""
WITH stretch AS MATERIALIZED (
    SELECT c.id, c.due_on FROM cases c WHERE {{where}} AND (c.due_on, c.id) >= (:due_on, :id)
    ORDER BY c.due_on, c.id LIMIT :stretch
)
SELECT id FROM stretch WHERE {_ROW} IN (
    SELECT rowid FROM case_text WHERE case_text MATCH :match
    AND rowid BETWEEN (SELECT min({_ROW}) FROM stretch) AND (SELECT max({_ROW}) FROM stretch)
) ORDER BY due_on, id LIMIT :limit
"""  # noqa: S608  constants
_END = """
SELECT c.due_on, c.id FROM cases c WHERE {where} AND (c.due_on, c.id) >= (:due_on, :id)
ORDER BY c.due_on, c.id LIMIT 1 OFFSET :stretch
"""


def _walk(
    connection: Connection, conditions: Sequence[str], asked: Mapping[str, Any], limit: int, row: int
) -> list[int]:
    """From the case of a row of the index on, stretch by stretch, until enough is found or the cases end."""
    found: list[int] = []
    where = " AND ".join(conditions)
    due_on, case_id = date.fromordinal(row >> _NUMBER_BITS).isoformat(), row & _OWN
    stretch = _SHORTEST
    while True:
        values = {**asked, "due_on": due_on, "id": case_id, "stretch": stretch, "limit": limit - len(found)}
        found += [case for (case,) in driver.fetch(connection, _STRETCH.format(where=where), values)]
        if len(found) >= limit:
            return found
        end = driver.run(connection, _END.format(where=where), values).fetchone()
        if end is None:
            return found
        due_on, case_id = end
        stretch = min(_LONGEST, stretch * _LONGER)


def _term(word: str) -> str:
    if len(word) == 1:
        return f'singles : "{word}"'
    column, size = ("fours", _LONG) if len(word) >= _LONG else ("pairs", 2)
    return f'{column} : "{" ".join(_pieces(word, size))}"'


def _pieces(key: str, size: int) -> list[str]:
    """Every run of so many characters; a shorter key is one by itself."""
    return [key[at : at + size] for at in range(len(key) - size + 1)] or [key]


def _letters(text: str) -> str:
    if text.isascii():  # numbers and mail addresses, where nothing is to be folded but the case
        return _NO_LETTER.sub("", text.lower())
    return "".join(c for c in match_key(text) if c.isalnum())
