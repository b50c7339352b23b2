"""What a person types, read into values: dates, postal codes, amounts, lines of text, tracking numbers.

Full-width signs, the dash of any keyboard and the habits of Japanese forms are taken as they are meant. What cannot
be taken raises `InputError` for the field that the caller names.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from itertools import pairwise

from caseman.domain.eras import names_era, no_such_day, parse_era
from caseman.domain.fees import Money
from caseman.domain.post import MailClass
from caseman.errors import CasemanError, InputError, InputErrors
from caseman.text import Language, T, say_date

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー─", "-"))
_DATE = re.compile(r"([0-9]{4})\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?")
_EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WEEKDAY = re.compile(r"\s*\((?P<weekday>[月火水木金土日]|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\)$", re.IGNORECASE)
_FIRST_YEAR, _LAST_YEAR = 1873, 2199  # before: another calendar; after: a slip of the finger

_MOST = 999_999_999_999
_LONGEST_NUMBER = 15  # digits; the longest that is no slip has twelve
_BEFORE_YEN, _AFTER_YEN = ("¥", "\\", "JPY"), ("円也", "円", "JPY")
_OTHER_MARKS = {"EUR": ("€", "EUR"), "GBP": ("£", "GBP"), "USD": ("$", "USD")}
_NUMBER = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]+))?")

# Signs that take no ink though they count as letters: fillers of Hangul, a blank of braille, variation selectors.
_NO_INK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u200c\u200d")
_SELECTORS = re.compile("[\ufe00-\ufe0f\u180b-\u180d\u180f\U000e0100-\U000e01ef]")

_JOINERS = "\u200c\u200d"  # zero-width joiners shape letters of some scripts; other invisible signs only deceive
_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")

_S10 = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_COURIER = re.compile(r"[0-9A-Z]{8,20}")


def parse_date(text: str, field: str | None = None) -> date:
    """A day from 2026-11-24, 2026/11/24, 2026.11.24, 20261124, 2026年11月24日, or 令和8年11月24日 and R8.11.24.

    A weekday in brackets behind it is compared. Raises `InputError`, naming a day that does not exist.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    weekday = _WEEKDAY.search(plain)
    written = plain[: weekday.start()] if weekday else plain
    day = parse_era(written, field) if names_era(written) else _western_date(written, field)
    if weekday and f"({weekday['weekday']})".lower() not in _both_weekdays(day):
        raise InputError(
            "weekday", T("{day} falls on another weekday than the one written. Check both.", day=day), field=field
        )
    return day


def _western_date(written: str, field: str | None) -> date:
    found = _DATE.fullmatch(written) or _EIGHT_DIGITS.fullmatch(written)
    if found is None:
        raise InputError("not-a-date", T("Write the date like 2026-11-24, 20261124 or 令和8年11月24日."), field=field)
    year, month, day = map(int, found.groups())
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise InputError("year", T("The year {year} cannot be right. Check it.", year=str(year)), field=field)
    try:
        return date(year, month, day)
    except ValueError:
        raise no_such_day(written, field) from None


def _both_weekdays(day: date) -> str:
    """The weekday in brackets, as the program itself prints it in either language."""
    printed = " ".join(say_date(day, language) for language in Language)
    return unicodedata.normalize("NFKC", printed).lower()


def parse_postal_code(text: str, field: str | None = None) -> str:
    """A Japanese postal code as `107-8349`. Raises `InputError` unless there are seven digits."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).replace("〒", "")
    digits = re.sub(r"[\s-]", "", plain)
    if not re.fullmatch("[0-9]+", digits):
        raise InputError("postal-code", T("Write the postal code in seven digits, like 107-8349."), field=field)
    if len(digits) != 7:
        raise InputError(
            "postal-code-length",
            T(
                "A postal code has seven digits, like 107-8349; this one has {count}.",
                count=len(digits),
            ),
            field=field,
        )
    return f"{digits[:3]}-{digits[3:]}"


def parse_amount(text: str, currency: str = "JPY", field: str | None = None) -> Money:
    """An amount of money from 5250, ５，２５０円, ¥5,250- or 金5,250円也; yen have no decimals, others two at most.

    Raises `InputError` for a negative amount, another currency's sign, misplaced separators, yen with decimals.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    if re.match(r"[¥\\$€£]?\s*[-▲△(]", plain):
        raise InputError("negative-amount", T("An amount cannot be negative. Write it without a sign."), field=field)
    decimals = 0 if currency == "JPY" else 2
    found = _NUMBER.fullmatch(_without_marks(plain, currency))
    part = (found["part"] or "") if found else ""
    if found is None or len(part) > decimals:
        example = Money(5250 * 10**decimals, currency)
        raise InputError(
            "not-an-amount", T("Write the amount in digits, like {example}.", example=example), field=field
        )
    digits = found["whole"].replace(",", "") + part.ljust(decimals, "0")
    minor = int(digits[: _LONGEST_NUMBER + 1])  # what is longer is too large however it goes on
    if len(digits) > _LONGEST_NUMBER or minor > _MOST:
        raise InputError("amount-too-large", T("This amount is too large to be right. Check it."), field=field)
    return Money(minor, currency)


def _without_marks(plain: str, currency: str) -> str:
    if currency == "JPY":
        return _without_yen_marks(plain)
    for mark in _OTHER_MARKS.get(currency, (currency,)):
        plain = plain.removeprefix(mark).removesuffix(mark).strip()
    return plain


