"""PDF/A-2a, rule by rule of ISO 19005-2, each letter and sheet read with qpdf's library and fontTools.

These are the rules that such pages can break; it is no complete validation as veraPDF's would be.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageCms

from caseman.domain.attachments import Placing
from caseman.domain.letter_form import NO10, LetterForm, Paper
from caseman.domain.letters import LetterKind
from caseman.letters.added_fonts import use_added_fonts
from caseman.letters.address_labels import AddressLabel, address_labels
from caseman.letters.attached_pages import enclosed_paper
from caseman.letters.cover_sheet import CoverFacts, cover_sheet
from caseman.letters.facts import Addressee, Attached
from caseman.letters.render import render_letter
from caseman.letters.srgb import srgb_profile
from caseman.letters.test_sheet import window_test_sheet
from caseman.offices.label_sheets import find_label_sheet
from caseman.text import Language
from tests.letters.attached import attached, page, redacted, with_attached
from tests.letters.made_fonts import write_font
from tests.letters.paper import answered, facts
from tests.letters.test_seal_image import seal_png

_XMP = {"x": "adobe:ns:meta/", "pdfaid": "http://www.aiim.org/pdfa/ns/id/"}
_SHOWING = {"Tj", "'", '"', "TJ"}
_COLOURED = {"rg", "RG", "g", "G"}
_OTHER = {
    *("w", "d", "J", "j", "q", "Q", "cm", "Do"),
    *("m", "l", "c", "h", "re", "n", "f", "f*", "S", "s", "W", "W*"),
    *("BT", "ET", "Tf", "TL", "Tm", "T*", "Tc", "Td"),
    *("BDC", "BMC", "EMC"),
}
_LETTER = LetterForm(paper=Paper.LETTER, envelope=NO10)


def _long(kind: LetterKind) -> Any:
    return facts(kind, answers=(answered(kind, reason="長い理由。葛\U000e0100城、辻\ufe00。" * 150),))


def _sealed() -> bytes:
    letter = facts(LetterKind.DISCLOSURE, sample=True, anchor="12-ABCDEFGHIJ")
    return render_letter(replace(letter, sender=replace(letter.sender, seal_png=seal_png())))


def _attached() -> tuple[Attached, ...]:
    """A page in grey, one in colours on its side, and two that are enclosed."""
    return (
        attached(1, redacted=(redacted(1),)),
        attached(2, pictures=(page((1170, 827), "RGB"),)),
        attached(3, pages=2, placing=Placing.ENCLOSED),
    )


def _documents() -> Iterator[Any]:
    for language in Language:
        for kind in LetterKind:
            yield pytest.param(
                lambda k=kind, n=language: render_letter(facts(k, n)), id=f"{kind.value}-{language.value}"
            )
        letter = facts(LetterKind.DISCLOSURE, language, form=_LETTER)
        yield pytest.param(lambda made=letter: render_letter(made), id=f"us-letter-{language.value}")
        given = _attached()
        data = with_attached(*given, language=language, sample=True, anchor="12-ABCDEFGHIJ")
        yield pytest.param(lambda made=data: render_letter(made), id=f"attached-{language.value}")
        yield pytest.param(lambda made=data, each=given[2]: enclosed_paper(made, each), id=f"enclosed-{language.value}")
    yield pytest.param(lambda: render_letter(_long(LetterKind.NON_DISCLOSURE)), id="long")
    yield pytest.param(_sealed, id="sealed sample")
    yield pytest.param(lambda: window_test_sheet(NO10, Language.EN), id="test sheet")
    label = AddressLabel(Addressee("見本ー花子", "000-0000", "見本県1-2-3"))
    yield pytest.param(
        lambda: address_labels([label], find_label_sheet("a4-12"), Language.JA, vertical=True), id="vertical labels"
    )
    cover = CoverFacts("見本", "P-2026-0001", None, "CM1-TEST", date(2026, 11, 27))
    yield pytest.param(lambda: cover_sheet(cover, Language.JA), id="cover sheet")


documents = pytest.mark.parametrize("made", list(_documents()))


@pytest.fixture
def pdf(made: Any) -> bytes:
    return bytes(made())


@documents
def test_the_file_has_the_form_that_is_asked(pdf: bytes) -> None:
    """6.1.2 header, 6.1.3 trailer, 6.1.7.1 streams, 6.1.9 objects."""
    assert re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", pdf)
    assert pdf.endswith(b"%%EOF\n")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.check_pdf_syntax() == []
        assert "/Encrypt" not in document.trailer
        assert len(document.trailer.ID) == 2
    found = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf))
    assert len(found) == len(re.findall(rb"[\r\n]endstream\n", pdf)) > 3
    for stream in found:
        end = stream.end() + int(stream[1])
        assert pdf[end : end + 11] == b"\nendstream\n"


@documents
def test_the_catalogue_names_language_metadata_and_colours_and_nothing_forbidden(pdf: bytes) -> None:
    """6.2.3 output intent, 6.6 metadata, 6.5 no actions, 6.8 no files, 6.9 no optional content."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert str(root.Lang) in ("ja", "en")
        (intent,) = root.OutputIntents
        assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFA1", "sRGB IEC61966-2.1")
        assert (intent.DestOutputProfile.N, intent.DestOutputProfile.read_bytes()) == (3, srgb_profile())
        assert not {"/AA", "/OpenAction", "/OCProperties", "/AcroForm", "/Names", "/JavaScript"} & set(root.keys())
        assert root.Metadata.Type == "/Metadata"
        assert "/Filter" not in root.Metadata
        with document.open_metadata() as told:
            assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
            assert told["dc:title"] == str(document.docinfo.Title)
            assert told["xmp:CreatorTool"] == str(document.docinfo.Creator) == "caseman"
            day = str(document.docinfo.CreationDate)[2:10]
            assert told["xmp:CreateDate"].replace("-", "").startswith(day)
        assert set(document.docinfo.keys()) == {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"}


@documents
def test_pages_hold_what_any_reader_draws_alike(pdf: bytes) -> None:
    """6.2.2 operators, 6.2.4 colours, 6.2.8 pictures, 6.2.10 transparency, 6.3 annotations."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            assert not {"/Annots", "/AA", "/Group"} & set(page.keys())
            assert "/ExtGState" not in page.Resources or _opaque(page.Resources.ExtGState)
            used = {str(operator) for _, operator in pikepdf.parse_content_stream(page)}
            assert used <= _SHOWING | _COLOURED | _OTHER
        for item in document.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                assert not {"/SMask", "/Mask", "/OPI", "/Alternates"} & set(item.keys())
                assert not item.get("/Interpolate", False)
                assert item.ColorSpace in ("/DeviceRGB", "/DeviceGray")
            if isinstance(item, pikepdf.Stream):
                assert "LZWDecode" not in str(item.get("/Filter", ""))
                assert not {"/F", "/FFilter"} & set(item.keys())


def _opaque(states: Any) -> bool:
    return all(state.get("/ca", 1) == 1 and state.get("/CA", 1) == 1 for state in states.values())


@documents
def test_every_font_is_whole_and_every_code_reads_back(pdf: bytes) -> None:
    """6.2.11.4 embedding, .5 widths, .6 symbolic TrueType, .7.2 the way to Unicode, .8 no glyph 0."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            fonts = {name: _Checked(font) for name, font in page.Resources.Font.items()}
            name = ""
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    name = str(operands[0])
                elif str(operator) in _SHOWING:
                    assert str(operator) == "Tj"
                    for code in bytes(operands[0]):
                        fonts[name].check(code)


class _Checked:
    """A font of a page, taken apart by fontTools."""

    def __init__(self, font: Any) -> None:
        self.font = font
        about = font.FontDescriptor
        assert (font.Subtype, "/Encoding" in font) == ("/TrueType", False)
        assert about.Flags & 4
        assert not about.Flags & 32
        assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont))
        assert font.BaseFont == about.FontName
        data = about.FontFile2.read_bytes()
        assert about.FontFile2.Length1 == len(data)
        self.program = TTFont(io.BytesIO(data))
        (table,) = self.program["cmap"].tables
        self.glyphs = table.cmap
        self.texts = dict(re.findall(r"<([0-9A-F]{2})> <([0-9A-F]+)>", font.ToUnicode.read_bytes().decode()))
        assert max(map(int, re.findall(r"(\d+) beginbfchar", font.ToUnicode.read_bytes().decode()))) <= 100

    def check(self, code: int) -> None:
        glyph = self.glyphs[code]
        assert glyph != ".notdef"
        width = self.program["hmtx"][glyph][0] * 1000 / self.program["head"].unitsPerEm
        assert abs(float(self.font.Widths[code - self.font.FirstChar]) - width) <= 1
        text = bytes.fromhex(self.texts[f"{code:02X}"]).decode("utf-16-be")
        assert text
        assert text[0] not in "\0\ufeff\ufffe"
        assert not any(0xE000 <= ord(char) <= 0xF8FF or ord(char) >= 0xF0000 for char in text)


