"""Room in large type and in a language of longer words, on the screen of an office: nothing overlaps, nothing is cut,
what does not fit is scrolled to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from caseman.domain.lifecycle import Step
from caseman.domain.settings import Section
from caseman.text import Language
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from tests.ui.looking import faults, longer, out_of_reach, sideways, speak_longer, within
from ui import settings, theme
from ui.pages.case import CasePage
from ui.pages.letters import LettersPage
from ui.pages.post.page import PostPage
from ui.pages.tabbed import TabbedPage
from ui.widgets.labels import button, label, roomy, row, scrolled
from ui.widgets.side_by_side import SideBySide
from ui.window import Window

_PLACES = ("today", "post", "papers", "cases", "letters", "money", "audit", "keys", "settings", "texts", "procedure")


@pytest.fixture(params=["200 %", "200 %, English", "longer words", "both"])
def window(
    request: pytest.FixtureRequest,
    desk_window: Callable[..., Window],
    office: Office,
    office_path: Path,
    clock: TickingClock,
    themed: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Window]:
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    for step in (Step.IDENTITY, Step.LETTER, Step.DISPATCH):
        walk.to(step)
    walk.envelope()
    desk.close()
    long = None
    monkeypatch.setattr(settings, "text_size", lambda: 100 if request.param == "longer words" else 200)
    if request.param.startswith("200 %"):
        made = desk_window(Language.JA if request.param == "200 %" else Language.EN)
    else:
        long = speak_longer(monkeypatch)
        made = desk_window()
    theme.apply_theme(themed)
    yield made
    if long is not None:
        QCoreApplication.removeTranslator(long)
    monkeypatch.undo()
    theme.apply_theme(themed)


def _looks(window: Window, hands: Hands, *, everything: bool) -> Iterator[str]:
    """Goes through what can be seen, and tells where it is."""
    view = window.desk_view
    assert view is not None
    for place in _PLACES:
        view.go(place)
        hands.settle(window)
        page = view.pages[place]
        tabs = page.tabs if isinstance(page, (TabbedPage, PostPage, LettersPage)) else None
        for at in range(tabs.count() if tabs is not None else 1):
            if tabs is not None:
                tabs.setCurrentIndex(at)
            hands.settle(window)
            yield f"{place} {at}"
    for section in Section if everything else ():
        view.go(f"settings:{section.value}")
        hands.settle(window)
        hands.settle(window)  # a section is built, then filled: both may break lines anew
        yield f"settings {section.value}"
    case = view.pages["case"]
    assert isinstance(case, CasePage)
    for number in (1, 2, 3):
        view.open_case(f"P-2026-{number:04d}")
        hands.settle(window)
        yield f"case {number}"
    case.tabs.setCurrentWidget(case.side.scans_tab)
    hands.settle(window)
    yield "case 3, scans"


def test_nothing_overlaps_is_cut_or_is_read_sideways(
    window: Window, hands: Hands, request: pytest.FixtureRequest
) -> None:
    both = "both" in request.node.callspec.id  # large type and longer words: these pages may be moved sideways
    window.resize(1366, 768)
    found: list[str] = []
    for where in _looks(window, hands, everything=not both):
        assert (window.width(), window.height()) == (1366, 768), where
        found += [f"{where}: {fault}" for fault in faults(window)]
        if not both:
            found += [f"{where}: {fault}" for fault in sideways(window)]
        if "200" in request.node.callspec.id:
            found += [f"{where}: {fault}" for fault in within(window)]
        for each in window.findChildren(QPushButton, "primary"):
            if each.isVisible() and out_of_reach(window, each):
                found.append(f"{where}: out of reach: {each.text()}")
    assert found == [], "\n".join(found)


def test_a_low_window_scrolls_its_places(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    assert window.minimumSize().width() <= 1024
    assert window.minimumSize().height() <= 700
    window.resize(window.minimumSize())
    hands.settle(window)
    view = window.desk_view
    assert view is not None
    for name, item in view._nav.items():
        assert not out_of_reach(window, item), name
        assert item.width() >= item.minimumSizeHint().width()


# --- what goes on in the next line


def test_parts_go_on_in_the_next_line_where_there_is_no_room(qtbot: QtBot, themed: QApplication) -> None:
    parts = [button(f"Button number {number}", lambda: None) for number in range(4)]
    holder = row(*parts)
    qtbot.addWidget(holder)
    whole = holder.sizeHint().width()
    holder.resize(whole, holder.heightForWidth(whole))
    holder.show()
    assert len({each.y() for each in parts}) == 1
    narrow = parts[0].sizeHint().width() + 4
    holder.resize(narrow, holder.heightForWidth(narrow))
    QApplication.processEvents()
    assert [each.y() for each in parts] == sorted({each.y() for each in parts})
    assert all(each.x() == 0 and each.width() == each.sizeHint().width() for each in parts)
    assert holder.heightForWidth(narrow) >= 4 * parts[0].sizeHint().height()
    parts[1].hide()
    assert holder.heightForWidth(narrow) < 4 * parts[0].sizeHint().height()


def test_what_comes_behind_a_row_stands_at_its_end(qtbot: QtBot, themed: QApplication) -> None:
    first, last = label("Title"), button("Next", lambda: None)
    holder = row(first)
    layout = holder.layout()
    assert layout is not None
    layout.addWidget(last)
    qtbot.addWidget(holder)
    holder.resize(600, 60)
    holder.show()
    assert last.geometry().right() == 599


def test_parts_stand_under_one_another_where_there_is_no_room_beside(qtbot: QtBot, themed: QApplication) -> None:
    form, rows = QWidget(), QVBoxLayout()
    form.setLayout(rows)
    for number in range(30):
        rows.addWidget(button(f"Button number {number}", lambda: None))
    around = SideBySide(scrolled(form), QTextEdit(), widths=(400, 300))
    holder = roomy(around)
    qtbot.addWidget(holder)
    theme.dress(holder)
    holder.resize(900, 300)
    holder.show()
    assert not around.stacked
    assert not within(holder)
    holder.resize(400, 300)
    qtbot.waitUntil(lambda: around.stacked and around.height() > form.sizeHint().height())
    assert not within(holder), "the form is whole: the page scrolls"
    assert not sideways(holder)
    holder.resize(900, 300)
    qtbot.waitUntil(lambda: not around.stacked)


# --- the look itself can see


def test_the_look_finds_what_is_wrong(qtbot: QtBot, themed: QApplication) -> None:
    """Else the test above could not fail."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    one, over, out, cut = QLabel("One", window), QLabel("Over", window), QPushButton("Out", window), QLabel(window)
    one.setGeometry(10, 10, 80, 30)
    over.setGeometry(50, 20, 80, 30)
    out.setGeometry(280, 100, 80, 30)
    cut.setText("A sentence that is much too long")
    cut.setGeometry(10, 150, 40, 20)
    window.show()
    found = "\n".join(faults(window))
    assert "lies over" in found
    assert "sticks out" in found
    assert "cut off: QLabel 'A sentence" in found
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = QHBoxLayout(holder)
    squeezed, choice = QPushButton("A long button"), QComboBox()
    choice.addItem("A choice that is much too long")
    for each in (squeezed, choice):
        each.setFixedWidth(30)
        layout.addWidget(each)
    holder.show()
    found = "\n".join(faults(holder))
    assert "squeezed" in found
    assert "cut off: QComboBox" in found
    page, content, high = QWidget(), QWidget(), QWidget()
    qtbot.addWidget(page)
    outer, inner = scrolled(content), scrolled(high)
    QVBoxLayout(page).addWidget(outer)
    QVBoxLayout(content).addWidget(inner)
    high.setMinimumHeight(900)
    inner.setMinimumHeight(500)
    content.setMinimumWidth(600)
    outer.setMaximumWidth(300)
    page.resize(300, 300)
    page.show()
    qtbot.waitUntil(lambda: "within" in "\n".join(within(page)))
    assert "cut at the side" in "\n".join(faults(page))


def test_the_longer_language_keeps_what_is_filled_in() -> None:
    assert longer("Open {count} cases").startswith("Open {count} cases")
    assert len(longer("x" * 100)) == 140
    assert longer("") == ""
    assert Qt.ItemDataRole.ToolTipRole.value == 3, "what tests/ui/looking.py asks headings for"
