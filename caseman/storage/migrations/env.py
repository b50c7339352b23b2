"""Runs migrations over the connection that is already open: nobody else may open the file."""

from alembic import context
from sqlmodel import SQLModel

from caseman.storage import (  # noqa: F401  they fill the metadata
    attachment_tables,
    case_keys,
    case_tables,
    course_tables,
    disposal_tables,
    letter_tables,
    list_tables,
    money_tables,
    office_tables,
    post_tables,
    register_tables,
    scan_keys,
    scan_tables,
    text_tables,
    trail_tables,
)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
