"""The one table of who may do what."""

from __future__ import annotations

import pytest

from caseman.domain.actions import Action
from caseman.domain.permissions import PERMITTED, Permission, permitted, require_permission
from caseman.domain.roles import FOUNDER, Role, read_roles, stored_roles
from caseman.domain.transitions import TRANSITIONS
from caseman.errors import RuleError
from caseman.text import Language

_CHANGES = frozenset(PERMITTED) - {
    Permission.READ_CASES, Permission.READ_SCANS, Permission.READ_TRAIL, Permission.EXPORT, Permission.EXPORT_BOOK,
    Permission.BACK_UP, Permission.OWN,
}  # fmt: skip


def test_the_table_knows_every_deed() -> None:
    assert set(PERMITTED) == {*Action, *Permission}
    assert all(PERMITTED.values())


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: row.action.value)
def test_who_mostly_does_a_step_may_do_it(row: object) -> None:
    assert row.by in PERMITTED[row.action]  # type: ignore[attr-defined]


def test_an_auditor_reads_and_exports_and_changes_nothing() -> None:
    may = {deed for deed in PERMITTED if permitted(deed, {Role.AUDITOR})}
    assert may >= {Permission.READ_CASES, Permission.READ_SCANS, Permission.READ_TRAIL, Permission.EXPORT}
    assert not may & _CHANGES


def test_an_administrator_reads_no_cases() -> None:
    may = {deed for deed in PERMITTED if permitted(deed, {Role.ADMINISTRATOR})}
    assert may == {
        Permission.READ_TRAIL, Permission.OFFICE_RULES, Permission.STAFF, Permission.BACK_UP, Permission.OWN,
    }  # fmt: skip


@pytest.mark.parametrize("role", [Role.ACCOUNTING, Role.SEARCHER])
def test_who_needs_no_scans_sees_none(role: Role) -> None:
    assert not permitted(Permission.READ_SCANS, {role})
    assert permitted(Permission.READ_CASES, {role})


def test_only_the_privacy_manager_decides() -> None:
    assert PERMITTED[Action.DECIDE] == {Role.PRIVACY_MANAGER}


def test_the_founder_does_everything() -> None:
    assert all(permitted(deed, FOUNDER) for deed in PERMITTED)


def test_without_a_role_nothing_is_permitted() -> None:
    for deed in PERMITTED:
        with pytest.raises(RuleError) as refused:
            require_permission(deed, ())
        assert refused.value.code == "not-permitted"


def test_the_refusal_names_the_deed_the_roles_and_who_may() -> None:
    with pytest.raises(RuleError) as refused:
        require_permission(Action.DECIDE, {Role.RECEPTION, Role.MAIL_CLERK})
    assert refused.value.say(Language.EN) == (
        "“Decide” is not among your roles (Mail clerk, Reception). Ask someone who has one of these: Privacy manager."
    )


def test_roles_are_stored_in_one_order_and_unknown_ones_give_nothing() -> None:
    assert stored_roles({Role.ADMINISTRATOR, Role.MAIL_CLERK}) == "mail_clerk administrator"
    assert read_roles("mail_clerk  later_role administrator") == {Role.MAIL_CLERK, Role.ADMINISTRATOR}
