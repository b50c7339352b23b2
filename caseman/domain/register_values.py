"""One cell of a register read into a value: days, yen, words. What cannot be right is told, never guessed.

Dates may be written in any customary way, with their era or without, full-width, or be the day number of a
spreadsheet (ECMA-376 Part 1, 18.17.4: days since 1899-12-30, or since 1904-01-01).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Final

from caseman.domain.entry import parse_amount, parse_date
from caseman.domain.eras import ERAS
from caseman.errors import InputError
from caseman.text import T, Text

Cell = str | date

_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_DAY_NUMBER: Final = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
_TIME: Final = re.compile(r"(?<=[0-9日])[ T]\s*[0-9]{1,2}[:時][0-9]{1,2}.*$", re.DOTALL)
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−ー─", "-"))
_SHORT: Final = re.compile(r"([0-9]{1,2})\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?")
_NO_YEAR: Final = re.compile(r"[0-9]{1,2}\s*[月/.-]\s*[0-9]{1,2}\s*日?")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})\.?"
_MONTH_FIRST: Final = re.compile(
    rf"{_MONTH}\s*(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{{4}})", re.IGNORECASE
)
_MONTH_SECOND: Final = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[\s-]*{_MONTH},?[\s-]*(?P<year>[0-9]{{4}}|[0-9]{{2}})", re.IGNORECASE
)
_YEAR_LAST: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_NEAR: Final = 15  # years back within which a year without its era or century is looked for
_NOTHING: Final = frozenset(
    {
        "",
        "-",
        "--",
        "/",
        "なし",
        "無し",
        "無",
        "未",
        "未定",
        "未了",
        "該当なし",
        "n/a",
        "na",
        "none",
        "nil",
        "*",
        "…",
        "・",
    }
)
_NO_FEE: Final = frozenset({"無料", "免除", "不要", "なし", "無し", "無", "free", "none", "waived", "nil"})
_DECIMALS: Final = re.compile(r"\.0+$")

# What a spreadsheet shows where a value is lost: too narrow a column, a broken formula.
_LOST_VALUE: Final = re.compile(
    r"#{2,}|#(?:REF|VALUE|NAME|DIV/0|NULL|NUM)[!?]|#N/A|#(?:SPILL|CALC|GETTING_DATA)!?", re.IGNORECASE
)
_ERROR_VALUE: Final = re.compile(rf"\s*(?:{_LOST_VALUE.pattern})\s*", re.IGNORECASE)
_LOST_SIGN: Final = re.compile("[\ufffd〓\ue000-\uf8ff\x00]")
_EAST_ASIAN: Final = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LOST_BETWEEN: Final = re.compile(rf"[?？](?=[{_EAST_ASIAN}])|[{_EAST_ASIAN}][?](?=[{_EAST_ASIAN}?])")


def says_nothing(written: Cell) -> bool:
    """Whether a cell is empty, or says in a customary way that there is nothing."""
    if isinstance(written, date):
        return False
    return not written or unicodedata.normalize("NFKC", written).translate(_DASHES).strip().casefold() in _NOTHING


def read_day(written: Cell, today: date, *, since_1904: bool = False) -> date | None:
    """The day that a cell tells; None for nothing. Raises `InputError` for what is no day, or could be several."""
    if isinstance(written, date):
        return written.date() if isinstance(written, datetime) else written
    if says_nothing(written):
        return None
    if lost_value(written):
        raise InputError("lost", LOST_VALUE)
    plain = unicodedata.normalize("NFKC", written).strip()
    number = _DAY_NUMBER.fullmatch(plain)
    if number is not None:
        return (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(days=int(number[1]))
    plain = _TIME.sub("", plain)
    named = _named_month(plain)
    if named is not None:
        return named
    dashed = plain.translate(_DASHES)
    short = _SHORT.fullmatch(dashed)
    if short is not None:
        year, month, day = map(int, short.groups())
        return _near(year, month, day, plain, today)
    if _NO_YEAR.fullmatch(dashed):
        raise InputError("no-year", T("The year is missing. Write the whole date."))
    return parse_date(plain)


def _named_month(written: str) -> date | None:
    """1 April 2026, April 1, 2026, 1-Apr-26; and 13/4/2026, where only one order makes a day."""
    found = _MONTH_FIRST.fullmatch(written) or _MONTH_SECOND.fullmatch(written)
    if found is not None:
        month = _MONTHS.index(found["month"][:3].lower()) + 1
        year = int(found["year"])
        return _exact(year if year > 99 else 2000 + year, month, int(found["day"]), written)
    numbers = _YEAR_LAST.fullmatch(written)
    if numbers is None:
        return None
    first, second, year = map(int, numbers.groups())
    days = [_exact(year, month, day, written) for month, day in {(first, second), (second, first)} if month <= 12]
    if len(set(days)) > 1:
        told = T("{written} could be {days}. Write the era or the whole year.", written=written, days=sorted(days))
        raise InputError("ambiguous-day", told)
    return days[0] if days else None


def _exact(year: int, month: int, day: int, written: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        told = T("{written} is not a day of the calendar. Check it against the paper.", written=written)
        raise InputError("no-such-day", told) from None


def _near(year: int, month: int, day: int, written: str, today: date) -> date:
    """A day whose year has neither era nor century, where only one is meant near today."""
    years = {era.first_year + year - 1: era for era in ERAS if year}
    found = []
    for whole, era in [*years.items(), (2000 + year, None)]:
        try:
            each = date(whole, month, day)
        except ValueError:
            continue
        if (era is None or era.covers(each)) and today.year - _NEAR <= whole <= today.year + 1:
            found.append(each)
    days = sorted(set(found))
    if len(days) == 1:
        return days[0]
    if not days:
        told = T("{written} is not a day of the calendar near today. Write the era or the whole year.", written=written)
        raise InputError("no-such-day", told)
    raise InputError(
        "ambiguous-day", T("{written} could be {days}. Write the era or the whole year.", written=written, days=days)
    )


def read_yen(written: Cell) -> int | None:
    """Yen; 0 where the cell says that nothing is asked, None where it says nothing. Raises `InputError`."""
    if isinstance(written, date):
        raise InputError("not-an-amount", T("This is a date, not an amount of money."))
    plain = unicodedata.normalize("NFKC", written).translate(_DASHES).strip()
    if not plain:
        return None
    if lost_value(written):
        raise InputError("lost", LOST_VALUE)
    if plain.casefold() in _NO_FEE:
        return 0
    if plain.casefold() in _NOTHING:
        return None
    return parse_amount(_DECIMALS.sub("", plain)).minor


def lost_value(written: Cell) -> bool:
    """Whether the spreadsheet lost the whole value: `#####`, `#REF!`."""
    return isinstance(written, str) and "#" in written and _ERROR_VALUE.fullmatch(written) is not None


def lost_in_name(written: str) -> Text | None:
    """What was lost where a name, an address or a reading stands: any question mark counts there."""
    if lost_value(written):
        return LOST_VALUE
    found = _LOST_SIGN.search(written) or re.search("[?？]", written)
    return None if found is None else _lost(found[0])


def lost_in_text(written: str) -> Text | None:
    """What was lost in running text, where a question may be asked too."""
    if lost_value(written):
        return LOST_VALUE
    found = _LOST_SIGN.search(written) or _LOST_BETWEEN.search(written)
    return None if found is None else _lost(next(sign for sign in found[0] if sign in "?？" or _LOST_SIGN.match(sign)))


def _lost(sign: str) -> Text:
    if sign == "\0" or "\ue000" <= sign <= "\uf8ff":
        return T(
            "There is a sign that only one machine could show ({code}). Compare the paper.",
            code=f"U+{ord(sign):04X}",
        )
    return T("“{sign}” stands where a character was lost before. Compare the paper.", sign=sign)


LOST_VALUE: Final = T("The spreadsheet lost this value. Look for it in an older copy or on the paper.")


def text_of(written: Cell) -> str:
    """A cell as a text: a real date as ISO 8601."""
    if isinstance(written, datetime):
        return written.date().isoformat()
    return written.isoformat() if isinstance(written, date) else written
