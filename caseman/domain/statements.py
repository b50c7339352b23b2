"""Bank statements: what a bank says came into an account, and what a deposit is compared by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caseman.domain.fees import Money
from caseman.domain.names import match_key
from caseman.errors import InputError
from caseman.text import T, Text

PAYER_BYTES: Final = 48  # what a record holds of a payer's name; longer ones are cut


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
    """A statement that is not taken, with the place in it. Lines and columns count from 1; 0: the file as a whole."""

    def __init__(self, code: str, what: Text, *, line: int = 0, column: int = 0) -> None:
        place = T("Line {line}, column {column}: {what}", line=str(line), column=str(column), what=what)
        super().__init__(code, place if line else what, field="statement")
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
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

    @property
    def key(self) -> str:
        """What its payer is compared by."""
        return match_key(self.payer)

    @property
    def signed(self) -> Money:
        """What it adds to the account: negative where it was cancelled."""
        return Money(-self.amount.minor, self.amount.currency) if self.cancelled else self.amount


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

    The files do not say which; the day nearest to `near` is meant. None where it is no date in any of them.
    """
    if not re.fullmatch(r"\d{6}", digits):
        return None
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    found = []
    for first in (2018, 1988, 2000):  # Reiwa 1 is 2019, Heisei 1 is 1989
        try:
            found.append(date(first + year, month, day))
        except ValueError:
            continue
    return min(found, key=lambda each: abs(each - near), default=None)


def account_digits(text: str) -> str:
    """An account number as it is compared: its digits without leading zeros."""
    return re.sub(r"\D", "", text).lstrip("0")
