"""Two spellings of a name or address, letter by letter: shown to a person, who decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.name_difference import Difference, PartKind, compare, units
from caseman.domain.names import match_key


def said(written: str, other: str) -> list[str]:
    return [str(part.said()) for part in compare(written, other).differing]


def standing(written: str, other: str) -> tuple[bool, bool]:
    found = compare(written, other)
    return found.same, found.equivalent


@pytest.mark.parametrize("text", ["", "見本 花子", "髙橋", "ｶﾞﾏ", "葛\U000e0100城"])
def test_what_is_written_the_same_has_nothing_to_look_at(text: str) -> None:
    found = compare(text, text)
    assert (found.same, found.equivalent, found.differing) == (True, True, ())
    assert {part.kind for part in found.parts} <= {PartKind.EQUAL}


@pytest.mark.parametrize(
    ("written", "other", "told"),
    [
        # forms of one kanji (family registers write the old ones)
        ("髙橋", "高橋", ["髙 ↔ 高: variant form"]),
        ("山﨑", "山崎", ["﨑 ↔ 崎: variant form"]),
        ("渡邉", "渡辺", ["邉 ↔ 辺: variant form"]),
        ("渡邊", "渡邉", ["邊 ↔ 邉: variant form"]),
        ("齋藤", "斎藤", ["齋 ↔ 斎: variant form"]),
        ("齊藤", "斉藤", ["齊 ↔ 斉: variant form"]),
        ("斉藤", "斎藤", ["斉 ↔ 斎: variant form"]),  # two kanji by origin, one in use: a person decides
        ("𠮷野", "吉野", ["𠮷 ↔ 吉: variant form"]),
        ("葛\U000e0100城", "葛城", ["葛\U000e0100 ↔ 葛: variant form"]),
        ("髙﨑　花子", "高崎花子", ["髙 ↔ 高: variant form", "﨑 ↔ 崎: variant form", "“　” ↔ “”: spacing only"]),
        # spaces
        ("見本　花子", "見本 花子", ["“　” ↔ “ ”: spacing only"]),
        ("見本花子", "見本 花子", ["“” ↔ “ ”: spacing only"]),
        ("見本花子 ", "見本花子", ["“ ” ↔ “”: spacing only"]),
        ("ジョン・スミス", "ジョン スミス", ["“・” ↔ “ ”: spacing only"]),
        # width and dashes
        ("1ー2ー3", "1-2-3", ["ー ↔ -: another dash", "ー ↔ -: another dash"]),
        ("1−2‐3", "1-2-3", ["− ↔ -: another dash", "‐ ↔ -: another dash"]),
        (
            "１－２",
            "1-2",
            [
                "１ ↔ 1: another way of writing the same",
                "－ ↔ -: another dash",
                "２ ↔ 2: another way of writing the same",
            ],
        ),
        ("Ａ棟", "a棟", ["Ａ ↔ a: another way of writing the same"]),
        ("㈱見本", "(株)見本", ["㈱ ↔ (株): another way of writing the same"]),
        ("José", "Jose", ["é ↔ e: another way of writing the same"]),
        # kana
        ("ヤッパ", "ヤツパ", ["ッ ↔ ツ: another kind or size of kana"]),
        ("霞ヶ関", "霞ケ関", ["ヶ ↔ ケ: another kind or size of kana"]),
        ("一の瀬", "一ノ瀬", ["の ↔ ノ: another kind or size of kana"]),
        ("ｶﾞ", "ガ", ["ｶﾞ ↔ ガ: another kind or size of kana"]),
        ("か゛", "が", ["か゛ ↔ が: another kind or size of kana"]),
        ("カ\u3099", "ガ", ["カ\u3099 ↔ ガ: another kind or size of kana"]),
        ("㌔", "キロ", ["㌔ ↔ キロ: another kind or size of kana"]),
    ],
)
def test_another_way_of_writing_the_same(written: str, other: str, told: list[str]) -> None:
    assert standing(written, other) == (False, True)
    assert said(written, other) == told
    assert {part.kind for part in compare(written, other).differing} == {PartKind.VARIANT}


@pytest.mark.parametrize(
    ("written", "other", "told"),
    [
        ("見本花子", "見本花代", ["子 ↔ 代: different"]),
        ("太田", "大田", ["太 ↔ 大: different"]),
        ("末広", "未広", ["末 ↔ 未: different"]),
        ("ｶﾞﾏ", "カマ", ["ｶﾞ ↔ カ: different", "ﾏ ↔ マ: another kind or size of kana"]),
        ("ﾊﾟ", "バ", ["ﾊﾟ ↔ バ: different"]),
        ("見本花", "見本花子", ["子: missing in what was written"]),
        ("見本花子", "見本花", ["子: only in what was written"]),
        ("1-2", "1-2-3", ["-: missing in what was written", "3: missing in what was written"]),
        ("1-23", "1-24", ["3 ↔ 4: different"]),
        ("髙橋 花子", "高橋花代", ["髙 ↔ 高: variant form", "“ ” ↔ “”: spacing only", "子 ↔ 代: different"]),
        ("髙橋 子", "高橋代", ["髙 ↔ 高: variant form", "“ ” ↔ “”: spacing only", "子 ↔ 代: different"]),
        ("", "花", ["花: missing in what was written"]),
    ],
)
def test_different_letters_are_shown_as_different(written: str, other: str, told: list[str]) -> None:
    assert standing(written, other) == (False, False)
    assert said(written, other) == told
    assert {part.kind for part in compare(written, other).differing} - {PartKind.VARIANT}


def test_an_address_with_full_width_signs_and_a_long_vowel_mark_for_its_dashes() -> None:
    assert standing("見本町１－２－３", "見本町1-2-3") == (False, True)
    assert standing("見本町１ー２ー３", "見本町1-2-3") == (False, True)
    assert standing("見本町1-2-3", "見本町1-23") == (False, False)


def test_an_equal_part_says_so() -> None:
    assert [str(part.said()) for part in compare("花", "花").parts] == ["花: the same"]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("", ()),
        ("ｶﾞﾊﾟﾏ", ("ｶﾞ", "ﾊﾟ", "ﾏ")),
        ("か゛き", ("か゛", "き")),
        ("葛\U000e0100城", ("葛\U000e0100", "城")),
        ("e\u0301a", ("e\u0301", "a")),
        ("ﾞア", ("ﾞ", "ア")),
    ],
)
def test_marks_stay_with_their_letter(text: str, letters: tuple[str, ...]) -> None:
    assert units(text) == letters


_LETTERS = "高髙崎﨑邉邊辺斎齋山田花子ァアｱカガｶﾞ゛\u3099\u309aﾊﾟ が-－ー−1１2・ 　\u200d㈱株()葛\U000e0100Aaßé"
_texts = st.text(_LETTERS, max_size=12) | st.text(max_size=8)
_MIRRORED = {PartKind.MISSING: PartKind.EXTRA, PartKind.EXTRA: PartKind.MISSING}


@given(_texts, _texts)
def test_the_parts_put_together_give_both_back(written: str, other: str) -> None:
    parts = compare(written, other).parts
    assert "".join(part.written for part in parts) == written
    assert "".join(part.other for part in parts) == other


@given(_texts, _texts)
def test_the_other_way_round_is_the_mirror_image(written: str, other: str) -> None:
    one, back = compare(written, other), compare(other, written)
    assert (one.same, one.equivalent) == (back.same, back.equivalent)
    assert [(_MIRRORED.get(p.kind, p.kind), p.other, p.written) for p in one.parts] == [
        (p.kind, p.written, p.other) for p in back.parts
    ]


@given(_texts, _texts)
def test_each_part_is_what_it_says(written: str, other: str) -> None:
    found = compare(written, other)
    assert found.same is (written == other)
    assert found.equivalent is (match_key(written) == match_key(other))
    assert found.equivalent is all(p.kind in (PartKind.EQUAL, PartKind.VARIANT) for p in found.parts)
    _check_parts(found)


def _check_parts(found: Difference) -> None:
    for part in found.parts:
        alike = match_key(part.written) == match_key(part.other)
        assert (part.kind is PartKind.EQUAL) is (part.written == part.other)
        assert part.kind not in (PartKind.EQUAL, PartKind.VARIANT) or alike
        assert part.kind is not PartKind.DIFFERENT or not alike
        assert (part.kind is PartKind.MISSING) is (not part.written and not alike)
        assert (part.kind is PartKind.EXTRA) is (not part.other and not alike)
        assert str(part.said())
