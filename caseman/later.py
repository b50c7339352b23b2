"""Modules that are loaded when something of them is first used: what draws letters, what decodes scans.

    if TYPE_CHECKING:
        from PIL import Image
    else:
        Image = later("PIL.Image")

Most mornings need neither, and they are a tenth of what the program would take. The first use is on the thread of the
database, so that the window does not wait for it.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any


class _Later:
    """Stands for a module until it is there, and then passes on what is asked of it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._module: ModuleType | None = None

    def __getattr__(self, name: str) -> Any:
        if self._module is None:
            self._module = import_module(self._name)
        return getattr(self._module, name)


def later(name: str) -> Any:
    """The module of this name, by its full name. Nothing is loaded, nor missed, before something of it is asked for."""
    return _Later(name)
