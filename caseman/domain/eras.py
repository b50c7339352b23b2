"""Japanese eras: printed as letters need them, read as people type them.

Sources: Era Name Act (元号法, Act No. 43 of 1979) and the cabinet orders under it, No. 1 of 1989 for 平成 and
No. 143 of 2019 for 令和; for the older ones the edicts of 1868-10-23 (明治 1 runs from the Gregorian
1868-01-25), 1912-07-30 and 1926-12-25. Days are Gregorian since 1873-01-01 (Dajokan edict No. 337 of 1872);
those of 明治 1 to 5 were lunisolar, so they are neither read nor printed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from caseman.errors import InputError
from caseman.text import T, Text

GREGORIAN_SINCE = date(1873, 1, 1)


@dataclass(frozen=True)
class Era:
    """An era: its name, the letter forms use for it, the calendar year of its first year, its days."""

    name: str
    letter: str
    first_year: int
    first_day: date
    last_day: date | None

    def covers(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def year_of(self, day: date) -> int:
        """The year of the era, counted from 1."""
        return day.year - self.first_year + 1


# A new era begins on the day of the change, so the old one ends the day before.
_CHANGES = (
    ("明治", "M", date(1868, 1, 25)),
    ("大正", "T", date(1912, 7, 30)),
    ("昭和", "S", date(1926, 12, 25)),
    ("平成", "H", date(1989, 1, 8)),
    ("令和", "R", date(2019, 5, 1)),
)
_ENDS = (*(day - timedelta(days=1) for _, _, day in _CHANGES[1:]), None)
ERAS = tuple(Era(name, letter, day.year, day, end) for (name, letter, day), end in zip(_CHANGES, _ENDS, strict=True))

_MARK = "(?:明治|大正|昭和|平成|令和|明|大|昭|平|令|[MTSHR])"
_BEGINS = re.compile(_MARK + r"\s*(?:元|[0-9])", re.IGNORECASE)
_WRITTEN = re.compile(
    rf"(?P<era>{_MARK})\s*"
    r"(?P<year>元|[0-9]{1,2})\s*[年./-]\s*"
    r"(?P<month>[0-9]{1,2})\s*[月./-]\s*"
    r"(?P<day>[0-9]{1,2})\s*日?",
    re.IGNORECASE,
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー・", "-"))


def era_of(day: date) -> Era:
    """The era of a day. Raises `InputError` before 1873."""
    if day < GREGORIAN_SINCE:
        raise InputError("before-eras", _too_early(day))
    return next(era for era in ERAS if era.covers(day))


def era_year(day: date) -> str:
    """令和8年, and 元年 for a first year."""
    era = era_of(day)
    year = era.year_of(day)
    return f"{era.name}{'元' if year == 1 else year}年"


def era_date(day: date) -> str:
    """令和8年11月24日, as a letter is dated. Raises `InputError` before 1873."""
    return f"{era_year(day)}{day.month}月{day.day}日"


def short_era_year(day: date) -> str:
    """R8, as document numbers write it; a first year is R1."""
    era = era_of(day)
    return f"{era.letter}{era.year_of(day)}"


def names_era(text: str) -> bool:
    """Whether text begins like a date with its era, right or wrong as that date may be."""
    return _BEGINS.match(_plain(text)) is not None


def parse_era(text: str, field: str | None = None) -> date:
    """Read 令和8年4月1日, 令和元年5月1日, R8.4.1, H31/4/30, ㍼64年1月7日, full-width too.

    Raises `InputError` when it is not such a date, no day of the calendar, or outside the era it names.
    """
    found = _WRITTEN.fullmatch(_plain(text))
    if found is None:
        raise InputError(
            "not-an-era-date",
            T("Write the date with its era like 令和8年4月1日 or R8.4.1."),
            field=field,
        )
    era = next(e for e in ERAS if found["era"].upper() in (e.name, e.name[0], e.letter))
    year = 1 if found["year"] == "元" else int(found["year"])
    return _day_in(era, year, int(found["month"]), int(found["day"]), field)


def _plain(text: str) -> str:
    """Half width, every dash one: NFKC also spells out the signs ㍻ and ㋿."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


def _day_in(era: Era, year: int, month: int, day_of_month: int, field: str | None) -> date:
    written = f"{era.name}{'元' if year == 1 else year}年{month}月{day_of_month}日"
    try:
        day = date(era.first_year + year - 1, month, day_of_month)
    except ValueError:
        raise no_such_day(written, field) from None
    if not era.covers(day):
        raise InputError("outside-era", _outside(era, day, written), field=field)
    if day < GREGORIAN_SINCE:
        raise InputError("before-eras", _too_early(day), field=field)
    return day


def no_such_day(written: str, field: str | None) -> InputError:
    """The refusal of 30 February, in any calendar."""
    text = T("{written} is not a day of the calendar. Check it against the paper.", written=written)
    return InputError("no-such-day", text, field=field)


def _outside(era: Era, day: date, written: str) -> Text:
    if era.last_day is not None and day > era.last_day:
        return T(
            "{written} does not exist: {era} ended on {last}, so this day is {right}.",
            written=written,
            era=era.name,
            last=era.last_day,
            right=era_date(day),
        )
    if day < GREGORIAN_SINCE:
        return _too_early(day)
    return T(
        "{written} does not exist: {era} began on {first}, so this day is {right}.",
        written=written,
        era=era.name,
        first=era.first_day,
        right=era_date(day),
    )


def _too_early(day: date) -> Text:
    return T("{day} lies before 1873, when Japan took up this calendar.", day=day)
