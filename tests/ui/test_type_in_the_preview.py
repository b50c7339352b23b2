"""What no font can print is named beside the preview, before the letter is made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from caseman.domain.lifecycle import Step
from tests.services.walking import PRINCIPAL, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.pages.steps.letter import LetterPanel
from ui.window import Window


def test_every_character_without_a_font_is_named_and_the_letter_is_not_made(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> None:
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    number = walk.case(principal=PRINCIPAL | {"name": "見本\ue001\ue002 一郎"})
    desk.close()
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.open_case(number, Step.LETTER)
    hands.settle(window)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    panel = page.panels[Step.LETTER]
    assert isinstance(panel, LetterPanel)
    hands.until(lambda: not panel._type.isHidden())
    told = panel._type.text()
    assert "U+E001" in told
    assert "U+E002" in told
    assert not panel.make_button.isEnabled()
