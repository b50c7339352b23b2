"""Registers that an office kept before: each import, and what the register said of each case."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "register_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("map", sa.String(), nullable=False),
        sa.Column("imported_at", sa.String(length=24), nullable=False),
        sa.Column("imported_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_register_import_sha256_hex")),
        sa.CheckConstraint("cases >= 1", name=op.f("ck_register_import_cases_positive")),
        sa.ForeignKeyConstraint(
            ["imported_by"], ["staff.id"], name=op.f("fk_register_import_imported_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_import")),
    )
    op.create_index("ix_register_import_sha256", "register_import", ["sha256"])
    op.create_table(
        "register_line",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("extended_due_on", sa.Date(), nullable=True),
        sa.Column("identity_checked_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("ended", sa.String(), nullable=False),
        sa.Column("dispatched_on", sa.Date(), nullable=True),
        sa.Column("tracking_number", sa.String(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("papers_ended_on", sa.Date(), nullable=True),
        sa.Column("told", sa.String(), nullable=False),
        sa.CheckConstraint("ended IN ('', 'withdrawn', 'deemed_withdrawn')", name=op.f("ck_register_line_ended_known")),
        sa.CheckConstraint(
            "delivered_on IS NULL OR dispatched_on IS NULL OR delivered_on >= dispatched_on",
            name=op.f("ck_register_line_order"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_register_line_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["import_id"], ["register_import.id"], name=op.f("fk_register_line_import_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_register_line")),
    )


def downgrade() -> None:
    op.drop_table("register_line")
    op.drop_table("register_import")
