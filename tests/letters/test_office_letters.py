"""Every letter that a shipped office can send, read back: all its words, its window, its fonts, its pages, its law."""

from __future__ import annotations

import pytest

from caseman.domain.letters import LetterKind
from caseman.domain.statute import LawCode
from caseman.letters.places import shown_by, window_of
from caseman.letters.texts import fill
from caseman.offices.loader import load_office
from caseman.text import Language
from tests.letters.office_letters import OFFICES, office_letters
from tests.letters.paper import bare, printed

_ALL = [(office, kind) for office in OFFICES for kind in office_letters(office)]
_MOST_PAGES = 2
_THE_ACT = ("個人情報の保護に関する法律", "Act on the Protection of Personal Information")


@pytest.mark.parametrize(("office", "kind"), _ALL, ids=[f"{office}-{kind.value}" for office, kind in _ALL])
def test_an_independent_reader_finds_all_of_it_where_it_belongs(office: str, kind: LetterKind) -> None:
    letter = office_letters(office)[kind]
    paper = printed(letter)
    filled = fill(letter)
    items = [part for item in filled.items for part in item]
    lines = (part for text in (filled.opening, *filled.paragraphs, *items, *filled.notes) for part in text.splitlines())
    head = (filled.title, letter.document_number, letter.sender.company, letter.sender.department, filled.closing)
    assert [part for part in (*head, *lines) if not paper.says(part)] == []
    assert paper.title == filled.title

    to, japanese = letter.addressee, letter.language is Language.JA
    expected = (
        f"〒{to.postal_code}{to.address}{to.name}様（{letter.case_number}）"
        if japanese
        else f"{to.name}{to.address}{to.postal_code}({letter.case_number})"
    )
    seen = [sign for sign in paper.signs if sign.page == 1 and sign.touches(shown_by(letter.form.envelope))]
    # a sample's large pale mark lies across the page, under the window too
    seen = [sign for sign in seen if sign.bottom - sign.top < 8]
    assert "".join(sign.char for sign in seen) == bare(expected)
    assert all(sign.inside(window_of(letter.form.envelope)) for sign in seen)

    assert paper.fonts
    assert all(paper.fonts.values())
    assert len(paper.pages) <= _MOST_PAGES


@pytest.mark.parametrize("office", OFFICES)
def test_only_offices_under_the_act_cite_it(office: str) -> None:
    letters = office_letters(office)
    own = load_office(office).law in (LawCode.APPI, LawCode.APPI_PUBLIC)
    cited = {
        kind for kind, letter in letters.items() if any(bare(name) in bare(str(fill(letter))) for name in _THE_ACT)
    }
    assert bool(cited) is own
    assert len(letters) >= 10
