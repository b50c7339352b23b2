"""A procedure that cannot be used is refused with the place that is wrong."""

from __future__ import annotations

import re
from datetime import date

import pytest

from caseman.domain.requests import RequestType
from caseman.errors import CasemanError, FileError, RuleError
from caseman.offices.loader import load_office, office_names, office_toml, parse_procedure

AUCNET = office_toml("aucnet")


def _changed(old: str, new: str) -> str:
    assert old in AUCNET
    return AUCNET.replace(old, new, 1)


_KEY, _TOML = "procedure-wrong-key", "procedure-not-toml"


@pytest.mark.parametrize(
    ("toml", "code", "place"),
    [
        (_changed('code = "aucnet"', 'code = "aucnet"\nwindow = 3'), _KEY, "window"),
        (_changed("copies_needed = 1", "copies_neded = 1"), _KEY, "identity.copies_neded"),
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
    newer = """[[fees]]
source = "office setting"
type = "disclosure"
amount = 1000
means = ["bank_transfer"]
effective_from = 2027-04-01

[bank_account]"""
    procedure = parse_procedure(_changed("[bank_account]", newer))
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
