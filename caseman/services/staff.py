"""The members of the office's staff by name: who reads second, who searched."""

from __future__ import annotations

import unicodedata

from sqlmodel import Session, col, select

from caseman.domain.entry import clean_line
from caseman.domain.permissions import Permission
from caseman.errors import InputError
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.storage.office_tables import StaffRow
from caseman.text import T


def clean_staff_name(name: str, field: str = "name") -> str:
    """A name as it is stored. Raises `InputError` for an empty one, told at `field`."""
    clean = clean_line(name, field, 100)
    if not clean:
        raise InputError("empty", T("Fill in this field."), field=field)
    return clean


def list_staff(desk: Desk) -> tuple[str, ...]:
    """The names of the members who are active, in order of entry."""
    with desk.reading() as session:
        return tuple(
            session.exec(select(StaffRow.name).where(col(StaffRow.active).is_(True)).order_by(col(StaffRow.id))).all()
        )


def add_staff(desk: Desk, name: str) -> Change:
    """Add a member by name, so that work can be put to them; a key of their own is another matter.

    Raises `InputError` for an empty name or one that is there already.
    """
    clean = clean_staff_name(name)
    with desk.work(Permission.STAFF) as work:
        if find_staff(work.session, clean) is not None:
            raise InputError("staff-known", T("“{name}” is on the list already.", name=clean), field="name")
        work.session.add(StaffRow(name=clean, added_at=work.now))
        work.note("staff_added", name=clean)
    return Change(ChangeKind.AUDIT)


def staff_by_name(session: Session, name: str, field: str) -> StaffRow:
    """The member with this name. Raises `InputError` for one who is not on the list."""
    row = find_staff(session, name.strip())
    if row is None or not row.active:
        raise InputError(
            "no-such-staff",
            T("“{name}” is not on the list of staff. Add the name in the settings first.", name=name.strip()),
            field=field,
        )
    return row


def find_staff(session: Session, name: str) -> StaffRow | None:
    """The member with this name, active or not."""
    wanted = unicodedata.normalize("NFC", name)
    return session.exec(select(StaffRow).where(StaffRow.name == wanted)).one_or_none()
