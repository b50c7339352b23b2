"""Lists in any order: indexes, each case's place among the names, and what a member keeps of a list."""

import sqlalchemy as sa
from alembic import op

from caseman.domain.kana_order import name_order

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_BATCH = 1000
_INDEXES = (
    ("ix_cases_serial", "cases", ["serial_year", "serial", "number"], None),
    ("ix_cases_name_order", "cases", ["name_order", "id"], None),
    ("ix_cases_request_types", "cases", ["request_types", "due_on", "id"], None),
    ("ix_cases_accepted_on", "cases", ["accepted_on", "id"], "accepted_on IS NOT NULL"),
    ("ix_cases_closed_on", "cases", ["closed_on", "id"], "closed_on IS NOT NULL"),
    ("ix_party_agent", "party", ["kana", "name", "case_id"], "role = 'agent'"),
    ("ix_party_member_id", "party", ["member_id", "case_id"], "role = 'principal' AND member_id <> ''"),
)


def upgrade() -> None:
    # Other tables refer to it, so it cannot be made anew.
    op.execute("ALTER TABLE cases ADD COLUMN name_order VARCHAR DEFAULT '' NOT NULL")
    _order_names()
    for name, table, columns, where in _INDEXES:
        op.create_index(name, table, columns, sqlite_where=None if where is None else sa.text(where))
    op.create_table(
        "kept_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("kept_at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_kept_list_staff_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_list")),
        sa.UniqueConstraint("staff_id", "place", "name", name=op.f("uq_kept_list_staff_id_place_name")),
    )


def _order_names() -> None:
    """The names of cases that were disposed of are gone; they have no place among the others."""
    run = op.get_bind().exec_driver_sql
    after = 0
    while True:
        rows = run(
            "SELECT c.id, p.kana, p.name FROM cases c JOIN party p ON p.case_id = c.id AND p.role = 'principal' "
            "WHERE c.id > ? AND c.disposed_on IS NULL ORDER BY c.id LIMIT ?",
            (after, _BATCH),
        ).all()
        if not rows:
            return
        places = [(name_order(kana, name), case_id) for case_id, kana, name in rows]
        run("UPDATE cases SET name_order = ? WHERE id = ?", places)
        after = rows[-1][0]


def downgrade() -> None:
    op.drop_table("kept_list")
    for name, table, _columns, _where in reversed(_INDEXES):
        op.drop_index(name, table)
    op.execute("ALTER TABLE cases DROP COLUMN name_order")
