"""What confirms a person, and who may act for them, as a procedure says it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from caseman.domain.authority import AgentKind
from caseman.domain.documents import DocumentKind
from caseman.domain.post import EnclosureKind
from caseman.offices.sourced import BothLanguages, Part, Sourced


class AcceptedDocument(Part):
    """An identity document the office takes, and how new or of what form it must be."""

    kind: DocumentKind
    issued_within_days: int | None = Field(default=None, ge=1, le=3660)
    issued_within_months: int | None = Field(default=None, ge=1, le=120)
    form: Literal["original", "copy", "either"] = "either"


ShownDetail = Literal[
    "name", "address", "birth_date", "photo", "document_number", "my_number", "insurer_number", "domicile"
]


class IdentityRules(Sourced):
    """What confirms a person."""

    accepted: tuple[DocumentKind | AcceptedDocument, ...] = ()
    photo_needed: int = Field(default=1, ge=1, le=4, description="How many documents with a photograph suffice.")
    others_needed: int = Field(
        default=1, ge=0, le=4, description="How many without a photograph suffice instead; 0: they never do."
    )
    back_if_address_changed: bool = False
    demanded: tuple[ShownDetail, ...] = Field(
        default=("name", "address", "birth_date"), description="What the copy must show."
    )
    known_by: BothLanguages | None = Field(
        default=None, description="Where the office asks for no document: by what it knows the person."
    )

    @property
    def documents(self) -> tuple[AcceptedDocument, ...]:
        """The accepted documents, each in full."""
        return tuple(a if isinstance(a, AcceptedDocument) else AcceptedDocument(kind=a) for a in self.accepted)


class AgentRules(Sourced):
    """Who may act for the person, and what they enclose beside their own identity document."""

    kinds: tuple[AgentKind, ...] = tuple(AgentKind)
    needed: tuple[EnclosureKind, ...] = (EnclosureKind.LETTER_OF_PROXY, EnclosureKind.SEAL_CERTIFICATE)
    statutory: tuple[EnclosureKind, ...] = (EnclosureKind.FAMILY_REGISTER,)
    guardian: tuple[EnclosureKind, ...] = (EnclosureKind.GUARDIAN_REGISTRATION,)
    receive_authority_needed: bool = Field(
        default=False, description="Whether the proxy must name the authority to receive the answer."
    )

    def chain(self, kind: AgentKind) -> tuple[EnclosureKind, ...]:
        """The papers that a kind of agent must enclose."""
        return {
            AgentKind.STATUTORY: self.statutory,
            AgentKind.GUARDIAN: self.guardian,
            AgentKind.DELEGATED: self.needed,
        }[kind]
