"""Type: every font embedded, every character printed as written, or the letter refused; never a blank box."""

from __future__ import annotations

import re

import pytest

from caseman.domain.letters import LetterKind
from caseman.errors import InputError
from caseman.letters import fonts, lines
from caseman.letters.font_files import Face
from caseman.letters.fonts import GOTHIC, GOTHIC_BOLD, MINCHO, MINCHO_P, drawable, elsewhere, face, face_for
from caseman.letters.lines import Run, measure, runs
from caseman.letters.render import render_letter
from caseman.text import Language
from tests.letters.paper import Paper, answered, facts, printed, read

_KIND = LetterKind.NO_DATA
_SHIPPED = {
    Language.JA: {"BIZUDMincho-Regular", "BIZUDGothic-Regular", "BIZUDGothic-Bold"},
    Language.EN: {"BIZUDPMincho-Regular", "BIZUDPGothic-Regular", "BIZUDPGothic-Bold"},
}


def _with(text: str) -> Paper:
    return printed(facts(_KIND, answers=(answered(_KIND, scope=text, details=f"{text}の検索"),)))


@pytest.fixture
def no_other_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has none of the fonts that help out."""
    monkeypatch.setattr(fonts, "elsewhere", tuple)
    monkeypatch.setattr(lines, "_known", {})


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", LetterKind)
def test_every_font_is_embedded_and_none_is_a_standard_one(kind: LetterKind, language: Language) -> None:
    pdf = render_letter(facts(kind, language, anchor="12-ABCDEFGHIJ", sample=True))
    used = read(pdf).fonts
    assert used
    assert set(used) <= _SHIPPED[language]
    assert all(used.values())
    named = set(re.findall(rb"/BaseFont\s*/([^\s/]+)", pdf))
    assert {name.split(b"+")[1].decode() for name in named} == set(used)  # a standard font would have no subset mark
    assert pdf.count(b"/FontFile2") >= len(used)
    assert f"/Lang ({language.value})".encode() in pdf


@pytest.mark.usefixtures("no_other_fonts")
@pytest.mark.parametrize("text", ["髙﨑濵邉邊齋齊斉廣澤", "㈱①Ⅲ№℡", "神福祥塚", "ｱｶﾞﾊﾟ", "é Ü ß", "“‘–—…”", "〒※〇々"])
def test_names_and_signs_are_printed_as_they_are_written(text: str) -> None:
    assert _with(text).says(f"{text}の検索")


@pytest.mark.usefixtures("no_other_fonts")
@pytest.mark.parametrize(
    ("char", "code"),
    [
        ("𠮷", "U+20BB7"),
        ("😀", "U+1F600"),
        ("\ue000", "U+E000"),
        ("\U000323b0", "U+323B0"),
        ("한", "U+D55C"),
        ("م", "U+0645"),
    ],
)
def test_a_character_no_font_has_is_named_and_refused(char: str, code: str) -> None:
    for letter in (facts(_KIND, principal_name=char), facts(_KIND, answers=(answered(_KIND, details=char),))):
        with pytest.raises(InputError) as refused:
            render_letter(facts(_KIND, agent_name="x", principal_name=letter.principal_name, answers=letter.answers))
        assert refused.value.code == "no-glyph"
        assert code in str(refused.value)
        assert char in str(refused.value)


def test_a_character_of_another_font_is_embedded_from_there_or_refused() -> None:
    helping = any(0x20BB7 in other.glyphs for other in elsewhere())
    if not helping:
        with pytest.raises(InputError):
            _with("𠮷野")
        return
    paper = _with("𠮷野")
    assert paper.says("𠮷野の検索")
    assert len(set(paper.fonts) - _SHIPPED[Language.JA]) == 1
    assert all(paper.fonts.values())


def test_a_private_character_is_never_taken_from_another_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each font means another sign by U+E000."""
    other = Face("other", frozenset({0xE000, 0x20BB7}), {}, 1000)
    monkeypatch.setattr(fonts, "elsewhere", lambda: (other,))
    assert face_for("𠮷", MINCHO) is other
    with pytest.raises(InputError):
        face_for("\ue000", MINCHO)


def test_the_first_helping_font_that_has_it_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    some, more = (Face(name, frozenset({0x20BB7}), {}, 900) for name in ("some", "more"))
    monkeypatch.setattr(fonts, "elsewhere", lambda: (Face("empty", frozenset(), {}, 0), some, more))
    monkeypatch.setattr(lines, "_known", {})
    assert runs("吉𠮷𠮷野", MINCHO) == [Run(MINCHO, "吉"), Run("some", "𠮷𠮷"), Run(MINCHO, "野")]
    assert measure("吉𠮷", MINCHO, 10) == pytest.approx(19)


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("辻\ufe00", "辻\ufe00"),
        ("\U000e0100葛\U000e0100\ufe00 \ufe00", "葛\U000e0100 "),
        ("a\tb\u2003c\u2028d\r\ne\rf", "a b c\nd\ne\nf"),
        ("か\u3099き", "がき"),
        ("e\u0301", "é"),
        ("\ufa19谷", "\ufa19谷"),
        ("\ufa19か\u3099", "\ufa19が"),
        ("a\u200bb\u202ec\x07", "abc"),
        ("one\ntwo", "one\ntwo"),
        ("\ue000", "\ue000"),
    ],
)
def test_what_cannot_be_seen_is_left_out_and_no_kanji_is_exchanged(written: str, drawn: str) -> None:
    assert drawable(written) == drawn


def test_a_name_is_printed_in_its_variant_everywhere() -> None:
    name = "葛\U000e0100城 か\u3099く"
    letter = facts(_KIND, principal_name=name, agent_name="見本", answers=(answered(_KIND, scope=name, details=name),))
    assert printed(letter).text.count("葛\U000e0100城がく") == 3


def test_english_letters_have_latin_type_of_its_own_widths() -> None:
    assert face(MINCHO_P).width("i") < face(MINCHO_P).width("n") < face(MINCHO_P).width("W")
    assert face(MINCHO_P).glyphs >= {ord(char) for char in "髙﨑濵é£€“”"}


@pytest.mark.parametrize("name", [MINCHO, GOTHIC, GOTHIC_BOLD])
def test_the_fonts_that_ship_hold_what_offices_write(name: str) -> None:
    needed = "髙﨑濵邉邊齋〒（）「」、。年月日時様御中印記以上０１２①㈱¥ABCabc０é"
    assert [char for char in needed if ord(char) not in face(name).glyphs] == []
    assert face(name).width("あ") == 2 * face(name).width("A") == 1000
