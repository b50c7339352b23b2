"""Match keys: what counts as one name, what stays apart."""

from __future__ import annotations

from collections import Counter

import jaconv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain import names
from caseman.domain.names import match_key

_KANA = st.text(
    "アイウエオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポ"
    "マミムメモヤユヨラリルレロワヲンヴァィゥェォッャュョー",
    max_size=24,
)
_ASCII = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=24)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋", "高橋"),
        ("山﨑", "山崎"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("齋藤", "斎藤"),
        ("斉藤", "齊藤"),
        ("濵田", "浜田"),
        ("廣澤", "広沢"),
        ("𠮷野", "吉野"),
        ("國島", "国嶋"),
        ("葛\U000e0100城", "葛城"),
        ("辻\ufe00", "辻"),
        ("\ufa19谷", "神谷"),
        ("髙﨑　花子", "高崎 花子"),
        ("高崎花子", "高崎 花子"),
        ("サトウ ハナコ", "さとう　はなこ"),
        ("ｻﾄｳ ﾊﾅｺ", "サトウ　ハナコ"),
        ("ｷﾖｳｺ", "キョウコ"),
        ("ﾔﾂﾊﾞ ｼﾞﾕﾝ", "やっば　じゅん"),
        ("ｻｵﾘ", "サヲリ"),
        ("ﾏ-ｶﾞﾚﾂﾄ", "マーガレット"),
        ("ﾏｰｸ", "マーク"),
        ("マ−ク", "マーク"),
        ("ﾊﾟ-ﾍﾞﾙ", "パーベル"),
        ("ウ゛ァレリー", "ヴァレリー"),
        ("カ\u3099", "ガ"),
        ("ジョン・スミス", "ジョンスミス"),
        ("Ｓｍｉｔｈ", "SMITH"),
        ("José", "JOSE"),
        ("Müller", "muller"),
        ("Nguyễn Đặng", "NGUYEN DANG"),
        ("Łukasz Søren", "lukasz soren"),
        ("Straße", "STRASSE"),
        ("１－２－３", "1-2-3"),
        ("1‐2–3", "1-2-3"),
        ("１ー２ー３", "1-2-3"),
        ("㈱見本", "(株)見本"),
        ("P-2026\u200b-0001", "p-2026-0001"),
        ("", " 　\t\n"),
    ],
)
def test_spellings_of_one_name_share_their_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("見本花子", "見本花代"),
        ("ハナコ", "バナコ"),
        ("ハナコ", "パナコ"),
        ("カ", "ガ"),
        ("太田", "大田"),
        ("1-23", "12-3"),
        ("土田", "士田"),
        ("末広", "未広"),
        ("一", "ー"),
        ("斎藤", "佐藤"),
    ],
)
def test_other_names_keep_another_key(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


def test_a_key_of_known_spelling() -> None:
    assert match_key("髙﨑　はなこ (ﾊﾅｺ) Ｎｏ．１") == "高崎ハナコ(ハナコ)no.1"


def test_each_kanji_stands_in_one_group() -> None:
    signs = Counter("".join(names._KANJI.split()))
    assert [sign for sign, count in signs.items() if count > 1] == []


@given(st.text(max_size=40))
def test_folding_a_key_again_changes_nothing(text: str) -> None:
    assert match_key(match_key(text)) == match_key(text)


@given(_KANA)
def test_kana_of_any_kind_and_width_share_the_key(kana: str) -> None:
    key = match_key(kana)
    assert match_key(jaconv.kata2hira(kana)) == key
    assert match_key(jaconv.z2h(kana, kana=True)) == key


@given(_ASCII)
def test_width_and_case_do_not_matter(text: str) -> None:
    key = match_key(text)
    assert match_key(jaconv.h2z(text, ascii=True, digit=True)) == key
    assert match_key(text.upper()) == match_key(text.lower()) == key


@given(st.text(max_size=20), st.integers(0, 20), st.sampled_from([" ", "　", "\u00a0", "\u200b", "・"]))
def test_blanks_and_middle_dots_do_not_matter(text: str, at: int, blank: str) -> None:
    plain = "".join(c for c in text if c.isalnum() and c.isascii())
    assert match_key(plain[:at] + blank + plain[at:]) == match_key(plain)
