"""A register that is a workbook (.xlsx): values as they were stored, no formula run, nothing outside the file opened.

A workbook is a ZIP of XML, so its promises are checked before it is read: how large it claims to be unpacked, how many
parts it has; entities are forbidden (defusedxml, which openpyxl uses where it is installed).
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from caseman.errors import CasemanError, FileError
from caseman.exchange.register_text import MOST_COLUMNS, MOST_ROWS, Passing, Sheet, too_many_columns, too_many_rows
from caseman.text import T

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST: Final = 600_000_000  # bytes unpacked; 100,000 rows of 40 columns have 250 million
_MOST_PARTS: Final = 5_000
_RATIO: Final = 400  # times smaller than unpacked; sheets come to about 20
_MOST_MERGED: Final = 50_000
_MOST_FILLED: Final = 2_000_000  # cells that merged ranges fill
_FIRST_ROWS, _MOST_SHEETS = 60, 50  # that are looked at for which sheet is the register
_CHUNK: Final = 1 << 20

_HIDDEN: Final = re.compile(rb'<row [^>]*?\br="([0-9]+)"[^>]*?\bhidden="(?:1|true)"')
_MERGED: Final = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]+):([A-Z]{1,3})([0-9]+)"')
_UNVALUED: Final = re.compile(rb'<c r="([A-Z]{1,3})([0-9]+)"[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>')
_RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NO_VALUE: Final = T("A formula without a stored value. Open the register in the spreadsheet, save it, and try again.")


def read_workbook(data: bytes, wanted: str = "", *, likely: Any = None, each: Passing = lambda rows: rows) -> Sheet:
    """The rows of one sheet, passed through `each`: the one named, else the one that `likely` scores highest of all.

    Raises `FileError` for what is no workbook, is protected by a password, of the old format, or not what it claims.
    """
    _look_at(data)
    try:
        return _read(data, wanted, likely, each)
    except CasemanError:
        raise
    except (
        zipfile.BadZipFile,
        ParseError,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        EOFError,
        OSError,
    ) as error:
        raise _entities() if _names_entities(error) else _damaged() from error


def _names_entities(error: BaseException | None) -> bool:
    """Whether entities were behind a failure; openpyxl tells of its own failure before that."""
    while error is not None:
        if isinstance(error, DefusedXmlException):
            return True
        error = error.__cause__ or error.__context__
    return False


def refuse_old(data: bytes) -> None:
    """Tell what a compound file is, which is no workbook of today. Raises `FileError`."""
    if not data.startswith(OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        told = T("The workbook is protected by a password. Open it, take the password off, and save it again.")
        raise FileError("workbook-protected", told)
    raise FileError(
        "workbook-old", T("This is a workbook of the old format (.xls). Open it and save it as .xlsx, or as CSV.")
    )


def _look_at(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged() from error
    size = sum(part.file_size for part in parts)
    bomb = any(p.file_size > 1_000_000 and p.file_size > _RATIO * max(1, p.compress_size) for p in parts)
    if len(parts) > _MOST_PARTS or size > _LARGEST or bomb:
        told = T(
            "The workbook would take {size} MB unpacked: no register is like that, and it is not read.",
            size=size // 1_000_000,
        )
        raise FileError("workbook-bomb", told)
    if any(part.flag_bits & 1 for part in parts):
        raise FileError(
            "workbook-protected",
            T("The workbook is protected by a password. Open it, take the password off, and save it again."),
        )
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise FileError(
            "not-a-workbook",
            T("This is a packed file, but no workbook of the kind .xlsx. Save the register as .xlsx, or as CSV."),
        )


def _read(data: bytes, wanted: str, likely: Any, each: Passing) -> Sheet:
    from openpyxl import load_workbook  # noqa: PLC0415  a third of a second, which only a workbook costs

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a workbook holds beside its cells is of no interest here
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = {sheet.title: sheet for sheet in book.worksheets}
            if not sheets:
                raise _damaged()
            if wanted and wanted not in sheets:
                told = T("There is no sheet “{name}”. The workbook has: {known}.", name=wanted, known=tuple(sheets))
                raise FileError("no-such-sheet", told, field="sheet")
            name = wanted or _most_likely(sheets, likely)
            rows = list(each(_cells(sheets[name])))
        finally:
            book.close()
        since_1904 = book.epoch.year == 1904
    facts = _facts(data, name)
    _fill_merged(rows, facts.merged)
    others = tuple(title for title in sheets if title != name)
    return Sheet(
        rows,
        name=name,
        others=others,
        since_1904=since_1904,
        hidden=sum(1 <= number <= len(rows) for number in facts.hidden),
        notes=tuple((row, column, _NO_VALUE) for row, column in facts.unvalued),
    )


def _most_likely(sheets: dict[str, Any], likely: Any) -> str:
    """The sheet whose first rows look most like a register; the first of equals."""
    if likely is None or len(sheets) == 1:
        return next(iter(sheets))
    scores = {}
    for name, sheet in list(sheets.items())[:_MOST_SHEETS]:
        scores[name] = likely(list(_cells(sheet, _FIRST_ROWS)))
    return max(scores, key=lambda name: scores[name])


def _cells(sheet: Any, last: int | None = None) -> Iterator[list[object]]:
    """The rows with every cell as a text or a day; empty cells are empty texts."""
    sheet.reset_dimensions()  # what a sheet claims of its size is not believed
    empty = 0  # rows that are kept only when one follows them that is not
    for number, cells in enumerate(sheet.iter_rows(max_row=last, values_only=True), start=1):
        if cells.count(None) == len(cells):
            empty += 1
            continue
        if number > MOST_ROWS:
            raise too_many_rows()
        if any(cell is not None for cell in cells[MOST_COLUMNS:]):
            raise too_many_columns(number)
        yield from ([] for _ in range(empty))
        empty = 0
        row = [_cell(cell) for cell in cells[:MOST_COLUMNS]]
        while row and row[-1] == "":
            row.pop()
        yield row


def _cell(value: Any) -> object:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


@dataclass(frozen=True)
class _Facts:
    """What the reader of cells does not tell: hidden rows, merged ranges, formulas whose value was never stored."""

    hidden: tuple[int, ...]
    merged: tuple[tuple[int, int, int, int], ...]  # first row, first column, last row, last column
    unvalued: tuple[tuple[int, int], ...]


def _facts(data: bytes, name: str) -> _Facts:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        part = _part_of(packed, name)
        if part is None:
            return _Facts((), (), ())
        hidden: set[int] = set()
        merged: set[tuple[int, int, int, int]] = set()
        unvalued: set[tuple[int, int]] = set()
        with packed.open(part) as stream:
            kept = b""
            while chunk := stream.read(_CHUNK):
                kept = (kept + chunk)[-_CHUNK - 4096 :]
                hidden |= {int(number) for number in _HIDDEN.findall(kept)}
                merged |= {(int(b), _column(a), int(d), _column(c)) for a, b, c, d in _MERGED.findall(kept)}
                unvalued |= {(int(row), _column(column)) for column, row in _UNVALUED.findall(kept)}
                if len(merged) > _MOST_MERGED or len(unvalued) > _MOST_MERGED:
                    break
    return _Facts(tuple(sorted(hidden)), tuple(sorted(merged)), tuple(sorted(unvalued)))


def _part_of(packed: zipfile.ZipFile, name: str) -> str | None:
    """Where in the ZIP a sheet stands."""
    book = fromstring(packed.read("xl/workbook.xml"))
    relations = fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    wanted = next(
        (s.get(f"{_RELATIONS}id") for s in book.iter() if s.tag.endswith("}sheet") and s.get("name") == name), None
    )
    target = next((r.get("Target", "") for r in relations if r.get("Id") == wanted), "")
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return part if part in packed.namelist() else None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _fill_merged(rows: list[list[object]], merged: tuple[tuple[int, int, int, int], ...]) -> None:
    """A cell merged over several rows holds for each of them. Sideways only the first cell speaks."""
    left_to_fill = _MOST_FILLED
    for top, left, bottom, _right in merged:
        if bottom == top or top > len(rows) or left > len(rows[top - 1]):
            continue
        value = rows[top - 1][left - 1]
        left_to_fill -= min(bottom, len(rows)) - top
        if left_to_fill < 0:
            return
        for row in rows[top:bottom]:
            row.extend([""] * (left - len(row)))
            if row[left - 1] == "":
                row[left - 1] = value


def _entities() -> FileError:
    told = T("The workbook defines entities, which no spreadsheet does. It is not read.")
    return FileError("workbook-entities", told)


def _damaged() -> FileError:
    return FileError(
        "workbook-damaged",
        T("The workbook is damaged, or no workbook. Open it, save it again as .xlsx, and choose that."),
    )
