"""定額小為替: postal money orders, in twelve denominations, valid for six months from the day of issue.

Source: Japan Post Bank, 為替 (Postal Money Orders). A payee line that is filled in binds the order to that payee, so
offices ask for it to be left blank.
"""

from __future__ import annotations

import calendar
import dataclasses
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseman.domain.entry import parse_date
from caseman.domain.fees import Money
from caseman.errors import CasemanError, InputError
from caseman.text import T, Text

DENOMINATIONS: Final = (50, 100, 150, 200, 250, 300, 350, 400, 450, 500, 750, 1000)  # yen
_VALID_MONTHS = 6
_LINE = re.compile(r"¥?(?P<each>[0-9][0-9,]{0,8})円?\s*[x×*]\s*(?P<count>[0-9]{1,3})枚?(?P<rest>.*)", re.IGNORECASE)
_BETWEEN = " ,、"


@dataclass(frozen=True)
class MoneyOrders:
    """Orders of one denomination and day; `serials` as they are printed, in their order, where they were written.

    `line` and `column` are where they were written, counted from 1.
    """

    each: int
    count: int
    issued_on: date
    serials: str = ""
    line: int = dataclasses.field(default=1, compare=False)
    column: int = dataclasses.field(default=1, compare=False)

    @property
    def amount(self) -> Money:
        return Money(self.each * self.count)

    @property
    def valid_until(self) -> date:
        """The last day: the corresponding day six months later, or the month's last."""
        year, month = divmod(self.issued_on.year * 12 + self.issued_on.month - 1 + _VALID_MONTHS, 12)
        return date(year, month + 1, min(self.issued_on.day, calendar.monthrange(year, month + 1)[1]))


def parse_money_orders(text: str, field: str | None = None) -> tuple[MoneyOrders, ...]:
    """One line for each denomination: `300 x 3, 2026-11-01, 12345-678901`, full-width too; serials may be missing.

    Raises `InputError` with line and column for a denomination that does not exist, and for what cannot be read.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            found.append(_parse_line(unicodedata.normalize("NFKC", line), number, field))
    return tuple(found)


def _parse_line(line: str, number: int, field: str | None) -> MoneyOrders:
    start = len(line) - len(line.lstrip()) + 1
    found = _LINE.match(line.strip())
    if found is None:
        told = T("Write denomination × count, day of issue and serials, like 500 x 10, 2026-11-01, 12345.")
        raise _wrong("money-order", (number, start), told, field)
    each, count = int(found["each"].replace(",", "")), int(found["count"])
    if each not in DENOMINATIONS:
        told = T("There is no money order of {amount}; there are {all}.", amount=Money(each), all=_denominations())
        raise _wrong("no-such-denomination", (number, start), told, field)
    if not count:
        told = T("Write how many of {amount} there are.", amount=Money(each))
        raise _wrong("no-count", (number, start + found.start("count")), told, field)
    rest = found["rest"].lstrip(_BETWEEN)
    column = start + found.end() - len(rest)
    day, _, serials = rest.partition(",")
    try:
        issued_on = parse_date(day.strip(_BETWEEN))
    except CasemanError as error:
        raise _wrong("issue-day", (number, column), error.text, field) from error
    return MoneyOrders(each, count, issued_on, serials.strip(_BETWEEN), number, column)


def money_order_faults(orders: tuple[MoneyOrders, ...], on: date, *, payee_blank: bool) -> tuple[Text, ...]:
    """Why these orders cannot be cashed on a day, each with its line and column; empty when they can."""
    faults: list[Text] = []
    if orders and not payee_blank:
        faults.append(T("The payee's line is filled in: return the money orders, and ask for ones with a blank line."))
    for each in orders:
        place = (each.line, each.column)
        if each.issued_on > on:
            told = T("The day of issue, {day}, lies in the future: compare it again.", day=each.issued_on)
            faults.append(_at(place, told))
        elif on > each.valid_until:
            told = T(
                "{amount} × {count}, issued on {day}, were valid until {until}: return them, and ask for new ones.",
                amount=Money(each.each),
                count=each.count,
                day=each.issued_on,
                until=each.valid_until,
            )
            faults.append(_at(place, told))
    return tuple(faults)


def orders_total(orders: tuple[MoneyOrders, ...]) -> Money:
    """What they come to."""
    return Money(sum(each.amount.minor for each in orders))


def write_money_orders(orders: tuple[MoneyOrders, ...]) -> str:
    """As `parse_money_orders` reads them."""
    return "\n".join(f"{o.each} x {o.count}, {o.issued_on}, {o.serials}".rstrip(", ") for o in orders)


def _denominations() -> str:
    return ", ".join(f"{each:,}" for each in DENOMINATIONS)


def _at(place: tuple[int, int], what: Text) -> Text:
    """A sentence with its line and column before it."""
    line, column = place
    return T("Line {line}, column {column}: {what}", line=str(line), column=str(column), what=what)


def _wrong(code: str, place: tuple[int, int], what: Text, field: str | None) -> InputError:
    return InputError(code, _at(place, what), field=field)
