"""The first step shows every envelope with its papers and where they are; what an addition brings is recorded next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from caseman.domain.custody import PlaceKind
from caseman.domain.envelopes import Brings
from caseman.domain.lifecycle import Step
from caseman.domain.post import Channel, EnclosureKind
from caseman.services.custody import add_place
from caseman.services.post_views import channels_taken
from tests.services.walking import TRACKING, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.pages.post.page import PostPage
from ui.pages.steps.papers import EnvelopePanel
from ui.window import Window


def _by_two(walk: Walk) -> None:
    """A case whose envelope lies in the tray, sealed and opened by two people."""
    add_place(walk.desk, "Tray", PlaceKind.TRAY)
    envelope = walk.envelope(seal_state="sealed", opened_by="見本 花子", witnessed_by="例示 太郎", place="Tray")
    walk.case(envelope=envelope)


@pytest.fixture
def window(
    desk_window: Callable[..., Window], walked_once: Callable[[Callable[[Walk], object]], Office], office_path: Path
) -> Window:
    walked_once(_by_two).copy_to(office_path.parent)
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


def _post_page(window: Window, hands: Hands) -> PostPage:
    assert window.desk_view is not None
    window.desk_view.go("post")
    hands.settle(window)
    page = window.desk_view.pages["post"]
    assert isinstance(page, PostPage)
    return page


def test_what_was_filed_is_told_on_the_page_of_its_case(window: Window, hands: Hands) -> None:
    _log_addition(window, hands, Brings.FEE)
    assert _case_page(window).notice.isVisible()
    assert _case_page(window).notice.text == "Envelope logged and filed with case P-2026-0001."


def test_a_call_is_asked_what_a_call_has(window: Window, hands: Hands) -> None:
    page = _post_page(window, hands)
    form = page.envelope_form
    form.enclosures.set_ticked({EnclosureKind.CASH: 1})
    hands.choose(form.form.control("channel"), "telephone")
    assert form.submit_button.text() == "Log the inquiry"
    for name in ("mail_class", "seal_state", "place", "money.cash"):
        assert not form.form.control(name).isVisible(), name
    assert not form.enclosures.isVisible()
    assert not form.drop.isVisible()
    assert form.form.control("opened_by").accessibleName() == "Taken by"
    form.form.set_values({"sender_as_written": "見本 一郎", "taken_at": "14:30", "call_back": "03-0000-0001"})
    form.form.set_values({"disposition": "open"})
    form.submit()
    hands.settle(window)
    assert page.notice.text == "Inquiry logged: 見本 一郎."
    assert page.tabs.currentIndex() == 0
    page.tabs.setCurrentIndex(3)
    assert not page.notice.isVisible()
    hands.settle(window)
    page.register.lines.selectRow(0)
    hands.settle(window)
    told = page.register.detail.text()
    assert "Came by: Telephone" in told
    assert "Taken by: " in told
    assert "14:30 ☎ 03-0000-0001" in told
    assert "Mail class" not in told


def test_every_channel_is_offered_and_one_not_taken_is_told(window: Window, hands: Hands) -> None:
    form = _post_page(window, hands).envelope_form
    channel = form.form.control("channel")
    assert {channel.itemData(at) for at in range(channel.count())} == {each.value for each in Channel}
    taken = channels_taken(form._session.procedure)
    assert channel.itemData(0) == taken[0].value
    assert "takes no request" not in channel.accessibleDescription()
    (strange, *_) = (each for each in Channel if each not in taken)
    hands.choose(channel, strange)
    assert "takes no request by this channel" in channel.accessibleDescription()
    form.enclosures.set_ticked(dict.fromkeys(EnclosureKind, 1))
    hands.choose(channel, Channel.EMAIL)
    assert EnclosureKind.CASH not in form.enclosures.ticked()
    assert EnclosureKind.ID_COPY in form.enclosures.ticked()


def test_a_notice_goes_when_every_fault_is_put_right(window: Window, hands: Hands) -> None:
    page = _post_page(window, hands)
    form = page.envelope_form
    form.form.set_values({"arrived_on": "2026-11-31", "tracking_number": "123-45-67890-4"})
    form.submit()
    hands.settle(window)
    marked = [name for name in form.form.values() if form.form.fault(name)]
    assert marked == ["arrived_on", "tracking_number", "sender_as_written"]
    assert page.notice.isVisible()
    form.form.set_values({"arrived_on": "2026-11-24", "tracking_number": ""})
    assert page.notice.isVisible()
    form.form.set_values({"sender_as_written": "x"})
    assert not page.notice.isVisible()


def test_a_letter_that_left_is_shown_with_its_case(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> None:
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    number = walk.to(Step.LETTER)
    document = walk.letter(number)
    walk.dispatch(number, document)
    desk.close()
    window = desk_window()
    page = _post_page(window, hands)
    page.tabs.setCurrentIndex(3)
    page.register.shown.setCurrentIndex(2)
    hands.settle(window)
    page.register.lines.selectRow(0)
    hands.settle(window)
    told = page.register.detail.text()
    for words in (document, TRACKING, "Mail class", "Dispatched on"):
        assert words in told, words
    hands.click(page.register.case_button)
    hands.settle(window)
    assert window.desk_view is not None
    assert window.desk_view.place == f"case:{number}"


def test_two_columns_of_enclosures_fit_beside_the_scans(window: Window, hands: Hands) -> None:
    window.resize(1366, 768)
    grid = _post_page(window, hands).envelope_form.enclosures
    first, last = (grid.rows[kind][0] for kind in (EnclosureKind.REQUEST_FORM, EnclosureKind.AGENT_ID_COPY))
    assert first.y() == last.y()
