"""A page whose modules are not loaded yet: it comes in pieces, and who went elsewhere meanwhile is not called back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from types import ModuleType

import pytest
from PySide6.QtCore import QObject, QTimer

from tests.ui.conftest import Hands
from ui import page_loading
from ui.page_loading import PAGES, PageLoader, page_class, pieces
from ui.pages.base import Page

_FAR = ("ui.pages.keys.page", "ui.pages.keys.members", "ui.pages.keys.own")


def _nothing_to_build(_place: str) -> Iterator[object]:
    return iter(())


@pytest.fixture
def unloaded() -> Iterator[None]:
    """As if nobody had gone to the keys yet; what was there comes back."""
    kept: dict[str, ModuleType] = {name: sys.modules.pop(name) for name in _FAR if name in sys.modules}
    yield
    for name in _FAR:
        sys.modules.pop(name, None)
    sys.modules.update(kept)


def test_each_page_is_one_of_the_window_s() -> None:
    made = {name: page_class(name) for name in PAGES}
    assert all(isinstance(page, type) and issubclass(page, Page) for page in made.values())
    assert len(set(made.values())) == len(PAGES)


@pytest.mark.usefixtures("unloaded")
def test_what_a_page_needs_comes_before_it() -> None:
    found = list(pieces("ui.pages.keys.page"))
    assert set(found) == set(_FAR)
    assert found[-1] == "ui.pages.keys.page"
    assert list(pieces("ui.pages.unlock")) == [], "what is there is not loaded again"


@pytest.mark.usefixtures("unloaded")
def test_it_is_loaded_in_pieces_and_then_shown(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QObject()
    came: list[str] = []
    loaded: list[str] = []

    def load(name: str) -> ModuleType:
        loaded.append(name)
        return import_module(name)

    monkeypatch.setattr(page_loading, "import_module", load)
    loader = PageLoader(partial(QTimer.singleShot, 0), _nothing_to_build, parent)
    loader.when_loaded("keys", lambda: came.append("keys"))
    assert len(loaded) == 1
    assert not came
    hands.until(lambda: bool(came))
    assert set(loaded) == set(_FAR)
    loader.when_loaded("keys", lambda: came.append("again"))
    assert came == ["keys", "again"], "what is loaded is shown at once"


@pytest.mark.usefixtures("unloaded")
def test_who_goes_elsewhere_meanwhile_stays_there(hands: Hands) -> None:
    parent = QObject()
    came: list[str] = []
    loader = PageLoader(partial(QTimer.singleShot, 0), _nothing_to_build, parent)
    loader.when_loaded("keys", lambda: came.append("keys"))
    page_class("today")
    loader.when_loaded("today", lambda: came.append("today"))
    assert came == ["today"]
    loader.when_loaded("keys", lambda: came.append("keys"))
    hands.until(lambda: came == ["today", "keys"])


def test_what_is_not_built_is_built_in_pieces_too(hands: Hands) -> None:
    parent = QObject()
    asked: list[str] = []
    done: list[str] = []

    def built(place: str) -> Iterator[object]:
        asked.append(place)
        for piece in ("made", "put in its place", "its part"):
            done.append(piece)
            yield None

    loader = PageLoader(partial(QTimer.singleShot, 0), built, parent)
    loader.when_loaded("today:letters", lambda: done.append("shown"))
    assert asked == ["today:letters"]
    assert done == ["made"], "the rest with the turns that follow"
    hands.until(lambda: done[-1] == "shown")
    assert done == ["made", "put in its place", "its part", "shown"]
