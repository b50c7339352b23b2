"""Where in a TOML file each key stands: the standard library's reader tells values, not lines."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress

Place = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRINGS = (  # the multi-line ones first: they begin like an empty one-line string
    re.compile(r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})', re.DOTALL),
    re.compile(r"'''.*?'''(?:'{0,2})", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
_PLAIN = re.compile(r"[^\n,\]}#]+")  # numbers, days, true and false


class Locations:
    """The line of each key and list item of a text that is valid TOML; lines count from 1."""

    def __init__(self, text: str) -> None:
        self._lines = _Scanner(text.replace("\r\n", "\n")).scan()

    def line(self, place: Place) -> int:
        """The line of a key, as in `("fees", 0, "amount")`; of what holds it where it is missing, 1 at the top."""
        while place:
            if place in self._lines:
                return self._lines[place]
            place = place[:-1]
        return 1


class _EndError(Exception):
    """The text does not go on as TOML does."""


class _Scanner:
    """One walk through the text. Strings are passed over whole, so nothing inside them is taken for a key."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[Place, int] = {}
        self._tables: dict[Place, int] = {}  # how many tables of each [[list]] have begun

    def scan(self) -> dict[Place, int]:
        table: Place = ()
        with suppress(_EndError, RecursionError):  # what was found until then still helps
            while self._skip_blank():
                if self._text[self._at] == "[":
                    table = self._header()
                else:
                    self._pair(table)
        return self._lines

    def _skip_blank(self) -> bool:
        """Go to the next sign that means something; whether there is one."""
        match = _BLANK.match(self._text, self._at)
        assert match is not None
        self._at = match.end()
        return self._at < len(self._text)

    def _header(self) -> Place:
        many = self._text.startswith("[[", self._at)
        line = self._line()
        self._at += 2 if many else 1
        keys = list(self._keys())
        self._take("]]" if many else "]")
        place: Place = ()
        for number, key in enumerate(keys, start=1):
            place = (*place, key)
            self._lines.setdefault(place, line)
            if many and number == len(keys):
                self._tables[place] = self._tables.get(place, 0) + 1
            if place in self._tables:
                place = (*place, self._tables[place] - 1)
                self._lines.setdefault(place, line)
        self._lines[place] = line  # a table opened by a deeper one has a header of its own only here
        return place

    def _pair(self, table: Place) -> None:
        line = self._line()
        for key in self._keys():
            table = (*table, key)
            self._lines.setdefault(table, line)
        self._take("=")
        self._value(table)

    def _keys(self) -> Iterator[str]:
        """The parts of a dotted key."""
        while True:
            self._skip_blank()
            yield self._key()
            self._skip_blank()
            if not self._text.startswith(".", self._at):
                return
            self._at += 1

    def _key(self) -> str:
        bare = _BARE.match(self._text, self._at)
        if bare is not None:
            self._at = bare.end()
            return bare[0]
        written = self._string()
        if written is None:
            raise _EndError
        return str(tomllib.loads(f"key = {written}")["key"])

    def _string(self) -> str | None:
        for kind in _STRINGS:
            match = kind.match(self._text, self._at)
            if match is not None:
                self._at = match.end()
                return match[0]
        return None

    def _value(self, place: Place) -> None:
        self._skip_blank()
        if self._text.startswith("[", self._at):
            self._list(place)
        elif self._text.startswith("{", self._at):
            self._inline_table(place)
        elif self._string() is None:
            match = _PLAIN.match(self._text, self._at)
            if match is None:
                raise _EndError
            self._at = match.end()

    def _list(self, place: Place) -> None:
        self._take("[")
        number = 0
        while not self._closed("]"):
            self._lines.setdefault((*place, number), self._line())
            self._value((*place, number))
            self._comma("]")
            number += 1

    def _inline_table(self, place: Place) -> None:
        self._take("{")
        while not self._closed("}"):
            self._pair(place)
            self._comma("}")

    def _closed(self, bracket: str) -> bool:
        self._skip_blank()
        if not self._text.startswith(bracket, self._at):
            return False
        self._at += len(bracket)
        return True

    def _comma(self, bracket: str) -> None:
        self._skip_blank()
        if not self._text.startswith(bracket, self._at):
            self._take(",")

    def _take(self, sign: str) -> None:
        self._skip_blank()
        if not self._text.startswith(sign, self._at):
            raise _EndError
        self._at += len(sign)

    def _line(self) -> int:
        return bisect_left(self._breaks, self._at) + 1
