"""Letters chosen in the list of all: that they arrived is noted at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from caseman.domain.lifecycle import Step
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.letters import LettersPage
from ui.window import Window


def test_the_chosen_letters_arrive_together(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: Path, clock: TickingClock
) -> None:
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    unsent = walk.to(Step.LETTER)
    for _ in range(2):
        number = walk.to(Step.DECISION)
        walk.dispatch(number, walk.letter(number))
    desk.close()
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.go("letters")
    hands.settle(window)
    page = window.desk_view.pages["letters"]
    assert isinstance(page, LettersPage)
    waiting = [line.case_number for line in page.table.lines.lines]
    page.table.selectRow(waiting.index(unsent))
    assert not page.arrivals.isVisible(), "it has not left"
    page.table.selectAll()
    assert page.arrivals.isVisible()
    hands.type(page.delivered.control("delivered_on"), "2099-01-01")
    hands.click(page.deliver_button)
    hands.settle(window)
    assert page.notice.property("bad") or page.notice.isVisible()
    assert not any(line.delivered_on for line in page.table.lines.lines)
    page.table.selectAll()
    today = window.desk_view.session.today()
    hands.type(page.delivered.control("delivered_on"), today.isoformat())
    hands.click(page.deliver_button)
    hands.settle(window)
    arrived = {line.case_number: line.delivered_on for line in page.table.lines.lines}
    assert {number: day for number, day in arrived.items() if number != unsent} == dict.fromkeys(
        [each for each in waiting if each != unsent], today
    )
    assert arrived[unsent] is None
    assert not page.arrivals.isVisible()
