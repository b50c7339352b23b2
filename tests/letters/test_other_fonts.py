"""Characters the shipped fonts lack: from which font they come, what is refused, and what is never a blank box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from caseman.domain.letters import LetterKind
from caseman.errors import InputError
from caseman.letters import font_tables, other_fonts
from caseman.letters.added_fonts import (
    fonts_left_out,
    unprintable,
    unprintable_variants,
    use_added_fonts,
    variant_note,
)
from caseman.letters.fonts import MINCHO, drawn, face
from caseman.letters.notes import hindrances, print_notes
from caseman.letters.render import render_letter
from caseman.text import Language
from tests.letters.made_fonts import write_collection, write_font
from tests.letters.paper import Paper, answered, facts, printed, read

_KIND = LetterKind.NO_DATA
_OWN, _USUAL, _UNKNOWN = "葛\U000e0100", "葛\U000e0101", "日\U000e01ef"


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of added fonts, on a machine that has none of its own."""
    monkeypatch.setattr(other_fonts, "installed", tuple)
    use_added_fonts(tmp_path)
    yield tmp_path
    monkeypatch.undo()
    use_added_fonts(None)


def _with(text: str) -> Paper:
    return printed(facts(_KIND, answers=(answered(_KIND, scope=text, details=f"{text}の検索"),)))


@pytest.mark.parametrize("text", ["𠮷野", "한국", "Nguyễn Ðặng", "\U000323b0"])
def test_what_the_shipped_fonts_lack_is_embedded_from_an_added_one_and_reads_back(added: Path, text: str) -> None:
    write_font(added / "a.ttf", "𠮷한국ễặðÐ\U000323b0", name="Helper")
    paper = _with(text)
    assert paper.says(f"{text}の検索")
    assert any(name.startswith("Helper") for name in paper.fonts)
    assert all(paper.fonts.values())


