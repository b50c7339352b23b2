"""What confirms a person, and what does not (APPI Art. 37; Order Art. 12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.documents import CopyForm, Detail, DocumentKind
from caseman.domain.evidence import document_faults, document_warnings
from caseman.domain.identity_policy import AcceptedDocument, Finding, FourEyes, IdentityPolicy, issued_in_time

ARRIVED = date(2026, 11, 20)
LICENCE, PASSPORT, HEALTH = DocumentKind.DRIVERS_LICENCE, DocumentKind.PASSPORT, DocumentKind.HEALTH_INSURANCE_CARD
CARD, RECORD, PENSION = DocumentKind.MY_NUMBER_CARD, DocumentKind.RESIDENT_RECORD, DocumentKind.PENSION_BOOK
SEAL, ELIGIBLE = DocumentKind.SEAL_REGISTRATION_CERTIFICATE, DocumentKind.ELIGIBILITY_CERTIFICATE
OFFICE = IdentityPolicy(
    (
        *(AcceptedDocument(kind) for kind in (LICENCE, PASSPORT, CARD, HEALTH, PENSION, ELIGIBLE)),
        AcceptedDocument(RECORD, issued_within_days=30, form=CopyForm.ORIGINAL),
        AcceptedDocument(SEAL, issued_within_months=3, form=CopyForm.COPY),
    ),
    back_if_address_changed=True,
)
GOOD = Finding(LICENCE, date(2034, 4, 1), name_agrees=True, address_agrees=True, birth_date_agrees=True, masked=True)


def said(finding: Finding, policy: IdentityPolicy = OFFICE, arrived_on: date = ARRIVED, **asked: object) -> list[str]:
    return [str(fault) for fault in document_faults(finding, policy, arrived_on, **asked)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"document": DocumentKind.RESIDENCE_CARD},
            "Residence card is not among the documents this office accepts.",
        ),
        ({"document": DocumentKind.OTHER}, "Other document is not among the documents this office accepts."),
        ({"document": HEALTH}, "Health insurance cards are not valid after 2025-12-01 (Mon)."),
        ({"expires_on": None}, "Enter until when the document is valid."),
        (
            {"expires_on": date(2026, 11, 19)},
            "The document expired on 2026-11-19 (Thu), before the envelope arrived.",
        ),
        ({"issued_on": date(2026, 11, 21)}, "The date of issue, 2026-11-21 (Sat), lies after the arrival."),
        (
            {"issued_on": date(2026, 11, 20), "expires_on": date(2026, 11, 20), "document": CARD, "back_side": True},
            "The back of a My Number card must never be taken: destroy or return it, and keep the front alone.",
        ),
        (
            {"document": CARD, "issued_on": date(2015, 12, 31)},
            "“My Number card (front)” was first issued on 2016-01-01 (Fri).",
        ),
        (
            {"document": PENSION, "expires_on": None, "issued_on": date(2022, 4, 1)},
            "“Pension book” was issued for the last time on 2022-03-31 (Thu).",
        ),
        ({"name_agrees": False}, "The name does not agree with the request form."),
        ({"address_agrees": False}, "The address does not agree with the request form."),
        ({"birth_date_agrees": False}, "The date of birth does not agree with the request form."),
        ({"register_name_agrees": False}, "The name does not agree with the register."),
        ({"register_address_agrees": False}, "The address does not agree with the register."),
        ({"masked": False}, "A number that must not be kept is still readable on the copy: mask it first."),
        ({"sharp": False}, "The copy is not sharp enough to be read."),
        (
            {"document": RECORD, "issued_on": date(2026, 11, 2)},
            "This office asks for the original of “Certificate of residence”.",
        ),
        (
            {"document": RECORD, "form": CopyForm.ORIGINAL},
            "Enter when the document was issued: this office takes only a new one.",
        ),
        (
            {"document": RECORD, "form": CopyForm.ORIGINAL, "issued_on": date(2026, 10, 20)},
            "The document was issued on 2026-10-20 (Tue); it must not be older than 30 days at arrival.",
        ),
        (
            {"document": SEAL, "issued_on": date(2026, 8, 19)},
            "The document was issued on 2026-08-19 (Wed); it must not be older than 3 months at arrival.",
        ),
    ],
)
def test_one_thing_wrong_is_told_in_one_sentence(changed: dict[str, object], sentence: str) -> None:
    assert said(replace(GOOD, **changed)) == [sentence]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"expires_on": ARRIVED},  # the last day counts
        {"issued_on": ARRIVED},
        {"form": CopyForm.ORIGINAL},
        {"back_side": True},
        {"register_name_agrees": True, "register_address_agrees": True},
        {"document": CARD},
        {"document": PENSION, "expires_on": None, "address_agrees": False},  # it has no place for an address
        {"document": PASSPORT, "issued_on": date(2024, 4, 2), "address_agrees": False},
        {"document": RECORD, "expires_on": None, "form": CopyForm.ORIGINAL, "issued_on": date(2026, 10, 21)},
        {"document": SEAL, "expires_on": None, "issued_on": date(2026, 8, 20)},
        {"document": ELIGIBLE, "issued_on": date(2024, 12, 2)},
    ],
)
def test_a_sound_document_has_no_faults(changed: dict[str, object]) -> None:
    assert said(replace(GOOD, **changed)) == []  # type: ignore[arg-type]


def test_a_passport_that_shows_an_address_is_compared_with_it() -> None:
    old = replace(GOOD, document=PASSPORT, expires_on=date(2029, 6, 1), address_agrees=False)
    assert said(old) == ["The address does not agree with the request form."]


def test_dates_that_contradict_each_other_are_told() -> None:
    assert said(replace(GOOD, issued_on=date(2026, 11, 2), expires_on=date(2026, 11, 1))) == [
        "The document expired on 2026-11-01 (Sun), before the envelope arrived.",
        "The document would expire before it was issued: compare both dates again.",
    ]


@pytest.mark.parametrize(
    ("arrived_on", "valid"),
    [
        (date(2025, 11, 30), True),
        (date(2025, 12, 1), True),
        (date(2025, 12, 2), False),
        (date(2026, 4, 1), False),
    ],
)
def test_health_insurance_cards_end_with_1_december_2025(arrived_on: date, valid: bool) -> None:
    card = replace(GOOD, document=HEALTH, expires_on=None)
    assert (said(card, arrived_on=arrived_on) == []) is valid


def test_everything_wrong_is_told_at_once() -> None:
    worst = Finding(
        CARD,
        date(2015, 1, 1),
        name_agrees=False,
        address_agrees=False,
        birth_date_agrees=False,
        masked=False,
        issued_on=date(2015, 2, 1),
        back_side=True,
        register_name_agrees=False,
        register_address_agrees=False,
        sharp=False,
        second_reader="　",
    )
    terms = AcceptedDocument(CARD, issued_within_days=90, form=CopyForm.ORIGINAL)
    strict = IdentityPolicy((terms,), back_if_address_changed=True, four_eyes=FourEyes.REQUIRED)
    assert said(worst, strict, address_changed=True) == [
        "This office asks for the original of “My Number card (front)”.",
        "“My Number card (front)” was first issued on 2016-01-01 (Fri).",
        "The document expired on 2015-01-01 (Thu), before the envelope arrived.",
        "The document would expire before it was issued: compare both dates again.",
        "The document was issued on 2015-02-01 (Sun); it must not be older than 90 days at arrival.",
        "The name does not agree with the request form.",
        "The address does not agree with the request form.",
        "The date of birth does not agree with the request form.",
        "The name does not agree with the register.",
        "The address does not agree with the register.",
        "A number that must not be kept is still readable on the copy: mask it first.",
        "The back of a My Number card must never be taken: destroy or return it, and keep the front alone.",
        "The copy is not sharp enough to be read.",
        "A second person must look at this document, too: name them.",
    ]


@pytest.mark.parametrize(("arrived_on", "limit"), [(date(2026, 3, 1), "1 months"), (date(2026, 3, 15), "30 days")])
def test_of_two_limits_the_one_that_is_over_is_told(arrived_on: date, limit: str) -> None:
    policy = IdentityPolicy((AcceptedDocument(RECORD, 30, 1),))
    record = replace(GOOD, document=RECORD, expires_on=None, issued_on=date(2026, 1, 31))
    assert said(record, policy, arrived_on) == [
        f"The document was issued on 2026-01-31 (Sat); it must not be older than {limit} at arrival."
    ]


_BACK = "The address changed: the back, where changes are written, is needed too."


@pytest.mark.parametrize(
    ("document", "back_side", "changed", "asked", "told"),
    [
        (LICENCE, False, True, True, [_BACK]),
        (LICENCE, True, True, True, []),
        (LICENCE, False, False, True, []),
        (LICENCE, False, True, False, []),
        (PASSPORT, False, True, True, []),  # nothing of the kind is on its back
        (CARD, False, True, True, []),  # never the back of a My Number card (Act No. 27 of 2013, Art. 20)
    ],
)
def test_the_back_is_needed_where_a_new_address_may_stand_there(
    document: DocumentKind, back_side: bool, changed: bool, asked: bool, told: list[str]
) -> None:
    finding = replace(GOOD, document=document, back_side=back_side)
    assert said(finding, replace(OFFICE, back_if_address_changed=asked), address_changed=changed) == told


@pytest.mark.parametrize("changed", [True, False])
@pytest.mark.parametrize("asked", [True, False])
def test_the_back_of_a_my_number_card_is_never_taken(changed: bool, asked: bool) -> None:
    finding = replace(GOOD, document=CARD, back_side=True)
    assert said(finding, replace(OFFICE, back_if_address_changed=asked), address_changed=changed) == [
        "The back of a My Number card must never be taken: destroy or return it, and keep the front alone."
    ]


@pytest.mark.parametrize(
    ("correcting", "told"),
    [
        (set(), ["The name does not agree with the register.", "The address does not agree with the register."]),
        ({Detail.NAME}, ["The address does not agree with the register."]),
        ({Detail.ADDRESS}, ["The name does not agree with the register."]),
        ({Detail.NAME, Detail.ADDRESS}, []),
    ],
)
def test_what_a_person_asks_to_correct_may_differ_in_the_register(correcting: set[Detail], told: list[str]) -> None:
    """APPI Art. 34: a correction is asked for because the register is wrong."""
    finding = replace(GOOD, register_name_agrees=False, register_address_agrees=False)
    assert said(finding, correcting=frozenset(correcting)) == told


def test_a_correction_excuses_no_difference_from_the_form() -> None:
    finding = replace(GOOD, name_agrees=False)
    assert said(finding, correcting=frozenset({Detail.NAME})) == ["The name does not agree with the request form."]


_SECOND = "A second person must look at this document, too: name them."


@pytest.mark.parametrize(
    ("rule", "reader", "faults", "warnings"),
    [
        (FourEyes.OFF, "", [], []),
        (FourEyes.WARN, "", [], [_SECOND]),
        (FourEyes.WARN, "見本 次郎", [], []),
        (FourEyes.REQUIRED, "", [_SECOND], []),
        (FourEyes.REQUIRED, " 　", [_SECOND], []),
        (FourEyes.REQUIRED, "見本 次郎", [], []),
    ],
)
def test_a_second_reader(rule: FourEyes, reader: str, faults: list[str], warnings: list[str]) -> None:
    policy = replace(OFFICE, four_eyes=rule)
    finding = replace(GOOD, document=SEAL, expires_on=None, issued_on=ARRIVED, second_reader=reader)
    assert said(finding, policy) == faults
    assert [str(warning) for warning in document_warnings(finding, policy)] == warnings


def test_an_office_compares_only_what_it_demands() -> None:
    member = IdentityPolicy((AcceptedDocument(DocumentKind.OTHER),), 1, 1, demanded=frozenset({Detail.NAME}))
    known = replace(GOOD, document=DocumentKind.OTHER, expires_on=None, address_agrees=False, birth_date_agrees=False)
    assert said(known, member) == []
    assert said(replace(known, name_agrees=False), member) == ["The name does not agree with the request form."]


@pytest.mark.parametrize(
    ("changed", "warnings"),
    [
        (
            {"document": PASSPORT, "issued_on": date(2020, 2, 4)},
            [
                "“Passport” has no place for: address. Another document must show it.",
                "Japanese passports write the name in Roman letters: compare the reading, and the kanji elsewhere.",
            ],
        ),
        (
            {"document": PENSION, "expires_on": None},
            [
                "“Pension book” has no place for: address. Another document must show it.",
                "Pension books are issued no more and are never renewed: an old one may show a former name.",
            ],
        ),
        (
            {"document": SEAL, "form": CopyForm.ORIGINAL},
            ["An original came although a copy is enough: return it."],
        ),
        ({"document": SEAL}, []),
    ],
)
def test_what_to_mind_about_a_document(changed: dict[str, object], warnings: list[str]) -> None:
    finding = replace(GOOD, **changed)  # type: ignore[arg-type]
    assert [str(warning) for warning in document_warnings(finding, OFFICE)] == warnings


_days = st.dates(date(2012, 1, 1), date(2036, 1, 1))
_flags = st.booleans()
_findings = st.builds(
    Finding,
    st.sampled_from(DocumentKind),
    st.none() | _days,
    _flags,
    _flags,
    _flags,
    _flags,
    issued_on=st.none() | _days,
    form=st.sampled_from([CopyForm.COPY, CopyForm.ORIGINAL]),
    back_side=_flags,
    register_name_agrees=st.none() | _flags,
    register_address_agrees=st.none() | _flags,
    sharp=_flags,
    second_reader=st.sampled_from(["", "見本 次郎"]),
)


def _sound(finding: Finding, arrived_on: date) -> bool:
    issued, until = finding.issued_on, finding.expires_on
    kind = finding.document
    new = kind not in (RECORD, SEAL) or (
        issued is not None and issued_in_time(OFFICE.terms(kind) or AcceptedDocument(kind), issued, arrived_on)
    )
    used = {
        CARD: min(issued or arrived_on, arrived_on) >= date(2016, 1, 1),
        ELIGIBLE: min(issued or arrived_on, arrived_on) >= date(2024, 12, 2),
        HEALTH: arrived_on <= date(2025, 12, 1) and (issued is None or issued <= date(2024, 12, 1)),
        PENSION: issued is None or issued <= date(2022, 3, 31),
    }
    return all(
        (
            OFFICE.terms(kind) is not None,
            used.get(kind, True),
            until is None or until >= arrived_on,
            until is not None or kind not in (LICENCE, PASSPORT, CARD, ELIGIBLE),
            issued is None or issued <= arrived_on,
            new,
            kind is not RECORD or finding.form is CopyForm.ORIGINAL,
            finding.name_agrees,
            finding.address_agrees or Detail.ADDRESS not in finding.shows,
            finding.birth_date_agrees,
            finding.masked,
            not (kind is CARD and finding.back_side),
            finding.sharp,
            finding.register_name_agrees is not False,
            finding.register_address_agrees is not False,
        )
    )


@given(_findings, _days)
def test_there_is_no_fault_exactly_when_every_condition_holds(finding: Finding, arrived_on: date) -> None:
    assert (said(finding, arrived_on=arrived_on) == []) is _sound(finding, arrived_on)


@given(st.sampled_from(DocumentKind), st.none() | _days, st.none() | _days, _days)
def test_dates_alone_decide_about_a_document_that_agrees(
    kind: DocumentKind, issued_on: date | None, expires_on: date | None, arrived_on: date
) -> None:
    finding = replace(GOOD, document=kind, expires_on=expires_on, issued_on=issued_on, form=CopyForm.ORIGINAL)
    assert (said(finding, arrived_on=arrived_on) == []) is _sound(finding, arrived_on)
