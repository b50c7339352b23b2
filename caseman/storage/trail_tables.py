"""What the file remembers about its trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from caseman.storage.tables import instant


class AnchorRow(SQLModel, table=True):
    """A head of the audit chain that was given out on paper or in a file, so that the check finds it again.

    It proves less than the paper: an older copy of the file remembers fewer.
    """

    __tablename__ = "anchor"
    __table_args__ = (
        UniqueConstraint("head", "place", "name"),
        CheckConstraint("place IN ('letter', 'export', 'month')", name="place_known"),
    )

    id: int | None = Field(default=None, primary_key=True)
    head: str
    place: str
    name: str  # the letter's number, the export's name, the month
    at: datetime = instant()
