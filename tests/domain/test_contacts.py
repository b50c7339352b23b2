"""Telephone numbers, e-mail addresses, readings and dates of birth, as people write them on forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import jaconv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.contacts import check_birth_date, parse_email, parse_kana, parse_telephone
from caseman.errors import InputError

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("03-6440-2530", "03-6440-2530"),
        ("０３－６４４０－２５３０", "03-6440-2530"),
        ("03ー6440ー2530", "03-6440-2530"),
        ("03−6440‐2530", "03-6440-2530"),
        ("０３（６４４０）２５３０", "03(6440)2530"),
        ("(03) 6440-2530", "(03) 6440-2530"),
        ("  0364402530\n", "0364402530"),
        ("03 6440　2530", "03 6440 2530"),
        ("+81-3-6440-2530", "+81-3-6440-2530"),
        ("+81 (3) 6440 2530", "+81 (3) 6440 2530"),
        ("03-6440-2530 内線12", "03-6440-2530 内線12"),
        ("03-6440-2530（内線　12）", "03-6440-2530(内線 12)"),
        ("03-6440-2530 ext. 12", "03-6440-2530 ext. 12"),
        ("03-6440-2530 x12", "03-6440-2530 x12"),
        ("09012345678", "09012345678"),
    ],
)
def test_a_telephone_number_is_stored_in_plain_signs(written: str, stored: str) -> None:
    assert parse_telephone(written, "telephone") == stored


@pytest.mark.parametrize(
    "written",
    [
        "",
        "なし",
        "110",
        "03-6",
        "03-6440-253O",
        "tel",
        "03-6440-2530-",
        "0" * 21,
        "٠٣٦٤٤٠٢٥٣٠",
        "++81364402530",
        "+-1234567",
    ],
)
def test_what_nobody_can_dial_is_refused(written: str) -> None:
    with pytest.raises(InputError) as told:
        parse_telephone(written, "telephone")
    assert (told.value.code, told.value.field) == ("telephone", "telephone")
    assert str(told.value.text) == "Write the telephone number in digits, like 03-6440-2530."


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("name@example.jp", "name@example.jp"),
        (" ｈａｎａｋｏ．ｍｉｈｏｎ＠ｅｘａｍｐｌｅ．ｊｐ ", "hanako.mihon@example.jp"),
        ("Hanako+list@mail.example.co.jp", "Hanako+list@mail.example.co.jp"),
        ("hanako..mihon.@example.jp", "hanako..mihon.@example.jp"),  # mobile carriers once gave out such ones
        ("見本@例え.jp", "見本@例え.jp"),
    ],
)
def test_an_email_address_is_stored_in_plain_signs(written: str, stored: str) -> None:
    assert parse_email(written) == stored


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hanako",
        "hanako@example",
        "@example.jp",
        "hanako@.jp",
        "hanako@.example.jp",
        "hanako@example..jp",
        "hanako@example.jp.",
        "hana ko@example.jp",
        "a@b@example.jp",
        "<hanako@example.jp>",
        "a@example.jp,b@example.jp",
        "hana\u200bko@example.jp",
    ],
)
def test_what_no_mail_reaches_is_refused(written: str) -> None:
    with pytest.raises(InputError) as told:
        parse_email(written, "email")
    assert (told.value.code, told.value.field) == ("email", "email")
    assert str(told.value.text) == "Write the e-mail address like name@example.jp."


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("ミホン ハナコ", "ミホン ハナコ"),
        ("みほん　はなこ", "ミホン ハナコ"),
        ("ﾐﾎﾝ ﾊﾅｺ", "ミホン ハナコ"),
        ("ｶﾞｷﾞｸﾞﾊﾟﾋﾟｳﾞ", "ガギグパピヴ"),
        ("か゛は゜う゛", "ガパヴ"),
        ("カ\u3099", "ガ"),
        ("きょうこ　ーっ", "キョウコ ーッ"),
        ("さゝき　すゞ", "サヽキ スヾ"),
        ("わ\u3099", "ヷ"),
        ("ジョン・スミス", "ジョン・スミス"),
        ("Ｊｏｈｎ  Smith", "John Smith"),
        ("", ""),
    ],
)
def test_a_reading_is_stored_in_wide_katakana(written: str, stored: str) -> None:
    assert parse_kana(written) == stored


@pytest.mark.parametrize(
    "written", ["見本", "ミホン花子", "山﨑", "髙", "佐々木", "ささ々", "〆", "ミホン2", "２", "①", "𠮷"]
)
def test_kanji_and_digits_are_no_reading(written: str) -> None:
    with pytest.raises(InputError) as told:
        parse_kana(written, "principal_kana")
    assert (told.value.code, told.value.field) == ("kana", "principal_kana")
    assert str(told.value.text) == "Write how the name is read, in kana."


@pytest.mark.parametrize("born", [TODAY, date(2026, 11, 23), date(1956, 2, 29), date(1901, 1, 1)])
def test_a_date_of_birth_within_a_life_passes(born: date) -> None:
    check_birth_date(born, TODAY)


@pytest.mark.parametrize(
    ("born", "code", "sentence"),
    [
        (date(2026, 11, 25), "born-later", "A date of birth cannot lie in the future. Check the year."),
        (date(2056, 4, 1), "born-later", "A date of birth cannot lie in the future. Check the year."),
        (date(1900, 12, 31), "born-long-ago", "Nobody is that old. Check the year of birth."),
    ],
)
def test_a_date_of_birth_outside_a_life_is_refused(born: date, code: str, sentence: str) -> None:
    with pytest.raises(InputError) as told:
        check_birth_date(born, TODAY, "birth_date")
    assert (told.value.code, told.value.field, str(told.value.text)) == (code, "birth_date", sentence)


_dialled = st.from_regex(
    r" ?(\+|[(（])?[0-9０-９]{2,4}[-ー－ 　)）]?[0-9]{4}[-‐− ]?[0-9]{4}( ?[(（]?内線 ?[0-9]{1,3})?[)）]?"
)
_mailed = st.from_regex(r"\s?[a-zａ-ｚ0-9.…]{1,8}[@＠][a-zｦ-ﾟ]{1,6}\.[a-zａ-ｚ]{2}\s?")
_read = st.text("わうか゛゜\u3099\u309aﾞﾟｱア 　🈀ゟヿ・ㇷ", max_size=8) | st.text(max_size=8)


@pytest.mark.parametrize(
    ("parse", "texts"),
    [
        pytest.param(parse_telephone, _dialled, id="telephone"),
        pytest.param(parse_email, _mailed, id="email"),
        pytest.param(parse_kana, _read, id="kana"),
    ],
)
@given(data=st.data())
def test_what_is_stored_is_read_the_same_again(
    parse: Callable[[str], str], texts: st.SearchStrategy[str], data: st.DataObject
) -> None:
    text = data.draw(texts)
    try:
        stored = parse(text)
    except InputError:
        return
    assert parse(stored) == stored


@given(st.from_regex(r"0[0-9]{1,3}-[0-9]{2,4}-[0-9]{4}", fullmatch=True))
def test_any_width_gives_the_same_telephone_number(number: str) -> None:
    assert parse_telephone(jaconv.h2z(number, digit=True, ascii=True)) == number


@given(st.text("アイウエオカキクケコガギグゲゴザジズゼゾパピプペポャュョッァィゥェォヴンー", min_size=1, max_size=20))
def test_any_kana_gives_the_same_reading(kana: str) -> None:
    assert parse_kana(jaconv.kata2hira(kana)) == kana
    assert parse_kana(jaconv.z2h(kana, kana=True)) == kana
