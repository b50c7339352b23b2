"""The bank's statement in the window: dropped or chosen, gone through by keys, nothing taken that was not in sight."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from caseman.domain.fees import FeeState
from caseman.domain.matching import Certainty
from caseman.services.book_views import settled_deposits
from caseman.services.case_file import show_case
from caseman.services.deposit_matching import waiting_deposits
from caseman.services.deposits import take_certain
from caseman.services.statements import take_statement
from caseman.text import Language
from tests.exchange.bank_files import Told, mufg, notices
from tests.services.walking import PASSPHRASE, PRINCIPAL, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.money.page import MoneyPage
from ui.window import Window

_DAY = date(2026, 11, 20)
_CTRL = Qt.KeyboardModifier.ControlModifier
_PAYERS = ("タカハシ イチロウ", "サトウ ハナコ", "スズキ ジロウ", "ヤマダ サブロウ")
_ONE, _TWO, _THREE, _FOUR = (f"P-2026-000{at}" for at in range(1, 5))
_MONTH = (
    Told(_DAY, 5250, _PAYERS[0]),
    Told(_DAY, 300, "ミホン ギンコウ リソク"),
    Told(date(2026, 11, 19), 5250, _PAYERS[1]),
    Told(_DAY, 4810, _PAYERS[2]),
)
_OURS, _UNKNOWN, _FEE_KEPT = 0, 1, 3


@pytest.fixture
def four_cases(office: Office, office_path: Path, clock: TickingClock) -> Callable[..., None]:
    """Four people who each owe ¥5,250; with what the bank told of already."""

    def made(*told: Told, taken: bool = False, roles: str = "") -> None:
        desk = open_copy(office, office_path, clock)
        walk = Walk(desk, clock)
        for at, kana in enumerate(_PAYERS, start=1):
            principal = {"kana": kana, "name": f"見本 {at}号", "member_id": f"SAMPLE-{at}"}
            walk.case(principal=PRINCIPAL | principal)
        if told:
            take_statement(desk, "earlier.txt", notices(told))
        if taken:
            take_certain(desk)
        if roles:
            with desk.file.engine.begin() as connection:
                connection.exec_driver_sql("UPDATE staff SET roles = ?", (roles,))
        desk.close()

    return made


def _money(window: Window, hands: Hands) -> MoneyPage:
    assert window.desk_view is not None
    window.activateWindow()
    window.desk_view.go("money")
    hands.settle(window)
    page = window.desk_view.pages["money"]
    assert isinstance(page, MoneyPage)
    return page


def _ask(window: Window, hands: Hands, service: Callable[..., Any], *args: Any) -> Any:
    """What the file says, read as a page reads it."""
    answers: list[Any] = []
    assert window.session is not None
    window.session.read(service, *args, done=answers.append)
    hands.until(lambda: bool(answers))
    return answers[0]


def _press(hands: Hands, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key goes where the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    hands.bot.keyClick(focus, key, held)


def _drop(onto: QWidget, *paths: Path) -> bool:
    """Let files fall onto a part of the page; whether they were taken there."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setData("text/plain", b"file:///sample")  # as file managers do, so that a field would take it as text
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enters = QDragEnterEvent(QPoint(5, 5), *how)
    QApplication.sendEvent(onto, enters)
    if enters.isAccepted():
        QApplication.sendEvent(onto, QDropEvent(QPoint(5, 5), *how))
    return enters.isAccepted()


def _listed(page: MoneyPage) -> list[tuple[str, int]]:
    return [(row.certainty.value, row.deposit.signed.minor) for row in page.deposits.table.lines.lines]


def _select(page: MoneyPage, amount: int) -> None:
    at = next(at for at, (_, minor) in enumerate(_listed(page)) if minor == amount)
    page.deposits.table.selectRow(at)


def _kept(window: Window, hands: Hands) -> tuple[int, int]:
    """How many deposits wait, and how many are settled."""
    return len(_ask(window, hands, waiting_deposits)), len(_ask(window, hands, settled_deposits))


