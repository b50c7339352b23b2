"""An anchor is read as people type it from paper, and nothing else is taken for one."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.anchors import read_anchor
from caseman.errors import InputError

HEAD = "1374-3GSEWXGIHLFF2CPPWHRZ"


@pytest.mark.parametrize(
    "typed",
    [
        HEAD,
        HEAD.lower(),
        f"  {HEAD}\n",
        "1374 3GSEW XGIHL FF2CP PWHRZ",
        "1,374-3GSEWXGIHLFF2CPPWHRZ",
        "１３７４－３ＧＳＥＷＸＧＩＨＬＦＦ２ＣＰＰＷＨＲＺ",
        "1374—3gsewxgihlff2cppwhrz",
        "1374ー3GSEW-XGIHL-FF2CP-PWHRZ",
        "13743GSEWXGIHLFF2CPPWHRZ",
        "I374-3GSEWXG1H1FF2CPPWHRZ",
        "l374-3GSEWXGIHIFF2CPPWHRZ",
    ],
)
def test_every_way_of_typing_it_is_understood(typed: str) -> None:
    assert read_anchor(typed).is_of(HEAD)


def test_what_base32_has_not_is_what_it_looks_like() -> None:
    assert read_anchor("10-0B8AAAAAAAAAAAAAAAAA").is_of("10-OBBAAAAAAAAAAAAAAAAA")


@pytest.mark.parametrize(
    "other", ["1375-3GSEWXGIHLFF2CPPWHRZ", "1374-3GSEWXGIHLFF2CPPWHRA", "374-3GSEWXGIHLFF2CPPWHRZ", "0"]
)
def test_another_head_is_another(other: str) -> None:
    assert not read_anchor(HEAD).is_of(other)


@pytest.mark.parametrize(
    "typed",
    ["", "0", "hello", "1374-", "1374-3GSEW", "-3GSEWXGIHLFF2CPPWHRZ", "x-3GSEWXGIHLFF2CPPWHRZ", "9" * 500,
     "1374-" + "é" * 20,
     "１" * 19 + "-3GSEWXGIHLFF2CPPWHRZ", "1374-3GSEWXGIHLFF2CPPWHR9"],
)  # fmt: skip
def test_what_is_no_anchor_is_refused_with_what_one_looks_like(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        read_anchor(typed)
    assert (refused.value.code, refused.value.field) == ("anchor-malformed", "anchor")
    assert "1234-" in str(refused.value)


@given(st.integers(1, 10**15), st.binary(min_size=32, max_size=32))
def test_each_head_reads_back_as_itself(number: int, mac: bytes) -> None:
    head = f"{number}-{base64.b32encode(mac).decode()[:20]}"
    for typed in (head, head.lower(), head.replace("-", " "), head.replace("L", "1")):
        assert read_anchor(typed).is_of(head)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_an_anchor_or_is_refused(typed: str) -> None:
    try:
        anchor = read_anchor(typed)
    except InputError:
        return
    assert len(anchor.code) == 20
