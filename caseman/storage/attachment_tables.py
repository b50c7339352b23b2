"""What is stored of the disclosed data that go with a letter: files, their pages as printed, what is redacted.

The same rules hold as in `columns`. The file as it was taken in is never changed; what is redacted is made anew from
it. What left with a letter stands in `letter_attachment` and depends on nothing that may be changed later.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, UniqueConstraint
from sqlmodel import Column, Field, SQLModel

from caseman.storage.columns import instant, length, ref


class AttachmentRow(SQLModel, table=True):
    """A file of disclosed data that goes with the answer to a request; `position` orders those of one request."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("placing IN ('appended', 'enclosed')", name="placing_known"),
        CheckConstraint("pages >= 1", name="pages_positive"),
        CheckConstraint("position >= 1", name="position_positive"),
        CheckConstraint("length(sha256) = 64", name="sha256_hex"),
        length("title", 1),
    )

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = ref("request")
    position: int
    title: str
    placing: str
    name: str  # of the file
    media_type: str
    sha256: str  # of the file as it is kept
    size: int
    pages: int
    added_at: datetime = instant()
    added_by: int = ref("staff", index=False)


class UnredactedRow(SQLModel, table=True):
    """The file as it was taken in, nothing of it redacted. No letter takes it along, and nothing prints it."""

    __tablename__ = "unredacted"
    __table_args__ = (UniqueConstraint("attachment_id"),)

    id: int | None = Field(default=None, primary_key=True)
    attachment_id: int = ref("attachment", index=False)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class AttachmentPageRow(SQLModel, table=True):
    """One page of an attachment as it is printed, a JPEG in which nothing is left of what is redacted; from 1."""

    __tablename__ = "attachment_page"
    __table_args__ = (UniqueConstraint("attachment_id", "page"), CheckConstraint("page >= 1", name="page_positive"))

    id: int | None = Field(default=None, primary_key=True)
    attachment_id: int = ref("attachment", index=False)
    page: int
    picture: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class RedactionRow(SQLModel, table=True):
    """A box on a page (from 1) that is redacted, in fractions of the upright page, and why it is withheld.

    Ground and reason may be written later than the box; no letter is made before.
    """

    __tablename__ = "redaction"
    __table_args__ = (
        CheckConstraint("page >= 1", name="page_positive"),
        CheckConstraint("x >= 0 AND width > 0 AND x + width <= 1.000001", name="across_the_page"),
        CheckConstraint("y >= 0 AND height > 0 AND y + height <= 1.000001", name="down_the_page"),
    )

    id: int | None = Field(default=None, primary_key=True)
    attachment_id: int = ref("attachment")
    page: int
    x: float
    y: float
    width: float
    height: float
    ground: str | None = None
    reason: str = ""
    made_at: datetime = instant()
    made_by: int = ref("staff", index=False)


class LetterAttachmentRow(SQLModel, table=True):
    """An attachment as it goes with one letter; `number` is the one printed on it, `original` the hash of its file.

    An enclosed one is kept as the PDF that is printed, again and again the same; the pages of an appended one stand in
    the letter's own.
    """

    __tablename__ = "letter_attachment"
    __table_args__ = (
        UniqueConstraint("letter_id", "number"),
        CheckConstraint("pages >= 1", name="pages_positive"),
        CheckConstraint("redactions >= 0", name="redactions_not_negative"),
        CheckConstraint(
            "(placing = 'appended' AND pdf IS NULL AND sha256 = '' AND enclosure_id IS NULL) OR "
            "(placing = 'enclosed' AND pdf IS NOT NULL AND length(sha256) = 64 AND enclosure_id IS NOT NULL)",
            name="enclosed_has_paper",
        ),
        CheckConstraint("length(original) = 64", name="original_hex"),
    )

    id: int | None = Field(default=None, primary_key=True)
    letter_id: int = ref("letter", index=False)
    number: int
    title: str
    placing: str
    pages: int
    redactions: int = 0
    original: str
    sha256: str = ""
    pdf: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    enclosure_id: int | None = ref("letter_enclosure", nullable=True, index=False)
