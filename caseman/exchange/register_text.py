"""A register that is a text file: its encoding and separator found, its rows as the sheet shows them.

Encodings are tried strictly, in an order: what decodes as UTF-8 is UTF-8, which no other text
happens to be; between Shift_JIS and EUC-JP, which often decode as each other, the one counts whose signs people write.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from caseman.errors import FileError
from caseman.text import T

Passing = Callable[[Iterable[Any]], Iterable[Any]]  # rows, which may end the work by an error
SEPARATORS: Final = (",", "\t", ";")
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ISO_2022: Final = ("iso2022_jp", "iso2022_jp_1", "iso2022_jp_ext", "iso2022_jp_3", "iso2022_jp_2004")
_SAMPLE: Final = 64 * 1024  # bytes or characters that are looked at for what is likely
_FEW: Final = 8  # control signs that a text may hold by a slip, however short it is
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_COMMON: Final = re.compile("[ぁ-んァ-ヶー一-鿿、。（）「」・！-～〇々　]")
_RARE: Final = re.compile("[｡-ﾟ\x80-\xa0\ue000-\uf8ff\u0370-\u04ff\u2500-\u257f\ufffd]")
_LONGEST_CELL: Final = 131_072  # characters; csv's own limit, which nobody's register reaches
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 256


@dataclass(frozen=True)
class Sheet:
    """The rows of a register from the first on, every one of them, with what was found out about the file.

    `encoding` and `separator` are empty for a workbook. `notes` are places where the sheet itself tells less than it
    seems to: row, column as a letter, and the sentence.
    """

    rows: list[list[object]]
    encoding: str = ""
    separator: str = ""
    name: str = ""
    others: tuple[str, ...] = ()  # the workbook's other sheets
    since_1904: bool = False
    hidden: int = 0  # rows that the workbook hides; they are read all the same
    notes: tuple[tuple[int, int, object], ...] = ()


def read_text(data: bytes, each: Passing = lambda rows: rows) -> Sheet:
    """The rows of a text file, which pass through `each`.

    Raises `FileError` for what is none, and where a quotation mark is not closed.
    """
    encoding, text = decoded(data)
    separator = find_separator(text)
    rows: list[list[object]] = []
    for cells in each(_rows(text, separator)):
        if len(rows) >= MOST_ROWS:
            raise too_many_rows()
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise too_many_columns(len(rows) + 1)
        rows.append(list(cells[:MOST_COLUMNS]))
    return Sheet(rows, encoding, separator)


def decoded(data: bytes) -> tuple[str, str]:
    """The encoding, as Python names it, and the text without its mark. Raises `FileError`."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, _strict(data[len(mark) :], name.removesuffix("-sig"))
    wide = _wide(data)
    if wide is not None:
        return wide, _strict(data, wide)
    _refuse_binary(data)
    if b"\x1b$" in data or b"\x1b(" in data:
        for name in _ISO_2022:
            text = _tried(data, name)
            if text is not None:
                return "iso-2022-jp", text
    text = _tried(data, "utf-8")
    if text is not None:
        return "utf-8", text
    return _eastern(data)


def _eastern(data: bytes) -> tuple[str, str]:
    found = [(name, text) for name in ("cp932", "euc_jp", "euc_jis_2004") if (text := _tried(data, name)) is not None]
    if not found:
        raise _broken(data)
    name, text = max(found, key=lambda each: _likely(each[1]))  # the first of equals
    return {"cp932": "cp932"}.get(name, "euc-jp"), text


def _likely(text: str) -> float:
    """How much of what is not plain ASCII are signs that people write, from 1 down; rare ones count against it."""
    sample = "".join(c for c in text[: _SAMPLE * 4] if c > "~")[:_SAMPLE]
    return (len(_COMMON.findall(sample)) - 2 * len(_RARE.findall(sample))) / max(1, len(sample))


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of line ends, digits and separators is zero."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 4 * max(1, min(even, odd)) and min(even, odd) > 0:
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = _tried(data, name)
    if (
        text is None
        or len(_CONTROL.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) // 100
        or not set(text) & set(",;\t\n")
    ):
        return None
    return name


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    text = sample.decode("latin-1")
    count = len(_CONTROL.findall(text))
    if count > _FEW and count * 100 > len(text):
        raise FileError(
            "not-a-register",
            T("This is no text and no workbook. Save the register as .xlsx or as CSV, and choose that."),
        )


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _at(data, error.start, encoding) from error


def _broken(data: bytes) -> FileError:
    """Where the encoding that reads furthest stops."""
    furthest, encoding = -1, ""
    for name in ("cp932", "utf-8", "euc_jp"):
        try:
            data.decode(name)
        except UnicodeDecodeError as error:
            if error.start > furthest:
                furthest, encoding = error.start, name
    return _at(data, furthest, encoding)


def _at(data: bytes, place: int, encoding: str) -> FileError:
    return FileError(
        "encoding",
        T(
            "The file reads as {encoding} up to line {line}, and is broken there. Save it again as UTF-8, or as .xlsx.",
            encoding=encoding,
            line=data.count(b"\n", 0, place) + 1,
        ),
    )


def find_separator(text: str) -> str:
    """The separator by which most of the first rows have equally many cells, and several."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, most = SEPARATORS[0], 0.0
    for each in SEPARATORS:
        widths = [len(row) for row in _some(sample, each) if any(row)]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        score = 0.0 if usual < 2 else widths.count(usual) / len(widths) + min(usual, 40) / 100
        if score > most:
            best, most = each, score
    return best


def _some(sample: str, separator: str) -> list[list[str]]:
    found = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            found.append(row)
            if len(found) >= 200:
                break
    except csv.Error:
        pass
    return found


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for row in reader:
            number += 1
            yield row
    except csv.Error as error:
        told = T(
            "In row {row} a quotation mark is not closed, text follows a closed one, or a cell is longer than {limit} "
            "characters. Put that row right and save the register again.",
            row=number + 1,
            limit=_LONGEST_CELL,
        )
        raise FileError("csv", told) from error


def too_many_rows() -> FileError:
    return FileError(
        "too-many-rows", T("The register has more than {limit} rows. Divide it, and import the parts.", limit=MOST_ROWS)
    )


def too_many_columns(row: int) -> FileError:
    told = T(
        "Row {row} has more than {limit} columns. A register has fewer: delete the columns that are none.",
        row=row,
        limit=MOST_COLUMNS,
    )
    return FileError("too-many-columns", told)
