"""Pages show what the services say: today's counts, search as you type, refused scans, names with markup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from caseman.domain.lifecycle import Step
from caseman.letters.recovery_sheet import recovery_sheet
from caseman.text import Language
from tests.services.walking import PRINCIPAL, Office, TickingClock, Walk, open_copy, picture
from tests.ui.conftest import Hands
from ui.pages.cases import CasesPage
from ui.pages.letters import LettersPage
from ui.pages.post.page import PostPage
from ui.pages.today import TodayPage
from ui.printing import MemoryPdf
from ui.window import Window

_MARKUP = "<b>見本</b> & <img src=x> 一郎"


@pytest.fixture
def numbers(office: Office, office_path: Path, clock: TickingClock) -> list[str]:
    """Cases that wait for identity, for the fee, and for dispatch; and one with markup in its name."""
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    made = [walk.to(step) for step in (Step.CASE, Step.IDENTITY, Step.LETTER)]
    made.append(walk.case(principal=PRINCIPAL | {"name": _MARKUP, "kana": "ミホン"}))
    desk.close()
    return made


def _page(window: Window, name: str) -> object:
    assert window.desk_view is not None
    return window.desk_view.pages[name]


def test_today_counts_and_each_tile_opens_its_list(
    desk_window: Callable[..., Window], hands: Hands, numbers: list[str]
) -> None:
    window = desk_window()
    today = _page(window, "today")
    assert isinstance(today, TodayPage)
    assert today.tiles["cases:show:to_check"].accessibleName() == "Check identity: 2"
    assert today.tiles["cases:show:waiting_fee"].accessibleName() == "Payment of the fee: 1"
    assert today.tiles["cases:show:overdue"].accessibleName() == "Overdue: 0"
    hands.click(today.tiles["cases:show:waiting_fee"])
    hands.settle(window)
    cases = _page(window, "cases")
    assert isinstance(cases, CasesPage)
    assert cases.isVisible()
    assert [line.number for line in cases.table.lines.lines] == [numbers[1]]


def test_search_finds_while_typing(desk_window: Callable[..., Window], hands: Hands, numbers: list[str]) -> None:
    window = desk_window()
    assert window.desk_view is not None
    cases = _page(window, "cases")
    assert isinstance(cases, CasesPage)
    hands.bot.keyClicks(window.desk_view.search, "P-2026-0002")
    hands.until(lambda: [line.number for line in cases.table.lines.lines] == [numbers[1]])
    window.desk_view.search.setText("高橋 たかはし")  # written 髙橋 and タカハシ
    hands.bot.keyClick(window.desk_view.search, Qt.Key.Key_Return)
    hands.until(lambda: len(cases.table.lines.lines) == 3)
    assert cases.count.text().startswith("3")
    cases.table.selectRow(0)
    hands.bot.keyClick(cases.table, Qt.Key.Key_Return)
    hands.settle(window)
    assert window.desk_view.place == f"case:{cases.table.lines.line(0).number}"


def test_a_name_with_markup_is_shown_as_it_is_written(
    desk_window: Callable[..., Window], hands: Hands, numbers: list[str]
) -> None:
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.open_case(numbers[3])
    hands.settle(window)
    shown = [label for label in window.findChildren(QLabel) if "<b>" in label.text()]
    assert shown
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in shown)


def test_dropped_files_are_looked_at_before_they_are_taken(
    desk_window: Callable[..., Window], hands: Hands, tmp_path: Path
) -> None:
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.go("post")
    post = _page(window, "post")
    assert isinstance(post, PostPage)
    drop = post.envelope_form.drop
    good, lying, empty = tmp_path / "good.png", tmp_path / "lying.pdf", tmp_path / "empty.jpg"
    good.write_bytes(picture())
    lying.write_bytes(picture((1, 2, 3)))
    empty.touch()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (good, lying, empty)])
    drop.dropEvent(
        QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    hands.until(lambda: "empty.jpg" in drop.fault and "lying.pdf" in drop.fault)
    hands.until(lambda: [scan.name for scan in drop.scans] == ["good.png"])
    hands.until(lambda: post.new_scans.has_picture)


def test_the_scan_viewer_turns_and_zooms(desk_window: Callable[..., Window], hands: Hands, numbers: list[str]) -> None:
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.open_case(numbers[0])
    hands.settle(window)
    viewer = _page(window, "case").scans  # type: ignore[attr-defined]
    hands.until(lambda: viewer.has_picture)
    before = viewer._picture.pixmap().size()
    hands.bot.keyClick(viewer, Qt.Key.Key_Minus)
    smaller = viewer._picture.pixmap().size()
    hands.bot.keyClick(viewer, Qt.Key.Key_R)
    turned = viewer._picture.pixmap().size()
    assert smaller.width() < before.width()
    assert (turned.width() > turned.height()) is not (smaller.width() > smaller.height())


def test_a_letter_is_shown_and_saved_from_the_letters_page(
    desk_window: Callable[..., Window], hands: Hands, numbers: list[str], tmp_path: Path
) -> None:
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.go("letters")
    hands.settle(window)
    page = _page(window, "letters")
    assert isinstance(page, LettersPage)
    assert [line.case_number for line in page.table.lines.lines] == [numbers[2]]
    hands.until(lambda: page.preview.pages == 1)
    saved = tmp_path / "letter.pdf"
    page.output.save(saved)
    assert saved.read_bytes().startswith(b"%PDF")
    page.output.save(saved)
    assert page.notice.property("bad"), "an existing file is never overwritten"


def test_printing_draws_every_page_true_to_size(hands: Hands, tmp_path: Path) -> None:
    from datetime import date

    pdf = recovery_sheet("見本", "x.caseman", date(2026, 11, 24), "A" * 40, "B" * 400, Language.JA)
    source = MemoryPdf(pdf)
    pages, size = source.document.pageCount(), source.document.pagePointSize(0)
    source.close()
    out = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setResolution(150)
    assert hands.draw(pdf, printer) == pages
    printed = MemoryPdf(out.read_bytes())
    assert printed.document.pageCount() == pages
    assert abs(printed.document.pagePointSize(0).width() - size.width()) < 2
    printed.close()


class _Shown(QObject):
    """Which windows come into sight."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt asks by this name
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(f"{type(watched).__name__} {watched.property('text') or ''}")
        return False


def test_no_part_of_a_page_flashes_up_as_a_window_while_it_is_built(
    desk_window: Callable[..., Window], hands: Hands
) -> None:
    window = desk_window()
    view = window.desk_view
    assert view is not None
    shown = _Shown()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(shown)
    try:
        for name in view.pages:
            assert view.pages[name].title is not None
        hands.settle(window)
    finally:
        application.removeEventFilter(shown)
    assert shown.names == []


def test_who_is_quicker_than_the_desk_stays_where_they_went(
    new_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> None:
    """The first page is shown a turn after unlocking, and a page on its way a few turns later."""
    window = new_window(office_path, Language.EN)
    window.unlock_page.opened.emit(open_copy(office, office_path, clock))
    view = window.desk_view
    assert view is not None
    view.go("letters")
    hands.settle(window)
    assert view.place == "letters"
    view.visit("keys")
    assert view.place == "letters", "it is on its way"
    view.go("money")
    hands.settle(window)
    assert view.place == "money"
