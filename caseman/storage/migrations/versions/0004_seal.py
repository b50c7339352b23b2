"""The seal over all rows."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seal",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sum", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_seal")),
    )


def downgrade() -> None:
    op.drop_table("seal")
