"""Search as you type, in Japanese too: FTS5 over character pairs of the match key.

A trigram index finds nothing for two-character names; pairs do, and a phrase of pairs is an exact substring.
Single characters stand in a column of their own.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from caseman.domain.names import match_key

CREATE = (
    "CREATE VIRTUAL TABLE case_text USING fts5("
    "pairs, singles, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\")"
)
_BETWEEN = "fieldend"  # a word of its own between two fields, so that no phrase spans them
_LONGEST_QUERY = 200


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
        connection.exec_driver_sql("INSERT INTO case_text(rowid, pairs, singles) VALUES (?, ?, ?)", rows)


def index_texts(fields: Iterable[str], known: dict[str, str] | None = None) -> tuple[str, str]:
    """The two columns of the index for these fields; `known` keeps keys from one call to the next."""
    known = {} if known is None else known
    keys = []
    for field in fields:
        if (key := known.get(field)) is None:
            key = known[field] = _letters(field)
        if key:
            keys.append(key)
    pairs = f" {_BETWEEN} ".join(" ".join(_pairs(key)) for key in keys)
    return pairs, " ".join(sorted(set("".join(keys))))


def match_expression(text: str) -> str | None:
    """The FTS5 query for what a person typed: every word must stand somewhere. None when nothing is asked."""
    words = [_letters(word) for word in text[:_LONGEST_QUERY].split()]
    terms = [_term(word) for word in words if word]
    return " AND ".join(terms) if terms else None


def _term(word: str) -> str:
    if len(word) == 1:
        return f'singles : "{word}"'
    return f'pairs : "{" ".join(_pairs(word))}"'


def _pairs(key: str) -> list[str]:
    return [key[i : i + 2] for i in range(len(key) - 1)] or [key]


def _letters(text: str) -> str:
    return "".join(c for c in match_key(text) if c.isalnum())
