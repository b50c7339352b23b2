"""Registers as files: encodings, separators, headings, workbooks, and files that are no register."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook

from caseman.domain.register_fields import RegisterField
from caseman.errors import FileError
from caseman.exchange.ledger_csv import LEDGER_COLUMNS
from caseman.exchange.register import read_register
from caseman.exchange.register_map import RegisterMap, map_of, read_map, write_map
from caseman.exchange.register_words import headings
from tests.exchange.registers import LINES, cases, text, workbook

_LEAST = "受付日,氏名,区分\n2026-04-01,山田 花子,開示\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp932", "cp932"),
        ("euc_jp", "euc-jp"),
        ("iso2022_jp", "iso-2022-jp"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-16", "utf-16-le"),
    ],
)
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_encoding_and_separator_are_found(encoding: str, found: str, separator: str) -> None:
    lines = _LEAST.replace(",", separator) + f"2026-04-02{separator}高橋 一郎{separator}訂正\n"
    register = read_register(lines.encode(encoding))
    assert (register.sheet.encoding, register.sheet.separator) == (found, separator)
    assert [case["principal_name"] for case in cases(lines.encode(encoding))[0]] == ["山田 花子", "高橋 一郎"]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp932", "髙﨑 ①"), ("euc_jis_2004", "山田 ①"), ("iso2022_jp_ext", "山田"), ("utf-8", "𠮷田葛󠄀")],
)
def test_rare_signs_of_each_encoding(encoding: str, name: str) -> None:
    found, _ = cases(_LEAST.replace("山田 花子", name).encode(encoding))
    assert [case["principal_name"] for case in found] == [name]


def test_half_width_kana_in_either_encoding() -> None:
    lines = _LEAST.replace("氏名", "氏名,カナ").replace("山田 花子", "山田 花子,ﾔﾏﾀﾞ ﾊﾅｺ")
    for encoding in ("cp932", "euc_jp"):
        assert cases(lines.encode(encoding))[0][0]["principal_kana"] == "ﾔﾏﾀﾞ ﾊﾅｺ"


def test_title_rows_two_header_rows_and_a_sum() -> None:
    register = read_register(text())
    assert (register.head.row, register.head.rows) == (3, 2)
    assert register.columns[RegisterField.RECEIVED_ON] == "受付"
    assert register.columns[RegisterField.DUE_ON] == "期限"
    found, problems = cases(text())
    assert problems == []
    assert [(case["row"], case["number"], case["received_on"]) for case in found] == [
        (4, "1", date(2026, 4, 1)),
        (5, "2", date(2026, 4, 2)),
    ]
    assert found[1]["principal_name"] == "山田 花子"  # it was written on two lines
    assert (found[0]["fee_amount"], found[1]["fee_amount"]) == (5250, 0)


def test_empty_rows_count_and_headings_that_are_repeated_do_not() -> None:
    heading, first = _LEAST.splitlines()
    lines = f"{heading}\n{first}\n\n,,\n{heading}\n2026-04-02,佐藤,訂正\n以上,,\n"
    assert [case["row"] for case in cases(lines.encode())[0]] == [2, 6]


def test_a_column_without_a_known_heading_is_known_by_its_content() -> None:
    lines = "届,氏名,よみがな,何を,経過\n2026-04-01,山田,ヤマダ,開示,x\n2026-04-02,佐藤,サトウ,訂正,y\n"
    register = read_register(lines.encode(), RegisterMap(header_row=1))
    found = {column.heading: (column.field, column.by_content) for column in register.head.columns}
    assert found["届"] == (RegisterField.RECEIVED_ON, True)
    assert found["何を"] == (RegisterField.REQUEST_TYPES, True)
    assert found["よみがな"] == (RegisterField.PRINCIPAL_KANA, True)
    assert found["氏名"] == (RegisterField.PRINCIPAL_NAME, False)


def test_the_headings_of_the_ledger_are_known_in_both_languages() -> None:
    from caseman.text import Language

    known = headings()
    from caseman.domain.register_words import fold

    for code, heading in LEDGER_COLUMNS:
        assert str(RegisterField(code).label) == str(heading)
        for language in Language:
            assert known[fold(heading.say(language))] == code


def test_no_heading_and_no_word_has_two_meanings() -> None:
    import tomllib
    from importlib.resources import files

    from caseman.domain.register_words import fold

    folder = files("resources") / "register"
    for name in ("headings.toml", "terms.toml"):
        told = tomllib.loads((folder / name).read_text(encoding="utf-8"))
        for table in [told] if name == "headings.toml" else told.values():
            words = [fold(word) for code in table for word in table[code]]
            per_code = {code: {fold(word) for word in table[code]} for code in table}
            assert sum(map(len, per_code.values())) == len(set(words))
            assert "" not in words


def test_a_map_is_written_and_read_again() -> None:
    told = RegisterMap(
        columns={'備"考\\1': RegisterField.REMARKS, "受付\t日": None},
        words={"request_types": {"その他": "complaint"}},
        fixed={RegisterField.CHANNEL: "郵送"},
        sheet="R8 台帳",
        header_row=3,
    )
    assert read_map(write_map(told)) == told


def test_a_map_says_what_a_column_and_a_word_mean() -> None:
    lines = "届いた,だれ,なに,備考\n2026-04-01,山田,閲覧,x\n"
    told = read_map(
        'header_row = 1\n[columns]\n"届いた" = "received_on"\n"だれ" = "principal_name"\n'
        '"なに" = "request_types"\n"備考" = ""\n'
        '[words.request_types]\n"閲覧" = "disclosure"\n[fixed]\nchannel = "持参"\n'
    )
    (case,), problems = cases(lines.encode(), told=told)
    assert problems == []
    assert (case["request_types"], "remarks" in case) == (["disclosure"], False)
    again = map_of(read_register(lines.encode(), told).head, told)
    assert cases(lines.encode(), told=again)[0] == [case]


@pytest.mark.parametrize(
    "toml",
    [
        "x = 1",
        "[columns",
        '[columns]\n"a" = "nothing"',
        '[columns]\n"a" = 1',
        '[columns]\n"a" = "number"\n"b" = "number"',
        "columns = 1",
        '[words.number]\n"a" = "b"',
        '[words.results]\n"a" = "b"',
        'header_row = "x"',
        "header_row = true",
        "header_row = -1",
        "words = 3",
        '[fixed]\nnothing = "a"',
        "[columns]\n" * 3,
        "a = " + "[" * 5000,
    ],
)
def test_a_map_that_cannot_be_used_says_why(toml: str) -> None:
    with pytest.raises(FileError) as refused:
        read_map(toml)
    assert refused.value.code == "map"


# --- workbooks


def _book(made: Workbook) -> None:
    note = made.active
    assert note is not None
    note.title = "メモ"
    note["A1"] = "このブックについて"
    sheet: Any = made.create_sheet("台帳R8")
    sheet["A1"] = "開示等請求受付台帳"
    sheet.merge_cells("A1:F1")
    for place, told in {
        "A2": "番号",
        "B2": "日付",
        "B3": "受付",
        "C3": "期限",
        "D3": "回答",
        "E2": "氏名",
        "F2": "請求区分",
        "G2": "手数料",
        "H2": "結果",
        "A4": 1,
        "B4": datetime.combine(date(2026, 4, 1), time(9, 30)),
        "C4": 46127,
        "D4": date(2026, 4, 10),
        "E4": "佐藤 花子",
        "F4": "開示",
        "G4": 5250,
        "H4": "全部開示",
        "A5": 2,
        "E5": "山田",
        "F5": "訂正",
        "G5": "=5250*0",
        "A6": 3,
        "B6": "令和8年4月2日",
        "E6": "鈴木",
        "F6": "開示",
    }.items():
        sheet[place] = told
    for merged in ("A2:A3", "B2:D2", "E2:E3", "F2:F3", "G2:G3", "H2:H3", "B4:B5"):
        sheet.merge_cells(merged)
    sheet.row_dimensions[6].hidden = True


def test_a_workbook_with_merged_cells_real_dates_a_formula_and_a_hidden_row() -> None:
    register = read_register(workbook(_book))
    assert (register.sheet.name, register.sheet.others, register.sheet.encoding) == ("台帳R8", ("メモ",), "")
    assert (register.head.row, register.sheet.hidden) == (3, 1)
    found, problems = cases(workbook(_book))
    assert problems == [(5, "手数料", True)]  # a formula whose value was never stored
    assert [(case["number"], case["received_on"]) for case in found] == [
        ("1", date(2026, 4, 1)),
        ("2", date(2026, 4, 1)),  # merged with the row above
        ("3", date(2026, 4, 2)),
    ]
    assert (found[0]["due_on"], found[0]["dispatched_on"]) == (date(2026, 4, 15), date(2026, 4, 10))


def test_a_workbook_that_counts_from_1904() -> None:
    def fill(made: Workbook) -> None:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        made.epoch = CALENDAR_MAC_1904
        sheet: Any = made.active
        for told in (("受付日", "氏名", "区分"), (44651, "山田", "開示")):
            sheet.append(told)

    (case,), _ = cases(workbook(fill))
    assert case["received_on"] == date(2026, 4, 1)


def test_a_sheet_is_chosen_by_name() -> None:
    with pytest.raises(FileError) as refused:
        read_register(workbook(_book), sheet="ない")
    assert "メモ" in str(refused.value)
    with pytest.raises(FileError) as refused:
        read_register(workbook(_book), sheet="メモ")
    assert refused.value.code == "no-headings"


def test_what_a_workbook_is_counts_and_not_how_its_name_ends() -> None:
    assert len(cases(workbook(_book))[0]) == 3
    assert read_register(LINES.encode()).head.row == 3


def _changed(part: str, change: Any) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(_book))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            made.writestr(name, change(source.read(name)) if name == part else source.read(name))
    return stream.getvalue()


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<a/>")
        made.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    return stream.getvalue()


_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


def _with_entities(xml: bytes) -> bytes:
    at = xml.index(b"<work")  # behind the declaration
    return xml[:at] + _ENTITIES + xml[at:]


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _far(made: Workbook) -> None:
    sheet: Any = made.active
    for told in (("受付日", "氏名", "区分"), ("2026-04-01", "山田", "開示")):
        sheet.append(told)
    sheet["A1048576"] = "x"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not-a-register"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 20, "not-a-register"),
        (b"a,b\n1,2\n", "no-headings"),
        (b"PK\x03\x04junk", "workbook-damaged"),
        (workbook(_book)[:-300], "workbook-damaged"),
        (workbook(_book)[:500], "workbook-damaged"),
        (_OLE + bytes(600), "workbook-old"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "workbook-protected"),
        (_bomb(), "workbook-bomb"),
        (_changed("xl/workbook.xml", _with_entities), "workbook-entities"),
        (_changed("xl/worksheets/sheet2.xml", _with_entities), "workbook-entities"),
        (_changed("xl/worksheets/sheet2.xml", lambda xml: xml[: len(xml) // 2]), "workbook-damaged"),
        (_changed("xl/workbook.xml", lambda _: b"<a/>"), "workbook-damaged"),
        (workbook(_far), "too-many-rows"),
        (('受付日,氏名,区分\n2026-04-01,"山田,開示\n' * 3).encode(), "csv"),
        (f"受付日,氏名,区分\n2026-04-01,{'あ' * 140_000},開示\n".encode(), "csv"),
        (f"受付日,氏名,区分{',x' * 300}\n".encode(), "too-many-columns"),
        (("受付日,氏名\n" + "1,2\n" * 200_001).encode(), "too-many-rows"),
        (_LEAST.encode() + b"\xff\xfe\x80\x81,\n", "encoding"),
    ],
)
def test_what_is_no_register_is_refused_with_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(FileError) as refused:
        read_register(data)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


def test_two_hundred_columns_and_nul_are_no_hindrance() -> None:
    wide = f"受付日,氏名,区分{',x' * 200}\n2026-04-01,山\0田,開示{',1' * 200}\n"
    (case,), problems = cases(wide.encode())
    assert case["principal_name"] == "山田"
    assert problems == [(2, "氏名", False)]


def test_an_external_entity_is_not_fetched() -> None:
    xml = (
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet '
        b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1" t="inlineStr">'
        b"<is><t>&a;</t></is></c></row></sheetData></worksheet>"
    )
    with pytest.raises(FileError):
        read_register(_changed("xl/worksheets/sheet2.xml", lambda _: xml), sheet="台帳R8")
