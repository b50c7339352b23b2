"""The post desk: what is noted of an envelope, what it brings to running cases, custody, scans that wait."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_WORDS = ("marking", "seal_state", "opened_by", "witnessed_by", "disposition_note")
_CHECKS = {"witnessed_by": " CONSTRAINT ck_envelope_two_people CHECK (opened_by = '' OR opened_by <> witnessed_by)"}
_SCAN_WORDS = (("shows", ""), ("masked", ""), ("source", "file"), ("fault", ""))


def upgrade() -> None:
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('tray', 'safe', 'folder', 'person')", name=op.f("ck_place_kind_known")),
        sa.CheckConstraint("length(name) >= 1", name=op.f("ck_place_name_filled")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("name", name=op.f("uq_place_name")),
    )
    op.create_table(
        "watched_file",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("modified_ns", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_watched_file")),
    )
    op.create_table(
        "thumbnail",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        _refers("thumbnail", "sha256", "scan_content.sha256"),
        sa.PrimaryKeyConstraint("sha256", "page", name=op.f("pk_thumbnail")),
    )
    _found_money()
    _envelope_case()
    _custody()
    with op.batch_alter_table("enclosure") as batch_op:
        for name, table in (("case_id", "cases"), ("place_id", "place")):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
            batch_op.create_index(batch_op.f(f"ix_enclosure_{name}"), [name])
            batch_op.create_foreign_key(batch_op.f(f"fk_enclosure_{name}"), table, [name], ["id"], ondelete="RESTRICT")
    with op.batch_alter_table("correction") as batch_op:
        batch_op.add_column(sa.Column("letter_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_correction_letter_id"), ["letter_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_correction_letter_id"), "letter", ["letter_id"], ["id"], ondelete="RESTRICT"
        )
    # Other tables refer to envelopes, so the table cannot be made anew: each column brings its own constraint.
    for word in _WORDS:
        op.execute(f"ALTER TABLE envelope ADD COLUMN {word} VARCHAR DEFAULT '' NOT NULL{_CHECKS.get(word, '')}")
    op.execute(
        "ALTER TABLE envelope ADD COLUMN disposition VARCHAR DEFAULT 'open' NOT NULL CONSTRAINT "
        "ck_envelope_disposition_known "
        "CHECK (disposition IN ('open', 'request', 'addition', 'returned', 'no_request', 'misdelivered'))"
    )
    op.create_index("ix_envelope_open", "envelope", ["id"], sqlite_where=sa.text("disposition = 'open'"))
    op.create_index(
        "ix_envelope_tracked", "envelope", ["tracking_number"], sqlite_where=sa.text("tracking_number <> ''")
    )
    op.create_index("ix_dispatch_dispatched_on_id", "dispatch", ["dispatched_on", "id"])
    op.create_index(
        "ix_dispatch_tracked", "dispatch", ["tracking_number"], sqlite_where=sa.text("tracking_number <> ''")
    )
    op.execute("UPDATE envelope SET disposition = 'request' WHERE id IN (SELECT envelope_id FROM cases)")
    with op.batch_alter_table("scan") as batch_op:
        batch_op.alter_column("envelope_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("case_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("quarantine", sa.Boolean(), server_default="0", nullable=False))
        for word, default in _SCAN_WORDS:
            batch_op.add_column(sa.Column(word, sa.String(), server_default=default, nullable=False))
        batch_op.create_index(batch_op.f("ix_scan_case_id"), ["case_id"])
        batch_op.create_index("ix_scan_tray", ["id"], sqlite_where=sa.text("envelope_id IS NULL AND case_id IS NULL"))
        batch_op.create_index("ix_scan_quarantine", ["id"], sqlite_where=sa.text("quarantine = 1"))
        batch_op.create_foreign_key(batch_op.f("fk_scan_case_id"), "cases", ["case_id"], ["id"], ondelete="RESTRICT")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def _found_money() -> None:
    op.create_table(
        "found_money",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("envelope_id", sa.Integer(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("counted_by", sa.String(), nullable=False),
        sa.Column("witnessed_by", sa.String(), nullable=False),
        sa.CheckConstraint("means IN ('cash', 'money_order', 'stamps')", name=op.f("ck_found_money_means_found")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_found_money_amount_positive")),
        sa.CheckConstraint("counted_by <> witnessed_by", name=op.f("ck_found_money_two_people")),
        sa.CheckConstraint("length(counted_by) >= 1", name=op.f("ck_found_money_counted_by_filled")),
        sa.CheckConstraint("length(witnessed_by) >= 1", name=op.f("ck_found_money_witnessed_by_filled")),
        _refers("found_money", "envelope_id", "envelope.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_found_money")),
    )
    op.create_index(op.f("ix_found_money_envelope_id"), "found_money", ["envelope_id"])


def _envelope_case() -> None:
    op.create_table(
        "envelope_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("envelope_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("brings", sa.String(), nullable=False),
        sa.Column("added_at", sa.String(length=24), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "brings IN ('correction', 'fee', 'objection', 'returned', 'other')",
            name=op.f("ck_envelope_case_brings_known"),
        ),
        _refers("envelope_case", "envelope_id", "envelope.id"),
        _refers("envelope_case", "case_id", "cases.id"),
        _refers("envelope_case", "added_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_envelope_case")),
        sa.UniqueConstraint(
            "envelope_id", "case_id", "brings", name=op.f("uq_envelope_case_envelope_id_case_id_brings")
        ),
    )
    op.create_index(op.f("ix_envelope_case_case_id"), "envelope_case", ["case_id"])


def _custody() -> None:
    op.create_table(
        "custody",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enclosure_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("ended", sa.String(), nullable=True),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("moved_at", sa.String(length=24), nullable=False),
        sa.Column("moved_by", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("(place_id IS NULL) = (ended IS NOT NULL)", name=op.f("ck_custody_place_or_end")),
        sa.CheckConstraint("ended IN ('returned', 'destroyed', 'filed')", name=op.f("ck_custody_end_known")),
        _refers("custody", "enclosure_id", "enclosure.id"),
        _refers("custody", "place_id", "place.id"),
        _refers("custody", "moved_by", "staff.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody")),
    )
    op.create_index(op.f("ix_custody_enclosure_id"), "custody", ["enclosure_id"])


def downgrade() -> None:
    op.execute("DELETE FROM scan WHERE envelope_id IS NULL")
    with op.batch_alter_table("scan") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_scan_case_id"), type_="foreignkey")
        for name in ("ix_scan_tray", "ix_scan_quarantine", "ix_scan_case_id"):
            batch_op.drop_index(name)
        batch_op.alter_column("envelope_id", existing_type=sa.Integer(), nullable=False)
        for name in ("case_id", "quarantine", *(word for word, _ in _SCAN_WORDS)):
            batch_op.drop_column(name)
    for name in ("ix_dispatch_tracked", "ix_dispatch_dispatched_on_id"):
        op.drop_index(name, "dispatch")
    for name in ("ix_envelope_tracked", "ix_envelope_open"):
        op.drop_index(name, "envelope")
    for name in ("disposition", *reversed(_WORDS)):
        op.execute(f"ALTER TABLE envelope DROP COLUMN {name}")
    with op.batch_alter_table("enclosure") as batch_op:
        for name in ("case_id", "place_id"):
            batch_op.drop_constraint(batch_op.f(f"fk_enclosure_{name}"), type_="foreignkey")
            batch_op.drop_index(batch_op.f(f"ix_enclosure_{name}"))
            batch_op.drop_column(name)
    with op.batch_alter_table("correction") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_correction_letter_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_correction_letter_id"))
        batch_op.drop_column("letter_id")
    for name in ("custody", "envelope_case", "found_money", "thumbnail", "watched_file", "place"):
        op.drop_table(name)
