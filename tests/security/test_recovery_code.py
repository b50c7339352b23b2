"""The recovery sheet: typed by hand from paper, in a bad hour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.errors import InputError
from caseman.security import recovery
from caseman.security.recovery import Sheet

SECRET = bytes(range(20))
CODE = "000G0-40R47-0M30J-E209D-185GT-R38E6-1W81Q-24GK4"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
secrets_ = st.binary(min_size=20, max_size=20)


def wrong_groups(text: str) -> str:
    with pytest.raises(InputError) as refused:
        recovery.parse_code(text)
    assert (refused.value.code, refused.value.field) == ("recovery-code-group", "recovery_code")
    return str(refused.value)


def test_the_code_is_eight_groups_of_five() -> None:
    assert recovery.code_text(SECRET) == CODE
    assert recovery.parse_code(CODE) == SECRET


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        CODE.replace("-", "　"),
        CODE.replace("-", "ー"),
        CODE.replace("-", "\n"),
        f"  {CODE} ",
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("0", "o").replace("1", "I"),
        "".join(chr(ord(each) + 0xFEE0) for each in CODE),
        CODE.replace("-", "")[:20] + " " + CODE.replace("-", "")[20:],
    ],
)
def test_the_way_it_is_typed_does_not_matter(typed: str) -> None:
    assert recovery.parse_code(typed) == SECRET


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        (CODE.replace("0M30J", "0M30K"), "3"),
        (CODE.replace("0M30J", "0M3J0"), "3"),
        (CODE.replace("0M30J", "0M30"), "3"),
        (CODE.replace("0M30J", "0M30JJ"), "3"),
        (CODE.replace("0M30J", "0M30U"), "3"),
        (CODE.replace("0M30J", "0M30山"), "3"),
        (CODE.replace("000G0", "000G5").replace("24GK4", "24GK5"), "1, 8"),
        (CODE.replace("40R47-0M30J", "0M30J-40R47"), "2, 3"),
    ],
)
def test_a_typing_error_names_its_group(typed: str, groups: str) -> None:
    assert wrong_groups(typed) == (
        f"There is a typing error in group {groups} of the recovery code. Compare it with the sheet."
    )


@pytest.mark.parametrize(("typed", "count"), [("", 0), ("   ", 0), ("ABCDE", 5), (CODE + "-00000", 45)])
def test_a_code_of_another_length_says_so(typed: str, count: int) -> None:
    with pytest.raises(InputError) as refused:
        recovery.parse_code(typed)
    assert refused.value.code == "recovery-code-length"
    assert str(refused.value) == (f"The recovery code has 40 characters in 8 groups; {count} were typed.")


@given(secrets_)
def test_every_code_reads_back(secret: bytes) -> None:
    text = recovery.code_text(secret)
    assert recovery.parse_code(text) == secret
    assert [len(group) for group in text.split("-")] == [5] * 8


@given(secrets_, st.integers(0, 39), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_found(secret: bytes, place: int, symbol: str) -> None:
    symbols = list(recovery.code_text(secret).replace("-", ""))
    if symbols[place] == symbol:
        return
    symbols[place] = symbol
    assert f"in group {place // 5 + 1} of" in wrong_groups("".join(symbols))


@given(secrets_, st.integers(0, 7), st.integers(0, 4), st.integers(0, 4))
def test_every_exchange_within_a_group_is_found(secret: bytes, group: int, one: int, two: int) -> None:
    symbols = list(recovery.code_text(secret).replace("-", ""))
    a, b = group * 5 + one, group * 5 + two
    if symbols[a] == symbols[b]:
        return
    symbols[a], symbols[b] = symbols[b], symbols[a]
    assert f"in group {group + 1} of" in wrong_groups("".join(symbols))


@given(secrets_, st.integers(0, 7), st.integers(0, 7))
def test_every_exchange_of_two_groups_is_found(secret: bytes, one: int, two: int) -> None:
    if one == two:
        return
    groups = recovery.code_text(secret).split("-")
    groups[one], groups[two] = groups[two], groups[one]
    first, second = sorted((one + 1, two + 1))
    assert f"in group {first}, {second} of" in wrong_groups("-".join(groups))


@given(st.text(max_size=60))
def test_anything_typed_gets_an_answer(text: str) -> None:
    try:
        secret = recovery.parse_code(text)
    except InputError:
        return
    assert len(secret) == 20


SHEET = Sheet("0123456789abcdef0123456789abcdef", 1, "00112233aabbccdd", bytes(60))


@given(st.binary(min_size=16, max_size=16), st.integers(1, 2**32 - 1), st.binary(min_size=60, max_size=60))
def test_the_qr_text_reads_back(file_id: bytes, generation: int, wrapped: bytes) -> None:
    sheet = Sheet(file_id.hex(), generation, "00112233aabbccdd", wrapped)
    text = recovery.wrapped_text(sheet)
    assert recovery.parse_wrapped(text) == sheet
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:"), "a compact QR code holds no more"
    assert len(text) == 160


def test_the_qr_text_may_be_typed_in_lines() -> None:
    text = recovery.wrapped_text(SHEET)
    lines = "\n".join(text[start : start + 40] for start in range(0, len(text), 40))
    assert recovery.parse_wrapped(lines.lower()) == SHEET


@pytest.mark.parametrize("text", ["", "https://example.jp/", "CASEMAN2:AAAA", CODE, "QR"])
def test_another_qr_code_is_told_apart(text: str) -> None:
    with pytest.raises(InputError) as refused:
        recovery.parse_wrapped(text)
    assert (refused.value.code, refused.value.field) == ("sheet-foreign", "wrapped_text")


@given(st.integers(9, 158), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567189é"))
def test_a_misread_qr_text_is_found(place: int, symbol: str) -> None:
    text = recovery.wrapped_text(SHEET)
    misread = text[:place] + symbol + text[place + 1 :]
    if misread == text:
        return
    for wrong in (misread, text[:place]):
        with pytest.raises(InputError) as refused:
            recovery.parse_wrapped(wrong)
        assert refused.value.code == "sheet-misread"
