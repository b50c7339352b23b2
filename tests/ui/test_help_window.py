"""The help's window: one, beside the desk, by mouse and by keys, in both languages; it loads nothing but the help."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QTextBrowser, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from caseman.help_pages import help_names, help_page, place_of
from caseman.text import Language
from tests.ui.conftest import Hands
from ui import i18n
from ui.dialogs.help import HelpWindow, open_help, show_help
from ui.pages.tabbed import TabbedPage
from ui.window import Window

_IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication) -> Iterator[QWidget]:
    """A window that stands for the desk."""
    del themed
    i18n.install_language(Language.EN)
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    yield made
    shown = open_help()
    if shown is not None:
        shown.close()


def _shown() -> HelpWindow:
    shown = open_help()
    assert shown is not None
    return shown


def test_one_window_goes_where_it_is_asked_to(desk: QWidget) -> None:
    show_help("today", desk)
    first = _shown()
    assert first.windowTitle() == "Today – help"
    assert not first.isModal()
    show_help("case:fee", desk)
    assert _shown() is first
    assert first.view.place.name == "step-fee"
    assert first.list.currentItem().text(0) == "Step 4: Fee"
    show_help("no such place", desk)
    assert first.view.place.name == "index"
    first.close()
    assert open_help() is None


def test_a_part_of_a_page_comes_into_sight(desk: QWidget) -> None:
    show_help("money:book", desk)
    assert _shown().view.textCursor().block().text() == "Book"
    show_help("money", desk)
    assert _shown().view.textCursor().block().text() == "Money"


def test_links_back_and_forward_by_keys(desk: QWidget, hands: Hands) -> None:
    show_help("today", desk)
    shown = _shown()
    view = shown.view
    assert not shown.forward.isEnabled()
    view.anchorClicked.emit(QUrl("step-date.md"))
    assert view.place.name == "step-date"
    view.go_back()
    assert view.place.name == "today"
    view.go_forward()
    assert view.place.name == "step-date"
    shown.activateWindow()
    hands.bot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert view.place.name == "today"
    hands.click(shown.index)
    assert view.place.name == "index"
    assert not shown.forward.isEnabled()


@pytest.mark.parametrize("link", ["http://example.jp/x.md", "file:///etc/passwd", "/etc/passwd.md", "javascript:1", ""])
def test_what_is_no_page_is_not_opened(desk: QWidget, link: str) -> None:
    show_help("today", desk)
    _shown().view.anchorClicked.emit(QUrl(link))
    assert _shown().view.place.name in ("today", "index")


@pytest.mark.parametrize("name", ["file:///etc/passwd", "http://example.jp/a.png", "../en/case.png", "nothing.png"])
def test_nothing_but_pictures_of_the_help_is_loaded(desk: QWidget, name: str) -> None:
    show_help("today", desk)
    view = _shown().view
    assert view.loadResource(_IMAGE, QUrl(name)) is None
    assert view.loadResource(QTextDocument.ResourceType.HtmlResource.value, QUrl("today.md")) is None


def test_search_lists_marks_and_opens(desk: QWidget, hands: Hands) -> None:
    show_help("index", desk)
    shown = _shown()
    hands.type(shown.search, "quarantine")
    found = [item.text(0) for item in shown._items()]
    assert "Post" in found
    assert len(found) < len(help_names())
    hands.bot.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.view.place.name == "post"
    marked = [selection.cursor.selectedText().lower() for selection in shown.view.extraSelections()]
    assert marked
    assert set(marked) == {"quarantine"}
    hands.type(shown.search, "zebra")
    assert shown.nothing.isVisible()
    assert not shown._items()
    hands.bot.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.view.place.name == "post"
    shown.search.clear()
    assert len(shown._items()) == len(help_names())
    assert not shown.nothing.isVisible()


def test_every_page_is_drawn_with_its_pictures_and_names_itself(desk: QWidget) -> None:
    for language in Language:
        i18n.install_language(language)
        for name in help_names():
            show_help(name, desk)
            view = _shown().view
            page = help_page(name, language)
            assert view.document().begin().text() == page.title
            assert view.horizontalScrollBar().maximum() == 0, name
            for picture in page.pictures:
                drawn = view.loadResource(_IMAGE, QUrl(picture))
                assert isinstance(drawn, QImage)
                assert not drawn.isNull()
                assert drawn.width() / drawn.devicePixelRatio() <= view.viewport().width()


def test_it_speaks_anew_when_the_language_changes(desk: QWidget, hands: Hands) -> None:
    show_help("case:date", desk)
    shown = _shown()
    i18n.install_language(Language.JA)
    hands.until(lambda: shown.search.placeholderText() == "ヘルプを検索")
    assert shown.view.document().begin().text() == help_page("step-date", Language.JA).title
    assert shown.windowTitle().startswith("手続5")


def test_it_takes_new_colours_and_larger_type(desk: QWidget, hands: Hands) -> None:
    show_help("keyboard", desk)
    view = _shown().view
    before = view.document().size().height()
    larger = view.font()
    larger.setPointSizeF(larger.pointSizeF() * 1.5)
    view.setFont(larger)
    hands.until(lambda: view.document().size().height() > before * 1.2)
    QApplication.sendEvent(view, QEvent(QEvent.Type.PaletteChange))
    hands.until(lambda: not view._anew.isActive())
    assert view.document().begin().text() == "Keys and shortcuts"


def test_every_control_has_a_name(desk: QWidget) -> None:
    show_help("index", desk)
    for widget in _shown().findChildren(QWidget):
        if isinstance(widget, QAbstractButton) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.text()
        elif isinstance(widget, (QLineEdit, QTreeWidget, QTextBrowser)):
            assert widget.accessibleName()


def test_every_page_of_the_window_has_a_topic_and_the_help_outlives_the_desk(
    desk_window: Callable[..., Window], hands: Hands
) -> None:
    window = desk_window()
    view = window.desk_view
    assert view is not None
    for name, page in view.pages.items():
        assert place_of(name).name != "index", name
        for tab in page.panels if isinstance(page, TabbedPage) else ():
            assert place_of(f"{name}:{tab}").name != "index"
    show_help("case", window)
    assert (
        window.menus.actions["lock"].shortcutContext() is Qt.ShortcutContext.ApplicationShortcut
    )  # locks from there, too
    window.doing.run("lifecycle")  # a dialog of the desk
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    window.lock()
    hands.until(lambda: window.runner.idle)
    shown = _shown()
    assert shown.isVisible()
    hands.bot.keyClick(shown.view, Qt.Key.Key_Escape)
    hands.until(lambda: open_help() is None)
