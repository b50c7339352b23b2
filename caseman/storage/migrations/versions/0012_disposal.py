"""Retention and disposal: runs with their items, scans sealed under keys of their own, what is gone since when."""

import secrets

import sqlalchemy as sa
from alembic import op
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_NONCE = 12


def upgrade() -> None:
    # Other tables refer to these, so they cannot be made anew.
    op.execute("ALTER TABLE cases ADD COLUMN disposed_on DATE")
    op.create_index("ix_cases_retained", "cases", ["retain_until"], sqlite_where=sa.text("disposed_on IS NULL"))
    op.execute("ALTER TABLE letter ADD COLUMN disposed_on DATE")
    op.execute("ALTER TABLE scan ADD COLUMN identity BOOLEAN DEFAULT '0' NOT NULL")
    # What must be masked before it is kept stands on papers of identity alone.
    op.execute("UPDATE scan SET identity = 1 WHERE shows <> '' OR masked <> ''")
    op.create_table(
        "scan_key",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_scan_key_key_whole")),
        sa.ForeignKeyConstraint(
            ["sha256"], ["scan_content.sha256"], name=op.f("fk_scan_key_sha256"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_scan_key")),
    )
    _run()
    _item()
    _seal_scans()


def _seal_scans() -> None:
    """Each content under a key of its own, one at a time: scans are large."""
    run = op.get_bind().exec_driver_sql
    for (sha256,) in run("SELECT sha256 FROM scan_content").all():
        key = secrets.token_bytes(32)
        run("INSERT INTO scan_key (sha256, key) VALUES (?, ?)", (sha256, key))
        plain = run("SELECT data FROM scan_content WHERE sha256 = ?", (sha256,)).scalar_one()
        run("UPDATE scan_content SET data = ? WHERE sha256 = ?", (_sealed(key, sha256, "whole", plain), sha256))
        for page, picture in run("SELECT page, picture FROM thumbnail WHERE sha256 = ?", (sha256,)).all():
            stored = _sealed(key, sha256, str(page), picture)
            run("UPDATE thumbnail SET picture = ? WHERE sha256 = ? AND page = ?", (stored, sha256, page))


def _open_scans() -> None:
    run = op.get_bind().exec_driver_sql
    for sha256, key in run("SELECT sha256, key FROM scan_key").all():
        stored = run("SELECT data FROM scan_content WHERE sha256 = ?", (sha256,)).scalar_one()
        run("UPDATE scan_content SET data = ? WHERE sha256 = ?", (_opened(key, sha256, "whole", stored), sha256))
        for page, picture in run("SELECT page, picture FROM thumbnail WHERE sha256 = ?", (sha256,)).all():
            plain = _opened(key, sha256, str(page), picture)
            run("UPDATE thumbnail SET picture = ? WHERE sha256 = ? AND page = ?", (plain, sha256, page))


def _sealed(key: bytes, sha256: str, what: str, plain: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, f"caseman 1 scan {sha256} {what}".encode())


def _opened(key: bytes, sha256: str, what: str, stored: bytes) -> bytes:
    return AESGCM(key).decrypt(stored[:_NONCE], stored[_NONCE:], f"caseman 1 scan {sha256} {what}".encode())


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def _run() -> None:
    op.create_table(
        "disposal_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_by", sa.Date(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("proposed_at", sa.String(length=24), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_at", sa.String(length=24), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("swept_at", sa.String(length=24), nullable=True),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("certificate_ja", sa.LargeBinary(), nullable=True),
        sa.Column("certificate_en", sa.LargeBinary(), nullable=True),
        sa.Column("sha256_ja", sa.String(), nullable=False),
        sa.Column("sha256_en", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('proposed', 'done', 'withdrawn')", name=op.f("ck_disposal_run_state_known")),
        sa.CheckConstraint(
            "(state = 'proposed') = (settled_on IS NULL)", name=op.f("ck_disposal_run_settled_when_over")
        ),
        sa.CheckConstraint(
            "(swept_at IS NULL) = (certificate_ja IS NULL)", name=op.f("ck_disposal_run_certified_when_swept")
        ),
        _refers("disposal_run", "proposed_by", "staff"),
        _refers("disposal_run", "settled_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_run")),
        sa.UniqueConstraint("number", name=op.f("uq_disposal_run_number")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_disposal_run_year_serial")),
    )
    op.create_index(
        "uq_disposal_run_open", "disposal_run", ["state"], unique=True, sqlite_where=sa.text("state = 'proposed'")
    )


def _item() -> None:
    op.create_table(
        "disposal_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("envelope_id", sa.Integer(), nullable=True),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.Column("through", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('identity_copies', 'scans', 'letters', 'personal', 'other_post', 'book')",
            name=op.f("ck_disposal_item_kind_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('proposed', 'disposed', 'left_out')", name=op.f("ck_disposal_item_outcome_known")
        ),
        sa.CheckConstraint("(outcome = 'left_out') = (why <> '')", name=op.f("ck_disposal_item_left_out_has_why")),
        sa.CheckConstraint("records >= 0", name=op.f("ck_disposal_item_records_not_negative")),
        _refers("disposal_item", "run_id", "disposal_run"),
        _refers("disposal_item", "case_id", "cases"),
        _refers("disposal_item", "envelope_id", "envelope"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_item")),
        sa.UniqueConstraint("run_id", "position", name=op.f("uq_disposal_item_run_id_position")),
    )
    op.create_index(op.f("ix_disposal_item_case_id"), "disposal_item", ["case_id"])
    op.create_index(op.f("ix_disposal_item_envelope_id"), "disposal_item", ["envelope_id"])


def downgrade() -> None:
    _open_scans()
    for name in ("disposal_item", "disposal_run", "scan_key"):
        op.drop_table(name)
    op.drop_index("ix_cases_retained", "cases")
    op.execute("ALTER TABLE scan DROP COLUMN identity")
    op.execute("ALTER TABLE letter DROP COLUMN disposed_on")
    op.execute("ALTER TABLE cases DROP COLUMN disposed_on")
