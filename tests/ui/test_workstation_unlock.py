"""Opening without a passphrase at one workstation: off until switched on, for one member, revocable alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from caseman.security.keyslots import FLOOR_COST
from caseman.services import keys
from tests.services.walking import PASSPHRASE, STAFF, Office, TickingClock, open_copy
from tests.ui.conftest import Hands
from ui.pages.keys.page import KeysPage
from ui.window import Window


class _Kept(KeyringBackend):
    """A keyring in memory that can be locked."""

    priority = -10  # never chosen outside these tests

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False

    def _look(self) -> None:
        if self.locked:
            raise KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        self._look()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._look()
        self.entries[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        self._look()
        del self.entries[(service, username)]


@pytest.fixture
def kept() -> Iterator[_Kept]:
    before = keyring.get_keyring()
    kept = _Kept()
    keyring.set_keyring(kept)
    yield kept
    keyring.set_keyring(before)


def _page(window: Window, hands: Hands) -> KeysPage:
    assert window.desk_view is not None
    window.desk_view.go("keys")
    hands.settle(window)
    page = window.desk_view.pages["keys"]
    assert isinstance(page, KeysPage)
    return page


def _lock(window: Window, hands: Hands) -> None:
    with hands.bot.waitSignal(window.locked):
        window.lock()
    window.load_core()
    hands.settle(window)


def test_switched_on_used_and_revoked(desk_window: Callable[..., Window], hands: Hands, kept: _Kept) -> None:
    window = desk_window()
    _lock(window, hands)
    assert not window.unlock_page.workstation_button.isVisible(), "off until it is switched on"
    window.unlock_page.passphrase.setText(PASSPHRASE)
    window.unlock_page.unlock()
    hands.until(lambda: window.session is not None)
    hands.settle(window)
    page = _page(window, hands)
    hands.click(page.workstations.on_button)
    hands.settle(window)
    assert len(kept.entries) == 1
    assert STAFF in page.workstations.list.item(0).text()
    _lock(window, hands)
    assert window.unlock_page.workstation_button.isVisible()
    hands.click(window.unlock_page.workstation_button)
    hands.until(lambda: window.session is not None)
    hands.settle(window)
    assert window.session is not None
    assert window.session.staff_name == STAFF
    page = _page(window, hands)
    hands.click(page.workstations.off_button)
    hands.settle(window)
    assert kept.entries == {}, "the secret is taken out of the keyring too"
    _lock(window, hands)
    assert not window.unlock_page.workstation_button.isVisible()


@pytest.mark.parametrize("fault", ["locked", "lost", "changed"])
def test_a_keyring_that_fails_falls_back_to_the_passphrase(
    desk_window: Callable[..., Window], hands: Hands, kept: _Kept, fault: str
) -> None:
    window = desk_window()
    hands.click(_page(window, hands).workstations.on_button)
    hands.settle(window)
    _lock(window, hands)
    if fault == "locked":
        kept.locked = True
    elif fault == "lost":
        kept.entries.clear()
    else:
        kept.entries = dict.fromkeys(kept.entries, "something else")
    page = window.unlock_page
    hands.click(page.workstation_button)
    hands.settle(window)
    assert window.session is None
    assert page.notice.property("bad")
    assert "passphrase" in page.notice.text
    assert page.unlock_button.isEnabled(), "nobody guessed"
    page.passphrase.setText(PASSPHRASE)
    page.unlock()
    hands.until(lambda: window.session is not None)
    hands.settle(window)


def test_who_is_suspended_cannot_come_in_by_their_workstation(
    office: Office, office_path: Path, clock: TickingClock, kept: _Kept
) -> None:
    from caseman.bootstrap import open_at_workstation
    from caseman.domain.roles import FOUNDER
    from caseman.errors import UnlockError

    desk = open_copy(office, office_path, clock)
    keys.add_member(desk, "見本 太郎", frozenset(FOUNDER), cost=FLOOR_COST)
    keys.enable_workstation(desk)
    desk.staff_name = "見本 太郎"
    keys.suspend_member(desk, STAFF, "休職")
    desk.close()
    with pytest.raises(UnlockError):
        open_at_workstation(office_path, clock=clock)
