"""Aucnet's procedure says what its published document says, and marks what the document leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from caseman.domain.documents import DocumentKind
from caseman.domain.fees import Money, PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.post import EnclosureKind
from caseman.domain.requests import RequestType
from caseman.offices.loader import load_office, office_names
from caseman.offices.schema import Procedure
from caseman.offices.sourced import OFFICE_SETTING, Sourced

_DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def aucnet() -> Procedure:
    return load_office("aucnet")


def test_aucnet_ships() -> None:
    assert "aucnet" in office_names()


def test_requests_are_sent_to_the_address_in_section_9(aucnet: Procedure) -> None:
    head = aucnet.letterhead
    assert head.company.en == "AUCNET INC."
    assert head.department.en == "Corporate Administration Department"
    assert head.address.en == "2-5-8 Kita-Aoyama, Minato-ku, Tokyo"
    assert head.postal_code == "107-8349"
    assert head.telephone == "03-6440-2500"


def test_requests_come_by_post_alone_marked_in_red(aucnet: Procedure) -> None:
    assert aucnet.envelopes.channels == ("post",)
    assert aucnet.envelopes.marking == "Confidential"
    assert aucnet.envelopes.marking_color is not None
    assert aucnet.envelopes.marking_color.en == "red"


def test_three_types_and_complaints_are_taken_and_cessation_may_end_services(aucnet: Procedure) -> None:
    assert [r.type for r in aucnet.requests] == [
        RequestType.DISCLOSURE,
        RequestType.CORRECTION,
        RequestType.CESSATION,
        RequestType.COMPLAINT,
    ]
    assert [r.some_services_may_end for r in aucnet.requests] == [False, False, True, False]
    assert aucnet.channels(RequestType.COMPLAINT) == ("post", "telephone")
    cessation = aucnet.offered(RequestType.CESSATION)
    assert cessation is not None
    assert cessation.grounds == (Ground.LEGAL_RETENTION,)


@pytest.mark.parametrize(
    "kind",
    [
        RequestType.PURPOSE,
        RequestType.THIRD_PARTY_RECORDS,
        RequestType.PROVISION_CESSATION,
    ],
)
def test_other_types_are_not_among_them(aucnet: Procedure, kind: RequestType) -> None:
    assert aucnet.offered(kind) is None


def test_one_copy_of_one_of_three_documents(aucnet: Procedure) -> None:
    assert {document.kind for document in aucnet.identity.documents} == {
        DocumentKind.DRIVERS_LICENCE,
        DocumentKind.PASSPORT,
        DocumentKind.HEALTH_INSURANCE_CARD,
    }
    assert (aucnet.identity.photo_needed, aucnet.identity.others_needed) == (1, 1)


def test_an_agent_encloses_a_proxy_and_a_seal_certificate(aucnet: Procedure) -> None:
    assert aucnet.agents.needed == (EnclosureKind.LETTER_OF_PROXY, EnclosureKind.SEAL_CERTIFICATE)


def test_disclosure_alone_costs_5250_yen_a_form_by_bank_transfer(aucnet: Procedure) -> None:
    rule = aucnet.fee_rule(RequestType.DISCLOSURE, _DAY)
    assert rule is not None
    assert rule.money == Money(5250, "JPY")
    assert rule.per == "form"
    assert rule.means == (PaymentMeans.BANK_TRANSFER,)
    assert rule.transfer_fee_borne_by == "customer"
    others = [kind for kind in RequestType if kind is not RequestType.DISCLOSURE]
    assert [kind for kind in others if aucnet.fee_rule(kind, _DAY)] == []


def test_the_bank_account(aucnet: Procedure) -> None:
    account = aucnet.bank_account
    assert account is not None
    assert (account.bank.en, account.branch.en) == ("Bank of Mitsubishi UFJ", "Aoyama Branch")
    assert (account.kind.en, account.number, account.holder) == ("Futsu", "0340535", "AUCNET INC.")


def test_thirteen_group_companies_and_two_partners_share_data(aucnet: Procedure) -> None:
    contacts = {holder.name: holder.contact for holder in aucnet.data_holders}
    assert contacts == {
        "AIS Inc.": "General Affairs Dept. (03-3512-6118)",
        "i-Auc Inc.": "General Affairs Dept. (03-3512-6123)",
        "Aucnet Sales and Support, Inc.": "03-5548-6151",
        "Auc Financial Partners Inc.": "03-6440-2255",
        "AUCNET MOTORCYCLE INC.": "03-6440-2300",
        "AUCNET AGRI BUSSINESS INC.": "03-6440-2420",
        "AUCNET CONSUMER PRODUCTS INC.": "03-6440-2345",
        "JBTV, Inc.": "03-3512-6311",
        "Aucnet Medical Inc.": "03-6440-2610",
        "AUCNET IBS INC.": "03-6440-2680",
        "Carseru INC.": "03-6384-5790",
        "Blancco Japan Inc.": "03-5772-7491",
        "iNG Communications Co.": "0285-20-3811",
        "Runmart Inc.": "General Affairs Dept. (03-5766-8288)",
        "Auc Service Inc.": "General Affairs Dept. (03-5786-6811)",
    }
    assert [holder.kind for holder in aucnet.data_holders] == ["group"] * 13 + ["partner"] * 2
    assert all(holder.business for holder in aucnet.data_holders)


def test_a_reasonable_period_is_what_is_published(aucnet: Procedure) -> None:
    assert aucnet.clock.published.en == "within a reasonable period of time"
    assert aucnet.clock.published.ja == "合理的な期間内"
    assert OFFICE_SETTING in aucnet.clock.source


def _sourced(part: Any) -> Iterator[Sourced]:
    values = part if isinstance(part, tuple) else vars(part).values()
    for value in values:
        if isinstance(value, Sourced):
            yield value
        elif isinstance(value, tuple):
            yield from _sourced(tuple(each for each in value if isinstance(each, Sourced)))


def test_every_statement_names_its_section_or_says_that_it_is_a_setting(aucnet: Procedure) -> None:
    parts = list(_sourced(aucnet))
    # Fifteen single parts and the account, four requests, a fee, fifteen holders of data, the map of the bank's CSV;
    # and further statements.
    assert len(parts) == 16 + 4 + 1 + 15 + 1 + len(aucnet.statements)
    unplaced = [p for p in parts if "section" not in p.source and OFFICE_SETTING not in p.source]
    assert unplaced == []


def test_what_the_document_does_not_say_is_marked_as_a_setting(aucnet: Procedure) -> None:
    for part in (aucnet.numbering, aucnet.closures, aucnet.replies, aucnet.retention):
        assert part.source == OFFICE_SETTING
