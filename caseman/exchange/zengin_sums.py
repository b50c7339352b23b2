"""What the data records of an account come to, held against what its trailer and the end record say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caseman.domain.statements import StatementError
from caseman.exchange.zengin_layouts import END_03, TRAILER_01, TRAILER_03, Layout, field_of, place
from caseman.text import T

Number = Callable[[int, bytes, Layout, str], int]  # reads digits at a line; tells where there are none


@dataclass
class Sums:
    """Counts and yen of one account: what came in, and what was cancelled (kind 01) or went out (kind 03)."""

    came: int = 0
    came_total: int = 0
    other: int = 0
    other_total: int = 0

    def add(self, amount: int, *, other: bool) -> None:
        if other:
            self.other += 1
            self.other_total += amount
        else:
            self.came += 1
            self.came_total += amount


def check_trailer(line: int, record: bytes, sums: Sums, number: Number, *, transactions: bool) -> None:
    """Refuse an account whose trailer says something else than its records. Raises `StatementError`."""
    layout = TRAILER_03 if transactions else TRAILER_01
    other = "out" if transactions else "cancelled"
    expected = {
        "in_count": sums.came,
        "in_total": sums.came_total,
        f"{other}_count": sums.other,
        f"{other}_total": sums.other_total,
    }
    if transactions:
        expected["records"] = sums.came + sums.other
    for name, came in expected.items():
        said = number(line, record, layout, name)
        if said != came:
            raise StatementError(
                "trailer",
                T(
                    "The trailer says {said}, the lines before come to {came}: lines are missing or were changed.",
                    said=said,
                    came=came,
                ),
                line=line,
                column=place(layout, name),
            )


def check_end(line: int, record: bytes, accounts: int, number: Number) -> None:
    """Refuse a file of kind 03 whose end record counts other records or accounts. Blank counts say nothing.

    Banks count the end record itself, or leave it out. Raises `StatementError`.
    """
    for name, counts in (("records", (line, line - 1)), ("accounts", (accounts,))):
        said = number(line, record, END_03, name)
        if field_of(record, END_03, name) and said not in counts:
            raise StatementError(
                "end-record",
                T(
                    "The last record says {said}, but {came} came before it: a part of the file is missing. "
                    "Fetch it again.",
                    said=said,
                    came=counts[0],
                ),
                line=line,
                column=place(END_03, name),
            )
