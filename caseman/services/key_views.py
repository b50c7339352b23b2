"""Who opens the file, as the keys page and the command line show it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from caseman.domain.roles import Role, read_roles
from caseman.security import keyslots as slots
from caseman.security.keyslots import KeyslotFile
from caseman.services.desk import Desk
from caseman.storage.office_tables import OfficeRow, SettingRow, StaffRow
from caseman.storage.rekey import SHEET_DUE


@dataclass(frozen=True)
class Member:
    """A member of staff as the keys page shows them. Who has no key cannot open the file."""

    name: str
    roles: tuple[Role, ...]
    has_key: bool
    suspended: bool
    must_change: bool
    workstations: tuple[str, ...]


@dataclass(frozen=True)
class WorkstationLine:
    """A workstation that opens the file without a passphrase, and for whom."""

    slot_id: str
    label: str
    member: str


@dataclass(frozen=True)
class KeysView:
    """Who has a key. `generation` counts the data keys that the file has had; `sheet_due` asks for a new sheet."""

    members: tuple[Member, ...]
    workstations: tuple[WorkstationLine, ...]
    generation: int
    sheet_due: bool


def list_keys(desk: Desk) -> KeysView:
    """The members of staff with their roles and keys, and the workstations that open the file by themselves."""
    with desk.reading() as session:
        keyslots = inside(session)
        rows = session.exec(select(StaffRow).where(col(StaffRow.active).is_(True)).order_by(col(StaffRow.id))).all()
        due = session.get(SettingRow, SHEET_DUE)
    names = {slot.id: slot.name for slot in keyslots.newest.staff}
    lines = tuple(
        WorkstationLine(slot.id, slot.label, names.get(slot.staff, "")) for slot in keyslots.newest.workstations
    )
    return KeysView(
        tuple(_member(row, frozenset(names.values()), lines) for row in rows),
        lines,
        keyslots.generation,
        due is not None and due.value == "1",
    )


def _member(row: StaffRow, keyed: frozenset[str], lines: tuple[WorkstationLine, ...]) -> Member:
    held = read_roles(row.roles)
    return Member(
        name=row.name,
        roles=tuple(role for role in Role if role in held),
        has_key=row.name in keyed,
        suspended=row.suspended_slot is not None,
        must_change=row.must_change,
        workstations=tuple(line.label for line in lines if line.member == row.name),
    )


def must_change(desk: Desk) -> bool:
    """Whether the member came in with a one-time passphrase."""
    with desk.reading() as session:
        return bool(session.exec(select(StaffRow.must_change).where(StaffRow.name == desk.staff_name)).one_or_none())


def inside(session: Session) -> KeyslotFile:
    """The copy of the key file that counts."""
    return slots.from_json(session.get_one(OfficeRow, 1).keyslots)
