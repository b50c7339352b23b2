"""The page “Staff and keys”, and opening with a one-time passphrase, a name and the recovery sheet."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from caseman.domain.roles import Role
from caseman.services import keys
from caseman.text import Language
from tests.services.walking import PASSPHRASE, STAFF, Office, TickingClock, open_copy
from tests.ui.conftest import Hands
from ui.dialogs.new_sheet import NewSheetDialog
from ui.dialogs.recover import RecoverDialog
from ui.pages.keys.page import KeysPage
from ui.window import Window

OTHER, OTHERS = "見本 太郎", "別人の合言葉 見本の抹茶 staple 77"


def _page(window: Window, hands: Hands) -> KeysPage:
    assert window.desk_view is not None
    window.desk_view.go("keys")
    hands.settle(window)
    page = window.desk_view.pages["keys"]
    assert isinstance(page, KeysPage)
    return page


def _box() -> QMessageBox | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()), None)


def _sheet() -> NewSheetDialog | None:
    found = (w for w in QApplication.topLevelWidgets() if isinstance(w, NewSheetDialog) and w.isVisible())
    return next(found, None)


def _add(page: KeysPage, window: Window, hands: Hands, *roles: Role) -> str:
    """Give a member a key in the window; the one-time passphrase as the box tells it."""
    page.members.form.set_values({"name": OTHER})
    page.members.set_roles(*roles)
    hands.click(page.members.add_button)
    hands.until(lambda: _box() is not None)
    hands.settle(window)
    box = _box()
    assert box is not None
    assert OTHER in box.text()
    once = box.text().splitlines()[-1]
    box.accept()
    return once


def _lock(window: Window, hands: Hands) -> None:
    with hands.bot.waitSignal(window.locked):
        window.lock()
    window.load_core()
    hands.settle(window)


def _unlock(window: Window, hands: Hands, name: str, passphrase: str) -> None:
    page = window.unlock_page
    hands.until(lambda: page.staff.findText(name) > 0)
    page.staff.setCurrentIndex(page.staff.findText(name))
    page.passphrase.setText(passphrase)
    hands.click(page.unlock_button)
    hands.settle(window)


@pytest.mark.parametrize("language", list(Language))
def test_a_member_is_added_and_comes_in(desk_window: Callable[..., Window], hands: Hands, language: Language) -> None:
    window = desk_window(language)
    once = _add(_page(window, hands), window, hands, Role.MAIL_CLERK)
    assert [m.name for m in _page(window, hands).members.table.lines.lines] == [STAFF, OTHER]
    _lock(window, hands)
    page = window.unlock_page
    assert page.staff.isVisible()
    _unlock(window, hands, OTHER, once)
    assert window.session is None
    assert page.new_passphrase.isVisible()
    assert page.unlock_button.isEnabled(), "a one-time passphrase is no wrong guess"
    page.new_passphrase.form.set_values({"passphrase": OTHERS, "again": "something else"})
    hands.click(page.unlock_button)
    assert page.new_passphrase.form.fault("again")
    page.new_passphrase.type_both(OTHERS)
    hands.click(page.unlock_button)
    hands.until(lambda: window.session is not None)
    hands.settle(window)
    assert window.desk_view is not None
    offered = [place for place, item in window.desk_view._nav.items() if not item.isHidden()]
    here = ["today", "post", "papers", "cases", "letters", "money", "keys", "settings"]
    assert offered == here, "a mail clerk reads no trail"
    mine = _page(window, hands)
    assert mine.own.isVisible()
    assert not mine.members.isVisible()
    assert not mine.file_key.isVisible()


def test_an_administrator_alone_sees_no_cases(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: Path, clock: TickingClock
) -> None:
    desk = open_copy(office, office_path, clock)
    keys.set_roles(desk, STAFF, frozenset({Role.ADMINISTRATOR}))
    desk.close()
    window = desk_window()
    assert window.desk_view is not None
    assert [p for p, item in window.desk_view._nav.items() if not item.isHidden()] == ["audit", "keys", "settings"]
    assert window.desk_view.place == "audit"
    assert not window.desk_view.search.isEnabled()


def test_the_sheet_of_a_new_key_must_be_kept_and_opens_the_file(
    desk_window: Callable[..., Window], hands: Hands, tmp_path: Path
) -> None:
    window = desk_window()
    page = _page(window, hands)
    assert not page.sheet_due.isVisible()
    hands.click(page.replace_button)
    hands.until(lambda: _sheet() is not None)
    dialog = _sheet()
    assert dialog is not None
    dialog.reject()
    assert dialog.isVisible(), "not before it was printed or saved"
    hands.settle(window)
    assert page.sheet_due.isVisible()
    dialog.keeper.save(tmp_path / "sheet.pdf")
    hands.settle(window)
    assert not page.sheet_due.isVisible()
    dialog.reject()
    assert not dialog.isVisible()
    _lock(window, hands)

    text = pypdfium2.PdfDocument(io.BytesIO((tmp_path / "sheet.pdf").read_bytes()))[0].get_textpage()
    lines = text.get_text_bounded().replace("\r", "").split("\n")
    code = " ".join(line for line in lines if len(line.split()) == 4 and all(len(g) == 5 for g in line.split()))
    hands.click(window.unlock_page.recovery_button)
    found = (w for w in QApplication.topLevelWidgets() if isinstance(w, RecoverDialog))
    recover = next(found)
    recover.form.set_values({"recovery_code": code[:-1] + ("0" if code[-1] != "0" else "1"), "staff_name": STAFF})
    recover.fields.type_both(OTHERS)
    hands.click(recover.open_button)
    hands.settle(window)
    assert "8" in recover.form.fault("recovery_code"), "the group with the typing error is named"
    recover.form.set_values({"recovery_code": code})
    hands.click(recover.open_button)
    hands.until(lambda: window.session is not None)
    hands.settle(window)
    _lock(window, hands)
    window.unlock_page.passphrase.setText(OTHERS)
    hands.click(window.unlock_page.unlock_button)
    hands.until(lambda: window.session is not None)
    hands.settle(window)


def test_ones_own_passphrase_is_changed(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    own = _page(window, hands).own
    own.form.set_values({"old": "not it at all"})
    own.fields.type_both(OTHERS)
    hands.click(own.change_button)
    hands.settle(window)
    assert own.form.fault("old")
    own.form.set_values({"old": PASSPHRASE})
    hands.click(own.change_button)
    hands.settle(window)
    assert not _page(window, hands).notice.property("bad")
    assert own.fields.passphrase == ""
    _lock(window, hands)
    window.unlock_page.passphrase.setText(OTHERS)
    hands.click(window.unlock_page.unlock_button)
    hands.until(lambda: window.session is not None)
    hands.settle(window)


def test_suspended_put_back_and_removed(desk_window: Callable[..., Window], hands: Hands, tmp_path: Path) -> None:
    window = desk_window()
    page = _page(window, hands)
    _add(page, window, hands, Role.RECEPTION)
    members = page.members
    members.choose(OTHER)
    hands.click(members.suspend_button)
    hands.settle(window)
    assert members.form.fault("reason"), "a reason is asked for"
    members.form.set_values({"reason": "休職"})
    hands.click(members.suspend_button)
    hands.settle(window)
    members.choose(OTHER)
    assert members.back_button.isEnabled()
    assert not members.suspend_button.isEnabled()
    hands.click(members.back_button)
    hands.settle(window)
    members.choose(OTHER)
    assert members.suspend_button.isEnabled()
    members.form.set_values({"reason": "退職"})
    hands.click(members.remove_button)
    hands.until(lambda: _sheet() is not None)
    hands.settle(window)
    assert [m.name for m in members.table.lines.lines] == [STAFF]
    dialog = _sheet()
    assert dialog is not None
    dialog.keeper.save(tmp_path / "sheet.pdf")
    dialog.reject()
    hands.settle(window)