def test_the_statement_of_a_month_is_gone_through_by_keys(
    desk_window: Callable[..., Window], hands: Hands, four_cases: Callable[..., None], tmp_path: Path
) -> None:
    four_cases()
    window = desk_window()
    page = _money(window, hands)
    deposits = page.deposits
    assert "drop its file" in deposits.empty.text()
    assert deposits.empty.isVisible()
    file = tmp_path / "meisai.txt"
    file.write_bytes(notices(_MONTH))
    hands.click(deposits.take_in_button)
    hands.pick_files(file)
    hands.settle(window)
    assert page.notice.text == (
        "“meisai.txt” was taken in (Zengin deposit notices (kind 01, format A)). "
        "New deposits: 4, known already: 0, certain: 2."
    )
    assert _listed(page) == [("certain", 5250), ("certain", 5250), ("probable", 4810), ("unmatched", 300)]
    assert [row.numbers for row in deposits.table.lines.lines] == [(_TWO,), (_ONE,), (_THREE,), ()]
    window.activateWindow()
    hands.until(deposits.table.hasFocus)
    assert _ask(window, hands, show_case, _ONE).fee_state is FeeState.UNPAID, "nothing is taken silently"
    _press(hands, Qt.Key.Key_Return, _CTRL)
    hands.settle(window)
    assert page.notice.text == f"Taken: 2. Allotted to {_TWO}, {_ONE}."
    assert {_ask(window, hands, show_case, number).fee_state for number in (_ONE, _TWO)} == {FeeState.PAID}
    assert _listed(page) == [("probable", 4810), ("unmatched", 300)]
    told = deposits.settle.detail.text()
    assert "– The payer's name agrees." in told
    assert "– ¥440 too little: the payer's bank may have kept its fee." in told
    _press(hands, Qt.Key.Key_Return)  # looks at the proposal
    assert deposits.settle.form.control("number").hasFocus()
    assert deposits.settle.form.values()["number"] == _THREE
    _press(hands, Qt.Key.Key_Return)  # takes it
    hands.settle(window)
    assert page.notice.text == f"Allotted to {_THREE}."
    assert _ask(window, hands, show_case, _THREE).fee_paid.minor == 4810
    assert _listed(page) == [("unmatched", 300)]
    assert deposits.table.hasFocus()
    hands.click(deposits.settle.aside_button)
    hands.settle(window)
    assert deposits.settle.aside_form.fault("reason") == "Say in a few words what it is."
    hands.type(deposits.settle.aside_form.control("reason"), "利息")
    hands.click(deposits.settle.aside_button)
    hands.settle(window)
    assert _kept(window, hands) == (0, 4)
    assert deposits.empty.isVisible()


def test_files_fall_anywhere_and_are_told_one_after_the_other(
    desk_window: Callable[..., Window], hands: Hands, four_cases: Callable[..., None], tmp_path: Path
) -> None:
    four_cases()
    window = desk_window()
    page = _money(window, hands)
    page.tabs.setCurrentIndex(2)
    good, again, cut, gone = (tmp_path / name for name in ("good.txt", "again.csv", "cut.txt", "gone.txt"))
    good.write_bytes(notices(_MONTH))
    again.write_bytes(mufg(_MONTH))
    cut.write_bytes(notices([Told(_DAY, 999, "ミホン")])[:450])
    assert _drop(page.deposits.search, good, cut, again, gone), "also where text is typed"
    hands.settle(window)
    told = page.notice.text.split("\n")
    assert "New deposits: 4, known already: 0, certain: 2." in told[0]
    assert told[1].startswith("“cut.txt” was not taken in; nothing of it was kept. Line 3, column ")
    assert "“again.csv” was taken in" in told[2]
    assert told[3].startswith("Told by another file already")
    assert told[4] == "“gone.txt” cannot be read."
    assert page.notice.property("bad")
    assert page.deposits.search.text() == ""
    assert page.tabs.currentIndex() == 0
    assert _kept(window, hands)[0] == 4 + _new(told[2])
    before = _listed(page)
    _drop(page, good)
    hands.settle(window)
    assert page.notice.text.endswith("New deposits: 0, known already: 4, certain: 0.")
    assert not page.notice.property("bad")
    assert _listed(page) == before
    _drop(page, cut)
    hands.settle(window)
    assert "column 51" in page.notice.text
    assert _listed(page) == before


def _new(told: str) -> int:
    """How many deposits a file added, as the message says."""
    return int(told.split("New deposits: ")[1].split(",", maxsplit=1)[0])


