"""Check digits: they find misread numbers and only advise (ICAO Doc 9303, Parts 3 and 4)."""

from __future__ import annotations

from datetime import date

import jaconv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.check_digits import (
    PassportZone,
    ZoneField,
    fold_digits,
    licence_check_digit,
    licence_number_advice,
    licence_number_holds,
    mrz_check_digit,
    passport_zone_advice,
    read_passport_zone,
)

# The specimen of Doc 9303, Part 4, Appendix B.
FIRST = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
SECOND = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
BORN, EXPIRES = date(1974, 8, 12), date(2012, 4, 15)
SOUND = PassportZone("740812", "120415", ())
NOT_A_LINE = "This is not the second line of a passport: it has 44 signs, letters, digits and “<”."


@pytest.mark.parametrize(
    ("field", "digit"),
    [
        ("520727", 3),  # Doc 9303, Part 3, Appendix A, examples 1 and 2
        ("AB2134<<<", 5),
        ("L898902C3", 6),  # Part 4, Appendix B
        ("740812", 2),
        ("120415", 9),
        ("ZE184226B<<<<<", 1),
        ("L898902C3674081221204159ZE184226B<<<<<1", 0),
        ("", 0),
        ("<<<<<<<<<<<<<<", 0),
    ],
)
def test_check_digits_as_published(field: str, digit: int) -> None:
    assert mrz_check_digit(field) == digit


@pytest.mark.parametrize("field", ["a", "é", "一", "-", " ", "１"])
def test_a_sign_the_zone_does_not_have_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match="not a sign of a machine readable zone"):
        mrz_check_digit(field)


@pytest.mark.parametrize(
    "typed",
    [
        SECOND,
        f"{FIRST}\n{SECOND}",
        f"{SECOND}\n{FIRST}",
        FIRST + SECOND,
        f"{SECOND[:20]}\n{SECOND[20:]}",
        SECOND.lower(),
        f"  {SECOND}\r\n",
        " ".join(SECOND),
        jaconv.h2z(SECOND, ascii=True, digit=True),
        SECOND.replace("<<", "«"),
    ],
)
def test_the_specimen_is_read_however_it_was_typed(typed: str) -> None:
    assert read_passport_zone(typed) == SOUND
    assert passport_zone_advice(typed, birth_date=BORN, expires_on=EXPIRES) == ()


@pytest.mark.parametrize(
    "typed", ["見本 花子", "L898902C3", FIRST, SECOND[:-1], SECOND + "0", SECOND.replace("<", "-"), "0" * 43, "<" * 44]
)
def test_what_is_no_passport_line_is_told(typed: str) -> None:
    assert read_passport_zone(typed) is None
    assert list(map(str, passport_zone_advice(typed))) == [NOT_A_LINE]


@pytest.mark.parametrize("blank", ["", " ", "　\n"])
def test_nothing_typed_is_nothing_told(blank: str) -> None:
    assert passport_zone_advice(blank, birth_date=BORN, expires_on=EXPIRES) == ()


@pytest.mark.parametrize(
    ("changed", "born", "expires_on", "told"),
    [
        (SECOND, None, None, []),
        (SECOND, date(1974, 8, 13), EXPIRES, ["The passport's line gives another date of birth than the form."]),
        (SECOND, BORN, date(2012, 4, 16), ["The passport's line gives another date of expiry than was entered."]),
        (
            SECOND.replace("L898902C3", "L898902C8"),
            BORN,
            EXPIRES,
            [
                "The check digit does not fit: passport number. Read the line again.",
                "The check digit does not fit: whole line. Read the line again.",
            ],
        ),
        (
            SECOND.replace("7408122", "7408132"),
            BORN,
            EXPIRES,
            [
                "The check digit does not fit: date of birth. Read the line again.",
                "The check digit does not fit: whole line. Read the line again.",
                "The passport's line gives another date of birth than the form.",
            ],
        ),
        (
            SECOND.replace("1204159", "1304159"),
            BORN,
            EXPIRES,
            [
                "The check digit does not fit: date of expiry. Read the line again.",
                "The check digit does not fit: whole line. Read the line again.",
                "The passport's line gives another date of expiry than was entered.",
            ],
        ),
        (
            SECOND.replace("ZE184226B", "ZE184226C"),
            BORN,
            EXPIRES,
            [
                "The check digit does not fit: personal number. Read the line again.",
                "The check digit does not fit: whole line. Read the line again.",
            ],
        ),
        (SECOND[:-1] + "1", BORN, EXPIRES, ["The check digit does not fit: whole line. Read the line again."]),
    ],
)
def test_what_the_line_says_against_what_was_entered(
    changed: str, born: date | None, expires_on: date | None, told: list[str]
) -> None:
    assert list(map(str, passport_zone_advice(changed, birth_date=born, expires_on=expires_on))) == told


def _line(born: str, expires: str, personal: str = "<" * 14, personal_digit: str = "<") -> str:
    number, digits = "XX0000000", mrz_check_digit
    guarded = f"{number}{digits(number)}{born}{digits(born)}{expires}{digits(expires)}{personal}{personal_digit}"
    upper = f"{number}{digits(number)}JPN{born}{digits(born)}F{expires}{digits(expires)}{personal}{personal_digit}"
    return f"{upper}{digits(guarded)}"


