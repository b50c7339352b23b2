"""What confirms a person and an agent, and what does not (APPI Art. 37; Order Arts. 12 and 13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.evidence import (
    HEALTH_INSURANCE_CARD_END,
    AgentKind,
    DocumentKind,
    Finding,
    faults,
    missing_authority,
)
from caseman.domain.post import EnclosureKind
from caseman.text import Language

_ACCEPTED = frozenset({DocumentKind.DRIVERS_LICENCE, DocumentKind.PASSPORT, DocumentKind.HEALTH_INSURANCE_CARD})
_ARRIVED = date(2026, 11, 20)
_GOOD = Finding(
    DocumentKind.DRIVERS_LICENCE,
    date(2034, 4, 1),
    name_agrees=True,
    address_agrees=True,
    birth_date_agrees=True,
    masked=True,
)


def _said(finding: Finding, arrived_on: date = _ARRIVED) -> list[str]:
    return [fault.say(Language.EN) for fault in faults(finding, _ACCEPTED, arrived_on)]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"document": DocumentKind.MY_NUMBER_CARD},
            "My Number card (front) is not among the documents this office accepts.",
        ),
        ({"document": DocumentKind.OTHER}, "Other document is not among the documents this office accepts."),
        (
            {"document": DocumentKind.HEALTH_INSURANCE_CARD},
            "Health insurance cards are not valid after 2025-12-01 (Mon).",
        ),
        (
            {"expires_on": date(2026, 11, 19)},
            "The document expired on 2026-11-19 (Thu), before the envelope arrived.",
        ),
        ({"name_agrees": False}, "The name does not agree with the request form."),
        ({"address_agrees": False}, "The address does not agree with the request form."),
        ({"birth_date_agrees": False}, "The date of birth does not agree with the request form."),
        ({"masked": False}, "A number that must not be kept is still readable on the copy: mask it first."),
    ],
)
def test_one_thing_wrong_is_told_in_one_sentence(changed: dict[str, object], sentence: str) -> None:
    assert _said(replace(_GOOD, **changed)) == [sentence]  # type: ignore[arg-type]


def test_a_sound_document_has_no_faults() -> None:
    assert _said(_GOOD) == []
    assert _said(replace(_GOOD, expires_on=None)) == []


def test_a_document_still_counts_on_its_last_day() -> None:
    assert _said(replace(_GOOD, expires_on=_ARRIVED)) == []


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
    card = replace(_GOOD, document=DocumentKind.HEALTH_INSURANCE_CARD, expires_on=None)
    assert (_said(card, arrived_on) == []) is valid


def test_everything_wrong_is_told_at_once() -> None:
    worst = Finding(
        DocumentKind.HEALTH_INSURANCE_CARD,
        date(2020, 1, 1),
        name_agrees=False,
        address_agrees=False,
        birth_date_agrees=False,
        masked=False,
    )
    assert len(faults(worst, frozenset(), _ARRIVED)) == 7


_findings = st.builds(
    Finding,
    st.sampled_from(DocumentKind),
    st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
_days = st.dates(date(2024, 1, 1), date(2028, 1, 1))


@given(_findings, _days)
def test_there_is_no_fault_exactly_when_every_condition_holds(finding: Finding, arrived_on: date) -> None:
    holds = (
        finding.document in _ACCEPTED
        and not (finding.document is DocumentKind.HEALTH_INSURANCE_CARD and arrived_on > HEALTH_INSURANCE_CARD_END)
        and (finding.expires_on is None or finding.expires_on >= arrived_on)
        and finding.name_agrees
        and finding.address_agrees
        and finding.birth_date_agrees
        and finding.masked
    )
    assert (faults(finding, _ACCEPTED, arrived_on) == ()) is holds


@given(_findings, _days, st.integers(1, 1000))
def test_a_later_arrival_never_makes_a_document_better(finding: Finding, arrived_on: date, later: int) -> None:
    before = len(faults(finding, _ACCEPTED, arrived_on))
    assert len(faults(finding, _ACCEPTED, arrived_on + timedelta(days=later))) >= before


_PROXY, _SEAL = EnclosureKind.LETTER_OF_PROXY, EnclosureKind.SEAL_CERTIFICATE


@pytest.mark.parametrize(
    ("agent", "enclosed", "missing"),
    [
        (None, set(), ()),
        (AgentKind.STATUTORY, set(), ()),
        (AgentKind.GUARDIAN, set(), ()),
        (AgentKind.DELEGATED, set(), (_PROXY, _SEAL)),
        (AgentKind.DELEGATED, {_PROXY}, (_SEAL,)),
        (AgentKind.DELEGATED, {_SEAL, EnclosureKind.ID_COPY}, (_PROXY,)),
        (AgentKind.DELEGATED, {_PROXY, _SEAL}, ()),
    ],
)
def test_a_delegated_agent_needs_proxy_and_seal_certificate(
    agent: AgentKind | None, enclosed: set[EnclosureKind], missing: tuple[EnclosureKind, ...]
) -> None:
    assert missing_authority(agent, frozenset(enclosed)) == missing
