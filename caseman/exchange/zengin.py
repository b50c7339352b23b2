"""Statements in the 200-byte records of 全国銀行協会: kind 01 (formats A and B) and kind 03, with or without line ends.

A file holds, for each account, a header (1), its data (2) and a trailer (8) whose sums must agree; an end record (9)
may follow. Text is cp932 or JIS X 0201, one byte a character.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from caseman.domain.fees import Money
from caseman.domain.statements import (
    BankStatement,
    Deposit,
    StatementError,
    StatementFormat,
    account_digits,
    resolve_day,
)
from caseman.text import T

RECORD: Final = 200  # bytes
_ORDER_RECORD = 120  # bytes of a transfer order, which is no statement
_END_OF_FILE = b"\x1a"
_EXTENDED = slice(128, 152)  # format B: amounts of twelve digits, where format A has EDI and blanks

Layout = Mapping[str, tuple[int, int]]


def _layout(*fields: tuple[str, int]) -> Layout:
    """Names with their first byte and their end."""
    places, at = {}, 0
    for name, width in fields:
        places[name] = (at, at + width)
        at += width
    assert at == RECORD, at
    return MappingProxyType(places)


_HEADER_01 = _layout(
    ("type", 1), ("kind", 2), ("code", 1), ("made", 6), ("from", 6), ("to", 6), ("bank", 4), ("bank_name", 15),
    ("branch", 3), ("branch_name", 15), ("deposit_type", 1), ("account", 7), ("holder", 40), ("filler", 93),
)  # fmt: skip
_HEADER_03 = _layout(
    ("type", 1), ("kind", 2), ("code", 1), ("made", 6), ("from", 6), ("to", 6), ("bank", 4), ("bank_name", 15),
    ("branch", 3), ("branch_name", 15), ("dummy", 3), ("deposit_type", 1), ("account", 10), ("holder", 40),
    ("overdraft", 1), ("book", 1), ("opening", 14), ("filler", 71),
)  # fmt: skip
_DATA_A = _layout(
    ("type", 1), ("reference", 6), ("day", 6), ("value_day", 6), ("amount", 10), ("cheques", 10), ("payer_code", 10),
    ("payer", 48), ("bank", 15), ("branch", 15), ("cancelled", 1), ("edi", 20), ("filler", 52),
)  # fmt: skip
_DATA_B = _layout(
    ("type", 1), ("reference", 6), ("day", 6), ("value_day", 6), ("amount", 10), ("cheques", 10), ("payer_code", 10),
    ("payer", 48), ("bank", 15), ("branch", 15), ("cancelled", 1), ("long_amount", 12), ("long_cheques", 12),
    ("edi", 20), ("filler", 28),
)  # fmt: skip
_DATA_03 = _layout(
    ("type", 1), ("reference", 8), ("day", 6), ("value_day", 6), ("way", 1), ("transaction", 2), ("amount", 12),
    ("cheques", 12), ("exchange_day", 6), ("return_day", 6), ("bill", 1), ("bill_number", 7), ("paying_branch", 3),
    ("payer_code", 10), ("payer", 48), ("bank", 15), ("branch", 15), ("summary", 20), ("edi", 20), ("filler", 1),
)  # fmt: skip
_TRAILER_01 = _layout(
    ("type", 1), ("in_count", 6), ("in_total", 12), ("cancelled_count", 6), ("cancelled_total", 12), ("filler", 163),
)  # fmt: skip
_TRAILER_03 = _layout(
    ("type", 1), ("in_count", 6), ("in_total", 13), ("out_count", 6), ("out_total", 13), ("sign", 1), ("closing", 14),
    ("records", 7), ("filler", 139),
)  # fmt: skip
_IN, _OUT, _REVISED = "1", "2", "19"


def looks_zengin(data: bytes) -> bool:
    """Whether a file begins as one of these does; its faults are told by `read_zengin`."""
    start = data[:4]
    return (
        len(start) == 4
        and start[:1] == b"1"
        and start.isdigit()
        and len(data.split(b"\n", 1)[0].rstrip(b"\r")) >= _ORDER_RECORD
    )


def read_zengin(data: bytes, account: str, today: date) -> BankStatement:
    """Read a statement of the office's account (digits; empty: whichever it is of), on a day.

    Raises `StatementError` with line and column for whatever does not agree; then nothing of it is taken.
    """
    return _Reader(account, today).read(list(_records(data)))


def _records(data: bytes) -> Iterator[bytes]:
    """The records, each of 200 bytes, whatever ends them."""
    data = data.rstrip(_END_OF_FILE + b"\r\n")
    if b"\r" not in data and b"\n" not in data:
        whole = [data[at : at + RECORD] for at in range(0, len(data), RECORD)]
    else:
        whole = [line for line in data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n") if line]
    for number, record in enumerate(whole, start=1):
        if len(record) != RECORD:
            raise _bad_length(whole, number, record)
        yield record


def _bad_length(whole: list[bytes], number: int, record: bytes) -> StatementError:
    first = whole[0]
    joined = sum(map(len, whole))
    if len(first) == _ORDER_RECORD or (len(whole) <= 1 + joined // RECORD and _ordered(first)):
        return StatementError(
            "order-not-statement",
            T("Its records have 120 bytes: that is a transfer order. Ask the bank's program for the deposits."),
            line=1,
            column=1,
        )
    if any(byte >= 0x80 for byte in record) and _is_utf8(record):
        return StatementError(
            "utf8",
            T("It is written in UTF-8, which breaks its columns. Export it again as Shift_JIS, without converting it."),
            line=number,
            column=next(at for at, byte in enumerate(record, start=1) if byte >= 0x80),
        )
    return StatementError(
        "cut",
        T(
            "This record has {count} bytes instead of 200: the file was cut or changed. Fetch it again.",
            count=len(record),
        ),
        line=number,
        column=min(len(record), RECORD) + 1,
    )


def _ordered(first: bytes) -> bool:
    """Whether a first record is a transfer order's: salaries 11, 12, 71, 72, transfers 21, debits 91."""
    return first[1:3] in (b"11", b"12", b"21", b"71", b"72", b"91")


