"""Where in a TOML file each key and text stands: the standard library's reader tells values, not places."""

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
_DEEPEST = 50  # parts of a place: keys of a procedure have four, and what is deeper would be kept over and over
_PLAIN = re.compile(r"[^\n,\]}#]+")  # numbers, days, true and false


class Locations:
    """The place of each key, list item and text of a text that is valid TOML; lines and columns count from 1."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")
        self._breaks = [-1, *(match.start() for match in re.finditer("\n", self._text))]
        scanner = _Scanner(self._text)
        self._starts = scanner.scan()
        self._written = scanner.written
        self._values = scanner.values

    def line(self, place: Place) -> int:
        """The line of a key, as in `("fees", 0, "amount")`; of what holds it where it is missing, 1 at the top."""
        return self.at(place)[0]

    def at(self, place: Place) -> tuple[int, int]:
        """Line and column of a key, or of what holds it where it is missing."""
        while place:
            if place in self._starts:
                return self.point(self._starts[place])
            place = place[:-1]
        return (1, 1)

    def written(self, place: Place) -> tuple[int, str] | None:
        """Where the text at a place begins, in characters from the start, and how it is written, quotes and all.

        None where no text stands there.
        """
        span = self._written.get(place)
        return None if span is None else (span[0], self._text[span[0] : span[1]])

    def value(self, place: Place) -> tuple[int, int] | None:
        """Where a value begins and ends, in characters from the start, each line's end as one.

        None for a table with a header of its own, and where nothing stands.
        """
        return self._values.get(place)

    def point(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, counted from the start with each line's end as one character."""
        line = bisect_left(self._breaks, offset)
        return line, offset - self._breaks[line - 1]


class _EndError(Exception):
    """The text does not go on as TOML does."""


class _Scanner:
    """One walk through the text. Strings are passed over whole, so nothing inside them is taken for a key."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._starts: dict[Place, int] = {}
        self.written: dict[Place, tuple[int, int]] = {}  # from the quote that opens a text to behind its last
        self.values: dict[Place, tuple[int, int]] = {}
        self._tables: dict[Place, int] = {}  # how many tables of each [[list]] have begun

    def scan(self) -> dict[Place, int]:
        table: Place = ()
        with suppress(_EndError, RecursionError):  # what was found until then still helps
            while self._skip_blank():
                if self._text[self._at] == "[":
                    table = self._header()
                else:
                    self._pair(table)
        return self._starts

    def _skip_blank(self) -> bool:
        """Go to the next sign that means something; whether there is one."""
        match = _BLANK.match(self._text, self._at)
        assert match is not None
        self._at = match.end()
        return self._at < len(self._text)

    def _header(self) -> Place:
        many = self._text.startswith("[[", self._at)
        start = self._at
        self._at += 2 if many else 1
        keys = list(self._keys())
        self._take("]]" if many else "]")
        place: Place = ()
        for number, key in enumerate(keys, start=1):
            place = self._deeper(place, key)
            self._starts.setdefault(place, start)
            if many and number == len(keys):
                self._tables[place] = self._tables.get(place, 0) + 1
            if place in self._tables:
                place = (*place, self._tables[place] - 1)
                self._starts.setdefault(place, start)
        self._starts[place] = start  # a table opened by a deeper one has a header of its own only here
        return place

    def _pair(self, table: Place) -> None:
        start = self._at
        for key in self._keys():
            table = self._deeper(table, key)
            self._starts.setdefault(table, start)
        self._take("=")
        self._value(table)

    def _deeper(self, place: Place, part: str | int) -> Place:
        if len(place) >= _DEEPEST:
            raise _EndError
        return (*place, part)

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

    def _text_at(self, place: Place) -> str | None:
        start = self._at
        written = self._string()
        if written is not None:
            self.written[place] = (start, self._at)
        return written

    def _value(self, place: Place) -> None:
        self._skip_blank()
        start = self._at
        self._pass_value(place)
        self.values[place] = (start, start + len(self._text[start : self._at].rstrip()))

    def _pass_value(self, place: Place) -> None:
        if self._text.startswith("[", self._at):
            self._list(place)
        elif self._text.startswith("{", self._at):
            self._inline_table(place)
        elif self._text_at(place) is None:
            match = _PLAIN.match(self._text, self._at)
            if match is None:
                raise _EndError
            self._at = match.end()

    def _list(self, place: Place) -> None:
        self._take("[")
        number = 0
        while not self._closed("]"):
            item = self._deeper(place, number)
            self._starts.setdefault(item, self._at)
            self._value(item)
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
