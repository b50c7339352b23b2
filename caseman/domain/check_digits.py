"""Check digits of identity documents: they tell a misread or mistyped number, and advise no more than that.

Sources: ICAO Doc 9303, Part 3, section 4.9 (weights 7, 3, 1) and Part 4 (the two lines of a passport). The rule for
driver's licence numbers is published by third parties, not by the police: advice only, never a reason to refuse.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseman.text import T, Text

_WEIGHTS = (7, 3, 1)
_FILLER = "<"
_LINE = re.compile(
    r"([A-Z0-9<]{9})([0-9])([A-Z<]{3})([0-9<]{6})([0-9])([MFX<])([0-9]{6})([0-9])([A-Z0-9<]{14})([0-9<])([0-9])"
)
_LENGTH = 44


class ZoneField(StrEnum):
    """The parts of a passport's second line that a check digit guards."""

    NUMBER = "number"
    BIRTH_DATE = "birth_date"
    EXPIRY = "expiry"
    PERSONAL = "personal"
    WHOLE = "whole"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    ZoneField.NUMBER: T("passport number"),
    ZoneField.BIRTH_DATE: T("date of birth"),
    ZoneField.EXPIRY: T("date of expiry"),
    ZoneField.PERSONAL: T("personal number"),
    ZoneField.WHOLE: T("whole line"),
}


@dataclass(frozen=True)
class PassportZone:
    """The second line of a passport's machine readable zone.

    Dates are YYMMDD, as printed; a part of the birth date that nobody knows is `<` (Doc 9303, Part 4).
    """

    born: str
    expires: str
    wrong: tuple[ZoneField, ...]  # whose check digit does not hold

    @property
    def expires_on(self) -> date | None:
        """The expiry as a date of this century; None for no date. Machine readable passports end after 2000."""
        try:
            return date(2000 + int(self.expires[:2]), int(self.expires[2:4]), int(self.expires[4:]))
        except ValueError:
            return None

    def born_on(self, day: date) -> bool:
        """Whether the birth date may be this day, as far as the line tells."""
        return all(sign in (_FILLER, digit) for sign, digit in zip(self.born, f"{day:%y%m%d}", strict=True))


def mrz_check_digit(field: str) -> int:
    """The check digit of a field of the machine readable zone: ICAO Doc 9303, Part 3, section 4.9.

    Digits count as they are, A to Z as 10 to 35, the filler `<` as 0; weights 7, 3, 1; the sum modulo 10. Raises
    `ValueError` for any other sign.
    """
    return sum(_value(sign) * _WEIGHTS[place % 3] for place, sign in enumerate(field)) % 10


def read_passport_zone(text: str) -> PassportZone | None:
    """The second line of a passport in what was typed (both lines or that one); None where there is none.

    Full-width signs, spaces and lower case are folded.
    """
    folded = unicodedata.normalize("NFKC", text).upper().replace("«", "<<")
    lines = ["".join(line.split()) for line in folded.splitlines()]
    for line in (*reversed(lines), "".join(lines)[-_LENGTH:]):
        match = _LINE.fullmatch(line)
        if match is not None:
            return _passport(match)
    return None


def passport_zone_advice(
    text: str, *, birth_date: date | None = None, expires_on: date | None = None
) -> tuple[Text, ...]:
    """What the machine readable zone says against what was read or typed; empty when nothing, or nothing was typed.

    A wrong check digit mostly means a misread sign. It is advice: the office judges the document.
    """
    if not text.strip():
        return ()
    zone = read_passport_zone(text)
    if zone is None:
        return (T("This is not the second line of a passport: it has 44 signs, letters, digits and “<”."),)
    told = [T("The check digit does not fit: {part}. Read the line again.", part=part.label) for part in zone.wrong]
    if birth_date is not None and not zone.born_on(birth_date):
        told.append(T("The passport's line gives another date of birth than the form."))
    if expires_on is not None and zone.expires_on != expires_on:
        told.append(T("The passport's line gives another date of expiry than was entered."))
    return tuple(told)


def licence_check_digit(first_ten: str) -> int:
    """The eleventh digit of a driver's licence number, from the first ten.

    Weights 5, 4, 3, 2, 7, 6, 5, 4, 3, 2; 11 less the remainder modulo 11, of which the last digit counts (so a
    remainder of 0 gives 1, and of 1 gives 0). Published by third parties alone.
    """
    total = sum(int(digit) * weight for digit, weight in zip(first_ten, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True))
    return (11 - total % 11) % 10


def licence_number_holds(number: str) -> bool:
    """Whether this may be a driver's licence number: twelve digits, the eleventh of which fits the first ten."""
    digits = fold_digits(number)
    return len(digits) == 12 and digits.isdecimal() and licence_check_digit(digits[:10]) == int(digits[10])


def licence_number_advice(number: str) -> Text | None:
    """What seems wrong with a driver's licence number; None when nothing, or nothing was typed. Never a refusal."""
    digits = fold_digits(number)
    if not digits:
        return None
    if len(digits) != 12 or not digits.isdecimal():
        return T("A driver's licence number has 12 digits.")
    if not licence_number_holds(digits):
        return T("The check digit of the licence number does not seem to fit: read it again.")
    return None


def fold_digits(text: str) -> str:
    """Full-width digits made plain; spaces and dashes dropped."""
    return "".join(
        sign for sign in unicodedata.normalize("NFKC", text) if not sign.isspace() and sign not in "-‐‑‒–—―−ー"
    )


def _value(sign: str) -> int:
    if sign == _FILLER:
        return 0
    if "0" <= sign <= "9" or "A" <= sign <= "Z":
        return int(sign, 36)
    msg = f"not a sign of a machine readable zone: {sign!r}"
    raise ValueError(msg)


def _passport(match: re.Match[str]) -> PassportZone:
    number, number_digit, _nationality, born, born_digit, _sex, expires, expires_digit, personal, *rest = match.groups()
    personal_digit, whole_digit = rest
    guarded = {
        ZoneField.NUMBER: (number, number_digit),
        ZoneField.BIRTH_DATE: (born, born_digit),
        ZoneField.EXPIRY: (expires, expires_digit),
        # An empty personal number may have the filler for its digit (Doc 9303, Part 4).
        ZoneField.PERSONAL: (
            personal,
            "0" if personal_digit == _FILLER and not personal.strip(_FILLER) else personal_digit,
        ),
        ZoneField.WHOLE: (
            number + number_digit + born + born_digit + expires + expires_digit + personal + personal_digit,
            whole_digit,
        ),
    }
    wrong = tuple(part for part, (field, digit) in guarded.items() if str(mrz_check_digit(field)) != digit)
    return PassportZone(born, expires, wrong)
