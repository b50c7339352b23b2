"""An office's procedure as data: what it publishes, and the settings its document leaves open.

Every table of the file may carry `source`: the place in the office's own document, or "office setting" where the
document says nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from caseman.domain.decisions import Ground
from caseman.domain.evidence import DocumentKind
from caseman.domain.fees import Money, PaymentMeans
from caseman.domain.post import Channel, EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.text import Language

OFFICE_SETTING = "office setting"
MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sourced(_Part):
    """A part whose statements come from one place."""

    source: str


class BothLanguages(_Part):
    """A name as it is written in Japanese and in English."""

    ja: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.ja if language is Language.JA else self.en


class Letterhead(Sourced):
    """Who sends the letters and where envelopes are addressed."""

    company: BothLanguages
    department: BothLanguages
    postal_code: str = Field(pattern=r"^\d{3}-\d{4}$")
    address: BothLanguages
    telephone: str


class Envelopes(Sourced):
    """How requests must come."""

    channels: tuple[Channel, ...]
    marking: str
    marking_color: BothLanguages
    office_since: date


class OfferedRequest(Sourced):
    """A type of request the office takes."""

    type: RequestType
    some_services_may_end: bool = False
    grounds: tuple[Ground, ...] = ()


class IdentityRules(Sourced):
    """What confirms a person."""

    accepted: tuple[DocumentKind, ...]
    copies_needed: int = Field(default=1, ge=1, le=4)


class AgentRules(Sourced):
    """What an agent encloses beside their own identity document."""

    needed: tuple[EnclosureKind, ...]


class FeeRule(Sourced):
    """A fee per request form of one type, from a day on."""

    type: RequestType
    amount: int = Field(ge=0)
    currency: Literal["JPY"] = "JPY"
    per: Literal["form"] = "form"
    means: tuple[PaymentMeans, ...]
    transfer_fee_borne_by: Literal["customer", "office"] = "customer"
    effective_from: date = date(1900, 1, 1)

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


class BankAccount(Sourced):
    """Where fees are paid."""

    bank: BothLanguages
    branch: BothLanguages
    kind: BothLanguages
    number: str
    holder: str


class Clock(Sourced):
    """The processing period: the terms of `caseman.domain.deadlines.Policy`, spelled in the file."""

    amount: int = Field(ge=1, le=365)
    unit: Literal["business_days", "calendar_days", "weeks", "months"]
    counted_from: Literal["arrival", "acceptance"]
    first_day_counts: bool = False
    roll: Literal["none", "next_open_day"] = "none"
    clock: Literal["reset", "pause", "none"] = "none"
    pause_last_day_counts: bool = False
    extension_max: int = Field(default=0, ge=0, le=365)
    extensions_allowed: int = Field(default=0, ge=0, le=5)
    target_days: int | None = Field(default=None, ge=1)
    suit_weeks: int | None = 2
    published: BothLanguages


class Closures(Sourced):
    """Days the office is closed beside weekends and national holidays."""

    country: str
    yearly: tuple[tuple[MonthDay, MonthDay], ...] = ()
    days: tuple[date, ...] = ()


class Numbering(Sourced):
    """How cases and letters are numbered."""

    case_pattern: str
    letter_pattern: str


class Replies(Sourced):
    """How answers leave."""

    language: Language
    mail_class: MailClass
    delegated_agent: Literal["to_principal", "to_agent"] = "to_principal"


class Retention(Sourced):
    """How long the closed case and its papers are kept, in years from closing."""

    case_years: int = Field(ge=0, le=100)
    papers_end: Literal["kept", "returned", "destroyed"]


class DataHolder(Sourced):
    """A department, group company or contractor that holds data of the persons."""

    name: str
    business: str = ""
    contact: str = ""
    kind: Literal["group", "partner", "contractor", "department"]


class Procedure(_Part):
    """One office's procedure, complete."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    version: int = Field(ge=1)
    in_force_from: date
    document: str
    name: BothLanguages
    letterhead: Letterhead
    envelopes: Envelopes
    numbering: Numbering
    identity: IdentityRules
    agents: AgentRules
    clock: Clock
    closures: Closures
    replies: Replies
    retention: Retention
    requests: tuple[OfferedRequest, ...]
    fees: tuple[FeeRule, ...] = ()
    bank_account: BankAccount | None = None
    data_holders: tuple[DataHolder, ...] = ()

    def offered(self, request_type: RequestType) -> OfferedRequest | None:
        return next((r for r in self.requests if r.type is request_type), None)

    def fee_rule(self, request_type: RequestType, on: date) -> FeeRule | None:
        """The fee in force on a day (the arrival date of the envelope); None where none is asked."""
        rules = [f for f in self.fees if f.type is request_type and f.effective_from <= on]
        return max(rules, key=lambda f: f.effective_from, default=None)
