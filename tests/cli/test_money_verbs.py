"""`caseman statement` and `caseman payments`, from the bank's file to the month's list."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Ran
from tests.exchange.bank_files import Told, mufg, notices
from tests.services.money_walk import DAY, told
from tests.services.walking import Walk

Cli = Callable[..., Ran]

_PAID = told("タカハシ イチロウ P-2026-0001")
_OTHERS = (told("ミホン ジロウ", 300), told("サトウ ハナコ", 1200), told("サトウ ハナコ", 1200, cancelled=True))


@pytest.fixture
def a_case(walk: Walk) -> str:
    """P-2026-0001 waits for its fee; the office is closed again."""
    number = walk.case()
    walk.desk.close()
    return number


@pytest.fixture
def statement(on_file: Cli, tmp_path: Path) -> Callable[..., Ran]:
    """`caseman statement office.caseman FILE ...` on a file of these bytes."""

    def ran(data: bytes, *options: str) -> Ran:
        path = tmp_path / "meisai.txt"
        path.write_bytes(data)
        return on_file("statement", path, *options)

    return ran


def _json(ran: Ran, code: int = 0) -> Any:
    assert (ran.code, ran.err) == (code, "")
    return json.loads(ran.out)


def test_each_deposit_is_told_with_its_case_and_why(statement: Callable[..., Ran], a_case: str) -> None:
    found = _json(statement(notices([_PAID, *_OTHERS]), "--json"))
    assert (found["format"], found["account"], found["known"]) == ("zengin-01-a", "340535", 0)
    first, second, paid, gone = found["deposits"]
    assert {key: first[key] for key in ("line", "date", "amount", "cancelled", "case", "certainty", "parts")} == {
        "line": 2,
        "date": str(DAY),
        "amount": 5250,
        "cancelled": False,
        "case": a_case,
        "certainty": "certain",
        "parts": [{"case": a_case, "amount": 5250}],
    }
    assert (first["payer"], first["key"]) == ("ﾀｶﾊｼ ｲﾁﾛｳ P-2026-0001", "タカハシイチロウp-2026-0001")
    assert first["why"] == ["The case number is written.", "The payer's name agrees.", "The amount agrees."]
    assert (second["case"], second["certainty"], len(second["why"])) == (None, "unmatched", 1)
    assert (paid["certainty"], gone["certainty"], gone["cancelled"]) == ("unmatched", "probable", True)


def test_the_same_file_twice_adds_nothing(statement: Callable[..., Ran], a_case: str) -> None:
    statement(notices([_PAID, *_OTHERS]))
    again = statement(notices([_PAID, *_OTHERS]))
    assert again.code == 0
    assert "Deposits: 0; known already: 4." in again.out
    other = statement(mufg([_PAID]))
    assert "known already: 1." in other.out
    assert "compare these lines: 3." in other.out
    assert _json(statement(mufg([_PAID]), "--json"))["looks_known"] == [3]


def test_a_dry_run_keeps_nothing_and_takes_nothing(
    statement: Callable[..., Ran], on_file: Cli, a_case: str, office_path: Path
) -> None:
    told_dry = _json(statement(notices([_PAID]), "--json", "--dry-run", "--certain"))
    assert (told_dry["deposits"][0]["certainty"], told_dry["allotted"]) == ("certain", [])
    assert _json(on_file("payments", "--json")) == []
    assert _json(statement(notices([_PAID]), "--json"))["deposits"] == told_dry["deposits"]


def test_certain_ones_are_allotted_when_that_is_asked(statement: Callable[..., Ran], on_file: Cli, a_case: str) -> None:
    ran = statement(notices([_PAID, *_OTHERS]), "--certain")
    assert ran.code == 0
    assert f"Allotted: {a_case}." in ran.out
    assert "Zengin deposit notices (kind 01, format A), account 340535" in ran.out
    entries = _json(on_file("payments", "--json"))
    assert [(e["kind"], e["account"], e["case"], e["amount"]) for e in entries[-2:]] == [
        ("allocation", "waiting", "", -5250),
        ("allocation", "case", a_case, 5250),
    ]
    assert sum(e["amount"] for e in entries) == 5550


def test_the_book_of_a_month(statement: Callable[..., Ran], on_file: Cli, a_case: str, tmp_path: Path) -> None:
    statement(notices([told(day=DAY.replace(month=10)), _OTHERS[0]]), "--certain")
    october = _json(on_file("payments", "--month", "2026-10", "--json"))
    assert [(e["kind"], e["day"], e["amount"]) for e in october] == [("deposit", "2026-10-20", 5250)]
    november = _json(on_file("payments", "--month", "2026-11", "--json"))
    assert [e["amount"] for e in november] == [300, -5250, 5250]
    assert "Entries: 3" in on_file("payments", "--month", "2026-11").out
    path = tmp_path / "list.csv"
    assert on_file("payments", "--month", "2026-11", "--csv", path).code == 0
    with path.open(encoding="utf-8-sig", newline="") as stream:
        headings, *rows = csv.reader(stream)
    assert len(rows) == 3
    assert "5250" in rows[-1]
    assert len(headings) == len(rows[0])


@pytest.mark.parametrize("month", ["2026-13", "2026", "2026-1", "November", "2026-11-01", "20261"])
def test_a_month_that_is_none_is_refused(
    on_file: Cli, office_path: Path, refusal: Callable[[Ran], str], month: str
) -> None:
    assert "2026-11" in refusal(on_file("payments", "--month", month))


_WHOLE = notices([_PAID])
_REFUSED: dict[str, tuple[bytes, str, int, int]] = {
    "cut": (_WHOLE[:450], "cut", 3, 51),
    "another account": (notices([_PAID], account="7654321"), "other-account", 1, 61),
    "wrong trailer": (_WHOLE.replace(b"8000001", b"8000002"), "trailer", 3, 2),
    "UTF-8": (_WHOLE.decode("cp932").encode(), "utf8", 1, 27),
    "120 bytes": ((b"1210" + b"0" * 116 + b"\r\n") * 3, "order-not-statement", 1, 1),
    "a negative amount": (mufg([_PAID]).replace(b'"5,250"', b'"-5,250"'), "negative-amount", 3, 5),
    "a date next year": (notices([Told(DAY.replace(year=2027), 5250, "x")]), "in-future", 2, 8),
    "empty": (b"", "empty-file", 1, 1),
    "no statement": (b"hello", "unknown-format", 1, 1),
}


@pytest.mark.parametrize(("data", "code", "line", "column"), _REFUSED.values(), ids=_REFUSED)
def test_a_refused_file_is_told_with_reason_and_place_and_leaves_nothing(
    statement: Callable[..., Ran], on_file: Cli, a_case: str, data: bytes, code: str, line: int, column: int
) -> None:
    found = _json(statement(data, "--json"), 1)
    assert list(found) == ["refused"]
    assert (found["refused"]["code"], found["refused"]["line"], found["refused"]["column"]) == (code, line, column)
    assert found["refused"]["reason"].startswith(f"Line {line}, column {column}: ")
    plain = statement(data)
    assert (plain.code, plain.out, plain.err.strip()) == (1, "", found["refused"]["reason"])
    assert _json(on_file("payments", "--json")) == []


def test_a_file_that_cannot_be_read_is_told_as_json_too(on_file: Cli, a_case: str, tmp_path: Path) -> None:
    found = _json(on_file("statement", tmp_path / "none.txt", "--json"), 1)
    assert (found["refused"]["code"], found["refused"]["line"]) == ("not-readable", None)
    assert "none.txt" in found["refused"]["reason"]
    assert on_file("statement", tmp_path / "none.txt").code == 1
