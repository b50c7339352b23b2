"""Roles and keys of the staff, the chain's own key, replaced decisions, checks without a document."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_EVERYTHING = "mail_clerk reception accounting searcher privacy_manager administrator"
_COMPARED = ("name_agrees", "address_agrees", "birth_date_agrees", "masked")


def upgrade() -> None:
    with op.batch_alter_table("office") as batch_op:
        batch_op.add_column(sa.Column("chain_key", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("staff") as batch_op:
        batch_op.add_column(sa.Column("roles", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("must_change", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("suspended_slot", sa.String(), nullable=True))
    op.execute(sa.table("staff", sa.column("roles")).update().values(roles=_EVERYTHING))  # as before there were roles
    with op.batch_alter_table("identity_check") as batch_op:
        for name in _COMPARED:
            batch_op.alter_column(name, existing_type=sa.Boolean(), nullable=True)
        batch_op.add_column(sa.Column("known_by_agrees", sa.Boolean(), nullable=True))
    op.create_table(
        "past_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.Column("items", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["staff.id"], name=op.f("fk_past_decision_decided_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_past_decision_letter_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_past_decision_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_decision")),
    )
    op.create_index(op.f("ix_past_decision_request_id"), "past_decision", ["request_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_past_decision_request_id"), "past_decision")
    op.drop_table("past_decision")
    with op.batch_alter_table("identity_check") as batch_op:
        batch_op.drop_column("known_by_agrees")
        for name in _COMPARED:
            batch_op.alter_column(name, existing_type=sa.Boolean(), nullable=False)
    with op.batch_alter_table("staff") as batch_op:
        batch_op.drop_column("suspended_slot")
        batch_op.drop_column("must_change")
        batch_op.drop_column("roles")
    with op.batch_alter_table("office") as batch_op:
        batch_op.drop_column("chain_key")
