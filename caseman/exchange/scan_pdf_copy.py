"""A PDF written anew with what its pages show, and nothing else: each page with the pictures and fonts that it uses.

Scanner programs put the pictures of all pages into one list that every page shares: copied with it, a page would carry
the pages of everybody else in the batch.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Final

from caseman.exchange.scan_jpeg import NotJpegError, clean_jpeg
from caseman.exchange.scan_pdf_objects import (
    NULL,
    Name,
    Objects,
    Raw,
    Ref,
    Stream,
    UnreadableError,
    Value,
    codings,
    decoded,
    names_in,
)

_INHERITED: Final = (b"MediaBox", b"CropBox", b"Rotate")
_OF_PAGE: Final = (b"UserUnit", b"Group")
_CODED: Final = frozenset({b"Filter", b"DecodeParms"})
_OF_IMAGE: Final = _CODED | {
    b"Type", b"Subtype", b"Width", b"Height", b"ColorSpace", b"BitsPerComponent", b"Decode", b"ImageMask", b"Mask",
    b"SMask", b"SMaskInData", b"Interpolate", b"Intent", b"Matte",
}  # fmt: skip
_OF_FORM: Final = _CODED | {b"Type", b"Subtype", b"FormType", b"BBox", b"Matrix", b"Group", b"Resources"}
_RESOURCES: Final = (b"ExtGState", b"ColorSpace", b"Pattern", b"Shading", b"XObject", b"Font")
# Notes of programs, hidden files, scripts, switches for layers: in any dictionary that is not a list of names.
_DENIED: Final = frozenset({
    b"AA", b"AF", b"Metadata", b"PieceInfo", b"LastModified", b"Thumb", b"OC", b"StructParent", b"StructParents",
    b"OPI", b"Alternates", b"Measure", b"PtData", b"JS", b"EF", b"OpenAction", b"Names",
})  # fmt: skip
_OF_STREAM_DENIED: Final = frozenset({b"Length", b"F", b"FFilter", b"FDecodeParms", b"DL"})
_BY_NAME: Final = (b"CharProcs", b"Colorants")  # dictionaries whose keys are anybody's names
_NO_PART: Final = frozenset(
    {b"Page", b"Pages", b"Catalog", b"Filespec", b"EmbeddedFile", b"Action", b"Annot", b"Metadata"}
)
_JPEG: Final = frozenset({b"DCTDecode", b"DCT"})
_JPX: Final = frozenset({b"JPXDecode"})
_JPX_KEPT: Final = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
_MOST_OBJECTS: Final = 200_000


def copy_pages(data: bytes) -> bytes:
    """The pages of a PDF that PDFium wrote, as a PDF of their own; the same pages give the same bytes.

    Raises `UnreadableError` for what is coded in a way that no scanner uses.
    """
    objects = Objects(data)
    writer = _Writer(objects)
    return writer.written(list(page_dicts(objects)))


def page_dicts(objects: Objects) -> Iterable[dict[bytes, Value]]:
    """Every page in order, with what it inherits from the tree written into it."""
    root = objects.dictionary(objects.dictionary(objects.trailer.get(b"Root")).get(b"Pages"))
    waiting: list[tuple[dict[bytes, Value], dict[bytes, Value]]] = [(root, {})]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        node, above = waiting.pop()
        inherited = above | {key: node[key] for key in (*_INHERITED, b"Resources") if key in node}
        kids = objects.get(node.get(b"Kids"))
        if isinstance(kids, list):
            waiting += [(objects.dictionary(kid), inherited) for kid in reversed(kids)]
        elif node:
            yield node | inherited
    raise UnreadableError


class _Writer:
    """Copies values, one object after the other; 1 is the catalogue and 2 the tree of pages."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._bodies: list[bytes] = [b"", b""]
        self._numbers: dict[int, int] = {}
        self._waiting: list[tuple[int, Value]] = []

    def written(self, pages: list[dict[bytes, Value]]) -> bytes:
        kids = [self._page(page) for page in pages]
        while self._waiting:
            number, value = self._waiting.pop()
            self._bodies[number - 1] = self._body(value)
        self._bodies[0] = b"<</Type/Catalog/Pages 2 0 R>>"
        listed = b" ".join(b"%d 0 R" % kid for kid in kids)
        self._bodies[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), listed)
        return _file(self._bodies)

    def _new(self, body: bytes = b"") -> int:
        self._bodies.append(body)
        if len(self._bodies) > _MOST_OBJECTS:
            raise UnreadableError
        return len(self._bodies)

    def _page(self, page: dict[bytes, Value]) -> int:
        contents = self._objects.get(page.get(b"Contents"))
        parts = [self._objects.get(each) for each in (contents if isinstance(contents, list) else [contents])]
        content = b"\n".join(decoded(self._objects, part) for part in parts if isinstance(part, Stream))
        packed = zlib.compress(content)
        shown = self._new(_stream({b"Filter": b"/FlateDecode"}, packed))
        kept: dict[bytes, bytes] = {k: self._value(page[k]) for k in (*_INHERITED, *_OF_PAGE) if k in page}
        resources = self._resources(page.get(b"Resources"), names_in(content))
        entries: dict[bytes, bytes] = {
            b"Type": b"/Page",
            b"Parent": b"2 0 R",
            **kept,
            b"Resources": resources,
            b"Contents": b"%d 0 R" % shown,
        }
        return self._new(_dictionary(entries))

    def _resources(self, value: Value | None, used: set[bytes]) -> bytes:
        """What is named by a content, and by those parts of it that have no list of their own."""
        lists = self._objects.dictionary(value)
        named = {kind: self._objects.dictionary(lists.get(kind)) for kind in _RESOURCES}
        names, looked = set(used), set[tuple[bytes, bytes]]()
        while fresh := {(kind, name) for kind in named for name in named[kind] if name in names} - looked:
            looked |= fresh
            for kind, name in fresh:
                names |= self._borrowed(named[kind][name])
        kept = {
            kind: _dictionary({name: self._value(entries[name]) for name in sorted(entries) if name in names})
            for kind, entries in named.items()
        }
        return _dictionary({kind: body for kind, body in kept.items() if body != _EMPTY})

    def _borrowed(self, value: Value) -> set[bytes]:
        """The names that a form, a pattern or a drawn font takes from the list of the page."""
        found = self._objects.get(value)
        head = self._objects.dictionary(found)
        if b"Resources" in head:
            return set()
        if isinstance(found, Stream) and head.get(b"Subtype") != b"Image":
            return names_in(decoded(self._objects, found))
        glyphs = [self._objects.get(each) for each in self._objects.dictionary(head.get(b"CharProcs")).values()]
        return {name for each in glyphs if isinstance(each, Stream) for name in names_in(decoded(self._objects, each))}

    def _value(self, value: Value) -> bytes:
        if isinstance(value, Ref):
            return b"%d 0 R" % self._number(value)
        if isinstance(value, Name):
            return _name(value)
        if isinstance(value, Raw):
            return bytes(value)
        if isinstance(value, list):
            return b"[" + b" ".join(map(self._value, value)) + b"]"
        if isinstance(value, dict):
            return self._body(value)
        raise UnreadableError

    def _number(self, ref: Ref) -> int:
        known = self._numbers.get(ref.number)
        if known is None:
            known = self._numbers[ref.number] = self._new()
            found = self._objects.get(ref)
            self._waiting.append((known, NULL if found is None else found))
        return known

    def _body(self, value: Value) -> bytes:
        head = self._objects.dictionary(value)
        if self._objects.get(head.get(b"Type")) in _NO_PART:
            return bytes(NULL)
        if isinstance(value, Stream):
            return self._stream(value)
        if not isinstance(value, dict):
            return self._value(value)
        kept = {key: self._entry(key, each, set()) for key, each in value.items() if key not in _DENIED}
        return _dictionary(kept)

    def _entry(self, key: bytes, value: Value, used: set[bytes]) -> bytes:
        if key == b"Resources":
            return self._resources(value, used)
        if key in _BY_NAME:
            named = self._objects.dictionary(value)
            return _dictionary({name: self._value(each) for name, each in named.items()})
        return self._value(value)

    def _stream(self, stream: Stream) -> bytes:
        kind = self._objects.get(stream.head.get(b"Subtype"))
        head, data = dict(stream.head), stream.data
        listed = codings(self._objects, stream)
        if listed and listed[-1] in _JPEG | _JPX:
            data = _clean(listed[-1], decoded(self._objects, stream, until=_JPEG | _JPX))
            head[b"Filter"] = Name(listed[-1])
            parms = self._objects.get(head.pop(b"DecodeParms", None))
            last = parms[-1] if isinstance(parms, list) and parms else parms
            if isinstance(last, dict | Ref):
                head[b"DecodeParms"] = last
        if kind in (b"Image", b"Form"):
            allowed = _OF_IMAGE if kind == b"Image" else _OF_FORM
            head = {key: each for key, each in head.items() if key in allowed}
        used = set()
        if b"Resources" in head:
            used = names_in(decoded(self._objects, stream))
        denied = _DENIED | _OF_STREAM_DENIED
        entries = {key: self._entry(key, each, used) for key, each in head.items() if key not in denied}
        return _stream(entries, data)


