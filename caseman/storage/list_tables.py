"""Lists as a member of staff keeps them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from caseman.storage.columns import instant, ref


class KeptListRow(SQLModel, table=True):
    """How a member likes a list to look (no name), or a list they ask for again by a name of their own."""

    __tablename__ = "kept_list"
    __table_args__ = (UniqueConstraint("staff_id", "place", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = ref("staff", index=False)
    place: str  # the page
    name: str = ""
    content: str  # JSON
    kept_at: datetime = instant()
