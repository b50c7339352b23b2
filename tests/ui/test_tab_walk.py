"""Tab and Shift+Tab go around every page and come back: nothing keeps the keyboard, everything can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from caseman.domain.lifecycle import Step
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.widgets.lines import LinesView
from ui.window import Window

_MOST = 400  # presses: more than any page has controls
_PLACES = ("today", "post", "papers", "cases", "letters", "money", "audit", "keys", "settings", "texts")


@pytest.fixture
def window(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> Window:
    """An office with a case at each step, a scan and a letter, its window in front."""
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    for step in (Step.IDENTITY, Step.DECISION, Step.LETTER, Step.DISPATCH):
        walk.to(step)
    walk.envelope()
    desk.close()
    window = desk_window()
    window.resize(1366, 768)
    window.activateWindow()
    hands.until(window.isActiveWindow)
    return window


def _in_sight(window: Window, hands: Hands) -> Iterator[str]:
    """Bring every page into sight, every tab of it, and every step of a case."""
    view = window.desk_view
    assert view is not None
    for place in _PLACES:
        view.go(place)
        hands.settle(window)
        page = view.pages[place]
        tabs = next((each for each in page.findChildren(QTabWidget) if each.isVisible()), None)
        for tab in range(tabs.count() if tabs is not None else 1):
            if tabs is not None:
                tabs.setCurrentIndex(tab)
                hands.settle(window)
            for table in page.findChildren(LinesView):
                if table.isVisible() and table.model().rowCount():
                    table.selectRow(0)
            hands.settle(window)
            yield f"{place} {tab}"
    case = view.pages["case"]
    assert isinstance(case, CasePage)
    for number in ("P-2026-0001", "P-2026-0004"):
        view.open_case(number)
        hands.settle(window)
        for step in Step:
            case.go_to(step)
            hands.settle(window)
            yield f"{number} {step.value}"


def _walk(window: Window, hands: Hands, key: Qt.Key) -> list[QWidget]:
    """Where the keyboard goes from here until it is back, in the order of going; a trap ends it early."""
    start = QApplication.focusWidget()
    assert start is not None
    gone = [start]
    for _ in range(_MOST):
        before = gone[-1]
        hands.bot.keyClick(before, key)
        now = QApplication.focusWidget()
        if now is None or now is start:
            return gone
        if now is before or now in gone:
            return [*gone, now]  # it goes round without coming back
        gone.append(now)
    return gone


def _name(widget: QWidget) -> str:
    text = widget.text() if hasattr(widget, "text") else ""
    return f"{type(widget).__name__} {widget.accessibleName() or text}"


def _expected_in_navigation(window: Window) -> QWidget:
    assert window.desk_view is not None
    return next(item for item in window.desk_view._nav.values() if item.isChecked())


def _missed(window: Window, gone: list[QWidget]) -> list[QWidget]:
    """What Tab should reach and does not."""
    tab = Qt.FocusPolicy.TabFocus.value
    return [
        each
        for each in window.findChildren(QWidget)
        if each.focusPolicy().value & tab == tab
        and each.isVisible()
        and each.isEnabled()
        and each.focusProxy() is None
        and each not in gone
    ]


def test_arrow_keys_go_through_the_places(window: Window, hands: Hands) -> None:
    view = window.desk_view
    assert view is not None
    view.go("cases")
    view._nav["cases"].setFocus()
    hands.bot.keyClick(view._nav["cases"], Qt.Key.Key_Down)
    hands.settle(window)
    assert view.place == "letters"
    assert view._nav["letters"].hasFocus(), "who goes by keys stays in the list"
    hands.bot.keyClick(view._nav["letters"], Qt.Key.Key_Up)
    assert view.place == "cases"


def test_tab_goes_around_every_page_in_both_directions(window: Window, hands: Hands) -> None:
    view = window.desk_view
    assert view is not None
    wrong: list[str] = []
    for where in _in_sight(window, hands):
        view.search.setFocus()
        there = _walk(window, hands, Qt.Key.Key_Tab)
        if len(set(there)) < len(there):
            wrong.append(f"{where}: Tab is kept by {_name(there[-1])}")
        if _expected_in_navigation(window) not in there:
            wrong.append(f"{where}: Tab does not come to the place in sight")
        wrong += [f"{where}: Tab never reaches {_name(each)}" for each in _missed(window, there)]
        view.search.setFocus()
        back = _walk(window, hands, Qt.Key.Key_Backtab)
        if back[:1] + back[:0:-1] != there:
            wrong.append(f"{where}: Shift+Tab goes another way, by {_name(back[-1])}")
    assert wrong == []
