"""What contradicts itself, and what the law forbids or makes doubtful, is found where it stands."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from caseman.errors import CasemanError
from caseman.offices.checker import check
from caseman.offices.loader import parse_procedure
from caseman.text import Language
from tests.offices.sample import FEE, OFFICE, changed


def _picture(width: int, height: int, kind: str = "PNG") -> str:
    stream = io.BytesIO()
    Image.new("1", (width, height)).save(stream, kind)
    return base64.b64encode(stream.getvalue()).decode()


def _seal(written: str) -> tuple[str, str]:
    return 'source = "section 1"\n', f'source = "section 1"\nseal_png = "{written}"\n'


def _broken_picture() -> str:
    return base64.b64encode(base64.b64decode(_picture(200, 200))[:50]).decode()


def test_a_seal_is_a_picture() -> None:
    assert check(changed(_seal(_picture(200, 200)))) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "code"),
    [
        ('country = "JP"', 'country = "XX"', 36, "closures.country", "unknown-country"),
        ("amount = 1000", 'amount = 1000\ncurrency = "EUR"', 57, "fees.0.currency", "foreign-currency"),
        ('means = ["stamps"]\n', 'means = ["stamps"]\n' + FEE, 59, "fees.1.effective_from", "fees-overlap"),
        (
            "amount = 1000",
            "amount = 1000\neffective_from = 2025-04-01\neffective_until = 2025-03-31",
            58,
            "fees.0.effective_until",
            "until-before-from",
        ),
        ('type = "disclosure"\namount', 'type = "purpose"\namount', 55, "fees.0.type", "fee-not-offered"),
        ('type = "disclosure"\namount', 'type = "correction"\namount', 56, "fees.0.amount", "fee-not-allowed"),
        ('type = "correction"\ngrounds', 'type = "disclosure"\ngrounds', 51, "requests.1.type", "stands-twice"),
        ("{serial:04d}", "{serial:x}", 17, "numbering.case_pattern", "number-pattern"),
        ('"S-{year}', '"{case}-{year}', 17, "numbering.case_pattern", "number-pattern"),
        ("{case}-", "L-", 18, "numbering.letter_pattern", "number-pattern"),
        ("amount = 14", "amount = 14\nextension_max = 7", 31, "clock.extension_max", "extension-contradicts"),
        ("amount = 14", "amount = 14\nextensions_allowed = 1", 31, "clock.extensions_allowed", "extension-contradicts"),
        (*_seal("no Base64"), 8, "letterhead.seal_png", "seal-not-png"),
        (*_seal(_picture(9, 9, "GIF")), 8, "letterhead.seal_png", "seal-not-png"),
        (*_seal(_broken_picture()), 8, "letterhead.seal_png", "seal-not-png"),
        (*_seal(_picture(5000, 5000)), 8, "letterhead.seal_png", "seal-not-png"),
        ('"01-03"', '"02-30"', 37, "closures.yearly.0.1", "no-month-day"),
        ('["stamps"]', '["stamps", "bank_transfer"]', 57, "fees.0.means", "no-bank-account"),
        ('"passport",', '"drivers_licence",', 23, "identity.accepted.1", "stands-twice"),
        (
            "issued_within_months = 3",
            "issued_within_days = 90, issued_within_months = 3",
            24,
            "identity.accepted.2.issued_within_months",
            "issued-within-both",
        ),
        ('"not_untrue"', '"business"', 52, "requests.1.grounds.0", "ground-not-in-law"),
        (
            'name = { ja = "見本", en = "Sample" }',
            'name = { ja = "見本", en = "Sample" }\nlaw = "gdpr"',
            57,
            "fees.0.amount",
            "fee-not-allowed",
        ),
    ],
)
def test_a_mistake_is_found_with_line_key_and_code(old: str, new: str, line: int, key: str, code: str) -> None:
    found = check(changed((old, new)))
    assert (line, key, "error", code) in [(f.line, f.key, f.severity, f.code) for f in found]
    assert all(f.message.say(language) for f in found for language in Language)
    with pytest.raises(CasemanError):
        parse_procedure(changed((old, new)))


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "code"),
    [
        ("[agents]", 'demanded = ["name", "my_number"]\n[agents]', 26, "identity.demanded.1", "demands-too-much"),
        ("[agents]", 'demanded = ["insurer_number"]\n[agents]', 26, "identity.demanded.0", "demands-too-much"),
        ("[agents]", 'demanded = [\n"domicile"]\n[agents]', 27, "identity.demanded.0", "demands-too-much"),
        ('"passport"', '"health_insurance_card"', 23, "identity.accepted.1", "document-ended"),
        ('"passport"', '"pension_book"', 23, "identity.accepted.1", "document-ended"),
    ],
)
def test_a_warning_leaves_the_file_usable(old: str, new: str, line: int, key: str, code: str) -> None:
    text = changed((old, new))
    assert [(f.line, f.key, f.severity, f.code) for f in check(text)] == [(line, key, "warning", code)]
    assert parse_procedure(text).code == "sample"


@pytest.mark.parametrize(
    ("amount", "unit", "warned"),
    [
        (1, "months", False),
        (2, "months", True),
        (4, "weeks", False),
        (5, "weeks", True),
        (31, "calendar_days", False),
        (32, "calendar_days", True),
        (24, "business_days", True),
    ],
)
def test_more_than_a_month_is_warned_of_under_european_law(amount: int, unit: str, warned: bool) -> None:
    period = ("amount = 14", f"amount = {amount}"), ('unit = "calendar_days"', f'unit = "{unit}"')
    assert check(changed(*period)) == ()
    european = changed(*period, ("version = 1", 'version = 1\nlaw = "uk-gdpr"'), ("amount = 1000", "amount = 0"))
    assert [f.code for f in check(european)] == (["longer-than-law"] if warned else [])


def test_a_type_that_the_law_lacks() -> None:
    text = changed(("version = 1", 'version = 1\nlaw = "gdpr"'), ("amount = 1000", "amount = 0"))
    text = text.replace('type = "correction"\ngrounds = ["not_untrue"]', 'type = "third_party_records"')
    assert [(f.line, f.key, f.code) for f in check(text)] == [(52, "requests.1.type", "type-not-in-law")]


def test_identity_by_nothing_unless_the_office_knows_the_person() -> None:
    begin, rest = OFFICE.split("accepted = [")
    rest = rest[rest.index("[agents]") :]
    assert [(f.line, f.key, f.code) for f in check(begin + rest)] == [(19, "identity.accepted", "identity-by-nothing")]
    assert check(f'{begin}known_by = {{ ja = "会員番号", en = "member ID" }}\n{rest}') == ()


def test_a_starting_point_has_no_account_yet() -> None:
    text = changed(("version = 1", "version = 1\ngeneric = true"), ('["stamps"]', '["bank_transfer"]'))
    assert [(f.code, f.severity) for f in check(text)] == [("no-bank-account", "warning")]


def test_a_fee_that_ends_before_the_next_begins_does_not_overlap() -> None:
    first = ("amount = 1000", "amount = 1000\neffective_until = 2027-03-31")
    assert check(changed(first) + FEE + "effective_from = 2027-04-01\n") == ()
    assert [f.code for f in check(changed(first) + FEE + "effective_from = 2027-03-31\n")] == ["fees-overlap"]


def test_a_fee_against_the_law_is_told_with_the_article() -> None:
    told = check(changed(('type = "disclosure"\namount', 'type = "correction"\namount')))
    assert [str(f.message) for f in told] == [
        (
            "No fee can be asked for “Correction, addition or deletion”: "
            "Article 38 allows one only for notification of purpose and disclosure. Take the fee out."
        )
    ]
