"""What cp932 cannot hold, and what may stand for it: only what is listed, never a silent question mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.exchange import encodings
from caseman.exchange.encodings import holds, replacements, transcribed


@pytest.mark.parametrize("text", ["髙﨑濵", "①㈱Ⅲ", "ﾀｶﾊｼ", "～－―", "山田 太郎\n〒", "\\5,250", ""])
def test_what_it_holds_is_left_alone(text: str) -> None:
    assert holds(text)
    assert list(replacements(text)) == []
    assert transcribed(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("𠮷野家", "吉野家"),
        ("葛\U000e0100飾", "葛飾"),
        ("José Müller", "Jose Muller"),
        ("e\u0301", "e"),
        ("か\u3099", "が"),  # as some systems take names apart
        ("\ufa4c", "社"),  # a compatibility ideograph
        ("100€—", "100EUR―"),
        ("¥250", "￥250"),
        ("〜と−", "～と－"),
        ("a\u00a0b\u200bc", "a bc"),
        ("Nguyễn Straße", "Nguyen Strasse"),
    ],
)
def test_what_stands_for_it(text: str, written: str) -> None:
    assert not holds(text)
    assert transcribed(text) == written
    assert all(found.by is not None for found in replacements(text))


@pytest.mark.parametrize("text", ["王丽", "😀", "한글", "ไทย", "x\ud800"])
def test_what_nothing_stands_for_is_told_and_never_written(text: str) -> None:
    found = [each for each in replacements(text) if each.by is None]
    assert found
    with pytest.raises(ValueError, match="nothing stands"):
        transcribed(text)


def test_a_character_is_named_as_the_standard_does() -> None:
    (rare,) = replacements("𠮷")
    assert (rare.code_points, rare.name, rare.by) == ("U+20BB7", "CJK UNIFIED IDEOGRAPH-20BB7", "吉")
    (variant,) = replacements("葛\U000e0100")
    assert variant.code_points == "U+845B U+E0100"
    assert variant.name.endswith(", VARIATION SELECTOR-17")
    (unnamed,) = replacements("\U000f0000")
    assert unnamed.name == "(unnamed)"


def test_the_table_stands_for_nothing_that_can_be_written_and_writes_nothing_that_cannot() -> None:
    table = encodings._table()
    assert len(table) > 1000
    assert [character for character in table if holds(character)] == []
    assert [by for by in table.values() if not holds(by)] == []


def test_every_character_that_comes_back_as_another_is_known() -> None:
    """All that Python encodes into cp932, read again."""
    changed = set()
    for code in [*range(0x80, 0xD800), *range(0xE000, 0x10000)]:
        try:
            same = chr(code).encode("cp932").decode("cp932") == chr(code)
        except UnicodeEncodeError:
            continue
        if not same:
            changed.add(chr(code))
    assert changed == set(encodings._NOT_THE_SAME)


@given(st.text())
def test_whatever_is_written_reads_back_as_it_was_written(text: str) -> None:
    if any(found.by is None for found in replacements(text)):
        return
    written = transcribed(text)
    assert written.encode("cp932").decode("cp932") == written
    assert "?" not in written or "?" in text or "⁉" in text
