"""Each key's line, in every way that TOML may be written."""

from __future__ import annotations

import pytest

from caseman.offices.locations import Locations

AWKWARD = '''\
# a = 1
title = """
a = 1
[table]
"""
'quoted key' = 1
a.b.c = 1
path = 'C:\\new # no comment' # [table]
quotes = """"two"" "\\""""""
literal = \'\'\'
x = "1" \'\'\'
list = [ # one
  1, [2,
  "]", 3], { k = { l = "}" },
  m = [4] },
]

[table."d.e"]  # header
"f" = 2026-04-01 07:30:00
g=-1.5e3
[[table.many]]
h = true
[[ table . many ]]
h = false
[table.many.under]
i = 1
[table]
j = 1
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 2),
        (("quoted key",), 6),
        (("a",), 7),
        (("a", "b", "c"), 7),
        (("path",), 8),
        (("quotes",), 9),
        (("literal",), 10),
        (("list",), 12),
        (("list", 0), 13),
        (("list", 1, 0), 13),
        (("list", 1, 1), 14),
        (("list", 1, 2), 14),
        (("list", 2), 14),
        (("list", 2, "k", "l"), 14),
        (("list", 2, "m", 0), 15),
        (("table", "d.e"), 18),
        (("table", "d.e", "f"), 19),
        (("table", "d.e", "g"), 20),
        (("table", "many", 0), 21),
        (("table", "many", 0, "h"), 22),
        (("table", "many", 1), 23),
        (("table", "many", 1, "h"), 24),
        (("table", "many", 1, "under", "i"), 26),
        (("table", "j"), 28),
        (("table",), 27),
        (("table", "missing"), 27),
        (("table", "many", 1, "missing"), 23),
        (("x",), 1),
        (("missing",), 1),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_line_of_a_key(place: tuple[str | int, ...], line: int, end: str) -> None:
    text = AWKWARD.replace(" },\n  m", " }, m").replace("\n", end)
    assert Locations(text).line(place) == (line if line < 15 else line - 1)


@pytest.mark.parametrize(
    ("place", "point", "written"),
    [
        (("quoted key",), (6, 1), None),
        (("path",), (8, 1), "'C:\\new # no comment'"),
        (("literal",), (10, 1), "'''\nx = \"1\" '''"),
        (("list", 1, 1), (14, 3), '"]"'),
        (("list", 2, "k", "l"), (14, 20), '"}"'),
        (("table", "many", 1, "h"), (24, 1), None),
    ],
)
def test_the_column_of_a_key_and_how_its_text_is_written(
    place: tuple[str | int, ...], point: tuple[int, int], written: str | None
) -> None:
    found = Locations(AWKWARD)
    assert found.at(place) == point
    told = found.written(place)
    assert (told and told[1]) == written
    if told is not None:
        line, column = found.point(told[0])
        assert AWKWARD.splitlines()[line - 1][column - 1] == told[1][0]
