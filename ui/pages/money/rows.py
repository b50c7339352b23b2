"""What the database thread reads for the page: deposits that wait, in the order of work, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from caseman.domain.matching import Certainty
from caseman.domain.names import match_key
from caseman.domain.statements import Deposit
from caseman.services.book_views import PAGE, SettledLine, settled_deposits
from caseman.services.deposit_matching import DepositLine, waiting_deposits
from caseman.services.statements import StatementTaken, take_statement

if TYPE_CHECKING:
    from caseman.services.desk import Desk

_ORDER: Final = tuple(Certainty)
_MOST_BYTES: Final = 256 * 2**20  # what is read of a file; the service refuses one that is larger
_MOST_PAGES: Final = 25  # of settled deposits that are looked through for one that was cancelled


@dataclass(frozen=True)
class Row:
    """A deposit that waits; `takes_back` is the line of the waiting one that a cancelled one takes back."""

    line: DepositLine
    takes_back: int | None = None

    @property
    def deposit(self) -> Deposit:
        return self.line.deposit

    @property
    def certainty(self) -> Certainty:
        return self.line.proposal.certainty

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(part.number for part in self.line.proposal.parts)

    @cached_property
    def key(self) -> str:
        """What a search looks through: payer, amount with and without separators, case numbers, and what was sent."""
        minor = self.deposit.amount.minor
        told = (self.deposit.key, str(minor), f"{minor:,}", *map(match_key, self.numbers), match_key(self.deposit.edi))
        return "|".join(told)


@dataclass(frozen=True)
class Found:
    """What a search found, and what was asked."""

    asked: tuple[str, str]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Choice:
    """A deposit that a cancelled one may take back; `numbers`: the cases it was allotted to."""

    line_id: int
    deposit: Deposit
    numbers: tuple[str, ...] = ()
    waits: bool = True


def read_waiting(desk: Desk) -> tuple[Row, ...]:
    """Every deposit that waits: the certain ones first, then the probable, then the unmatched, each by day."""
    rows = [Row(line, line.proposal.takes_back) for line in waiting_deposits(desk)]
    return tuple(sorted(rows, key=lambda row: _ORDER.index(row.certainty)))  # within, the order stays that of the days


def of_certainty(rows: tuple[Row, ...], which: str) -> tuple[Row, ...]:
    """Those of one certainty; all of them where `which` is empty."""
    return tuple(row for row in rows if row.certainty == which) if which else rows


def find_rows(_desk: Desk, rows: tuple[Row, ...], which: str, typed: str) -> Found:
    """Those in which every word that was typed stands."""
    words = [match_key(word) for word in typed.split()]
    rows = of_certainty(rows, which)
    return Found((which, typed), tuple(row for row in rows if all(word in row.key for word in words)))


def take_file(desk: Desk, path: Path) -> StatementTaken | None:
    """Take a file in as a statement; None where it cannot be read."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError:
        return None
    return take_statement(desk, path.name, data)


def taken_back_by(desk: Desk, rows: tuple[Row, ...], gone: Row) -> tuple[int, tuple[Choice, ...]]:
    """The deposits that a cancelled one may take back, the likeliest first; with the line that is asked about."""
    waiting = [Choice(row.line.line_id, row.deposit) for row in rows]
    settled = [
        Choice(line.line_id, line.deposit, tuple(number for number, _ in line.cases), waits=False)
        for line in _settled(desk)
        if line.cancelled_with is None
    ]
    fitting = [each for each in (*waiting, *settled) if _fits(each.deposit, gone.deposit)]
    fitting.sort(key=lambda each: (each.deposit.day, each.line_id), reverse=True)
    fitting.sort(key=lambda each: (each.line_id != gone.takes_back, each.deposit.key != gone.deposit.key))
    return gone.line.line_id, tuple(fitting)


def _settled(desk: Desk) -> list[SettledLine]:
    found: list[SettledLine] = []
    for _ in range(_MOST_PAGES):
        page = settled_deposits(desk, found[-1].line_id if found else None)
        found.extend(page)
        if len(page) < PAGE:
            break
    return found


def _fits(deposit: Deposit, gone: Deposit) -> bool:
    return (
        not deposit.cancelled and (deposit.amount, deposit.key) == (gone.amount, gone.key) and deposit.day <= gone.day
    )
