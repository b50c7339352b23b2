"""Pages and panels that are built when they are first asked for: most mornings need three of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

from ui.collecting import building_what_stays


class Keeping(Protocol):
    """What keeps unfinished input: a page, a panel."""

    def draft(self) -> dict[str, Any]: ...

    def restore(self, draft: dict[str, Any]) -> None: ...


Part = TypeVar("Part", bound=Keeping)


class BuiltWhenAsked(Mapping[str, Part]):
    """Parts by name. What was kept for one that is not built yet waits until it is."""

    def __init__(self, built: Callable[[str, Part], None]) -> None:
        """`built` is told of each part, by its name, before what was kept comes back to it."""
        self._made: dict[str, Callable[[], Part]] = {}
        self._told = built
        self._ready: dict[str, Part] = {}  # made, and not asked for yet
        self._parts: dict[str, Part] = {}
        self._kept: dict[str, dict[str, Any]] = {}

    def offer(self, name: str, made: Callable[[], Part]) -> None:
        """`made` makes the part of this name, once."""
        self._made[name] = made

    def __getitem__(self, name: str) -> Part:
        part = self._parts.get(name)
        if part is None:
            self.make(name)
            part = self._parts[name] = self._ready.pop(name)
            self._told(name, part)
            if draft := self._kept.pop(name, None):
                part.restore(draft)
        return part

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def make(self, name: str) -> None:
        """Make this one, so that little is left to be done when it is asked for; it counts as built only then."""
        if name not in self._parts and name not in self._ready:
            with building_what_stays():
                self._ready[name] = self._made[name]()

    def has_built(self, name: str) -> bool:
        """Whether this one is there already."""
        return name in self._parts

    def built(self) -> tuple[Part, ...]:
        """Those that are there already."""
        return tuple(self._parts.values())

    def drafts(self) -> dict[str, dict[str, Any]]:
        """Unfinished input of every part, by its name; those without are left out."""
        return {name: draft for name in self._made if (draft := self._draft(name))}

    def restore(self, drafts: Mapping[str, Any]) -> None:
        """Bring kept input back to the parts it came from."""
        for name, draft in drafts.items():
            if name not in self._made or not draft:
                continue
            if name in self._parts:
                self._parts[name].restore(draft)
            else:
                self._kept[name] = draft

    def _draft(self, name: str) -> dict[str, Any]:
        part = self._parts.get(name)
        return self._kept.get(name, {}) if part is None else part.draft()
