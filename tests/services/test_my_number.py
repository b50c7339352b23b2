"""My Number is refused however it is written; other numbers of twelve digits are not (Act No. 27 of 2013, Art. 20)."""

from __future__ import annotations

import jaconv
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caseman.errors import InputError
from caseman.services.my_number import holds_my_number, refuse_my_number

# An invented number with a right check digit, as python-stdnum documents it.
SAMPLE = "621498320257"


def check_digit(eleven: str) -> int:
    """Ministerial Ordinance No. 85 of 2014, Art. 5: 11 less the weighted sum modulo 11; 0 for remainders 0 and 1.

    The weight of the n-th digit from the right is n + 1 up to the sixth, and n - 5 from the seventh on.
    """
    total = sum(int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(eleven), start=1))
    return 0 if total % 11 <= 1 else 11 - total % 11


numbers = st.from_regex(r"[0-9]{11}", fullmatch=True).map(lambda eleven: f"{eleven}{check_digit(eleven)}")


@pytest.mark.parametrize(
    "written",
    [
        SAMPLE,
        "6214 9832 0257",
        "6214-9832-0257",
        "6214　9832　0257",
        "６２１４９８３２０２５７",
        "６２１４－９８３２－０２５７",
        "6214−9832−0257",
        "6214ー9832ー0257",
        "6214–9832–0257",
        "6214 - 9832 - 0257",
        "6214-9832 0257",
        "621 498 320 257",
        "62-14-98-32-02-57",
        "6 2 1 4 9 8 3 2 0 2 5 7",
        "個人番号621498320257です",
        "個人番号：6214 9832 0257（写しにあった）",
        "電話 03-6440-2530 6214 9832 0257",
        "6214 9832 0257 03-6440-2530",
        "一行目\n6214 9832 0257\n三行目",
    ],
)
def test_a_my_number_is_found_however_it_is_written(written: str) -> None:
    assert holds_my_number(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "見本 花子",
        "621498320258",  # the check digit does not hold
        "6214 9832 0258",
        "62149832025",  # tracking numbers of Japan Post have eleven digits, or two letters and nine
        "621-4983-2025",
        "EA621498320JP",
        "1621498320257",  # inside longer runs of digits
        "6214983202571",
        "06214983202570",
        "03-6440-2530",
        "6214,9832,0257",  # amounts
        "2026-11-24 2026-11-31",
        "2026-11-24 03-6440-2537",
        "令和8年11月24日",
        "６２１４　９８３２　０２５",
    ],
)
def test_other_numbers_are_not(written: str) -> None:
    assert not holds_my_number(written)


def test_the_refusal_names_the_field_and_the_way_out() -> None:
    with pytest.raises(InputError) as told:
        refuse_my_number("個人番号 6214 9832 0257", "remarks")
    assert (told.value.code, told.value.field) == ("my-number", "remarks")
    assert str(told.value.text) == (
        "This seems to hold a My Number, which must not be kept: take it out. "
        "Write any other number of twelve digits without its last one."
    )


def test_anything_else_passes() -> None:
    refuse_my_number("会員番号 621498320258", "remarks")


@given(numbers, st.sampled_from(["", " ", "-", "　", "－", "‐"]), st.sampled_from(["", "番号", "(", "\n", "注 "]))
def test_every_my_number_in_fours_is_found(number: str, between: str, before: str) -> None:
    written = between.join((number[:4], number[4:8], number[8:]))
    assert holds_my_number(f"{before}{written}")
    assert holds_my_number(jaconv.h2z(f"{before}{written}。", digit=True, ascii=True))


@given(numbers, st.integers(0, 9))
def test_no_other_last_digit_passes_for_one(number: str, last: int) -> None:
    assume(last != int(number[-1]))
    assert not holds_my_number(f"{number[:-1]}{last}")


@given(numbers, st.from_regex(r"[0-9]{1,6}", fullmatch=True))
def test_a_my_number_inside_a_longer_run_of_digits_is_none(number: str, more: str) -> None:
    assert not holds_my_number(number + more)
    assert not holds_my_number(more + number)


@given(st.text(max_size=60))
def test_any_text_is_judged(text: str) -> None:
    assert holds_my_number(text) in (True, False)