def _without_yen_marks(plain: str) -> str:
    """Each mark is taken off by hand: an expression for all of them takes cubic time over a long row of blanks."""
    left = plain.removeprefix("金").lstrip().removesuffix("-").rstrip()
    for mark in _BEFORE_YEN:
        if left[: len(mark)].upper() == mark:
            left = left[len(mark) :].lstrip()
            break
    for mark in _AFTER_YEN:
        if left[-len(mark) :].upper() == mark:
            return left[: -len(mark)].rstrip()
    return left


def clean_line(text: str, field: str | None = None, limit: int = 200) -> str:
    """One line of text as written, without control and invisible signs; a line break becomes a space.

    Variant forms of kanji (variation sequences) and full-width signs stay; what would show nothing at all is empty.
    Raises `InputError` when more than `limit` characters are left.
    """
    return _within(_something(_visible(_BREAKS.sub(" ", text).replace("\t", " ")).strip()), field, limit)


def clean_text(text: str, field: str | None = None, limit: int = 10_000) -> str:
    """Text of several lines, cleaned as `clean_line` does; lines end in a line feed, blank ends go."""
    lines = (_visible(line.replace("\t", " ")).rstrip() for line in _BREAKS.split(text))
    return _within(_something("\n".join(lines).strip()), field, limit)


def parse_count(text: str, most: int) -> int | None:
    """A number of things from 1 to `most`, in digits of any width; None for anything else."""
    plain = unicodedata.normalize("NFKC", text[:20]).strip()
    if not re.fullmatch("[0-9]{1,9}", plain) or len(text) > 20:
        return None
    return int(plain) if 1 <= int(plain) <= most else None


def _something(text: str) -> str:
    """The text, or "" where it shows nothing: a name of nothing but such signs is none."""
    return text if any(c not in _NO_INK and not c.isspace() for c in _SELECTORS.sub("", text)) else ""


def _visible(text: str) -> str:
    return "".join(c for c in text if c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def _within(text: str, field: str | None, limit: int) -> str:
    if len(text) > limit:
        raise InputError(
            "too-long",
            T("This is {count} characters long; {limit} fit. Shorten it.", count=len(text), limit=limit),
            field=field,
        )
    return text


def check_post_dates(arrived_on: date, postmarked_on: date | None, today: date, office_since: date) -> None:
    """Refuse dates of an envelope that cannot be: `InputErrors` with the fields `arrived_on`, `postmarked_on`."""
    faults: list[CasemanError] = []
    if arrived_on > today:
        text = T("{day} is still to come: an envelope cannot have arrived then. Check the day.", day=arrived_on)
        faults.append(InputError("arrival-in-future", text, field="arrived_on"))
    if arrived_on < office_since:
        text = T("{day} is before this office opened ({since}). Check the year.", day=arrived_on, since=office_since)
        faults.append(InputError("arrival-before-office", text, field="arrived_on"))
    if postmarked_on is not None and postmarked_on > arrived_on:
        text = T(
            "The postmark ({postmark}) is later than the arrival ({arrival}). Check both days.",
            postmark=postmarked_on,
            arrival=arrived_on,
        )
        faults.append(InputError("postmark-after-arrival", text, field="postmarked_on"))
    if faults:
        raise InputErrors(tuple(faults))


def check_tracking_number(text: str, mail_class: MailClass, field: str | None = None) -> str:
    """A tracking number as the label groups it; empty stays empty.

    Japan Post: 11 digits on registered and specified record mail, 12 on parcels and Letter Pack, the last one being
    the rest of all before it divided by seven (7DR); or UPU standard S10 as in AA123456785JP. Couriers differ: 8 to
    20 letters and digits pass unchecked. Raises `InputError` for anything else, and for ordinary mail, which has none.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).upper()
    number = re.sub(r"[\s-]", "", plain)
    if not number:
        return ""
    if not mail_class.tracked:
        raise InputError(
            "not-tracked",
            T(
                "“{mail}” has no tracking number. Leave it empty, or choose how the item really went.",
                mail=mail_class.label,
            ),
            field=field,
        )
    if mail_class is MailClass.COURIER:
        return _courier_number(number, field)
    return _japan_post_number(number, field)


def _courier_number(number: str, field: str | None) -> str:
    if not _COURIER.fullmatch(number):
        raise InputError(
            "tracking-number", T("A courier's number has 8 to 20 letters and digits. Check it."), field=field
        )
    return number


def _japan_post_number(number: str, field: str | None) -> str:
    domestic = re.fullmatch("[0-9]{11,12}", number) is not None
    if not domestic and not _S10.fullmatch(number):
        raise InputError(
            "tracking-number",
            T("Write the 11 or 12 digits of the label, like 123-45-67890-3, or its letters like AA123456785JP."),
            field=field,
        )
    right = int(number[:-1]) % 7 == int(number[-1]) if domestic else _s10_digit(number[2:10]) == int(number[10])
    if not right:
        raise InputError(
            "tracking-check-digit",
            T("The check digit of {number} does not fit: compare each digit with the label.", number=number),
            field=field,
        )
    if not domestic:
        return number
    cuts = (0, 3, 5, 10, 11) if len(number) == 11 else (0, 4, 8, 12)
    return "-".join(number[a:b] for a, b in pairwise(cuts))


def _s10_digit(serial: str) -> int:
    """The check digit of UPU standard S10: 11 less the weighted sum modulo 11; 10 becomes 0 and 11 becomes 5."""
    rest = 11 - sum(w * int(d) for w, d in zip(_S10_WEIGHTS, serial, strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest)
