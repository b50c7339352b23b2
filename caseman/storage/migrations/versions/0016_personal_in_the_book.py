"""Indexes of what is still personal in the book, by day: the disposal list counts it without reading the whole book."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_statement_line_personal", "statement_line", "deposited_on", "settled AND payer <> ''"),
    ("ix_book_entry_personal", "book_entry", "paid_on", "payer <> '' OR note <> '' OR details <> ''"),
)


def upgrade() -> None:
    for name, table, column, where in _INDEXES:
        op.create_index(name, table, [column], sqlite_where=sa.text(where))


def downgrade() -> None:
    for name, table, _column, _where in reversed(_INDEXES):
        op.drop_index(name, table)
