"""The objects of a PDF as PDFium writes it: plain objects and one table, whatever the file that came looked like.

Numbers, strings and words are kept as they are written; only what has a structure is taken apart (ISO 32000-1, 7.3).
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_SPACE: Final = rb"[\0\t\n\f\r ]"
_REGULAR: Final = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_TOKEN: Final = re.compile(
    rb"(?:" + _SPACE + rb"+|%[^\r\n]*)*"
    rb"(?:(?P<open><<)|(?P<close>>>)|(?P<array>\[)|(?P<end>\])|/(?P<name>" + _REGULAR + rb"*)|(?P<text>\()"
    rb"|(?P<hex><[0-9A-Fa-f\0\t\n\f\r ]*>)|(?P<ref>[0-9]+ [0-9]+ R(?!"
    + _REGULAR
    + rb"))|(?P<word>"
    + _REGULAR
    + rb"+))"
)
_NAME: Final = re.compile(rb"/(" + _REGULAR + rb"+)")
_BRACKETS: Final = re.compile(rb"[()\\]")
_OBJECT: Final = re.compile(rb"[0-9]+ [0-9]+ obj")
_STREAM: Final = re.compile(rb"(?:" + _SPACE + rb")*stream(?:\r\n|\n|\r)")
_MOST_DECODED: Final = 64 * 1024**2
_DEEPEST: Final = 100


class UnreadableError(Exception):
    """The bytes are no PDF as PDFium writes it, or coded in a way that is not read here."""


class Name(bytes):
    """A name, without its slash, its signs as they are meant."""


@dataclass(frozen=True)
class Ref:
    """The number of another object."""

    number: int


class Raw(bytes):
    """A number, a string or a word, as written."""


@dataclass(frozen=True)
class Stream:
    """A dictionary with bytes behind it, as they are coded."""

    head: dict[bytes, Value]
    data: bytes


Value = Name | Ref | Raw | Stream | dict[bytes, "Value"] | list["Value"]
NULL: Final = Raw(b"null")


class Objects:
    """The objects of a file by their numbers, each read when it is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._places, at = _table(data)
        self.trailer = _Reader(data, at).dictionary()
        self._known: dict[int, Value] = {}

    def get(self, value: Value | None) -> Value | None:
        """What a value is, with references followed; None for what is nothing."""
        for _ in range(_DEEPEST):
            if not isinstance(value, Ref):
                return None if value == NULL else value
            value = self._object(value.number)
        raise UnreadableError

    def dictionary(self, value: Value | None) -> dict[bytes, Value]:
        """A dictionary, or the head of a stream; an empty one for anything else."""
        found = self.get(value)
        if isinstance(found, Stream):
            return found.head
        return found if isinstance(found, dict) else {}

    def _object(self, number: int) -> Value | None:
        if number not in self._known:
            place = self._places.get(number)
            if place is None:
                return None
            self._known[number] = self._read(place)
        return self._known[number]

    def _read(self, place: int) -> Value:
        begun = _OBJECT.match(self._data, place)
        if begun is None:
            raise UnreadableError
        reader = _Reader(self._data, begun.end())
        value = reader.value()
        stream = _STREAM.match(self._data, reader.at)
        if stream is None or not isinstance(value, dict):
            return value
        length = self.get(value.get(b"Length"))
        if not isinstance(length, Raw) or not length.isdigit():
            raise UnreadableError
        return Stream(value, self._data[stream.end() : stream.end() + int(length)])


def names_in(content: bytes) -> set[bytes]:
    """Every name that a content stream may mean; more than it uses, never less."""
    return {_meant(found) for found in _NAME.findall(content)}


def decoded(objects: Objects, stream: Stream, *, until: frozenset[bytes] = frozenset()) -> bytes:
    """The bytes of a stream without its coding, up to a coding of `until`. Raises `UnreadableError`."""
    data = stream.data
    parms = objects.get(stream.head.get(b"DecodeParms"))
    for each in parms if isinstance(parms, list) else [parms]:
        if objects.get(objects.dictionary(each).get(b"Predictor")) not in (None, b"1"):
            raise UnreadableError
    for coding in codings(objects, stream):
        if coding in until:
            break
        data = _decode(coding, data)
    return data


