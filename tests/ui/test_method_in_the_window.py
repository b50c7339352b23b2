"""Another method than asked for, recorded on the step “Decision”."""

from __future__ import annotations

from collections.abc import Callable

from caseman.domain.decisions import Outcome
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.services import case_file
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.pages.steps.decision import DecisionPanel
from ui.window import Window


def test_the_method_is_asked_for_only_where_it_is_changed(
    desk_window: Callable[..., Window], office: Office, office_path: object, clock: TickingClock, hands: Hands
) -> None:
    desk = open_copy(office, office_path, clock)  # type: ignore[arg-type]
    number = Walk(desk, clock).to(Step.DATE)
    desk.close()
    window = desk_window()
    assert window.desk_view is not None
    assert window.session is not None
    window.desk_view.open_case(number, Step.DECISION)
    hands.settle(window)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    panel = next(each for each in page.findChildren(DecisionPanel) if each.isVisible())
    form = panel.form
    changed, asked = form.control("method_changed"), form.control("method_asked")
    assert changed.isVisible()
    assert not asked.isVisible()
    hands.choose(form.control("outcome"), Outcome.REFUSE)
    assert not changed.isVisible()
    hands.choose(form.control("outcome"), Outcome.GRANT)
    hands.tick(changed)
    assert asked.isVisible()
    form.set_values({"details": "会員番号", "method_asked": "電子データの提供", "method_given": "書面の交付"})
    hands.click(panel.submit_button)
    hands.settle(window)
    assert "difficult" in form.fault("method_reason")
    form.set_values({"method_reason": "費用を要するため。"})
    hands.click(panel.submit_button)
    hands.settle(window)
    found: list[case_file.CaseView] = []
    window.session.read(case_file.show_case, number, done=found.append)
    hands.settle(window)
    assert found[0].requests[0].method.given == "書面の交付"
    assert LetterKind.METHOD_CHANGE in found[0].letters_offered
