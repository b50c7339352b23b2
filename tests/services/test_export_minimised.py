"""A minimised set: numbers, days, types and results; nothing that a person wrote or is called, in any file of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseman.domain.lifecycle import Step
from caseman.exchange.encodings import Encoding
from caseman.services.export.choice import ExportChoice
from caseman.services.export.registry import SHEETS
from caseman.services.export.writing import export_set
from caseman.services.staff import add_staff
from caseman.text import Language
from tests.services.export_samples import exported, read_set, verify
from tests.services.walking import AGENT, PRINCIPAL, STAFF, TODAY, TRACKING, Walk

_MARK = "ゼッタイニデナイ"  # stands in everything that is typed freely
_MINIMISED = ExportChoice(minimised=True, language=Language.EN)


def _lived(walk: Walk) -> None:
    """A case with something typed in every free field of the file."""
    walk.to(Step.CLOSE)
    walk.agent_case()
    number = walk.case("disclosure", "correction")
    walk.identity(number, result="not_confirmed", note=f"{_MARK}1")
    walk.identity(number)
    walk.payment(number, payer=f"{_MARK}2")
    add_staff(walk.desk, "調査 次郎")
    walk.accept(number)
    walk.refuse(number, reason=f"{_MARK}3")
    walk.decide(number, 2, details=f"{_MARK}4", before=f"{_MARK}5", after=f"{_MARK}6")
    walk.case("complaint", complaint={"urgent": True, "publish": True, "reported_on": TODAY, "reported_to": _MARK})
    with walk.desk.file.engine.begin() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        for table in tables:
            if table in _LEFT_ALONE or "_text" in table:
                continue
            for column in connection.exec_driver_sql(f'PRAGMA table_info("{table}")').all():
                name = column[1]
                if name in _FREE:
                    connection.exec_driver_sql(f'UPDATE "{table}" SET "{name}" = ?', (f"{_MARK}{table}{name}",))


_LEFT_ALONE = ("audit", "seal", "alembic_version", "procedure", "setting", "office", "staff")
_FREE = {
    "remarks", "note", "reason", "details", "before", "after", "scope", "payer", "return_reason", "holder", "contact",
    "question", "answer", "reported_to", "why", "sender_as_written", "marking", "disposition_note", "method_asked",
    "method_given", "method_reason", "kana", "address", "telephone", "email", "member_id", "tracking_number", "defect",
    "item", "words",
}  # fmt: skip


def test_no_word_of_a_person_is_in_any_file(walk: Walk, tmp_path: Path) -> None:
    _lived(walk)
    whole = exported(walk, tmp_path / "whole")
    assert _MARK in "".join(path.read_text(encoding="utf-8") for path in whole.folder.iterdir()), "there is something"
    made = exported(walk, tmp_path / "set", _MINIMISED)
    names = [PRINCIPAL["name"], AGENT["name"], STAFF, "調査 次郎", "見本", "髙橋", "山﨑", "タカハシ", "ﾀｶﾊｼ", TRACKING]
    values = [*names, _MARK, *(str(value) for value in PRINCIPAL.values())]
    for path in made.folder.iterdir():
        written = path.read_text(encoding="utf-8")
        assert [value for value in values if value in written] == [], path.name
    assert verify(made.folder)[0] == 0


def test_the_columns_that_stay_are_in_every_sheet(walk: Walk, tmp_path: Path) -> None:
    _lived(walk)
    made = exported(walk, tmp_path / "set", _MINIMISED)
    for sheet in SHEETS:
        outside = [column.code for column in sheet.columns if column.outside]
        assert [column["code"] for column in made.entry(sheet.file_name)["columns"]] == outside
        assert len(outside) >= 4, sheet.code
    ledger = made.records("ledger")
    assert [row["number"] for row in ledger] == [f"P-2026-{number:04d}" for number in range(1, 5)]
    assert ledger[0]["identity_checked_by"] == ledger[0]["decided_by"] == "S1"
    assert ledger[0]["results"] == "Granted"
    assert {row["number"]: row["roles"] for row in made.records("staff")}.keys() == {"S1", "S2"}
    assert {row["staff"] for row in made.records("trail")} == {"S1"}
    assert made.manifest["minimised"].startswith("pseudonymous: ")


def test_the_trail_still_leads_to_its_head(walk: Walk, tmp_path: Path) -> None:
    walk.to(Step.DATE)
    made = exported(walk, tmp_path / "set", _MINIMISED)
    whole = exported(walk, tmp_path / "whole")
    assert made.manifest["trail"] == whole.manifest["trail"]
    assert [row["mac"] for row in made.records("trail")] == [row["mac"] for row in whole.records("trail")]


@pytest.mark.parametrize("encoding", Encoding)
def test_rare_characters_of_names_do_not_matter(walk: Walk, tmp_path: Path, encoding: Encoding) -> None:
    walk.case(principal=PRINCIPAL | {"name": "𠮷野 丽"})
    done = export_set(walk.desk, tmp_path / "set", ExportChoice(minimised=True, encoding=encoding))
    assert done.replaced == 0
    assert json.loads((done.path / "manifest.json").read_bytes())["encoding"] == encoding.value
    assert read_set(done.path).sheet("ledger")
