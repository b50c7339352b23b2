"""An index of what tells whether a letter waits: Today counts by it, as the letters themselves lie behind their PDF."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_NAME = "ix_letter_waiting"


def upgrade() -> None:
    op.create_index(_NAME, "letter", ["case_id", "kind", "superseded", "disposed_on", "printed_at"])


def downgrade() -> None:
    op.drop_index(_NAME, "letter")
