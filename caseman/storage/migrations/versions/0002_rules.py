"""Search tasks, extensions, events, links, complaints, items, closures."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The one procedure that shipped before said in one figure what are two now.
    op.execute(
        "UPDATE procedure SET toml = replace("
        "toml, 'copies_needed = 1', 'photo_needed = 1' || char(10) || 'others_needed = 1')"
    )
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("added_at", sa.String(24), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('closed', 'holiday', 'opened')", name=op.f("ck_closure_kind")),
        sa.ForeignKeyConstraint(["added_by"], ["staff.id"], name=op.f("fk_closure_added_by"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
        sa.UniqueConstraint("day", name=op.f("uq_closure_day")),
    )
    op.create_table(
        "case_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(24), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_event_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["staff.id"], name=op.f("fk_case_event_recorded_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    op.create_index(op.f("ix_case_event_case_id"), "case_event", ["case_id"])
    op.create_table(
        "case_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.CheckConstraint("case_id < other_id", name=op.f("ck_case_link_earlier_first")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_link_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["other_id"], ["cases.id"], name=op.f("fk_case_link_other_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_link")),
        sa.UniqueConstraint("case_id", "other_id", name=op.f("uq_case_link_case_id_other_id")),
    )
    op.create_index(op.f("ix_case_link_other_id"), "case_link", ["other_id"])
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("publish", sa.Boolean(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("reported_to", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_complaint_case_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
        sa.UniqueConstraint("case_id", name=op.f("uq_complaint_case_id")),
    )
    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 1", name=op.f("ck_extension_amount_positive")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_extension_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["staff.id"], name=op.f("fk_extension_recorded_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    op.create_index(op.f("ix_extension_case_id"), "extension", ["case_id"])
    op.create_table(
        "search_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("found", sa.String(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("searched_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(answered_on IS NULL) = (found IS NULL)", name=op.f("ck_search_task_answer_says_what")),
        sa.CheckConstraint(
            "answered_on IS NULL OR answered_on >= asked_on", name=op.f("ck_search_task_answered_after_asked")
        ),
        sa.CheckConstraint("due_on >= asked_on", name=op.f("ck_search_task_due_after_asked")),
        sa.CheckConstraint("length(holder) >= 1", name=op.f("ck_search_task_holder_filled")),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_search_task_asked_by"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_search_task_case_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["searched_by"], ["staff.id"], name=op.f("fk_search_task_searched_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_task")),
    )
    op.create_index(op.f("ix_search_task_case_id"), "search_task", ["case_id"])
    op.create_table(
        "request_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
        sa.CheckConstraint(
            "outcome NOT IN ('part', 'refuse') OR (ground IS NOT NULL AND length(reason) > 0)",
            name=op.f("ck_request_item_refusal_has_reason"),
        ),
        sa.CheckConstraint("length(item) >= 1", name=op.f("ck_request_item_item_filled")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_request_item_request_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_item")),
        sa.UniqueConstraint("request_id", "position", name=op.f("uq_request_item_request_id_position")),
    )
    with op.batch_alter_table("dispatch") as batch_op:
        batch_op.add_column(sa.Column("returned_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("return_reason", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("checked_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_dispatch_checked_by"), "staff", ["checked_by"], ["id"], ondelete="RESTRICT"
        )
        batch_op.drop_constraint(batch_op.f("uq_dispatch_letter_id"), type_="unique")
        batch_op.create_index(batch_op.f("ix_dispatch_letter_id"), ["letter_id"], unique=False)
        batch_op.create_check_constraint(
            op.f("ck_dispatch_returned_after"), "returned_on IS NULL OR returned_on >= dispatched_on"
        )
        batch_op.create_check_constraint(
            op.f("ck_dispatch_delivered_or_returned"), "delivered_on IS NULL OR returned_on IS NULL"
        )
        batch_op.create_index(
            "uq_dispatch_under_way", ["letter_id"], unique=True, sqlite_where=sa.text("returned_on IS NULL")
        )

    with op.batch_alter_table("envelope") as batch_op:
        batch_op.add_column(sa.Column("channel", sa.String(), server_default="post", nullable=False))

    with op.batch_alter_table("identity_check") as batch_op:
        batch_op.add_column(sa.Column("receipt_named", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("issued_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("form", sa.String(), server_default="copy", nullable=False))
        batch_op.add_column(sa.Column("back_side", sa.Boolean(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("register_name_agrees", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("register_address_agrees", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("sharp", sa.Boolean(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("second_reader", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_identity_check_second_reader"), "staff", ["second_reader"], ["id"], ondelete="RESTRICT"
        )

    op.create_index("ix_audit_at", "audit", ["at"])
    op.add_column("request", sa.Column("units", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("letter") as batch_op:
        batch_op.add_column(sa.Column("quoted_due", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("request", "units")
    op.drop_index("ix_audit_at", "audit")
    with op.batch_alter_table("letter") as batch_op:
        batch_op.drop_column("quoted_due")

    with op.batch_alter_table("identity_check") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_identity_check_second_reader"), type_="foreignkey")
        batch_op.drop_column("second_reader")
        batch_op.drop_column("sharp")
        batch_op.drop_column("register_address_agrees")
        batch_op.drop_column("register_name_agrees")
        batch_op.drop_column("back_side")
        batch_op.drop_column("form")
        batch_op.drop_column("issued_on")
        batch_op.drop_column("receipt_named")

    with op.batch_alter_table("envelope") as batch_op:
        batch_op.drop_column("channel")

    with op.batch_alter_table("dispatch") as batch_op:
        batch_op.drop_index("uq_dispatch_under_way", sqlite_where=sa.text("returned_on IS NULL"))
        batch_op.drop_index(batch_op.f("ix_dispatch_letter_id"))
        batch_op.create_unique_constraint(batch_op.f("uq_dispatch_letter_id"), ["letter_id"])
        batch_op.drop_constraint(op.f("ck_dispatch_delivered_or_returned"), type_="check")
        batch_op.drop_constraint(op.f("ck_dispatch_returned_after"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_dispatch_checked_by"), type_="foreignkey")
        batch_op.drop_column("checked_by")
        batch_op.drop_column("return_reason")
        batch_op.drop_column("returned_on")

    op.drop_table("request_item")
    op.drop_table("search_task")
    op.drop_table("extension")
    op.drop_table("complaint")
    op.drop_table("case_link")
    op.drop_table("case_event")
    op.drop_table("closure")
