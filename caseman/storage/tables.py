"""The single definition of what is stored. Every rule the database can guard itself stands here once more.

Instants are UTC, in ISO 8601 with milliseconds; postal dates are dates; money is minor units and a currency code.
Table classes do not validate (`table=True` never does): the input classes of `caseman.services.inputs` do, at the door.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlmodel import Column, Field, SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING


class Instant(TypeDecorator[datetime]):
    """A moment, UTC, kept as text that sorts by time."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002
        if value is None:
            return None
        return stored_instant(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else parse_instant(value)


def stored_instant(moment: datetime) -> str:
    """A moment as it is stored, for queries that compare with the column bare."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_instant(written: str) -> datetime:
    """A stored moment, for queries that read the column bare."""
    return datetime.fromisoformat(written)


def ref(table: str, *, nullable: bool = False, index: bool = True) -> Any:
    """A column that refers to a row of another table, which then cannot be deleted."""
    return Field(
        default=None,
        sa_column=Column(ForeignKey(f"{table}.id", ondelete="RESTRICT"), nullable=nullable, index=index),
    )


def instant() -> Any:
    """A column that holds a moment."""
    return Field(sa_column=Column(Instant(), nullable=False))


def length(column: str, at_least: int) -> CheckConstraint:
    """A text of at least so many characters."""
    return CheckConstraint(f"length({column}) >= {at_least}", name=f"{column}_filled")


class OfficeRow(SQLModel, table=True):
    """The canary and the header of the file: exactly one row."""

    __tablename__ = "office"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(default=1, primary_key=True)
    file_id: str
    created_at: datetime = instant()
    sample: bool = False
    keyslots: str  # a copy of the keyslot file
    # The key of the audit chain, once it is no longer derived from the data key: it outlives a replaced data key.
    chain_key: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))


class ProcedureRow(SQLModel, table=True):
    """A dated version of the office's procedure, as its file was written."""

    __tablename__ = "procedure"
    __table_args__ = (UniqueConstraint("version"),)

    id: int | None = Field(default=None, primary_key=True)
    version: int
    code: str
    toml: str
    in_force_from: date
    added_at: datetime = instant()


class SettingRow(SQLModel, table=True):
    """A setting of the office, by key."""

    __tablename__ = "setting"

    key: str = Field(primary_key=True)
    value: str


class StaffRow(SQLModel, table=True):
    """A member of the office's staff. Who is suspended keeps their slot here instead of in the key file."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("name"), length("name", 1))

    id: int | None = Field(default=None, primary_key=True)
    name: str
    active: bool = True
    roles: str = Field(default="", sa_column_kwargs={"server_default": ""})  # codes of `Role`, spaces between
    must_change: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})  # a one-time passphrase
    suspended_slot: str | None = None
    added_at: datetime = instant()


class EnvelopeRow(SQLModel, table=True):
    """An envelope that came."""

    __tablename__ = "envelope"
    __table_args__ = (
        CheckConstraint("postmarked_on IS NULL OR postmarked_on <= arrived_on", name="postmark_first"),
        CheckConstraint(
            "disposition IN ('open', 'request', 'addition', 'returned', 'no_request', 'misdelivered')",
            name="disposition_known",
        ),
        CheckConstraint("opened_by = '' OR opened_by <> witnessed_by", name="two_people"),
        Index("ix_envelope_arrived_on_id", "arrived_on", "id"),
        Index("ix_envelope_open", "id", sqlite_where=text("disposition = 'open'")),
        Index("ix_envelope_tracked", "tracking_number", sqlite_where=text("tracking_number <> ''")),
    )

    id: int | None = Field(default=None, primary_key=True)
    channel: str = Field(default="post", sa_column_kwargs={"server_default": "post"})
    arrived_on: date
    postmarked_on: date | None = None
    mail_class: str
    tracking_number: str = ""
    marked_confidential: bool
    marking: str = Field(default="", sa_column_kwargs={"server_default": ""})  # what is written on it
    seal_state: str = Field(default="", sa_column_kwargs={"server_default": ""})  # as it was found; "": not looked at
    opened_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    witnessed_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    disposition: str = Field(default="open", sa_column_kwargs={"server_default": "open"})
    disposition_note: str = Field(default="", sa_column_kwargs={"server_default": ""})
    sender_as_written: str
    note: str = ""
    logged_at: datetime = instant()
    logged_by: int = ref("staff", index=False)


class EnclosureRow(SQLModel, table=True):
    """One kind of paper found in an envelope."""

    __tablename__ = "enclosure"
    __table_args__ = (CheckConstraint("sheets >= 1", name="sheets_positive"),)

    id: int | None = Field(default=None, primary_key=True)
    envelope_id: int = ref("envelope")
    case_id: int | None = ref("cases", nullable=True)  # the case it belongs to, where the envelope serves several
    kind: str
    sheets: int = 1
    note: str = ""
    place_id: int | None = ref("place", nullable=True)  # where it lies now: the place of its latest row of custody


class ScanContentRow(SQLModel, table=True):
    """The bytes of a scan, once for each content, sealed (`caseman.storage.scan_keys`); the hash is of the bytes."""

    __tablename__ = "scan_content"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="sha256_hex"),)

    sha256: str = Field(primary_key=True)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ScanRow(SQLModel, table=True):
    """A scan of what an envelope held, or of papers of a case; without either it waits in the scan tray."""

    __tablename__ = "scan"
    __table_args__ = (
        CheckConstraint("pages >= 1", name="pages_positive"),
        Index("ix_scan_tray", "id", sqlite_where=text("envelope_id IS NULL AND case_id IS NULL")),
        Index("ix_scan_quarantine", "id", sqlite_where=text("quarantine = 1")),
    )

    id: int | None = Field(default=None, primary_key=True)
    envelope_id: int | None = ref("envelope", nullable=True)
    case_id: int | None = ref("cases", nullable=True)
    quarantine: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})  # until what it shows is masked
    shows: str = Field(default="", sa_column_kwargs={"server_default": ""})  # codes of `Detail` to mask, spaces between
    masked: str = Field(default="", sa_column_kwargs={"server_default": ""})  # codes of what was masked
    identity: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})  # a copy of an identity document
    source: str = Field(default="file", sa_column_kwargs={"server_default": "file"})  # file, paste, folder
    fault: str = Field(default="", sa_column_kwargs={"server_default": ""})  # JSON: why it waits in the tray
    sha256: str = Field(sa_column=Column(ForeignKey("scan_content.sha256"), nullable=False, index=True))
    name: str
    media_type: str
    size: int
    pages: int
    added_at: datetime = instant()


class CaseRow(SQLModel, table=True):
    """A case: one person's requests from one envelope. `state` and `next_step` follow from the facts."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("accepted_on IS NULL OR accepted_on >= arrived_on", name="accepted_after_arrival"),
        CheckConstraint("closed_on IS NULL OR closed_on >= arrived_on", name="closed_after_arrival"),
        Index("ix_cases_state_due_on", "state", "due_on", "id"),
        Index("ix_cases_due_on", "due_on", "id"),
        Index("ix_cases_arrived_on", "arrived_on", "id"),
        Index("ix_cases_open", "due_on", "id", "next_step", "state", sqlite_where=text("closed_on IS NULL")),
        Index("ix_cases_retained", "retain_until", sqlite_where=text("disposed_on IS NULL")),
        Index("ix_cases_open_step", "next_step", "due_on", "id", sqlite_where=text("closed_on IS NULL")),
        # The orders of the case table that the indexes above do not have.
        Index("ix_cases_serial", "serial_year", "serial", "number"),
        Index("ix_cases_name_order", "name_order", "id"),
        Index("ix_cases_request_types", "request_types", "due_on", "id"),
        Index("ix_cases_accepted_on", "accepted_on", "id", sqlite_where=text("accepted_on IS NOT NULL")),
        Index("ix_cases_closed_on", "closed_on", "id", sqlite_where=text("closed_on IS NOT NULL")),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str
    serial_year: int
    serial: int
    envelope_id: int = ref("envelope")
    procedure_id: int = ref("procedure", index=False)
    state: str
    next_step: str | None = None
    arrived_on: date
    accepted_on: date | None = None
    due_on: date
    target_on: date | None = None
    suit_from: date | None = None
    derivation: str  # JSON: the steps in words, for either language
    request_types: str  # space-separated codes, for lists
    name_order: str = Field(default="", sa_column_kwargs={"server_default": ""})  # the principal's place in lists
    closed_on: date | None = None
    retain_until: date | None = None
    papers_end: str | None = None
    disposed_on: date | None = None  # names nobody any more since this day
    remarks: str = ""
    opened_at: datetime = instant()
    opened_by: int = ref("staff", index=False)


class PartyRow(SQLModel, table=True):
    """The principal of a case, or the agent who asks for them."""

    __tablename__ = "party"
    __table_args__ = (
        UniqueConstraint("case_id", "role"),
        CheckConstraint("role IN ('principal', 'agent')", name="role_known"),
        CheckConstraint("(role = 'agent') = (agent_kind IS NOT NULL)", name="agent_kind_for_agents"),
        length("name", 1),
        Index("ix_party_agent", "kana", "name", "case_id", sqlite_where=text("role = 'agent'")),
        Index(
            "ix_party_member_id",
            "member_id",
            "case_id",
            sqlite_where=text("role = 'principal' AND member_id <> ''"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases", index=False)
    role: str
    agent_kind: str | None = None
    name: str
    kana: str = ""
    postal_code: str = ""
    address: str = ""
    telephone: str = ""
    email: str = ""
    birth_date: date | None = None
    member_id: str = ""


class RequestRow(SQLModel, table=True):
    """One request of a case, with its fee and its decision."""

    __tablename__ = "request"
    __table_args__ = (
        UniqueConstraint("case_id", "position"),
        CheckConstraint("forms >= 1", name="forms_positive"),
        CheckConstraint("fee_minor >= 0", name="fee_not_negative"),
        CheckConstraint(
            "fee_minor = 0 OR type IN ('purpose', 'disclosure', 'third_party_records')",
            name="fee_only_by_article_38",
        ),
        CheckConstraint("(outcome IS NULL) = (decided_on IS NULL)", name="decided_when_outcome"),
        CheckConstraint(
            "outcome IS NULL OR outcome NOT IN ('part', 'refuse') OR (ground IS NOT NULL AND length(reason) > 0)",
            name="refusal_has_reason",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases", index=False)
    position: int
    type: str
    article: str  # the clause cited, of the law in force when the case was opened
    scope: str
    forms: int = 1
    units: int = Field(default=1, sa_column_kwargs={"server_default": "1"})  # items or names, where the fee counts them
    fee_minor: int = 0
    fee_currency: str = "JPY"
    outcome: str | None = None
    ground: str | None = None
    reason: str = ""
    details: str = ""
    before: str = ""
    after: str = ""
    decided_on: date | None = None
    decided_by: int | None = ref("staff", nullable=True, index=False)
    method_asked: str = Field(default="", sa_column_kwargs={"server_default": ""})  # where another one is used
    method_given: str = Field(default="", sa_column_kwargs={"server_default": ""})
    method_reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    letter_id: int | None = ref("letter", nullable=True, index=False)  # the letter that answers it


class CheckRow(SQLModel, table=True):
    """A check of one identity document, or of an agent's authority. Never edited: a new check follows."""

    __tablename__ = "identity_check"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases")
    role: str
    document: str
    expires_on: date | None = None
    name_agrees: bool | None = None  # None: not compared
    address_agrees: bool | None = None
    birth_date_agrees: bool | None = None
    masked: bool | None = None
    known_by_agrees: bool | None = None  # what the office knows a person by, where it asks for no document
    authority_agrees: bool | None = None
    receipt_named: bool | None = None  # whether the proxy names the authority to receive the answer
    issued_on: date | None = None
    form: str = Field(default="copy", sa_column_kwargs={"server_default": "copy"})
    back_side: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    register_name_agrees: bool | None = None
    register_address_agrees: bool | None = None
    sharp: bool = Field(default=True, sa_column_kwargs={"server_default": "1"})
    second_reader: int | None = ref("staff", nullable=True, index=False)
    result: str
    note: str = ""
    checked_on: date
    checked_by: int = ref("staff", index=False)


class CorrectionRow(SQLModel, table=True):
    """A deficiency that was notified to the person, and its cure."""

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint("cured_on IS NULL OR cured_on >= asked_on", name="cured_after_asked"),
        CheckConstraint("limit_on IS NULL OR limit_on >= asked_on", name="limit_after_asked"),
        length("defect", 1),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases")
    defect: str
    asked_on: date
    limit_on: date | None = None
    cured_on: date | None = None
    letter_id: int | None = ref("letter", nullable=True)  # the notice that tells it


class LetterRow(SQLModel, table=True):
    """A letter as it was made: the bytes that are printed, again and again the same."""

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("case_id", "serial"),
        UniqueConstraint("document_number"),
        CheckConstraint("length(sha256) = 64", name="sha256_hex"),
        # What is counted each morning: the columns themselves lie behind the PDF.
        Index("ix_letter_waiting", "case_id", "kind", "superseded", "disposed_on", "printed_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases", index=False)
    serial: int
    document_number: str
    kind: str
    language: str
    dated: date
    sha256: str
    pdf: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    quoted_due: date | None = None  # the date by which to answer that it tells, where it tells one
    superseded: bool = False
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})  # of this kind of letter in its case
    # The version before. Added to a table that others refer to, so the constraint is the column's own.
    supersedes_id: int | None = Field(default=None, sa_column=Column(ForeignKey("letter.id"), nullable=True))
    printed_at: datetime | None = Field(default=None, sa_column=Column(Instant(), nullable=True))  # the latest print
    disposed_on: date | None = None  # its bytes are gone since this day
    made_at: datetime = instant()
    made_by: int = ref("staff", index=False)


class DispatchRow(SQLModel, table=True):
    """A letter that left the house."""

    __tablename__ = "dispatch"
    __table_args__ = (
        CheckConstraint("delivered_on IS NULL OR delivered_on >= dispatched_on", name="delivered_after"),
        CheckConstraint("returned_on IS NULL OR returned_on >= dispatched_on", name="returned_after"),
        CheckConstraint("delivered_on IS NULL OR returned_on IS NULL", name="delivered_or_returned"),
        # A letter leaves once; again only after it came back.
        Index("uq_dispatch_under_way", "letter_id", unique=True, sqlite_where=text("returned_on IS NULL")),
        Index("ix_dispatch_dispatched_on_id", "dispatched_on", "id"),
        Index("ix_dispatch_tracked", "tracking_number", sqlite_where=text("tracking_number <> ''")),
    )

    id: int | None = Field(default=None, primary_key=True)
    letter_id: int = ref("letter")
    dispatched_on: date
    mail_class: str
    tracking_number: str = ""
    delivered_on: date | None = None
    returned_on: date | None = None
    return_reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    dispatched_by: int = ref("staff", index=False)
    checked_by: int | None = ref("staff", nullable=True, index=False)  # who read addressee and enclosures again


class SealRow(SQLModel, table=True):
    """The seal over the rows of a table, see `caseman.storage.seal`; the row without a name binds them to the chain."""

    __tablename__ = "seal"

    name: str = Field(primary_key=True)
    sum: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class DraftRow(SQLModel, table=True):
    """Unfinished input of a page, kept when the window locks."""

    __tablename__ = "draft"

    place: str = Field(primary_key=True)
    content: str
    kept_at: datetime = instant()


class AuditRow(SQLModel, table=True):
    """An entry of the trail. `seal` stands for the values in the chain, so the chain holds when they are shredded.

    `details` has what is no personal value, as JSON; `sealed` the rest, under the key of the case.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_at", "at"), Index("ix_audit_staff", "staff"))

    number: int = Field(primary_key=True)
    at: datetime = instant()
    staff: str
    action: str
    case_id: int | None = ref("cases", nullable=True)
    details: str
    salt: bytes
    seal: bytes
    mac: bytes
    sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
