"""The keyboard goes where the work is: on every page, after a search, after an envelope is logged."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from caseman.domain.lifecycle import Step
from caseman.domain.requests import RequestType
from tests.ui.conftest import Hands
from ui.pages.audit.page import AuditPage
from ui.pages.case import CasePage
from ui.pages.cases import CasesPage
from ui.pages.keys.page import KeysPage
from ui.pages.letters import LettersPage
from ui.pages.money.page import MoneyPage
from ui.pages.papers.page import PapersPage
from ui.pages.post.page import PostPage
from ui.pages.settings.page import SettingsPage
from ui.pages.today import TodayPage
from ui.window import Window

_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(window_at: Callable[..., Window]) -> Window:
    return window_at(Step.IDENTITY, Step.LETTER)


def _expected(window: Window) -> dict[str, QWidget]:
    """What has the keyboard on each page, in the order of the list at the left."""
    assert window.desk_view is not None
    pages = window.desk_view.pages
    today, post, papers, cases, letters, money, audit, keys, settings = (
        pages[name] for name in ("today", "post", "papers", "cases", "letters", "money", "audit", "keys", "settings")
    )
    assert isinstance(today, TodayPage)
    assert isinstance(post, PostPage)
    assert isinstance(papers, PapersPage)
    assert isinstance(cases, CasesPage)
    assert isinstance(letters, LettersPage)
    assert isinstance(money, MoneyPage)
    assert isinstance(audit, AuditPage)
    assert isinstance(keys, KeysPage)
    assert isinstance(settings, SettingsPage)
    return {
        "today": today.tiles["cases:show:overdue"],
        "post": post.envelope_form.form.control("channel"),
        "papers": papers.search,
        "cases": cases.table,
        "letters": letters.table,
        "money": money.deposits.take_in_button,
        "audit": audit.trail.verify_button,
        "keys": keys.own.form.control("old"),
        "settings": settings.search,
    }


def test_each_shortcut_goes_into_its_page_and_the_list_follows(window: Window, hands: Hands) -> None:
    view = window.desk_view
    assert view is not None
    expected = _expected(window)
    view._nav["today"].setFocus()
    for number, (place, control) in reversed(list(enumerate(expected.items(), start=1))):
        hands.bot.keyClick(view, Qt.Key(Qt.Key.Key_0 + number), _CTRL)
        hands.settle(window)
        assert view.place == place
        assert QApplication.focusWidget() is control, place
        assert [name for name, item in view._nav.items() if item.isChecked()] == [place]


def test_a_click_in_the_list_goes_into_the_page_and_the_space_bar_stays(window: Window, hands: Hands) -> None:
    view = window.desk_view
    assert view is not None
    hands.click(view._nav["cases"])
    hands.settle(window)  # a page comes in pieces
    assert QApplication.focusWidget() is _expected(window)["cases"]
    view._nav["letters"].setFocus()
    hands.bot.keyClick(view._nav["letters"], Qt.Key.Key_Space)
    hands.settle(window)
    assert view.place == "letters"
    assert QApplication.focusWidget() is view._nav["letters"]


def test_what_is_typed_after_ctrl_f_replaces_the_search_before(window: Window, hands: Hands) -> None:
    view = window.desk_view
    assert view is not None
    cases = view.pages["cases"]
    assert isinstance(cases, CasesPage)
    view.search.setFocus()
    hands.bot.keyClicks(view.search, "P-2026-0001")
    hands.until(lambda: len(cases.table.lines.lines) == 1)
    assert view.search.hasFocus(), "a search goes on being typed"
    cases.table.setFocus()
    hands.bot.keyClick(view, Qt.Key.Key_F, _CTRL)
    assert view.search.hasFocus()
    assert view.search.selectedText() == "P-2026-0001"
    hands.bot.keyClicks(view.search, "P-2026-0002")
    assert view.search.text() == "P-2026-0002"


def test_an_envelope_that_is_logged_is_told_and_its_case_comes_next(window: Window, hands: Hands) -> None:
    view = window.desk_view
    assert view is not None
    view.go("post")
    hands.settle(window)
    page = view.pages["post"]
    assert isinstance(page, PostPage)
    form = page.envelope_form
    seen = form.form.control("marked_confidential")
    assert isinstance(seen, QCheckBox)
    assert not seen.isChecked(), "the clerk looks first"
    hands.type(form.form.control("sender_as_written"), "見本 次郎")
    hands.click(form.submit_button)
    hands.until(lambda: page.case_form.envelope_id is not None)
    hands.settle(window)
    assert page.notice.isVisible()
    assert page.notice.text == "Envelope logged: 見本 次郎. Now open its case."
    assert not page.notice.property("bad")
    assert page.case_form.asked[RequestType.DISCLOSURE].hasFocus()
    assert not seen.isChecked()


def test_a_case_is_entered_at_its_next_step(window: Window, hands: Hands) -> None:
    view = window.desk_view
    assert view is not None
    view.open_case("P-2026-0001")
    hands.settle(window)
    page = view.pages["case"]
    assert isinstance(page, CasePage)
    assert page.next_button.hasFocus()
    hands.bot.keyClick(page.next_button, Qt.Key.Key_Space)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.panels[page.step].isAncestorOf(focus)