@pytest.mark.parametrize("digit", ["<", "0"])
def test_an_empty_personal_number_has_a_filler_or_nought_for_its_digit(digit: str) -> None:
    """Doc 9303, Part 4: Japanese passports leave it empty."""
    assert read_passport_zone(_line("800101", "300203", personal_digit=digit)) == PassportZone("800101", "300203", ())


def test_a_birth_date_known_in_part_is_compared_in_part() -> None:
    """Doc 9303, Part 4: unknown parts of a date of birth are fillers."""
    line = _line("80<<<<", "300203")
    assert passport_zone_advice(line, birth_date=date(1980, 5, 6)) == ()
    assert list(map(str, passport_zone_advice(line, birth_date=date(1981, 5, 6)))) == [
        "The passport's line gives another date of birth than the form."
    ]


@pytest.mark.parametrize(
    ("expires", "day"),
    [("120415", date(2012, 4, 15)), ("300203", date(2030, 2, 3)), ("310229", None), ("301301", None)],
)
def test_the_expiry_is_a_day_of_this_century(expires: str, day: date | None) -> None:
    zone = read_passport_zone(_line("800101", expires))
    assert zone is not None
    assert zone.expires_on == day


_GUARDED = {ZoneField.NUMBER: range(9), ZoneField.BIRTH_DATE: range(13, 19), ZoneField.EXPIRY: range(21, 27)}
_PLACES = [(part, place) for part, places in _GUARDED.items() for place in places if SECOND[place].isdigit()]


@given(st.sampled_from(_PLACES), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(where: tuple[ZoneField, int], step: int) -> None:
    """7, 3 and 1 have no factor in common with 10, so no change of one digit keeps the sum modulo 10."""
    part, place = where
    digit = (int(SECOND[place]) + step) % 10
    zone = read_passport_zone(f"{SECOND[:place]}{digit}{SECOND[place + 1 :]}")
    assert zone is not None
    assert zone.wrong == (part, ZoneField.WHOLE)


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_sound_line_agrees_with_its_own_dates(born: date, expires_on: date) -> None:
    line = _line(f"{born:%y%m%d}", f"{expires_on:%y%m%d}")
    assert passport_zone_advice(line, birth_date=born, expires_on=expires_on) == ()


# Worked out by hand: e.g. 1000000000 sums to 5, and 11 - 5 = 6.
@pytest.mark.parametrize(
    ("first_ten", "digit"),
    [
        ("0000000000", 1),  # remainder 0
        ("1000000000", 6),
        ("0000100000", 4),
        ("0000000001", 9),
        ("2000000001", 0),  # 2·5 + 2 = 12: remainder 1
        ("0000000010", 8),
        ("3012345678", 1),  # 15+0+3+4+21+24+25+24+21+16 = 153: remainder 10
    ],
)
def test_the_eleventh_digit_of_a_licence(first_ten: str, digit: int) -> None:
    assert licence_check_digit(first_ten) == digit


@pytest.mark.parametrize(
    ("typed", "holds", "advice"),
    [
        ("", False, None),
        (" 　", False, None),
        ("000000000010", True, None),
        ("００００００００００１０", True, None),
        ("0000 0000 0010", True, None),
        ("0000-0000-0010", True, None),
        ("100000000060", True, None),
        ("100000000065", True, None),  # the last digit counts reissues and is not guarded
        ("100000000050", False, "The check digit of the licence number does not seem to fit: read it again."),
        ("10000000006", False, "A driver's licence number has 12 digits."),
        ("1000000000600", False, "A driver's licence number has 12 digits."),
        ("第100000000060号", False, "A driver's licence number has 12 digits."),
        ("見本", False, "A driver's licence number has 12 digits."),
        ("①②③④⑤⑥⑦⑧⑨⑩", False, "A driver's licence number has 12 digits."),
    ],
)
def test_a_licence_number_is_advised_on(typed: str, holds: bool, advice: str | None) -> None:
    assert licence_number_holds(typed) is holds
    told = licence_number_advice(typed)
    assert (None if told is None else str(told)) == advice


@given(st.from_regex(r"[0-9]{10}", fullmatch=True), st.integers(0, 9))
def test_every_number_with_its_digit_holds_in_any_width(first_ten: str, last: int) -> None:
    number = f"{first_ten}{licence_check_digit(first_ten)}{last}"
    assert licence_number_holds(number)
    assert licence_number_holds(jaconv.h2z(number, digit=True))


@given(st.text(max_size=60) | st.text("0123456789０１２٣²①<ABZ«＜ \n-", max_size=100))
def test_nothing_typed_breaks_anything(text: str) -> None:
    read_passport_zone(text)
    passport_zone_advice(text, birth_date=BORN, expires_on=EXPIRES)
    licence_number_advice(text)
    assert licence_number_holds(text) is licence_number_holds(fold_digits(text))


@given(
    st.from_regex(
        r"[A-Z0-9<]{9}[0-9][A-Z<]{3}[0-9<]{6}[0-9][MFX<][0-9]{6}[0-9][A-Z0-9<]{14}[0-9<][0-9]", fullmatch=True
    )
)
def test_any_line_of_the_right_form_is_read(line: str) -> None:
    zone = read_passport_zone(line)
    assert zone is not None
    assert (zone.born, zone.expires) == (line[13:19], line[21:27])
    assert passport_zone_advice(line, birth_date=BORN, expires_on=EXPIRES) is not None
