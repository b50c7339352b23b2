"""Looking for what must not be readable: every needle, however it was written down and whatever it was packed into.

Pure functions over bytes; only `leaks` reads files. The tests plant each needle in each form before they trust it.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import os
import quopri
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, quote_plus

SQLITE_HEADER = b"SQLite format 3\x00"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp932", "euc_jp")
_DEEPEST = 4  # a gzip in a zip in a PDF, and one more
_MOST_UNPACKED = 8 * 1024**2
_SHORTEST = 6  # no needle is shorter in any form
_PIECE = 512  # bytes of a stream at a time: what is left over is copied at every step
_FIRST_LOOK = 64  # bytes that a stream must yield, or end within, to be taken for one


def needles(sentinels: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """Each sentinel in each form a program writes text in, by a name that says which; and SQLite's plain header."""
    found = {"SQLite header": SQLITE_HEADER}
    for kind, sentinel in sentinels.items():
        if isinstance(sentinel, bytes):
            found |= {f"{kind} {form}": made for form, made in _of_bytes("as it is", sentinel)}
        else:
            found |= {f"{kind} {form}": made for form, made in _of_text(sentinel)}
    return found


def _of_text(text: str) -> Iterator[tuple[str, bytes]]:
    for encoding in ENCODINGS:
        yield from _of_bytes(f"in {encoding}", text.encode(encoding))
        for percent in (quote, quote_plus):
            made = percent(text, safe="", encoding=encoding).encode()
            yield f"percent-encoded ({percent.__name__}) {encoding}", made
            yield f"percent-encoded in small letters ({percent.__name__}) {encoding}", _small_escapes(made)
    escaped = json.dumps(text)[1:-1].encode()
    yield "escaped as JSON", escaped
    yield "escaped as JSON in capitals", re.sub(rb"\\u([0-9a-f]{4})", lambda m: b"\\u" + m[1].upper(), escaped)
    yield "escaped by QSettings", "".join(c if c.isascii() else f"\\x{ord(c):x}" for c in text).encode()
    for name, form in (("decimal", "&#{};"), ("hexadecimal", "&#x{:x};")):
        yield f"{name} entities", "".join(c if c.isascii() else form.format(ord(c)) for c in text).encode()
    yield "quoted printable", quopri.encodestring(text.encode()).replace(b"=\n", b"").strip()


