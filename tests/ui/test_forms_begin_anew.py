"""Forms of a case's steps: a record begins them anew with the case as it is then, all else keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.domain.lifecycle import Step
from caseman.services.closures import add_closure
from caseman.services.course_inputs import ClosureInput
from caseman.services.views import CaseView
from tests.services.course_walk import ask_correction
from tests.services.walking import ARRIVED, TODAY, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.pages.steps.date import DatePanel
from ui.pages.steps.decision import DecisionPanel
from ui.pages.steps.identity import IdentityPanel
from ui.window import Window

_TOLD = "氏名、住所、電話番号（見本）"
_ALSO = "見本の会員情報の利用を止めた。"
_REASON = "まだ送られていない理由（見本）"


@pytest.fixture
def seat(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> Callable[[Callable[[Walk], str]], Seat]:
    """Sit down before a case that the services brought to some step."""

    def sit(made: Callable[[Walk], str]) -> Seat:
        desk = open_copy(office, office_path, clock)
        number = made(Walk(desk, clock))
        desk.close()
        return Seat(desk_window(), hands, number)

    return sit


class Seat:
    """A case in the window, and the hands before it."""

    def __init__(self, window: Window, hands: Hands, number: str) -> None:
        assert window.desk_view is not None
        assert window.session is not None
        page = window.desk_view.pages["case"]
        assert isinstance(page, CasePage)
        self.window, self.hands, self.page, self.session = window, hands, page, window.session
        window.desk_view.open_case(number)
        hands.until(lambda: page.view is not None and page.isVisible())
        hands.settle(window)

    def press(self, within: QWidget, text: str) -> None:
        """Click a button by what stands on it."""
        (found,) = (each for each in within.findChildren(QPushButton) if each.text() == text)
        self.hands.click(found)
        self.hands.settle(self.window)

    def submit(self) -> None:
        """Record the decision that is typed."""
        self.hands.click(self.decision.submit_button)
        self.hands.settle(self.window)

    def close_office_on(self, day: date) -> None:
        """What another page records: every date is found anew, and this page reads its case again."""
        before = self.view.due_on
        self.session.change(add_closure, ClosureInput.read(day=day, kind="closed", name="見本の休業日"))
        self.hands.settle(self.window)
        assert self.view.due_on > before, "the view was read again"

    @property
    def view(self) -> CaseView:
        assert self.page.view is not None
        return self.page.view

    @property
    def decision(self) -> DecisionPanel:
        panel = self.page.panels[Step.DECISION]
        assert isinstance(panel, DecisionPanel)
        return panel

    @property
    def dates(self) -> DatePanel:
        panel = self.page.panels[Step.DATE]
        assert isinstance(panel, DatePanel)
        return panel

    @property
    def identity(self) -> IdentityPanel:
        panel = self.page.panels[Step.IDENTITY]
        assert isinstance(panel, IdentityPanel)
        return panel


def accepted(*types: str) -> Callable[[Walk], str]:
    """A case for these requests that waits for its decisions."""

    def made(walk: Walk) -> str:
        number = walk.case(*types)
        walk.identity(number)
        if "disclosure" in types:
            walk.payment(number)
        walk.accept(number)
        return number

    return made


def deficient(walk: Walk) -> str:
    """A case whose correction is awaited since today."""
    number = walk.case()
    ask_correction(walk, number)
    return number


# --- item by item


@dataclass(frozen=True)
class Ruled:
    """What is typed for a whole request, and its items, which amount to the same result."""

    asks: str
    outcome: Outcome
    ground: Ground | None
    told: dict[str, str]
    items: tuple[dict[str, Any], ...]


_GRANTED: dict[str, Any] = {"item": "会員名", "outcome": Outcome.GRANT}
_RULED = [
    Ruled(
        "disclosure",
        Outcome.PART,
        Ground.RIGHTS,
        {"reason": _REASON, "details": _TOLD},
        (_GRANTED, {"item": "通話記録", "outcome": Outcome.REFUSE, "ground": Ground.BUSINESS, "reason": "別の理由"}),
    ),
    Ruled(
        "correction",
        Outcome.GRANT,
        None,
        {"before": "見本町1", "after": "見本町2"},
        (_GRANTED | {"before": "見本 一郎", "after": "見本 壱郎"},),
    ),
]


@pytest.mark.parametrize("ruled", _RULED, ids=lambda ruled: f"{ruled.asks}-{ruled.outcome}")
def test_ruling_item_by_item_and_back_keeps_what_was_typed_for_the_whole(
    seat: Callable[..., Seat], ruled: Ruled
) -> None:
    at = seat(accepted(ruled.asks))
    panel, items = at.decision, at.decision.items
    whole = ruled.told | {"outcome": ruled.outcome, "ground": ruled.ground or ""}
    panel.form.set_values(whole)
    for item in ruled.items:
        items.form.set_values(item)
        at.press(items, "Put into the list")
    assert [each.item for each in items.items] == [each["item"] for each in ruled.items]
    assert panel.form.values().items() >= whole.items(), "the list leaves the form alone"

    at.submit()
    (request,) = at.view.requests
    assert [each.item for each in request.items] == [each["item"] for each in ruled.items]
    assert (request.outcome, request.ground) == (ruled.outcome, ruled.ground)
    assert {name: getattr(request, name) for name in ruled.told} == ruled.told

    for _ in ruled.items:
        items.list.setCurrentRow(0)
        at.press(items, "Take out of the list")
    assert panel.form.values().items() >= whole.items(), "back to the whole, nothing is typed again"
    at.submit()
    (request,) = at.view.requests
    assert request.items == ()
    assert {name: getattr(request, name) for name in ruled.told} == ruled.told


# --- after a record, and after anything else


def test_after_a_record_the_form_stands_on_the_next_request(seat: Callable[..., Seat]) -> None:
    at = seat(accepted("disclosure", "cessation", "correction"))
    form = at.decision.form
    assert form.values()["position"] == 1
    for position, told in (
        (1, {"details": _TOLD}),
        (2, {"details": _ALSO}),
        (3, {"before": "見本", "after": "見本町"}),
    ):
        for name, text in told.items():
            at.hands.type(form.control(name), text)
        at.submit()
        decided = at.view.requests[position - 1]
        assert {name: getattr(decided, name) for name in told} == told
        stands = form.values()
        following = position % 3 + 1
        assert stands["position"] == following, "the next undecided one; with none left, the first"
        assert stands["details"] == (_TOLD if following == 1 else "")
        assert (stands["before"], stands["after"]) == ("", "")
        assert at.decision.draft() == {}, "nothing is left to send"
    assert [request.outcome for request in at.view.requests] == [Outcome.GRANT] * 3


def test_a_record_that_fails_keeps_everything_typed(seat: Callable[..., Seat]) -> None:
    at = seat(accepted("disclosure", "cessation"))
    form, item = at.decision.form, at.decision.items.form
    right = {"ground": Ground.IDENTITY, "reason": _REASON, "decided_on": str(TODAY)}
    form.set_values({"position": 2})
    form.set_values({"outcome": Outcome.REFUSE})
    item.set_values({"item": "会員名"})
    for wrong, field in (
        ({"decided_on": "the day after"}, "decided_on"),  # unreadable: no service is asked
        ({"decided_on": "2026-12-25"}, "decided_on"),  # in the future: the service refuses
        ({"ground": ""}, "ground"),
    ):
        form.set_values(right | wrong)
        typed = form.values()
        at.submit()
        assert form.fault(field)
        assert form.isEnabled()
        assert (form.values(), item.values()["item"]) == (typed, "会員名")
    at.close_office_on(date(2026, 12, 2))
    assert (form.values(), item.values()["item"]) == (typed, "会員名"), "nor is it lost when the case is read again"

    form.set_values(right)
    at.submit()
    assert (at.view.requests[1].outcome, at.view.requests[1].reason) == (Outcome.REFUSE, _REASON)
    assert (form.values()["position"], form.values()["reason"]) == (1, "")
    assert item.values()["item"] == "", "the panel's other forms begin anew, too"


def test_a_case_changed_from_elsewhere_keeps_what_is_typed(seat: Callable[..., Seat]) -> None:
    at = seat(accepted("disclosure", "cessation"))
    at.hands.type(at.decision.form.control("details"), _TOLD)
    at.close_office_on(date(2026, 12, 2))
    assert at.decision.form.values()["details"] == _TOLD

    at.page.go_to(Step.DATE)
    at.hands.type(at.dates.extension.control("reason"), _REASON)
    at.hands.click(at.dates.extend_button)  # another step of the same case
    at.hands.settle(at.window)
    assert [each.reason for each in at.view.course.extensions] == [_REASON]
    assert at.dates.extension.values()["reason"] == ""
    assert at.decision.form.values()["details"] == _TOLD

    at.page.go_to(Step.DECISION)
    at.submit()
    at.hands.type(at.decision.form.control("details"), _ALSO)
    at.close_office_on(date(2026, 12, 3))
    stands = at.decision.form.values()
    assert (stands["position"], stands["details"]) == (2, _ALSO), "only the record itself begins the form anew"


# --- the day of acceptance


def test_a_cure_moves_the_day_of_acceptance_that_is_proposed_but_none_that_was_typed(seat: Callable[..., Seat]) -> None:
    at = seat(deficient)
    form = at.dates.form
    assert form.values() == {"accepted_on": ARRIVED.isoformat()}
    at.page.go_to(Step.IDENTITY)
    at.press(at.identity, "Record the correction")
    assert at.view.proposed_acceptance == TODAY
    assert form.values() == {"accepted_on": TODAY.isoformat()}
    assert form.typed() == {}, "it is proposed, not typed"

    at.page.go_to(Step.DATE)
    at.hands.type(form.control("accepted_on"), "R8.11.23")
    at.close_office_on(date(2026, 12, 2))
    assert form.values() == {"accepted_on": "2026-11-23"}
