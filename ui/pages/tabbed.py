"""A page of several tabs: each panel is read when it comes into sight, and keeps what was typed in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.built_when_asked import BuiltWhenAsked
from ui.pages.base import Page
from ui.session import OfficeSession
from ui.widgets.choices import name_choices
from ui.widgets.labels import Notice, roomy


class Panel(QWidget):
    """What one tab shows. It tells what happened in the page's notice."""

    case_chosen = Signal(str)
    place_chosen = Signal(str)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        name_choices(self)

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
    """A page whose parts are `Panel`s, by name; each is built when its tab first comes into sight."""

    def __init__(self, session: OfficeSession, title: str) -> None:
        super().__init__(session, title)
        self.panels: BuiltWhenAsked[Panel] = BuiltWhenAsked(self._panel_built)
        self._holders: dict[str, QWidget] = {}
        self._old: set[str] = set()  # tabs that are read again when they come into sight
        self.tabs = QTabWidget()
        self.tabs.currentChanged.connect(self._tab_came)
        self.body.addWidget(self.tabs, 1)

    def add(self, name: str, title: str, panel: Callable[[OfficeSession, Notice], Panel]) -> None:
        """Put a panel after those that are there. Its `name` keeps its draft, `title` stands on its tab."""
        self.panels.offer(name, partial(panel, self.session, self.notice))
        self._old.add(name)
        holder = self._holders[name] = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        self.tabs.blockSignals(True)
        self.tabs.addTab(roomy(holder), title)
        self.tabs.blockSignals(False)

    def show_part(self, part: str) -> None:
        """Bring a tab into sight."""
        self.tabs.setCurrentIndex(tuple(self._holders).index(part))

    @property
    def part(self) -> str:
        return tuple(self._holders)[self.tabs.currentIndex()]

    def pieces(self, part: str) -> Iterator[object]:
        name = part if part in self._holders else self.part
        if not self.panels.has_built(name):
            self.panels.make(name)
            yield None
            yield self.panels[name]

    def refresh(self) -> None:
        self._old = set(self._holders)
        self._read_shown()

    def first_controls(self) -> Iterable[QWidget]:
        return self.panels[self.part].first_controls()

    def draft(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.panels.drafts()
        return {"tab": self.part, **kept} if kept else {}

    def restore(self, draft: dict[str, Any]) -> None:
        self.panels.restore(draft)
        if draft.get("tab") in self._holders:
            self.show_part(draft["tab"])
        self.notice.tell(self.tr("What you were typing when the window locked is back."))

    def panel_built(self, name: str, panel: Panel) -> None:
        """A panel is there: what a page does with it once."""

    def _panel_built(self, name: str, panel: Panel) -> None:
        panel.case_chosen.connect(self.case_chosen)
        panel.place_chosen.connect(self.place_chosen)
        layout = self._holders[name].layout()
        assert layout is not None
        layout.addWidget(panel)
        panel.show()  # now, not with the next turn of the event loop: the keyboard may go into it at once
        self.panel_built(name, panel)

    def _tab_came(self, _at: int) -> None:
        """A panel that is not there yet is built in pieces, so that the window is not held up."""
        if self.panels.has_built(self.part):
            self._read_shown()
        else:
            self.session.soon(self, self._build_shown)

    def _build_shown(self) -> None:
        self.panels.make(self.part)
        self.session.soon(self, self._read_shown)

    def _read_shown(self) -> None:
        """Read the tab in sight, where that was not done since the last change."""
        name = self.part
        panel = self.panels[name]
        if name in self._old:
            self._old.discard(name)
            panel.refresh()
