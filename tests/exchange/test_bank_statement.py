"""Statements of every layout are read alike; what does not agree is told with line and column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.names import match_key
from caseman.domain.statements import BankStatement, OfficeAccount, StatementError, StatementFormat, resolve_day
from caseman.exchange.bank_statement import read_statement
from caseman.offices.fee_schema import MUFG, StatementColumns
from tests.exchange.bank_files import ACCOUNT, MUFG_HEADINGS, Told, kana, mufg, notices, transactions

_TODAY = date(2026, 11, 24)
_TOLD = (
    Told(date(2026, 11, 20), 5250, "タカハシ イチロウ"),
    Told(date(2026, 11, 20), 4810, "P-2026-0002 キョウコ ガンマー", edi="0002"),
    Told(date(2026, 11, 21), 10500, "ヲノダ ヨウコ"),
)


_OURS = OfficeAccount(ACCOUNT)


def _read(data: bytes, account: OfficeAccount = _OURS, today: date = _TODAY) -> BankStatement:
    return read_statement(data, account, (MUFG,), today)


def _refusal(data: bytes, account: OfficeAccount = _OURS, today: date = _TODAY) -> StatementError:
    with pytest.raises(StatementError) as refused:
        _read(data, account, today)
    told = str(refused.value)
    assert told.startswith(f"Line {refused.value.line}, column {refused.value.column}: ")
    assert told.endswith(".")
    assert min(refused.value.line, refused.value.column) >= 1
    return refused.value


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
    found = _read(make(_TOLD, ends))
    assert (found.format, found.account, found.total.minor) == (kind, "340535", 20_560)
    assert [(d.day, d.amount.minor, d.cancelled) for d in found.deposits] == [(t.day, t.amount, False) for t in _TOLD]
    assert [d.key for d in found.deposits] == [match_key(t.payer) for t in _TOLD]
    assert found.deposits[1].edi == "0002"


_DEPOSITS = st.builds(
    Told,
    day=st.dates(date(2025, 1, 1), _TODAY),
    amount=st.integers(1, 9_999_999_999),
    payer=st.sampled_from(
        ["タカハシ イチロウ", "P-2026-0042 リヨウ", "カ)ミホン", "ア" * 48, "\\TARO~", "ヅジン ヴイ"]
    ),
    cancelled=st.booleans(),
    edi=st.sampled_from(["", "20260042", "1" * 20, "セイキユウ 7"]),
)


@given(
    told=st.lists(_DEPOSITS, min_size=1, max_size=6),
    layout=st.sampled_from(["A", "B", "B with both amounts", "03"]),
    western=st.booleans(),
    ends=st.sampled_from([b"", b"\r\n", b"\n", b"\r"]),
    tail=st.sampled_from([b"", b"\x1a", b"\r\n\r\n", b"\n\n\x1a", b"\r\n\x1a\r\n"]),
)
def test_what_was_written_in_any_variant_is_read(
    told: list[Told], layout: str, western: bool, ends: bytes, tail: bytes
) -> None:
    if layout == "03":
        data = transactions(told, ends=ends, western=western, out=1200)
    else:
        data = notices(told, long=layout != "A", both="both" in layout, western=western, ends=ends)
    found = [(d.day, d.amount.minor, d.payer, d.edi, d.cancelled) for d in _read(data + tail).deposits]
    assert found == [(t.day, t.amount, kana(t.payer), kana(t.edi), t.cancelled) for t in told]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_a_bank_s_csv_is_read_through_its_columns(encoding: str) -> None:
    found = _read(mufg(_TOLD, encoding=encoding))
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
    (deposit,) = read_statement("\n".join(lines).encode(), OfficeAccount(), (MUFG, bank), _TODAY).deposits
    assert (deposit.line, deposit.day, deposit.amount.minor) == (4, date(2026, 11, 20), 5250)


def test_a_cancelled_deposit_takes_its_amount_back() -> None:
    told = (*_TOLD, Told(date(2026, 11, 22), 5250, "タカハシ イチロウ", cancelled=True))
    for data in (notices(told), transactions(told)):
        found = _read(data)
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
        ("080229", None),  # Reiwa 8 has no such day, and 2008 is not meant
        ("060229", date(2024, 2, 29)),
        ("050101", None),  # neither 2023 nor 2005 lies near
    ],
)
def test_a_year_without_its_era_is_the_nearest(digits: str, day: date | None) -> None:
    near = date(2019, 6, 1) if day and day.year == 2019 else _TODAY
    assert resolve_day(digits, near) == day


def _changed(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


_A = notices(_TOLD)
_DATA = 200  # where the first data record begins
_T = transactions(_TOLD)
_UTF8 = b"\n".join(_A[at : at + 200].decode("cp932").encode() for at in range(0, 1200, 200))
_REFUSED: dict[str, tuple[bytes, str, int, int]] = {
    "empty": (b" \r\n", "empty-file", 1, 1),
    "cut in the middle": (_A[:450], "cut", 3, 51),
    "cut between records": (_A[:600], "no-trailer", 3, 1),
    "another account": (notices(_TOLD, account="1234567"), "other-account", 1, 61),
    "wrong count": (_changed(_A, 801, b"000004"), "trailer", 5, 2),
    "wrong total": (_changed(_A, 807, b"000000020561"), "trailer", 5, 8),
    "a negative amount": (_changed(_A, _DATA + 19, b"-000005250"), "digits", 2, 20),
    "no date": (_changed(_A, _DATA + 7, b"081332"), "day", 2, 8),
    "a date next year": (_changed(_A, _DATA + 7, b"090105"), "in-future", 2, 8),
    "UTF-8": (_UTF8, "utf8", 1, 27),
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
    "a day that its year has not": (_changed(_A, _DATA + 7, b"080229"), "day", 2, 8),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + _UTF8, "utf8", 1, 1),
    "UTF-8 without line ends": (_UTF8.replace(b"\n", b""), "utf8", 1, 27),
    "03: the last record is missing": (_T[:-200], "no-end", 5, 1),
    "03: another count of records": (_changed(_T, 1001, b"0000000009"), "end-record", 6, 2),
    "03: another count of accounts": (_changed(_T, 1011, b"00002"), "end-record", 6, 12),
    "03: more after the last record": (_T + _T, "after-end", 7, 1),
    "01: more after the last record": (_A + _A, "after-end", 7, 1),
    "01 and 03 in one": (_A[:-200] + _T, "two-kinds", 6, 2),
    "CSV: an amount ends in a minus": (mufg(_TOLD).replace(b'"5,250"', b'"5,250-"', 1), "negative-amount", 3, 5),
    "CSV: an overlong amount": (mufg(_TOLD).replace(b'"5,250"', b'"' + b"9" * 5000 + b'"'), "amount-too-large", 3, 5),
    "CSV: a separator without quotes": (mufg(_TOLD, quoted=False).replace(b",5250,", b",5,250,"), "long-line", 3, 10),
    "CSV: a line is missing": (
        b"".join(mufg(_TOLD).splitlines(keepends=True)[at] for at in (0, 1, 2, 4)),
        "balance",
        4,
        6,
    ),
    "CSV: an amount was changed": (mufg(_TOLD).replace(b'"4,810"', b'"4,811"'), "balance", 4, 6),
    "CSV: a line after one of two lines": (
        mufg(_TOLD).replace(b'"2026/11/21"', b'"2026/11/31"').replace("振込１".encode("cp932"), b"a\r\nb", 1),
        "no-such-day",
        6,
        1,
    ),
    "CSV: few cells": (f"{MUFG_HEADINGS}\n2026/11/20,x\n".encode(), "short-line", 2, 2),
}


@pytest.mark.parametrize(("data", "code", "line", "column"), _REFUSED.values(), ids=_REFUSED)
def test_what_does_not_agree_is_told_with_its_place(data: bytes, code: str, line: int, column: int) -> None:
    error = _refusal(data)
    assert (error.code, error.line, error.column) == (code, line, column)


_WHOLE = {
    "01": notices(_TOLD),
    "01 in lines": notices(_TOLD, ends=b"\r\n"),
    "03": transactions(_TOLD, out=1200),
    "03 in lines": transactions(_TOLD, ends=b"\n"),
    "CSV": mufg(_TOLD, quoted=False),
    "CSV in quotes": mufg(_TOLD),
}


@pytest.mark.parametrize("data", _WHOLE.values(), ids=_WHOLE)
def test_a_file_that_was_cut_anywhere_is_refused_or_holds_whole_deposits(data: bytes) -> None:
    """No cut makes another amount of one; in records only what closes the file may be missing."""
    whole = [(d.day, d.amount, d.payer) for d in _read(data).deposits]
    taken = 0
    codes = set()
    for end in range(len(data)):
        try:
            found = _read(data[:end]).deposits
        except StatementError as error:
            codes.add(error.code)
            continue
        taken += 1
        assert [(d.day, d.amount, d.payer) for d in found] == whole[: len(found)]
        assert data.count(b",") or len(found) == len(whole)
    assert taken < len(data) / 10 + 200
    assert "utf8" not in codes


def test_a_file_of_two_accounts_that_was_cut_between_them_is_refused() -> None:
    one, other = transactions(_TOLD)[:-200], transactions([Told(date(2026, 11, 20), 300, "ミホン")])
    last = b"9" + b"0000000009" + b"00002"
    assert _read(one + other[:-200] + last.ljust(200)).total.minor == 20_860
    assert _refusal(one).code == "no-end"


def test_an_account_is_told_apart_by_more_than_its_number() -> None:
    other = notices([Told(date(2026, 11, 20), 300, "ミホン")], branch="777")
    both = notices(_TOLD)[:-200] + other
    ours = OfficeAccount(ACCOUNT, "0005-084", "1")
    assert (_read(both, ours).total.minor, _read(both, ours).account) == (20_560, "340535")
    assert _refusal(other, ours).code == "other-account"
    assert _refusal(notices(_TOLD), OfficeAccount(ACCOUNT, "", "2")).code == "other-account"
    for unsure in (OfficeAccount(ACCOUNT), OfficeAccount()):
        told = _refusal(both, unsure)
        assert (told.code, told.line) == ("two-accounts", 6)


def test_the_format_of_each_account_is_its_own() -> None:
    ours, theirs = notices(_TOLD, long=True)[:-200], notices(_TOLD, account="7654321")[:-200]
    for data in (ours + theirs, theirs + ours):
        found = _read(data)
        assert (found.format, found.total.minor, found.deposits[1].edi) == (StatementFormat.DEPOSITS_B, 20_560, "0002")


def test_digits_in_the_edi_are_no_long_amount() -> None:
    told = [Told(date(2026, 11, 20), 5250, "タカハシ", edi="1" * 20)]
    (deposit,) = _read(notices(told)).deposits
    assert (deposit.amount.minor, deposit.edi) == (5250, "1" * 20)
    blank = notices(_TOLD, long=True).replace(b"0" * 12 + b"0002", b" " * 12 + b"0002")
    assert _read(blank).format is StatementFormat.DEPOSITS_B


def test_signs_that_a_terminal_obeys_become_blanks() -> None:
    data = notices([Told(date(2026, 11, 20), 5250, "ABCDEF")]).replace(b"ABCDEF", b"A\x1b[31m")
    assert _read(data).deposits[0].payer == "A [31m"
    assert _read(mufg(_TOLD).replace("振込１".encode("cp932"), b"\x1b[31m\x00")).deposits[0].edi == "[31m"


@pytest.mark.parametrize("written", ["0", "-", "－", "＊", "**", "0円", "¥0", "00", "ー", " "])
def test_nothing_came_in_however_a_bank_writes_it(written: str) -> None:
    data = f'{MUFG_HEADINGS}\n2026/11/20,x,y,,"{written}",,,,\n2026/11/20,x,y,,7,,,,\n'.encode()
    assert [d.amount.minor for d in _read(data).deposits] == [7]


def test_a_line_of_sums_is_no_deposit() -> None:
    data = mufg(_TOLD) + '"合計","","","1,200","20,560","","","",""\r\n'.encode("cp932")
    assert _read(data).total.minor == 20_560


def test_balances_are_followed_from_either_end_and_over_gaps() -> None:
    head, *lines = mufg(_TOLD).splitlines(keepends=True)
    assert _read(head + b"".join(reversed(lines))).total.minor == 20_560
    gap = mufg(_TOLD).replace(b'"105,250"', b'""')
    assert _read(gap).total.minor == 20_560
    assert _refusal(gap.replace(b'"110,060"', b'"110,061"')).code == "balance"
    overdrawn = f"{MUFG_HEADINGS}\n2026/11/20,x,y,900,,-500,,,\n2026/11/20,x,y,,300,▲200,,,\n".encode()
    assert _read(overdrawn).total.minor == 300
