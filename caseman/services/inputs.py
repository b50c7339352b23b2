"""What a person types at each step of the walk, validated at the door. One class a form."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from caseman.domain.authority import AgentKind, PartyRole
from caseman.domain.decisions import Outcome
from caseman.domain.documents import Detail, DocumentKind
from caseman.domain.envelopes import Brings, Disposition, SealState
from caseman.domain.fees import PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.identity_policy import CheckResult
from caseman.domain.post import Channel, EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.errors import InputError
from caseman.services.forms import (
    Address,
    Amount,
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
    Sheets,
    Telephone,
    blank_to_none,
)
from caseman.text import T

_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])[:時]([0-5][0-9])分?")


def _time(typed: Any) -> str:
    """A time of the day as 14:30; empty stays empty."""
    plain = unicodedata.normalize("NFKC", str(typed)[:20]).strip()
    found = _TIME.fullmatch(plain)
    if plain and found is None:
        error = InputError("time", T("Write the time like 14:30."))
        raise PydanticCustomError("caseman", "refused", {"error": error})
    return f"{int(found[1]):02}:{found[2]}" if found else ""


class ScanInput(Input):
    """A file that shows what was in the envelope. The name is only a label: the bytes say what it is.

    `shows` names what no office may keep and what is not masked on it yet: such a scan goes into quarantine.
    """

    name: str
    data: bytes
    shows: tuple[Detail, ...] = ()
    source: Literal["file", "paste", "folder"] = "file"


class EnclosureInput(Input):
    """One kind of paper found in the envelope."""

    kind: EnclosureKind
    sheets: Sheets = 1
    note: Line = ""


class FoundMoneyInput(Input):
    """Money found when the envelope was opened, and the two people who counted it."""

    means: PaymentMeans
    amount: Amount
    counted_by: NeededLine
    witnessed_by: NeededLine


class EnvelopeInput(Input):
    """An envelope that came, or what reached the office by another channel.

    `tray_scans` wait in the scan tray and show what was in it. `place` is where its papers are laid.
    `same_number` says that another envelope with this tracking number is known and this is another one all the same.
    `taken_at` and `call_back` are of a telephone call: its time, and the number where the person can be reached.
    """

    channel: Channel = Channel.POST
    arrived_on: Day
    postmarked_on: MaybeDay = None
    mail_class: MailClass = MailClass.ORDINARY
    tracking_number: Code = ""
    marked_confidential: bool = False
    marking: Line = ""
    seal_state: Annotated[SealState | None, BeforeValidator(blank_to_none)] = None
    opened_by: Line = ""
    witnessed_by: Line = ""
    taken_at: Annotated[str, BeforeValidator(_time)] = ""
    call_back: Telephone = ""
    sender_as_written: NeededLine
    note: LongText = ""
    enclosures: tuple[EnclosureInput, ...] = ()
    money: tuple[FoundMoneyInput, ...] = ()
    scans: tuple[ScanInput, ...] = ()
    tray_scans: tuple[int, ...] = ()
    place: Line = ""
    same_number: bool = False


class FilingInput(Input):
    """What an envelope turned out to be, where it starts no case.

    An addition names the case and what it brings; a returned letter its document number; the others a note. Without
    `envelope_id` it is the envelope that is being logged.
    """

    envelope_id: int = 0
    disposition: Disposition
    number: Code = ""
    brings: tuple[Brings, ...] = ()
    document_number: Code = ""
    note: Line = ""


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


class PaymentInput(Input):
    """Money for a case."""

    number: str
    amount: Amount
    means: PaymentMeans = PaymentMeans.BANK_TRANSFER
    paid_on: Day
    payer: Line = ""
    receipt_enclosed: bool = False
    matched_on: MaybeDay = None
    money_orders: LongText = ""  # one line for each denomination, as `domain.money_orders` reads them
    payee_blank: bool = True


class EstimateInput(Input):
    """The fee that the office estimates for one request, where its procedure has no fixed one."""

    number: str
    position: int
    amount: Amount


class MatchInput(Input):
    """The day accounting found a payment on the bank's statement."""

    number: str
    payment_id: int
    matched_on: Day


class RefundInput(Input):
    """Money that is given back."""

    number: str
    amount: Amount
    means: PaymentMeans = PaymentMeans.BANK_TRANSFER
    refunded_on: Day
    reason: NeededLine


class FeeAskedInput(Input):
    """That the fee was asked for, or asked for again, with the day by which it should be paid.

    Without a day the procedure's own holds: its calendar days from the notice.
    """

    number: str
    asked_on: Day
    limit_on: MaybeDay = None


class WaiverInput(Input):
    """That the office asks no fee in this case after all, or asks it again."""

    number: str
    waived_on: Day
    reason: NeededLine


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
