"""What is stored of the letters' texts beside those that ship; the same rules hold as in `columns`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from caseman.storage.columns import instant, length, ref


class LetterTextRow(SQLModel, table=True):
    """A version of the office's own text of a letter, as its file was written.

    The last one of a kind and language holds. `toml` is empty where the office went back to the text that ships.
    Nothing is ever changed or taken out here.
    """

    __tablename__ = "letter_text"
    __table_args__ = (
        UniqueConstraint("kind", "language", "version"),
        CheckConstraint("language IN ('ja', 'en')", name="language_known"),
        CheckConstraint("version >= 1", name="version_positive"),
        CheckConstraint("(shipped = 1) = (toml = '')", name="shipped_or_own"),
        length("kind", 1),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    language: str
    version: int
    shipped: bool = False
    toml: str
    adopted_at: datetime = instant()
    adopted_by: int = ref("staff", index=False)
