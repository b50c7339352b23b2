"""Locking: at once, by key, by idle time, at a crash; what was typed is kept inside the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMessageBox

from caseman.domain.decisions import Outcome
from caseman.domain.lifecycle import Step
from caseman.domain.post import EnclosureKind
from caseman.domain.settings import Setting
from caseman.errors import FileError
from caseman.security.keyslots import read_keyslots
from caseman.storage.file import keys_path, open_file
from caseman.text import Language
from tests.services.walking import PASSPHRASE, START, Office, TickingClock, Walk, open_copy, picture
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.pages.post.page import PostPage
from ui.window import Window

_SECRET = "この理由はまだ送られていない"


@pytest.fixture
def walked(office: Office, office_path: Path, clock: TickingClock) -> str:
    """The number of a case that waits for its decision, in the closed office file."""
    desk = open_copy(office, office_path, clock)
    number = Walk(desk, clock).to(Step.DATE)
    desk.close()
    return number


def _lock(window: Window, hands: Hands) -> None:
    with hands.bot.waitSignal(window.locked):
        window.lock()


def _open_again(window: Window, hands: Hands) -> None:
    hands.type(window.unlock_page.passphrase, PASSPHRASE)
    hands.click(window.unlock_page.unlock_button)
    hands.until(lambda: window.session is not None)
    hands.settle(window)


def _pages(window: Window) -> tuple[CasePage, PostPage]:
    assert window.desk_view is not None
    case, post = window.desk_view.pages["case"], window.desk_view.pages["post"]
    assert isinstance(case, CasePage)
    assert isinstance(post, PostPage)
    return case, post


def test_ctrl_l_locks(desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: Path) -> None:
    window = desk_window()
    with pytest.raises(FileError) as refused:
        open_file(office_path, office.keyslots, office.data_key, START)
    assert refused.value.code == "file-in-use"
    window.activateWindow()
    hands.until(window.isActiveWindow)
    with hands.bot.waitSignal(window.locked):
        hands.bot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.session is None
    assert window.desk_view is None
    open_file(office_path, read_keyslots(keys_path(office_path)), office.data_key, START).close()


def test_nothing_of_a_case_is_left_in_a_locked_window(
    desk_window: Callable[..., Window], hands: Hands, walked: str
) -> None:
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.open_case(walked)
    hands.settle(window)
    assert walked in window.windowTitle()
    _lock(window, hands)
    hands.until(lambda: not window.findChildren(CasePage))
    assert "髙橋" not in "".join(label.text() for label in window.findChildren(QLabel))
    assert window.windowTitle() == "caseman"


def test_what_was_typed_comes_back_after_the_lock(
    desk_window: Callable[..., Window], hands: Hands, walked: str, tmp_path: Path
) -> None:
    window = desk_window()
    _, post = _pages(window)
    scan = tmp_path / "form.png"
    scan.write_bytes(picture())
    post.envelope_form.form.set_values({"sender_as_written": "見本 次郎", "note": "封が開いていた"})
    post.envelope_form.enclosures.rows[EnclosureKind.ID_COPY][0].setChecked(True)
    post.envelope_form.drop.add_files([scan])
    hands.until(lambda: len(post.envelope_form.drop.scans) == 1)
    assert window.desk_view is not None
    window.desk_view.open_case(walked)
    hands.settle(window)
    case, _ = _pages(window)
    case.panels[Step.DECISION].forms["decision"].set_values({"outcome": Outcome.REFUSE, "reason": _SECRET})
    _lock(window, hands)
    _open_again(window, hands)
    case, post = _pages(window)
    hands.until(lambda: case.view is not None)
    decision = case.panels[Step.DECISION].forms["decision"].values()
    assert (decision["outcome"], decision["reason"]) == (Outcome.REFUSE, _SECRET)
    form = post.envelope_form
    assert form.form.values()["note"] == "封が開いていた"
    assert form.enclosures.rows[EnclosureKind.ID_COPY][0].isChecked()
    hands.until(lambda: [s.data for s in form.drop.scans] == [scan.read_bytes()])


def test_what_was_typed_for_one_case_waits_while_another_is_shown(
    desk_window: Callable[..., Window],
    hands: Hands,
    office: Office,
    office_path: Path,
    clock: TickingClock,
    walked: str,
) -> None:
    desk = open_copy(office, office_path, clock)
    other = Walk(desk, clock).to(Step.DATE)
    desk.close()
    window = desk_window()
    case, _ = _pages(window)
    assert window.desk_view is not None
    view = window.desk_view

    def show(number: str) -> dict[str, object]:
        view.open_case(number)
        hands.until(lambda: case.view is not None and case.view.number == number)
        hands.settle(window)
        return case.panels[Step.DECISION].forms["decision"].values()

    show(walked)
    case.panels[Step.DECISION].forms["decision"].set_values({"details": _SECRET})
    assert show(other)["details"] == ""
    assert show(walked)["details"] == _SECRET


def test_a_form_nobody_touched_leaves_no_draft(desk_window: Callable[..., Window], hands: Hands, walked: str) -> None:
    window = desk_window()
    assert window.desk_view is not None
    for place in ("post", f"case:{walked}", "letters", "money", "audit", "settings"):
        window.desk_view.go(place)
        hands.settle(window)
    kept = window.desk_view.drafts()
    assert kept.pop("window") == {"place": "settings"}
    assert {name: draft for name, draft in kept.items() if draft} == {}


def test_idle_time_locks(desk_window: Callable[..., Window], hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.idle.settings.idle_seconds", lambda: 0)
    window = desk_window()
    hands.until(lambda: window.session is None and window.runner.idle)
    assert window.unlock_page.isVisible()


def test_a_bug_locks_the_file_and_shows_no_case_data(
    desk_window: Callable[..., Window], hands: Hands, walked: str
) -> None:
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.open_case(walked)
    hands.settle(window)
    assert window.session is not None

    def broken(_desk: object) -> None:
        raise ValueError(_SECRET)

    window.session.read(broken, done=lambda _: None)
    hands.until(lambda: window.session is None and _box() is not None)
    box = _box()
    assert box is not None
    assert "ValueError" in box.text()
    assert _SECRET not in box.text()
    assert "Traceback" not in box.text()
    box.accept()


def test_wrong_passphrases_are_answered_later_and_later(
    new_window: Callable[..., Window], hands: Hands, office_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[int] = []

    class NoTimer:
        @staticmethod
        def singleShot(ms: int, _page: object, then: Callable[[], None]) -> None:  # noqa: N802
            waits.append(ms)
            then()

    monkeypatch.setattr("ui.pages.unlock.QTimer", NoTimer)
    window = new_window(office_path)
    page = window.unlock_page
    for guess in range(3):
        page.passphrase.setText("not it at all")
        page.unlock()
        hands.until(lambda wanted=guess + 1: len(waits) == wanted and page.unlock_button.isEnabled())  # type: ignore[misc]
    assert waits == [1000, 2000, 4000]
    assert page.notice.property("bad")


@pytest.mark.parametrize("language", list(Language))
def test_the_language_changes_while_typing(
    desk_window: Callable[..., Window], hands: Hands, walked: str, language: Language
) -> None:
    window = desk_window(language)
    other = Language.EN if language is Language.JA else Language.JA
    assert window.desk_view is not None
    window.desk_view.open_case(walked)
    hands.settle(window)
    case, _ = _pages(window)
    case.panels[Step.DECISION].forms["decision"].set_values({"details": _SECRET})
    chooser: QComboBox = window.desk_view.pages["settings"].choice(Setting.LANGUAGE).control  # type: ignore[attr-defined]
    chooser.setCurrentIndex(chooser.findData(other.value))
    chooser.activated.emit(chooser.currentIndex())
    hands.settle(window)
    case, post = _pages(window)
    hands.until(lambda: case.view is not None)
    assert post.title.text() == ("受付" if other is Language.JA else "Post") or other is Language.JA
    assert case.panels[Step.DECISION].forms["decision"].values()["details"] == _SECRET


def _box() -> QMessageBox | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible()), None)
