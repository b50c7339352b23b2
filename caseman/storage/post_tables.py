"""What is stored of the post: envelopes, their papers and money, and where each paper lies; rules as in `columns`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from caseman.storage.columns import instant, length, ref


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


class FoundMoneyRow(SQLModel, table=True):
    """Money found when an envelope was opened, counted by two people."""

    __tablename__ = "found_money"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint("means IN ('cash', 'money_order', 'stamps')", name="means_found"),
        CheckConstraint("counted_by <> witnessed_by", name="two_people"),
        length("counted_by", 1),
        length("witnessed_by", 1),
    )

    id: int | None = Field(default=None, primary_key=True)
    envelope_id: int = ref("envelope")
    means: str
    amount_minor: int
    currency: str
    counted_by: str
    witnessed_by: str


class EnvelopeCaseRow(SQLModel, table=True):
    """What an envelope brought to a case that was running already."""

    __tablename__ = "envelope_case"
    __table_args__ = (
        UniqueConstraint("envelope_id", "case_id", "brings"),
        CheckConstraint("brings IN ('correction', 'fee', 'objection', 'returned', 'other')", name="brings_known"),
    )

    id: int | None = Field(default=None, primary_key=True)
    envelope_id: int = ref("envelope", index=False)
    case_id: int = ref("cases")
    brings: str
    added_at: datetime = instant()
    added_by: int = ref("staff", index=False)


class PlaceRow(SQLModel, table=True):
    """A place where paper may lie. One that is not used any more stays, for the moves that name it."""

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint("name"),
        CheckConstraint("kind IN ('tray', 'safe', 'folder', 'person')", name="kind_known"),
        length("name", 1),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str
    kind: str
    retired: bool = False


class CustodyRow(SQLModel, table=True):
    """A move of an enclosure to a place, or the end of its stay. Never edited: the latest one counts."""

    __tablename__ = "custody"
    __table_args__ = (
        CheckConstraint("(place_id IS NULL) = (ended IS NOT NULL)", name="place_or_end"),
        CheckConstraint("ended IN ('returned', 'destroyed', 'filed')", name="end_known"),
    )

    id: int | None = Field(default=None, primary_key=True)
    enclosure_id: int = ref("enclosure")
    place_id: int | None = ref("place", nullable=True, index=False)
    ended: str | None = None
    moved_on: date
    moved_at: datetime = instant()
    moved_by: int = ref("staff", index=False)
    note: str = ""
