"""Keys and people: who opens the file, with which role, and what becomes of a key when someone leaves."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from caseman.domain.permissions import Permission
from caseman.domain.roles import Role, read_roles, stored_roles
from caseman.errors import InputError, RuleError
from caseman.security import generations, passphrase, workstation
from caseman.security import keyslots as slots
from caseman.security.keyslots import Cost
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.key_changing import changing_keys, on_the_list
from caseman.services.key_replacing import NewSheet, replace_key
from caseman.services.key_views import inside
from caseman.services.staff import clean_staff_name, find_staff
from caseman.storage.office_tables import StaffRow
from caseman.text import Language, T


@dataclass(frozen=True)
class OneTime(Change):
    """A passphrase that opens the file once, to be told to the member by word of mouth. It is kept nowhere."""

    passphrase: str = field(default="", repr=False)


# --- members


def add_member(desk: Desk, name: str, roles: frozenset[Role], *, cost: Cost = slots.DEFAULT_COST) -> OneTime:
    """Give a member a key of their own; someone on the list by name alone, or who left before, gets one too.

    Raises `InputError` for an empty name, no role, or someone who has a key already.
    """
    clean = clean_staff_name(name)
    if not roles:
        raise InputError("no-role", T("Choose at least one role."), field="roles")
    told = passphrase.one_time()
    with changing_keys(desk, Permission.STAFF) as keys:
        session = keys.work.session
        row = find_staff(session, clean)
        if row is None:
            row = StaffRow(name=clean, added_at=keys.work.now)
        elif row.active and (row.suspended_slot is not None or keys.has(row.name)):
            raise InputError(
                "staff-exists", T("“{name}” has a key already. Add something that tells the two apart.", name=clean),
                field="name",
            )  # fmt: skip
        row.active, row.must_change, row.roles = True, True, stored_roles(roles)
        session.add(row)
        keys.put(slots.add_staff(keys.keyslots, keys.data_key, row.name, told, cost))
        keys.work.note("member_added", name=row.name, roles=row.roles)
    return OneTime(ChangeKind.AUDIT, passphrase=told)


def give_one_time(desk: Desk, name: str, *, cost: Cost = slots.DEFAULT_COST) -> OneTime:
    """A new one-time passphrase for a member who forgot theirs."""
    told = passphrase.one_time()
    with changing_keys(desk, Permission.STAFF) as keys:
        row = keys.member(name)
        keys.put(slots.set_passphrase(keys.keyslots, keys.data_key, row.name, told, cost))
        row.must_change = True
        keys.work.session.add(row)
        keys.work.note("one_time_given", name=row.name)
    return OneTime(ChangeKind.AUDIT, passphrase=told)


def set_roles(desk: Desk, name: str, roles: frozenset[Role]) -> Change:
    """Change what a member may do. One administrator with a key always stays."""
    if not roles:
        raise InputError("no-role", T("Choose at least one role."), field="roles")
    with desk.work(Permission.STAFF) as work:
        row = on_the_list(work.session, name)
        if Role.ADMINISTRATOR not in roles:
            _administrator_stays(work.session, row)
        row.roles = stored_roles(roles)
        work.session.add(row)
        work.note("roles_changed", name=row.name, roles=row.roles)
    desk.read_roles_again()
    return Change(ChangeKind.AUDIT)


def change_passphrase(desk: Desk, old: str, new: str, *, cost: Cost = slots.DEFAULT_COST) -> Change:
    """Replace one's own passphrase.

    Raises `UnlockError` where the old one is wrong, `InputError` where the new one is weak or the same.
    """
    if passphrase.normalise(old) == passphrase.normalise(new):
        raise InputError("passphrase-same", T("The new passphrase is the old one. Choose another."), field="passphrase")
    with changing_keys(desk, Permission.OWN) as keys:
        keys.put(slots.change_passphrase(keys.keyslots, desk.staff_name, old, new, cost))
        keys.work.staff.must_change = False
        keys.work.session.add(keys.work.staff)
        keys.work.note("passphrase_changed", name=desk.staff_name)
    return Change(ChangeKind.AUDIT)


def recover_member(desk: Desk, name: str, new: str, *, cost: Cost = slots.DEFAULT_COST) -> Change:
    """Give a member a new passphrase where the file was opened with the recovery sheet, and make them administrator.

    Raises `InputError` for a name that is not on the list of staff; the names on it are in the sentence.
    """
    with desk.reading() as session:
        row = find_staff(session, name.strip())
        names = session.exec(select(StaffRow.name).where(col(StaffRow.active).is_(True)).order_by(StaffRow.name)).all()
    if row is None or not row.active:
        raise InputError(
            "no-such-staff",
            T("“{name}” is not on the list of staff. On it are: {names}.", name=name.strip(), names=list(names)),
            field="staff_name",
        )
    desk.staff_name = row.name
    with changing_keys(desk, None) as keys:
        row = keys.work.staff
        if keys.has(row.name):
            keys.put(slots.set_passphrase(keys.keyslots, keys.data_key, row.name, new, cost))
        else:
            keys.put(slots.add_staff(keys.keyslots, keys.data_key, row.name, new, cost))
        row.suspended_slot, row.must_change = None, False
        row.roles = stored_roles({*read_roles(row.roles), Role.ADMINISTRATOR})
        keys.work.session.add(row)
        keys.work.note("recovered", name=row.name)
    return Change(ChangeKind.AUDIT)


def suspend_member(desk: Desk, name: str, reason: str) -> Change:
    """Close a member's way in for a while. The key stays the same: replace it too where it must be certain."""
    with changing_keys(desk, Permission.STAFF) as keys:
        row = keys.member(name)
        _not_oneself(desk, row)
        _administrator_stays(keys.work.session, row)
        kept, row.suspended_slot = generations.take_out(keys.keyslots, keys.data_key, row.name)
        keys.put(kept)
        keys.work.session.add(row)
        keys.work.note("member_suspended", name=row.name, reason=_reason(reason))
    return Change(ChangeKind.AUDIT)


