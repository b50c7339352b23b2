"""Disclosed data attached, redacted by keys and by mouse, and made into a letter, on the step “Letter”."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from caseman.domain.attachments import Placing
from caseman.domain.grounds import Ground
from caseman.domain.lifecycle import Step
from caseman.services.attachment_rows import AttachmentLine
from caseman.services.attachments import list_attachments
from caseman.services.letters import Letter
from caseman.services.letters import letter as read_letter
from tests.services.attached_walk import REASON, decided, text_pdf, texts
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.dialogs.redacting import RedactDialog
from ui.pages.case import CasePage
from ui.pages.steps.letter import LetterPanel
from ui.window import Window


@pytest.fixture
def number(office: Office, office_path: Path, clock: TickingClock) -> str:
    """A case that is decided in part."""
    desk = open_copy(office, office_path, clock)
    made = decided(Walk(desk, clock), part=True)
    desk.close()
    return made


@pytest.fixture
def panel(desk_window: Callable[..., Window], number: str, hands: Hands) -> LetterPanel:
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.open_case(number, Step.LETTER)
    hands.settle(window)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    return next(each for each in page.findChildren(LetterPanel) if each.isVisible())


def _settle(panel: LetterPanel, hands: Hands) -> None:
    window = panel.window()
    assert isinstance(window, Window)
    hands.settle(window)


def _attached(panel: LetterPanel, hands: Hands) -> tuple[AttachmentLine, ...]:
    found: list[tuple[AttachmentLine, ...]] = []
    assert panel.case is not None
    panel.session.read(list_attachments, panel.case.number, done=found.append)
    _settle(panel, hands)
    return found[0]


def _attach(panel: LetterPanel, hands: Hands, path: Path, title: str) -> None:
    hands.type(panel.attachments.form.control("title"), title)
    hands.click(panel.attachments.file_button)
    hands.pick_files(path)
    hands.until(lambda: panel.notice.text == "Attached.")
    _settle(panel, hands)


def _redacting(panel: LetterPanel, hands: Hands, row: int) -> RedactDialog:
    panel.attachments.list.setCurrentRow(row)
    hands.click(panel.attachments.redact_button)
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), RedactDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RedactDialog)
    _settle(panel, hands)
    return dialog


def test_from_a_file_to_a_letter_with_redacted_pages(panel: LetterPanel, hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "登録.pdf"
    path.write_bytes(text_pdf(2))
    part = panel.attachments
    assert not part.list.isVisible()
    _attach(panel, hands, path, "会員登録情報")
    assert part.list.item(0).text() == "Attachment 1: 会員登録情報 – appended to the letter, pages: 2"
    dialog = _redacting(panel, hands, 0)
    hands.bot.keyClick(dialog.view, Qt.Key.Key_N)
    hands.bot.keyClick(dialog.view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    hands.choose(dialog.form.control("ground"), Ground.RIGHTS)
    hands.click(dialog.save_button)
    hands.until(lambda: QApplication.activeModalWidget() is None)
    _settle(panel, hands)
    assert "no letter can be made: attachment 1" in part.warning.text()
    assert "without its ground and reason" in panel._lacking.text()
    assert not panel.make_button.isEnabled()

    dialog = _redacting(panel, hands, 0)
    assert dialog.list.item(0).text().endswith("– no reason yet")
    dialog.list.setCurrentRow(0)
    hands.type(dialog.form.control("reason"), REASON)
    hands.bot.keyClick(dialog, Qt.Key.Key_PageDown)
    _settle(panel, hands)
    view = dialog.view
    middle = QPoint(view.width() // 2, view.height() // 2)
    hands.bot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    hands.bot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(40, 30))
    assert dialog.list.count() == 2, "a new box takes ground and reason of the one before"
    hands.bot.keyClick(view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: QApplication.activeModalWidget() is None)
    (line,) = _attached(panel, hands)
    assert [(each.page, each.ground, each.reason) for each in line.redactions] == [
        (1, Ground.RIGHTS, REASON),
        (2, Ground.RIGHTS, REASON),
    ]
    assert not part.warning.isVisible()
    hands.click(panel.make_button)
    _settle(panel, hands)
    assert panel.case is not None
    found: list[Letter] = []
    panel.session.read(read_letter, panel.case.number, f"{panel.case.number}-01", done=found.append)
    _settle(panel, hands)
    told = texts(found[0].pdf)
    assert "別紙1「会員登録情報」のうち墨塗りの部分（1～2ページ）" in "".join(told).replace("\r\n", "")
    assert "（2／2）" in told[-1]


def test_order_placing_and_taking_out(panel: LetterPanel, hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(text_pdf())
    part = panel.attachments
    for title in ("一", "二"):
        _attach(panel, hands, path, title)
    part.list.setCurrentRow(1)
    hands.click(part.up_button)
    _settle(panel, hands)
    assert [line.title for line in _attached(panel, hands)] == ["二", "一"]
    assert part.list.currentRow() == 0, "the same one stays chosen"
    hands.choose(part.form.control("placing"), Placing.ENCLOSED)
    hands.click(part.change_button)
    _settle(panel, hands)
    assert _attached(panel, hands)[0].placing is Placing.ENCLOSED
    assert not part.print_button.isEnabled(), "there is no letter yet"
    hands.click(panel.make_button)
    _settle(panel, hands)
    assert part.print_button.isEnabled()
    hands.click(part.remove_button)
    _settle(panel, hands)
    assert [line.title for line in _attached(panel, hands)] == ["一"]
    assert panel.make_button.isEnabled(), "the next version is wanted"


def test_what_cannot_be_attached_is_told_and_the_title_stays(panel: LetterPanel, hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"<svg/>")
    part = panel.attachments
    hands.type(part.form.control("title"), "会員登録情報")
    hands.click(part.file_button)
    hands.pick_files(path)
    hands.until(lambda: "is an SVG drawing" in panel.notice.text)
    _settle(panel, hands)
    assert part.form.values()["title"] == "会員登録情報"
    assert part.file_button.isEnabled()
    assert not part.bar.isVisible()
    assert _attached(panel, hands) == ()


def test_boxes_are_moved_and_taken_out_with_their_reasons(panel: LetterPanel, hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(text_pdf())
    _attach(panel, hands, path, "")
    assert _attached(panel, hands)[0].title == "a", "a file without a title goes under its own name"
    dialog = _redacting(panel, hands, 0)
    for ground in (Ground.RIGHTS, Ground.BUSINESS):
        hands.bot.keyClick(dialog.view, Qt.Key.Key_N)
        hands.choose(dialog.form.control("ground"), ground)
        hands.type(dialog.form.control("reason"), ground.value)
    dialog.list.setCurrentRow(0)
    _settle(panel, hands)
    assert dialog.form.values()["reason"] == "rights"
    dialog.view.setFocus()
    hands.bot.keyClick(dialog.view, Qt.Key.Key_Delete)
    assert dialog.list.count() == 1
    assert dialog.form.values()["reason"] == "business"
    hands.click(dialog.save_button)
    hands.until(lambda: QApplication.activeModalWidget() is None)
    assert [each.ground for each in _attached(panel, hands)[0].redactions] == [Ground.BUSINESS]
