"""How many documents confirm a person, what they must show together, and how long each is new (APPI Art. 37(1))."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.documents import Detail, DocumentKind, shown_on
from caseman.domain.evidence import identity_sufficient
from caseman.domain.identity_policy import AcceptedDocument, IdentityPolicy, issued_in_time

LICENCE, PASSPORT, HEALTH = DocumentKind.DRIVERS_LICENCE, DocumentKind.PASSPORT, DocumentKind.HEALTH_INSURANCE_CARD
CARD, RECORD, PENSION = DocumentKind.MY_NUMBER_CARD, DocumentKind.RESIDENT_RECORD, DocumentKind.PENSION_BOOK
OFFICE = IdentityPolicy(tuple(AcceptedDocument(kind) for kind in (LICENCE, PASSPORT, CARD, HEALTH, PENSION, RECORD)))


@pytest.mark.parametrize(
    ("days", "months", "issued_on", "last"),
    [
        (30, None, date(2026, 10, 21), date(2026, 11, 20)),  # Civil Code, Art. 140: the day of issue does not count
        (30, None, date(2026, 1, 31), date(2026, 3, 2)),
        (1, None, date(2026, 12, 31), date(2027, 1, 1)),
        (None, 3, date(2026, 8, 20), date(2026, 11, 20)),  # Art. 143(2): the day before the corresponding day
        (None, 6, date(2026, 5, 20), date(2026, 11, 20)),
        (None, 1, date(2026, 1, 31), date(2026, 2, 28)),  # from 1 February, a whole month
        (None, 1, date(2026, 1, 30), date(2026, 2, 28)),  # from 31 January; February has no such day
        (None, 1, date(2026, 1, 29), date(2026, 2, 28)),
        (None, 1, date(2026, 1, 27), date(2026, 2, 27)),
        (None, 1, date(2028, 1, 30), date(2028, 2, 29)),
        (None, 1, date(2026, 2, 28), date(2026, 3, 31)),  # from 1 March to the month's end
        (None, 3, date(2026, 11, 30), date(2027, 2, 28)),
        (None, 3, date(2026, 9, 30), date(2026, 12, 31)),
        (None, 12, date(2027, 2, 28), date(2028, 2, 29)),
        (None, 1, date(2026, 11, 30), date(2026, 12, 31)),
        (None, 1, date(2026, 12, 30), date(2027, 1, 30)),
        (30, 1, date(2026, 1, 31), date(2026, 2, 28)),  # both: the shorter
        (20, 1, date(2026, 1, 31), date(2026, 2, 20)),
    ],
)
def test_how_long_a_document_is_new(days: int | None, months: int | None, issued_on: date, last: date) -> None:
    terms = AcceptedDocument(RECORD, days, months)
    assert issued_in_time(terms, issued_on, last)
    assert not issued_in_time(terms, issued_on, last + timedelta(days=1))


_TWO_WAYS = "Documents still needed: 1 with a photograph, or 2 of any accepted kind."


@pytest.mark.parametrize(
    ("photo", "others", "confirmed", "told"),
    [
        (1, 2, (), _TWO_WAYS),
        (1, 2, (LICENCE,), None),
        (1, 2, (HEALTH,), "Documents still needed: 1 of any accepted kind."),
        (1, 2, (HEALTH, PENSION), None),
        (1, 2, (HEALTH, HEALTH), "Documents still needed: 1 of any accepted kind."),  # one kind counts once
        (1, 2, (DocumentKind.OTHER, DocumentKind.RESIDENCE_CARD), _TWO_WAYS),  # not accepted here
        (1, 1, (), "Documents still needed: 1 of any accepted kind."),
        (1, 1, (HEALTH,), None),
        (2, 2, (LICENCE,), "Documents still needed: 1 of any accepted kind."),
        (2, 2, (LICENCE, HEALTH), None),  # one with a photograph counts among the others too
        (2, 3, (LICENCE, LICENCE), "Documents still needed: 1 with a photograph, or 2 of any accepted kind."),
        (2, 3, (LICENCE, CARD), None),
        (1, 0, (), "Documents with a photograph still needed: 1."),
        (1, 0, (HEALTH, PENSION, RECORD), "Documents with a photograph still needed: 1."),
        (1, 0, (CARD,), None),
        (2, 0, (CARD,), "Documents with a photograph still needed: 1."),
    ],
)
def test_how_many_documents_suffice(
    photo: int, others: int, confirmed: tuple[DocumentKind, ...], told: str | None
) -> None:
    lack = identity_sufficient(confirmed, replace(OFFICE, photo_needed=photo, others_needed=others))
    assert (None if lack is None else str(lack)) == told


def test_an_office_without_documents_compares_what_it_holds() -> None:
    policy = IdentityPolicy((), known_without_document=True)
    assert str(identity_sufficient((), policy)) == "What the office holds of the person was not compared yet."
    assert identity_sufficient((DocumentKind.OTHER,), policy) is None


def test_what_the_office_holds_is_enough_beside_documents() -> None:
    known = replace(OFFICE, known_without_document=True)
    assert identity_sufficient((DocumentKind.OTHER,), known) is None
    assert identity_sufficient((DocumentKind.OTHER,), OFFICE) is not None


def _together(*documents: tuple[DocumentKind, date | None]) -> str | None:
    shown = frozenset[Detail]().union(*(shown_on(kind, issued_on) for kind, issued_on in documents))
    lack = identity_sufficient([kind for kind, _ in documents], OFFICE, shown=shown)
    return None if lack is None else str(lack)


def test_a_new_passport_needs_another_document_for_the_address() -> None:
    """Passports applied for since 2020-02-04 have no page for the address."""
    new = (PASSPORT, date(2024, 4, 2))
    no_address = "No confirmed document shows: address. Ask for one that does."
    assert _together(new) == no_address
    assert _together(new, (PENSION, None)) == no_address
    assert _together(new, (RECORD, date(2026, 11, 2))) is None
    assert _together((PASSPORT, date(2020, 2, 4))) == no_address
    assert _together((PASSPORT, date(2020, 2, 3))) is None
    assert identity_sufficient((PASSPORT,), OFFICE) is None  # without its dates it may be an old one


def test_an_office_that_does_not_demand_the_address_takes_a_new_passport_alone() -> None:
    policy = replace(OFFICE, demanded=frozenset({Detail.NAME, Detail.BIRTH_DATE}))
    shown = frozenset({Detail.NAME, Detail.BIRTH_DATE, Detail.PHOTO})
    assert identity_sufficient((PASSPORT,), policy, shown=shown) is None


@given(st.integers(1, 120), st.dates(date(2012, 1, 1), date(2036, 1, 1)), st.integers(0, 4000))
def test_months_end_on_the_day_of_issue_or_at_the_month_s_end(months: int, issued_on: date, days: int) -> None:
    """Civil Code, Art. 143: by the calendar; issued on a month's last day, a document is new to the end of a month."""
    year, month = divmod(issued_on.year * 12 + issued_on.month - 1 + months, 12)
    end = monthrange(year, month + 1)[1]
    ends_its_month = issued_on.day == monthrange(issued_on.year, issued_on.month)[1]
    last = date(year, month + 1, end if ends_its_month else min(issued_on.day, end))
    arrived_on = issued_on + timedelta(days=days)
    assert issued_in_time(AcceptedDocument(RECORD, None, months), issued_on, arrived_on) is (arrived_on <= last)


_several = st.lists(st.sampled_from(DocumentKind), max_size=6)


@given(_several, _several, st.integers(1, 4), st.integers(0, 4))
def test_more_documents_never_make_a_person_less_known(
    confirmed: list[DocumentKind], more: list[DocumentKind], photo: int, others: int
) -> None:
    policy = replace(OFFICE, photo_needed=photo, others_needed=others)
    if identity_sufficient(confirmed, policy) is None:
        assert identity_sufficient(confirmed + more, policy) is None
    assert identity_sufficient(confirmed * 2, policy) == identity_sufficient(confirmed, policy)
