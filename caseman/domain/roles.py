"""Who does what in a privacy office."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from caseman.text import T, Text


class Role(StrEnum):
    """What a member of staff does; one person may hold several roles."""

    MAIL_CLERK = "mail_clerk"
    RECEPTION = "reception"
    ACCOUNTING = "accounting"
    SEARCHER = "searcher"
    PRIVACY_MANAGER = "privacy_manager"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> Text:
        return _ROLES[self]

    @property
    def explanation(self) -> Text:
        return _EXPLAINED[self]


_ROLES = {
    Role.MAIL_CLERK: T("Mail clerk"),
    Role.RECEPTION: T("Reception"),
    Role.ACCOUNTING: T("Accounting"),
    Role.SEARCHER: T("Data holder"),
    Role.PRIVACY_MANAGER: T("Privacy manager"),
    Role.AUDITOR: T("Auditor"),
    Role.ADMINISTRATOR: T("Administrator"),
}
_EXPLAINED = {
    Role.MAIL_CLERK: T("logs envelopes and scans, notes what leaves and what comes back"),
    Role.RECEPTION: T("opens cases, checks identity, asks for corrections, accepts, makes letters, closes"),
    Role.ACCOUNTING: T("records and matches payments; sees no scans"),
    Role.SEARCHER: T("answers search tasks; sees no scans"),
    Role.PRIVACY_MANAGER: T(
        "does all work on cases, decides, extends, reopens, holds, exports, and disposes of records"
    ),
    Role.AUDITOR: T("reads everything and exports; changes nothing"),
    Role.ADMINISTRATOR: T("manages staff, keys, backups and the procedure; reads no cases"),
}
# Who founds an office does everything in it, until the work is shared out.
FOUNDER = tuple(role for role in Role if role is not Role.AUDITOR)


@cache
def read_roles(stored: str) -> frozenset[Role]:
    """Roles as they are stored: codes with spaces between. What this program does not know gives nothing."""
    known = {role.value for role in Role}
    return frozenset(Role(code) for code in stored.split() if code in known)


def stored_roles(roles: Iterable[Role]) -> str:
    """Roles as they are stored, in the order of the table."""
    chosen = set(roles)
    return " ".join(role.value for role in Role if role in chosen)