def _clean(coding: bytes, data: bytes) -> bytes:
    """A coded picture without the notes of a camera."""
    if coding in _JPX:
        return _clean_jpx(data)
    try:
        return clean_jpeg(data[max(0, data.find(b"\xff\xd8")) :])
    except NotJpegError as error:
        raise UnreadableError from error


def _clean_jpx(data: bytes) -> bytes:
    """JPEG 2000 without its boxes of notes (ISO/IEC 15444-1, annex I); a bare picture has none."""
    if data[4:8] != b"jP  ":
        return data
    kept, at = [], 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16])
        end = len(data) if size == 0 else at + size
        if end <= at + 7:
            raise UnreadableError
        if data[at + 4 : at + 8] in _JPX_KEPT:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


_EMPTY: Final = b"<<>>"


def _name(name: bytes) -> bytes:
    plain = b"".join(
        bytes([sign]) if 0x21 <= sign <= 0x7E and sign not in b"#()<>[]{}/%" else b"#%02X" % sign for sign in name
    )
    return b"/" + plain


def _dictionary(entries: Mapping[bytes, bytes]) -> bytes:
    return b"<<" + b"".join(_name(key) + b" " + body for key, body in entries.items()) + b">>"


def _stream(entries: Mapping[bytes, bytes], data: bytes) -> bytes:
    head = _dictionary({**entries, b"Length": b"%d" % len(data)})
    return head + b"\nstream\n" + data + b"\nendstream"


def _file(bodies: list[bytes]) -> bytes:
    parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    places, at = [], len(parts[0])
    for number, body in enumerate(bodies, start=1):
        places.append(at)
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at += len(parts[-1])
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, rows))
    parts.append(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, at))
    return b"".join(parts)
