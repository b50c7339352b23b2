"""A file of 全国銀行協会 taken apart into its records; what is no such file is told with the reason and the place."""

from __future__ import annotations

import re
from typing import Final

from caseman.domain.statements import StatementError
from caseman.exchange.zengin_layouts import RECORD
from caseman.text import T

_ORDER_RECORD: Final = 120  # bytes of a transfer order, which is no statement
_ORDERS: Final = (b"11", b"12", b"21", b"71", b"72", b"91")  # salaries 11, 12, 71, 72, transfers 21, debits 91
_END_OF_FILE: Final = b"\x1a"
_BOM: Final = b"\xef\xbb\xbf"
_ENDS: Final = re.compile(rb"\r\n|\r|\n")


def looks_zengin(data: bytes) -> bool:
    """Whether a file begins as one of these does; its faults are told by `split_records`."""
    data = data.removeprefix(_BOM)
    start = data[:4]
    return (
        len(start) == 4
        and start[:1] == b"1"
        and start.isdigit()
        and len(data.split(b"\n", 1)[0].rstrip(b"\r")) >= _ORDER_RECORD
    )


def split_records(data: bytes) -> list[bytes]:
    """The records, each of 200 bytes, whatever ends them.

    Raises `StatementError` for a transfer order, for UTF-8, and for a record of another length.
    """
    _refuse_utf8(data)
    data = data.rstrip(_END_OF_FILE + b"\r\n")
    if b"\r" not in data and b"\n" not in data:
        whole = [data[at : at + RECORD] for at in range(0, len(data), RECORD)]
    else:
        whole = [line for line in _ENDS.split(data) if line]
    for number, record in enumerate(whole, start=1):
        if len(record) != RECORD:
            raise _bad_length(whole, number, record)
    return whole


def _bad_length(whole: list[bytes], number: int, record: bytes) -> StatementError:
    first = whole[0]
    if len(first) == _ORDER_RECORD or first[1:3] in _ORDERS:
        return StatementError(
            "order-not-statement",
            T("Its records have 120 bytes: that is a transfer order. Ask the bank's program for the deposits."),
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


def _refuse_utf8(data: bytes) -> None:
    """A file in UTF-8 has characters of several bytes, which move every column behind them.

    The whole file is judged: two half-width kana of cp932 can look like one character of UTF-8, a file of them cannot.
    """
    if data.isascii():
        return
    first = next(iter(re.finditer(rb"[\x80-\xff]", data))).start()
    if not data.startswith(_BOM) and not _is_utf8(data):
        return
    before = _ENDS.split(data[:first])
    line, column = len(before), len(before[-1]) + 1
    if b"\n" not in data and b"\r" not in data:
        line, column = first // RECORD + 1, first % RECORD + 1
    raise StatementError(
        "utf8",
        T("It is written in UTF-8, which breaks its columns. Export it again as Shift_JIS, without converting it."),
        line=line,
        column=column,
    )


def _is_utf8(data: bytes) -> bool:
    """Whether all of it is UTF-8 with a character of three bytes, as kana have; the last one may be cut."""
    for cut in range(4):
        try:
            text = data[: len(data) - cut].decode("utf-8")
        except UnicodeDecodeError as error:
            if error.start < len(data) - 4:
                return False
            continue
        return any("\u0800" <= sign <= "\uffff" for sign in text)
    return False
