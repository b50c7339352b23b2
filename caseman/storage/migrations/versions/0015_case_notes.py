"""Notes on cases: added to, struck out by another row, never edited."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("strikes_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.String(length=24), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "strikes_id IS NOT NULL OR length(text) >= 1", name=op.f("ck_case_note_note_says_something")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_note_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["strikes_id"], ["case_note.id"], name=op.f("fk_case_note_strikes_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["staff.id"], name=op.f("fk_case_note_written_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_note")),
        sa.UniqueConstraint("strikes_id", name=op.f("uq_case_note_strikes_id")),
    )
    op.create_index("ix_case_note_case_id", "case_note", ["case_id"])


def downgrade() -> None:
    op.drop_table("case_note")
