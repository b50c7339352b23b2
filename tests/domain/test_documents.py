"""Identity documents: what they show, when they were in use, what must be masked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.documents import BackSide, CopyForm, Detail, DocumentKind, shown_on, use_faults

NAME, ADDRESS, BORN = Detail.NAME, Detail.ADDRESS, Detail.BIRTH_DATE
DAY = date(2026, 11, 20)
FULL = {NAME, ADDRESS, BORN}


@pytest.mark.parametrize(
    ("kind", "compared", "photo", "has_expiry", "back", "masked"),
    [
        (DocumentKind.DRIVERS_LICENCE, FULL, True, True, BackSide.CHANGES, {Detail.ORGAN_DONATION}),
        (DocumentKind.PASSPORT, FULL, True, True, BackSide.NONE, set()),
        (
            DocumentKind.MY_NUMBER_CARD,
            FULL,
            True,
            True,
            BackSide.NEVER,
            {Detail.MY_NUMBER, Detail.ORGAN_DONATION},
        ),
        (DocumentKind.RESIDENCE_CARD, FULL, True, True, BackSide.CHANGES, {Detail.MY_NUMBER}),
        (
            DocumentKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
            FULL,
            True,
            True,
            BackSide.CHANGES,
            {Detail.MY_NUMBER},
        ),
        (
            DocumentKind.HEALTH_INSURANCE_CARD,
            FULL,
            False,
            False,
            BackSide.NONE,
            {Detail.INSURER_NUMBER, Detail.ORGAN_DONATION},
        ),
        (
            DocumentKind.ELIGIBILITY_CERTIFICATE,
            FULL,
            False,
            True,
            BackSide.NONE,
            {Detail.INSURER_NUMBER, Detail.ORGAN_DONATION},
        ),
        (DocumentKind.PENSION_BOOK, {NAME, BORN}, False, False, BackSide.NONE, {Detail.PENSION_NUMBER}),
        (DocumentKind.DISABILITY_CERTIFICATE, FULL, True, False, BackSide.NONE, {Detail.DISABILITY}),
        (DocumentKind.RESIDENT_RECORD, FULL, False, False, BackSide.NONE, {Detail.MY_NUMBER, Detail.DOMICILE}),
        (DocumentKind.SEAL_REGISTRATION_CERTIFICATE, FULL, False, False, BackSide.NONE, set()),
        (DocumentKind.OTHER, FULL, False, False, BackSide.NONE, set()),
    ],
)
def test_what_each_document_is(
    kind: DocumentKind, compared: set[Detail], photo: bool, has_expiry: bool, back: BackSide, masked: set[Detail]
) -> None:
    facts = kind.facts
    assert facts.shows & FULL == compared
    assert facts.photo is photo is (Detail.PHOTO in facts.shows)
    assert (facts.has_expiry, facts.back, set(facts.masked)) == (has_expiry, back, masked)


def test_every_document_detail_and_form_has_a_name_of_its_own() -> None:
    for kinds in (DocumentKind, Detail, CopyForm):
        labels = [str(kind.label) for kind in kinds]
        assert len(set(labels)) == len(labels)
        assert all(labels)


@pytest.mark.parametrize("kind", DocumentKind)
def test_what_must_be_masked_is_never_what_is_compared(kind: DocumentKind) -> None:
    assert not set(kind.facts.masked) & kind.facts.shows


@pytest.mark.parametrize(
    ("issued_on", "expires_on", "address"),
    [
        (None, None, True),
        (date(2020, 2, 3), None, True),
        (date(2020, 2, 4), None, False),  # applications from this day on: no page for the address
        (date(2024, 6, 1), date(2034, 6, 1), False),
        (date(2019, 6, 1), date(2029, 6, 1), True),
        (None, date(2030, 2, 3), True),
        (None, date(2030, 2, 4), False),  # ten years at most (Passport Act, Art. 5)
        (date(2020, 2, 3), date(2030, 2, 10), True),  # the day of issue counts more
        (date(2021, 5, 1), date(2026, 5, 1), False),  # five years' passport
    ],
)
def test_passports_show_an_address_until_february_2020(
    issued_on: date | None, expires_on: date | None, address: bool
) -> None:
    shows = shown_on(DocumentKind.PASSPORT, issued_on, expires_on)
    assert (ADDRESS in shows) is address
    assert shows >= {NAME, BORN, Detail.PHOTO}


@given(
    st.sampled_from([kind for kind in DocumentKind if kind is not DocumentKind.PASSPORT]),
    st.none() | st.dates(),
    st.none() | st.dates(),
)
def test_other_documents_show_the_same_at_any_time(
    kind: DocumentKind, issued_on: date | None, expires_on: date | None
) -> None:
    assert shown_on(kind, issued_on, expires_on) == kind.facts.shows


HEALTH = "Health insurance cards are not valid after 2025-12-01 (Mon)."


@pytest.mark.parametrize(
    ("kind", "issued_on", "arrived_on", "told"),
    [
        (DocumentKind.DRIVERS_LICENCE, None, DAY, []),
        # Act No. 48 of 2023: no card from 2024-12-02 on, the old ones for one year more.
        (DocumentKind.HEALTH_INSURANCE_CARD, None, date(2024, 12, 2), []),
        (DocumentKind.HEALTH_INSURANCE_CARD, date(2024, 12, 1), date(2025, 12, 1), []),
        (DocumentKind.HEALTH_INSURANCE_CARD, None, date(2025, 12, 2), [HEALTH]),
        (
            DocumentKind.HEALTH_INSURANCE_CARD,
            date(2024, 12, 2),
            date(2025, 1, 10),
            ["“Health insurance card” was issued for the last time on 2024-12-01 (Sun)."],
        ),
        (
            DocumentKind.HEALTH_INSURANCE_CARD,
            date(2025, 1, 6),
            DAY,
            [HEALTH, "“Health insurance card” was issued for the last time on 2024-12-01 (Sun)."],
        ),
        (DocumentKind.ELIGIBILITY_CERTIFICATE, date(2024, 12, 2), date(2024, 12, 2), []),
        (
            DocumentKind.ELIGIBILITY_CERTIFICATE,
            date(2024, 12, 1),
            DAY,
            ["“Eligibility certificate of health insurance” was first issued on 2024-12-02 (Mon)."],
        ),
        (
            DocumentKind.ELIGIBILITY_CERTIFICATE,
            None,
            date(2024, 12, 1),
            ["“Eligibility certificate of health insurance” was first issued on 2024-12-02 (Mon)."],
        ),
        # Act No. 40 of 2020: pension books are issued no more from 2022-04-01 on.
        (DocumentKind.PENSION_BOOK, date(2022, 3, 31), DAY, []),
        (DocumentKind.PENSION_BOOK, None, DAY, []),
        (
            DocumentKind.PENSION_BOOK,
            date(2022, 4, 1),
            DAY,
            ["“Pension book” was issued for the last time on 2022-03-31 (Thu)."],
        ),
        (DocumentKind.MY_NUMBER_CARD, date(2016, 1, 1), DAY, []),
        (
            DocumentKind.MY_NUMBER_CARD,
            date(2015, 12, 31),
            DAY,
            ["“My Number card (front)” was first issued on 2016-01-01 (Fri)."],
        ),
        (DocumentKind.RESIDENCE_CARD, date(2012, 7, 9), DAY, []),
        (
            DocumentKind.RESIDENCE_CARD,
            date(2012, 7, 8),
            DAY,
            ["“Residence card” was first issued on 2012-07-09 (Mon)."],
        ),
        (
            DocumentKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
            date(2012, 7, 8),
            DAY,
            ["“Special permanent resident certificate” was first issued on 2012-07-09 (Mon)."],
        ),
    ],
)
def test_when_a_document_was_in_use(
    kind: DocumentKind, issued_on: date | None, arrived_on: date, told: list[str]
) -> None:
    assert [str(fault) for fault in use_faults(kind, issued_on, arrived_on)] == told