def test_certain_ones_that_are_not_in_sight_are_not_taken(
    desk_window: Callable[..., Window], hands: Hands, four_cases: Callable[..., None]
) -> None:
    four_cases(*_MONTH)
    window = desk_window()
    page = _money(window, hands)
    deposits = page.deposits
    assert [deposits.which.itemText(at) for at in range(4)] == [
        "All (4)",
        "Certain (2)",
        "Probable (1)",
        "Unmatched (1)",
    ]
    hands.choose(deposits.which, Certainty.UNMATCHED)
    hands.settle(window)
    assert _listed(page) == [("unmatched", 300)]
    _press(hands, Qt.Key.Key_Return, _CTRL)
    hands.settle(window)
    assert _listed(page) == [("certain", 5250), ("certain", 5250)]
    assert page.notice.text == "Some of the certain ones were not listed. Now all are: look, then press again."
    assert _kept(window, hands) == (4, 0)
    _press(hands, Qt.Key.Key_Return, _CTRL)
    hands.settle(window)
    assert _kept(window, hands) == (2, 2)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("さとう", [5250]),
        ("ｽｽﾞｷ", [4810]),
        ("4,810", [4810]),
        ("p-2026-0001", [5250]),
        ("リソク 300", [300]),
        ("見", []),
    ],
)
def test_a_search_reads_payer_amount_and_case(
    desk_window: Callable[..., Window], hands: Hands, four_cases: Callable[..., None], typed: str, found: list[int]
) -> None:
    four_cases(*_MONTH)
    window = desk_window()
    page = _money(window, hands)
    hands.type(page.deposits.search, typed)
    hands.until(lambda: [amount for _, amount in _listed(page)] == found)
    hands.settle(window)
    assert page.deposits.empty.isVisible() is (not found)
    assert page.deposits.table.isVisible() is bool(found)


def test_a_case_that_is_not_there_is_told_beside_the_field(
    desk_window: Callable[..., Window], hands: Hands, four_cases: Callable[..., None]
) -> None:
    four_cases(*_MONTH)
    window = desk_window()
    page = _money(window, hands)
    settle = page.deposits.settle
    _select(page, 300)
    hands.click(settle.allot_button)
    assert settle.form.fault("number") == "Write the number of the case that it pays."
    hands.type(settle.form.control("number"), "P-2026-0999")
    hands.click(settle.allot_button)
    hands.settle(window)
    assert "There is no case “P-2026-0999”" in settle.form.fault("number")
    hands.type(settle.form.control("number"), _FOUR)
    hands.type(settle.form.control("amount"), "-300")
    hands.click(settle.allot_button)
    assert "cannot be negative" in settle.form.fault("amount")
    hands.type(settle.form.control("amount"), "301")
    hands.click(settle.allot_button)
    hands.settle(window)
    assert settle.form.fault("amount") == "Only ¥300 of this deposit waits."
    assert _kept(window, hands) == (4, 0)
    hands.type(settle.form.control("amount"), "300")
    hands.click(settle.allot_button)
    hands.settle(window)
    assert _ask(window, hands, show_case, _FOUR).fee_paid.minor == 300


def test_one_transfer_for_two_cases_shows_both_and_takes_both(
    desk_window: Callable[..., Window],
    hands: Hands,
    office: Office,
    office_path: Path,
    clock: TickingClock,
) -> None:
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    numbers = [walk.case(), walk.case()]
    take_statement(desk, "a.txt", notices([Told(_DAY, 10500, _PAYERS[0])]))
    desk.close()
    window = desk_window()
    page = _money(window, hands)
    settle = page.deposits.settle
    values = settle.form.values()
    assert [values["number"], values["number2"]] == numbers
    assert [values["amount"], values["amount2"]] == ["5,250", "5,250"]
    assert settle.form.control("number2").isVisible()
    hands.click(settle.allot_button)
    hands.settle(window)
    assert {_ask(window, hands, show_case, number).fee_state for number in numbers} == {FeeState.PAID}


def test_a_person_divides_a_deposit_between_two_cases(
    desk_window: Callable[..., Window], hands: Hands, four_cases: Callable[..., None]
) -> None:
    four_cases(Told(_DAY, 7000, "ミホン カイシヤ"))
    window = desk_window()
    page = _money(window, hands)
    settle = page.deposits.settle
    hands.type(settle.form.control("number"), _THREE)
    hands.type(settle.form.control("amount"), "5250")
    hands.click(settle.another_button)
    hands.type(settle.form.control("amount2"), "1750")
    hands.click(settle.allot_button)
    assert settle.form.fault("number2"), "an amount that goes nowhere is asked about"
    hands.type(settle.form.control("number2"), _FOUR)
    hands.click(settle.allot_button)
    hands.settle(window)
    assert _kept(window, hands) == (0, 1)
    assert [_ask(window, hands, show_case, number).fee_paid.minor for number in (_THREE, _FOUR)] == [5250, 1750]


