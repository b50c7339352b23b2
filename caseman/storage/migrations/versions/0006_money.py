"""Money: the bank's statements, the book in the place of payments, and what was asked of a fee."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_KEPT = "case_id, amount_minor, currency, means, paid_on, payer, receipt_enclosed, matched_on, recorded_at, recorded_by"


def upgrade() -> None:
    _statement()
    _statement_line()
    _book_entry()
    op.execute(
        f"INSERT INTO book_entry (id, kind, account, note, details, {_KEPT}) "  # noqa: S608  our own columns
        f"SELECT id, 'payment', 'case', '', '', {_KEPT} FROM payment ORDER BY id"
    )
    op.drop_table("payment")
    _fee_event()


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def _statement() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("total_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("taken_at", sa.String(length=24), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_statement_sha256_hex")),
        _refers("statement", "taken_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("sha256", name=op.f("uq_statement_sha256")),
    )


def _statement_line() -> None:
    words = ("payer", "payer_key", "edi", "bank", "branch", "reference")
    op.create_table(
        "statement_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("deposited_on", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        *(sa.Column(word, sa.String(), nullable=False) for word in words),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("cancels_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_statement_line_amount_not_zero")),
        sa.CheckConstraint("cancels_id IS NULL OR cancelled", name=op.f("ck_statement_line_cancels_if_cancelled")),
        _refers("statement_line", "statement_id", "statement.id"),
        _refers("statement_line", "cancels_id", "statement_line.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_line")),
        sa.UniqueConstraint("fingerprint", "occurrence", name=op.f("uq_statement_line_fingerprint_occurrence")),
        sa.UniqueConstraint("cancels_id", name=op.f("uq_statement_line_cancels_id")),
    )
    op.create_index(op.f("ix_statement_line_statement_id"), "statement_line", ["statement_id"])
    op.create_index("ix_statement_line_open", "statement_line", ["id"], sqlite_where=sa.text("settled = 0"))
    for column in ("payer_key", "deposited_on"):
        op.create_index(f"ix_statement_line_{column}", "statement_line", [column])


def _book_entry() -> None:
    op.create_table(
        "book_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("receipt_enclosed", sa.Boolean(), nullable=False),
        sa.Column("matched_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.String(length=24), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_book_entry_amount_not_zero")),
        sa.CheckConstraint(
            "kind IN ('payment', 'deposit', 'allocation', 'refund', 'reversal')", name=op.f("ck_book_entry_kind_known")
        ),
        sa.CheckConstraint("account IN ('waiting', 'case', 'aside')", name=op.f("ck_book_entry_account_known")),
        sa.CheckConstraint("(account = 'case') = (case_id IS NOT NULL)", name=op.f("ck_book_entry_case_of_account")),
        sa.CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name=op.f("ck_book_entry_reversal_of")),
        sa.CheckConstraint("confirmed_by IS NULL OR kind = 'reversal'", name=op.f("ck_book_entry_confirmed_reversal")),
        sa.CheckConstraint("length(currency) >= 3", name=op.f("ck_book_entry_currency_filled")),
        _refers("book_entry", "case_id", "cases.id"),
        _refers("book_entry", "line_id", "statement_line.id"),
        _refers("book_entry", "reverses_id", "book_entry.id"),
        _refers("book_entry", "confirmed_by", "book_entry.id"),
        _refers("book_entry", "recorded_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_entry")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_book_entry_reverses_id")),
    )
    for column in ("case_id", "line_id"):
        op.create_index(op.f(f"ix_book_entry_{column}"), "book_entry", [column])
    only = sa.text("confirmed_by IS NOT NULL")
    op.create_index("ix_book_entry_confirmed_by", "book_entry", ["confirmed_by"], sqlite_where=only)


def _fee_event() -> None:
    op.create_table(
        "fee_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("limit_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.String(length=24), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('asked', 'reminded', 'waived', 'restored')", name=op.f("ck_fee_event_kind_known")),
        sa.CheckConstraint("limit_on IS NULL OR limit_on >= happened_on", name=op.f("ck_fee_event_limit_after")),
        _refers("fee_event", "case_id", "cases.id"),
        _refers("fee_event", "letter_id", "letter.id"),
        _refers("fee_event", "recorded_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_event")),
    )
    for column in ("case_id", "letter_id"):
        op.create_index(op.f(f"ix_fee_event_{column}"), "fee_event", [column])


def downgrade() -> None:
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("receipt_enclosed", sa.Boolean(), nullable=False),
        sa.Column("matched_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.String(24), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_payment_amount_positive")),
        sa.CheckConstraint("length(currency) >= 3", name=op.f("ck_payment_currency_filled")),
        _refers("payment", "case_id", "cases.id"),
        _refers("payment", "recorded_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
    )
    op.create_index(op.f("ix_payment_case_id"), "payment", ["case_id"])
    op.execute(
        f"INSERT INTO payment (id, {_KEPT}) SELECT id, {_KEPT} FROM book_entry e "  # noqa: S608  our own columns
        "WHERE account = 'case' AND amount_minor > 0 AND kind <> 'reversal' "
        "AND NOT EXISTS (SELECT 1 FROM book_entry r WHERE r.reverses_id = e.id) ORDER BY id"
    )
    for name in ("fee_event", "book_entry", "statement_line", "statement"):
        op.drop_table(name)
