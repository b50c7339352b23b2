"""Statements of every layout are read alike; what does not agree is told with line and column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from caseman.domain.names import match_key
from caseman.domain.statements import StatementError, StatementFormat, resolve_day
from caseman.exchange.bank_statement import read_statement
from caseman.offices.schema import MUFG, StatementColumns
from tests.exchange.bank_files import ACCOUNT, MUFG_HEADINGS, Told, mufg, notices, transactions

_TODAY = date(2026, 11, 24)
_TOLD = (
    Told(date(2026, 11, 20), 5250, "タカハシ イチロウ"),
    Told(date(2026, 11, 20), 4810, "P-2026-0002 キョウコ ガンマー", edi="0002"),
    Told(date(2026, 11, 21), 10500, "ヲノダ ヨウコ"),
)


def _read(data: bytes, account: str = ACCOUNT) -> object:
    return read_statement(data, account, (MUFG,), _TODAY)


@pytest.mark.parametrize("ends", [b"", b"\r\n", b"\n", b"\r"])
@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda told, ends: notices(told, ends=ends), StatementFormat.DEPOSITS_A),
        (lambda told, ends: notices(told, ends=ends, long=True), StatementFormat.DEPOSITS_B),
        (lambda told, ends: transactions(told, ends=ends, out=1200), StatementFormat.TRANSACTIONS),
    ],
)
def test_every_layout_says_the_same(make: Callable[..., bytes], kind: StatementFormat, ends: bytes) -> None:
    found = read_statement(make(_TOLD, ends), ACCOUNT, (MUFG,), _TODAY)
    assert (found.format, found.account, found.total.minor) == (kind, "340535", 20_560)
    assert [(d.day, d.amount.minor, d.cancelled) for d in found.deposits] == [(t.day, t.amount, False) for t in _TOLD]
    assert [d.key for d in found.deposits] == [match_key(t.payer) for t in _TOLD]
    assert found.deposits[1].edi == "0002"


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_a_bank_s_csv_is_read_through_its_columns(encoding: str) -> None:
    found = read_statement(mufg(_TOLD, encoding=encoding), ACCOUNT, (MUFG,), _TODAY)
    assert found.format is StatementFormat.CSV
    assert [(d.day, d.amount.minor, d.key) for d in found.deposits] == [
        (t.day, t.amount, match_key(t.payer)) for t in _TOLD
    ]


def test_another_bank_is_a_map_and_no_code() -> None:
    bank = StatementColumns(name="見本銀行", day="取引日", amount_in="入金", payer="振込人")
    lines = (
        "明細書,見本銀行",
        "",
        "取引日,出金,入金,振込人",
        "令和8年11月20日,,5250,タカハシ",
        "20261121,300,,フリコミ",
        "",
    )
    (deposit,) = read_statement("\n".join(lines).encode(), "", (MUFG, bank), _TODAY).deposits
    assert (deposit.line, deposit.day, deposit.amount.minor) == (4, date(2026, 11, 20), 5250)


def test_a_cancelled_deposit_takes_its_amount_back() -> None:
    told = (*_TOLD, Told(date(2026, 11, 22), 5250, "タカハシ イチロウ", cancelled=True))
    for data in (notices(told), transactions(told)):
        found = read_statement(data, ACCOUNT, (), _TODAY)
        assert [d.cancelled for d in found.deposits] == [False, False, False, True]
        assert found.total.minor == 15_310


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("081124", date(2026, 11, 24)),  # Reiwa 8
        ("261124", date(2026, 11, 24)),  # the bank writes western years
        ("310430", date(2019, 4, 30)),  # Heisei 31
        ("010501", date(2019, 5, 1)),
        ("081324", None),
        ("0811 4", None),
    ],
)
def test_a_year_without_its_era_is_the_nearest(digits: str, day: date | None) -> None:
    near = date(2019, 6, 1) if day and day.year == 2019 else _TODAY
    assert resolve_day(digits, near) == day


def _changed(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


_A = notices(_TOLD)
_DATA = 200  # where the first data record begins
_REFUSED: dict[str, tuple[bytes, str, int, int]] = {
    "empty": (b" \r\n", "empty", 0, 0),
    "cut in the middle": (_A[:450], "cut", 3, 51),
    "cut between records": (_A[:600], "no-trailer", 3, 1),
    "another account": (notices(_TOLD, account="1234567"), "other-account", 1, 61),
    "wrong count": (_changed(_A, 801, b"000004"), "trailer", 5, 2),
    "wrong total": (_changed(_A, 807, b"000000020561"), "trailer", 5, 8),
    "a negative amount": (_changed(_A, _DATA + 19, b"-000005250"), "digits", 2, 20),
    "no date": (_changed(_A, _DATA + 7, b"081332"), "day", 2, 8),
    "a date next year": (_changed(_A, _DATA + 7, b"090105"), "in-future", 2, 8),
    "UTF-8": ("\n".join(_A[at : at + 200].decode("cp932") for at in range(0, 1200, 200)).encode(), "utf8", 1, 27),
    "120 bytes": ((b"1210" + b"0" * 116 + b"\r\n") * 3, "order-not-statement", 1, 1),
    "EBCDIC": (_changed(_A, 3, b"1"), "code", 1, 4),
    "another kind": (_changed(_A, 1, b"02"), "kind", 1, 2),
    "another record": (_changed(_A, 200, b"5"), "record-type", 2, 1),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "unknown-format", 1, 1),
    "other headings": ("日付,名前\n2026-11-20,タカハシ\n".encode(), "unknown-format", 1, 1),
    "CSV: a negative amount": (mufg(_TOLD).replace(b"5,250", b"-5,250", 1), "negative-amount", 3, 5),
    "CSV: next year": (mufg(_TOLD).replace(b"2026/11/20", b"2027/01/05", 1), "in-future", 3, 1),
    "CSV: no day": (mufg(_TOLD).replace(b"2026/11/20", b"2026/11/31", 1), "no-such-day", 3, 1),
    "CSV: cut": (mufg(_TOLD)[:-22], "csv", 5, 1),
    "CSV: cut within a letter": (mufg(_TOLD)[:-60], "encoding", 5, 17),
    "CSV: few cells": (f"{MUFG_HEADINGS}\n2026/11/20,x\n".encode(), "short-line", 2, 2),
}


@pytest.mark.parametrize(("data", "code", "line", "column"), _REFUSED.values(), ids=_REFUSED)
def test_what_does_not_agree_is_told_with_its_place(data: bytes, code: str, line: int, column: int) -> None:
    with pytest.raises(StatementError) as refused:
        _read(data)
    error = refused.value
    assert (error.code, error.line, error.column) == (code, line, column)
    assert str(error).endswith(".")
