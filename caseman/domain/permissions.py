"""The one table of who may do what. Services ask it before they read or write; the window asks it what to offer.

It keeps honest people to their part and the trail to the truth. It is no wall against someone who holds a key to the
file and another program: whoever can open the file can read all of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from caseman.domain.actions import Action
from caseman.domain.roles import Role
from caseman.errors import RuleError
from caseman.text import T, Text


class Permission(StrEnum):
    """What is done in an office beside the actions on a case."""

    READ_CASES = "read_cases"
    READ_SCANS = "read_scans"
    READ_TRAIL = "read_trail"
    LOG_POST = "log_post"
    MOVE_PAPERS = "move_papers"
    OPEN_CASE = "open_case"
    WRITE_NOTES = "write_notes"
    APPROVE_LETTERS = "approve_letters"
    EXPORT = "export"
    EXPORT_BOOK = "export_book"
    DISPOSE = "dispose"
    OFFICE_RULES = "office_rules"
    STAFF = "staff"
    BACK_UP = "back_up"
    OWN = "own"

    @property
    def label(self) -> Text:
        return _PERMISSIONS[self]


Deed = Action | Permission

_PERMISSIONS = {
    Permission.READ_CASES: T("Read cases"),
    Permission.READ_SCANS: T("Look at scans"),
    Permission.READ_TRAIL: T("Read the trail"),
    Permission.LOG_POST: T("Log post"),
    Permission.MOVE_PAPERS: T("Move papers"),
    Permission.OPEN_CASE: T("Open and link cases"),
    Permission.WRITE_NOTES: T("Write notes on cases"),
    Permission.APPROVE_LETTERS: T("Approve letters"),
    Permission.EXPORT: T("Export the ledger"),
    Permission.EXPORT_BOOK: T("Export the book"),
    Permission.DISPOSE: T("Dispose of records"),
    Permission.OFFICE_RULES: T("Change the procedure and the calendar"),
    Permission.STAFF: T("Manage staff and keys"),
    Permission.BACK_UP: T("Back up"),
    Permission.OWN: T("Change one's own passphrase"),
}

_CLERK, _RECEPTION, _MONEY = Role.MAIL_CLERK, Role.RECEPTION, Role.ACCOUNTING
_SEARCHER, _MANAGER, _AUDITOR = Role.SEARCHER, Role.PRIVACY_MANAGER, Role.AUDITOR
_EVERYONE = frozenset(Role)
_POST = frozenset({_CLERK, _RECEPTION, _MANAGER})
_DESK = frozenset({_RECEPTION, _MANAGER})
_HEAD = frozenset({_MANAGER})

PERMITTED: Final[dict[Deed, frozenset[Role]]] = {
    Permission.READ_CASES: _EVERYONE - {Role.ADMINISTRATOR},
    Permission.READ_SCANS: _POST | {_AUDITOR},
    Permission.READ_TRAIL: frozenset({_MANAGER, _AUDITOR, Role.ADMINISTRATOR}),
    Permission.LOG_POST: _POST,
    Permission.MOVE_PAPERS: _POST | {_SEARCHER},
    Permission.OPEN_CASE: _DESK,
    Permission.WRITE_NOTES: _EVERYONE - {Role.ADMINISTRATOR, _AUDITOR},
    Permission.APPROVE_LETTERS: _HEAD,
    Permission.EXPORT: frozenset({_MANAGER, _AUDITOR}),
    Permission.EXPORT_BOOK: frozenset({_MONEY, _MANAGER, _AUDITOR}),
    Permission.DISPOSE: _HEAD,
    Permission.OFFICE_RULES: frozenset({_MANAGER, Role.ADMINISTRATOR}),
    Permission.STAFF: frozenset({Role.ADMINISTRATOR}),
    Permission.BACK_UP: _EVERYONE,
    Permission.OWN: _EVERYONE,
    Action.CHECK_IDENTITY: _DESK,
    Action.ASK_CORRECTION: _DESK,
    Action.CURE_CORRECTION: _DESK,
    Action.RECORD_PAYMENT: _DESK | {_MONEY},
    Action.ASK_FEE: _DESK | {_MONEY},
    Action.WAIVE_FEE: _HEAD,
    Action.WRITE_ABOUT_FEE: _DESK | {_MONEY},
    Action.ACCEPT: _DESK,
    Action.UNDO_ACCEPTANCE: _HEAD,
    Action.EXTEND: _HEAD,
    Action.ASK_SEARCH: _DESK,
    Action.ANSWER_SEARCH: _DESK | {_SEARCHER},
    Action.DECIDE: _HEAD,
    Action.MAKE_LETTER: _DESK,
    Action.WRITE_CLOSURE: _DESK,
    Action.DISPATCH: _POST,
    Action.DELIVER: _POST,
    Action.RETURN: _POST,
    Action.OBJECT: _DESK,
    Action.SETTLE_OBJECTION: _HEAD,
    Action.WITHDRAW: _DESK,
    Action.DEEM_WITHDRAWN: _DESK,
    Action.CLOSE: _DESK,
    Action.REOPEN: _HEAD,
    Action.HOLD: _HEAD,
    Action.RELEASE: _HEAD,
    Action.REPORT: _DESK,
    Action.AMEND: _DESK,
}


def permitted(deed: Deed, roles: Iterable[Role]) -> bool:
    """Whether one of these roles may do it."""
    return not PERMITTED[deed].isdisjoint(roles)


def require_permission(deed: Deed, roles: Iterable[Role]) -> None:
    """Refuse what none of these roles may do, and name those who may. Raises `RuleError`."""
    held = frozenset(roles)
    if permitted(deed, held):
        return
    raise RuleError(
        "not-permitted",
        T(
            "“{deed}” is not among your roles ({roles}). Ask someone who has one of these: {may}.",
            deed=deed.label,
            roles=[role.label for role in Role if role in held] or T("none"),
            may=[role.label for role in Role if role in PERMITTED[deed]],
        ),
    )
