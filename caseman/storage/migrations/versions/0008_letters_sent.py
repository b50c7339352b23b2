"""Letters on their way: versions, reviews, enclosures, comparisons before sending, print runs."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLES = ("print_run_event", "print_run_item", "print_run", "send_check", "letter_enclosure", "letter_review")


def upgrade() -> None:
    # Other tables refer to letters, so the table cannot be made anew: each column brings its own constraint.
    op.execute("ALTER TABLE letter ADD COLUMN version INTEGER DEFAULT '1' NOT NULL")
    op.execute(
        "ALTER TABLE letter ADD COLUMN supersedes_id INTEGER CONSTRAINT fk_letter_supersedes_id REFERENCES letter (id)"
    )
    op.execute("ALTER TABLE letter ADD COLUMN printed_at VARCHAR(24)")
    op.execute(
        "UPDATE letter SET printed_at = printed.at FROM ("
        "SELECT json_extract(details, '$.document') AS document, max(at) AS at FROM audit "
        "WHERE action = 'letter_printed' AND json_valid(details) GROUP BY 1) printed "
        "WHERE printed.document = letter.document_number"
    )
    _review()
    _enclosure()
    _send_check()
    _run()
    _run_item()
    _run_event()


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def _review() -> None:
    op.create_table(
        "letter_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('submitted', 'approved', 'sent_back')", name=op.f("ck_letter_review_kind_known")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_letter_review_sha256_hex")),
        sa.CheckConstraint(
            "kind <> 'sent_back' OR length(reason) > 0", name=op.f("ck_letter_review_sent_back_has_reason")
        ),
        _refers("letter_review", "letter_id", "letter"),
        _refers("letter_review", "by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_review")),
    )
    op.create_index(op.f("ix_letter_review_letter_id"), "letter_review", ["letter_id"])


def _enclosure() -> None:
    op.create_table(
        "letter_enclosure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.String(length=24), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("sheets >= 1", name=op.f("ck_letter_enclosure_sheets_positive")),
        sa.CheckConstraint("kind <> 'other' OR length(words) > 0", name=op.f("ck_letter_enclosure_other_in_words")),
        _refers("letter_enclosure", "letter_id", "letter"),
        _refers("letter_enclosure", "added_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_enclosure")),
    )
    op.create_index(op.f("ix_letter_enclosure_letter_id"), "letter_enclosure", ["letter_id"])


def _send_check() -> None:
    op.create_table(
        "send_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("enclosures", sa.Integer(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("checked_at", sa.String(length=24), nullable=False),
        sa.Column("checked_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("enclosures >= 0", name=op.f("ck_send_check_enclosures_not_negative")),
        _refers("send_check", "letter_id", "letter"),
        _refers("send_check", "checked_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_send_check")),
    )
    op.create_index(op.f("ix_send_check_letter_id"), "send_check", ["letter_id"])


def _run() -> None:
    op.create_table(
        "print_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("next_sheet", sa.Integer(), nullable=False),
        sa.Column("duplex", sa.Boolean(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('prepared', 'printing', 'paused', 'printed', 'sent', 'cancelled')",
            name=op.f("ck_print_run_state_known"),
        ),
        sa.CheckConstraint("next_sheet >= 1", name=op.f("ck_print_run_next_sheet_positive")),
        _refers("print_run", "created_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run")),
        sa.UniqueConstraint("number", name=op.f("uq_print_run_number")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_print_run_year_serial")),
    )
    op.create_index(
        "ix_print_run_open", "print_run", ["id"], sqlite_where=sa.text("state NOT IN ('sent', 'cancelled')")
    )


def _run_item() -> None:
    op.create_table(
        "print_run_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("mail_class", sa.String(), nullable=False),
        sa.Column("tracking_number", sa.String(), nullable=False),
        sa.CheckConstraint("pages >= 1", name=op.f("ck_print_run_item_pages_positive")),
        _refers("print_run_item", "run_id", "print_run"),
        _refers("print_run_item", "letter_id", "letter"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run_item")),
        sa.UniqueConstraint("run_id", "position", name=op.f("uq_print_run_item_run_id_position")),
        sa.UniqueConstraint("run_id", "letter_id", name=op.f("uq_print_run_item_run_id_letter_id")),
    )
    op.create_index(op.f("ix_print_run_item_letter_id"), "print_run_item", ["letter_id"])


def _run_event() -> None:
    op.create_table(
        "print_run_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('paused', 'resumed', 'spoilt', 'lost', 'cancelled')", name=op.f("ck_print_run_event_kind_known")
        ),
        sa.CheckConstraint("sheet >= 1", name=op.f("ck_print_run_event_sheet_positive")),
        _refers("print_run_event", "run_id", "print_run"),
        _refers("print_run_event", "by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run_event")),
    )
    op.create_index(op.f("ix_print_run_event_run_id"), "print_run_event", ["run_id"])


def downgrade() -> None:
    for name in _TABLES:
        op.drop_table(name)
    for name in ("printed_at", "supersedes_id", "version"):
        op.execute(f"ALTER TABLE letter DROP COLUMN {name}")
