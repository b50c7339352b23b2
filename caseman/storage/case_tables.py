"""What is stored of a case: its people, requests, checks and corrections; the same rules hold as in `columns`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from caseman.storage.columns import instant, length, ref


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
