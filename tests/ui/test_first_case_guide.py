"""The guided first case in the window: begun from the first page, ticked off as things are done, left, and removed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from caseman.demo.first_case import Stage
from caseman.domain.decisions import Outcome
from caseman.domain.identity_policy import CheckResult
from caseman.domain.post import MailClass
from caseman.text import Language
from tests.test_help_pages import translations
from tests.ui.conftest import Hands
from ui import i18n
from ui.dialogs.help import HelpWindow, open_help
from ui.guide import After, told_first_case
from ui.pages.case import CasePage
from ui.pages.post.page import PostPage
from ui.widgets.guide_panel import GuidePanel
from ui.window import Window

# What the guide says of each step, and no more.
_TOLD: dict[Stage, dict[str, Any]] = {
    Stage.IDENTITY: {
        "expires_on": "2034-04-01",
        "name_agrees": True,
        "address_agrees": True,
        "birth_date_agrees": True,
        "masked": True,
        "result": CheckResult.CONFIRMED,
    },
    Stage.FEE: {"paid_on": -1, "matched_on": 0},  # days from today
    Stage.DATE: {},
    Stage.DECISION: {"outcome": Outcome.GRANT, "details": "氏名、住所、電話番号"},
    Stage.LETTER: {},
    Stage.DISPATCH: {"mail_class": MailClass.SIMPLIFIED_REGISTERED, "tracking_number": "000-00-00001-1"},
    Stage.DELIVERY: {},
    Stage.CLOSE: {},
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("caseman.paths.platformdirs.user_data_dir", lambda name: str(tmp_path / "data" / name))
    return tmp_path / "data" / "caseman" / "first-case"


def _begin(window: Window, hands: Hands) -> GuidePanel:
    hands.click(window.unlock_page.first_case_button)
    assert not window.unlock_page.first_case_button.isEnabled()  # once is enough
    hands.until(lambda: window.session is not None)
    return _guide(window, hands)


def _guide(window: Window, hands: Hands) -> GuidePanel:
    hands.settle(window)
    guide = window.first_case.panel
    assert guide is not None
    assert guide.isVisible()
    return guide


def _next(guide: GuidePanel) -> Stage | None:
    assert guide.progress is not None
    return guide.progress.next


def test_a_first_case_from_the_first_page_to_the_end(
    new_window: Callable[..., Window], hands: Hands, folder: Path
) -> None:
    window = new_window()
    guide = _begin(window, hands)
    assert _next(guide) is Stage.ENVELOPE
    assert window.session is not None
    assert window.session.sample
    view = window.desk_view
    assert view is not None
    post = view.pages["post"]
    assert isinstance(post, PostPage)
    _log_by_hand(post, guide, window, hands)
    assert _next(guide) is Stage.CASE
    assert post.tabs.currentIndex() == 1
    view.go("today")
    hands.click(guide.where_button)
    hands.settle(window)
    assert view.place == "post"

    window.lock()  # left in the middle, and taken up again
    hands.until(lambda: window.first_case.panel is None)
    hands.until(window.unlock_page.first_case_button.isEnabled)
    guide = _begin(window, hands)
    assert _next(guide) is Stage.CASE
    hands.click(guide.take_button)
    hands.until(lambda: _next(guide) is Stage.IDENTITY)
    hands.settle(window)
    for stage, values in _TOLD.items():
        assert _next(guide) is stage
        assert guide.lines[stage].text().startswith("▶")
        _do(stage, values, guide, window, hands)
    assert all(line.text().startswith("✓") for line in guide.lines.values())
    assert not guide.take_button.isVisible()
    hands.click(guide.where_button)
    hands.settle(window)
    view = window.desk_view
    assert view is not None
    page = view.pages["case"]
    assert isinstance(page, CasePage)
    assert page.view is not None
    assert page.view.closed_on is not None

    hands.click(guide.close_button)
    assert not guide.isVisible()
    window.first_case.begin()
    assert guide.isVisible()
    hands.click(guide.remove_button)
    hands.until(lambda: "deleted" in window.unlock_page.notice.text and window.runner.idle)
    assert not folder.exists()
    assert window.session is None
    assert window.unlock_page.file is None


def _do(stage: Stage, values: dict[str, Any], guide: GuidePanel, window: Window, hands: Hands) -> None:
    """Go where the guide leads, enter what it says, and press what it names."""
    hands.click(guide.where_button)
    hands.settle(window)
    assert window.desk_view is not None
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    assert page.step is stage.step
    panel = page.panels[stage.step]
    today = page.session.today()
    filled = {name: today + timedelta(value) if type(value) is int else value for name, value in values.items()}
    if filled:
        next(iter(panel.forms.values())).set_values(filled)
    pressed = re.findall("“([^”]+)”", guide.text.text())[-1]
    found = [each for each in panel.findChildren(QPushButton) if each.text() == pressed and each.isVisible()]
    assert len(found) == 1, pressed
    assert found[0].isEnabled()
    found[0].click()
    hands.until(lambda: _next(guide) is not stage)
    hands.settle(window)


def _log_by_hand(post: PostPage, guide: GuidePanel, window: Window, hands: Hands) -> None:
    assert window.session is not None
    assert guide.scans_button.isVisible()
    hands.click(guide.scans_button)
    hands.settle(window)
    form = post.envelope_form
    assert len(form.drop.scans) == 4
    hands.click(guide.scans_button)  # pressed again, nothing doubles
    hands.settle(window)
    assert len(form.drop.scans) == 4
    assert _next(guide) is Stage.ENVELOPE  # typed is not done
    hands.type(form.form.control("sender_as_written"), "見本 太郎")
    form.submit()
    hands.until(lambda: _next(guide) is not Stage.ENVELOPE)
    hands.settle(window)


def test_an_office_that_is_open_is_locked_first(desk_window: Callable[..., Window], hands: Hands, folder: Path) -> None:
    window = desk_window(Language.JA)
    assert window.session is not None
    before = window.session.path
    assert window.first_case.panel is None
    assert window.desk_view is not None
    today = window.desk_view.pages["today"]
    buttons = [each for each in today.findChildren(QPushButton) if each.text() == "はじめての案件（手順を追って）"]
    hands.click(buttons[0])
    hands.until(lambda: window.session is not None and window.session.path != before)
    guide = _guide(window, hands)
    assert window.session is not None
    assert window.session.path.parent == folder
    hands.click(guide.help_button)
    shown = open_help()
    assert isinstance(shown, HelpWindow)
    assert shown.view.place.name == "step-envelope"
    shown.close()
    assert "{" not in guide.text.text()
    i18n.install_language(Language.EN)
    window._speak_anew()
    anew = _guide(window, hands)
    assert anew is not guide
    assert anew.heading.text() == "Envelope"
    hands.settle(window)
    assert window.first_case.panel is anew


def test_it_is_begun_once_however_often_it_is_asked_for(
    new_window: Callable[..., Window], hands: Hands, folder: Path
) -> None:
    window = new_window()
    for _ in range(3):
        window.first_case.begin()
    hands.until(lambda: window.session is not None and window.runner.idle)
    guide = _guide(window, hands)
    guide.close_button.click()
    window.first_case.begin()
    assert _guide(window, hands) is guide
    assert sorted(path.name for path in folder.parent.iterdir()) == ["first-case"]


def test_a_folder_that_cannot_be_made_is_told_on_the_first_page(
    new_window: Callable[..., Window], hands: Hands, folder: Path
) -> None:
    folder.parent.parent.mkdir(parents=True)
    folder.parent.write_text("in the way", encoding="utf-8")
    window = new_window()
    hands.click(window.unlock_page.first_case_button)
    hands.until(lambda: "cannot be made" in window.unlock_page.notice.text)
    assert window.unlock_page.first_case_button.isEnabled()
    assert window.session is None


def test_the_fresh_process_is_told_what_to_do(new_window: Callable[..., Window]) -> None:
    window = new_window()
    assert window.first_case.arguments() == []
    for after in After:
        window.first_case._after = after
        assert told_first_case(["x.caseman", *window.first_case.arguments()]) is after
    assert told_first_case(["x.caseman", "--first-case=nonsense"]) is None


def test_what_the_guide_quotes_stands_in_the_window(new_window: Callable[..., Window]) -> None:
    del new_window
    known = translations()
    told = [source for source in known if "Press “" in source or "press “" in source or "under “Audit”" in source]
    assert len(told) >= 10
    for source in told:
        for quoted in re.findall("“([^”…]+)”", source):
            assert quoted in known, quoted
        for text in known[source]:
            for quoted in re.findall("「([^」…]+)」", text):
                assert any(quoted in texts for texts in known.values()), quoted
