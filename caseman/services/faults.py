"""Failures that are gathered, so that a person is told all of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from caseman.errors import CasemanError, InputErrors


class Faults:
    """What was found wrong so far."""

    def __init__(self) -> None:
        self._found: list[CasemanError] = []

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Keep a failure for later, and go on behind the block."""
        try:
            yield
        except CasemanError as error:
            self._found.append(error)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that have a fault; of a nested one the outermost."""
        return frozenset((fault.field or "").partition(".")[0] for fault in self._each()) - {""}

    def tell(self) -> None:
        """Raise what was found: one failure as it is, several as `InputErrors`; nothing where nothing was."""
        if len(self._found) == 1:
            raise self._found[0]
        if self._found:
            raise InputErrors(tuple(self._each()))

    def _each(self) -> Iterator[CasemanError]:
        for error in self._found:
            yield from error.faults if isinstance(error, InputErrors) else (error,)
