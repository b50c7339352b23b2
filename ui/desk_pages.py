"""The pages of the desk, each built when it is first asked for: most mornings need three of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ui.pages.base import Page


class DeskPages(Mapping[str, Page]):
    """Pages by name. What was kept for one that is not built yet waits until it is."""

    def __init__(self, made: Mapping[str, Callable[[], Page]], built: Callable[[Page], None]) -> None:
        """`made` makes each page; `built` is told of it before what was kept comes back to it."""
        self._made = dict(made)
        self._told = built
        self._pages: dict[str, Page] = {}
        self._kept: dict[str, dict[str, Any]] = {}

    def __getitem__(self, name: str) -> Page:
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = self._made[name]()
            self._told(page)
            if draft := self._kept.pop(name, None):
                page.restore(draft)
        return page

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def drafts(self) -> dict[str, dict[str, Any]]:
        """Unfinished input of every page, by its name."""
        return {name: self._draft(name) for name in self._made}

    def restore(self, drafts: Mapping[str, dict[str, Any]]) -> None:
        """Bring kept input back to the pages it came from."""
        for name, draft in drafts.items():
            if name not in self._made or not draft:
                continue
            if name in self._pages:
                self._pages[name].restore(draft)
            else:
                self._kept[name] = draft

    def _draft(self, name: str) -> dict[str, Any]:
        page = self._pages.get(name)
        return self._kept.get(name, {}) if page is None else page.draft()
