"""The sheets as LibreOffice Calc reads them, cell by cell; only where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from caseman.exchange.encodings import Encoding, transcribed
from caseman.services.export.choice import ExportChoice
from caseman.services.export.registry import SHEETS
from tests.services.export_samples import exported, furnish, told
from tests.services.walking import PRINCIPAL, Walk

_OFFICE_SUITE = shutil.which("soffice")
_CHARSETS = {Encoding.UTF_8: 76, Encoding.CP932: 60}  # as the filter of LibreOffice numbers them
_TABLE, _TEXT = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}", "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

pytestmark = pytest.mark.skipif(_OFFICE_SUITE is None, reason="LibreOffice is not installed")


@pytest.mark.parametrize("encoding", Encoding)
def test_calc_shows_every_cell_as_the_services_gave_it(walk: Walk, tmp_path: Path, encoding: Encoding) -> None:
    furnish(walk)
    walk.case(principal=PRINCIPAL | {"name": "@SUM(1;2)", "address": "−"})
    walk.case(principal=PRINCIPAL | {"name": "𠮷野 葛\U000e0100子 é"})
    walk.case(principal=PRINCIPAL | {"name": "0123"})
    choice = ExportChoice(encoding=encoding, transcribe=True)
    expected = told(walk, choice)
    made = exported(walk, tmp_path / "set", choice)
    opened = _open_all(made.folder, tmp_path, encoding)
    for sheet in SHEETS:
        headings, *rows = opened[sheet.code]
        assert headings == made.headings(sheet.code)
        wanted = [[cell if encoding.holds_all else transcribed(cell) for cell in row] for row in expected[sheet.code]]
        width = len(headings)
        assert [row + [""] * (width - len(row)) for row in rows] == wanted, sheet.code


def _open_all(folder: Path, place: Path, encoding: Encoding) -> dict[str, list[list[str]]]:
    """Every sheet as Calc shows it: quoted cells are text, the others what it makes of them."""
    out = place / "opened"
    options = (
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--headless",
        f"--infilter=CSV:44,34,{_CHARSETS[encoding]},1,,0,true,false",
        *("--convert-to", "fods"),
        *("--outdir", str(out)),
    )
    sheets = [str(folder / sheet.file_name) for sheet in SHEETS]
    subprocess.run([str(_OFFICE_SUITE), *options, *sheets], check=True, capture_output=True, timeout=240)
    if not out.is_dir():
        pytest.skip("LibreOffice is installed without Calc")
    return {sheet.code: list(_rows(out / f"{sheet.code}.fods")) for sheet in SHEETS}


def _rows(path: Path) -> Iterator[list[str]]:
    table = ET.parse(path).getroot().find(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
    assert table is not None
    for row in table.iter(f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row.findall(f"{_TABLE}table-cell"):
            assert cell.get(f"{_TABLE}formula") is None, "nothing runs"
            text = "\n".join(_text(paragraph) for paragraph in cell.findall(f"{_TEXT}p"))
            cells += [text] * int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield cells


def _text(paragraph: ET.Element) -> str:
    """The text of a paragraph with its runs of spaces and its tabs."""
    said = paragraph.text or ""
    for part in paragraph:
        if part.tag == f"{_TEXT}s":
            said += " " * int(part.get(f"{_TEXT}c", "1"))
        elif part.tag == f"{_TEXT}tab":
            said += "\t"
        else:
            said += _text(part)
        said += part.tail or ""
    return said
