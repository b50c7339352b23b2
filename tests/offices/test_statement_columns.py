"""A bank's CSV and the office's account, as a procedure's file names them: added without code, checked, shown."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.statements import OfficeAccount
from caseman.errors import FileError
from caseman.exchange.bank_statement import read_statement
from caseman.offices.checker import check
from caseman.offices.fee_schema import MUFG
from caseman.offices.loader import load_office, office_toml, parse_procedure
from caseman.offices.policies import office_account
from caseman.offices.summary import topics

_BANK = """
[[statement_columns]]
source = "office setting"
name = "見本銀行"
day = "取引日"
amount_in = "入金"
payer = "振込人"
balance = "残高"
amount_out = "出金"
"""
_LINES = "取引日,出金,入金,残高,振込人\n2026/11/20,,5250,5250,ﾀｶﾊｼ\n2026/11/21,,300,5550,ﾔﾏﾀﾞ\n"


def test_another_bank_is_a_table_of_the_procedure() -> None:
    procedure = parse_procedure(office_toml("aucnet") + _BANK)
    account = office_account(procedure)
    found = read_statement(_LINES.encode("cp932"), account, procedure.statement_columns, date(2026, 11, 24))
    assert [deposit.amount.minor for deposit in found.deposits] == [5250, 300]
    shown = [str(text) for _, said in topics(procedure) for text, _ in said]
    assert "The CSV of 見本銀行 is read by its columns: 取引日, 振込人, 入金" in shown


@pytest.mark.parametrize(
    ("wrong", "key"),
    [("amount_in = 3", "amount_in"), ('payer = ""', "payer"), ('nme = "x"', "nme")],
)
def test_what_is_wrong_in_it_is_told_with_its_key(wrong: str, key: str) -> None:
    lines = [line for line in _BANK.splitlines() if not line.startswith(key)]
    found = check(office_toml("aucnet") + "\n".join([*lines, wrong]))
    assert f"statement_columns.0.{key}" in [each.key for each in found if each.severity == "error"]


def test_the_account_has_codes_that_tell_it_apart() -> None:
    text = office_toml("aucnet").replace('number = "0340535"', 'number = "0340535"\ncodes = "0005-084"')
    assert office_account(parse_procedure(text)) == OfficeAccount("0340535", "0005-084", "1")
    with pytest.raises(FileError, match="0005-084"):
        parse_procedure(text.replace("0005-084", "5-84"))


def test_a_procedure_without_a_map_reads_mufg() -> None:
    assert load_office("aucnet").statement_columns == (MUFG,)
