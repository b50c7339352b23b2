"""A change of the keys, inside the file and beside it.

The copy of the key file inside the office file is the one that counts; the key file beside it is the door. Each change
prepares the new key file, commits the transaction with its audit entry, then puts the key file in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from caseman.domain.permissions import Permission
from caseman.errors import InputError
from caseman.security import keyslots as slots
from caseman.security.keyslots import KeyslotFile
from caseman.services.desk import Desk
from caseman.services.key_views import inside
from caseman.services.staff import find_staff
from caseman.services.work import Work
from caseman.storage.file import keys_path
from caseman.storage.office_tables import OfficeRow, StaffRow
from caseman.text import T


class KeyChange:
    """The keys inside a transaction."""

    def __init__(self, work: Work, keyslots: KeyslotFile) -> None:
        self.work = work
        self.keyslots = keyslots
        self.changed = False

    @property
    def data_key(self) -> bytes:
        return self.work.desk.file.data_key

    def put(self, keyslots: KeyslotFile) -> None:
        self.keyslots, self.changed = keyslots, True

    def has(self, name: str) -> bool:
        return any(slot.name == name for slot in self.keyslots.newest.staff)

    def member(self, name: str) -> StaffRow:
        """A member with a key. Raises `InputError` for anyone else."""
        row = on_the_list(self.work.session, name)
        if not self.has(row.name):
            raise InputError("no-key", T("“{name}” has no key now.", name=row.name), field="name")
        return row


@contextmanager
def changing_keys(desk: Desk, deed: Permission | None) -> Iterator[KeyChange]:
    """One change of the keys, inside the file and beside it; without a `deed` whoever holds the sheet may do it."""
    prepared = None
    try:
        with desk.work(deed) as work:
            keys = KeyChange(work, inside(work.session))
            yield keys
            if keys.changed:
                office = work.session.get_one(OfficeRow, 1)
                office.keyslots = slots.to_json(keys.keyslots)
                work.session.add(office)
                prepared = slots.prepare_keyslots(keys_path(desk.file.path), keys.keyslots)
    except BaseException:
        if prepared is not None:
            prepared.discard()
        raise
    if prepared is not None:
        prepared.take_place()
    desk.read_roles_again()


def on_the_list(session: Session, name: str) -> StaffRow:
    """A member of the staff, with a key or without. Raises `InputError` for anyone else."""
    row = find_staff(session, name.strip())
    if row is None or not row.active:
        raise InputError("no-such-staff", T("“{name}” is not on the list of staff.", name=name.strip()), field="name")
    return row
