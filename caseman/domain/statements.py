"""Bank statements: what a bank says came into an account, and what a deposit is compared by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final

from caseman.domain.fees import Money
from caseman.domain.names import match_key
from caseman.errors import InputError
from caseman.text import T, Text

PAYER_BYTES: Final = 48  # what a record holds of a payer's name; longer ones are cut
_YEAR_ZERO: Final = (2018, 1988, 2000)  # Reiwa 1 is 2019, Heisei 1 is 1989; or the last two of a western year
_YEARS_NEAR: Final = 2  # a statement is read in its own year or soon after; no two of the above lie so close


class StatementFormat(StrEnum):
    """The layouts that are read. Source: 全国銀行協会, 200-byte records of kinds 01 (in two forms) and 03."""

    DEPOSITS_A = "zengin-01-a"
    DEPOSITS_B = "zengin-01-b"
    TRANSACTIONS = "zengin-03"
    CSV = "csv"

    @property
    def label(self) -> Text:
        return _FORMATS[self]


_FORMATS = {
    StatementFormat.DEPOSITS_A: T("Zengin deposit notices (kind 01, format A)"),
    StatementFormat.DEPOSITS_B: T("Zengin deposit notices (kind 01, format B)"),
    StatementFormat.TRANSACTIONS: T("Zengin transactions (kind 03)"),
    StatementFormat.CSV: T("The bank's CSV"),
}


class StatementError(InputError):
    """A statement that is not taken, with the place in it. Lines and columns count from 1.

    In records without line ends a line is a record; columns are bytes there, and cells in a CSV.
    """

    def __init__(self, code: str, what: Text, *, line: int = 1, column: int = 1) -> None:
        place = T("Line {line}, column {column}: {what}", line=str(line), column=str(column), what=what)
        super().__init__(code, place, field="statement")
        self.line = line
        self.column = column


@dataclass(frozen=True)
class Deposit:
    """One line of money that came in. A cancelled one takes back an earlier one of the same amount and payer."""

    line: int
    day: date
    amount: Money
    payer: str
    edi: str = ""
    bank: str = ""
    branch: str = ""
    reference: str = ""
    cancelled: bool = False

    @cached_property
    def key(self) -> str:
        """What its payer is compared by."""
        return match_key(self.payer)

    @property
    def signed(self) -> Money:
        """What it adds to the account: negative where it was cancelled."""
        return Money(-self.amount.minor, self.amount.currency) if self.cancelled else self.amount


@dataclass(frozen=True)
class OfficeAccount:
    """An account as a file names it, or as the procedure does; what is empty is not known.

    `branch` holds the four digits of the bank and the three of the branch, as 0005-084; `deposit_type` is 1 for an
    ordinary account (普通), 2 for a current one (当座), 4 for savings (貯蓄). Source: 全国銀行協会, 預金種目.
    """

    number: str = ""
    branch: str = ""
    deposit_type: str = ""

    def may_be(self, other: OfficeAccount) -> bool:
        """Whether nothing that both know tells them apart."""
        pairs = (
            (account_digits(self.number), account_digits(other.number)),
            (self.branch, other.branch),
            (self.deposit_type, other.deposit_type),
        )
        return all(not one or not two or one == two for one, two in pairs)

    def __str__(self) -> str:
        """As people say it: the number, with bank and branch where they are known."""
        return " ".join(part for part in (self.branch, account_digits(self.number)) if part)


DEPOSIT_TYPES: Final = {"普通": "1", "当座": "2", "貯蓄": "4"}


@dataclass(frozen=True)
class BankStatement:
    """A whole statement: its format, the account as digits (empty where the file does not say), its deposits."""

    format: StatementFormat
    account: str
    deposits: tuple[Deposit, ...]

    @property
    def total(self) -> Money:
        return Money(sum(deposit.signed.minor for deposit in self.deposits))


def resolve_day(digits: str, near: date) -> date | None:
    """A YYMMDD of a bank's file: a year of the era in use or of the one before, or the last two of a western year.

    The files do not say which: the year that lies within two of `near` is meant, and the day must stand in it. None
    where there is no such year or day, so that 080229 is no day of 2008 because Reiwa 8 has none.
    """
    if not re.fullmatch("[0-9]{6}", digits):
        return None
    for first in _YEAR_ZERO:
        year = first + int(digits[:2])
        if abs(year - near.year) <= _YEARS_NEAR:
            try:
                return date(year, int(digits[2:4]), int(digits[4:]))
            except ValueError:
                return None
    return None


def account_digits(text: str) -> str:
    """An account number as it is compared: its digits without leading zeros."""
    return re.sub(r"\D", "", text).lstrip("0")
