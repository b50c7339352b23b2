"""The first step shows every envelope with its papers and where they are; what an addition brings is recorded next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from caseman.domain.custody import PlaceKind
from caseman.domain.envelopes import Brings
from caseman.domain.lifecycle import Step
from caseman.services.custody import add_place
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.pages.post.page import PostPage
from ui.pages.steps.papers import EnvelopePanel
from ui.window import Window


@pytest.fixture
def window(desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock) -> Window:
    """A case whose envelope lies in the tray, sealed and opened by two people."""
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    add_place(desk, "Tray", PlaceKind.TRAY)
    envelope = walk.envelope(seal_state="sealed", opened_by="見本 花子", witnessed_by="例示 太郎", place="Tray")
    walk.case(envelope=envelope)
    desk.close()
    return desk_window()


def _case_page(window: Window) -> CasePage:
    assert window.desk_view is not None
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    return page


def _log_addition(window: Window, hands: Hands, brings: Brings) -> None:
    assert window.desk_view is not None
    window.desk_view.go("post")
    hands.settle(window)
    page = window.desk_view.pages["post"]
    assert isinstance(page, PostPage)
    form = page.envelope_form
    form.form.set_values({"sender_as_written": "髙橋 一郎", "arrived_on": "2026-11-24"})
    form.form.set_values({"disposition": "addition"})
    form.form.set_values({"filing_number": "P-2026-0001", f"brings.{brings.value}": True})
    form.submit()
    hands.settle(window)


@pytest.mark.parametrize(
    ("brings", "step"),
    [
        (Brings.CORRECTION, Step.IDENTITY),
        (Brings.FEE, Step.FEE),
        (Brings.OBJECTION, Step.CLOSE),
    ],
)
def test_an_addition_opens_its_case_where_it_is_recorded(
    window: Window, hands: Hands, brings: Brings, step: Step
) -> None:
    _log_addition(window, hands, brings)
    page = _case_page(window)
    assert window.desk_view is not None
    assert window.desk_view.place == "case:P-2026-0001"
    hands.until(lambda: page.step is step)
    assert page.view is not None
    assert len(page.view.later_envelopes) == 1


def test_the_panel_tells_seal_witness_and_places(window: Window, hands: Hands) -> None:
    _log_addition(window, hands, Brings.FEE)
    page = _case_page(window)
    page.go_to(Step.ENVELOPE)
    panel = page.panels[Step.ENVELOPE]
    told = [each.text() for each in panel.facts.findChildren(QLabel)]
    for words in ("見本 花子", "例示 太郎", "Sealed", "Tray", "Later envelope", "Fee, or proof of payment"):
        assert any(words in text for text in told), words


def test_a_cover_sheet_is_printed_for_the_case_or_one_enclosure(
    window: Window, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[bytes] = []
    assert window.desk_view is not None
    window.desk_view.open_case("P-2026-0001")
    hands.settle(window)
    panel = _case_page(window).panels[Step.ENVELOPE]
    assert isinstance(panel, EnvelopePanel)
    monkeypatch.setattr("ui.widgets.pdf_view.print_pdf", lambda pdf, *_rest: printed.append(pdf))
    panel.print_cover()
    hands.until(lambda: len(printed) == 1)
    panel.sheet_for.setCurrentIndex(2)
    panel.print_cover()
    hands.until(lambda: len(printed) == 2)
    assert printed[0] != printed[1]
    assert all(pdf.startswith(b"%PDF") for pdf in printed)