def _of_bytes(form: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    yield form, raw
    yield f"{form}, hex", raw.hex().encode()
    yield f"{form}, hex in capitals", raw.hex().upper().encode()
    for before in range(3):
        core = _aligned(raw, before)
        yield f"{form}, base64 {before}", core
        yield f"{form}, base64 for URLs {before}", core.replace(b"+", b"-").replace(b"/", b"_")


def _aligned(raw: bytes, before: int) -> bytes:
    """The base64 characters that depend on `raw` alone, when so many bytes come before it."""
    whole = base64.b64encode(bytes(before) + raw + bytes(-(before + len(raw)) % 3))
    return whole[(before * 8 + 5) // 6 : (before + len(raw)) * 8 // 6]


def _small_escapes(percented: bytes) -> bytes:
    return re.sub(rb"%[0-9A-F]{2}", lambda m: m[0].lower(), percented)


def leaks(folders: Iterable[Path], wanted: Mapping[str, bytes], *, without: Iterable[Path] = ()) -> list[str]:
    """Every needle in every file, file name and link under these folders; `without` are folders written on purpose."""
    left_out = [path.resolve() for path in without]
    found: list[str] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if any(path.resolve().is_relative_to(each) for each in left_out):
                continue
            name = os.fsencode(path.relative_to(folder)) + (os.fsencode(path.readlink()) if path.is_symlink() else b"")
            found += [f"the name of {path.name}: {kind}" for kind in hits(name, wanted)]
            if path.is_file():
                found += [f"{path.name}: {kind}" for kind in hits(path.read_bytes(), wanted)]
    return found


def hits(content: bytes, wanted: Mapping[str, bytes]) -> list[str]:
    """The names of all needles that stand in a content or in what is packed into it."""
    found: set[str] = set()
    for view in views(content):
        found |= {kind for kind, needle in wanted.items() if needle in view}
    return [kind for kind in wanted if kind in found]


def views(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """The content, the content without line breaks, and everything that can be unpacked from it."""
    yield content
    if b"\n" in content:
        yield re.sub(rb"=?\r?\n[ \t]?", b"", content)
    if depth >= _DEEPEST:
        return
    for inner in _unpacked(content, everywhere=depth == 0):
        if len(inner) >= _SHORTEST:
            yield from views(inner, depth + 1)


def _unpacked(content: bytes, *, everywhere: bool) -> Iterator[bytes]:
    """What is packed in a content. Bare deflate, which has no sign of its own, is looked for in files alone."""
    yield from _png_data(content)
    yield from _pdf_streams(content)
    yield from _pdf_texts(content)
    yield from _zip_members(content)
    yield from deflated(content, range(len(content) - 4) if everywhere else _packed_places(content))


_PACKED = re.compile(rb"x(?=[\x01\x5e\x9c\xda])|\x1f\x8b\x08|PK\x03\x04")


def _packed_places(content: bytes) -> Iterator[int]:
    """Where the deflate data of zlib, gzip and zip may begin: within a header and a file name of its own."""
    for sign in _PACKED.finditer(content):
        far = 2 if sign[0] == b"x" else 300
        yield from range(sign.start() + 2, min(sign.start() + far + 1, len(content) - 4))


def deflated(content: bytes, places: Iterable[int]) -> Iterator[bytes]:
    """What inflates at these places: raw deflate, and with it zlib, gzip and zip members behind their headers."""
    end = 0
    for start in places:
        if start < end or not _may_begin(content, start):
            continue
        inner, used = _inflate(content, start)
        if len(inner) >= _SHORTEST:
            yield inner
        if used > _FIRST_LOOK and len(inner) > used:  # a real one: nothing else begins inside it
            end = start + used


def _may_begin(content: bytes, start: int) -> bool:
    """Whether a deflate block can begin here (RFC 1951, 3.2.3): most bytes are told by the first of them."""
    kind = content[start] >> 1 & 3
    if kind == 0:
        size, inverse = struct.unpack_from("<HH", content, start + 1) if start + 5 <= len(content) else (0, 0)
        return bool(size and size ^ inverse == 0xFFFF)
    if kind == 2:
        return (content[start] >> 3) <= 29  # more literal codes than there are letters are no block
    return kind == 1


def _inflate(content: bytes, start: int) -> tuple[bytes, int]:
    """What inflates from here, up to the first fault, and how many bytes of the content it took."""
    stream = zlib.decompressobj(-15)
    try:
        made = stream.decompress(content[start : start + _PIECE], _FIRST_LOOK)
    except zlib.error:
        return b"", 0
    if stream.eof or len(made) < _FIRST_LOOK:
        return made, 0
    out, size, given = [made], len(made), start + _PIECE
    rest = stream.unconsumed_tail
    while not stream.eof and size < _MOST_UNPACKED:
        if not rest:
            rest, given = content[given : given + _PIECE], given + _PIECE
            if not rest:
                break
        before = stream.copy()
        try:
            made = stream.decompress(rest, 65536)
        except zlib.error:
            return b"".join([*out, _last_of(before, rest)]), 0
        out.append(made)
        size += len(made)
        rest = stream.unconsumed_tail
    return b"".join(out), min(given, len(content)) - start - len(rest) - len(stream.unused_data)


def _last_of(stream: zlib._Decompress, rest: bytes) -> bytes:
    """Byte by byte, what a broken stream still yields."""
    out = bytearray()
    with suppress(zlib.error):
        while rest and not stream.eof:
            out += stream.decompress(rest, 1)
            rest = stream.unconsumed_tail
    return bytes(out)


def _png_data(content: bytes) -> Iterator[bytes]:
    """The joined data chunks of each PNG: one stream that is cut into pieces."""
    for begin in re.finditer(rb"\x89PNG\r\n\x1a\n", content):
        at, joined = begin.end(), bytearray()
        while at + 8 <= len(content):
            size, kind = struct.unpack_from(">I4s", content, at)
            if kind == b"IDAT":
                joined += content[at + 8 : at + 8 + size]
            at += 12 + size
        yield bytes(joined)


def _pdf_streams(content: bytes) -> Iterator[bytes]:
    """The streams of PDFs, out of their ASCII dress."""
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        packed = found[1].strip()
        for dress in (lambda text: base64.a85decode(text.removesuffix(b"~>")), _hex):
            with suppress(ValueError, binascii.Error):
                yield dress(packed)


def _hex(text: bytes) -> bytes:
    return bytes.fromhex(text.removesuffix(b">").decode("ascii"))


def _pdf_texts(content: bytes) -> Iterator[bytes]:
    """What a reader sees in each PDF: the letters stand there by the numbers of a font."""
    import pypdfium2

    for begin in re.finditer(rb"%PDF-", content):
        with suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(content[begin.start() :]) as document:
            for page in document:
                text = page.get_textpage()
                yield str(text.get_text_range()).encode("utf-8", "replace")
                text.close()
                page.close()
            yield "\n".join(document.get_metadata_dict().values()).encode()


def _zip_members(content: bytes) -> Iterator[bytes]:
    """The members of an archive, by its directory; what is broken is found by its deflate data."""
    if b"PK\x05\x06" not in content:
        return
    broken = (zipfile.BadZipFile, zlib.error, ValueError, OSError, RuntimeError, NotImplementedError, EOFError)
    with suppress(*broken), zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield "\n".join(archive.namelist()).encode()
        for member in archive.infolist():
            with suppress(*broken):
                yield archive.read(member)
