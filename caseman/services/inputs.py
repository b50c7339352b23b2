"""What a person types at each step of the walk, validated at the door. One class a form."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from caseman.domain.authority import AgentKind, PartyRole
from caseman.domain.decisions import Outcome
from caseman.domain.documents import DocumentKind
from caseman.domain.grounds import Ground
from caseman.domain.identity_policy import CheckResult
from caseman.domain.post import EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.services.forms import (
    Address,
    Code,
    Day,
    Email,
    Input,
    Kana,
    Line,
    LongText,
    MaybeDay,
    NeededLine,
    NeededText,
    PostalCode,
    ReadOnce,
    Telephone,
    blank_to_none,
)


class PersonInput(Input):
    """The principal or the agent, as they wrote themselves."""

    name: NeededLine
    kana: Kana = ""
    postal_code: PostalCode = ""
    address: Address = ""
    telephone: Telephone = ""
    email: Email = ""
    birth_date: MaybeDay = None
    member_id: Code = ""


class AmendedPersonInput(PersonInput):
    """A person of a running case as they should stand in it, and why that is amended."""

    number: str
    role: PartyRole = PartyRole.PRINCIPAL
    why: NeededLine


class RequestInput(Input):
    """One request: what is asked, of which data, on how many forms; `units` where the fee counts items or names."""

    type: RequestType
    scope: NeededText
    forms: int = 1
    units: int = 1


class ComplaintInput(Input):
    """What a complaint needs beside its text: whether it is urgent, whether it must be made public, who was told."""

    urgent: bool = False
    publish: bool = False
    reported_on: MaybeDay = None
    reported_to: Line = ""


class CaseInput(Input):
    """A case opened from an envelope."""

    envelope_id: int
    principal: PersonInput
    agent: PersonInput | None = None
    agent_kind: Annotated[AgentKind | None, BeforeValidator(blank_to_none)] = None
    requests: tuple[RequestInput, ...]
    complaint: ComplaintInput | None = None
    remarks: LongText = ""


class IdentityInput(Input):
    """What was compared on an identity document, and what came of it.

    A check without a document compares what the office knows a person by (`known_by_agrees`), and none of the rest.
    `number_read` is the licence's number or the passport's machine readable line, for its check digits alone: it is
    never stored.
    """

    number: str
    role: PartyRole = PartyRole.PRINCIPAL
    document: DocumentKind
    expires_on: MaybeDay = None
    name_agrees: bool | None = None
    address_agrees: bool | None = None
    birth_date_agrees: bool | None = None
    masked: bool | None = None
    known_by_agrees: bool | None = None
    authority_agrees: bool | None = None
    receipt_named: bool | None = None
    issued_on: MaybeDay = None
    form: Literal["copy", "original"] = "copy"
    back_side: bool = False
    register_name_agrees: bool | None = None
    register_address_agrees: bool | None = None
    sharp: bool = True
    second_reader: Line = ""
    number_read: ReadOnce = ""
    result: CheckResult
    checked_on: Day
    note: LongText = ""


class CorrectionInput(Input):
    """A deficiency told to the person, who is asked to mend it.

    `defect`: one line a defect, its cure after an arrow (` → `); empty: what the checklist and the checks found.
    """

    number: str
    defect: LongText = ""
    asked_on: Day
    limit_on: MaybeDay = None


class CureInput(Input):
    """The day the person mended a deficiency, and the papers that came with it."""

    number: str
    cured_on: Day
    papers: tuple[EnclosureKind, ...] = ()


class AcceptanceInput(Input):
    """The day the request was complete."""

    number: str
    accepted_on: Day


class ItemInput(Input):
    """The ruling on one item of a request: a kind of data, or an entry that is corrected."""

    item: NeededLine
    outcome: Outcome
    ground: Annotated[Ground | None, BeforeValidator(blank_to_none)] = None
    reason: LongText = ""
    before: LongText = ""
    after: LongText = ""


class DecisionInput(Input):
    """The ruling on one request of a case."""

    number: str
    position: int
    outcome: Outcome
    ground: Annotated[Ground | None, BeforeValidator(blank_to_none)] = None
    reason: LongText = ""
    details: LongText = ""
    before: LongText = ""
    after: LongText = ""
    method_asked: LongText = ""
    method_given: LongText = ""
    method_reason: LongText = ""
    items: tuple[ItemInput, ...] = ()
    decided_on: Day


class DispatchInput(Input):
    """A letter that leaves the house."""

    number: str
    document_number: str
    dispatched_on: Day
    mail_class: MailClass
    tracking_number: Code = ""
    checked_by: Line = ""


class DeliveryInput(Input):
    """The day a letter was delivered."""

    number: str
    document_number: str
    delivered_on: Day


class ClosingInput(Input):
    """The end of a case. `despite_missing` closes it although something that is not essential is missing."""

    number: str
    closed_on: Day
    papers_end: Annotated[str, BeforeValidator(str)] = "destroyed"
    despite_missing: bool = False
    note: LongText = ""
