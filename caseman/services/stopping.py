"""Long work that a person may stop: nothing half done is left behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from caseman.errors import CasemanError
from caseman.storage.file import OfficeFile
from caseman.text import T

_Item = TypeVar("_Item")


class Stopped(CasemanError):
    """The person asked to stop; nothing was written."""

    def __init__(self) -> None:
        super().__init__("stopped", T("Stopped, as you asked; nothing was written."))


class Stop:
    """A request to stop, made on one thread and heeded on another at its next step."""

    def __init__(self) -> None:
        self._asked = Event()
        self._file: OfficeFile | None = None

    def ask(self) -> None:
        """Stop at the next step; a query under way is broken off. May be called from any thread, any time."""
        self._asked.set()
        file = self._file
        if file is not None:
            file.interrupt()

    def heed(self) -> None:
        """Raises `Stopped` once it was asked for."""
        if self._asked.is_set():
            raise Stopped

    def each(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """The items, until it is asked for."""
        for item in items:
            self.heed()
            yield item

    @contextmanager
    def watch(self, file: OfficeFile) -> Iterator[None]:
        """Queries of this file made inside are broken off when it is asked for; then `Stopped` is raised."""
        self._file = file
        try:
            self.heed()
            yield
        except OperationalError:
            self.heed()
            raise
        finally:
            self._file = None
