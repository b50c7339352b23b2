"""The disclosed data that go with a letter: files, pages as printed, what is redacted and why, what left."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLES = ("letter_attachment", "redaction", "attachment_page", "unredacted", "attachment")


def upgrade() -> None:
    _attachment()
    _contents()
    _redaction()
    _letter_attachment()


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("placing", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.String(length=24), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("placing IN ('appended', 'enclosed')", name=op.f("ck_attachment_placing_known")),
        sa.CheckConstraint("pages >= 1", name=op.f("ck_attachment_pages_positive")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_attachment_position_positive")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_attachment_sha256_hex")),
        sa.CheckConstraint("length(title) >= 1", name=op.f("ck_attachment_title_filled")),
        _refers("attachment", "request_id", "request"),
        _refers("attachment", "added_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_request_id"), "attachment", ["request_id"])


def _contents() -> None:
    op.create_table(
        "unredacted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        _refers("unredacted", "attachment_id", "attachment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unredacted")),
        sa.UniqueConstraint("attachment_id", name=op.f("uq_unredacted_attachment_id")),
    )
    op.create_table(
        "attachment_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("page >= 1", name=op.f("ck_attachment_page_page_positive")),
        _refers("attachment_page", "attachment_id", "attachment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_page")),
        sa.UniqueConstraint("attachment_id", "page", name=op.f("uq_attachment_page_attachment_id_page")),
    )


def _redaction() -> None:
    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("x", sa.Float(), nullable=False),
        sa.Column("y", sa.Float(), nullable=False),
        sa.Column("width", sa.Float(), nullable=False),
        sa.Column("height", sa.Float(), nullable=False),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(length=24), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("page >= 1", name=op.f("ck_redaction_page_positive")),
        sa.CheckConstraint("x >= 0 AND width > 0 AND x + width <= 1.000001", name=op.f("ck_redaction_across_the_page")),
        sa.CheckConstraint("y >= 0 AND height > 0 AND y + height <= 1.000001", name=op.f("ck_redaction_down_the_page")),
        _refers("redaction", "attachment_id", "attachment"),
        _refers("redaction", "made_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    op.create_index(op.f("ix_redaction_attachment_id"), "redaction", ["attachment_id"])


def _letter_attachment() -> None:
    op.create_table(
        "letter_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("placing", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("redactions", sa.Integer(), nullable=False),
        sa.Column("original", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("enclosure_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("pages >= 1", name=op.f("ck_letter_attachment_pages_positive")),
        sa.CheckConstraint("redactions >= 0", name=op.f("ck_letter_attachment_redactions_not_negative")),
        sa.CheckConstraint(
            "(placing = 'appended' AND pdf IS NULL AND sha256 = '' AND enclosure_id IS NULL) OR "
            "(placing = 'enclosed' AND pdf IS NOT NULL AND length(sha256) = 64 AND enclosure_id IS NOT NULL)",
            name=op.f("ck_letter_attachment_enclosed_has_paper"),
        ),
        sa.CheckConstraint("length(original) = 64", name=op.f("ck_letter_attachment_original_hex")),
        _refers("letter_attachment", "letter_id", "letter"),
        _refers("letter_attachment", "enclosure_id", "letter_enclosure"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_attachment")),
        sa.UniqueConstraint("letter_id", "number", name=op.f("uq_letter_attachment_letter_id_number")),
    )


def downgrade() -> None:
    for name in _TABLES:
        op.drop_table(name)
