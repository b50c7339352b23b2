"""Statements made from the record layouts: kinds 01 (formats A and B) and 03, with or without line ends, and CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import jaconv


@dataclass(frozen=True)
class Told:
    """A deposit as a bank tells it."""

    day: date
    amount: int
    payer: str
    cancelled: bool = False
    edi: str = ""
    reference: int = 0  # the bank's inquiry number; 0: its place in the file


ACCOUNT = "0340535"


def era_day(day: date, *, western: bool = False) -> str:
    """YYMMDD with the year of Reiwa, or the last two digits of the western one."""
    return f"{day.year % 100 if western else day.year - 2018:02d}{day:%m%d}"


def kana(name: str) -> str:
    """As bank files write names: half-width, no small kana, a hyphen for the long vowel, no ヲ."""
    large = str.maketrans("ァィゥェォッャュョヮーヲ", "アイウエオツヤユヨワ-オ")
    return str(jaconv.z2h(name.translate(large).replace("　", " "), kana=True, ascii=True, digit=True))


def _text(text: str, width: int) -> bytes:
    return kana(text).encode("cp932")[:width].ljust(width)


def _number(value: int, width: int) -> bytes:
    return str(value).rjust(width, "0").encode()


def notices(
    told: Sequence[Told],
    *,
    long: bool = False,
    both: bool = False,
    western: bool = False,
    ends: bytes = b"",
    account: str = ACCOUNT,
    branch: str = "084",
) -> bytes:
    """Kind 01, in format A or B (`long`, where `both` amounts may be given), each record followed by `ends`."""
    head = b"1010" + b"081124" * 3 + b"0005" + _text("ミツビシ", 15) + branch.encode() + _text("アオヤマ", 15) + b"1"
    records = [(head + account.encode() + _text("オークネツト", 40)).ljust(200)]
    for at, each in enumerate(told, start=1):
        record = b"2" + _number(each.reference or at, 6) + era_day(each.day, western=western).encode() * 2
        record += (
            _number(0 if long and not both else each.amount, 10)
            + _number(0, 10)
            + _number(0, 10)
            + _text(each.payer, 48)
        )
        record += _text("ギンコウ", 15) + _text("シテン", 15) + (b"1" if each.cancelled else b" ")
        if long:
            record += _number(each.amount, 12) + _number(0, 12)
        records.append((record + _text(each.edi, 20)).ljust(200))
    came = [each for each in told if not each.cancelled]
    gone = [each for each in told if each.cancelled]
    trailer = b"8" + b"".join(
        _number(len(some), 6) + _number(sum(each.amount for each in some), 12) for some in (came, gone)
    )
    return b"".join(record + ends for record in (*records, trailer.ljust(200), b"9".ljust(200)))


def transactions(told: Sequence[Told], *, ends: bytes = b"", out: int = 0, western: bool = False) -> bytes:
    """Kind 03; `out` yen went out between."""
    head = b"1030" + b"081124" * 3 + b"0005" + _text("ミツビシ", 15) + b"084" + _text("アオヤマ", 15) + b"0001"
    head += _number(int(ACCOUNT), 10) + _text("オークネツト", 40) + b"11" + _number(100_000, 14)
    records = [head.ljust(200)]
    lines = [
        (each.day, each.amount, each.payer, each.edi, b"2" if each.cancelled else b"1", each.cancelled) for each in told
    ]
    if out:
        lines.insert(1, (told[0].day, out, "デンキダイ", "", b"2", False))
    for at, (day, amount, payer, edi, way, revised) in enumerate(lines, start=1):
        record = (
            b"2" + _number(at, 8) + era_day(day, western=western).encode() * 2 + way + (b"19" if revised else b"11")
        )
        record += _number(amount, 12) + _number(0, 12) + b"000000" * 2 + b" " + b" " * 7 + b"084" + _number(0, 10)
        record += (
            _text(payer, 48) + _text("ギンコウ", 15) + _text("シテン", 15) + _text("フリコミ", 20) + _text(edi, 20)
        )
        records.append(record.ljust(200))
    came = [amount for _, amount, _, _, way, _ in lines if way == b"1"]
    gone = [amount for _, amount, _, _, way, _ in lines if way == b"2"]
    trailer = b"8" + _number(len(came), 6) + _number(sum(came), 13) + _number(len(gone), 6) + _number(sum(gone), 13)
    trailer += b"1" + _number(0, 14) + _number(len(lines), 7)
    records.append(trailer.ljust(200))
    end = b"9" + _number(len(records) + 1, 10) + _number(1, 5)
    return b"".join(record + ends for record in (*records, end.ljust(200)))


MUFG_HEADINGS = "日付,摘要,摘要内容,支払い金額,預かり金額,差引残高,メモ,未資金化区分,入払区分"
_OPENING = 100_000  # yen


def mufg(told: Sequence[Told], *, encoding: str = "cp932", quoted: bool = True) -> bytes:
    """The CSV as MUFG writes it: full-width kana, U+2212 as the long vowel, separators in amounts, a running balance.

    Without quotation marks the amounts have no separators.
    """
    balance = _OPENING
    rows = [["2026/11/2", "口座振替", "デンキ", "1200", "", str(balance), "", "", "支払い"]]
    for each in told:
        balance += each.amount
        payer = jaconv.h2z(each.payer, kana=True, ascii=True, digit=True).replace("ー", "−")
        day = f"{each.day:%Y/%m/%d}"
        rows.append([day, "振込１", payer, "", str(each.amount), str(balance), "", "", "預かり"])
    if quoted:
        rows = [[f'"{int(cell):,}"' if cell.isdigit() else f'"{cell}"' for cell in row] for row in rows]
    return ("\r\n".join([MUFG_HEADINGS, *map(",".join, rows)]) + "\r\n").encode(encoding)
