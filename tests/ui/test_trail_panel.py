"""The trail in the window: filtered, looked through by words, checked against an anchor, its sheet printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.domain.lifecycle import Step
from caseman.domain.trail import ActionGroup
from caseman.services import trail_list
from caseman.text import Language
from tests.services.walking import STAFF, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.audit.page import AuditPage
from ui.pages.audit.trail import TrailPanel
from ui.pages.case import CasePage
from ui.window import Window


@pytest.fixture
def number(office: Office, office_path: Path, clock: TickingClock) -> str:
    desk = open_copy(office, office_path, clock)
    made = Walk(desk, clock).to(Step.CLOSE)
    desk.close()
    return made


def _trail(window: Window, hands: Hands) -> TrailPanel:
    window.desk_view.go("audit")
    hands.settle(window)
    page = window.desk_view.pages["audit"]
    assert isinstance(page, AuditPage)
    return page.trail


def _actions(panel: TrailPanel) -> list[str]:
    return [line.action for line in panel.table.lines.lines]


@pytest.mark.parametrize("language", list(Language))
def test_it_is_filtered_and_shows_all_again(
    number: str, desk_window: Callable[..., Window], hands: Hands, language: Language
) -> None:
    window = desk_window(language)
    panel = _trail(window, hands)
    assert _actions(panel)[0] == "trail_read"
    every = len(_actions(panel))
    panel.filter.group.setCurrentIndex(panel.filter.group.findData(ActionGroup.FEE.value))
    hands.settle(window)
    assert _actions(panel) == ["payment_recorded"]
    panel.filter.staff.setCurrentIndex(panel.filter.staff.findData(STAFF))
    panel.filter.case.setText(number.lower())
    panel.filter.since.setText("R8.11.24")
    panel.filter.changed.emit()
    hands.settle(window)
    assert _actions(panel) == ["payment_recorded"]
    panel.filter.until.setText("2026-11-23")
    panel.filter.changed.emit()
    hands.settle(window)
    assert _actions(panel) == []
    assert panel.found.isVisible()
    hands.click(panel.filter.all_button)
    hands.settle(window)
    assert len(_actions(panel)) == every
    assert not panel.found.isVisible()


@pytest.mark.usefixtures("number")
def test_what_cannot_be_meant_is_told_under_the_fields(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    panel = _trail(window, hands)
    for field, typed in ((panel.filter.since, "yesterday"), (panel.filter.case, "P-1")):
        field.setText(typed)
        panel.filter.changed.emit()
        hands.settle(window)
        assert _actions(panel) == []
        assert panel.found.text().endswith(".")
        assert panel.found.isVisible()
        field.clear()


@pytest.mark.usefixtures("number")
def test_rare_words_are_looked_for_to_the_beginning(
    desk_window: Callable[..., Window], hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail_list, "_LOOKED_AT", 3)
    window = desk_window()
    panel = _trail(window, hands)
    panel.filter.words.setText("made from the procedure")
    panel.filter.changed.emit()
    hands.settle(window)
    assert _actions(panel) == ["file_created"]


@pytest.mark.usefixtures("number")
def test_an_anchor_is_answered_with_yes_or_no(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    panel = _trail(window, hands)
    page = window.desk_view.pages["audit"]
    hands.click(panel.verify_button)
    hands.settle(window)
    head = page.notice.text.split()[-1].rstrip(".")
    for typed, told in (
        (head, "Yes:"),
        (f"9{head}", "does not reach"),
        (head[:-4] + "AAAA", "never"),
        ("x", "20 letters"),
    ):
        panel.anchor.setText(typed)
        hands.click(panel.verify_button)
        hands.settle(window)
        assert told in page.notice.text


@pytest.mark.usefixtures("number")
def test_the_monthly_sheet_is_printed(
    desk_window: Callable[..., Window], hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk_window()
    panel = _trail(window, hands)
    printed: list[bytes] = []
    monkeypatch.setattr(panel.output, "print_pdf", printed.append)
    hands.click(panel.sheet_button)
    hands.settle(window)
    assert [pdf[:4] for pdf in printed] == [b"%PDF"]
    assert _actions(panel)[0] == "paper_made"


def test_the_history_of_a_case_shows_a_group(number: str, desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    window.desk_view.open_case(number)
    hands.settle(window)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    assert "case_read" not in {line.action for line in page.history.lines.lines}
    page.past.group.setCurrentIndex(page.past.group.findData(ActionGroup.READING.value))
    hands.settle(window)
    assert "case_read" in {line.action for line in page.history.lines.lines}
    page.past.group.setCurrentIndex(0)
    assert page.history.lines.lines[0].action == "case_closed"