@pytest.mark.parametrize("settled", [True, False])
def test_what_the_bank_cancelled_is_settled_with_what_it_takes_back(
    desk_window: Callable[..., Window],
    hands: Hands,
    four_cases: Callable[..., None],
    tmp_path: Path,
    settled: bool,
) -> None:
    ours = _MONTH[_OURS]
    four_cases(ours, Told(_DAY, 5250, "ミホン ハコ"), taken=settled)
    window = desk_window()
    page = _money(window, hands)
    file = tmp_path / "gone.txt"
    file.write_bytes(notices([ours, Told(date(2026, 11, 21), 5250, _PAYERS[0], cancelled=True)]))
    _drop(page, file)
    hands.settle(window)
    _select(page, -5250)
    hands.settle(window)
    settle = page.deposits.settle
    assert not settle.allot_button.isVisible()
    assert settle.choice.currentText() == f"2026-11-20  {_ONE if settled else 'waits'}  ﾀｶﾊｼ ｲﾁﾛｳ"
    assert settle.choice.count() == 1, "that of another payer is none of it"
    hands.click(settle.cancel_button)
    hands.settle(window)
    assert (f"ends: {_ONE}." in page.notice.text) is settled
    assert _ask(window, hands, show_case, _ONE).fee_state is FeeState.UNPAID
    assert _kept(window, hands) == (1, 2)


@pytest.mark.parametrize("roles", ["auditor", "searcher"])
def test_who_may_not_record_payments_sees_and_changes_nothing(
    desk_window: Callable[..., Window], hands: Hands, four_cases: Callable[..., None], tmp_path: Path, roles: str
) -> None:
    four_cases(*_MONTH, roles=roles)
    window = desk_window()
    page = _money(window, hands)
    assert len(_listed(page)) == 4
    deposits, settle = page.deposits, page.deposits.settle
    for control in (deposits.take_in_button, deposits.certain_button, settle.allot_button, settle.aside_button):
        assert not control.isEnabled()
    file = tmp_path / "more.txt"
    file.write_bytes(notices([Told(_DAY, 1, "ミホン")]))
    assert not _drop(page, file)
    deposits.table.setFocus()
    _press(hands, Qt.Key.Key_Return, _CTRL)
    _press(hands, Qt.Key.Key_Return)
    settle.allot()
    settle.set_aside()
    hands.settle(window)
    assert _kept(window, hands) == (4, 0)
    assert page.notice.text.endswith("does not work as things are now.")


@pytest.mark.parametrize("language", list(Language))
def test_what_was_typed_for_a_deposit_comes_back_after_the_lock(
    desk_window: Callable[..., Window], hands: Hands, four_cases: Callable[..., None], language: Language
) -> None:
    four_cases(*_MONTH)
    window = desk_window(language)
    page = _money(window, hands)
    assert page.draft() == {}
    _select(page, 300)
    hands.type(page.deposits.settle.form.control("number"), _FOUR)
    hands.type(page.deposits.settle.aside_form.control("reason"), "利息かもしれない")
    with hands.bot.waitSignal(window.locked):
        window.lock()
    hands.type(window.unlock_page.passphrase, PASSPHRASE)
    hands.click(window.unlock_page.unlock_button)
    hands.until(lambda: window.session is not None)
    hands.settle(window)
    assert window.desk_view is not None
    page = window.desk_view.pages["money"]  # type: ignore[assignment]
    assert page.isVisible()
    settle = page.deposits.settle
    assert settle.form.values()["number"] == _FOUR
    assert settle.aside_form.values()["reason"] == "利息かもしれない"
    assert settle.line_id == _UNKNOWN + 1
    assert page.draft()["deposits"]["line_id"] == _UNKNOWN + 1


def test_what_is_being_typed_stays_when_something_else_changes(
    desk_window: Callable[..., Window], hands: Hands, four_cases: Callable[..., None], tmp_path: Path
) -> None:
    four_cases(*_MONTH)
    window = desk_window()
    page = _money(window, hands)
    _select(page, 300)
    hands.type(page.deposits.settle.aside_form.control("reason"), "利息")
    file = tmp_path / "more.txt"
    file.write_bytes(notices([Told(date(2026, 11, 18), 77, "ミホン")]))
    _drop(page, file)
    hands.settle(window)
    assert len(_listed(page)) == 5
    assert page.deposits.settle.line_id == _UNKNOWN + 1
    assert page.deposits.settle.aside_form.values()["reason"] == "利息"
    _select(page, 77)
    assert page.deposits.settle.aside_form.values()["reason"] == "", "it was said of another deposit"


def test_a_long_list_is_shown_part_by_part(
    desk_window: Callable[..., Window],
    hands: Hands,
    four_cases: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ui.pages.money.deposits._SHOWN", 2)
    four_cases(*(Told(_DAY, 100 + at, "ミホン") for at in range(9)))
    window = desk_window()
    page = _money(window, hands)
    hands.until(lambda: [amount for _, amount in _listed(page)] == list(range(100, 109)))
