"""Every procedure that ships says what its office has published, and marks what it leaves open.

The values below are those of the published documents: a change of a file that departs from them fails here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from caseman.domain.authority import AgentKind
from caseman.domain.clock import Defect, Events, Extension
from caseman.domain.deadlines import derive
from caseman.domain.documents import DocumentKind
from caseman.domain.fees import PaymentMeans, require_fee_allowed
from caseman.domain.numbering import CaseNumbering
from caseman.domain.requests import RequestType
from caseman.domain.statute import LawCode, statute
from caseman.errors import CasemanError, RuleError
from caseman.offices.calendar import office_calendar, office_policy
from caseman.offices.identity_schema import AcceptedDocument
from caseman.offices.loader import load_office, office_names, office_toml
from caseman.offices.schema import Procedure
from caseman.offices.sourced import OFFICE_SETTING, Sourced
from caseman.text import Language

_PUBLISHED = ("aucnet", "jen", "jennet", "jsers", "justsystems")
_GENERIC = ("appi-private", "gdpr", "japan-public-sector", "uk-gdpr")
_ALL = (*_PUBLISHED, *_GENERIC)
_NEW = tuple(code for code in _ALL if code != "aucnet")

# A section, article, numbered commitment or heading of the document; "office setting" otherwise.
_PLACE = re.compile(
    r"\b(sections? \d|commitments? \d|Arts?\. \d|recital \d|s\. \d|Individual Services, item \d|Contact\b"
    r"|Privacy Mark\b|Access Log\b|the (title|head|first paragraph)\b)"
)


def _due(code: str, events: Events) -> date:
    procedure = load_office(code)
    return derive(office_policy(procedure), office_calendar(procedure, 2026), events).due


def _sourced(part: Any) -> Iterator[Sourced]:
    if isinstance(part, Sourced):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _sourced(each)


def _parts(procedure: Procedure) -> list[Sourced]:
    return [part for value in vars(procedure).values() for part in _sourced(value)]


def _texts(procedure: Procedure, about: str) -> str:
    return "\n".join(s.text.say(Language.EN) for s in procedure.statements if s.about == about)


def _holders(procedure: Procedure, kind: str) -> list[str]:
    return [holder.name for holder in procedure.data_holders if holder.kind == kind]


def test_these_procedures_ship() -> None:
    assert set(_ALL) <= set(office_names())


@pytest.mark.parametrize("code", _ALL)
def test_a_file_is_named_after_its_code(code: str) -> None:
    assert load_office(code).code == code


@pytest.mark.parametrize("code", _NEW)
def test_an_editor_finds_the_schema_from_the_first_line(code: str) -> None:
    assert office_toml(code).splitlines()[0] == "#:schema ./procedure.schema.json"


@pytest.mark.parametrize("code", _ALL)
def test_only_starting_points_are_generic(code: str) -> None:
    assert load_office(code).generic is (code in _GENERIC)


@pytest.mark.parametrize("code", office_names())
def test_every_part_names_its_place_or_says_that_it_is_a_setting(code: str) -> None:
    parts = _parts(load_office(code))
    assert len(parts) > 10
    assert [p.source for p in parts if OFFICE_SETTING not in p.source and not _PLACE.search(p.source)] == []


@pytest.mark.parametrize("code", office_names())
def test_every_ground_is_one_that_the_law_has_for_the_type(code: str) -> None:
    procedure = load_office(code)
    for offered in procedure.requests:
        known = statute(offered.type, procedure.law).grounds
        assert set(offered.grounds) <= set(known), offered.type
        assert len(set(offered.grounds)) == len(offered.grounds), offered.type


@pytest.mark.parametrize("code", _NEW)
def test_every_type_but_the_complaint_may_be_refused(code: str) -> None:
    without = [offered.type for offered in load_office(code).requests if not offered.grounds]
    assert without == [RequestType.COMPLAINT]


@pytest.mark.parametrize("code", office_names())
def test_a_type_is_offered_once(code: str) -> None:
    types = [offered.type for offered in load_office(code).requests]
    assert len(set(types)) == len(types)


@pytest.mark.parametrize("code", office_names())
def test_a_fee_is_asked_only_where_the_law_allows_one_and_the_type_is_offered(code: str) -> None:
    procedure = load_office(code)
    for fee in procedure.fees:
        require_fee_allowed(fee.type, procedure.law)
        assert procedure.offered(fee.type) is not None


@pytest.mark.parametrize("code", office_names())
def test_letters_and_cases_can_be_numbered(code: str) -> None:
    numbering = load_office(code).numbering
    case = CaseNumbering(numbering.case_pattern).number(date(2026, 11, 24), 7)
    assert case == "P-2026-0007"
    assert CaseNumbering(numbering.letter_pattern).number(date(2026, 11, 24), 2, case=case) == "P-2026-0007-02"


@pytest.mark.parametrize("code", office_names())
def test_the_usual_mail_class_goes_by_a_channel_of_the_replies(code: str) -> None:
    replies = load_office(code).replies
    assert replies.mail_class.reply_channel in replies.channels


@pytest.mark.parametrize("code", office_names())
def test_every_statement_is_said_in_both_languages(code: str) -> None:
    for statement in load_office(code).statements:
        assert re.search(r"[ぁ-ん]", statement.text.ja), statement.text.en
        assert re.search(r"[a-z]", statement.text.en), statement.text.ja
        assert not re.search(r"[ぁ-ん一-龠]", statement.text.en), statement.text.en


@pytest.mark.parametrize("code", _PUBLISHED)
def test_an_office_with_a_document_follows_the_act_in_japan(code: str) -> None:
    procedure = load_office(code)
    assert procedure.law is LawCode.APPI
    assert procedure.closures.country == "JP"
    assert procedure.replies.language is Language.JA


# Company, postal code, address, telephone, e-mail: as published, and empty where nothing is.
@pytest.mark.parametrize(
    ("code", "company", "postal_code", "address", "telephone", "email"),
    [
        (
            "aucnet",
            "AUCNET INC.",
            "107-8349",
            "2-5-8 Kita-Aoyama, Minato-ku, Tokyo",
            "03-6440-2500",
            "",
        ),
        (
            "jennet",
            "Jennet Corporation",
            "169-0073",
            "1-20-22 Yurakucho, Shinjuku-ku, Tokyo, 2nd Musashino Building 3F",
            "050-8888-2659",
            "",
        ),
        ("jsers", "Jsers, llc.", "", "", "", ""),
        ("justsystems", "JustSystems", "", "", "", "privacy@justsystem.co.jp"),
        ("jen", "JEN CORP.", "", "", "", "netinfo@jencorp.net"),
    ],
)
def test_where_an_office_is_reached(
    code: str, company: str, postal_code: str, address: str, telephone: str, email: str
) -> None:
    head = load_office(code).letterhead
    assert head.company.en == company
    assert head.postal_code == postal_code
    assert head.address.en == address
    assert head.telephone == telephone
    assert head.email == email


@pytest.mark.parametrize("code", ["jennet", "jsers", "justsystems", "jen"])
def test_no_department_is_invented(code: str) -> None:
    department = load_office(code).letterhead.department
    assert (department.ja, department.en) == ("", "")


@pytest.mark.parametrize(
    ("code", "types"),
    [
        ("aucnet", ["disclosure", "correction", "cessation", "complaint"]),
        ("jennet", ["correction", "cessation", "complaint"]),
        ("jsers", ["disclosure", "correction", "cessation", "complaint"]),
        ("justsystems", ["purpose", "disclosure", "correction", "cessation", "provision_cessation", "complaint"]),
        ("jen", ["purpose", "disclosure", "correction", "cessation", "complaint"]),
        (
            "appi-private",
            [
                "purpose",
                "disclosure",
                "third_party_records",
                "correction",
                "cessation",
                "provision_cessation",
                "complaint",
            ],
        ),
        ("japan-public-sector", ["disclosure", "correction", "cessation", "provision_cessation", "complaint"]),
        ("gdpr", ["purpose", "disclosure", "correction", "cessation", "provision_cessation", "complaint"]),
        ("uk-gdpr", ["purpose", "disclosure", "correction", "cessation", "provision_cessation", "complaint"]),
    ],
)
def test_what_may_be_asked_for(code: str, types: list[str]) -> None:
    assert [offered.type.value for offered in load_office(code).requests] == types


@pytest.mark.parametrize(
    ("code", "channels"),
    [
        ("aucnet", ["post"]),
        ("jennet", ["web", "telephone", "post"]),
        ("jsers", ["email", "post"]),
        ("justsystems", ["email", "post"]),
        ("jen", ["email"]),
        ("appi-private", ["post"]),
        ("japan-public-sector", ["post", "hand"]),
        ("gdpr", ["post", "hand", "telephone", "email", "web"]),
        ("uk-gdpr", ["post", "hand", "telephone", "email", "web"]),
    ],
)
def test_how_requests_come(code: str, channels: list[str]) -> None:
    assert [channel.value for channel in load_office(code).envelopes.channels] == channels


@pytest.mark.parametrize("code", [*(c for c in _PUBLISHED if c != "aucnet"), "japan-public-sector", "gdpr", "uk-gdpr"])
def test_no_fee_is_asked_where_none_is_published(code: str) -> None:
    assert load_office(code).fees == ()


class TestJennet:
    def test_deletion_is_asked_for_through_the_website(self) -> None:
        jennet = load_office("jennet")
        deletion = jennet.offered(RequestType.CESSATION)
        assert deletion is not None
        assert deletion.published is not None
        assert deletion.published.en == "Deletion of personal information"
        assert [c.value for c in jennet.channels(RequestType.CESSATION)] == ["web"]
        assert deletion.source.startswith("section 11, first sentence")

    def test_complaints_come_by_inquiry_or_telephone_and_are_answered_by_return_mail(self) -> None:
        jennet = load_office("jennet")
        complaint = jennet.offered(RequestType.COMPLAINT)
        assert complaint is not None
        assert complaint.published is not None
        assert complaint.published.en == "Opinions, Complaints and Disputes Relating to Privacy"
        assert {"web", "telephone"} <= {c.value for c in complaint.channels}
        assert complaint.identity_needed is False
        assert jennet.complaints.reply == "letter"
        assert jennet.replies.channels == ("post", "email")
        assert "return mail" in jennet.replies.source

    def test_the_member_is_known_by_the_membership_information(self) -> None:
        identity = load_office("jennet").identity
        assert identity.accepted == ()
        assert identity.known_by is not None
        assert identity.known_by.en.startswith("membership information")

    def test_contractors_deliver_settle_and_analyse(self) -> None:
        jennet = load_office("jennet")
        assert _holders(jennet, "contractor") == [
            "Analysis contractor",
            "Delivery company",
            "Financial institution",
            "System operation contractor",
            "Fraud prevention contractor",
            "Support contractor",
        ]
        assert _holders(jennet, "group") == ["Affiliated companies"]
        assert {holder.contact for holder in jennet.data_holders} == {""}

    def test_consent_and_lawful_demands(self) -> None:
        jennet = load_office("jennet")
        assert "provided voluntarily" in _texts(jennet, "consent")
        assert "the court, the police, the consumer center" in _texts(jennet, "authorities")


class TestJsers:
    def test_three_requests_by_the_prescribed_procedures(self) -> None:
        jsers = load_office("jsers")
        names = [offered.published.en for offered in jsers.requests if offered.published is not None]
        assert names == ["disclosure", "correction", "suspension of use"]
        assert jsers.clock.published.en == "without delay, according to our prescribed procedures"
        assert OFFICE_SETTING in jsers.clock.source

    def test_it_is_in_force_since_the_policy_was_established(self) -> None:
        assert load_office("jsers").in_force_from == date(2023, 5, 19)

    def test_complaints_come_by_email(self) -> None:
        assert [c.value for c in load_office("jsers").channels(RequestType.COMPLAINT)] == ["email"]

    def test_what_is_no_longer_needed_goes_early(self) -> None:
        jsers = load_office("jsers")
        assert jsers.retention.early_disposal is True
        assert jsers.retention.papers_end == "destroyed"
        assert jsers.retention.source.startswith("section 3, Retention Period and Disposal")
        assert "when it is no longer needed" in _texts(jsers, "disposal")

    def test_bank_and_licence_numbers_are_among_the_data(self) -> None:
        scope = _texts(load_office("jsers"), "scope")
        assert "bank account number, credit card number, driver's license number" in scope

    def test_employees_and_contractors_are_supervised_and_data_kept_accurate(self) -> None:
        jsers = load_office("jsers")
        sources = {statement.source for statement in jsers.statements}
        assert {
            "section 3, Accuracy of Information",
            "section 3, Security Measures",
            "section 3, Employee Supervision",
            "section 3, Contractor Supervision",
        } <= sources
        assert _holders(jsers, "contractor") == ["Contractors"]
        assert _holders(jsers, "partner") == ["Partners"]


class TestJustSystems:
    def test_confirmation_correction_or_otherwise(self) -> None:
        requests = load_office("justsystems").requests
        published = {o.type: o.published.en for o in requests if o.published is not None}
        assert published == {RequestType.DISCLOSURE: "confirmation", RequestType.CORRECTION: "correction"}
        otherwise = [o.type for o in requests if "“or otherwise”" in o.source]
        assert otherwise == [RequestType.PURPOSE, RequestType.CESSATION, RequestType.PROVISION_CESSATION]

    def test_promptly_in_a_reasonable_scope(self) -> None:
        clock = load_office("justsystems").clock
        assert (clock.published.ja, clock.published.en) == ("合理的な範囲で速やかに", "promptly, in a reasonable scope")
        assert clock.source.startswith("commitment 7")

    def test_a_service_without_a_contact_has_the_general_one(self) -> None:
        services = [h for h in load_office("justsystems").data_holders if h.kind == "service"]
        assert [(h.name, h.contact) for h in services] == [
            ("Services without a contact address of their own", "privacy@justsystem.co.jp")
        ]

    def test_data_from_an_outsourcer_are_a_holding_of_their_own(self) -> None:
        justsystems = load_office("justsystems")
        assert _holders(justsystems, "department") == ["Personal Information received from an outsourcer"]
        assert "within the scope stipulated in the contract" in _texts(justsystems, "sharing")

    def test_contractors_are_bound_by_contract(self) -> None:
        justsystems = load_office("justsystems")
        assert _holders(justsystems, "contractor") == ["Contractors", "Third party service provider"]
        assert "bound by contract to non-disclosure" in _texts(justsystems, "contractors")

    def test_the_privacy_mark_and_its_standard(self) -> None:
        assert "JIS Q 15001" in _texts(load_office("justsystems"), "safeguards")


class TestJen:
    def test_inquiries_come_and_go_by_email(self) -> None:
        jen = load_office("jen")
        assert all([c.value for c in jen.channels(o.type)] == ["email"] for o in jen.requests)
        assert jen.replies.channels == ("email", "post")
        assert jen.replies.mail_class.value == "electronic"

    def test_members_are_known_without_a_document(self) -> None:
        identity = load_office("jen").identity
        assert identity.accepted == ()
        assert identity.known_by is not None
        assert identity.known_by.en == "member ID, company's name, name of the person in charge"
        assert identity.known_by.ja == "会員ID、会社名、担当者名"

    def test_the_inquiry_alone_is_published(self) -> None:
        by_setting = [o.type for o in load_office("jen").requests if o.source.startswith(OFFICE_SETTING)]
        assert by_setting == [
            RequestType.PURPOSE,
            RequestType.DISCLOSURE,
            RequestType.CORRECTION,
            RequestType.CESSATION,
        ]
        inquiry = load_office("jen").offered(RequestType.COMPLAINT)
        assert inquiry is not None
        assert inquiry.published is not None
        assert inquiry.published.en == "Inquiry about JEN CORP.'s Privacy Policy"

    def test_partners_obey_a_treaty(self) -> None:
        jen = load_office("jen")
        assert _holders(jen, "contractor") == ["Entrusted business partner"]
        assert "prohibition of reoffering" in _texts(jen, "contractors")

    def test_three_kinds_of_safeguards(self) -> None:
        assert "Physical, electronic and procedural safeguards" in _texts(load_office("jen"), "safeguards")

    def test_it_is_in_force_since_the_policy_was_established(self) -> None:
        assert load_office("jen").in_force_from == date(2007, 3, 1)


class TestAucnet:
    def test_what_else_the_document_says(self) -> None:
        aucnet = load_office("aucnet")
        assert [s.about for s in aucnet.statements] == [
            "safeguards",
            "contact",
            "contractors",
            "scope",
            "consent",
            "consent",
            "authorities",
            "sharing",
            "sharing",
            "scope",
            "contact",
        ]
        assert "through a member dealer" in _texts(aucnet, "consent")
        assert "(an ATM receipt too)" in _texts(aucnet, "contact")


class TestPrivateBusiness:
    def test_identity(self) -> None:
        identity = load_office("appi-private").identity
        assert [document.kind for document in identity.documents] == [
            DocumentKind.DRIVERS_LICENCE,
            DocumentKind.PASSPORT,
            DocumentKind.MY_NUMBER_CARD,
            DocumentKind.RESIDENCE_CARD,
            DocumentKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
            DocumentKind.ELIGIBILITY_CERTIFICATE,
            DocumentKind.RESIDENT_RECORD,
            DocumentKind.SEAL_REGISTRATION_CERTIFICATE,
        ]
        assert identity.documents[-2:] == (
            AcceptedDocument(kind=DocumentKind.RESIDENT_RECORD, issued_within_months=3, form="original"),
            AcceptedDocument(kind=DocumentKind.SEAL_REGISTRATION_CERTIFICATE, issued_within_months=3, form="original"),
        )
        assert (identity.photo_needed, identity.others_needed) == (1, 2)
        assert identity.back_if_address_changed is True

    def test_every_agent_may_ask(self) -> None:
        assert set(load_office("appi-private").agents.kinds) == set(AgentKind)

    def test_fees_for_the_three_types_of_article_38(self) -> None:
        fees = load_office("appi-private").fees
        assert {fee.type for fee in fees} == {
            RequestType.PURPOSE,
            RequestType.DISCLOSURE,
            RequestType.THIRD_PARTY_RECORDS,
        }
        for fee in fees:
            assert fee.amount == 1000
            assert fee.means == (PaymentMeans.MONEY_ORDER, PaymentMeans.STAMPS)
            assert fee.source.startswith(OFFICE_SETTING)

    def test_two_working_weeks_from_acceptance_over_the_new_year(self) -> None:
        # 2026-12-24 Thursday: the office is closed from 12-29 to 01-03, and on 2027-01-11.
        day = date(2026, 12, 24)
        assert _due("appi-private", Events(day, accepted_on=day)) == date(2027, 1, 14)

    def test_a_deficiency_makes_the_period_begin_anew(self) -> None:
        arrived, sent, cured = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 8)
        events = Events(arrived, accepted_on=cured, defects=(Defect(sent, cured),))
        assert _due("appi-private", events) == date(2026, 6, 22)


class TestPublicBodies:
    def test_thirty_days_from_the_day_after_arrival(self) -> None:
        assert _due("japan-public-sector", Events(date(2026, 6, 1))) == date(2026, 7, 1)

    def test_days_of_correction_do_not_count(self) -> None:
        defects = (Defect(date(2026, 6, 3), date(2026, 6, 10)),)
        assert _due("japan-public-sector", Events(date(2026, 6, 1), defects=defects)) == date(2026, 7, 8)

    def test_one_extension_of_thirty_days_at_most(self) -> None:
        told = date(2026, 6, 20)
        arrived = date(2026, 6, 1)
        extended = Events(arrived, extensions=(Extension(told, 30, "much to search"),))
        assert _due("japan-public-sector", extended) == date(2026, 7, 31)
        with pytest.raises(RuleError):
            _due("japan-public-sector", Events(arrived, extensions=(Extension(told, 31, "much to search"),)))
        with pytest.raises(CasemanError):
            _due("japan-public-sector", Events(arrived, extensions=(Extension(told, 30),)))

    def test_a_certificate_of_residence_is_an_original_of_thirty_days(self) -> None:
        identity = load_office("japan-public-sector").identity
        assert identity.documents[-1] == AcceptedDocument(
            kind=DocumentKind.RESIDENT_RECORD, issued_within_days=30, form="original"
        )
        assert (identity.photo_needed, identity.others_needed) == (2, 2)


class TestEurope:
    @pytest.mark.parametrize(("code", "country"), [("gdpr", "DE"), ("uk-gdpr", "GB")])
    def test_law_and_country(self, code: str, country: str) -> None:
        procedure = load_office(code)
        assert procedure.law.value == code
        assert procedure.closures.country == country
        assert OFFICE_SETTING in procedure.closures.source

    @pytest.mark.parametrize("code", ["gdpr", "uk-gdpr"])
    def test_identity_is_asked_for_only_in_doubt(self, code: str) -> None:
        procedure = load_office(code)
        assert [o.type for o in procedure.requests if o.identity_needed] == []
        assert "12(6)" in procedure.identity.source

    @pytest.mark.parametrize(
        ("code", "arrived", "due"),
        [
            ("gdpr", date(2026, 9, 3), date(2026, 10, 5)),  # 10-03 is a Saturday, and a holiday
            ("gdpr", date(2026, 1, 31), date(2026, 3, 2)),  # no such day; 02-28 is a Saturday
            ("uk-gdpr", date(2026, 9, 3), date(2026, 10, 5)),
            ("uk-gdpr", date(2026, 3, 6), date(2026, 4, 7)),  # 04-06 is Easter Monday
            ("uk-gdpr", date(2026, 7, 31), date(2026, 9, 1)),  # 08-31 is the summer bank holiday
            ("uk-gdpr", date(2026, 11, 25), date(2026, 12, 29)),  # Christmas, Boxing Day and its substitute
        ],
    )
    def test_one_month_to_the_corresponding_day(self, code: str, arrived: date, due: date) -> None:
        assert _due(code, Events(arrived)) == due

    def test_two_more_months_with_reasons(self) -> None:
        arrived, told = date(2026, 9, 3), date(2026, 9, 20)
        assert _due("gdpr", Events(arrived, extensions=(Extension(told, 2, "complex"),))) == date(2026, 12, 3)
        with pytest.raises(RuleError):
            _due("gdpr", Events(arrived, extensions=(Extension(told, 3, "complex"),)))

    def test_only_the_united_kingdom_stops_the_clock(self) -> None:
        events = Events(date(2026, 9, 3), defects=(Defect(date(2026, 9, 7), date(2026, 9, 17)),))
        assert _due("gdpr", events) == date(2026, 10, 5)
        assert _due("uk-gdpr", events) == date(2026, 10, 13)
