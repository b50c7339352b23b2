"""What happens to a window at the wrong moment: closed while it saves, locked under a dialog, its monitor gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget

from caseman.domain.lifecycle import Step
from caseman.services.post_views import show_envelope
from tests.services.attached_walk import attach, decided, photograph
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui import settings
from ui.dialogs.masking import MaskDialog
from ui.dialogs.redacting import RedactDialog
from ui.dialogs.send_guard import SendGuardDialog
from ui.pages.case import CasePage
from ui.pages.cases.dialogs import ColumnsDialog
from ui.pages.post.envelope_form import EnvelopeForm
from ui.pages.post.page import PostPage
from ui.palette import Palette
from ui.printing import ask_for_printer, new_printer
from ui.widgets.file_dialogs import ask_file
from ui.window import Window

_SENDER = "見本県見本市1-1 見本 一郎"


def _to_cover(walk: Walk) -> None:
    """A decided case with an attachment to redact and a scan to mask."""
    attach(walk, decided(walk, part=True))
    walk.case(envelope=walk.envelope(scans=({"name": "card.png", "data": photograph(), "shows": ["my_number"]},)))


@pytest.fixture
def number(walked_once: Callable[[Callable[[Walk], object]], Office], office_path: Path) -> str:
    walked_once(_to_cover).copy_to(office_path.parent)
    return "P-2026-0001"


@pytest.fixture
def look_inside(office: Office, office_path: Path, clock: TickingClock) -> Callable[[], Walk]:
    """The file once the window has left it."""
    return lambda: Walk(open_copy(office, office_path, clock), clock)


def _envelope_form(window: Window) -> EnvelopeForm:
    assert window.desk_view is not None
    window.desk_view.go("post")
    page = window.desk_view.pages["post"]
    assert isinstance(page, PostPage)
    return page.envelope_form


def _case(window: Window, hands: Hands, number: str, step: Step | None = None) -> CasePage:
    assert window.desk_view is not None
    window.desk_view.open_case(number, step)
    hands.settle(window)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    return page


def test_a_window_that_is_closed_while_it_saves_has_saved(
    desk_window: Callable[..., Window], hands: Hands, look_inside: Callable[[], Walk]
) -> None:
    window = desk_window()
    form = _envelope_form(window)
    hands.settle(window)
    hands.type(form.form.control("sender_as_written"), _SENDER)
    form.submit()
    window.close()
    assert window.session is not None, "it waits for what is under way"
    hands.until(lambda: window.session is None and not window.isVisible())
    window.shut_down()
    walk = look_inside()
    try:
        assert show_envelope(walk.desk, 1).sender == _SENDER
    finally:
        walk.desk.close()


def test_a_window_that_is_closed_while_a_refusal_comes_keeps_what_was_typed(
    desk_window: Callable[..., Window], new_window: Callable[..., Window], hands: Hands, office_path: Path,
    office: Office, clock: TickingClock,
) -> None:  # fmt: skip
    window = desk_window()
    form = _envelope_form(window)
    hands.settle(window)
    hands.type(form.form.control("sender_as_written"), _SENDER)
    hands.type(form.form.control("arrived_on"), "2099-01-01")
    form.submit()
    window.close()
    hands.until(lambda: window.session is None and not window.isVisible())
    window.shut_down()
    again = new_window(office_path)
    again.unlock_page.opened.emit(open_copy(office, office_path, clock))
    hands.settle(again)
    assert _envelope_form(again).form.values()["sender_as_written"] == _SENDER


def _ask_a_file(window: Window, _hands: Hands, _number: str) -> type[QDialog]:
    ask_file(window, "Which", lambda _name: pytest.fail("nothing was chosen"))
    return QFileDialog


def _say_something(window: Window, _hands: Hands, _number: str) -> type[QDialog]:
    QMessageBox(window).open()
    return QMessageBox


def _print(window: Window, _hands: Hands, _number: str) -> type[QDialog]:
    ask_for_printer(new_printer("caseman"), window, lambda: pytest.fail("nothing was printed"))
    return QDialog


def _mask(window: Window, hands: Hands, _number: str) -> type[QDialog]:
    page = _case(window, hands, "P-2026-0002")
    hands.click(page.mask_button)
    return MaskDialog


def _redact(window: Window, hands: Hands, number: str) -> type[QDialog]:
    page = _case(window, hands, number, Step.LETTER)
    part = page.panels[Step.LETTER].attachments  # type: ignore[attr-defined]
    part.list.setCurrentRow(0)
    hands.click(part.redact_button)
    return RedactDialog


def _compare(window: Window, hands: Hands, number: str) -> type[QDialog]:
    page = _case(window, hands, number, Step.DISPATCH)
    panel: Any = page.panels[Step.DISPATCH]
    panel.letter.addItem("P-2026-0001-01", "P-2026-0001-01")
    panel.compare()
    return SendGuardDialog


def _choose_columns(window: Window, hands: Hands, _number: str) -> type[QDialog]:
    assert window.desk_view is not None
    window.desk_view.go("cases")
    hands.settle(window)
    page: Any = window.desk_view.pages["cases"]
    page.lists.choose_columns()
    return ColumnsDialog


def _find(window: Window, hands: Hands, _number: str) -> type[QDialog]:
    window.doing.run("palette")
    palette = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Palette))
    hands.until(palette.line.hasFocus)
    palette.line.setText("髙橋")
    palette._read_cases()  # its answer is on the way
    return Palette


@pytest.mark.parametrize(
    "opened", [_ask_a_file, _say_something, _print, _mask, _redact, _compare, _choose_columns, _find]
)
def test_no_dialog_holds_up_the_idle_lock(
    desk_window: Callable[..., Window],
    hands: Hands,
    number: str,
    opened: Callable[[Window, Hands, str], type[QDialog]],
) -> None:
    window = desk_window()
    kind = opened(window, hands, number)
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    hands.settle(window)
    with hands.bot.waitSignal(window.locked):
        window.keepers.presence.idle.passed.emit()
    assert QApplication.activeModalWidget() is None
    assert window.session is None
    assert window.unlock_page.isVisible()
    hands.until(lambda: not _dialogs())


def test_the_palette_leaves_nothing_of_a_case_when_it_is_locked(
    desk_window: Callable[..., Window], hands: Hands, number: str
) -> None:
    window = desk_window()
    window.doing.run("palette")
    palette = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Palette))
    hands.bot.keyClicks(palette.line, number)
    hands.until(lambda: any(entry.case == number for entry in palette.entries))
    gone: list[bool] = []
    palette.destroyed.connect(lambda: gone.append(True))
    with hands.bot.waitSignal(window.locked):
        hands.bot.keyClick(palette.line, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: bool(gone))
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, Palette)]
    assert window.doing.lately == []
    assert window.unlock_page.passphrase.hasFocus() or window.unlock_page.isVisible()


def _dialogs() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


_GONE = (QRect(5000, 3000, 1000, 700), QRect(-4000, 100, 1200, 800), QRect(10, 10, 9000, 6000))


@pytest.mark.parametrize("kept", _GONE)
def test_a_window_that_was_on_a_monitor_that_is_gone_comes_back(
    new_window: Callable[..., Window], hands: Hands, kept: QRect
) -> None:
    before = Window()
    before.setGeometry(kept)
    settings.set_geometry(before.saveGeometry())
    before.shut_down()
    before.deleteLater()
    window = new_window()
    room = window.screen().availableGeometry()
    shown = window.frameGeometry().intersected(room)
    least = window.minimumSize().boundedTo(room.size())
    hands.until(window.isVisible)
    assert shown.width() >= least.width() // 2, (window.frameGeometry(), room)
    assert shown.height() >= least.height() // 2
    assert room.adjusted(-8, 0, 0, -40).contains(window.frameGeometry().topLeft()), "its title can be reached"


@pytest.mark.parametrize("kept", _GONE[:2])
def test_what_stood_on_a_monitor_that_goes_away_comes_to_one_that_is_there(
    desk_window: Callable[..., Window], hands: Hands, qapp: QApplication, kept: QRect
) -> None:
    window = desk_window()
    window.doing.run("shortcuts")
    hands.settle(window)
    (dialog,) = _dialogs()
    small = dialog.size()
    window.setGeometry(kept)
    dialog.move(kept.topLeft())
    assert not _in_sight(window)
    qapp.screenRemoved.emit(window.screen())
    hands.until(lambda: _in_sight(window) and _in_sight(dialog))
    assert dialog.size() == small.boundedTo(dialog.screen().availableSize())
    place = window.pos()
    qapp.screenRemoved.emit(window.screen())
    hands.settle(window)
    assert window.pos() == place, "what is in sight stays where it is"
    dialog.close()


def _in_sight(window: QWidget) -> bool:
    room = window.screen().availableGeometry()
    return room.contains(window.frameGeometry().topLeft()) and room.intersects(window.frameGeometry())


def test_pasted_lines_lose_no_word_in_one_line_and_no_line_in_several(
    desk_window: Callable[..., Window], hands: Hands, look_inside: Callable[[], Walk]
) -> None:
    window = desk_window()
    form = _envelope_form(window)
    hands.settle(window)
    clipboard = QApplication.clipboard()
    for name, text in (("sender_as_written", "見本県見本市1-1\r\n見本 一郎\n"), ("note", "一行目\n二行目")):
        clipboard.setText(text)
        form.form.control(name).setFocus()
        form.form.control(name).paste()
    clipboard.clear()
    form.submit()
    hands.settle(window)
    window.close()
    hands.until(lambda: window.session is None)
    window.shut_down()
    walk = look_inside()
    try:
        envelope = show_envelope(walk.desk, 1)
    finally:
        walk.desk.close()
    assert envelope.sender == _SENDER
    assert envelope.note == "一行目\n二行目"
