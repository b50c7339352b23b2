"""What every table is made of: its columns, and how constraints are named.

The `*_tables` modules are the single definition of what is stored. Every rule the database can guard itself stands
there once more. Instants are UTC, in ISO 8601 with milliseconds; postal dates are dates; money is minor units and a
currency code. Table classes do not validate (`table=True` never does): the input classes of `caseman.services` do, at
the door.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Dialect, ForeignKey, String, TypeDecorator
from sqlmodel import Column, Field, SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING


class Instant(TypeDecorator[datetime]):
    """A moment, UTC, kept as text that sorts by time."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002
        if value is None:
            return None
        return stored_instant(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else parse_instant(value)


def stored_instant(moment: datetime) -> str:
    """A moment as it is stored, for queries that compare with the column bare."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_instant(written: str) -> datetime:
    """A stored moment, for queries that read the column bare."""
    return datetime.fromisoformat(written)


def ref(table: str, *, nullable: bool = False, index: bool = True) -> Any:
    """A column that refers to a row of another table, which then cannot be deleted."""
    return Field(
        default=None,
        sa_column=Column(ForeignKey(f"{table}.id", ondelete="RESTRICT"), nullable=nullable, index=index),
    )


def instant() -> Any:
    """A column that holds a moment."""
    return Field(sa_column=Column(Instant(), nullable=False))


def length(column: str, at_least: int) -> CheckConstraint:
    """A text of at least so many characters."""
    return CheckConstraint(f"length({column}) >= {at_least}", name=f"{column}_filled")


def row_id(row: Any) -> int:
    """The primary key of a row that was stored."""
    assert row.id is not None
    return int(row.id)