def _is_utf8(record: bytes) -> bool:
    """A record may be cut within a character."""
    for cut in range(4):
        try:
            record[: len(record) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False


@dataclass
class _Sums:
    """What the data records of one account came to, to compare with its trailer."""

    count: int = 0
    total: int = 0
    other_count: int = 0
    other_total: int = 0
    records: int = 0


class _Reader:
    """Reads record after record; each belongs to the account of the last header."""

    def __init__(self, account: str, today: date) -> None:
        self._wanted = account_digits(account)
        self._today = today
        self._accounts: list[str] = []
        self._header: str | None = None  # the kind of the account that is open
        self._mine = False
        self._sums = _Sums()
        self._format = StatementFormat.DEPOSITS_A
        self._deposits: list[Deposit] = []

    def read(self, records: list[bytes]) -> BankStatement:
        for line, record in enumerate(records, start=1):
            match record[:1]:
                case b"1":
                    self._open(line, record, records)
                case b"2":
                    self._data(line, record)
                case b"8":
                    self._close(line, record)
                case b"9":
                    self._expect_closed(line)
                case _:
                    raise StatementError(
                        "record-type",
                        T("A record begins with 1, 2, 8 or 9. Fetch the file again."),
                        line=line,
                        column=1,
                    )
        self._expect_closed(len(records))
        if not self._accounts:
            raise StatementError("empty", T("There is no account in this file."))
        mine = [each for each in self._accounts if not self._wanted or each == self._wanted]
        if not mine:
            raise StatementError(
                "other-account",
                T(
                    "This statement is of account {found}; the office's is {account}. Fetch that of the office.",
                    found=self._accounts[0],
                    account=self._wanted,
                ),
                line=1,
                column=_place(_HEADER_03 if self._format is StatementFormat.TRANSACTIONS else _HEADER_01, "account"),
            )
        return BankStatement(self._format, mine[0], tuple(self._deposits))

    def _open(self, line: int, record: bytes, records: list[bytes]) -> None:
        self._expect_closed(line)
        kind = record[1:3]
        if kind not in (b"01", b"03"):
            raise StatementError(
                "kind",
                T(
                    "It is of kind “{kind}”. Ask the bank's program for deposits (01) or transactions (03).",
                    kind=_text(kind),
                ),
                line=line,
                column=2,
            )
        layout = _HEADER_01 if kind == b"01" else _HEADER_03
        if record[3:4] != b"0":
            raise StatementError(
                "code", T("It is not in JIS (code 0). Export it again as Shift_JIS."), line=line, column=4
            )
        self._header = kind.decode()
        found = account_digits(self._digits(line, record, layout, "account"))
        self._accounts.append(found)
        self._mine = not self._wanted or found == self._wanted
        self._sums = _Sums()
        if kind == b"03":
            self._format = StatementFormat.TRANSACTIONS
        elif _has_long_amounts(records):
            self._format = StatementFormat.DEPOSITS_B

    def _data(self, line: int, record: bytes) -> None:
        if self._header is None:
            raise StatementError("no-header", T("Data come before the header of their account."), line=line, column=1)
        self._sums.records += 1
        deposit = self._transaction(line, record) if self._header == "03" else self._notice(line, record)
        if deposit is not None and self._mine:
            self._deposits.append(deposit)

    def _notice(self, line: int, record: bytes) -> Deposit:
        long = self._format is StatementFormat.DEPOSITS_B
        layout = _DATA_B if long else _DATA_A
        amount = int(self._digits(line, record, layout, "amount"))
        if long:
            longer = int(self._digits(line, record, layout, "long_amount"))
            if amount and longer and amount != longer:
                raise StatementError(
                    "two-amounts",
                    T("Its two amounts differ: {one} and {other}.", one=amount, other=longer),
                    line=line,
                    column=_place(layout, "long_amount"),
                )
            amount = longer or amount
        cancelled = _field(record, layout, "cancelled") == "1"
        if cancelled:
            self._sums.other_count += 1
            self._sums.other_total += amount
        else:
            self._sums.count += 1
            self._sums.total += amount
        return self._deposit(line, record, layout, amount, cancelled=cancelled)

    def _transaction(self, line: int, record: bytes) -> Deposit | None:
        """Money in; what goes out counts for the sums alone, unless it revises a deposit."""
        layout = _DATA_03
        amount = int(self._digits(line, record, layout, "amount"))
        way = _field(record, layout, "way")
        if way not in (_IN, _OUT):
            raise StatementError(
                "way", T("It says neither in (1) nor out (2)."), line=line, column=_place(layout, "way")
            )
        if way == _IN:
            self._sums.count += 1
            self._sums.total += amount
        else:
            self._sums.other_count += 1
            self._sums.other_total += amount
        revised = _field(record, layout, "transaction") == _REVISED
        if way == _OUT and not revised:
            return None
        return self._deposit(line, record, layout, amount, cancelled=way == _OUT)

    def _deposit(self, line: int, record: bytes, layout: Layout, amount: int, *, cancelled: bool) -> Deposit:
        if amount == 0:
            raise StatementError("amount", T("The amount is zero."), line=line, column=_place(layout, "amount"))
        return Deposit(
            line,
            self._day(line, record, layout),
            Money(amount),
            _field(record, layout, "payer") or _summary(record, layout),
            edi=_field(record, layout, "edi"),
            bank=_field(record, layout, "bank"),
            branch=_field(record, layout, "branch"),
            reference=_field(record, layout, "reference"),
            cancelled=cancelled,
        )

    def _day(self, line: int, record: bytes, layout: Layout) -> date:
        written = _field(record, layout, "day")
        day = resolve_day(written, self._today)
        if day is None:
            raise StatementError("day", T("“{day}” is no date.", day=written), line=line, column=_place(layout, "day"))
        if day > self._today:
            raise StatementError(
                "in-future",
                T("The date {day} lies in the future. Today is {today}.", day=day, today=self._today),
                line=line,
                column=_place(layout, "day"),
            )
        return day

    def _digits(self, line: int, record: bytes, layout: Layout, name: str) -> str:
        start, end = layout[name]
        raw = record[start:end]
        if not raw.strip():
            return "0"
        if not raw.isdigit():
            column = next(at for at, byte in enumerate(raw, start=start + 1) if not 0x30 <= byte <= 0x39)
            raise StatementError(
                "digits", T("Digits belong here, not “{found}”.", found=_text(raw).strip()), line=line, column=column
            )
        return raw.decode("ascii")

    def _close(self, line: int, record: bytes) -> None:
        if self._header is None:
            raise StatementError(
                "no-header", T("A trailer comes before the header of its account."), line=line, column=1
            )
        layout = _TRAILER_03 if self._header == "03" else _TRAILER_01
        other = "out" if self._header == "03" else "cancelled"
        sums = self._sums
        expected = {
            "in_count": sums.count,
            "in_total": sums.total,
            f"{other}_count": sums.other_count,
            f"{other}_total": sums.other_total,
        }
        if self._header == "03":
            expected["records"] = sums.records
        for name, came in expected.items():
            said = int(self._digits(line, record, layout, name))
            if said != came:
                raise StatementError(
                    "trailer",
                    T(
                        "The trailer says {said}, the lines before come to {came}: lines are missing or were changed.",
                        said=said,
                        came=came,
                    ),
                    line=line,
                    column=_place(layout, name),
                )
        self._header = None

    def _expect_closed(self, line: int) -> None:
        if self._header is not None:
            raise StatementError(
                "no-trailer",
                T("The trailer of the account is missing: the file was cut. Fetch it again."),
                line=line,
                column=1,
            )


def _has_long_amounts(records: list[bytes]) -> bool:
    """Format B has 24 digits in every data record where format A has EDI and blanks."""
    data = [record[_EXTENDED] for record in records if record[:1] == b"2"]
    return bool(data) and all(each.isdigit() for each in data)


def _summary(record: bytes, layout: Layout) -> str:
    return _field(record, layout, "summary") if "summary" in layout else ""


def _field(record: bytes, layout: Layout, name: str) -> str:
    start, end = layout[name]
    return _text(record[start:end]).strip()


def _text(raw: bytes) -> str:
    """cp932 holds JIS X 0201; a character that was cut in half, or that it does not know, is shown as such."""
    return raw.decode("cp932", "replace")


def _place(layout: Layout, name: str) -> int:
    return layout[name][0] + 1
