"""The balance that a bank prints beside each line, held against the amounts: it shows what was left out or changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from caseman.domain.statements import StatementError
from caseman.text import T


@dataclass(frozen=True)
class _Step:
    """A line with its balance; `gap` is what the lines between the last one with a balance and this one changed."""

    line: int
    column: int
    change: int
    gap: int
    balance: int


class Balances:
    """Balances in yen, line by line, in either order: some banks begin with the latest.

    A line without a balance counts for the next one that has it. Nothing is known before the first balance.
    """

    def __init__(self) -> None:
        self._steps: list[_Step] = []
        self._gap = 0

    def add(self, line: int, column: int, change: int, balance: int | None) -> None:
        """A line: what it added to the account, and the balance after it."""
        if balance is None:
            self._gap += change
            return
        self._steps.append(_Step(line, column, change, self._gap, balance))
        self._gap = 0

    def check(self) -> None:
        """Raises `StatementError` at the first line whose balance does not follow, in the order that goes further."""
        found = [self._first_fault(latest_first=latest_first) for latest_first in (False, True)]
        if None in found:
            return
        line, column, expected, said = max(each for each in found if each is not None)
        raise StatementError(
            "balance",
            T(
                "The balance is {said}, but the line before and the amounts come to {expected}: a line is missing or "
                "was changed. Fetch the file again.",
                said=said,
                expected=expected,
            ),
            line=line,
            column=column,
        )

    def _first_fault(self, *, latest_first: bool) -> tuple[int, int, int, int] | None:
        """Line, column, expected and written balance of the first that does not follow."""
        for before, here in pairwise(self._steps):
            change = -before.change - here.gap if latest_first else here.gap + here.change
            if here.balance != before.balance + change:
                return here.line, here.column, before.balance + change, here.balance
        return None
