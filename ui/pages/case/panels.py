"""The panels of a case's steps: each is built when its step first comes into sight, and shows the case as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject

from caseman.domain.lifecycle import Step
from caseman.services.views import CaseView
from ui.built_when_asked import BuiltWhenAsked
from ui.pages.steps.base import StepPanel
from ui.pages.steps.close import ClosePanel
from ui.pages.steps.date import DatePanel
from ui.pages.steps.decision import DecisionPanel
from ui.pages.steps.dispatch import DispatchPanel
from ui.pages.steps.fee import FeePanel
from ui.pages.steps.identity import IdentityPanel
from ui.pages.steps.letter import LetterPanel
from ui.pages.steps.papers import EnvelopePanel, PeoplePanel
from ui.session import OfficeSession
from ui.widgets.labels import Notice

_PANELS: Final[Mapping[Step, Callable[[OfficeSession, Notice], StepPanel]]] = {
    Step.ENVELOPE: EnvelopePanel,
    Step.CASE: PeoplePanel,
    Step.IDENTITY: IdentityPanel,
    Step.FEE: FeePanel,
    Step.DATE: DatePanel,
    Step.DECISION: DecisionPanel,
    Step.LETTER: LetterPanel,
    Step.DISPATCH: DispatchPanel,
    Step.CLOSE: ClosePanel,
}


class StepPanels(BuiltWhenAsked[StepPanel]):
    """A panel that is asked for shows the case; the others that are built follow one by one, each with a turn of the
    event loop of its own, so that a case with many steps does not hold up the window.
    """

    def __init__(
        self, owner: QObject, session: OfficeSession, notice: Notice, built: Callable[[str, StepPanel], None]
    ) -> None:
        super().__init__(built)
        self._owner, self._session = owner, session
        self._case: CaseView | None = None
        self._behind: set[str] = set()
        for step, panel in _PANELS.items():
            self.offer(step, partial(panel, session, notice))

    def __getitem__(self, step: str) -> StepPanel:
        panel = self.build(step)
        self.bring_up(step)
        return panel

    def build(self, step: str) -> StepPanel:
        """The panel of a step, which need not show the case yet."""
        panel = super().__getitem__(step)
        if panel.case is None:
            self._behind.add(step)
        return panel

    def show_case(self, case: CaseView | None) -> None:
        """Show this case, or for now none: what the panels show then stays until there is one."""
        self._case = case
        self._behind = set() if case is None else set(self._parts)

    def bring_up(self, step: str) -> None:
        """Show the case in the panel of a step, where that is built and does not show it yet."""
        if step in self._behind:
            self._behind.discard(step)
            if self._case is not None:
                self._parts[step].show_case(self._case)

    def follow(self) -> None:
        """Let those that are built and nobody asked for show the case too."""
        if self._behind:
            self.bring_up(min(self._behind))
            self._session.soon(self._owner, self.follow)

    def typed(self, number: str) -> dict[str, dict[str, Any]]:
        """What was typed for a case and not sent, by step."""
        about = {step for step, panel in self._parts.items() if panel.case is not None and panel.case.number == number}
        return {step: typed for step, typed in self.drafts().items() if step in about}
