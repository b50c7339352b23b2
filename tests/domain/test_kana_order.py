"""The order of names by sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.kana_order import name_order

# JIS X 4061: by the plain sounds first, then by their voicing.
_IN_ORDER = (
    "カトウ",
    "カドウ",
    "ガトウ",
    "カトウ ハルカ",
    "カトオ",
    "サトウ イチロウ",
    "サトウ ジロウ",
    "サトウイ アイ",
    "シヨン",
    "ジョン",
    "ハハ",
    "ハバ",
    "ハパ",
    "ババ",
    "パパ",
    "ワタナベ",
)


def test_names_go_by_sound_and_the_family_name_first() -> None:
    mixed = _IN_ORDER[1::2] + _IN_ORDER[::2]
    assert tuple(sorted(mixed, key=lambda kana: name_order(kana, ""))) == _IN_ORDER


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サトウ", "ｻﾄｳ"),
        ("サトウ", "さとう"),
        ("ジョン", "じよん"),
        ("カトオ", "カトー"),
        ("ｶﾞﾝﾏ", "ガンマ"),
        ("サトウ　一", "サトウ 一"),
    ],
)
def test_what_sounds_alike_has_one_place(one: str, other: str) -> None:
    assert name_order(one, "") == name_order(other, "")


def test_who_has_no_kana_comes_after_them_by_the_name() -> None:
    kana, kanji, latin = name_order("ワタナベ", "渡辺"), name_order("", "髙橋 一郎"), name_order("", "Smith")
    assert latin < kana < kanji
    assert name_order("　", "髙橋") == name_order("", "高橋"), "old forms stand with the new ones"
    assert name_order("・", "―") > "", "a name that has no letter has a place too"


@given(st.text(max_size=40), st.text(min_size=1, max_size=40))
def test_any_text_has_a_place_and_keeps_it(kana: str, name: str) -> None:
    assert name_order(kana, name) == name_order(kana, name)
    assert name_order(kana, name) or not name.strip()
