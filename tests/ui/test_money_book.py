"""Settled deposits and the book in the window: the way back, what it comes to, and the list for accounting."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caseman.domain.fees import FeeState, Money
from caseman.services.case_file import show_case
from caseman.services.deposit_matching import waiting_deposits
from caseman.services.deposits import set_aside, take_certain
from caseman.services.statements import take_statement
from caseman.text import Language
from tests.exchange.bank_files import Told, notices
from tests.services.walking import PASSPHRASE, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from tests.ui.test_accessibility import _faults
from tests.ui.test_money_page import _ask, _money
from ui.pages.money.book import months_before
from ui.pages.money.columns import MoneyTable
from ui.pages.money.page import MoneyPage
from ui.window import Window

_DAY = date(2026, 11, 20)
_LONG = "他社の振込が誤ってこの口座に入ったもの。銀行に連絡して組戻しの手続を依頼した。"


@pytest.fixture
def number(office: Office, office_path: Path, clock: TickingClock) -> str:
    """A case that was paid by a deposit; one deposit of October set aside, one that waits, one that was cancelled."""
    desk = open_copy(office, office_path, clock)
    made = Walk(desk, clock).case()
    told = (
        Told(date(2026, 10, 30), 880, "ミホン カイシヤ"),
        Told(_DAY, 5250, "タカハシ イチロウ"),
        Told(_DAY, 123_456, "ナガイナマエノカブシキガイシヤトウキヨウシテンケイリブ", edi="20269999"),
        Told(date(2026, 11, 21), 40, "ミホン", cancelled=True),
    )
    take_statement(desk, "a.txt", notices(told))
    take_certain(desk)
    (wrong,) = (line for line in waiting_deposits(desk) if line.deposit.amount == Money(880))
    set_aside(desk, wrong.line_id, _LONG)
    desk.close()
    return made


@pytest.fixture
def only_role(office: Office, office_path: Path, clock: TickingClock) -> Callable[[str], None]:
    """Leave the one member nothing but this role."""

    def leave(role: str) -> None:
        desk = open_copy(office, office_path, clock)
        with desk.file.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE staff SET roles = ?", (role,))
        desk.close()

    return leave


def _cut(table: MoneyTable) -> list[str]:
    """Texts of whole columns in sight that do not fit."""
    return [
        f"{table.lines.index(row, at).data()} in column {at}"
        for at, column in enumerate(table._columns)
        if column.whole and not table.isColumnHidden(at)
        for row in range(table.lines.rowCount())
        if table.sizeHintForIndex(table.lines.index(row, at)).width() > table.columnWidth(at)
    ]


def _tab(window: Window, hands: Hands, at: int) -> MoneyPage:
    page = _money(window, hands)
    page.tabs.setCurrentIndex(at)
    hands.settle(window)
    return page


def test_a_settled_deposit_says_what_with_and_is_taken_back_with_a_reason(
    desk_window: Callable[..., Window], hands: Hands, number: str
) -> None:
    window = desk_window()
    page = _tab(window, hands, 1)
    settled = page.settled
    shown = [settled.table.lines.index(at, 3).data() for at in range(settled.table.lines.rowCount())]
    assert shown == [f"{number} ¥5,250", f"Set aside: {_LONG}"]
    assert settled.table.currentIndex().row() == 0
    hands.click(settled.back_button)
    hands.settle(window)
    assert "it goes into the trail" in settled.form.fault("reason")
    assert _ask(window, hands, show_case, number).fee_state is FeeState.PAID
    hands.type(settled.form.control("reason"), "別の人の振込")
    hands.click(settled.back_button)
    hands.settle(window)
    assert page.notice.text == (
        f"Taken back: the deposit waits again under “Deposits”. What it had paid ends: {number}."
    )
    assert _ask(window, hands, show_case, number).fee_state is FeeState.UNPAID
    assert settled.table.lines.rowCount() == 1
    page.tabs.setCurrentIndex(0)
    hands.settle(window)
    assert 5250 in [row.deposit.amount.minor for row in page.deposits.table.lines.lines]


def test_enter_on_a_settled_deposit_opens_its_case(
    desk_window: Callable[..., Window], hands: Hands, number: str
) -> None:
    window = desk_window()
    page = _tab(window, hands, 1)
    page.settled.table.setFocus()
    hands.bot.keyClick(page.settled.table, Qt.Key.Key_Return)
    hands.settle(window)
    assert window.desk_view is not None
    assert window.desk_view.place == f"case:{number}"


def test_settled_deposits_longer_than_a_page_are_read_on(
    desk_window: Callable[..., Window], hands: Hands, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    del number
    monkeypatch.setattr("ui.pages.money.settled.PAGE", 1)
    page = _tab(desk_window(), hands, 1)
    hands.until(lambda: len(page.settled.table.lines.lines) == 2)
    ids = [line.line_id for line in page.settled.table.lines.lines]
    assert ids == sorted(ids, reverse=True)


def test_the_book_of_a_month_what_it_comes_to_and_its_list(
    desk_window: Callable[..., Window], hands: Hands, number: str, tmp_path: Path
) -> None:
    window = desk_window()
    page = _tab(window, hands, 2)
    book = page.book
    assert book.month.currentText() == "2026-11"
    assert book.month.count() == 25
    assert {name: figure.text() for name, figure in book.figures.items()} == {
        "waiting": "¥123,416",
        "cases": "¥5,250",
        "aside": "¥880",
        "told": "¥129,546",
    }
    assert book.count.text() == "Entries: 7. Fees of cases among them: ¥5,250."
    hands.choose(book.month, "2026-10-01")
    hands.settle(window)
    assert [line.amount.minor for line in book.table.lines.lines] == [880]
    hands.choose(book.month, "")
    hands.settle(window)
    assert len(book.table.lines.lines) == 8
    hands.choose(book.month, "2025-01-01")
    hands.settle(window)
    assert book.empty.isVisible()
    hands.choose(book.month, "2026-11-01")
    hands.settle(window)
    hands.click(book.save_button)
    hands.pick_files(tmp_path / "november.csv")
    hands.settle(window)
    written = list(csv.reader((tmp_path / "november.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert len(written) == 1 + 7
    assert sorted(int(cells[5]) for cells in written[1:]) == [-5250, -880, -40, 880, 5250, 5250, 123456]
    assert page.notice.text.startswith(f"Entries in {tmp_path / 'november.csv'}: 7. Audit anchor: ")
    kept = (tmp_path / "november.csv").read_bytes()
    hands.choose(book.month, "")
    hands.click(book.save_button)
    hands.pick_files(tmp_path / "november.csv")
    hands.settle(window)
    assert "exists already and is not replaced" in page.notice.text
    assert (tmp_path / "november.csv").read_bytes() == kept


def test_enter_on_an_entry_opens_its_case_and_the_others_say_why_not(
    desk_window: Callable[..., Window], hands: Hands, number: str
) -> None:
    window = desk_window()
    page = _tab(window, hands, 2)
    table = page.book.table
    cases = [line.case for line in table.lines.lines]
    table.selectRow(cases.index(""))
    hands.bot.keyClick(table, Qt.Key.Key_Return)
    assert page.notice.text == "This entry belongs to no case."
    table.selectRow(cases.index(number))
    hands.bot.keyClick(table, Qt.Key.Key_Return)
    hands.settle(window)
    assert window.desk_view is not None
    assert window.desk_view.place == f"case:{number}"


@pytest.mark.parametrize(("roles", "saves", "takes_back"), [("auditor", True, False), ("reception", False, True)])
def test_roles_close_what_they_do_not_permit(
    desk_window: Callable[..., Window],
    hands: Hands,
    only_role: Callable[[str], None],
    number: str,
    roles: str,
    saves: bool,
    takes_back: bool,
) -> None:
    only_role(roles)
    window = desk_window()
    page = _tab(window, hands, 1)
    assert page.settled.back_button.isEnabled() is takes_back
    assert page.book.save_button.isEnabled() is saves
    if not takes_back:
        page.settled.take_back()
        hands.settle(window)
        assert _ask(window, hands, show_case, number).fee_state is FeeState.PAID


@pytest.mark.usefixtures("number")
def test_the_reason_for_taking_back_comes_back_after_the_lock(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    page = _tab(window, hands, 1)
    page.settled.table.selectRow(1)
    hands.type(page.settled.form.control("reason"), "組戻しが済んだ")
    with hands.bot.waitSignal(window.locked):
        window.lock()
    hands.type(window.unlock_page.passphrase, PASSPHRASE)
    hands.click(window.unlock_page.unlock_button)
    hands.until(lambda: window.session is not None)
    hands.settle(window)
    assert window.desk_view is not None
    page = window.desk_view.pages["money"]  # type: ignore[assignment]
    assert page.tabs.currentIndex() == 1
    assert page.settled.table.currentIndex().row() == 1
    assert page.settled.form.values()["reason"] == "組戻しが済んだ"


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("size", [(1024, 700), (1366, 768)])
def test_every_tab_has_room_and_names_in_both_languages(
    desk_window: Callable[..., Window], hands: Hands, language: Language, size: tuple[int, int]
) -> None:
    window = desk_window(language)
    window.resize(*size)
    page = _money(window, hands)
    wrong: list[str] = []
    tables = (page.deposits.table, page.settled.table, page.book.table)
    for at, table in enumerate(tables):
        page.tabs.setCurrentIndex(at)
        hands.settle(window)
        for row in range(table.lines.rowCount()):
            table.selectRow(row)
            hands.settle(window)
            wrong += [f"{at}.{row}: {fault}" for fault in _faults(window)]
        assert _cut(table) == []
        assert not table.horizontalScrollBar().isVisible()
    assert wrong == []


@pytest.mark.usefixtures("number")
def test_tab_goes_from_the_list_to_what_settles_a_deposit(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    page = _money(window, hands)
    page.deposits.table.setFocus()
    passed = []
    for _ in range(12):
        focus = QApplication.focusWidget()
        assert focus is not None
        passed.append(focus)
        hands.bot.keyClick(focus, Qt.Key.Key_Tab)
    settle = page.deposits.settle
    wanted = [settle.form.control("number"), settle.form.control("amount"), settle.allot_button]
    wanted += [settle.aside_form.control("reason"), settle.aside_button]
    places = [passed.index(each) for each in wanted]
    assert places == sorted(places)


def test_the_months_go_back_two_years_from_any_day() -> None:
    months = months_before(date(2027, 1, 31))
    assert months[:2] == [date(2027, 1, 1), date(2026, 12, 1)]
    assert (months[-1], len(set(months))) == (date(2025, 2, 1), 24)
