"""Identity and authority: what may be confirmed, what not, and a deficiency's way to its cure."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.authority import PartyRole
from caseman.domain.identity_policy import CheckResult
from caseman.domain.lifecycle import State, Step
from caseman.services import case_file, corrections, identity
from caseman.services.inputs import CorrectionInput, CureInput, IdentityInput
from tests.services.walking import PROXY, TODAY, TickingClock, Walk, refused


def _ask(walk: Walk, number: str, **changed: object) -> None:
    values: dict[str, object] = {"number": number, "defect": "印鑑登録証明書がありません。", "asked_on": TODAY}
    corrections.ask_correction(walk.desk, CorrectionInput.read(**(values | changed)))


def _cure(walk: Walk, number: str, cured_on: date) -> None:
    corrections.cure_correction(walk.desk, CureInput.read(number=number, cured_on=cured_on))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"document": "my_number_card"}, "not among the documents this office accepts"),
        (
            {"document": "health_insurance_card", "expires_on": ""},
            "Health insurance cards are not valid after 2025-12-01",
        ),
        ({"expires_on": "2026-11-19"}, "expired on 2026-11-19"),
        ({"name_agrees": False}, "The name does not agree"),
        ({"address_agrees": False}, "The address does not agree"),
        ({"birth_date_agrees": False}, "The date of birth does not agree"),
        ({"masked": False}, "mask it first"),
    ],
)
def test_nothing_is_confirmed_while_something_stands_against_it(
    walk: Walk, changed: dict[str, object], words: str
) -> None:
    number = walk.case()
    told = refused(walk.desk, lambda: walk.identity(number, **changed))
    assert (told.code, told.field) == ("not-confirmed", "result")
    assert words in str(told)
    walk.identity(number, **changed, result="not_confirmed")
    assert case_file.show_case(walk.desk, number).state is State.AWAITING_CORRECTION


def test_a_health_insurance_card_that_arrived_in_time_is_confirmed(walk: Walk) -> None:
    number = walk.case(envelope=walk.envelope(arrived_on="2025-12-01", postmarked_on=None))
    walk.identity(number, document="health_insurance_card", expires_on="")
    assert case_file.show_case(walk.desk, number).state is State.AWAITING_FEE


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"checked_on": date(2026, 11, 19)}, "too-early", "checked_on"),
        ({"checked_on": date(2026, 11, 25)}, "in-future", "checked_on"),
        ({"result": "not_confirmed"}, "note-missing", "note"),
        ({"role": "agent", "authority_agrees": True}, "no-agent", "role"),
        ({"number": "P-2026-0099"}, "no-such-case", "number"),
    ],
)
def test_a_check_that_cannot_be_is_refused(walk: Walk, changed: dict[str, object], code: str, field: str) -> None:
    number = walk.case()
    told = refused(walk.desk, lambda: walk.identity(number, **changed))
    assert (told.code, told.field) == (code, field)


def test_the_form_can_ask_what_stands_against_it_without_writing(walk: Walk) -> None:
    number = walk.case()
    anchor = walk.desk.anchor()
    check = IdentityInput.read(
        number=number,
        document="drivers_licence",
        expires_on="2034-04-01",
        name_agrees=True,
        address_agrees=False,
        birth_date_agrees=True,
        masked=True,
        result="confirmed",
        checked_on=TODAY,
    )
    assert [str(text) for text in identity.advise(walk.desk, check).against] == [
        "The address does not agree with the request form."
    ]
    assert walk.desk.anchor() == anchor


def test_a_later_check_counts_and_the_earlier_one_stays(walk: Walk) -> None:
    number = walk.case()
    walk.identity(number, result="not_confirmed", note="写しが不鮮明")
    walk.identity(number)
    view = case_file.show_case(walk.desk, number)
    assert view.state is State.AWAITING_FEE
    assert [(c.result, c.note) for c in view.checks] == [
        (CheckResult.NOT_CONFIRMED, "写しが不鮮明"),
        (CheckResult.CONFIRMED, ""),
    ]


def test_an_agent_s_case_needs_both_people_confirmed(walk: Walk) -> None:
    number = walk.agent_case("correction")
    walk.identity(number)
    assert case_file.show_case(walk.desk, number).next_step is Step.IDENTITY
    walk.identity(number, role="agent", authority_agrees=True)
    view = case_file.show_case(walk.desk, number)
    assert view.next_step is Step.DATE
    assert [c.role for c in view.checks] == [PartyRole.PRINCIPAL, PartyRole.AGENT]
    assert [(str(label), agrees) for label, agrees in view.checks[1].compared][-1] == ("Authority", True)


@pytest.mark.parametrize(
    ("enclosed", "missing"),
    [
        ((), ["“Letter of proxy” is missing.", "“Certificate of seal impression” is missing."]),
        (PROXY[:1], ["“Certificate of seal impression” is missing."]),
        (PROXY[1:], ["“Letter of proxy” is missing."]),
    ],
)
def test_a_delegated_agent_is_not_confirmed_without_proxy_and_seal_certificate(
    walk: Walk, enclosed: tuple[dict[str, object], ...], missing: list[str]
) -> None:
    number = walk.agent_case(enclosures=enclosed)
    told = refused(walk.desk, lambda: walk.identity(number, role="agent", authority_agrees=True))
    assert told.code == "not-confirmed"
    for sentence in missing:
        assert sentence in str(told)
    assert str(told).count("is missing") == len(missing)


@pytest.mark.parametrize("agrees", [False, None])
@pytest.mark.parametrize("kind", ["delegated", "statutory", "guardian"])
def test_no_agent_is_confirmed_without_authority(walk: Walk, kind: str, agrees: bool | None) -> None:
    number = walk.agent_case(kind=kind)
    told = refused(walk.desk, lambda: walk.identity(number, role="agent", authority_agrees=agrees))
    assert "authority to act" in str(told)


def test_a_statutory_agent_needs_the_family_register_and_no_letter_of_proxy(walk: Walk) -> None:
    number = walk.agent_case("correction", enclosures=(), kind="statutory")
    told = refused(walk.desk, lambda: walk.identity(number, role="agent", authority_agrees=True))
    assert "“Certificate of family register” is missing." in str(told)
    assert "Letter of proxy" not in str(told)
    number = walk.agent_case("correction", enclosures=({"kind": "family_register"},), kind="statutory")
    walk.identity(number)
    walk.identity(number, role="agent", authority_agrees=True)
    assert case_file.show_case(walk.desk, number).state is State.READY


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"asked_on": date(2026, 11, 19)}, "too-early", "asked_on"),
        ({"asked_on": date(2026, 11, 25)}, "in-future", "asked_on"),
        ({"limit_on": date(2026, 11, 23)}, "limit-before", "limit_on"),
        ({"defect": "\n \n"}, "empty", "defect"),
        ({"limit_on": "soon"}, "not-a-date", "limit_on"),
    ],
)
def test_a_deficiency_that_cannot_be_is_refused(walk: Walk, changed: dict[str, object], code: str, field: str) -> None:
    number = walk.case()
    told = refused(walk.desk, lambda: _ask(walk, number, **changed))
    assert (told.code, told.field) == (code, field)


def test_deficiencies_come_one_after_the_other(walk: Walk) -> None:
    number = walk.case("correction")
    assert refused(walk.desk, lambda: _cure(walk, number, TODAY)).code == "no-correction"
    _ask(walk, number)
    assert case_file.show_case(walk.desk, number).state is State.AWAITING_CORRECTION
    assert refused(walk.desk, lambda: _ask(walk, number)).code == "correction-open"
    assert refused(walk.desk, lambda: _cure(walk, number, date(2026, 11, 23))).code == "too-early"
    assert refused(walk.desk, lambda: _cure(walk, number, date(2026, 11, 25))).code == "in-future"
    _cure(walk, number, TODAY)
    assert case_file.show_case(walk.desk, number).state is State.RECEIVED
    _ask(walk, number, defect="別の不備")
    assert len(case_file.show_case(walk.desk, number).corrections) == 2


def test_a_cure_moves_the_acceptance_and_the_date(walk: Walk, clock: TickingClock) -> None:
    """The procedure resets the clock: the day the papers were complete is the acceptance date."""
    number = walk.case("correction")
    assert case_file.show_case(walk.desk, number).due_on == date(2026, 12, 7)
    _ask(walk, number, asked_on=TODAY, limit_on=date(2026, 12, 10))
    clock.set_day(date(2026, 12, 1))
    _cure(walk, number, date(2026, 12, 1))
    view = case_file.show_case(walk.desk, number)
    assert view.proposed_acceptance == date(2026, 12, 1)
    assert view.due_on == date(2026, 12, 15)
    # Art. 39 counts from the arrival, whatever happens.
    assert view.suit_from == date(2026, 12, 5)
    walk.identity(number)
    told = refused(walk.desk, lambda: walk.accept(number, date(2026, 11, 30)))
    assert (told.code, told.field) == ("too-early", "accepted_on")
    walk.accept(number, date(2026, 12, 1))
    assert case_file.show_case(walk.desk, number).due_on == date(2026, 12, 15)


def test_after_acceptance_no_deficiency_can_be_told(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    assert refused(walk.desk, lambda: _ask(walk, number)).code == "already-accepted"
