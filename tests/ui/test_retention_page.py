"""The review list, a proposal and its second name, certificates and papers to shred, in the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from caseman.domain.custody import PlaceKind
from caseman.domain.lifecycle import Step
from caseman.services import case_file, custody, events
from caseman.text import Language
from tests.services.course_walk import event
from tests.services.disposal_walk import LATER, SECOND, add_second, desk_of, propose
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.audit.page import AuditPage
from ui.pages.case import CasePage
from ui.pages.letters import LettersPage
from ui.window import Window


@pytest.fixture
def closed(office: Office, office_path: Path, clock: TickingClock) -> list[str]:
    """Two cases that were closed three years ago; one of them is held."""
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    numbers = [walk.to(Step.CLOSE) for _ in range(2)]
    add_second(walk)
    event(walk, numbers[1], events.hold)
    desk.close()
    clock.set_day(LATER)
    return numbers


def _audit(window: Window, hands: Hands, tab: str) -> AuditPage:
    assert window.desk_view is not None
    window.desk_view.go(f"audit:{tab}")
    hands.settle(window)
    page = window.desk_view.pages["audit"]
    assert isinstance(page, AuditPage)
    return page


def test_the_list_says_what_is_due_why_and_what_stands_against_it(
    desk_window: Callable[..., Window], hands: Hands, closed: list[str]
) -> None:
    window = desk_window()
    panel = _audit(window, hands, "retention").retention
    assert len(panel.table.lines.lines) == 6
    panel.search.setText(closed[1])
    hands.until(lambda: len(panel.table.lines.lines) == 3)
    assert {line.number for line in panel.table.lines.lines} == {closed[1]}
    assert not panel.all_button.isEnabled()
    panel.table.selectRow(0)
    assert "Kept for" in panel.why.text()
    panel.search.setText("")
    hands.choose(panel.kind, "letters")
    hands.settle(window)
    assert [line.kind.value for line in panel.table.lines.lines] == ["letters", "letters"]
    assert "that may go: 1" in panel.count.text()


def test_a_proposal_waits_for_its_second_name_and_then_the_records_go(
    desk_window: Callable[..., Window], hands: Hands, closed: list[str], office: Office, clock: TickingClock
) -> None:
    window = desk_window()
    page = _audit(window, hands, "retention")
    panel = page.retention
    hands.click(panel.all_button)
    hands.settle(window)
    assert panel.proposal.isVisible()
    assert "D-2030-001" in panel.run_text.text()
    assert not panel.all_button.isEnabled()
    hands.click(panel.confirm_button)
    hands.settle(window)
    assert "Another person must confirm it" in page.notice.text
    hands.click(panel.withdraw_button)
    hands.settle(window)
    assert not panel.proposal.isVisible()
    del office, clock


def test_the_second_name_disposes_and_saves_the_certificate(
    new_window: Callable[..., Window],
    hands: Hands,
    closed: list[str],
    office: Office,
    office_path: Path,
    clock: TickingClock,
    tmp_path: Path,
) -> None:
    desk = open_copy(office, office_path, clock)
    run = propose(desk)
    second = desk_of(Walk(desk, clock), SECOND)
    window = new_window(office_path, Language.JA)
    window.unlock_page.opened.emit(second)
    hands.settle(window)
    page = _audit(window, hands, "retention")
    hands.click(page.retention.confirm_button)
    hands.settle(window)
    assert run in page.notice.text
    assert len(page.retention.table.lines.lines) == 3
    page = _audit(window, hands, "disposal")
    assert [line.number for line in page.disposal.runs.lines.lines] == [run]
    for language in Language:
        page.disposal.save(language, tmp_path / f"{language.value}.pdf")
        hands.settle(window)
        with pdfium.PdfDocument(tmp_path / f"{language.value}.pdf") as document:
            told = document[0].get_textpage().get_text_range()
        assert run in told
        assert closed[0] in told
    first = (tmp_path / "ja.pdf").read_bytes()
    page.disposal.save(Language.JA, tmp_path / "again.pdf")
    hands.settle(window)
    assert (tmp_path / "again.pdf").read_bytes() == first
    assert window.desk_view is not None
    window.desk_view.open_case(closed[0])
    hands.settle(window)
    assert case_file.show_case(second, closed[0]).disposed_on == LATER
    case_page = window.desk_view.pages["case"]
    assert isinstance(case_page, CasePage)
    assert "廃棄されました" in case_page.people.text()
    for step in Step:
        case_page.go_to(step)
        hands.settle(window)
        assert not case_page.notice.isVisible(), step
    window.desk_view.go("letters")
    hands.settle(window)
    letters = window.desk_view.pages["letters"]
    assert isinstance(letters, LettersPage)
    for row in range(len(letters.table.lines.lines)):
        letters.table.selectRow(row)
        hands.settle(window)
        assert not letters.notice.isVisible()


def test_papers_are_ticked_off_as_they_are_shredded(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: Path, clock: TickingClock
) -> None:
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    custody.add_place(desk, "金庫", PlaceKind.SAFE)
    number = walk.case(envelope=walk.envelope(place="金庫"))
    event(walk, number, events.withdraw)
    walk.close(number, papers_end="kept")
    desk.close()
    clock.set_day(date(2030, 1, 15))
    window = desk_window()
    panel = _audit(window, hands, "disposal").disposal
    assert len(panel.papers.lines.lines) == 3
    panel.papers.selectAll()
    hands.click(panel.shred_button)
    hands.settle(window)
    assert panel.papers.lines.lines == ()
    retention = _audit(window, hands, "retention").retention
    assert all(line.may_go for line in retention.table.lines.lines if line.kind.value == "personal")


def test_a_tile_on_today_leads_to_the_list(desk_window: Callable[..., Window], hands: Hands, closed: list[str]) -> None:
    window = desk_window()
    assert window.desk_view is not None
    tile = window.desk_view.pages["today"].tiles["audit:retention:personal"]  # type: ignore[attr-defined]
    assert tile.accessibleName() == "To dispose of: 2"
    hands.click(tile)
    hands.settle(window)
    page = window.desk_view.pages["audit"]
    assert isinstance(page, AuditPage)
    assert page.retention.isVisible()
    assert [item.number for item in page.retention.table.lines.lines] == closed


def test_a_scan_is_marked_as_a_copy_of_an_identity_document(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: Path, clock: TickingClock
) -> None:
    desk = open_copy(office, office_path, clock)
    number = Walk(desk, clock).case()
    desk.close()
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.open_case(number)
    hands.settle(window)
    page = window.desk_view.pages["case"]
    assert not page.identity_check.isChecked()  # type: ignore[attr-defined]
    page.tabs.setCurrentWidget(page.side.scans_tab)  # type: ignore[attr-defined]
    hands.click(page.identity_check)  # type: ignore[attr-defined]
    hands.settle(window)
    assert page.view.scans[0].identity  # type: ignore[attr-defined]
    assert page.identity_check.isChecked()  # type: ignore[attr-defined]
