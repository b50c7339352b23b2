"""CSV that a spreadsheet opens as it was meant: quoted text, bare numbers, nothing that runs as a formula."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import BinaryIO, TypeAlias

from caseman.errors import InputError
from caseman.text import T, Text

Cell: TypeAlias = str | int | date | None

# OWASP, "CSV Injection": a cell that begins with one of these is taken for a formula; the full-width twins
# are folded to them by Japanese spreadsheets. Blanks and invisible signs before it do not always help.
FORMULA_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")
_LEADING = " \u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_FORMULA = re.compile(rf"[\s{_LEADING}]*[{re.escape(''.join(sorted(FORMULA_SIGNS)))}]")
# One look at the first character clears nearly every cell; the rest is asked of the few that begin like this.
_SUSPECTS = FORMULA_SIGNS | frozenset(_LEADING) | frozenset("\0\v\f\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029\u202f\u205f")
_SUSPECTS |= frozenset(map(chr, range(0x2000, 0x200B)))
# In lines as csv.writer makes them: a quotation mark inside a cell is doubled, so that this is the beginning of one, or
# at times something within one, which does no harm.
_SIGN = f"[{re.escape(''.join(sorted(_SUSPECTS)))}]"
_SUSPECT_CELLS = (re.compile(f',"{_SIGN}'), re.compile(f'\n"{_SIGN}'))  # two, as each is found by its first signs
_BLOCK = 64  # lines that are looked at and encoded at once


def neutralise(cell: str) -> str:
    """A text cell that a spreadsheet shows and never runs: an apostrophe before what looks like a formula.

    NUL goes (it ends a cell in some programs). Line breaks stay, as LF: RFC 4180 allows them between quotes.
    Numbers and dates do not pass here.
    """
    if "\0" in cell or "\r" in cell:
        cell = cell.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return f"'{cell}" if cell and cell[0] in _SUSPECTS and _FORMULA.match(cell) else cell


def write_csv(
    stream: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[Cell]], encoding: str = "utf-8-sig"
) -> None:
    """Write a heading and rows: CRLF, text quoted and neutralised, numbers bare, dates ISO 8601, None empty.

    `utf-8-sig` begins with the byte order mark without which Excel in Japan reads UTF-8 as Shift_JIS. Raises
    `InputError` (field `encoding`) at the first character that an encoding such as cp932 cannot hold; what
    was written until then is of no use. The stream is left open.
    """
    blocks = _Blocks(stream, encoding)
    blocks.write([headings])
    following = iter(rows)
    while block := list(islice(following, _BLOCK)):
        blocks.write(block)


class _Lines(list[str]):
    """Where csv.writer leaves its lines."""

    write = list.append


class _Blocks:
    """Rows on their way into a stream, some lines at once: these are looked at, not each of millions of cells."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._encoding = encoding
        self._codec = encoding
        self._lines = _Lines()
        self._writer = csv.writer(self._lines, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        self._gone = 0  # lines
        if codecs.lookup(encoding).name == "utf-8-sig":
            stream.write(codecs.BOM_UTF8)
            self._codec = "utf-8"

    def write(self, rows: Sequence[Sequence[Cell]]) -> None:
        self._lines.clear()
        self._writer.writerows(rows)
        text = "".join(self._lines)
        if _is_suspect(text) or "\0" in text or text.count("\r") > len(rows):
            self._lines.clear()
            self._writer.writerows([_harmless(row) for row in rows])
            text = "".join(self._lines)
        try:
            self._stream.write(text.encode(self._codec))
        except UnicodeEncodeError as error:
            before = error.object.count("\r\n", 0, error.start)
            raise InputError(
                "csv-encoding",
                self._missing(error.object[error.start : error.end], self._gone + before + 1),
                field="encoding",
            ) from error
        self._gone += len(rows)

    def _missing(self, characters: str, line: int) -> Text:
        return T(
            "Line {line} holds “{characters}”, which {encoding} cannot write. Choose UTF-8.",
            line=line,
            characters=characters,
            encoding=self._encoding,
        )


def _is_suspect(lines: str) -> bool:
    return lines[1] in _SUSPECTS or any(cells.search(lines) for cells in _SUSPECT_CELLS)


def _harmless(row: Sequence[Cell]) -> list[Cell]:
    return [neutralise(cell) if type(cell) is str else cell for cell in row]
