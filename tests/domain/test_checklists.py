"""Checklists follow from the procedure, the request, the requester and the document."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.authority import AgentKind, AuthorityPolicy
from caseman.domain.checklists import document_checklist, documents_wanted, papers_checklist
from caseman.domain.documents import CopyForm, Detail, DocumentKind
from caseman.domain.identity_policy import AcceptedDocument, IdentityPolicy
from caseman.domain.post import EnclosureKind

ARRIVED = date(2026, 11, 20)
FORM, IDENTITY, OWN = EnclosureKind.REQUEST_FORM, EnclosureKind.ID_COPY, EnclosureKind.AGENT_ID_COPY
PROXY, SEAL = EnclosureKind.LETTER_OF_PROXY, EnclosureKind.SEAL_CERTIFICATE
OFFICE = IdentityPolicy(
    (
        AcceptedDocument(DocumentKind.DRIVERS_LICENCE),
        AcceptedDocument(DocumentKind.MY_NUMBER_CARD),
        AcceptedDocument(DocumentKind.PENSION_BOOK),
        AcceptedDocument(DocumentKind.RESIDENT_RECORD, issued_within_days=30, form=CopyForm.ORIGINAL),
        AcceptedDocument(DocumentKind.SEAL_REGISTRATION_CERTIFICATE, issued_within_months=3, form=CopyForm.COPY),
    ),
    back_if_address_changed=True,
)
KNOWN_MEMBERS = IdentityPolicy((AcceptedDocument(DocumentKind.OTHER),), 1, 1, demanded=frozenset({Detail.NAME}))
AGENTS = AuthorityPolicy()
TWO_WAYS = "Identity documents: 1 with a photograph, or 2 of any accepted kind"

Lines = list[tuple[str, bool | None]]


def papers(
    enclosed: set[EnclosureKind],
    agent: AgentKind | None = None,
    *,
    office: IdentityPolicy = OFFICE,
    fee: bool = False,
    identity_needed: bool = True,
    form_needed: bool = True,
    authority: AuthorityPolicy = AGENTS,
) -> Lines:
    items = papers_checklist(
        enclosed,
        agent,
        office,
        authority,
        fee_with_request=fee,
        identity_needed=identity_needed,
        form_needed=form_needed,
    )
    return [(str(item.what), item.there) for item in items]


@pytest.mark.parametrize(
    ("enclosed", "lines"),
    [
        (set(), [("Request form", False), (TWO_WAYS, False)]),
        ({FORM}, [("Request form", True), (TWO_WAYS, False)]),
        ({FORM, IDENTITY, PROXY}, [("Request form", True), (TWO_WAYS, True)]),
    ],
)
def test_a_person_s_own_envelope(enclosed: set[EnclosureKind], lines: Lines) -> None:
    assert papers(enclosed) == lines


@pytest.mark.parametrize(
    ("agent", "enclosed", "lines"),
    [
        (
            AgentKind.STATUTORY,
            {EnclosureKind.RESIDENT_RECORD, OWN},
            [("Certificate of family register", True), ("Copy of the agent's identity document", True)],
        ),
        (
            AgentKind.GUARDIAN,
            {EnclosureKind.FAMILY_REGISTER, OWN},
            [("Certificate of registered guardianship", False), ("Copy of the agent's identity document", True)],
        ),
        (
            AgentKind.DELEGATED,
            {PROXY},
            [
                ("Letter of proxy", True),
                ("Certificate of seal impression", False),
                ("Copy of the agent's identity document", False),
            ],
        ),
    ],
)
@pytest.mark.parametrize("authority", [AGENTS, AuthorityPolicy(own_identity=False)])
def test_an_agent_s_envelope(
    agent: AgentKind, enclosed: set[EnclosureKind], lines: Lines, authority: AuthorityPolicy
) -> None:
    assert papers({FORM, IDENTITY, *enclosed}, agent, authority=authority)[2:] == lines


@pytest.mark.parametrize(
    ("paper", "proof"),
    [
        (EnclosureKind.BANK_RECEIPT, True),
        (EnclosureKind.MONEY_ORDER, True),
        (EnclosureKind.STAMPS, True),
        (EnclosureKind.CASH, True),
        (EnclosureKind.RETURN_ENVELOPE, False),
        (EnclosureKind.OTHER, False),
    ],
)
def test_the_fee_or_its_proof(paper: EnclosureKind, proof: bool) -> None:
    assert papers({FORM, IDENTITY, paper}, fee=True)[2:] == [("The fee, or the proof that it was paid", proof)]
    assert papers({FORM, IDENTITY, paper})[2:] == []


def test_what_comes_without_paper_has_no_form() -> None:
    assert papers(set(), form_needed=False) == papers(set())[1:]
    assert papers({FORM}, form_needed=False)[0] == ("Request form", True)


def test_an_office_without_documents_asks_for_none() -> None:
    known = IdentityPolicy((), known_without_document=True)
    assert papers({FORM}, office=known) == [("Request form", True)]
    asked = papers({FORM, PROXY}, AgentKind.DELEGATED, office=known)
    assert asked == [("Request form", True), ("Letter of proxy", True), ("Certificate of seal impression", False)]


def test_where_nobody_must_be_known_the_form_is_enough() -> None:
    assert papers({FORM}, identity_needed=False) == [("Request form", True)]
    assert papers({FORM}, AgentKind.DELEGATED, identity_needed=False) == [("Request form", True)]
    assert papers(set(), fee=True, identity_needed=False) == [
        ("Request form", False),
        ("The fee, or the proof that it was paid", False),
    ]


@pytest.mark.parametrize("office", [KNOWN_MEMBERS, IdentityPolicy(())])
def test_an_office_that_asks_for_no_document_lists_none(office: IdentityPolicy) -> None:
    assert papers({FORM}, office=office) == [("Request form", True)]


@pytest.mark.parametrize(
    ("photo", "others", "line"),
    [
        (1, 2, TWO_WAYS),
        (2, 3, "Identity documents: 2 with a photograph, or 3 of any accepted kind"),
        (1, 1, "Identity documents: 1"),
        (1, 0, "Identity documents with a photograph: 1"),
    ],
)
def test_the_documents_an_office_wants(photo: int, others: int, line: str) -> None:
    assert str(documents_wanted(IdentityPolicy(OFFICE.accepted, photo, others))) == line


_ALL = "It shows, as the request form does: name, address, date of birth."
_VALID = "It was valid on 2026-11-20 (Fri), when the envelope arrived."


@pytest.mark.parametrize(
    ("kind", "address_changed", "lines"),
    [
        (
            DocumentKind.DRIVERS_LICENCE,
            False,
            [_ALL, _VALID, "Masked on the copy: wish about organ donation."],
        ),
        (
            DocumentKind.DRIVERS_LICENCE,
            True,
            [
                _ALL,
                _VALID,
                "The back, where a change of address is written, was copied too.",
                "Masked on the copy: wish about organ donation.",
            ],
        ),
        (
            DocumentKind.MY_NUMBER_CARD,
            True,
            [_ALL, _VALID, "The back was not copied.", "Masked on the copy: My Number, wish about organ donation."],
        ),
        (
            DocumentKind.PENSION_BOOK,
            False,
            ["It shows, as the request form does: name, date of birth.", "Masked on the copy: basic pension number."],
        ),
        (
            DocumentKind.RESIDENT_RECORD,
            False,
            [
                _ALL,
                "It was issued at most 30 days before it arrived.",
                "It is the original.",
                "Masked on the copy: My Number, registered domicile.",
            ],
        ),
        (
            DocumentKind.SEAL_REGISTRATION_CERTIFICATE,
            False,
            [_ALL, "It was issued at most 3 months before it arrived."],
        ),
        (DocumentKind.OTHER, False, [_ALL]),  # not accepted: its faults say so
    ],
)
def test_what_to_look_at_on_a_document(kind: DocumentKind, address_changed: bool, lines: list[str]) -> None:
    items = document_checklist(kind, OFFICE, ARRIVED, address_changed=address_changed)
    assert [str(item) for item in items] == lines


def test_an_office_that_never_asks_for_the_back() -> None:
    office = IdentityPolicy((AcceptedDocument(DocumentKind.DRIVERS_LICENCE),))
    items = document_checklist(DocumentKind.DRIVERS_LICENCE, office, ARRIVED, address_changed=True)
    assert [str(item) for item in items] == [_ALL, _VALID, "Masked on the copy: wish about organ donation."]


def test_only_what_the_office_demands_is_looked_at() -> None:
    items = document_checklist(DocumentKind.OTHER, KNOWN_MEMBERS, ARRIVED)
    assert [str(item) for item in items] == ["It shows, as the request form does: name."]
    nothing = IdentityPolicy((AcceptedDocument(DocumentKind.OTHER),), demanded=frozenset())
    assert document_checklist(DocumentKind.OTHER, nothing, ARRIVED) == ()
