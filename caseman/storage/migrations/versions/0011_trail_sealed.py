"""Personal values of the trail sealed under keys of their cases; anchors that were given out."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The chain binds the rows of before as they are: nothing of them changes, they have no sealed part.
    op.execute("ALTER TABLE audit ADD COLUMN sealed BLOB")
    op.create_index(op.f("ix_audit_staff"), "audit", ["staff"])
    op.create_table(
        "case_key",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_case_key_key_whole")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_key_case_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_key")),
    )
    op.create_table(
        "month_key",
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_month_key_key_whole")),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_month_key")),
    )
    op.create_table(
        "anchor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.CheckConstraint("place IN ('letter', 'export', 'month')", name=op.f("ck_anchor_place_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor")),
        sa.UniqueConstraint("head", "place", "name", name=op.f("uq_anchor_head_place_name")),
    )


def downgrade() -> None:
    op.drop_table("anchor")
    op.drop_table("month_key")
    op.drop_table("case_key")
    op.drop_index(op.f("ix_audit_staff"), table_name="audit")
    op.execute("ALTER TABLE audit DROP COLUMN sealed")
