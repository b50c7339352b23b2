"""cp932: what cannot be written is told cell by cell before anything is written, and replaced only as it is listed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from caseman.errors import InputError
from caseman.exchange.encodings import Encoding
from caseman.services.export import characters
from caseman.services.export.characters import CharactersError
from caseman.services.export.choice import ExportChoice
from caseman.services.export.registry import SHEETS
from caseman.services.export.writing import export_set
from caseman.text import Language
from tests.services.export_samples import exported, furnish, told, verify
from tests.services.walking import PRINCIPAL, Walk

_CP932 = ExportChoice(encoding=Encoding.CP932, language=Language.EN)
_REPLACED = ExportChoice(encoding=Encoding.CP932, language=Language.EN, transcribe=True)


def refusal(walk: Walk, folder: Path, choice: ExportChoice = _CP932) -> CharactersError:
    """The refusal of an export, which wrote nothing and told the trail nothing."""
    there, head = set(folder.iterdir()), walk.desk.anchor()
    with pytest.raises(CharactersError) as refused:
        export_set(walk.desk, folder / "set", choice)
    assert set(folder.iterdir()) == there
    assert walk.desk.anchor() == head
    return refused.value


def test_what_it_holds_is_written_in_it(walk: Walk, tmp_path: Path) -> None:
    furnish(walk)
    choice = ExportChoice(encoding=Encoding.CP932)
    expected = told(walk, choice)
    made = exported(walk, tmp_path / "set", choice)
    assert {entry.get("encoding") for entry in made.manifest["files"]} == {"cp932", None}
    assert not (made.folder / "ledger.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    for sheet in SHEETS:
        assert made.sheet(sheet.code) == expected[sheet.code], sheet.code
    assert "髙橋 一郎" in (made.folder / "ledger.csv").read_bytes().decode("cp932")
    assert verify(made.folder)[0] == 0


@pytest.mark.parametrize("language", Language)
def test_every_heading_can_be_written_in_either_encoding(language: Language) -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            heading = column.heading.say(language)
            assert heading.encode("cp932").decode("cp932") == heading


def test_each_cell_is_told_with_its_character(walk: Walk, tmp_path: Path) -> None:
    walk.case()
    number = walk.case(principal=PRINCIPAL | {"name": "𠮷野 葛\U000e0100子"})
    walk.identity(number, result="not_confirmed", note="José—€5")
    refused = refusal(walk, tmp_path)
    places = [(found.sheet, found.row, found.column, found.what.code_points) for found in refused.report.listed]
    assert places[:5] == [
        ("ledger", 3, "principal_name", "U+20BB7"),
        ("ledger", 3, "principal_name", "U+845B U+E0100"),
        ("ledger", 3, "remarks", "U+00E9"),
        ("ledger", 3, "remarks", "U+2014"),
        ("ledger", 3, "remarks", "U+20AC"),
    ]
    assert {("identity_checks", 2, "note"), ("trail", 5, "details")} & {place[:3] for place in places} != set()
    assert refused.field == "encoding"
    assert refused.report.hopeless == 0
    assert refused.report.count == len(refused.report.listed)
    assert str(refused).endswith("Have them replaced as they are listed, or choose utf-8-sig.")


def test_what_is_replaced_is_listed_in_the_set(walk: Walk, tmp_path: Path) -> None:
    walk.case(principal=PRINCIPAL | {"name": "𠮷野 葛\U000e0100子"})
    report = refusal(walk, tmp_path).report
    made = exported(walk, tmp_path / "set", _REPLACED)
    assert [row["principal_name"] for row in made.records("ledger")] == ["吉野 葛子"]
    assert made.manifest["replaced"] == report.count
    with (made.folder / "replaced.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["Sheet", "Row", "Column", "Heading", "Character", "Code points", "Name in Unicode", "Written as"]
    place = ["ledger", "2", "principal_name", "Name of the principal"]
    assert rows[1] == [*place, "𠮷", "U+20BB7", "CJK UNIFIED IDEOGRAPH-20BB7", "吉"]
    assert rows[2][4:6] == ["葛\U000e0100", "U+845B U+E0100"]
    assert len(rows) - 1 == report.count == made.entry("replaced.csv")["rows"]
    assert verify(made.folder)[0] == 0
    assert b"?" not in (made.folder / "ledger.csv").read_bytes()


def test_utf8_holds_everything_and_lists_nothing(walk: Walk, tmp_path: Path) -> None:
    walk.case(principal=PRINCIPAL | {"name": "𠮷野 王丽"})
    made = exported(walk, tmp_path / "set", ExportChoice(transcribe=True))
    assert "replaced.csv" not in made.names()
    assert made.records("ledger")[0]["principal_name"] == "𠮷野 王丽"


def test_what_nothing_stands_for_refuses_even_so(walk: Walk, tmp_path: Path) -> None:
    walk.case(principal=PRINCIPAL | {"name": "𠮷野 丽"})
    refused = refusal(walk, tmp_path, _REPLACED)
    assert refused.report.hopeless >= 1
    assert next(found.what.by for found in refused.report.listed if found.what.character == "丽") is None
    assert str(refused).endswith("Nothing was written. Choose utf-8-sig.")


def test_a_replacement_that_begins_a_formula_is_made_harmless(walk: Walk, tmp_path: Path) -> None:
    """U+2212 is written as its full-width twin, which some spreadsheets take for a minus."""
    walk.case(principal=PRINCIPAL | {"name": "−2+3"})
    assert exported(walk, tmp_path / "set", _REPLACED).records("ledger")[0]["principal_name"] == "'－2+3"


def test_a_column_that_is_not_chosen_is_not_asked_for(walk: Walk, tmp_path: Path) -> None:
    walk.case(principal=PRINCIPAL | {"name": "𠮷野 丽"})
    choice = ExportChoice(encoding=Encoding.CP932, sheets=("ledger",), columns=("number", "received_on"))
    assert exported(walk, tmp_path / "one", choice).sheet("ledger") == [["P-2026-0001", "2026-11-20"]]
    assert exported(walk, tmp_path / "two", ExportChoice(encoding=Encoding.CP932, minimised=True)).sheet("ledger")


def test_a_long_report_names_the_first_and_what_is_hopeless(
    walk: Walk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(characters, "MOST_LISTED", 3)
    for _ in range(3):
        walk.case(principal=PRINCIPAL | {"name": "𠮷𠮷"})
    walk.case(principal=PRINCIPAL | {"name": "丽"})
    report = refusal(walk, tmp_path, ExportChoice(encoding=Encoding.CP932, sheets=("ledger",))).report
    assert (report.count, report.hopeless) == (7, 1)
    assert [found.what.character for found in report.listed] == ["𠮷", "𠮷", "𠮷", "丽"]


def test_the_writer_itself_never_writes_a_question_mark(tmp_path: Path) -> None:
    import io

    from caseman.exchange.cells import write_csv

    stream = io.BytesIO()
    rows = [["ok"]] * 70 + [["𠮷"]] + [["ok"]] * 70
    with pytest.raises(InputError) as refused:
        write_csv(stream, ["heading"], rows, "cp932")
    assert "Line 72" in str(refused.value)
    assert b"?" not in stream.getvalue()