def test_a_helping_font_keeps_the_rules_too(tmp_path: Path) -> None:
    write_font(tmp_path / "a.ttf", "𠮷한ễ", sequences=(("𠮷", "\U000e0100"),))
    use_added_fonts(tmp_path)
    try:
        made = render_letter(facts(LetterKind.NO_DATA, addressee=Addressee("𠮷𠮷\U000e0100한ễ", "", "見本")))
    finally:
        use_added_fonts(None)
    test_every_font_is_whole_and_every_code_reads_back(made)
    assert "𠮷\U000e0100".encode("utf-16-be").hex().upper().encode() in b"".join(_maps(made))


def _maps(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [font.ToUnicode.read_bytes() for font in document.pages[0].Resources.Font.values()]


def test_the_metadata_name_no_person_and_bear_the_letters_day() -> None:
    made = render_letter(facts(LetterKind.DISCLOSURE))
    with pikepdf.open(io.BytesIO(made)) as document:
        told = document.Root.Metadata.read_bytes().decode() + str(dict(document.docinfo))
        assert "髙﨑" not in told
        assert "P-2026" not in told
        assert "2026-11-27" in told
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)


@pytest.mark.parametrize("kind", LetterKind)
def test_the_same_facts_give_the_same_bytes(kind: LetterKind) -> None:
    assert render_letter(facts(kind)) == render_letter(facts(kind))
    assert render_letter(facts(kind)) != render_letter(facts(kind, dated=date(2026, 11, 28)))


def test_the_profile_is_srgb_as_little_cms_knows_it() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    theirs = ImageCms.createProfile("sRGB")
    assert ImageCms.getProfileDescription(ours).strip() == "sRGB IEC61966-2.1"
    ramp = Image.new("RGB", (18, 18))
    ramp.putdata([(15 * (n % 18), 15 * (n // 18), (7 * n) % 256) for n in range(18 * 18)])
    turned = ImageCms.profileToProfile(ramp, ours, theirs)
    assert turned is not None
    both = zip(ramp.tobytes(), turned.tobytes(), strict=True)
    assert max(abs(a - b) for a, b in both) <= 1
