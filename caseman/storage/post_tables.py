"""What is stored of the post and its paper beside the envelope itself; the same rules hold as in `tables`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlmodel import Column, Field, SQLModel

from caseman.storage.tables import instant, length, ref


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


class ThumbnailRow(SQLModel, table=True):
    """A small picture of one page of a scan, sealed under the key of its content."""

    __tablename__ = "thumbnail"

    sha256: str = Field(
        sa_column=Column(ForeignKey("scan_content.sha256", ondelete="RESTRICT"), primary_key=True, nullable=False)
    )
    page: int = Field(primary_key=True)
    picture: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class WatchedFileRow(SQLModel, table=True):
    """A file of the scanner's folder that was taken in and left there; it is not taken in again."""

    __tablename__ = "watched_file"

    name: str = Field(primary_key=True)
    size: int
    modified_ns: int
    taken_at: datetime = instant()


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
