"""Lines the Japanese way (JIS X 4051): what may not begin or end one, and that nothing is lost or sticks out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.errors import InputError
from caseman.letters.fonts import GOTHIC, MINCHO
from caseman.letters.lines import NOT_FIRST, NOT_LAST, break_lines, measure

_CLOSING = "、。，．・：；？！）」』】〕］｝〉》’”％,.:;?!)]}%"
_OPENING = "（「『【〔［｛〈《‘“([{￥¥＄$№"
_SIZE = 10.5

_WORDS = st.one_of(
    st.text("日本国憲法個人情報保護髙﨑あいうえおカキクケコ", min_size=1, max_size=12),
    st.text("abcdefXYZ0189", min_size=1, max_size=9),
    st.sampled_from(["ちょっと", "ウィー", "人々", "ファックス", "きゃっ", "  ", " ", "　"]),
)
_CHUNKS = st.tuples(st.text(_OPENING, max_size=2), _WORDS, st.text(_CLOSING, max_size=2)).map("".join)
_TEXTS = st.lists(_CHUNKS, max_size=60).map("".join)
_WIDTHS = st.floats(20 * _SIZE, 45 * _SIZE)


def _em(count: float) -> float:
    return count * _SIZE


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("あいうえおかきくけこ", 5, ["あいうえお", "かきくけこ"]),
        ("あいうえお。かきく", 5, ["あいうえ", "お。かきく"]),
        ("あいうえお」。かき", 5, ["あいうえ", "お」。かき"]),
        ("あいうえ（おかき）", 5, ["あいうえ", "（おかき）"]),
        ("あいうえ「（おか", 5, ["あいうえ", "「（おか"]),
        ("あいうえちょっと", 5, ["あいうえ", "ちょっと"]),
        ("あいうえラーメン", 5, ["あいうえ", "ラーメン"]),
        ("あいうえ人々々と", 5, ["あいうえ", "人々々と"]),
        ("金額は￥５００", 4, ["金額は", "￥５００"]),
        ("あいabcdefg", 5, ["あい", "abcdefg"]),
        ("abc def ghi", 4, ["abc def ", "ghi"]),
        ("abc def ", 3.5, ["abc def"]),
        ("see 33(2)(i) of", 5, ["see ", "33(2)(i) ", "of"]),
        ("見本見33(2)", 5, ["見本見", "33(2)"]),
        ("abc def ghi", 3.5, ["abc def", "ghi"]),
        ("（abcdefghi）", 5, ["（abcdefgh", "i）"]),
        ("abcdefghijklm", 5, ["abcdefghij", "klm"]),
        ("。。。。。。。。", 3, ["。。。", "。。。", "。。"]),
        ("一\n\n二", 5, ["一", "", "二"]),
        ("", 5, [""]),
        ("か\u3099き", 1, ["が", "き"]),
    ],
)
def test_lines_are_broken_where_they_may_be(text: str, ems: float, lines: list[str]) -> None:
    assert break_lines(text, MINCHO, _SIZE, _em(ems)) == lines


def test_the_rules_know_the_signs_of_jis_x_4051() -> None:
    assert set(_CLOSING + "ぁぃぅぇぉっゃゅょァィゥェォッャュョー々ゝゞヽヾ") <= NOT_FIRST
    assert set(_OPENING) <= NOT_LAST
    assert not NOT_FIRST & NOT_LAST


@given(_TEXTS, _WIDTHS, st.sampled_from([MINCHO, GOTHIC]))
def test_no_line_begins_or_ends_with_a_forbidden_sign(text: str, width: float, font: str) -> None:
    lines = break_lines(text, font, _SIZE, width)
    assert not [line for line in lines[1:] if line[:1] in set(_CLOSING + "っゃょィァー々")]
    assert not [line for line in lines[:-1] if line[-1:] in set(_OPENING)]


@given(_TEXTS, _WIDTHS)
def test_words_stay_whole(text: str, width: float) -> None:
    lines = break_lines(text, MINCHO, _SIZE, width)
    short = [word for word in re.findall("[0-9A-Za-z]+", text) if len(word) <= 9]
    printed = re.findall("[0-9A-Za-z]+", "\n".join(lines))
    assert [word for word in short if word not in printed] == []


@given(st.one_of(_TEXTS, st.text("、。（「あっーa. \n", max_size=80)), st.floats(4 * _SIZE, 45 * _SIZE))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, width: float) -> None:
    lines = break_lines(text, MINCHO, _SIZE, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(measure(line, MINCHO, _SIZE) <= width + 1e-6 for line in lines)


@given(_TEXTS, _WIDTHS)
def test_lines_are_filled(text: str, width: float) -> None:
    lines = break_lines(text, MINCHO, _SIZE, width)
    again = break_lines("".join(lines), MINCHO, _SIZE, width)
    assert len(again) <= len(lines)


def test_a_text_that_no_letter_takes_is_refused() -> None:
    assert len(break_lines("字" * 20_000, MINCHO, _SIZE, _em(40))) == 500
    with pytest.raises(InputError) as refused:
        break_lines("字" * 20_001, MINCHO, _SIZE, _em(40))
    assert refused.value.code == "text-too-long"
    assert "20,001" in str(refused.value)
