"""An office's procedure as data: what it publishes, and the settings its document leaves open.

Every table of the file carries `source`: the place in the office's own document, or "office setting" where the
document says nothing. A key that is not listed here is refused: a rule that nobody reads is worse than none.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from caseman.domain.evidence import AgentKind, DocumentKind
from caseman.domain.fees import Money, PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.post import PROOF_DAYS, Channel, EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.domain.retention import Keep, KeepEvent, KeepUnit, RecordKind
from caseman.domain.statute import LawCode
from caseman.offices.paper_schema import EnvelopeSetting, LabelSheetSetting, LetterRules
from caseman.offices.sourced import OFFICE_SETTING, BothLanguages, Part, Sourced
from caseman.text import Language

MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
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


class FeeRule(Sourced):
    """A fee for one type of request, from a day on."""

    type: RequestType
    amount: int = Field(ge=0, description="In minor units; yen have none.")
    currency: Literal["JPY"] = "JPY"
    per: Literal["form", "item", "name", "estimated"] = "form"
    when: Literal["with_request", "before_acceptance", "on_acceptance", "after_decision", "at_reply"] = "with_request"
    means: tuple[PaymentMeans, ...] = Field(min_length=1)
    transfer_fee_borne_by: Literal["customer", "office"] = "customer"
    overpaid: Literal["kept", "returned", "returned_in_stamps"] = "returned"
    underpaid: Literal["rest_asked", "all_returned"] = "rest_asked"
    wrong_means: Literal["kept", "returned", "all_returned"] = Field(
        default="returned", description="What becomes of money that came by means the office does not take."
    )
    when_ended: Literal["kept", "returned"] = Field(
        default="returned", description="What becomes of the fee of a request that ends without an answer."
    )
    tax_included: bool = Field(default=False, description="Whether the document says that tax is included.")
    unpaid_after_days: int | None = Field(default=None, ge=1, le=365)
    unpaid: Literal["no_request", "returned", "waits"] = "waits"
    effective_from: date = date(1900, 1, 1)
    effective_until: date | None = None

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)

    def in_force(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_until is None or on <= self.effective_until)


class BankAccount(Sourced):
    """Where fees are paid."""

    bank: BothLanguages
    branch: BothLanguages
    kind: BothLanguages
    number: str
    holder: str
    codes: str = Field(
        default="",
        pattern=r"^([0-9]{4}-[0-9]{3})?$",
        description="The codes of bank and branch, such as 0005-084: they tell it from another account of its number.",
    )

    def in_language(self, language: Language) -> str:
        """The account in one line, as a payer needs it."""
        parts = (self.bank, self.branch, self.kind)
        return " ".join([*(part.in_language(language) for part in parts), self.number, self.holder])


class StatementColumns(Sourced):
    """Which column of a bank's CSV holds what, by its heading; an empty heading: the bank has no such column."""

    source: str = Field(default=OFFICE_SETTING, min_length=1, description="Whence the headings are known.")
    name: str = Field(min_length=1, description="The bank, such as MUFG.")
    day: str = Field(min_length=1)
    amount_in: str = Field(min_length=1, description="The amount that came in; empty in lines of money that went out.")
    payer: str = Field(min_length=1)
    amount_out: str = Field(default="", description="The amount that went out.")
    balance: str = Field(
        default="",
        description="The balance after each line. It is checked where `amount_out` is named too, and shows a line "
        "that is missing.",
    )
    summary: str = ""
    reference: str = ""


MUFG = StatementColumns(
    name="MUFG",
    day="日付",
    amount_in="預かり金額",
    payer="摘要内容",
    amount_out="支払い金額",
    balance="差引残高",
    summary="摘要",
)


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


class KeepRule(Sourced):
    """How long one kind of record is kept: so long after an event, or after the fiscal year in which it happened."""

    event: KeepEvent = KeepEvent.CLOSED
    amount: int = Field(ge=0, le=3660)
    unit: KeepUnit
    after_fiscal_year: bool = Field(default=False, description="Counted from the end of the event's fiscal year.")

    @property
    def keep(self) -> Keep:
        return Keep(self.event, self.amount, self.unit, self.after_fiscal_year)


class Retention(Sourced):
    """How long the closed case and its papers are kept, in years and days from closing; kinds of record on their own.

    A kind that is not given follows the case; its papers follow `papers_days` where that is given, and so do the
    copies of identity documents. The book follows tax law: seven years from the end of the fiscal year.
    """

    case_years: int = Field(ge=0, le=100)
    papers_days: int | None = Field(default=None, ge=0, le=3660)
    papers_end: Literal["kept", "returned", "destroyed"]
    early_disposal: bool = Field(default=False, description="Whether what is no longer needed goes before its time.")
    fiscal_year_end: MonthDay = Field(default="03-31", description="The last day of the office's fiscal year.")
    identity_copies: KeepRule | None = None
    scans: KeepRule | None = None
    papers: KeepRule | None = None
    letters: KeepRule | None = None
    personal: KeepRule | None = Field(default=None, description="Names, addresses and words in the case.")
    other_post: KeepRule | None = Field(default=None, description="Envelopes that became no case; from the arrival.")
    book: KeepRule | None = Field(default=None, description="Names in the book and the bank's lines; from the payment.")

    def keep(self, kind: RecordKind) -> KeepRule:
        """The rule for a kind of record, given or following from the others."""
        given: KeepRule | None = getattr(self, kind.value)
        if given is not None:
            return given
        if kind is RecordKind.BOOK:
            return KeepRule(
                source=OFFICE_SETTING, event=KeepEvent.BOOKED, amount=7, unit="years", after_fiscal_year=True
            )
        if kind is RecordKind.OTHER_POST:
            return KeepRule(source=self.source, event=KeepEvent.ARRIVED, amount=self.case_years, unit="years")
        early = kind in (RecordKind.IDENTITY_COPIES, RecordKind.PAPERS)
        if early and self.papers_days is not None:
            return KeepRule(source=self.source, amount=self.papers_days, unit="days")
        return KeepRule(source=self.source, amount=self.case_years, unit="years")

    @property
    def fiscal_year(self) -> tuple[int, int]:
        """Month and day on which the office's fiscal year ends."""
        month, _, day = self.fiscal_year_end.partition("-")
        return int(month), int(day)


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
