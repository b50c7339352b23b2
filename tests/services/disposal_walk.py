"""A case full of what names a person, and the way from its closing to its disposal, as the pages go it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session, select

from caseman.domain.roles import Role, stored_roles
from caseman.services import disposal, retention_list
from caseman.services.desk import Desk
from caseman.services.disposal import Disposed
from caseman.services.retention_list import DueItem
from caseman.storage.office_tables import StaffRow
from tests.services.walking import Walk

SECOND = "例示 太郎"
LATER = date(2030, 1, 15)  # when a case that was closed in November 2026 is kept no more
MUCH_LATER = date(2036, 5, 1)  # when the book's names are


def add_second(walk: Walk) -> None:
    """A second privacy manager at the office; without a key, which a test of services does not need."""
    with Session(walk.desk.file.engine) as session:
        session.add(StaffRow(name=SECOND, roles=stored_roles([Role.PRIVACY_MANAGER]), added_at=walk.clock()))
        session.commit()


def desk_of(walk: Walk, name: str) -> Desk:
    """The same open file, with another member at it."""
    return Desk(walk.desk.file, name, walk.clock)


def due(desk: Desk, **wanted: Any) -> dict[str, DueItem]:
    """The review list by kind and case number."""
    return {f"{item.kind.value} {item.number}".strip(): item for item in retention_list.due_list(desk, **wanted).items}


def propose(desk: Desk, *keys: str) -> str:
    """Propose these records, or all that may go."""
    chosen = keys or tuple(item.key for item in retention_list.due_list(desk).items if item.may_go)
    number = disposal.propose(desk, chosen).document_number
    assert number is not None
    return number


def dispose(walk: Walk, *keys: str) -> Disposed:
    """Propose by one and confirm by the other."""
    with Session(walk.desk.file.engine) as session:
        if session.exec(select(StaffRow).where(StaffRow.name == SECOND)).first() is None:
            add_second(walk)
    return disposal.confirm(desk_of(walk, SECOND), propose(walk.desk, *keys))
