"""The morning's post by keyboard alone: a plain envelope costs few keys beyond what stands on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from caseman.domain.envelopes import SealState
from caseman.domain.post import EnclosureKind, MailClass
from caseman.services.post_views import EnvelopeView, show_envelope
from caseman.text import Language
from tests.ui.conftest import Hands
from ui.pages.post.page import PostPage
from ui.window import Window

_MOST = 40
_CTRL = Qt.KeyboardModifier.ControlModifier


class Keys:
    """Presses keys wherever the keyboard is, and counts those that are not text."""

    def __init__(self, window: Window, hands: Hands) -> None:
        self.window = window
        self.hands = hands
        self.count = 0

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.hands.bot.keyClick(self._focus(), key, held)
            self.count += 1

    def text(self, text: str) -> None:
        focus = self._focus()
        assert isinstance(focus, QLineEdit), focus
        if text.isascii():
            self.hands.bot.keyClicks(focus, text)
        else:
            focus.insert(text)  # an input method's text

    def _focus(self) -> object:
        return QApplication.focusWidget() or self.window


@pytest.mark.parametrize("language", Language)
def test_a_plain_envelope_takes_at_most_forty_keys(
    desk_window: Callable[..., Window], hands: Hands, language: Language
) -> None:
    window = desk_window(language)
    window.activateWindow()
    hands.until(window.isActiveWindow)
    assert window.desk_view is not None
    page = window.desk_view.pages["post"]
    assert isinstance(page, PostPage)
    keys = Keys(window, hands)
    tab = Qt.Key.Key_Tab

    keys.press(Qt.Key.Key_2, held=_CTRL)  # the post desk
    hands.settle(window)
    keys.press(tab)  # past the channel, which is post
    keys.press(tab)  # arrived today
    keys.text("R8.11.22")
    keys.press(tab)
    keys.press(Qt.Key.Key_Down, Qt.Key.Key_Down)  # simplified registered mail
    keys.press(tab)
    keys.text("123-45-67890-3")
    keys.press(tab, Qt.Key.Key_Space)  # marked in red
    keys.press(tab, tab, tab, tab)  # no other marking, sealed, opened by me
    keys.text("見本 立会")
    keys.press(tab)
    keys.text("見本県見本市1-1 見本 一郎")
    keys.press(tab)
    keys.press(Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_9)  # form, copy of the identity document, bank receipt
    keys.press(Qt.Key.Key_Return, held=_CTRL)

    hands.until(lambda: page.tabs.currentIndex() == 1 and page.case_form.envelope_id is not None)
    print(f"keys beyond the text: {keys.count}")
    assert keys.count <= _MOST
    seen: list[EnvelopeView] = []
    assert window.session is not None
    window.session.read(show_envelope, 1, done=seen.append)
    hands.until(lambda: bool(seen))
    (envelope,) = seen
    assert envelope.postmarked_on is not None
    assert envelope.postmarked_on.isoformat() == "2026-11-22"
    assert (envelope.mail_class, envelope.tracking_number) == (MailClass.SIMPLIFIED_REGISTERED, "123-45-67890-3")
    assert (envelope.marked_confidential, envelope.seal_state) == (True, SealState.SEALED)
    assert (envelope.opened_by, envelope.witnessed_by) == (window.session.staff_name, "見本 立会")
    assert envelope.sender == "見本県見本市1-1 見本 一郎"
    assert [kind for kind, _, _ in envelope.enclosures] == [
        EnclosureKind.REQUEST_FORM,
        EnclosureKind.ID_COPY,
        EnclosureKind.BANK_RECEIPT,
    ]


def test_the_grid_counts_sheets_moves_and_is_one_stop(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    window.activateWindow()
    hands.until(window.isActiveWindow)
    assert window.desk_view is not None
    window.desk_view.go("post")
    hands.settle(window)
    page = window.desk_view.pages["post"]
    assert isinstance(page, PostPage)
    grid = page.envelope_form.enclosures
    grid.rows[EnclosureKind.REQUEST_FORM][0].setFocus()
    keys = Keys(window, hands)
    keys.press(Qt.Key.Key_2, Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus)
    assert grid.ticked() == {EnclosureKind.ID_COPY: 2}
    keys.press(Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert grid.ticked() == {EnclosureKind.ID_COPY: 2, EnclosureKind.LETTER_OF_PROXY: 1}
    keys.press(Qt.Key.Key_2)
    assert grid.ticked() == {EnclosureKind.LETTER_OF_PROXY: 1}
    keys.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() not in [box for box, _ in grid.rows.values()]
