"""Print runs with address labels: at which label of its first sheet a run begins."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Other tables refer to runs, so the table cannot be made anew: the column brings its own constraint.
    op.execute(
        "ALTER TABLE print_run ADD COLUMN first_label INTEGER DEFAULT '1' NOT NULL "
        "CONSTRAINT ck_print_run_first_label_positive CHECK (first_label >= 1)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE print_run DROP COLUMN first_label")
