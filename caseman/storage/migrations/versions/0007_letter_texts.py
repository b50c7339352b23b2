"""The office's own texts of letters, beside those that ship; another method of disclosure than the one asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_METHOD = ("method_asked", "method_given", "method_reason")


def upgrade() -> None:
    op.create_table(
        "letter_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shipped", sa.Boolean(), nullable=False),
        sa.Column("toml", sa.String(), nullable=False),
        sa.Column("adopted_at", sa.String(length=24), nullable=False),
        sa.Column("adopted_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("language IN ('ja', 'en')", name=op.f("ck_letter_text_language_known")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_letter_text_version_positive")),
        sa.CheckConstraint("(shipped = 1) = (toml = '')", name=op.f("ck_letter_text_shipped_or_own")),
        sa.CheckConstraint("length(kind) >= 1", name=op.f("ck_letter_text_kind_filled")),
        sa.ForeignKeyConstraint(
            ["adopted_by"], ["staff.id"], name=op.f("fk_letter_text_adopted_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_text")),
        sa.UniqueConstraint("kind", "language", "version", name=op.f("uq_letter_text_kind_language_version")),
    )
    for table in ("request", "past_decision"):  # others refer to requests, so the table is not made anew
        for name in _METHOD:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} VARCHAR DEFAULT '' NOT NULL")


def downgrade() -> None:
    for table in ("request", "past_decision"):
        for name in _METHOD:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
    op.drop_table("letter_text")
