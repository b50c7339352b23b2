"""A deficiency in the window: what was found is ticked, what else is typed, and the letter tells both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.pages.steps.identity import IdentityPanel
from ui.pages.steps.letter import LetterPanel
from ui.window import Window


@pytest.fixture
def page(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> CasePage:
    """A case whose envelope held the form alone."""
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    number = walk.case(envelope=walk.envelope(enclosures=({"kind": "request_form"},)))
    desk.close()
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.open_case(number)
    hands.settle(window)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    return page


def test_the_found_defects_become_the_letter(page: CasePage, hands: Hands) -> None:
    panel = page.panels[Step.IDENTITY]
    assert isinstance(panel, IdentityPanel)
    part = panel.corrections
    hands.until(lambda: part.found.count() == 2)
    assert all(part.found.item(at).checkState() is Qt.CheckState.Checked for at in range(2))
    assert "本人確認書類の写し" in part.found.item(0).text()
    part.found.item(1).setCheckState(Qt.CheckState.Unchecked)
    part.form.set_values({"defect": "印影が不鮮明です。 → 鮮明なものをお送りください。"})
    part.ask()
    hands.until(lambda: page.view is not None and page.view.state is State.AWAITING_CORRECTION)
    assert page.view is not None
    told = page.view.corrections[0].defect.splitlines()
    assert [line.split("。")[0] for line in told] == ["「本人確認書類の写し」がありません", "印影が不鮮明です"]
    page.window().activateWindow()
    hands.until(page.window().isActiveWindow)
    hands.click(part.notice_button)
    letters = page.panels[Step.LETTER]
    assert isinstance(letters, LetterPanel)
    assert page.step is Step.LETTER
    assert letters.make_button.hasFocus()
    assert letters.which.currentData() == LetterKind.DEFICIENCY.value
    hands.until(lambda: page.letter_view.pages > 0)
    hands.click(letters.make_button)
    hands.until(lambda: page.view is not None and bool(page.view.letters))
    assert page.view.letters[0].kind is LetterKind.DEFICIENCY
    assert page.view.corrections[0].told_by_letter


def test_nothing_ticked_and_nothing_written_is_told_beside_the_field(page: CasePage, hands: Hands) -> None:
    panel = page.panels[Step.IDENTITY]
    assert isinstance(panel, IdentityPanel)
    part = panel.corrections
    hands.until(lambda: part.found.count() == 2)
    for at in range(2):
        part.found.item(at).setCheckState(Qt.CheckState.Unchecked)
    part.ask()
    assert part.form.fault("defect") == "Tick what is deficient, or write it."


def test_the_list_of_defects_is_as_high_as_its_lines(page: CasePage, hands: Hands) -> None:
    panel = page.panels[Step.IDENTITY]
    assert isinstance(panel, IdentityPanel)
    found = panel.corrections.found
    page.window().resize(1024, 700)
    hands.until(lambda: found.count() == 2)
    lines = sum(found.sizeHintForRow(at) for at in range(2))
    hands.until(lambda: 0 <= found.viewport().height() - lines <= 12)
