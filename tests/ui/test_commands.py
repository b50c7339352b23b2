"""The window's commands: one list, keys that never clash, menus that grey what cannot be done, keys that say why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Permission
from caseman.domain.roles import Role
from caseman.services.backups import set_backup_plan
from caseman.text import Language
from tests.ui.conftest import Hands
from ui.command_words import ALSO
from ui.commands import BY_NAME, COMMANDS, PLACES
from ui.desk_view import DeskView
from ui.dialogs.lifecycle import LifecycleDialog
from ui.doing import Doing
from ui.menu_names import Menu
from ui.pages.case import CasePage
from ui.pages.cases import CasesPage
from ui.pages.letters import LettersPage
from ui.pages.post.page import PostPage
from ui.pages.steps.fee import FeePanel
from ui.pages.tabbed import TabbedPage
from ui.place_history import PlaceHistory
from ui.widgets.acting import acts_as, button_of, saver
from ui.widgets.form import Form
from ui.widgets.labels import button, row
from ui.window import Window

_NONE, _CTRL, _ALT, _SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def window(window_at: Callable[..., Window]) -> Window:
    return window_at(Step.IDENTITY, Step.LETTER, Step.IDENTITY)


def _view(window: Window) -> DeskView:
    assert window.desk_view is not None
    return window.desk_view


def _case(window: Window) -> CasePage:
    page = _view(window).pages["case"]
    assert isinstance(page, CasePage)
    return page


def _press(window: Window, hands: Hands, key: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> None:
    hands.bot.keyClick(QApplication.focusWidget() or window, key, held)
    hands.settle(window)


def _dialog() -> QDialog | None:
    shown = (each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible())
    return next(shown, None)


# --- the list


def test_no_two_commands_share_keys_or_a_name() -> None:
    keys = Counter(QKeySequence(keys).toString() for command in COMMANDS for keys in command.keys)
    assert [each for each, count in keys.items() if count > 1 or not each] == []
    assert len(keys) > 30
    assert len(BY_NAME) == len(COMMANDS)
    for language in Language:
        called = Counter(command.called(language) for command in COMMANDS)
        assert [name for name, count in called.items() if count > 1] == [], language


def test_keys_of_text_fields_stay_theirs() -> None:
    """A field keeps these for itself, and a command would be dead there: under X Ctrl+E ends a line."""
    fields = {f"Ctrl+{key}" for key in "ACEUVXYZ"} | {
        "Ctrl+Shift+Z",
        "Ctrl+Left",
        "Ctrl+Right",
        "Ctrl+Home",
        "Ctrl+End",
    }
    commands = [command for command in COMMANDS if command.name != "undo"]  # in a field it is the text that is undone
    assert fields.isdisjoint(QKeySequence(keys).toString() for command in commands for keys in command.keys)


def test_every_command_can_be_done_and_the_words_belong_to_commands(new_window: Callable[..., Window]) -> None:
    window = new_window()
    undone = [
        command.name
        for command in COMMANDS
        if not (command.place or command.press) and command.name not in window.doing._calls
    ]
    assert undone == []
    assert set(window.doing._calls) <= set(BY_NAME)
    assert set(ALSO) <= set(BY_NAME)


def test_keys_of_parts_of_the_window_are_not_those_of_a_command(window: Window) -> None:
    """Two that share keys would both be dead."""
    pages = list(_view(window).pages.values())
    assert len(pages) > 9, "each is built"
    for page in pages:
        if isinstance(page, TabbedPage):
            assert all(page.panels.values()), "and each of its tabs"
    taken = {QKeySequence(keys).toString() for command in COMMANDS for keys in command.keys}
    shortcuts = window.findChildren(QShortcut)
    own = [keys for shortcut in shortcuts for keys in QShortcut.keys(shortcut)]
    assert own
    assert [each.toString() for each in own if each.toString() in taken] == []


def test_every_place_at_the_left_is_a_command_with_its_number() -> None:
    assert [place.keys for place in PLACES] == [(f"Ctrl+{number}",) for number in range(1, 10)]


@pytest.mark.parametrize("language", Language)
def test_a_page_is_titled_as_its_place_is_called(
    desk_window: Callable[..., Window], hands: Hands, language: Language
) -> None:
    view = _view(desk_window(language))
    titles = {place.name: view.pages[place.place].title.text() for place in PLACES}
    assert titles == {place.name: place.called(language) for place in PLACES}


# --- menus


def test_menus_show_keys_and_speak_the_language(desk_window: Callable[..., Window]) -> None:
    window = desk_window(Language.JA)
    lock = window.menus.actions["lock"]
    assert lock.text() == "ロック(&L)"
    assert lock.shortcut() == QKeySequence("Ctrl+L")
    assert window.menus.actions["print"].text() == "印刷(&P)…"
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["ファイル(&F)", "案件(&C)", "移動(&G)", "表示(&V)", "ヘルプ(&H)"]


def test_an_open_menu_greys_what_cannot_be_done(window: Window, hands: Hands) -> None:
    view = _view(window)
    menu, actions = window.menus.menus[Menu.CASE], window.menus.actions
    view.go("today")
    menu.aboutToShow.emit()
    assert not actions["next_step"].isEnabled()
    assert not actions["next_case"].isEnabled()
    assert actions["log_envelope"].isEnabled()
    menu.aboutToHide.emit()
    assert actions["next_step"].isEnabled(), "its keys say why"
    view.open_case("P-2026-0001")
    hands.settle(window)
    menu.aboutToShow.emit()
    assert actions["next_step"].isEnabled()
    assert actions["preview_letter"].isEnabled()
    menu.aboutToHide.emit()


def test_without_an_office_keys_say_that_one_must_be_opened(new_window: Callable[..., Window], hands: Hands) -> None:
    window = new_window()
    for name in ("today", "print", "save", "lock", "back", "step:identity"):
        window.doing.run(name)
        assert window.unlock_page.notice.text == "Open an office file first."
    window.doing.run("lifecycle")
    dialog = _dialog()
    assert isinstance(dialog, LifecycleDialog)
    hands.bot.keyClick(dialog, Qt.Key.Key_Escape)
    assert _dialog() is None


# --- places


def test_back_and_forward_go_through_the_places_one_was_in(window: Window, hands: Hands) -> None:
    view = _view(window)
    view.go("cases")
    view.open_case("P-2026-0002")
    hands.settle(window)
    _press(window, hands, Qt.Key.Key_5, _CTRL)
    assert view.place == "letters"
    _press(window, hands, Qt.Key.Key_Left, _ALT)
    assert view.place == "case:P-2026-0002"
    _press(window, hands, Qt.Key.Key_Left, _ALT)
    assert view.place == "cases"
    _press(window, hands, Qt.Key.Key_Right, _ALT)
    assert view.place == "case:P-2026-0002"
    view.go("money")
    _press(window, hands, Qt.Key.Key_Right, _ALT)
    assert view.place == "money"
    assert view.pages["money"].notice.text == "There is no place after this one."


def test_a_history_ends_where_one_turned_off_and_is_bounded() -> None:
    history = PlaceHistory()
    assert (history.move(-1), history.move(1)) == (None, None)
    for place in ("a", "b", "b", "c"):
        history.went(place)
    assert (history.move(-1), history.move(-1), history.move(-1)) == ("b", "a", None)
    history.went("d")
    assert (history.neighbour(1), history.neighbour(-1)) == (None, "a")
    for number in range(1000):
        history.went(str(number))
    assert len(history._places) == 50
    assert history.neighbour(-1) == "998"
    history.forget()
    assert history.neighbour(-1) is None


def test_the_next_case_in_the_list_comes_and_at_its_end_that_is_said(window: Window, hands: Hands) -> None:
    view = _view(window)
    view.go("cases")
    hands.settle(window)
    cases = view.pages["cases"]
    assert isinstance(cases, CasesPage)
    numbers = [line.number for line in cases.table.lines.lines]
    assert len(numbers) == 3
    view.open_case(numbers[0])
    hands.settle(window)
    for number in numbers[1:]:
        _press(window, hands, Qt.Key.Key_PageDown, _ALT)
        assert _case(window).number == number
    _press(window, hands, Qt.Key.Key_PageDown, _ALT)
    assert _case(window).number == numbers[-1]
    assert "no other there" in _case(window).notice.text
    _press(window, hands, Qt.Key.Key_PageUp, _ALT)
    assert _case(window).number == numbers[1]
    assert cases.table.selected().number == numbers[1], "the list goes along"
    view.open_case(numbers[0])  # by another way
    hands.settle(window)
    _press(window, hands, Qt.Key.Key_PageDown, _ALT)
    assert _case(window).number == numbers[1]


def test_tabs_are_turned_by_keys_and_the_keyboard_goes_along(window: Window, hands: Hands) -> None:
    view = _view(window)
    view.go("audit")
    hands.settle(window)
    tabs = view.pages["audit"].tabs  # type: ignore[attr-defined]
    _press(window, hands, Qt.Key.Key_PageDown, _CTRL)
    assert tabs.currentIndex() == 1
    assert tabs.currentWidget().isAncestorOf(QApplication.focusWidget())
    _press(window, hands, Qt.Key.Key_PageUp, _CTRL)
    _press(window, hands, Qt.Key.Key_PageUp, _CTRL)
    assert tabs.currentIndex() == tabs.count() - 1, "it goes round"


def test_f6_goes_round_the_parts_of_the_window(window: Window, hands: Hands) -> None:
    window.resize(1366, 768)  # in a narrow one, what stands beside the form is among its tabs
    view = _view(window)
    view.open_case("P-2026-0002")
    hands.settle(window)
    page = _case(window)
    navigation = view.findChild(QWidget, "nav")
    assert isinstance(navigation, QWidget)

    def where() -> str:
        focus = QApplication.focusWidget()
        assert focus is not None
        if navigation.isAncestorOf(focus):
            return "navigation"
        return "side" if page.tabs.isAncestorOf(focus) else "page"

    seen = [where()]
    for _ in range(3):
        _press(window, hands, Qt.Key.Key_F6)
        seen.append(where())
    assert seen == ["page", "side", "navigation", "page"]
    for _ in range(3):
        _press(window, hands, Qt.Key.Key_F6, _SHIFT)
        seen.append(where())
    assert seen[4:] == ["navigation", "side", "page"]


# --- pressing what the page has


def test_ctrl_enter_saves_the_form_with_the_cursor_and_no_other(window: Window, hands: Hands) -> None:
    view = _view(window)
    view.open_case("P-2026-0001")
    hands.settle(window)
    page = _case(window)
    page.go_to(Step.FEE)
    panel = page.panels[Step.FEE]
    assert isinstance(panel, FeePanel)
    assert saver(page, page.next_button) is None, "the cursor is in no form"
    fields = {form: form.controls()[0] for form in panel.findChildren(Form) if form.isVisible()}
    assert saver(page, fields[panel.form]) is panel.submit_button
    assert len(fields) > 2
    others = [saver(page, field) for form, field in fields.items() if form is not panel.form]
    assert panel.submit_button not in others
    view.go("settings:backup")
    hands.settle(window)
    backup = view.pages["settings"].backup  # type: ignore[attr-defined]
    assert saver(view.pages["settings"], backup.form.control("folder")) is backup.save_button


def test_an_envelope_is_logged_by_keys_alone(window: Window, hands: Hands) -> None:
    view = _view(window)
    _press(window, hands, Qt.Key.Key_N, _CTRL | _SHIFT)
    post = view.pages["post"]
    assert isinstance(post, PostPage)
    form = post.envelope_form.form
    hands.type(form.control("sender_as_written"), "見本 次郎")
    _press(window, hands, Qt.Key.Key_Return, _CTRL)
    hands.until(lambda: post.case_form.envelope_id is not None)


def test_print_presses_the_button_in_sight(window: Window, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    view = _view(window)
    _press(window, hands, Qt.Key.Key_P, _CTRL)
    assert view.pages["today"].notice.text.startswith("Nothing that can be printed is in sight")
    view.go("letters")
    page = view.pages["letters"]
    assert isinstance(page, LettersPage)
    hands.until(lambda: page.output.letter is not None)
    printed: list[str] = []
    page.print_button.clicked.connect(lambda: printed.append("once"))
    monkeypatch.setattr(page.output, "letter", None)  # no system dialog
    _press(window, hands, Qt.Key.Key_P, _CTRL)
    assert printed == ["once"]


def test_a_marked_button_counts_only_in_sight_and_one_that_works_comes_first(hands: Hands) -> None:
    first, second, hidden = (acts_as(button(text, lambda: None), "print") for text in "abc")
    page = row(first, second, hidden)
    hands.bot.addWidget(page)
    assert button_of(page, "print") is None
    hidden.hide()
    page.show()
    first.setEnabled(False)
    assert button_of(page, "print") is second
    second.setEnabled(False)
    assert button_of(page, "print") is first
    assert button_of(page, "save") is None


def test_back_up_now_waits_for_the_settings_and_says_what_lacks(window: Window, hands: Hands, tmp_path: Path) -> None:
    view = _view(window)
    window.doing.run("back_up")
    hands.settle(window)
    assert view.place == "settings"
    panel = view.pages["settings"].backup  # type: ignore[attr-defined]
    assert panel.form.fault("folder") == "Say into which folder the backup goes."
    assert window.session is not None
    folder = tmp_path / "backups"
    folder.mkdir()
    window.session.change(set_backup_plan, str(folder), 3, 0, at_close=False)
    hands.settle(window)
    view.go("today")
    window.doing.run("back_up")
    hands.until(lambda: bool(list(folder.glob("*.caseman"))))
    hands.settle(window)
    assert "it was opened and checked" in view.pages["settings"].notice.text


def test_the_file_is_checked_from_anywhere(window: Window, hands: Hands) -> None:
    view = _view(window)
    window.doing.run("check_file")
    hands.settle(window)
    assert view.place == "audit"
    assert view.pages["audit"].notice.text.startswith("The file is sound")


def test_f1_asks_for_help_about_the_place(
    window: Window, hands: Hands, monkeypatch: pytest.MonkeyPatch, new_window: Callable[..., Window]
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("ui.dialogs.help.show_help", lambda topic, _parent: asked.append(topic))
    view = _view(window)
    for place in ("today", "post", "audit:export"):
        view.go(place)
        _press(window, hands, Qt.Key.Key_F1)
    view.open_case("P-2026-0001")
    hands.settle(window)
    _case(window).go_to(Step.FEE)
    _press(window, hands, Qt.Key.Key_F1)
    outside = new_window()
    outside.doing.run("help")
    outside.doing.run("help_index")
    assert asked == ["today", "post:log", "audit:export", "case:fee", "unlock", "index"]


def test_locking_closes_an_open_menu_and_forgets_where_one_was(window: Window, hands: Hands) -> None:
    doing: Doing = window.doing
    doing.run("letters")
    assert doing.lately == ["letters"]
    menu = window.menus.menus[Menu.CASE]
    menu.popup(window.mapToGlobal(window.rect().center()))
    hands.until(menu.isVisible)
    window.lock("idle")
    hands.settle(window)
    assert QApplication.activePopupWidget() is None
    assert doing.lately == []
    assert doing._history.neighbour(-1) is None


def test_what_a_role_does_not_permit_is_said_by_its_keys(window: Window, hands: Hands) -> None:
    assert window.session is not None
    assert window.session._desk is not None
    object.__setattr__(window.session._desk, "roles", frozenset({Role.SEARCHER}))
    view = _view(window)
    view.go("today")
    _press(window, hands, Qt.Key.Key_2, _CTRL)
    assert view.place == "today"
    assert view.pages["today"].notice.text.startswith("Not among your roles.")
    assert not window.session.may(Permission.LOG_POST)
    assert isinstance(view._nav["post"], QPushButton)
