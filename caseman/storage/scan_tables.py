"""What is stored of scans: their bytes, whose they are, small pictures, the scanner's folder; rules as in `columns`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlmodel import Column, Field, SQLModel

from caseman.storage.columns import instant, ref


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