def test_added_fonts_come_in_the_order_of_their_names_before_those_of_the_machine(
    added: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = tmp_path / "machine"
    machine.mkdir()
    monkeypatch.setattr(other_fonts, "installed", lambda: (write_font(machine / "m.ttf", "𠮷한ễ", name="Machine"),))
    write_font(added / "b.ttf", "𠮷한", name="Second")
    write_font(added / "a.ttf", "𠮷", name="First")
    use_added_fonts(added)
    assert [drawn(char, MINCHO).face.split("-")[1] for char in "𠮷한ễ"] == ["a.ttf", "b.ttf", "m.ttf"]


def test_a_folder_that_is_not_there_holds_no_fonts(added: Path) -> None:
    use_added_fonts(added / "gone")
    assert fonts_left_out() == ()
    with pytest.raises(InputError):
        drawn("𠮷", MINCHO)


def test_every_font_of_a_collection_helps(added: Path) -> None:
    write_collection(added / "c.ttc", "𠮷", "한")
    paper = _with("𠮷한")
    assert paper.says("𠮷한の検索")
    assert all(paper.fonts.values())


def test_fonts_that_cannot_be_embedded_are_left_out_with_the_reason(added: Path) -> None:
    write_font(added / "cff.otf", "𠮷", cff=True)
    write_font(added / "locked.ttf", "𠮷" + "".join(map(chr, range(0x4E00, 0x4F10))), embedding=0x0002)
    whole = write_font(added / "whole.ttf", "한").read_bytes()
    (added / "cut.ttf").write_bytes(whole[: len(whole) // 2])
    (added / "text.ttf").write_text("no font at all")
    (added / "nothing.ttf").write_bytes(b"")
    assert drawn("한", MINCHO).face.startswith("other-whole.ttf")
    why = {skipped.path.name: str(skipped.why) for skipped in fonts_left_out()}
    assert "PostScript" in why["cff.otf"]
    assert "does not allow" in why["locked.ttf"]
    assert all("damaged" in why[name] for name in ("cut.ttf", "text.ttf", "nothing.ttf"))
    assert len(why) == 5
    with pytest.raises(InputError) as refused:
        _with("𠮷")
    assert "U+20BB7" in str(refused.value)


@pytest.mark.parametrize("at", range(0, 1500, 37))
def test_a_font_with_a_broken_byte_is_left_out_or_harmless(added: Path, at: int) -> None:
    data = bytearray(write_font(added / "f.ttf", "𠮷", sequences=(("𠮷", "\U000e0100"),)).read_bytes())
    data[at % len(data)] ^= 0xFF
    (added / "f.ttf").write_bytes(data)
    use_added_fonts(added)
    try:
        drawn("𠮷\U000e0100", MINCHO)
    except InputError as error:
        assert error.code == "no-glyph"  # noqa: PT017  both ends are right


def test_a_glyph_that_shows_nothing_is_no_glyph(added: Path) -> None:
    write_font(added / "a.ttf", "𠮷한", empty="𠮷", missing="ễ", name="Hollow")
    for char in "𠮷ễ":
        with pytest.raises(InputError) as refused:
            _with(char)
        assert refused.value.code == "no-glyph"
    write_font(added / "b.ttf", "𠮷ễ", name="Full")
    use_added_fonts(added)
    assert {drawn(char, MINCHO).face.split("-")[1] for char in "𠮷ễ"} == {"b.ttf"}


def test_two_fonts_of_one_name_stay_apart_in_a_letter(added: Path) -> None:
    write_font(added / "a.ttf", "𠮷", name="Twin")
    write_font(added / "b.ttf", "한", name="Twin")
    assert _with("𠮷한").says("𠮷한の検索")


@pytest.mark.parametrize("text", ["محمد", "שלום", "हिन्दी", "ไทย"])
def test_writing_that_joins_or_runs_from_right_to_left_is_refused_though_a_font_has_it(added: Path, text: str) -> None:
    write_font(added / "a.ttf", "".join(dict.fromkeys(text)))
    with pytest.raises(InputError) as refused:
        _with(text)
    assert refused.value.code == "no-shaping"
    assert text[0] in str(refused.value)


def test_a_mark_stands_over_its_letter_or_the_name_is_refused(added: Path) -> None:
    with pytest.raises(InputError) as refused:
        _with("ɔ\u0301")
    assert "U+0254" in str(refused.value)
    write_font(added / "a.ttf", "ɔ\u0301")
    use_added_fonts(added)
    with pytest.raises(InputError) as refused:
        _with("ɔ\u0301")
    assert refused.value.code == "no-shaping"
    write_font(added / "a.ttf", "ɔ\u0301", no_width="\u0301")
    use_added_fonts(added)
    assert _with("ɔ\u0301").says("ɔ\u0301の検索")


def test_a_variation_sequence_is_printed_in_its_form_and_reads_back(added: Path) -> None:
    own, usual, plain = (drawn(text, MINCHO) for text in (_OWN, _USUAL, "葛"))
    assert len({own.signs, usual.signs, plain.signs}) == 3
    font = face(MINCHO).font
    assert font is not None
    glyph = font.inner.charToGlyph
    assert glyph[ord(own.signs)] != glyph[ord(usual.signs)] == glyph[ord("葛")]
    paper = _with(f"{_OWN}城{_USUAL}飾")
    assert paper.says(f"{_OWN}城{_USUAL}飾の検索")
    assert unprintable_variants([_OWN, _USUAL]) == ()


def test_a_sequence_comes_from_the_font_that_knows_it(added: Path) -> None:
    write_font(added / "a.ttf", "日", sequences=(("日", _UNKNOWN[1]),), name="Knowing")
    assert unprintable_variants([_UNKNOWN]) == ()
    paper = _with(_UNKNOWN + "本")
    assert paper.says(_UNKNOWN + "本の検索")
    assert any(name.startswith("Knowing") for name in paper.fonts)


def test_a_sequence_no_font_knows_is_printed_in_its_usual_form_and_told(added: Path) -> None:
    paper = _with(_UNKNOWN + "本")
    assert paper.says("日本の検索")
    assert unprintable_variants(["見本", f"{_UNKNOWN}本{_OWN}", _UNKNOWN, "☎\ufe0f"]) == (_UNKNOWN,)
    assert "U+65E5 U+E01EF" in str(variant_note(_UNKNOWN))


def test_all_that_cannot_be_printed_is_told_at_once(added: Path) -> None:
    told = [str(text) for text in unprintable(["見本𠮷", "a\u200b한𠮷\n"])]
    assert len(told) == 2
    assert "U+20BB7" in told[0]
    assert "U+D55C" in told[1]


def test_a_mark_or_selector_is_never_parted_from_its_character_at_the_end_of_a_line(added: Path) -> None:
    paper = _with(_OWN * 60)
    assert paper.text.count(_OWN) == 120
    assert not re.search("[\r\n][\U000e0100-\U000e01ef]", paper.pages[0])


@pytest.mark.parametrize("language", Language)
def test_the_same_facts_give_the_same_bytes_whatever_was_printed_before(added: Path, language: Language) -> None:
    write_font(added / "a.ttf", "𠮷")
    letter = facts(_KIND, language, principal_name=_OWN, answers=(answered(_KIND, scope=f"𠮷{_OWN}"),))
    first = render_letter(letter)
    _with(f"{_USUAL}𠮷" + "辻\U000e0100")
    use_added_fonts(added)
    assert render_letter(letter) == first
    assert read(first).text


@pytest.mark.parametrize("name", ["BIZUDMincho-Regular", "BIZUDPMincho-Regular", "BIZUDGothic-Bold"])
def test_tables_are_read_as_fonttools_reads_them(name: str) -> None:
    with TTFont(f"resources/fonts/bizud/{name}.ttf") as font:
        best, number = font.getBestCmap(), font.getGlyphID
        sequences = next(table for table in font["cmap"].tables if table.format == 14).uvsDict
        known = font_tables.variants(font.reader["cmap"])
        for selector, mapped in sequences.items():
            for char, glyph in mapped:
                usual = number(best[char])
                assert known.glyph(char, selector, usual) == (usual if glyph is None else number(glyph))
        assert known.glyph(ord("a"), 0xE0100, 5) is None
        table = font["GSUB"].table
        wanted: dict[int, int] = {}
        for feature in table.FeatureList.FeatureRecord:
            for at in feature.Feature.LookupListIndex if feature.FeatureTag == "vert" else ():
                for lookup in table.LookupList.Lookup[at].SubTable:
                    wanted |= {number(a): number(b) for a, b in getattr(lookup, "ExtSubTable", lookup).mapping.items()}
        assert font_tables.vertical_forms(font.reader["GSUB"]) == wanted
        assert len(wanted) > 100


@pytest.mark.parametrize("language", Language)
def test_the_preview_is_told_of_every_hindrance_and_every_form_that_is_not_there(
    added: Path, language: Language
) -> None:
    letter = facts(_KIND, language, answers=(answered(_KIND, scope=f"見本{_UNKNOWN}{_OWN}", details="한"),))
    letter = replace(letter, addressee=replace(letter.addressee, name="𠮷野한"))
    assert [re.findall(r"U\+[0-9A-F]+", str(text)) for text in hindrances(letter)] == [["U+20BB7"], ["U+D55C"]]
    assert [re.findall(r"U\+[0-9A-F]+", str(text)) for text in print_notes(letter)] == [["U+65E5", "U+E01EF"]]
    assert hindrances(facts(_KIND, language)) == print_notes(facts(_KIND, language)) == ()
