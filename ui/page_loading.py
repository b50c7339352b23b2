"""Pages whose modules are loaded when they are first gone to: most mornings need three of twelve.

They are loaded on the window's thread: Qt's classes made on another while this one draws could lock both up. So that
nobody waits for it, it goes in pieces, a module at a time, then the page, then the part of it that comes into sight,
and the window works in between. The order is read from the modules' code: each after those of the window that it
imports.
"""

from __future__ import annotations

import dis
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QBrush, QGradient
from PySide6.QtWidgets import QScrollArea

from ui.turns import next_turn

if TYPE_CHECKING:
    from ui.pages.base import Page
    from ui.session import OfficeSession

PAGES: Final = {
    "today": ("ui.pages.today", "TodayPage"),
    "post": ("ui.pages.post.page", "PostPage"),
    "papers": ("ui.pages.papers.page", "PapersPage"),
    "cases": ("ui.pages.cases", "CasesPage"),
    "letters": ("ui.pages.letters", "LettersPage"),
    "money": ("ui.pages.money.page", "MoneyPage"),
    "audit": ("ui.pages.audit.page", "AuditPage"),
    "keys": ("ui.pages.keys.page", "KeysPage"),
    "settings": ("ui.pages.settings.page", "SettingsPage"),
    "texts": ("ui.pages.settings.letter_texts", "LetterTextsPage"),
    "procedure": ("ui.pages.settings.procedure_editor", "ProcedurePage"),
    "case": ("ui.pages.case.page", "CasePage"),
}
# Each takes some milliseconds, once the services are loaded.
_EVERY_MORNING: Final = (
    "ui.pages.today",
    "ui.desk_view",
    "ui.doing",
    "ui.guide",
    "ui.backup_keeper",
    "ui.scanner_keeper",
    "ui.reminders",
    "ui.keepers",
)
_PIECES: Final = ("ui.", "PySide6.")
_NO_MORE: Final = object()


def meet_classes() -> None:
    """Have Qt's classes known before the first page needs them, while nobody waits.

    PySide makes the Python side of a class, with all its enumerations, when one is first looked for among them: the
    first widget that Qt made itself brings those of every kind of widget along, and the first brush every gradient.
    """
    QScrollArea().viewport()
    QBrush(QGradient.Preset.WarmFlame)


def page_class(name: str) -> Callable[[OfficeSession], Page]:
    """What makes a page, loaded at once where it is not yet."""
    module, known_as = PAGES[name]
    found: Callable[[OfficeSession], Page] = getattr(import_module(module), known_as)
    return found


def load_ahead(parent: QObject, then: Callable[[], object], modules: Sequence[str] = _EVERY_MORNING) -> None:
    """Load what every morning needs while the passphrase is typed, a module with each turn, then call `then`."""
    if modules:
        import_module(modules[0])
        next_turn(parent, lambda: load_ahead(parent, then, modules[1:]))
    else:
        meet_classes()
        then()


class PageLoader(QObject):
    """Loads one page after the other; who asked last is answered, for a person goes to one place.

    `built` builds what is wanted of a page and is not there yet, a piece with each step.
    """

    def __init__(
        self,
        soon: Callable[[QObject, Callable[[], object]], None],
        built: Callable[[str], Iterator[object]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._soon = soon  # the session's, which calls nothing after the lock
        self._built = built
        self._pieces: Iterator[object] = iter(())
        self._then: Callable[[], object] | None = None
        self._place = ""

    @property
    def on_the_way(self) -> str:
        """The place that is being gone to and is not shown yet; empty when there is none."""
        return "" if self._then is None else self._place

    def stop(self) -> None:
        """Nothing more is loaded, and nobody called."""
        self._then = None

    def when_loaded(self, place: str, then: Callable[[], object]) -> None:
        """Call `then` once a page can be shown, or `PAGE:PART`: at once where it is there."""
        self._pieces = chain(map(import_module, pieces(PAGES[place.partition(":")[0]][0])), self._built(place))
        self._then, self._place = then, place
        self._load_next()

    def _load_next(self) -> None:
        then = self._then
        if then is None:
            return
        if next(self._pieces, _NO_MORE) is _NO_MORE:
            self._then = None
            then()
            return
        self._soon(self, self._load_next)


def pieces(module: str, seen: set[str] | None = None) -> Iterator[str]:
    """What is to be loaded for a module, in order, itself last; what is loaded already is left out."""
    seen = set() if seen is None else seen
    if module in seen or module in sys.modules:
        return
    seen.add(module)
    if module.startswith("ui."):
        for needed in _imported(module):
            if needed.startswith(_PIECES):
                yield from pieces(needed, seen)
    yield module


def _imported(module: str) -> Iterator[str]:
    """The modules that a module's code imports when it is loaded."""
    spec = find_spec(module)
    loader = None if spec is None else spec.loader
    code = loader.get_code(module) if loader is not None and hasattr(loader, "get_code") else None
    for step in () if code is None else dis.get_instructions(code):
        if step.opname == "IMPORT_NAME":
            yield step.argval
