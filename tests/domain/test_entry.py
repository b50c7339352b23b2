"""What a person types: taken as it is meant, or refused at its field with what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import jaconv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.entry import (
    check_post_dates,
    check_tracking_number,
    clean_line,
    clean_text,
    parse_amount,
    parse_date,
    parse_postal_code,
)
from caseman.domain.eras import era_date
from caseman.domain.fees import Money
from caseman.domain.post import MailClass
from caseman.errors import InputError, InputErrors
from caseman.text import Language, say_date

_DAYS = st.dates(date(1873, 1, 1), date(2117, 12, 31))
_TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-24",
        "2026/11/24",
        "2026.11.24",
        "20261124",
        "２０２６－１１－２４",
        "２０２６１１２４",
        "2026年11月24日",
        "２０２６年１１月２４日",
        "2026−11−24",
        " 2026 - 11 - 24 ",
        "令和8年11月24日",
        "R8.11.24",
        "Ｒ８．１１．２４",
        "2026-11-24 (Tue)",
        "2026-11-24(tue)",
        "2026年11月24日（火）",
        "令和８年１１月２４日（火）",
        "2026-11-24㈫",
    ],
)
def test_one_day_in_every_spelling(written: str) -> None:
    assert parse_date(written) == _TUESDAY


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-11-24 (Wed)", "weekday"),
        ("2026年11月24日（水）", "weekday"),
        ("令和8年11月24日（月）", "weekday"),
        ("2026-02-29", "no-such-day"),
        ("2026-11-31", "no-such-day"),
        ("20261301", "no-such-day"),
        ("R8.2.29", "no-such-day"),
        ("1872-12-31", "year"),
        ("2200-01-01", "year"),
        ("0026-11-24", "year"),
        ("平成31年5月1日", "outside-era"),
        ("26-11-24", "not-a-date"),
        ("2026-11", "not-a-date"),
        ("24.11.2026", "not-a-date"),
        ("2026111", "not-a-date"),
        ("tomorrow", "not-a-date"),
        ("", "not-a-date"),
        ("(Tue)", "not-a-date"),
        ("R8.11", "not-an-era-date"),
    ],
)
def test_what_is_no_date_is_refused_at_its_field(written: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_date(written, "arrived_on")
    assert (refused.value.code, refused.value.field) == (code, "arrived_on")


def test_the_29th_of_february_of_a_leap_year_is_taken() -> None:
    assert parse_date("2024-02-29") == parse_date("令和6年2月29日") == date(2024, 2, 29)


@given(_DAYS)
def test_what_the_program_prints_reads_back(day: date) -> None:
    for printed in (day.isoformat(), f"{day:%Y%m%d}", era_date(day), *(say_date(day, lang) for lang in Language)):
        assert parse_date(printed) == day
        assert parse_date(jaconv.h2z(printed, ascii=True, digit=True)) == day


@pytest.mark.parametrize(
    "written",
    ["107-8349", "1078349", "〒107-8349", "１０７－８３４９", "〒１０７８３４９", "107ー8349", "107 8349", "107−8349"],
)
def test_a_postal_code_in_every_spelling(written: str) -> None:
    assert parse_postal_code(written) == "107-8349"


def test_a_postal_code_keeps_its_leading_zeros() -> None:
    assert parse_postal_code("0010010") == "001-0010"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("107-834", "postal-code-length"),
        ("107834", "postal-code-length"),
        ("１０７８３４", "postal-code-length"),
        ("107-83499", "postal-code-length"),
        ("", "postal-code"),
        ("〒", "postal-code"),
        ("107-834O", "postal-code"),
        ("一〇七八三四九", "postal-code"),
        ("١٠٧٨٣٤٩", "postal-code"),
    ],
)
def test_other_postal_codes_are_refused(written: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_postal_code(written, "postal_code")
    assert (refused.value.code, refused.value.field) == (code, "postal_code")


def test_a_short_postal_code_is_told_its_number_of_digits() -> None:
    with pytest.raises(InputError, match="this one has 6"):
        parse_postal_code("107834")


@given(st.integers(0, 9_999_999))
def test_postal_codes_read_back(number: int) -> None:
    digits = f"{number:07d}"
    printed = parse_postal_code(digits)
    assert parse_postal_code(printed) == printed
    assert printed.replace("-", "") == digits


@pytest.mark.parametrize(
    "written",
    [
        "5250", "5,250", "５，２５０円", "5,250円", "¥5,250", "¥5,250-", "￥５，２５０－", "\\5,250", "金5,250円也",
        "金５，２５０円", "JPY 5,250", "5250 JPY", " 5,250 円 ", "¥5,250ー",
    ],
)  # fmt: skip
def test_an_amount_in_every_spelling(written: str) -> None:
    assert parse_amount(written) == Money(5250)


@pytest.mark.parametrize(
    ("written", "currency", "code"),
    [
        ("-5,250", "JPY", "negative-amount"),
        ("¥-5,250", "JPY", "negative-amount"),
        ("▲5,250", "JPY", "negative-amount"),
        ("△5,250円", "JPY", "negative-amount"),
        ("（5,250）", "JPY", "negative-amount"),
        ("−5250", "JPY", "negative-amount"),
        ("52,50", "JPY", "not-an-amount"),
        ("5,2500", "JPY", "not-an-amount"),
        (",250", "JPY", "not-an-amount"),
        ("5250.0", "JPY", "not-an-amount"),
        ("5.250", "JPY", "not-an-amount"),
        ("$5250", "JPY", "not-an-amount"),
        ("€5250", "JPY", "not-an-amount"),
        ("五千円", "JPY", "not-an-amount"),
        ("5千円", "JPY", "not-an-amount"),
        ("", "JPY", "not-an-amount"),
        ("円", "JPY", "not-an-amount"),
        ("1e4", "JPY", "not-an-amount"),
        ("1000000000000", "JPY", "amount-too-large"),
        ("9" * 5000, "JPY", "amount-too-large"),
        ("1" + " " * 50_000 + "x", "JPY", "not-an-amount"),  # in linear time
        ("12.505", "EUR", "not-an-amount"),
        ("12,50", "EUR", "not-an-amount"),
        ("£12.50", "EUR", "not-an-amount"),
    ],
)
def test_what_is_no_amount_is_refused(written: str, currency: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_amount(written, currency, "amount")
    assert (refused.value.code, refused.value.field) == (code, "amount")


@pytest.mark.parametrize(
    ("written", "money"),
    [
        ("€12.50", Money(1250, "EUR")),
        ("12.5 EUR", Money(1250, "EUR")),
        ("£1,234", Money(123400, "GBP")),
        ("$0.05", Money(5, "USD")),
        ("CHF 7", Money(700, "CHF")),
    ],
)
def test_other_currencies_have_two_decimals_at_most(written: str, money: Money) -> None:
    assert parse_amount(written, money.currency) == money


@given(st.integers(0, 999_999_999_999), st.sampled_from(["JPY", "EUR", "GBP", "USD", "CHF"]), st.sampled_from(Language))
def test_amounts_read_back(minor: int, currency: str, language: Language) -> None:
    money = Money(minor, currency)
    assert parse_amount(money.say(language), currency) == money
    assert parse_amount(jaconv.h2z(money.say(language), ascii=True, digit=True), currency) == money


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("　髙﨑　花子　", "髙﨑　花子"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("㈱見本①", "㈱見本①"),
        ("two\r\nlines", "two lines"),
        ("two\u2028lines\x0b", "two lines"),
        ("a\tb", "a b"),
        ("\ufeffname\u200b", "name"),
        ("abc\u202efed", "abcfed"),
        ("\x00\x1b[31m", "[31m"),
        ("क्\u200dष", "क्\u200dष"),
        ("\ud800x", "x"),
    ],
)
def test_a_line_keeps_what_is_written_and_loses_what_deceives(written: str, line: str) -> None:
    assert clean_line(written) == line


def test_text_keeps_its_lines() -> None:
    assert clean_text("\n first \r\n\r\nsecond\x85third\t\n\n") == "first\n\nsecond\nthird"


@pytest.mark.parametrize("clean", [clean_line, clean_text])
def test_too_much_is_refused_and_the_limit_itself_taken(clean: Callable[..., str]) -> None:
    assert clean("字" * 20 + " ", limit=20) == "字" * 20
    with pytest.raises(InputError) as refused:
        clean("字" * 21, "name", limit=20)
    assert (refused.value.code, refused.value.field) == ("too-long", "name")
    assert "21 characters long; 20 fit" in str(refused.value)


@given(st.text(max_size=60))
def test_cleaning_again_changes_nothing(text: str) -> None:
    line, lines = clean_line(text), clean_text(text)
    assert clean_line(line) == line
    assert clean_text(lines) == lines
    assert "\n" not in line
    assert all(unicodedata.category(c) != "Cc" or c == "\n" for c in line + lines)


_TODAY, _SINCE = date(2026, 11, 24), date(2005, 4, 1)


@pytest.mark.parametrize(
    ("arrived", "postmarked", "faults"),
    [
        (_TODAY, None, []),
        (_TODAY, _TODAY, []),
        (_SINCE, date(2005, 3, 30), []),
        (date(2026, 11, 25), None, [("arrival-in-future", "arrived_on")]),
        (date(2005, 3, 31), None, [("arrival-before-office", "arrived_on")]),
        (date(2026, 11, 23), _TODAY, [("postmark-after-arrival", "postmarked_on")]),
        (
            date(2026, 11, 25),
            date(2026, 11, 26),
            [("arrival-in-future", "arrived_on"), ("postmark-after-arrival", "postmarked_on")],
        ),
    ],
)
def test_the_dates_of_an_envelope_agree(arrived: date, postmarked: date | None, faults: list[tuple[str, str]]) -> None:
    found: list[tuple[str, str | None]] = []
    try:
        check_post_dates(arrived, postmarked, _TODAY, _SINCE)
    except InputErrors as refused:
        found = [(fault.code, fault.field) for fault in refused.faults]
    assert found == faults


_POST = [m for m in MailClass if m.tracked and m is not MailClass.COURIER]


@pytest.mark.parametrize("mail", _POST)
@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12345678903", "123-45-67890-3"),  # 1234567890 = 7 × 176366841 + 3
        ("123-45-67890-3", "123-45-67890-3"),
        ("１２３－４５－６７８９０－３", "123-45-67890-3"),
        ("123 45 67890 3", "123-45-67890-3"),
        ("123456789013", "1234-5678-9013"),  # 12345678901 = 7 × 1763668414 + 3
        ("RR473124829JP", "RR473124829JP"),
        ("rr 47312482 9 jp", "RR473124829JP"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_tracking_numbers_of_japan_post(mail: MailClass, written: str, number: str) -> None:
    assert check_tracking_number(written, mail) == number


@pytest.mark.parametrize(
    ("written", "mail", "code"),
    [
        ("12345678904", MailClass.REGISTERED, "tracking-check-digit"),
        ("123456789012", MailClass.SIMPLIFIED_REGISTERED, "tracking-check-digit"),
        ("RR473124828JP", MailClass.REGISTERED, "tracking-check-digit"),
        ("1234567890", MailClass.REGISTERED, "tracking-number"),
        ("1234567890123", MailClass.REGISTERED, "tracking-number"),
        ("R1473124829JP", MailClass.REGISTERED, "tracking-number"),
        ("12345678903", MailClass.ORDINARY, "not-tracked"),
        ("12345678903", MailClass.HAND, "not-tracked"),
        ("1234567", MailClass.COURIER, "tracking-number"),
        ("1234567_8", MailClass.COURIER, "tracking-number"),
        ("A" * 21, MailClass.COURIER, "tracking-number"),
    ],
)
def test_other_tracking_numbers_are_refused(written: str, mail: MailClass, code: str) -> None:
    with pytest.raises(InputError) as refused:
        check_tracking_number(written, mail, "tracking")
    assert (refused.value.code, refused.value.field) == (code, "tracking")


def test_a_courier_s_number_passes_unchecked() -> None:
    assert check_tracking_number("4012-3456-7890", MailClass.COURIER) == "401234567890"


@pytest.mark.parametrize(
    ("serial", "right"),
    [
        ("47312482", 9),  # 8·4 + 6·7 + 4·3 + 2·1 + 3·2 + 5·4 + 9·8 + 7·2 = 200 = 11 × 18 + 2; 11 - 2 = 9
        ("00000008", 0),  # 7·8 = 56 = 11 × 5 + 1; 11 - 1 = 10 is written 0
        ("00000000", 5),  # 11 - 0 = 11 is written 5
        ("12345678", 5),
    ],
)
def test_one_check_digit_alone_fits_an_international_number(serial: str, right: int) -> None:
    fitting = []
    for digit in range(10):
        with suppress(InputError):
            fitting.append(check_tracking_number(f"RR{serial}{digit}JP", MailClass.REGISTERED))
    assert fitting == [f"RR{serial}{right}JP"]


@given(st.integers(0, 10**10 - 1), st.integers(0, 9), st.integers(1, 9))
def test_any_single_wrong_digit_but_a_step_of_seven_is_found(stem: int, place: int, step: int) -> None:
    number = f"{stem:010d}{stem % 7}"
    told = check_tracking_number(number, MailClass.REGISTERED)
    assert told.replace("-", "") == number
    assert check_tracking_number(told, MailClass.REGISTERED) == told
    slip = str((int(number[place]) + step) % 10)
    slipped = number[:place] + slip + number[place + 1 :]
    if (int(slip) - int(number[place])) % 7:
        with pytest.raises(InputError) as refused:
            check_tracking_number(slipped, MailClass.REGISTERED)
        assert refused.value.code == "tracking-check-digit"
