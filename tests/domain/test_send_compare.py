"""The name as it is printed counts: width and blanks do not, another kanji does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.send_compare import same_addressee


@pytest.mark.parametrize(
    ("typed", "printed", "same"),
    [
        ("髙橋 一郎", "髙橋 一郎", True),
        ("髙橋一郎", "髙橋　一郎", True),
        ("高橋 一郎", "髙橋 一郎", False),
        ("山崎代子", "山﨑代子", False),
        ("斎藤 一", "齋藤 一", False),
        ("渡辺 二郎", "渡邊 二郎", False),
        ("ＳＡＭＰＬＥ　Ｉｎｃ．", "SAMPLE Inc.", True),
        ("Sample Inc.", "SAMPLE Inc.", False),
        ("ﾐﾎﾝ ﾀﾛｳ", "ミホン タロウ", True),
        ("髙橋 一郎 様", "髙橋 一郎", True),
        ("株式会社見本　御中", "株式会社見本", True),
        ("様", "様", True),
        ("髙橋", "髙橋 一郎", False),
        ("", "髙橋 一郎", False),
        (" ", "", False),
        ("髙橋\u200b 一郎\u202e", "髙橋 一郎", True),
        ("葛\U000e0100城", "葛城", True),
        ("神田", "\ufa19田", True),
        ("<b>見本</b>", "見本", False),
        ("見" * 200, "見" * 200, True),
        ("見" * 199, "見" * 200, False),
    ],
)
def test_what_counts_as_the_same(typed: str, printed: str, same: bool) -> None:
    assert same_addressee(typed, printed) is same


@given(st.text(min_size=1, max_size=40))
def test_a_name_agrees_with_itself_unless_nothing_of_it_is_seen(name: str) -> None:
    assert same_addressee(name, name) is same_addressee(f" {name} ", name)
