"""The palette: a line that finds commands in either language and cases by any clue, and says why one cannot be had."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from caseman.domain.lifecycle import Step
from caseman.domain.roles import Role
from caseman.text import Language
from tests.ui.conftest import Hands
from ui.commands import COMMANDS
from ui.finding import Finder
from ui.palette import Palette
from ui.window import Window

_EVERY = Finder(command.name for command in COMMANDS)


@pytest.fixture
def window(window_at: Callable[..., Window], language: Language) -> Window:
    """An office with nine cases, its window in front."""
    return window_at(Step.IDENTITY, *[Step.CASE] * 8, language=language)


def _opened(window: Window, hands: Hands, name: str = "palette") -> Palette:
    window.doing.run(name)
    palette = window.findChild(Palette)
    assert isinstance(palette, Palette)
    hands.until(palette.line.hasFocus)
    return palette


def _press(palette: Palette, hands: Hands, *keys: Qt.Key) -> None:
    for key in keys:
        hands.bot.keyClick(palette.line, key)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lock", "lock"),
        ("ロック", "lock"),
        ("ろっく", "lock"),
        ("ﾛｯｸ", "lock"),
        ("ＬＯＣＫ", "lock"),
        ("いんさつ", "print"),
        ("印刷", "print"),
        ("pdf", "save_file"),
        ("ctrl+k", "palette"),
        ("audit stat", "audit:statistics"),
        ("監査 統計", "audit:statistics"),
        ("stat aud", "audit:statistics"),
        ("ぎんこう", None),
        ("銀行", "money:deposits"),
        ("ock", None),
        ("zzz", None),
        ("・、（）", None),
        ("\u200b", None),
    ],
)
def test_words_are_found_by_their_beginnings_in_either_language(typed: str, first: str | None) -> None:
    found = _EVERY.find(typed)
    assert (found[0] if found else None) == first


def test_nothing_typed_finds_everything_and_what_was_done_lately_comes_first() -> None:
    assert len(_EVERY.find("")) == len(_EVERY.find("  　")) == len(COMMANDS)
    assert _EVERY.find("", lately=["letters", "lock"])[:2] == ["letters", "lock"]
    assert _EVERY.find("print", lately=["letters:runs"])[0] == "letters:runs"


@pytest.mark.parametrize("language", [Language.EN])
def test_a_case_is_found_and_opened_by_keys(window: Window, hands: Hands) -> None:
    hands.bot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(Palette)
    assert isinstance(palette, Palette)
    hands.until(palette.line.hasFocus)
    hands.bot.keyClicks(palette.line, "P-2026-000")
    hands.until(lambda: any(entry.case for entry in palette.entries))
    cases = [entry.case for entry in palette.entries if entry.case]
    assert len(cases) == 8
    while palette.current() is None or palette.current().case != cases[3]:  # type: ignore[union-attr]
        _press(palette, hands, Qt.Key.Key_Down)
    _press(palette, hands, Qt.Key.Key_Return)
    hands.settle(window)
    assert window.desk_view is not None
    assert window.desk_view.place == f"case:{cases[3]}"
    assert window.findChild(Palette) is None


@pytest.mark.parametrize("language", list(Language))
def test_a_command_is_done_and_comes_first_the_next_time(window: Window, hands: Hands, language: Language) -> None:
    palette = _opened(window, hands)
    palette.line.setText("letters")  # English in a Japanese window too
    current = palette.current()
    assert current is not None
    assert current.text == ("通知書" if language is Language.JA else "Letters")
    assert current.at_end == "Ctrl+5"
    _press(palette, hands, Qt.Key.Key_Enter)
    hands.settle(window)
    assert window.desk_view is not None
    assert window.desk_view.place == "letters"
    palette = _opened(window, hands)
    assert [entry.command for entry in palette.entries][:1] == ["letters"]


@pytest.mark.parametrize("language", [Language.EN])
def test_keys_move_in_the_list_and_escape_leaves_everything_as_it_was(window: Window, hands: Hands) -> None:
    assert window.desk_view is not None
    before = window.desk_view.place
    palette = _opened(window, hands)
    last = len(palette.entries) - 1
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        _press(palette, hands, key)
        seen.append(palette.list.currentRow())
    assert seen == [1, last, 0, last, 0, 12]
    assert palette.line.hasFocus()
    _press(palette, hands, Qt.Key.Key_Escape)
    hands.until(lambda: window.findChild(Palette) is None)
    assert window.desk_view.place == before


@pytest.mark.parametrize("language", [Language.JA])
def test_an_input_method_that_composes_keeps_its_keys(window: Window, hands: Hands) -> None:
    palette = _opened(window, hands)
    row = palette.list.currentRow()
    QApplication.sendEvent(palette.line, QInputMethodEvent("にほ", []))
    _press(palette, hands, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Home)
    assert palette.isVisible()
    assert palette.list.currentRow() == row
    done = QInputMethodEvent("", [])
    done.setCommitString("通知書")
    QApplication.sendEvent(palette.line, done)
    assert palette.line.text() == "通知書"
    _press(palette, hands, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    hands.settle(window)
    assert not [each for each in window.findChildren(Palette) if each.isVisible()]


@pytest.mark.parametrize("language", [Language.EN])
def test_what_is_not_permitted_is_listed_with_the_reason_and_does_nothing(window: Window, hands: Hands) -> None:
    assert window.session is not None
    assert window.session._desk is not None
    object.__setattr__(window.session._desk, "roles", frozenset({Role.SEARCHER}))
    palette = _opened(window, hands)
    palette.line.setText("log an envelope")
    current = palette.current()
    assert current is not None
    assert current.why_not.startswith("Not among your roles. These may:")
    assert palette.below.text() == current.why_not
    assert current.why_not in palette.line.accessibleDescription()
    _press(palette, hands, Qt.Key.Key_Return)
    assert palette.isVisible()
    _press(palette, hands, Qt.Key.Key_Escape)


@pytest.mark.parametrize("language", [Language.EN])
def test_who_may_not_read_cases_finds_none(window: Window, hands: Hands) -> None:
    assert window.session is not None
    assert window.session._desk is not None
    object.__setattr__(window.session._desk, "roles", frozenset({Role.ADMINISTRATOR}))
    palette = _opened(window, hands)
    palette.line.setText("P-2026-0001")
    palette._pause.stop()
    palette._read_cases()
    hands.settle(window)
    assert palette.entries == ()
    assert palette.below.text() == "Nothing is found."
    palette.reject()


@pytest.mark.parametrize("language", [Language.EN])
def test_steps_are_offered_on_the_case_page_alone(window: Window, hands: Hands) -> None:
    palette = _opened(window, hands)
    palette.line.setText("step of this case")
    assert palette.entries == ()
    palette.reject()
    assert window.desk_view is not None
    window.desk_view.open_case("P-2026-0001")
    hands.settle(window)
    palette = _opened(window, hands)
    palette.line.setText("step of this case fee")
    _press(palette, hands, Qt.Key.Key_Return)
    hands.settle(window)
    assert window.desk_view.pages["case"].step is Step.FEE  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", [Language.EN])
def test_an_old_answer_is_dropped_and_only_one_question_is_asked_at_a_time(
    window: Window, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    palette = _opened(window, hands, "find_case")
    asked: list[str] = []
    answers: list[Any] = []

    def read(_service: Any, text: str, *, done: Any, failed: Any) -> None:
        asked.append(text)
        answers.append(done)

    assert palette._session is not None
    with monkeypatch.context() as patched:
        patched.setattr(palette._session, "read", read)
        for typed in ("P", "P-2", "P-2026-0003"):
            palette.line.setText(typed)
            palette._read_cases()
        assert asked == ["P"]
        answers[0](("P", _page("P-2026-0001")))
        assert palette.entries == ()
        assert asked == ["P", "P-2026-0003"]
        answers[1](("P-2026-0003", _page("P-2026-0003")))
    assert [entry.case for entry in palette.entries] == ["P-2026-0003"]
    palette.reject()


@pytest.mark.parametrize("language", [Language.EN])
def test_locking_closes_it_and_answers_on_the_way_are_dropped(window: Window, hands: Hands) -> None:
    palette = _opened(window, hands)
    palette.line.setText("P-2026")
    palette._read_cases()
    window.lock()
    hands.settle(window)
    assert window.findChild(Palette) is None
    assert window.session is None


@pytest.mark.parametrize("language", [Language.EN])
def test_a_screen_reader_is_told_the_current_entry(
    window: Window, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.message()))
    palette = _opened(window, hands)
    palette.line.setText("lock")
    assert palette.line.accessibleDescription() == "Lock, Ctrl+L"
    assert told[-1] == "Lock, Ctrl+L"
    palette.line.setText("qqq")
    assert told[-1] == "Nothing is found."
    assert palette.list.accessibleName()
    palette.reject()


@pytest.mark.parametrize("language", [Language.EN])
def test_hostile_text_finds_nothing_and_breaks_nothing(window: Window, hands: Hands) -> None:
    palette = _opened(window, hands)
    for typed in ("'); DROP TABLE", '"*" OR *', "<b>x</b>", "\u202e", "\x00", "あ" * 5000, "%_^-"):
        palette.line.setText(typed)
        palette._read_cases()
        hands.settle(window)
        assert len(palette.line.text()) <= 200
        assert not [entry for entry in palette.entries if entry.case], typed
    palette.reject()


@pytest.mark.parametrize("language", [Language.EN])
def test_it_stays_within_a_small_window(window: Window, hands: Hands) -> None:
    window.resize(900, 600)
    palette = _opened(window, hands)
    assert window.geometry().contains(palette.geometry())
    palette.reject()


def test_without_an_office_it_offers_what_works(new_window: Callable[..., Window], hands: Hands) -> None:
    window = new_window()
    window.activateWindow()
    palette = _opened(window, hands)
    assert {entry.command for entry in palette.entries} == {c.name for c in COMMANDS if not c.opened} - {"palette"}
    palette.line.setText("P-2026")
    palette._read_cases()
    assert palette.entries == ()
    palette.reject()


def _page(*numbers: str) -> Any:
    from caseman.domain.lifecycle import State
    from caseman.services.lists import CasePage
    from caseman.services.views import CaseLine

    day = date(2026, 11, 2)
    lines = tuple(
        CaseLine(at, number, "見本", "ミホン", (), State.RECEIVED, None, day, day, None, None, "", "")
        for at, number in enumerate(numbers)
    )
    return CasePage(lines, None)
