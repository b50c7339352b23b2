"""The page “Letter texts”: chosen, edited with live faults, compared, printed as a specimen, adopted and given up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from caseman.domain.letters import LetterKind
from caseman.letters.texts import shipped_toml
from caseman.services import letter_texts
from caseman.text import Language
from tests.services.walking import Office, TickingClock, open_copy
from tests.ui.conftest import Hands
from ui.pages.settings.letter_texts import LetterTextsPage
from ui.window import Window

_KIND, _EN = LetterKind.RECEIPT, Language.EN
_SHIPPED = shipped_toml(_KIND, _EN)
_OURS = "Thank you for the handling fee."


def _page(window: Window, hands: Hands) -> LetterTextsPage:
    assert window.desk_view is not None
    window.desk_view.go("texts")
    hands.settle(window)
    page = window.desk_view.pages["texts"]
    assert isinstance(page, LetterTextsPage)
    return page


def _choose(window: Window, hands: Hands, page: LetterTextsPage, kind: LetterKind, language: Language) -> None:
    lines = page.table.lines.lines
    page.table.selectRow(next(n for n, line in enumerate(lines) if (line.kind, line.language) == (kind, language)))
    hands.settle(window)


def _replace(window: Window, hands: Hands, page: LetterTextsPage, old: str, new: str) -> None:
    """Edit the text as a person does, then wait until it is checked."""
    text = page.editor.text
    assert text.count(old) == 1
    cursor = page.editor.edit.textCursor()
    before = len(text[: text.index(old)].encode("utf-16-le")) // 2
    cursor.setPosition(before)
    cursor.setPosition(before + len(old.encode("utf-16-le")) // 2, cursor.MoveMode.KeepAnchor)
    page.editor.edit.setTextCursor(cursor)
    page.editor.edit.insertPlainText(new)
    _checked(window, hands, page)


def _checked(window: Window, hands: Hands, page: LetterTextsPage) -> None:
    hands.until(lambda: not page._pause.isActive())
    hands.settle(window)


@pytest.fixture
def window(desk_window: Callable[..., Window]) -> Window:
    return desk_window()


@pytest.fixture
def page(window: Window, hands: Hands) -> LetterTextsPage:
    found = _page(window, hands)
    _choose(window, hands, found, _KIND, _EN)
    return found


@pytest.mark.parametrize("language", list(Language))
def test_settings_lead_there_and_back(desk_window: Callable[..., Window], hands: Hands, language: Language) -> None:
    window = desk_window(language)
    view = window.desk_view
    assert view is not None
    view.go("settings")
    hands.settle(window)
    (way,) = view.pages["settings"].texts.findChildren(QPushButton)  # type: ignore[attr-defined]
    hands.click(way)
    hands.settle(window)
    assert view.place == "texts"
    page = view.pages["texts"]
    assert page.isVisible()
    assert view._nav["settings"].isChecked()
    back = next(each for each in page.findChildren(QPushButton) if each.text().startswith("‹"))
    hands.click(back)
    hands.settle(window)
    assert view.place == "settings"


def test_each_letter_and_language_has_a_line_and_its_text(window: Window, hands: Hands, page: LetterTextsPage) -> None:
    assert len(page.table.lines.lines) == len(LetterKind) * len(Language)
    assert page.editor.text == _SHIPPED
    assert page.heading.text() == "Receipt – English"
    assert page.editor.state.text() == "The text has no faults."
    assert not page.adopt_button.isEnabled()
    assert not page.discard_button.isEnabled()
    assert not page.shipped_button.isEnabled()
    assert page.diff.toPlainText() == "The text is the one that ships."
    _choose(window, hands, page, LetterKind.DEFICIENCY, Language.JA)
    assert page.editor.text == shipped_toml(LetterKind.DEFICIENCY, Language.JA)
    assert "defects.cure" in [line.name for line in page.names.lines.lines]
    assert "fee_due" not in [line.name for line in page.names.lines.lines]


def test_a_fault_is_listed_while_typing_and_jumped_to(window: Window, hands: Hands, page: LetterTextsPage) -> None:
    _replace(window, hands, page, "{{ fee_received }}", "𠮷{{ fee_recieved }}")
    assert page.editor.faults.isVisible()
    assert page.editor.faults.count() == 1
    item = page.editor.faults.item(0)
    assert item.text().endswith("There is no name “fee_recieved”. Did you mean “fee_received”?")
    assert not page.adopt_button.isEnabled()
    assert not page.print_button.isEnabled()
    page.editor.faults.setCurrentRow(0)
    line, column = item.data(Qt.ItemDataRole.UserRole)
    cursor = page.editor.edit.textCursor()
    assert page.editor.text[: cursor.position() - 1].endswith("𠮷{{ "), "positions count 𠮷 as two"
    assert page.editor.place.text() == f"Line {line}, column {column}"
    hands._focus(page.editor.faults)
    hands.bot.keyClick(page.editor.faults, Qt.Key.Key_Return)
    hands.until(page.editor.edit.hasFocus)
    _replace(window, hands, page, "𠮷{{ fee_recieved }}", "{{ fee_received }}")
    assert not page.editor.faults.isVisible()
    assert page.editor.state.text() == "The text has no faults."
    assert not page.adopt_button.isEnabled(), "it is the text in force again"


def test_a_text_is_compared_printed_adopted_and_given_up(window: Window, hands: Hands, page: LetterTextsPage) -> None:
    assert window.session is not None
    _replace(window, hands, page, "We have received the handling fee for it, as follows.", _OURS)
    assert f"{_OURS}" in page.diff.toPlainText()
    assert "\n-" in page.diff.toPlainText()
    hands.click(page.print_button)
    hands.settle(window)
    assert page.specimen.pages == 1
    assert page.tabs.currentWidget() is page.specimen
    hands.click(page.adopt_button)
    hands.settle(window)
    assert "in force" in page.notice.text
    line = page.table.selected()
    assert (line.kind, line.own, line.version) == (_KIND, True, 1)
    assert _OURS in page.editor.text
    assert not page.adopt_button.isEnabled()
    assert page.draft() == {}
    found: list[str] = []
    window.session.read(letter_texts.show_letter_text, _KIND, _EN, done=found.append)
    hands.settle(window)
    assert _OURS in found[0]
    hands.click(page.shipped_button)
    hands.settle(window)
    assert page.editor.text == _SHIPPED
    assert not page.shipped_button.isEnabled()
    assert not page.table.selected().own


def test_what_was_typed_stays_while_looking_at_another_letter(
    window: Window, hands: Hands, page: LetterTextsPage
) -> None:
    _replace(window, hands, page, "We have received", "We had received")
    _choose(window, hands, page, LetterKind.CLOSURE, _EN)
    assert page.editor.text == shipped_toml(LetterKind.CLOSURE, _EN)
    _choose(window, hands, page, _KIND, _EN)
    assert "We had received" in page.editor.text
    assert page.adopt_button.isEnabled()
    hands.click(page.discard_button)
    hands.settle(window)
    assert page.editor.text == _SHIPPED
    assert page.draft() == {}


def test_a_lock_keeps_what_was_typed(
    window: Window, hands: Hands, page: LetterTextsPage, office: Office, clock: TickingClock
) -> None:
    _replace(window, hands, page, "We have received", "We had received")
    assert window.session is not None
    path = window.session.path
    window.lock()
    hands.settle(window)
    window.unlock_page.opened.emit(open_copy(office, path, clock))
    hands.settle(window)
    assert window.desk_view is not None
    again = window.desk_view.pages["texts"]
    assert isinstance(again, LetterTextsPage)
    assert again.isVisible()
    _checked(window, hands, again)
    assert again.heading.text() == "Receipt – English"
    assert "We had received" in again.editor.text
    assert again.adopt_button.isEnabled()


def test_a_refusal_of_the_service_is_told(window: Window, hands: Hands, page: LetterTextsPage) -> None:
    _replace(window, hands, page, "We have received", "We \U0001f600 received")
    hands.click(page.adopt_button)
    hands.settle(window)
    assert page.notice.isVisible()
    assert not page.table.selected().own
    assert "We \U0001f600 received" in page.editor.text


def test_a_name_is_written_where_the_cursor_is(window: Window, hands: Hands, page: LetterTextsPage) -> None:
    names = [line.name for line in page.names.lines.lines]
    page.names.opened.emit(page.names.lines.line(names.index("company")))
    assert page.editor.text == "{{ company }}" + _SHIPPED
    _checked(window, hands, page)
    assert page.editor.faults.count() == 1
