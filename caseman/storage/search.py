"""Search as you type, in Japanese too: FTS5 over character pairs and fours of the match key.

A trigram index finds nothing for two-character names; pairs do, and a phrase of pairs is an exact substring.
Single characters stand in a column of their own. Longer words are looked for by their fours: nearly every case has each
pair of digits, and a number of many pairs would be compared with a good part of a large office.

A list shows the first cases found, soonest date first, and the index knows no dates. Few finds are all looked up and
sorted, more are picked out of the cases in their order. When very many are found, the cases are walked in that order,
a stretch at a time, and the index is asked for that stretch: dates run nearly as the cases were numbered, so a stretch
is a narrow range of the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from caseman.domain.names import match_key
from caseman.storage import driver

CREATE = (
    "CREATE VIRTUAL TABLE case_text USING fts5("
    "pairs, singles, fours, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\")"
)
_BETWEEN = "fieldend"  # a word of its own between two fields, so that no phrase spans them
_LONG = 4  # characters, from which on a word is looked for by its fours
LONGEST_QUERY = 200  # characters; what is typed beyond is not looked for
_MANY = 2_000  # finds, from which on walking is quicker than knowing all of them
_LOOK_UP_COSTS = 100  # times as much as passing a case by, in an index that holds the dates in order
_SPARE, _LONGER = 1.5, 3  # cases looked at first, to those that should do; and how much further each next time
_SHORTEST, _LONGEST = 500, 200_000  # cases looked at in one stretch
_NO_LETTER = re.compile("[^0-9a-z]+")


def index_case(connection: Connection, case_id: int, fields: Iterable[str]) -> None:
    """Make a case found by these texts, and by nothing it was found by before."""
    connection.exec_driver_sql("DELETE FROM case_text WHERE rowid = ?", (case_id,))
    add_to_index(connection, case_id, fields)


def add_to_index(connection: Connection, case_id: int, fields: Iterable[str]) -> None:
    """As `index_case`, for a case that is not in the index yet."""
    add_many_to_index(connection, [(case_id, fields)])


def add_many_to_index(connection: Connection, cases: Iterable[tuple[int, Iterable[str]]]) -> None:
    """As `add_to_index`, for many cases at once."""
    known: dict[str, str] = {}  # names come again and again, and folding one is slow
    rows = [(case_id, *index_texts(fields, known)) for case_id, fields in cases]
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
    """Whether the index is what these cases make of it: each term stands in as many cases, as often.

    `batches` are all cases with their fields. The index that should be is built beside, in memory.
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
            rows = [(case_id, *index_texts(fields, known)) for case_id, fields in batch]
            run("INSERT INTO temp.text_wanted(rowid, pairs, singles, fours) VALUES (?, ?, ?, ?)", rows)
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
    connection: Connection, expression: str, conditions: Sequence[str], values: Mapping[str, Any], limit: int
) -> list[int]:
    """The first `limit` cases found by an expression, soonest date first, then by number of the row.

    `conditions` with their `values` speak of `cases c`.
    """
    count, lowest, highest, ids, cases = driver.run(connection, _SOME, (expression, _MANY)).fetchone()
    if count >= _MANY:
        asked = {**values, "match": expression, "lowest": lowest}
        one_in = (highest - lowest + 1) / count  # cases
        return _walk(connection, ["+c.id >= :lowest", *conditions], asked, limit, one_in)
    statement = _LOOK_UP if count * _LOOK_UP_COSTS < (cases or 0) else _PICK_OUT
    where = " AND ".join(["true", *conditions])
    asked = {**values, "ids": ids, "limit": limit}
    return [found for (found,) in driver.fetch(connection, statement.format(where=where), asked)]


def count_found(connection: Connection, expression: str) -> int:
    """How many cases an expression finds."""
    statement = "SELECT count(*) FROM case_text WHERE case_text MATCH ?"
    return int(connection.exec_driver_sql(statement, (expression,)).scalar_one())


_SOME = """
SELECT count(*), min(id), max(id), json_group_array(id), (SELECT max(id) FROM cases)
FROM (SELECT rowid AS id FROM case_text WHERE case_text MATCH ? ORDER BY rowid LIMIT ?)
"""
# The unary plus keeps the planner on the index that holds the dates in order.
_LOOK_UP = """
SELECT c.id FROM json_each(:ids) this CROSS JOIN cases c ON c.id = this.value
WHERE {where} ORDER BY c.due_on, c.id LIMIT :limit
"""
_PICK_OUT = """
SELECT c.id FROM cases c WHERE +c.id IN (SELECT value FROM json_each(:ids)) AND {where}
ORDER BY c.due_on, c.id LIMIT :limit
"""
_STRETCH = """
WITH stretch AS MATERIALIZED (SELECT c.id, c.due_on FROM cases c WHERE {where} ORDER BY c.due_on, c.id LIMIT :stretch)
SELECT id FROM stretch WHERE id IN (
    SELECT rowid FROM case_text WHERE case_text MATCH :match
    AND rowid BETWEEN (SELECT min(id) FROM stretch) AND (SELECT max(id) FROM stretch)
) ORDER BY due_on, id LIMIT :limit
"""
_END = "SELECT c.due_on, c.id FROM cases c WHERE {where} ORDER BY c.due_on, c.id LIMIT 1 OFFSET :skipped"
_BEYOND = "(c.due_on, c.id) > (:beyond_due, :beyond_id)"


def _walk(
    connection: Connection, conditions: Sequence[str], asked: Mapping[str, Any], limit: int, one_in: float
) -> list[int]:
    """Stretch by stretch, each longer than the one before, until enough is found or the cases end.

    The first should do where the finds, one in so many cases, are spread evenly.
    """
    found: list[int] = []
    stretch = max(_SHORTEST, min(_LONGEST, int(one_in * limit * _SPARE)))
    where, values = " AND ".join(conditions), dict(asked)
    while True:
        values |= {"stretch": stretch, "limit": limit - len(found), "skipped": stretch - 1}
        found += connection.exec_driver_sql(_STRETCH.format(where=where), values).scalars().all()
        if len(found) >= limit:
            return found
        end = connection.exec_driver_sql(_END.format(where=where), values).one_or_none()
        if end is None:
            return found
        where = " AND ".join([*conditions, _BEYOND])
        values |= {"beyond_due": end[0], "beyond_id": end[1]}
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
