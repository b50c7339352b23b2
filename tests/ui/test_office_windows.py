"""One whole case in the window for each of the five offices, under its own procedure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from caseman.bootstrap import create_office
from caseman.domain.decisions import Outcome
from caseman.domain.documents import DocumentKind
from caseman.domain.lifecycle import State, Step
from caseman.domain.post import Channel
from caseman.domain.requests import RequestType
from caseman.security.keyslots import FLOOR_COST, read_keyslots, unlock_with_passphrase
from caseman.services.desk import Desk
from caseman.storage.file import keys_path, open_file
from caseman.text import Language
from tests.services.walking import PASSPHRASE, STAFF, TickingClock
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.pages.post.page import PostPage
from ui.pages.steps.close import ClosePanel
from ui.pages.steps.date import DatePanel
from ui.pages.steps.decision import DecisionPanel
from ui.pages.steps.dispatch import DispatchPanel
from ui.pages.steps.fee import FeePanel
from ui.pages.steps.identity import IdentityPanel
from ui.pages.steps.letter import LetterPanel
from ui.window import Window


@dataclass(frozen=True)
class Story:
    """What is asked of an office, how it comes, and what confirms the person."""

    office: str
    channel: Channel
    asks: RequestType
    document: DocumentKind
    language: Language
    fee: str = ""


_STORIES = [
    Story("aucnet", Channel.POST, RequestType.DISCLOSURE, DocumentKind.PASSPORT, Language.JA, "5250"),
    Story("jennet", Channel.WEB, RequestType.CESSATION, DocumentKind.OTHER, Language.EN),
    Story("jsers", Channel.EMAIL, RequestType.CORRECTION, DocumentKind.DRIVERS_LICENCE, Language.JA),
    Story("justsystems", Channel.EMAIL, RequestType.PURPOSE, DocumentKind.MY_NUMBER_CARD, Language.EN),
    Story("jen", Channel.EMAIL, RequestType.DISCLOSURE, DocumentKind.OTHER, Language.JA),
]


@pytest.mark.parametrize("story", _STORIES, ids=lambda story: story.office)
def test_a_whole_case_in_the_window(
    story: Story, new_window: Callable[..., Window], hands: Hands, tmp_path: Path
) -> None:
    path = tmp_path / f"{story.office}.caseman"
    window = new_window(path, story.language)
    window.unlock_page.opened.emit(_desk(path, story))
    hands.settle(window)
    _log(window, hands, story)
    page = _open(window, hands, story)
    _confirm(page, window, hands, story)
    if story.fee:
        _pay(page, window, hands, story)
    _answer(page, window, hands, story)
    assert page.view is not None
    assert page.view.state is State.CLOSED
    assert page.view.procedure.code == story.office
    assert [line.kind for line in page.view.letters] == list(page.view.letters_wanted)


def _desk(path: Path, story: Story) -> Desk:
    clock = TickingClock()
    create_office(path, office=story.office, staff_name=STAFF, passphrase=PASSPHRASE, clock=clock, cost=FLOOR_COST)
    keyslots = read_keyslots(keys_path(path))
    return Desk(open_file(path, keyslots, unlock_with_passphrase(keyslots, PASSPHRASE).data_key, clock()), STAFF, clock)


def _log(window: Window, hands: Hands, story: Story) -> None:
    assert window.desk_view is not None
    window.desk_view.go("post")
    post = window.desk_view.pages["post"]
    assert isinstance(post, PostPage)
    form = post.envelope_form.form
    if form.control("channel").isVisible():  # an office with one channel is not asked
        hands.choose(form.control("channel"), story.channel)
    assert form.values()["channel"] == story.channel
    assert form.control("tracking_number").isVisible() is (story.channel is Channel.POST)
    hands.type(form.control("sender_as_written"), "見本 一郎")
    hands.click(post.envelope_form.submit_button)
    hands.settle(window)


def _open(window: Window, hands: Hands, story: Story) -> CasePage:
    assert window.desk_view is not None
    post = window.desk_view.pages["post"]
    assert isinstance(post, PostPage)
    form = post.case_form
    hands.until(form.submit_button.isEnabled)
    hands.tick(form.asked[story.asks])
    hands.type(form.form.control(f"scope.{story.asks.value}"), "会員登録の内容（見本）")
    hands.type(form.form.control("principal.address"), "見本県見本市見本町1-2-3")
    hands.click(form.submit_button)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    hands.until(lambda: page.view is not None and page.isVisible())
    hands.settle(window)
    return page


def _confirm(page: CasePage, window: Window, hands: Hands, story: Story) -> None:
    hands.until(_at(page, Step.IDENTITY))
    panel = page.panels[Step.IDENTITY]
    assert isinstance(panel, IdentityPanel)
    hands.choose(panel.form.control("document"), story.document)
    if story.document.facts.has_expiry:
        hands.type(panel.form.control("expires_on"), "2029-04-01")
    held = not panel.form.control("name_agrees").isVisible()  # no document: what the office holds is compared
    compared = ("known_by_agrees",) if held else ("name_agrees", "address_agrees", "birth_date_agrees", "masked")
    assert held is (story.document is DocumentKind.OTHER)
    for name in compared:
        hands.tick(panel.form.control(name))
    hands.settle(window)
    hands.click(panel.submit_button)
    hands.settle(window)


def _pay(page: CasePage, window: Window, hands: Hands, story: Story) -> None:
    hands.until(_at(page, Step.FEE))
    panel = page.panels[Step.FEE]
    assert isinstance(panel, FeePanel)
    hands.type(panel.form.control("amount"), story.fee)
    for name in ("paid_on", "matched_on"):
        hands.type(panel.form.control(name), "2026-11-24")
    hands.click(panel.submit_button)
    hands.settle(window)


def _answer(page: CasePage, window: Window, hands: Hands, story: Story) -> None:
    date, decision, letter = (page.panels[step] for step in (Step.DATE, Step.DECISION, Step.LETTER))
    send, close = page.panels[Step.DISPATCH], page.panels[Step.CLOSE]
    assert isinstance(date, DatePanel)
    assert isinstance(decision, DecisionPanel)
    assert isinstance(letter, LetterPanel)
    assert isinstance(send, DispatchPanel)
    assert isinstance(close, ClosePanel)
    hands.until(_at(page, Step.DATE))
    hands.click(date.submit_button)
    hands.until(_at(page, Step.DECISION))
    hands.choose(decision.form.control("outcome"), Outcome.GRANT)
    correction = story.asks is RequestType.CORRECTION
    for name in ("before", "after") if correction else ("details",):
        hands.type(decision.form.control(name), f"会員登録の内容（見本）{name}")
    hands.click(decision.submit_button)
    hands.until(_at(page, Step.LETTER))
    hands.until(lambda: page.letter_view.pages == 1)
    hands.click(letter.make_button)
    hands.until(_at(page, Step.DISPATCH))
    if send.form.control("tracking_number").isVisible() and page.view is not None:
        tracked = page.view.procedure.replies.mail_class.tracked
        hands.type(send.form.control("tracking_number"), "123-45-67890-3" if tracked else "")
    hands.click(send.submit_button)
    hands.until(_at(page, Step.CLOSE))
    hands.click(page.stepper.button(Step.DISPATCH))
    hands.until(send.deliver_button.isVisible)
    hands.click(send.deliver_button)
    hands.settle(window)
    hands.click(page.next_button)
    hands.settle(window)
    hands.click(close.submit_button)
    hands.until(lambda: page.view is not None and page.view.closed_on is not None)
    hands.settle(window)


def _at(page: CasePage, step: Step) -> Callable[[], bool]:
    return lambda: page.view is not None and page.view.next_step is step and page.step is step
