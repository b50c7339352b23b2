"""What is stored of the office: its file, procedures, settings, staff, unfinished input; rules as in `columns`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Column, Field, SQLModel

from caseman.storage.columns import instant, length


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


class DraftRow(SQLModel, table=True):
    """Unfinished input of a page, kept when the window locks."""

    __tablename__ = "draft"

    place: str = Field(primary_key=True)
    content: str
    kept_at: datetime = instant()
