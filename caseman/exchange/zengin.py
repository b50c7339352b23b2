"""Statements in the 200-byte records of 全国銀行協会: kind 01 (formats A and B) and kind 03, with or without line ends.

A file holds, for each account, a header (1), its data (2) and a trailer (8) whose sums must agree. An end record (9)
closes the file: it may be missing in kind 01, and must not in kind 03.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import Final

from caseman.domain.fees import Money
from caseman.domain.statements import (
    BankStatement,
    Deposit,
    OfficeAccount,
    StatementError,
    StatementFormat,
    account_digits,
    resolve_day,
)
from caseman.exchange.zengin_layouts import (
    DATA_03,
    DATA_A,
    DATA_B,
    HEADER_01,
    HEADER_03,
    LONG_AMOUNT,
    Layout,
    field_of,
    place,
    text_of,
)
from caseman.exchange.zengin_records import split_records
from caseman.exchange.zengin_sums import Sums, check_end, check_trailer
from caseman.text import T, Text

_IN, _OUT, _REVISED = "1", "2", "19"
_TRANSACTIONS: Final = b"03"


def read_zengin(data: bytes, account: OfficeAccount, today: date) -> BankStatement:
    """Read a statement of the office's account (without a number: whichever it is of), on a day.

    Raises `StatementError` with line and column for whatever does not agree; then nothing of it is taken.
    """
    return _Reader(split_records(data), account, today).read()


class _Reader:
    """Reads record after record; each belongs to the account of the last header."""

    def __init__(self, records: Sequence[bytes], account: OfficeAccount, today: date) -> None:
        self._records = records
        self._wanted = account
        self._today = today
        self._days: dict[bytes, date | None] = {}
        self._kind = b""  # of every account in the file
        self._found: list[str] = []  # the number of each account, in their order
        self._mine: OfficeAccount | None = None  # the office's account as the file names it
        self._open = False
        self._taken = False
        self._ended = False
        self._long = False
        self._sums = Sums()
        self._format = StatementFormat.DEPOSITS_A
        self._deposits: list[Deposit] = []

    def read(self) -> BankStatement:
        for line, record in enumerate(self._records, start=1):
            if self._ended:
                raise _error("after-end", T("Something follows the last record. Fetch the file again."), line, 1)
            match record[:1]:
                case b"1":
                    self._header(line, record)
                case b"2":
                    self._data(line, record)
                case b"8":
                    self._trailer(line, record)
                case b"9":
                    self._end(line, record)
                case _:
                    raise _error("record-type", T("A record begins with 1, 2, 8 or 9. Fetch the file again."), line, 1)
        last = len(self._records)
        self._expect_closed(last)
        if not self._found:
            raise _error("empty", T("There is no account in this file."), 1, 1)
        if self._kind == _TRANSACTIONS and not self._ended:
            raise _error("no-end", T("The last record (9) is missing: the file was cut. Fetch it again."), last, 1)
        if self._mine is None:
            raise self._other_account()
        return BankStatement(self._format, account_digits(self._mine.number), tuple(self._deposits))

    def _other_account(self) -> StatementError:
        told = T(
            "This statement is of account {found}; the office's is {account}. Fetch that of the office.",
            found=self._found[0],
            account=str(self._wanted),
        )
        return _error("other-account", told, 1, place(_header_of(self._kind), "account"))

    def _header(self, line: int, record: bytes) -> None:
        self._expect_closed(line)
        kind = record[1:3]
        if kind not in (b"01", _TRANSACTIONS):
            told = T(
                "It is of kind “{kind}”. Ask the bank's program for deposits (01) or transactions (03).",
                kind=text_of(kind),
            )
            raise _error("kind", told, line, 2)
        if self._kind not in (b"", kind):
            told = T("Deposits (01) and transactions (03) stand in one file: they would be counted twice.")
            raise _error("two-kinds", told, line, 2)
        if record[3:4] != b"0":
            raise _error("code", T("It is not in JIS (code 0). Export it again as Shift_JIS."), line, 4)
        self._kind = kind
        self._open, self._sums = True, Sums()
        layout = _header_of(kind)
        self._digits(line, record, layout, "account")
        self._choose(line, record, layout)
        self._long = kind == b"01" and _has_long_amounts(self._records[line:])
        if self._taken:
            self._format = self._format_now()

    def _choose(self, line: int, record: bytes, layout: Layout) -> None:
        """Whether the account is the office's. Two that only look alike are not put together."""
        named = OfficeAccount(
            field_of(record, layout, "account"),
            f"{field_of(record, layout, 'bank')}-{field_of(record, layout, 'branch')}",
            field_of(record, layout, "deposit_type"),
        )
        self._found.append(str(named))
        self._taken = self._wanted.may_be(named)
        if not self._taken:
            return
        if self._mine not in (None, named):
            told = T(
                "It holds two accounts that could be the office's: {one} and {other}. Write the number, and the codes "
                "of bank and branch, into the procedure ({header}).",
                one=str(self._mine),
                other=str(named),
                header="[bank_account]",
            )
            raise _error("two-accounts", told, line, place(layout, "account"))
        self._mine = named

    def _format_now(self) -> StatementFormat:
        if self._kind == _TRANSACTIONS:
            return StatementFormat.TRANSACTIONS
        return StatementFormat.DEPOSITS_B if self._long else StatementFormat.DEPOSITS_A

    def _data(self, line: int, record: bytes) -> None:
        if not self._open:
            raise _error("no-header", T("Data come before the header of their account."), line, 1)
        deposit = self._transaction(line, record) if self._kind == _TRANSACTIONS else self._notice(line, record)
        if deposit is not None and self._taken:
            self._deposits.append(deposit)

    def _notice(self, line: int, record: bytes) -> Deposit:
        layout = DATA_B if self._long else DATA_A
        amount = self._number(line, record, layout, "amount")
        if self._long:
            longer = self._number(line, record, layout, "long_amount")
            if amount and longer and amount != longer:
                told = T("Its two amounts differ: {one} and {other}.", one=amount, other=longer)
                raise _error("two-amounts", told, line, place(layout, "long_amount"))
            amount = longer or amount
        cancelled = field_of(record, layout, "cancelled") == "1"
        self._sums.add(amount, other=cancelled)
        return self._deposit(line, record, layout, amount, cancelled=cancelled)

    def _transaction(self, line: int, record: bytes) -> Deposit | None:
        """Money in; what goes out counts for the sums alone, unless it revises a deposit."""
        layout = DATA_03
        amount = self._number(line, record, layout, "amount")
        way = field_of(record, layout, "way")
        if way not in (_IN, _OUT):
            raise _error("way", T("It says neither in (1) nor out (2)."), line, place(layout, "way"))
        self._sums.add(amount, other=way == _OUT)
        revised = field_of(record, layout, "transaction") == _REVISED
        if way == _OUT and not revised:
            return None
        return self._deposit(line, record, layout, amount, cancelled=way == _OUT)

    def _deposit(self, line: int, record: bytes, layout: Layout, amount: int, *, cancelled: bool) -> Deposit:
        if amount == 0:
            raise _error("amount", T("The amount is zero."), line, place(layout, "amount"))
        return Deposit(
            line,
            self._day(line, record, layout),
            Money(amount),
            field_of(record, layout, "payer") or field_of(record, layout, "summary"),
            edi=field_of(record, layout, "edi"),
            bank=field_of(record, layout, "bank"),
            branch=field_of(record, layout, "branch"),
            reference=field_of(record, layout, "reference"),
            cancelled=cancelled,
        )

    def _day(self, line: int, record: bytes, layout: Layout) -> date:
        start, end = layout["day"]
        raw = record[start:end]
        if raw not in self._days:
            self._days[raw] = resolve_day(text_of(raw), self._today)
        day = self._days[raw]
        if day is None:
            told = T(
                "“{day}” is no date of these years. Check it against the bank's list, and fetch the file again.",
                day=text_of(raw),
            )
            raise _error("day", told, line, start + 1)
        if day > self._today:
            told = T("The date {day} lies in the future. Today is {today}.", day=day, today=self._today)
            raise _error("in-future", told, line, start + 1)
        return day

    def _number(self, line: int, record: bytes, layout: Layout, name: str) -> int:
        return int(self._digits(line, record, layout, name))

    def _digits(self, line: int, record: bytes, layout: Layout, name: str) -> str:
        start, end = layout[name]
        raw = record[start:end]
        if not raw.strip():
            return "0"
        if not raw.isdigit():
            column = next(at for at, byte in enumerate(raw, start=start + 1) if not 0x30 <= byte <= 0x39)
            raise _error("digits", T("Digits belong here, not “{found}”.", found=text_of(raw).strip()), line, column)
        return raw.decode("ascii")

    def _trailer(self, line: int, record: bytes) -> None:
        if not self._open:
            raise _error("no-header", T("A trailer comes before the header of its account."), line, 1)
        check_trailer(line, record, self._sums, self._number, transactions=self._kind == _TRANSACTIONS)
        self._open = False

    def _end(self, line: int, record: bytes) -> None:
        self._expect_closed(line)
        if self._kind == _TRANSACTIONS:
            check_end(line, record, len(self._found), self._number)
        self._ended = True

    def _expect_closed(self, line: int) -> None:
        if self._open:
            told = T("The trailer of the account is missing: the file was cut. Fetch it again.")
            raise _error("no-trailer", told, line, 1)


def _error(code: str, told: Text, line: int, column: int) -> StatementError:
    return StatementError(code, told, line=line, column=column)


def _header_of(kind: bytes) -> Layout:
    return HEADER_03 if kind == _TRANSACTIONS else HEADER_01


def _has_long_amounts(following: Sequence[bytes]) -> bool:
    """Whether an account is in format B: each of its data records has twelve digits where format A begins its EDI,
    and they are its amount. An EDI of digits alone would not agree with the amount of ten digits before it.
    """
    layout = DATA_B
    start, end = layout["amount"]
    pairs = [(record[start:end], record[LONG_AMOUNT]) for record in takewhile(lambda each: each[:1] == b"2", following)]
    if not pairs or not all(long.isdigit() for _, long in pairs):
        return False
    if any(not short.strip(b"0 ") for short, _ in pairs):
        return True
    return all(int(long) in (0, int(short)) for short, long in pairs if short.isdigit())
