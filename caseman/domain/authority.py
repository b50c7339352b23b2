"""Authority: who may ask for another person, the chain of papers each needs, and to whom the answer goes.

Sources: APPI Art. 37(3) and Order Art. 13 (statutory agents of minors and adult wards, and delegated agents).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from caseman.domain.defects import Defect
from caseman.domain.post import EnclosureKind
from caseman.text import T, Text


class PartyRole(StrEnum):
    """Whose papers are looked at. `PRINCIPAL` is the person the data are about."""

    PRINCIPAL = "principal"
    AGENT = "agent"

    @property
    def label(self) -> Text:
        return T("Principal") if self is PartyRole.PRINCIPAL else T("Agent")


class AgentKind(StrEnum):
    """Who may ask for another (APPI Order Art. 13)."""

    STATUTORY = "statutory"
    GUARDIAN = "guardian"
    DELEGATED = "delegated"

    @property
    def label(self) -> Text:
        return _AGENTS[self]


_AGENTS = {
    AgentKind.STATUTORY: T("Statutory agent of a minor"),
    AgentKind.GUARDIAN: T("Guardian of an adult ward"),
    AgentKind.DELEGATED: T("Delegated agent"),
}

_CHAIN: Mapping[AgentKind, tuple[EnclosureKind, ...]] = MappingProxyType(
    {
        AgentKind.STATUTORY: (EnclosureKind.FAMILY_REGISTER,),
        AgentKind.GUARDIAN: (EnclosureKind.GUARDIAN_REGISTRATION,),
        AgentKind.DELEGATED: (EnclosureKind.LETTER_OF_PROXY, EnclosureKind.SEAL_CERTIFICATE),
    }
)
# A certificate of residence that shows the relation of parent and child does as well as the family register.
_INSTEAD: Mapping[EnclosureKind, tuple[EnclosureKind, ...]] = MappingProxyType(
    {EnclosureKind.FAMILY_REGISTER: (EnclosureKind.RESIDENT_RECORD,)}
)


class ReplyTo(StrEnum):
    """To whom an office answers where an agent asked."""

    PRINCIPAL = "principal"
    AGENT = "agent"


@dataclass(frozen=True)
class AuthorityPolicy:
    """What an office asks of an agent (APPI Art. 37(1): the procedure it publishes).

    `needed` is the chain of papers for each kind of agent; `instead` names papers that do as well as one of them;
    `own_identity` adds the agent's own identity document to every chain.
    """

    needed: Mapping[AgentKind, tuple[EnclosureKind, ...]] = field(default_factory=lambda: _CHAIN)
    kinds: frozenset[AgentKind] = frozenset(AgentKind)
    authority_to_receive_needed: bool = False
    reply_to: ReplyTo = ReplyTo.AGENT
    instead: Mapping[EnclosureKind, tuple[EnclosureKind, ...]] = field(default_factory=lambda: _INSTEAD)
    own_identity: bool = True

    def chain(self, agent: AgentKind) -> tuple[EnclosureKind, ...]:
        """Every paper this kind of agent must enclose, each once; the agent's own identity document last."""
        papers = [*self.needed.get(agent, ())]
        if self.own_identity:
            papers.append(EnclosureKind.AGENT_ID_COPY)
        return tuple(dict.fromkeys(papers))

    def must_name_receipt(self, agent: AgentKind) -> bool:
        """Whether the papers must name the authority to receive the answer.

        Only a delegated agent's do: a parent's and a guardian's authority is the law's (Civil Code, Arts. 824 and
        859). Where the answer goes to the principal, nobody else receives it.
        """
        delegated = agent is AgentKind.DELEGATED
        return delegated and self.authority_to_receive_needed and self.reply_to is ReplyTo.AGENT


def missing_papers(
    agent: AgentKind, enclosed: Collection[EnclosureKind], policy: AuthorityPolicy
) -> tuple[EnclosureKind, ...]:
    """The papers of the chain that are not in the envelope, nor anything that does as well."""
    return tuple(
        paper
        for paper in policy.chain(agent)
        if paper not in enclosed and not any(other in enclosed for other in policy.instead.get(paper, ()))
    )


def authority_gaps(
    agent: AgentKind | None,
    enclosed: Collection[EnclosureKind],
    policy: AuthorityPolicy,
    *,
    names_receipt: bool | None = None,
) -> tuple[Text, ...]:
    """What `authority_defects` finds, in words."""
    return tuple(defect.what for defect in authority_defects(agent, enclosed, policy, names_receipt=names_receipt))


def authority_defects(
    agent: AgentKind | None,
    enclosed: Collection[EnclosureKind],
    policy: AuthorityPolicy,
    *,
    names_receipt: bool | None = None,
) -> tuple[Defect, ...]:
    """What an agent's authority still lacks; empty for no agent and for a complete chain.

    `names_receipt` tells whether the proxy names the authority to receive the answer; None: nobody looked yet.
    Source: Order Art. 13; the chain is the office's own (APPI Art. 37(1)).
    """
    if agent is None:
        return ()
    if agent not in policy.kinds:
        return (Defect(T("This office takes no request from this kind of agent: {agent}.", agent=agent.label)),)
    gaps = [missing_paper(paper) for paper in missing_papers(agent, enclosed, policy)]
    if policy.must_name_receipt(agent) and names_receipt is False:
        gaps.append(
            Defect(
                T("The letter of proxy does not name the authority to receive the answer."),
                T("Please send a letter of proxy that names the authority to receive the answer."),
            )
        )
    return tuple(gaps)


def missing_paper(paper: EnclosureKind) -> Defect:
    """A paper of a chain that did not come."""
    return Defect(T("“{paper}” is missing.", paper=paper.label), T("Please send: {paper}.", paper=paper.label))


def authority_not_shown(agent: AgentKind, policy: AuthorityPolicy) -> Defect:
    """The papers came, but they do not show that this agent may act."""
    papers = [paper.label for paper in policy.needed.get(agent, ())]
    return Defect(
        T("The papers do not show the authority to act."),
        T("Please send papers that show it: {papers}.", papers=papers) if papers else None,
    )


def reply_goes_to(agent: AgentKind | None, policy: AuthorityPolicy) -> PartyRole:
    """Who receives the answer.

    The office's rule holds for delegated agents. What is told to a minor or an adult ward counts only once the
    statutory agent knows of it (Civil Code, Art. 98-2), so for those the answer goes to the agent.
    """
    if agent is None:
        return PartyRole.PRINCIPAL
    if agent is AgentKind.DELEGATED and policy.reply_to is ReplyTo.PRINCIPAL:
        return PartyRole.PRINCIPAL
    return PartyRole.AGENT
