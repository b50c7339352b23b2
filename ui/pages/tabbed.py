"""A page of several tabs: each panel is read when it comes into sight, and keeps what was typed in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from ui.pages.base import Page
from ui.session import OfficeSession
from ui.widgets.labels import Notice


class Panel(QWidget):
    """What one tab shows. It tells what happened in the page's notice."""

    case_chosen = Signal(str)
    place_chosen = Signal(str)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice

    def refresh(self) -> None:
        """Read again what is shown."""

    def first_controls(self) -> Iterable[QWidget]:
        """Where the keyboard goes when the tab comes into sight: the first of these that can take it."""
        return ()

    def draft(self) -> dict[str, Any]:
        """Unfinished input to keep when the window locks; empty when there is none."""
        return {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Bring kept input back."""


class TabbedPage(Page):
    """A page whose parts are `Panel`s, by name."""

    def __init__(self, session: OfficeSession, title: str) -> None:
        super().__init__(session, title)
        self._panels: dict[str, Panel] = {}
        self._old: set[str] = set()  # tabs that are read again when they come into sight
        self.tabs = QTabWidget()
        self.tabs.currentChanged.connect(lambda _at: self._read_shown())
        self.body.addWidget(self.tabs, 1)

    def add(self, name: str, title: str, panel: Panel) -> None:
        """Put a panel after those that are there. Its `name` keeps its draft, `title` stands on its tab."""
        self._panels[name] = panel
        self._old.add(name)
        panel.case_chosen.connect(self.case_chosen)
        panel.place_chosen.connect(self.place_chosen)
        self.tabs.blockSignals(True)
        self.tabs.addTab(panel, title)
        self.tabs.blockSignals(False)

    def show_tab(self, name: str) -> None:
        """Bring a tab into sight."""
        self.tabs.setCurrentWidget(self._panels[name])

    def refresh(self) -> None:
        self._old = set(self._panels)
        self._read_shown()

    def first_controls(self) -> Iterable[QWidget]:
        return self._panels[self._shown()].first_controls()

    def draft(self) -> dict[str, Any]:
        kept: dict[str, Any] = {name: draft for name, panel in self._panels.items() if (draft := panel.draft())}
        return {"tab": self._shown(), **kept} if kept else {}

    def restore(self, draft: dict[str, Any]) -> None:
        for name, panel in self._panels.items():
            if draft.get(name):
                panel.restore(draft[name])
        if draft.get("tab") in self._panels:
            self.show_tab(draft["tab"])
        self.notice.tell(self.tr("What you were typing when the window locked is back."))

    def _shown(self) -> str:
        return tuple(self._panels)[self.tabs.currentIndex()]

    def _read_shown(self) -> None:
        """Read the tab in sight, where that was not done since the last change."""
        name = self._shown()
        if name in self._old:
            self._old.discard(name)
            self._panels[name].refresh()