def codings(objects: Objects, stream: Stream) -> list[bytes]:
    """The names of a stream's codings, the outermost first."""
    named = objects.get(stream.head.get(b"Filter"))
    listed = named if isinstance(named, list) else [] if named is None else [named]
    return [bytes(found) for each in listed if isinstance(found := objects.get(each), Name)]


def _decode(coding: bytes, data: bytes) -> bytes:
    try:
        if coding in (b"FlateDecode", b"Fl"):
            found = zlib.decompressobj().decompress(data, _MOST_DECODED + 1)
            if len(found) > _MOST_DECODED:
                raise UnreadableError
            return found
        if coding in (b"ASCIIHexDecode", b"AHx"):
            digits = re.sub(_SPACE, b"", data.partition(b">")[0])
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        if coding in (b"ASCII85Decode", b"A85"):
            return base64.a85decode(data.partition(b"~>")[0].removeprefix(b"<~"))
    except (ValueError, zlib.error) as error:
        raise UnreadableError from error
    raise UnreadableError


def _table(data: bytes) -> tuple[dict[int, int], int]:
    """Where each object begins, and where the trailer's dictionary does."""
    start = re.search(rb"startxref\s+([0-9]+)\s+%%EOF\s*$", data[-2048:])
    if start is None or data[int(start[1]) : int(start[1]) + 4] != b"xref":
        raise UnreadableError
    at = int(start[1]) + 4
    places: dict[int, int] = {}
    head = re.compile(rb"\s*([0-9]+) ([0-9]+)\s+")
    entry = re.compile(rb"([0-9]{10}) [0-9]{5} ([nf])\s+")
    while (section := head.match(data, at)) is not None:
        at = section.end()
        for number in range(int(section[1]), int(section[1]) + int(section[2])):
            row = entry.match(data, at)
            if row is None:
                raise UnreadableError
            at = row.end()
            if row[2] == b"n":
                places[number] = int(row[1])
    trailer = re.compile(rb"\s*trailer").match(data, at)
    if trailer is None:
        raise UnreadableError
    return places, trailer.end()


class _Reader:
    """Reads values one after the other."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self.at = at
        self._depth = 0

    def value(self) -> Value:
        found = self._next()
        value = self._value(found)
        if value is None:
            raise UnreadableError
        return value

    def dictionary(self) -> dict[bytes, Value]:
        value = self.value()
        if not isinstance(value, dict):
            raise UnreadableError
        return value

    def _next(self) -> re.Match[bytes]:
        found = _TOKEN.match(self._data, self.at)
        if found is None:
            raise UnreadableError
        self.at = found.end()
        return found

    def _value(self, found: re.Match[bytes]) -> Value | None:
        """The value that a token begins; None for a closing one."""
        kind = found.lastgroup
        if kind in ("open", "array"):
            self._depth += 1
            if self._depth > _DEEPEST:
                raise UnreadableError
            value = self._pairs() if kind == "open" else list(self._items())
            self._depth -= 1
            return value
        if kind == "name":
            return Name(_meant(found["name"]))
        if kind == "ref":
            return Ref(int(found["ref"].split()[0]))
        if kind == "text":
            return self._string(found.end() - 1)
        if kind in ("hex", "word"):
            return Raw(found[kind])
        return None

    def _items(self) -> Iterator[Value]:
        while True:
            found = self._next()
            value = self._value(found)
            if value is not None:
                yield value
            elif found.lastgroup == "end":
                return
            else:
                raise UnreadableError

    def _pairs(self) -> dict[bytes, Value]:
        pairs: dict[bytes, Value] = {}
        while True:
            found = self._next()
            if found.lastgroup == "close":
                return pairs
            if found.lastgroup != "name":
                raise UnreadableError
            pairs[_meant(found["name"])] = self.value()

    def _string(self, begun: int) -> Raw:
        depth, at = 0, begun
        while (found := _BRACKETS.search(self._data, at)) is not None:
            at = found.end() + (found[0] == b"\\")
            depth += {b"(": 1, b")": -1}.get(found[0], 0)
            if depth == 0:
                self.at = at
                return Raw(self._data[begun:at])
        raise UnreadableError


def _meant(name: bytes) -> bytes:
    """A name with its `#20` read."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), name) if b"#" in name else name
