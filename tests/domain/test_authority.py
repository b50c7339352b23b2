"""Who may ask for another person, with what papers, and who is answered (APPI Art. 37(3), Order Art. 13)."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.authority import (
    AgentKind,
    AuthorityPolicy,
    PartyRole,
    ReplyTo,
    authority_gaps,
    missing_papers,
    reply_goes_to,
)
from caseman.domain.post import EnclosureKind

FAMILY, RESIDENT = EnclosureKind.FAMILY_REGISTER, EnclosureKind.RESIDENT_RECORD
GUARDIAN, OWN = EnclosureKind.GUARDIAN_REGISTRATION, EnclosureKind.AGENT_ID_COPY
PROXY, SEAL = EnclosureKind.LETTER_OF_PROXY, EnclosureKind.SEAL_CERTIFICATE
USUAL = AuthorityPolicy()
PAPERS_ALONE = AuthorityPolicy(own_identity=False)


@pytest.mark.parametrize(
    ("agent", "chain"),
    [
        (AgentKind.STATUTORY, (FAMILY, OWN)),
        (AgentKind.GUARDIAN, (GUARDIAN, OWN)),
        (AgentKind.DELEGATED, (PROXY, SEAL, OWN)),
    ],
)
def test_each_agent_has_a_chain_of_papers(agent: AgentKind, chain: tuple[EnclosureKind, ...]) -> None:
    assert USUAL.chain(agent) == chain
    assert PAPERS_ALONE.chain(agent) == chain[:-1]


def test_a_paper_named_twice_is_wanted_once() -> None:
    policy = AuthorityPolicy(needed={AgentKind.DELEGATED: (PROXY, OWN, PROXY)})
    assert policy.chain(AgentKind.DELEGATED) == (PROXY, OWN)
    assert policy.chain(AgentKind.GUARDIAN) == (OWN,)


@pytest.mark.parametrize(
    ("agent", "enclosed", "told"),
    [
        (None, set(), []),
        (AgentKind.STATUTORY, {FAMILY, OWN}, []),
        (AgentKind.STATUTORY, {RESIDENT, OWN}, []),  # it shows the relation of parent and child too
        (AgentKind.STATUTORY, {FAMILY, RESIDENT}, ["“Copy of the agent's identity document” is missing."]),
        (AgentKind.STATUTORY, {OWN}, ["“Certificate of family register” is missing."]),
        (AgentKind.STATUTORY, {GUARDIAN, PROXY, SEAL, OWN}, ["“Certificate of family register” is missing."]),
        (AgentKind.GUARDIAN, {GUARDIAN, OWN}, []),
        (AgentKind.GUARDIAN, {FAMILY, RESIDENT, OWN}, ["“Certificate of registered guardianship” is missing."]),
        (AgentKind.DELEGATED, {PROXY, SEAL, OWN}, []),
        (AgentKind.DELEGATED, {PROXY, OWN}, ["“Certificate of seal impression” is missing."]),
        (
            AgentKind.DELEGATED,
            {EnclosureKind.ID_COPY},
            [
                "“Letter of proxy” is missing.",
                "“Certificate of seal impression” is missing.",
                "“Copy of the agent's identity document” is missing.",
            ],
        ),
    ],
)
def test_what_the_papers_lack(agent: AgentKind | None, enclosed: set[EnclosureKind], told: list[str]) -> None:
    assert [str(gap) for gap in authority_gaps(agent, enclosed, USUAL)] == told


def test_an_office_that_takes_the_family_register_alone() -> None:
    strict = AuthorityPolicy(instead={}, own_identity=False)
    assert missing_papers(AgentKind.STATUTORY, {RESIDENT}, strict) == (FAMILY,)


def test_an_agent_the_office_does_not_take_is_told_that_alone() -> None:
    policy = AuthorityPolicy(kinds=frozenset({AgentKind.STATUTORY}))
    assert [str(gap) for gap in authority_gaps(AgentKind.DELEGATED, (), policy)] == [
        "This office takes no request from this kind of agent: Delegated agent."
    ]


RECEIPT = "The letter of proxy does not name the authority to receive the answer."


@pytest.mark.parametrize(
    ("agent", "needed", "reply_to", "named", "told"),
    [
        (AgentKind.DELEGATED, True, ReplyTo.AGENT, False, [RECEIPT]),
        (AgentKind.DELEGATED, True, ReplyTo.AGENT, True, []),
        (AgentKind.DELEGATED, True, ReplyTo.AGENT, None, []),
        (AgentKind.DELEGATED, False, ReplyTo.AGENT, False, []),
        (AgentKind.DELEGATED, True, ReplyTo.PRINCIPAL, False, []),  # the agent receives nothing
        (AgentKind.STATUTORY, True, ReplyTo.AGENT, False, []),  # Civil Code, Art. 824: the law's authority
        (AgentKind.GUARDIAN, True, ReplyTo.AGENT, False, []),  # Civil Code, Art. 859
    ],
)
def test_a_proxy_must_name_the_authority_to_receive(
    agent: AgentKind, needed: bool, reply_to: ReplyTo, named: bool | None, told: list[str]
) -> None:
    policy = AuthorityPolicy(authority_to_receive_needed=needed, reply_to=reply_to)
    gaps = authority_gaps(agent, policy.chain(agent), policy, names_receipt=named)
    assert [str(gap) for gap in gaps] == told


def test_missing_papers_are_told_before_the_proxy_s_words() -> None:
    policy = AuthorityPolicy(authority_to_receive_needed=True, own_identity=False)
    gaps = authority_gaps(AgentKind.DELEGATED, {PROXY}, policy, names_receipt=False)
    assert [str(gap) for gap in gaps] == ["“Certificate of seal impression” is missing.", RECEIPT]


@pytest.mark.parametrize(
    ("agent", "reply_to", "goes_to"),
    [
        (None, ReplyTo.AGENT, PartyRole.PRINCIPAL),
        (None, ReplyTo.PRINCIPAL, PartyRole.PRINCIPAL),
        (AgentKind.DELEGATED, ReplyTo.AGENT, PartyRole.AGENT),
        (AgentKind.DELEGATED, ReplyTo.PRINCIPAL, PartyRole.PRINCIPAL),
        # Civil Code, Art. 98-2: what a minor or an adult ward is told counts once the statutory agent knows.
        (AgentKind.STATUTORY, ReplyTo.PRINCIPAL, PartyRole.AGENT),
        (AgentKind.GUARDIAN, ReplyTo.PRINCIPAL, PartyRole.AGENT),
    ],
)
def test_who_receives_the_answer(agent: AgentKind | None, reply_to: ReplyTo, goes_to: PartyRole) -> None:
    assert reply_goes_to(agent, AuthorityPolicy(reply_to=reply_to)) is goes_to


def test_roles_and_agents_have_names() -> None:
    assert [str(role.label) for role in PartyRole] == ["Principal", "Agent"]
    assert [str(kind.label) for kind in AgentKind] == [
        "Statutory agent of a minor",
        "Guardian of an adult ward",
        "Delegated agent",
    ]


_enclosed = st.frozensets(st.sampled_from(EnclosureKind))


@given(st.sampled_from(AgentKind), _enclosed, _enclosed)
def test_more_papers_never_lack_more(
    agent: AgentKind, enclosed: frozenset[EnclosureKind], more: frozenset[EnclosureKind]
) -> None:
    before = set(missing_papers(agent, enclosed, USUAL))
    assert set(missing_papers(agent, enclosed | more, USUAL)) <= before


@given(st.sampled_from(AgentKind), _enclosed)
def test_sending_what_lacks_completes_the_chain(agent: AgentKind, enclosed: frozenset[EnclosureKind]) -> None:
    lacking = missing_papers(agent, enclosed, USUAL)
    assert authority_gaps(agent, enclosed | set(lacking), USUAL) == ()
    parts = chain.from_iterable(combinations(lacking, size) for size in range(len(lacking)))
    assert all(authority_gaps(agent, enclosed | set(part), USUAL) for part in parts)
