"""What the trail says about staff and keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from caseman.domain.roles import Role, read_roles
from caseman.text import T, Text


def _roles(details: Mapping[str, Any]) -> Text:
    held = read_roles(str(details["roles"]))
    return T("{roles}", roles=[role.label for role in Role if role in held] or T("none"))


KEY_TRAIL: dict[str, Callable[[dict[str, Any]], Text]] = {
    "member_added": lambda d: T("{name} was given a key. Roles: {roles}.", name=d["name"], roles=_roles(d)),
    "roles_changed": lambda d: T("The roles of {name} are now: {roles}.", name=d["name"], roles=_roles(d)),
    "one_time_given": lambda d: T("{name} was given a new one-time passphrase.", name=d["name"]),
    "passphrase_changed": lambda d: T("{name} changed the passphrase.", name=d["name"]),
    "member_suspended": lambda d: T("{name} was suspended: {reason}", name=d["name"], reason=d["reason"]),
    "member_put_back": lambda d: T("{name} was put back.", name=d["name"]),
    "member_removed": lambda d: T("{name} was removed: {reason}", name=d["name"], reason=d["reason"]),
    "key_replaced": lambda _: T("The key of the file was replaced. Earlier sheets and backups keep the old one."),
    "sheet_replaced": lambda _: T("A new recovery sheet was made. The code of the one before is void."),
    "sheet_kept": lambda _: T("The newest recovery sheet was printed or saved."),
    "workstation_enabled": lambda d: T(
        "Workstation {label} opens the file for {name}.", label=d["label"], name=d["name"]
    ),
    "workstation_forgotten": lambda d: T("Workstation {label} no longer opens the file.", label=d["label"]),
    "clock_set_back": lambda d: T(
        "The clock of the computer stood before the entry above it: {now}, after {last} (UTC).",
        now=d["now"][:16].replace("T", " "),
        last=d["last"][:16].replace("T", " "),
    ),
    "backup_made": lambda d: T("A backup was made and checked: {name}.", name=d["name"]),
    "backup_planned": lambda d: T("The plan of the backups was changed. Kept are {keep}.", keep=d["keep"]),
    "recovered": lambda d: T(
        "The file was opened with the recovery sheet; {name} got a new passphrase and is an administrator.",
        name=d["name"],
    ),
}
