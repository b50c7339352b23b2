"""An office's procedure as data: what it publishes, and the settings its document leaves open.

Every table of the file carries `source`: the place in the office's own document, or "office setting" where the
document says nothing. A key that is not listed here is refused: a rule that nobody reads is worse than none.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from caseman.domain.grounds import Ground
from caseman.domain.post import PROOF_DAYS, Channel, MailClass
from caseman.domain.requests import RequestType
from caseman.domain.statute import LawCode
from caseman.offices.fee_schema import MUFG, BankAccount, FeeRule, StatementColumns
from caseman.offices.identity_schema import AgentRules, IdentityRules
from caseman.offices.paper_schema import EnvelopeSetting, LabelSheetSetting, LetterRules
from caseman.offices.retention_schema import Retention
from caseman.offices.sourced import OFFICE_SETTING, BothLanguages, MonthDay, Part, Sourced
from caseman.text import Language

Unit = Literal["business_days", "calendar_days", "weeks", "months"]
FourEyes = Literal["off", "warn", "required"]


class Letterhead(Sourced):
    """Who sends the letters and where envelopes are addressed."""

    company: BothLanguages
    department: BothLanguages
    postal_code: str = Field(default="", pattern=r"^(\d{3}-\d{4})?$")
    address: BothLanguages
    telephone: str = ""
    email: str = ""
    seal_png: str = Field(default="", description="The office's seal, printed beside its name: a PNG in Base64.")


class Envelopes(Sourced):
    """How requests must come."""

    channels: tuple[Channel, ...] = Field(min_length=1)
    marking: str = ""
    marking_color: BothLanguages | None = None
    office_since: date


class OfferedRequest(Sourced):
    """A type of request the office takes."""

    type: RequestType
    some_services_may_end: bool = False
    grounds: tuple[Ground, ...] = ()
    channels: tuple[Channel, ...] = Field(default=(), description="Where they differ from those of [envelopes].")
    published: BothLanguages | None = Field(default=None, description="How the office calls it.")
    identity_needed: bool = True


class Clock(Sourced):
    """The processing period: the terms of `caseman.domain.deadlines.Policy`, spelled in the file."""

    amount: int = Field(ge=1, le=365)
    unit: Unit
    counted_from: Literal["arrival", "acceptance"]
    first_day_counts: bool = False
    clock: Literal["reset", "pause", "none"] = "none"
    pause_last_day_counts: bool = False
    extension_max: int = Field(default=0, ge=0, le=365)
    extension_unit: Unit | None = None
    extensions_allowed: int = Field(default=0, ge=0, le=5)
    extension_needs_reason: bool = True
    target_days: int | None = Field(default=None, ge=1, le=365)
    suit_weeks: int | None = Field(default=2, ge=1, le=52)
    published: BothLanguages


class Deficiencies(Sourced):
    """What happens when papers are deficient."""

    limit_days: int = Field(ge=1, le=365, description="Calendar days the person has, from the notice.")
    unmended: Literal["returned", "refused", "waits"] = "returned"


class Closures(Sourced):
    """Days the office is closed beside weekends and national holidays."""

    country: str
    yearly: tuple[tuple[MonthDay, MonthDay], ...] = ()
    days: tuple[date, ...] = ()
    opened: tuple[date, ...] = ()


class Numbering(Sourced):
    """How cases and letters are numbered."""

    case_pattern: str
    letter_pattern: str


class Replies(Sourced):
    """How answers leave, and where to."""

    language: Language
    mail_class: MailClass
    channels: tuple[Literal["post", "hand", "email", "telephone"], ...] = ("post",)
    delegated_agent: Literal["to_principal", "to_agent"] = "to_principal"
    address: Literal["as_written", "on_document", "in_register"] = "as_written"
    proof_days: int = Field(
        default=PROOF_DAYS,
        ge=1,
        le=365,
        description="Days after which a tracked letter without proof of delivery is listed. The default is the "
        "program's own proposal.",
    )


class FourEyesRules(Sourced):
    """Where a second person is needed: off, warned of, or required."""

    identity: FourEyes = "off"
    decision: FourEyes = "warn"
    dispatch: FourEyes = "off"
    letter: FourEyes = Field(default="off", description="Whether a letter is approved before it is printed and sent.")


class Searches(Sourced):
    """How data holders are asked."""

    due_days: int = Field(default=5, ge=1, le=365, description="Business days a holder has to answer.")


class Complaints(Sourced):
    """How complaints are taken (APPI Art. 40; JIS Q 15001)."""

    report_to: BothLanguages | None = Field(default=None, description="To whom in the company they are reported.")
    reply: Literal["letter", "telephone", "either"] = "either"


class Reports(Sourced):
    """How the office reports on its requests."""

    year_begins: int = Field(default=4, ge=1, le=12, description="The month that its fiscal year begins with.")


class DataHolder(Sourced):
    """A department, group company or contractor that holds data of the persons."""

    name: str
    business: str = ""
    contact: str = ""
    kind: Literal["group", "partner", "contractor", "department", "service"]


class Statement(Sourced):
    """Something else the document says that the office must keep to; shown where it matters, enforced by nobody."""

    about: Literal[
        "consent", "contractors", "disposal", "accuracy", "safeguards", "authorities", "contact", "scope", "sharing"
    ]
    text: BothLanguages


class Procedure(Part):
    """One office's procedure, complete."""

    code: str = Field(pattern=r"^[a-z0-9-]+$")
    version: int = Field(ge=1)
    in_force_from: date
    document: str
    name: BothLanguages
    law: LawCode = LawCode.APPI
    generic: bool = Field(default=False, description="A starting point that belongs to no office.")
    letterhead: Letterhead
    envelopes: Envelopes
    numbering: Numbering
    identity: IdentityRules
    agents: AgentRules
    clock: Clock
    deficiencies: Deficiencies = Deficiencies(source=OFFICE_SETTING, limit_days=14)
    closures: Closures
    replies: Replies
    letters: LetterRules = LetterRules(source=OFFICE_SETTING)
    window_envelopes: tuple[EnvelopeSetting, ...] = Field(
        default=(), description="The office's own, beside those that ship."
    )
    label_sheets: tuple[LabelSheetSetting, ...] = Field(
        default=(), description="The office's own, beside those that ship."
    )
    retention: Retention
    four_eyes: FourEyesRules = FourEyesRules(source=OFFICE_SETTING)
    searches: Searches = Searches(source=OFFICE_SETTING)
    complaints: Complaints = Complaints(source=OFFICE_SETTING)
    reports: Reports = Reports(source=OFFICE_SETTING)
    requests: tuple[OfferedRequest, ...] = Field(min_length=1)
    fees: tuple[FeeRule, ...] = ()
    bank_account: BankAccount | None = None
    statement_columns: tuple[StatementColumns, ...] = Field(
        default=(MUFG,), description="The layouts of the banks' CSV files that the office receives."
    )
    data_holders: tuple[DataHolder, ...] = ()
    statements: tuple[Statement, ...] = ()

    def offered(self, request_type: RequestType) -> OfferedRequest | None:
        return next((r for r in self.requests if r.type is request_type), None)

    def channels(self, request_type: RequestType) -> tuple[Channel, ...]:
        """How a type of request may reach the office."""
        offered = self.offered(request_type)
        return (offered.channels if offered else ()) or self.envelopes.channels

    def fee_rule(self, request_type: RequestType, on: date) -> FeeRule | None:
        """The fee in force on a day (the arrival date of the envelope); None where none is asked."""
        rules = [f for f in self.fees if f.type is request_type and f.in_force(on)]
        return max(rules, key=lambda f: f.effective_from, default=None)
