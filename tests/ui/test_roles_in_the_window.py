"""What a member's roles do not permit is closed in the window, with the reason; the services refuse it all the same."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from caseman.domain.lifecycle import Step
from caseman.domain.roles import Role
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.audit.page import AuditPage
from ui.pages.case import CasePage
from ui.pages.post.page import PostPage
from ui.pages.settings.page import SettingsPage
from ui.window import Window


def _with_roles(office: Office, path: object, clock: TickingClock, *roles: Role) -> str:
    """A case that waits for its decision, and the one member with these roles."""
    desk = open_copy(office, path, clock)  # type: ignore[arg-type]
    number = Walk(desk, clock).to(Step.DATE)
    with desk.file.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET roles = ?", (" ".join(role.value for role in roles),))
    desk.close()
    return number


def _says_who_may(group: QWidget, role: str) -> bool:
    return any("Not among your roles" in label.text() and role in label.text() for label in group.findChildren(QLabel))


def test_reception_sees_the_decision_closed_and_why(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: object, clock: TickingClock
) -> None:
    number = _with_roles(office, office_path, clock, Role.RECEPTION)
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.open_case(number)
    hands.settle(window)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    decide: QFrame = page.panels[Step.DECISION]._decide  # type: ignore[attr-defined]
    assert not decide.isEnabled()
    assert _says_who_may(decide, "Privacy manager")
    accept: QFrame = page.panels[Step.DATE]._accept  # type: ignore[attr-defined]
    assert accept.isEnabled()
    extend: QFrame = page.panels[Step.DATE]._extend  # type: ignore[attr-defined]
    assert not extend.isEnabled()


def test_accounting_sees_no_scans_and_an_auditor_changes_nothing(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: object, clock: TickingClock
) -> None:
    number = _with_roles(office, office_path, clock, Role.ACCOUNTING)
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.open_case(number)
    hands.settle(window)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    assert page.panels[Step.FEE]._pay.isEnabled()  # type: ignore[attr-defined]
    assert not page.panels[Step.IDENTITY]._check.isEnabled()  # type: ignore[attr-defined]
    assert page.notice.isHidden(), "no refusal is shown for a scan that was never asked for"


def test_an_auditor_exports_and_changes_no_rule(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: object, clock: TickingClock
) -> None:
    _with_roles(office, office_path, clock, Role.AUDITOR)
    window = desk_window()
    assert window.desk_view is not None
    audit, settings = window.desk_view.pages["audit"], window.desk_view.pages["settings"]
    assert isinstance(audit, AuditPage)
    assert isinstance(settings, SettingsPage)
    assert audit.export.export_button.isEnabled()
    assert not settings.closures.isEnabled()
    assert not settings.versions.edit_button.isEnabled()
    assert settings.versions.rules.isEnabled()
    assert window.desk_view._nav["post"].isHidden()


def test_a_mail_clerk_logs_and_opens_no_case(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: object, clock: TickingClock
) -> None:
    _with_roles(office, office_path, clock, Role.MAIL_CLERK)
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.go("post")
    hands.settle(window)
    post = window.desk_view.pages["post"]
    assert isinstance(post, PostPage)
    assert not post.tabs.isTabEnabled(1)
    post.case_for(1)
    hands.settle(window)
    assert post.tabs.currentIndex() == 0
