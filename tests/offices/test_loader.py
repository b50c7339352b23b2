"""A procedure that cannot be used is refused with the place that is wrong."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from caseman.domain.requests import RequestType
from caseman.errors import CasemanError, FileError, RuleError
from caseman.offices import loader
from caseman.offices.loader import (
    load_office,
    office_names,
    office_toml,
    parse_procedure,
    procedure_text,
    read_procedure,
)

AUCNET = office_toml("aucnet")


def _changed(old: str, new: str) -> str:
    assert old in AUCNET
    return AUCNET.replace(old, new, 1)


_KEY, _TOML = "procedure-wrong-key", "procedure-not-toml"


@pytest.mark.parametrize(
    ("toml", "code", "place"),
    [
        (_changed('code = "aucnet"', 'code = "aucnet"\nwindow = 3'), _KEY, "window"),
        (_changed("photo_needed = 1", "photo_neded = 1"), _KEY, "identity.photo_neded"),
        (_changed('"107-8349"', '"1078349"'), _KEY, "letterhead.postal_code"),
        (_changed('code = "aucnet"', 'code = "Auc net"'), _KEY, "code"),
        (_changed('[["12-29", "01-03"]]', '[["13-29", "01-03"]]'), _KEY, "closures.yearly.0.0"),
        (_changed("amount = 10\n", "amount = 0\n"), _KEY, "clock.amount"),
        (_changed('unit = "business_days"', 'unit = "fortnights"'), _KEY, "clock.unit"),
        (_changed("in_force_from = 2020-01-01\n", ""), _KEY, "in_force_from"),
        (_changed('["drivers_licence"', '["library_card"'), _KEY, "identity.accepted.0"),
        (_changed("amount = 5250", "amount = -1"), _KEY, "fees.0.amount"),
        (_changed('source = "section 6"\n', ""), _KEY, "requests.0.source"),
        ("code =\nversion = 1", _TOML, "line 1"),
        ("%PDF-1.7 binary", _TOML, "line 1"),
    ],
)
def test_a_wrong_procedure_is_refused_with_its_place(toml: str, code: str, place: str) -> None:
    with pytest.raises(FileError) as refused:
        parse_procedure(toml)
    assert refused.value.code == code
    assert re.search(rf"[“ ]{re.escape(place)}\b", str(refused.value))


def test_what_was_written_is_not_repeated_in_the_sentence() -> None:
    with pytest.raises(FileError) as refused:
        parse_procedure(_changed('telephone = "03-6440-2500"', "telephone = [1234567]"))
    assert "letterhead.telephone" in str(refused.value)
    assert "1234567" not in str(refused.value)


@pytest.mark.parametrize(
    "kind",
    [RequestType.CORRECTION, RequestType.CESSATION, RequestType.PROVISION_CESSATION, RequestType.COMPLAINT],
)
def test_a_fee_that_article_38_does_not_allow_is_refused(kind: RequestType) -> None:
    head, fees = AUCNET.split("[[fees]]")
    with pytest.raises(RuleError) as refused:
        parse_procedure(f"{head}[[fees]]{fees.replace('disclosure', kind.value, 1)}")
    assert refused.value.code == "fee-not-allowed"
    assert "Article 38" in str(refused.value)


def test_a_fee_of_nothing_may_stand_for_any_type() -> None:
    head, fees = AUCNET.split("[[fees]]")
    free = fees.replace("disclosure", "correction", 1).replace("5250", "0", 1)
    assert parse_procedure(f"{head}[[fees]]{free}").fees[0].amount == 0


def test_a_new_fee_counts_from_its_first_day() -> None:
    ending = _changed('per = "form"', 'per = "form"\neffective_until = 2027-03-31')
    newer = """[[fees]]
source = "office setting"
type = "disclosure"
amount = 1000
means = ["bank_transfer"]
effective_from = 2027-04-01

[bank_account]"""
    procedure = parse_procedure(ending.replace("[bank_account]", newer, 1))
    fee = {
        day: rule.amount
        for day in (date(2027, 3, 31), date(2027, 4, 1))
        if (rule := procedure.fee_rule(RequestType.DISCLOSURE, day)) is not None
    }
    assert fee == {date(2027, 3, 31): 5250, date(2027, 4, 1): 1000}


@pytest.mark.parametrize("name", ["", "acme", "../aucnet", "aucnet.toml", "AUCNET", "aucnet\0"])
def test_an_unknown_office_is_told_with_those_that_exist(name: str) -> None:
    with pytest.raises(CasemanError) as refused:
        load_office(name)
    assert refused.value.code == "no-such-office"
    assert refused.value.field == "office"
    assert all(known in str(refused.value) for known in office_names())


def test_the_line_is_told_with_key_and_sentence() -> None:
    line = AUCNET.splitlines().index('postal_code = "107-8349"') + 1
    with pytest.raises(FileError) as refused:
        parse_procedure(_changed('"107-8349"', '"1078349"'))
    assert str(refused.value) == (
        f"The procedure cannot be used: line {line}, “letterhead.postal_code”: "
        "Write a postal code such as 107-8349, or leave it empty."
    )


def test_a_procedure_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(FileError, match=r"“clock\.extension_max”: A longest extension is given") as refused:
        parse_procedure(_changed("extensions_allowed = 1", "extensions_allowed = 0"))
    assert refused.value.code == "procedure-wrong-key"


def test_lines_are_counted_only_for_what_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(loader, "check")
    assert parse_procedure(AUCNET).code == "aucnet"


def test_a_code_is_one_that_ships_and_anything_else_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "own.toml"
    own.write_text("\ufeff" + _changed('code = "aucnet"', 'code = "own"'), encoding="utf-8")
    (tmp_path / "aucnet").write_text("nothing", encoding="utf-8")
    assert read_procedure(str(own)).code == "own"
    assert read_procedure("own.toml").code == "own"
    assert read_procedure("aucnet") == load_office("aucnet")
    assert procedure_text("./aucnet") == "nothing"


@pytest.mark.parametrize(
    ("name", "content", "code", "sentence"),
    [
        (
            "acme.toml",
            None,
            "no-such-office",
            "There is no file “.*acme.toml”. Give the path of a TOML file, or one of: ",
        ),
        ("a\0b", None, "no-such-office", "There is no file"),
        ("", None, "procedure-folder", "is a folder"),
        ("sjis.toml", "名前 = 1".encode("cp932"), "procedure-unreadable", "“sjis.toml” cannot be read as text"),
        ("large.toml", b"#" * 1_000_001, "procedure-too-large", "“large.toml” is larger than 1 MB"),
        ("n" * 300, None, "procedure-unreadable", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told(
    tmp_path: Path, name: str, content: bytes | None, code: str, sentence: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileError, match=sentence) as refused:
        procedure_text(str(path))
    assert (refused.value.code, refused.value.field) == (code, "office")


def test_the_largest_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * 1_000_000)
    assert len(procedure_text(str(path))) == 1_000_000
