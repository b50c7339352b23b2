"""What a person types, validated at the door. One class a form; every fault is told beside its field.

Fields take text as typed (full-width digits, era dates, ¥5,250) or values already read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo
from pydantic_core import PydanticCustomError

from caseman.domain.decisions import Ground, Outcome
from caseman.domain.entry import clean_line, clean_text, parse_amount, parse_date, parse_postal_code
from caseman.domain.evidence import AgentKind, CheckResult, DocumentKind, PartyRole
from caseman.domain.fees import Money, PaymentMeans
from caseman.domain.post import EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.errors import CasemanError, InputError, InputErrors
from caseman.text import T, Text

_EMPTY = T("Fill in this field.")
_CHOICE = T("Choose one of the values offered.")


def _typed(parse: Callable[[str, str], Any], *, optional: bool = False) -> BeforeValidator:
    """Read text with one of the rules of `caseman.domain.entry`; blank is None where the field may stay empty."""

    def validate(value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, str):
            return value
        name = info.field_name or ""
        try:
            if not value.strip():
                if optional:
                    return None
                raise InputError("empty", _EMPTY, field=name)
            return parse(value, name)
        except CasemanError as error:
            raise PydanticCustomError("caseman", "refused", {"error": error}) from error

    return BeforeValidator(validate)


def _text(limit: int, *, required: bool = False, lines: bool = False) -> BeforeValidator:
    def validate(value: Any, info: ValidationInfo) -> Any:
        name = info.field_name or ""
        try:
            clean = clean_text(str(value), name, limit) if lines else clean_line(str(value), name, limit)
            if required and not clean:
                raise InputError("empty", _EMPTY, field=name)
        except CasemanError as error:
            raise PydanticCustomError("caseman", "refused", {"error": error}) from error
        return clean

    return BeforeValidator(validate)


def _blank_to_none(value: Any) -> Any:
    return None if value == "" else value


def _amount(text: str, name: str) -> Money:
    return parse_amount(text, "JPY", name)


Day = Annotated[date, _typed(parse_date)]
MaybeDay = Annotated[date | None, _typed(parse_date, optional=True)]
Amount = Annotated[Money, _typed(_amount)]
PostalCode = Annotated[str, BeforeValidator(lambda v: v or ""), _typed(parse_postal_code, optional=True)]
Line = Annotated[str, _text(200)]
NeededLine = Annotated[str, _text(200, required=True)]
Address = Annotated[str, _text(400)]
LongText = Annotated[str, _text(10_000, lines=True)]
NeededText = Annotated[str, _text(10_000, required=True, lines=True)]


class Input(BaseModel):
    """A form; a fault in a nested one reads `principal.name`."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, hide_input_in_errors=True)

    @classmethod
    def read(cls, **typed: Any) -> Self:
        """Make one from what was typed. Raises `InputErrors` with every fault and its field."""
        try:
            return cls.model_validate(typed)
        except ValidationError as error:
            raise InputErrors(tuple(map(_fault, error.errors(include_input=False, include_url=False)))) from None


def _fault(error: Any) -> CasemanError:
    place = ".".join(str(part) for part in error["loc"] if part != "function-before")
    inner = error.get("ctx", {}).get("error")
    if isinstance(inner, CasemanError):
        return InputError(inner.code, inner.text, field=place)
    text: Text = _EMPTY if error["type"] == "missing" or error["type"].endswith("_type") else _CHOICE
    return InputError(error["type"], text, field=place)


class ScanInput(Input):
    """A file that shows what was in the envelope. The name is only a label: the bytes say what it is."""

    name: str
    data: bytes


class EnclosureInput(Input):
    """One kind of paper found in the envelope."""

    kind: EnclosureKind
    sheets: int = 1
    note: Line = ""


class EnvelopeInput(Input):
    """An envelope that came."""

    arrived_on: Day
    postmarked_on: MaybeDay = None
    mail_class: MailClass = MailClass.ORDINARY
    tracking_number: Line = ""
    marked_confidential: bool = True
    sender_as_written: NeededLine
    note: LongText = ""
    enclosures: tuple[EnclosureInput, ...] = ()
    scans: tuple[ScanInput, ...] = ()


class PersonInput(Input):
    """The principal or the agent, as they wrote themselves."""

    name: NeededLine
    kana: Line = ""
    postal_code: PostalCode = ""
    address: Address = ""
    telephone: Line = ""
    email: Line = ""
    birth_date: MaybeDay = None
    member_id: Line = ""


class RequestInput(Input):
    """One request: what is asked, of which data, on how many forms."""

    type: RequestType
    scope: NeededText
    forms: int = 1


class CaseInput(Input):
    """A case opened from an envelope."""

    envelope_id: int
    principal: PersonInput
    agent: PersonInput | None = None
    agent_kind: Annotated[AgentKind | None, BeforeValidator(_blank_to_none)] = None
    requests: tuple[RequestInput, ...]
    remarks: LongText = ""


class IdentityInput(Input):
    """What was compared on an identity document, and what came of it."""

    number: str
    role: PartyRole = PartyRole.PRINCIPAL
    document: DocumentKind
    expires_on: MaybeDay = None
    name_agrees: bool
    address_agrees: bool
    birth_date_agrees: bool
    masked: bool
    authority_agrees: bool | None = None
    result: CheckResult
    checked_on: Day
    note: LongText = ""


class CorrectionInput(Input):
    """A deficiency told to the person, who is asked to mend it."""

    number: str
    defect: NeededText
    asked_on: Day
    limit_on: MaybeDay = None


class CureInput(Input):
    """The day the person mended a deficiency."""

    number: str
    cured_on: Day


class PaymentInput(Input):
    """Money for a case."""

    number: str
    amount: Amount
    means: PaymentMeans = PaymentMeans.BANK_TRANSFER
    paid_on: Day
    payer: Line = ""
    receipt_enclosed: bool = True
    matched_on: MaybeDay = None


class MatchInput(Input):
    """The day accounting found a payment on the bank's statement."""

    number: str
    payment_id: int
    matched_on: Day


class AcceptanceInput(Input):
    """The day the request was complete."""

    number: str
    accepted_on: Day


class DecisionInput(Input):
    """The ruling on one request of a case."""

    number: str
    position: int
    outcome: Outcome
    ground: Annotated[Ground | None, BeforeValidator(_blank_to_none)] = None
    reason: LongText = ""
    details: LongText = ""
    before: LongText = ""
    after: LongText = ""
    decided_on: Day


class DispatchInput(Input):
    """A letter that leaves the house."""

    number: str
    document_number: str
    dispatched_on: Day
    mail_class: MailClass
    tracking_number: Line = ""


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
