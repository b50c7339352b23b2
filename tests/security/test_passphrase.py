"""Which passphrases are taken, and what is said about the others."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseman.errors import InputError
from caseman.security import passphrase

REPEATED = "Repeated characters or words are easy to guess. Use different words."
COMMON = "This is a commonly used password. Use several words that do not belong together."
GENERAL = "Use several words that do not belong together. Japanese is welcome."


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("ｃｏｐｐｅｒ　ｌａｎｔｅｒｎ", "copper lantern"),
        ("ﾊﾞﾗﾉﾊﾅ", "バラノハナ"),
        ("が", "が"),
        ("①㈱", "1(株)"),
        ("plain", "plain"),
    ],
)
def test_what_is_typed_in_another_width_is_the_same(typed: str, normal: str) -> None:
    assert passphrase.normalise(typed) == normal
    assert passphrase.to_bytes(typed) == normal.encode()


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = passphrase.normalise(text)
    assert passphrase.normalise(once) == once
    assert passphrase.to_bytes(text) == passphrase.to_bytes(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    "good",
    [
        "四月の雨と青い自転車の鍵",
        "さくらのしたでおべんとうをたべる",
        "ネコガ　マドカラ　ソラヲ　ミル",
        "今日はとても良い天気ですね",
        "ももの種とももの葉っぱと月",
        "個人情報保護管理室の冷蔵庫",
        "copper lantern seventeen",
        "ｃｏｐｐｅｒ　ｌａｎｔｅｒｎ　１７",
        "yuki no hi ni kasa wo wasureta",
        "🐢と🚲の歌をうたう三月の朝",
        "x" + "青い自転車と雨の音が聞こえる窓辺" * 20,
    ],
)
def test_a_good_passphrase_is_taken(good: str) -> None:
    passphrase.check(good)


@pytest.mark.parametrize(
    ("bad", "code", "sentence"),
    [
        ("", "passphrase-short", "The passphrase has 0 characters; use at least 12."),
        ("青い自転車と雨の音が", "passphrase-short", "The passphrase has 10 characters; use at least 12."),
        # Twelve as typed, eleven after normalising: half-width kana carry the voicing mark apart.
        ("ﾊﾞﾗﾉﾊﾅﾄｱﾒﾉｵﾄ", "passphrase-short", "The passphrase has 11 characters; use at least 12."),
        ("あ" * 1001, "passphrase-long", "The passphrase is too long; use at most 1,000 characters."),
        (
            "copper lantern\nseventeen",
            "passphrase-characters",
            "The passphrase holds a line break or another character that cannot be typed. Type it by hand.",
        ),
        (
            "copper lantern \ud800",
            "passphrase-characters",
            "The passphrase holds a line break or another character that cannot be typed. Type it by hand.",
        ),
        (
            "あああああああああああああ",
            "passphrase-weak",
            f"This passphrase is easy to guess. {REPEATED}",
        ),
        (
            "ａａａａａａａａａａａａ",
            "passphrase-weak",
            f"This passphrase is easy to guess. {REPEATED}",
        ),
        (
            "password1234",
            "passphrase-weak",
            f"This passphrase is easy to guess. {COMMON}",
        ),
        ("abcdefghijkl", "passphrase-weak", None),
    ],
)
def test_a_bad_passphrase_is_refused_with_what_to_do(bad: str, code: str, sentence: str | None) -> None:
    with pytest.raises(InputError) as refused:
        passphrase.check(bad)
    assert (refused.value.code, refused.value.field) == (code, "passphrase")
    if sentence is not None:
        assert str(refused.value) == sentence


def test_the_members_own_name_makes_a_weak_passphrase() -> None:
    passphrase.check("quintessa brummelfeld")
    with pytest.raises(InputError) as refused:
        passphrase.check("quintessa brummelfeld", ("Quintessa Brummelfeld",))
    assert refused.value.code == "passphrase-weak"
    with pytest.raises(InputError):
        passphrase.check("QuintessaBrummelfeld", ("Ｑｕｉｎｔｅｓｓａ　Brummelfeld",))


@pytest.mark.parametrize(
    ("typed", "score", "label", "hint"),
    [
        ("", 0, "very weak", GENERAL),
        (
            "aaaaaaaaaaaa",
            0,
            "very weak",
            REPEATED,
        ),
        (
            "tennis",
            0,
            "very weak",
            COMMON,
        ),
        (
            "12/05/1998",
            1,
            "weak",
            "Dates and years are easy to guess. Add words that have nothing to do with you.",
        ),
        ("四月の雨と青い自転車の鍵", 4, "strong", "This passphrase is hard to guess."),
    ],
)
def test_strength_has_a_score_a_name_and_a_hint(typed: str, score: int, label: str, hint: str) -> None:
    found = passphrase.strength(typed)
    assert (found.score, str(found.label), str(found.hint)) == (score, label, hint)


def test_every_warning_of_the_estimator_has_a_sentence() -> None:
    """A new one would still get the general hint; this shows which to add."""
    import inspect
    import re

    from zxcvbn import feedback

    source = inspect.getsource(feedback)
    calls = re.findall(r"warning'?(?: =|:) _\(((?:\s*\\?\s*(?:'[^'\n]*'|\"[^\"\n]*\"))+)\s*\)", source)
    warnings = {"".join(a or b for a, b in re.findall(r"'([^'\n]*)'|\"([^\"\n]*)\"", call)) for call in calls}
    assert len(warnings) == 14
    assert warnings == set(passphrase._HINTS)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_strength_judges_any_text(text: str) -> None:
    assert 0 <= passphrase.strength(text, (text[:10],)).score <= 4


def test_a_pasted_book_is_judged_by_its_beginning() -> None:
    began = time.perf_counter()
    assert passphrase.strength("雨の音" * 100_000).score == passphrase.strength("雨の音" * 24).score
    assert time.perf_counter() - began < 5