def put_member_back(desk: Desk, name: str) -> Change:
    """Open a suspended member's way in again, with the passphrase they had."""
    with changing_keys(desk, Permission.STAFF) as keys:
        row = on_the_list(keys.work.session, name)
        if row.suspended_slot is None:
            raise RuleError("not-suspended", T("“{name}” is not suspended.", name=row.name))
        keys.put(generations.put_back(keys.keyslots, keys.data_key, row.suspended_slot))
        row.suspended_slot = None
        keys.work.session.add(row)
        keys.work.note("member_put_back", name=row.name)
    return Change(ChangeKind.AUDIT)


def remove_member(desk: Desk, name: str, reason: str, language: Language | None = None) -> NewSheet:
    """Take a member off the staff. Who had a key makes the file's key be replaced: a new recovery sheet is returned.

    The way in is closed first, so that it stays closed even where replacing the key fails. Copies of the file made
    before stay readable with the old key.
    """
    why = _reason(reason)
    with changing_keys(desk, Permission.STAFF) as keys:
        row = on_the_list(keys.work.session, name)
        _not_oneself(desk, row)
        had_key = keys.has(row.name)
        if had_key:
            _administrator_stays(keys.work.session, row)
            keys.put(slots.remove_staff(keys.keyslots, keys.data_key, row.name))
        had_key = had_key or row.suspended_slot is not None
        row.active, row.suspended_slot, row.must_change = False, None, False
        keys.work.session.add(row)
        keys.work.note("member_removed", name=row.name, reason=why)
    return replace_key(desk, language) if had_key else NewSheet(ChangeKind.AUDIT)


# --- workstations


def enable_workstation(desk: Desk, label: str | None = None) -> Change:
    """Let this workstation open the file for oneself, by its system keyring. Raises `UnlockError` with the reason."""
    with changing_keys(desk, Permission.OWN) as keys:
        before = {slot.id for slot in keys.keyslots.newest.workstations}
        keys.put(workstation.enable(keys.keyslots, keys.data_key, desk.staff_name, label))
        added = next(slot for slot in keys.keyslots.newest.workstations if slot.id not in before)
        keys.work.note("workstation_enabled", name=desk.staff_name, label=added.label)
    return Change(ChangeKind.AUDIT)


def forget_workstation(desk: Desk, slot_id: str) -> Change:
    """Take a workstation's way in out of the key file: one's own, or any as an administrator.

    Its secret stays in that computer's keyring and opens nothing; here it is taken out too, if the keyring answers.
    """
    with desk.reading() as session:
        newest = inside(session).newest
    slot = next((each for each in newest.workstations if each.id == slot_id), None)
    if slot is None:
        raise InputError("no-workstation", T("This workstation no longer opens the file."), field="workstation")
    mine = any(each.id == slot.staff and each.name == desk.staff_name for each in newest.staff)
    with changing_keys(desk, Permission.OWN if mine else Permission.STAFF) as keys:
        keys.put(workstation.forget(keys.keyslots, keys.data_key, slot_id))
        keys.work.note("workstation_forgotten", label=slot.label)
    workstation.discard_secret(desk.file.file_id, slot_id)
    return Change(ChangeKind.AUDIT)


# --- how it is done


def _not_oneself(desk: Desk, row: StaffRow) -> None:
    if row.name == desk.staff_name:
        raise RuleError("oneself", T("You cannot do this to yourself. Ask another administrator."))


def _administrator_stays(session: Session, leaving: StaffRow) -> None:
    """Without an administrator nobody could give keys any more."""
    keyed = {slot.name for slot in inside(session).newest.staff}
    rows = session.exec(select(StaffRow).where(col(StaffRow.active).is_(True))).all()
    others = [row for row in rows if row.name in keyed and row.name != leaving.name]
    if not any(Role.ADMINISTRATOR in read_roles(row.roles) for row in others):
        raise RuleError(
            "last-administrator",
            T("At least one administrator with a key must stay. Make another member administrator first."),
        )


def _reason(text: str) -> str:
    clean = " ".join(text.split())
    if not clean:
        raise InputError("empty", T("Fill in this field."), field="reason")
    return clean[:500]
