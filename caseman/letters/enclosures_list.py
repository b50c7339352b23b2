"""The list for who fills the envelopes of a print run: each letter, its addressee, and what goes in beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from caseman.domain.letter_form import Paper
from caseman.letters.fitted_lines import fit_lines
from caseman.letters.fonts import faces
from caseman.letters.page import Pages
from caseman.letters.places import LEFT, RIGHT
from caseman.letters.table import TableColumn, draw_table
from caseman.text import Language, T, Text

_OFFICE: Final = 30.0  # millimetres at most for the office's name


@dataclass(frozen=True)
class Envelope:
    """One letter with its pages, and each piece beside it with its sheets."""

    document_number: str
    addressee: str
    pages: int
    pieces: tuple[tuple[Text | str, int], ...]


@dataclass(frozen=True)
class EnclosuresFacts:
    """The envelopes of a run, in its order."""

    run: str
    office: str
    envelopes: tuple[Envelope, ...]
    sample: bool = False
    paper: Paper = Paper.A4
    anchor: str = ""


def enclosures_list(facts: EnclosuresFacts, language: Language) -> bytes:
    """The list as PDF, as many pages as it takes; boxes at right to tick while the envelopes are filled."""
    plain, _, bold = faces(language)

    def said(text: Text | str) -> str:
        return text.say(language) if isinstance(text, Text) else text

    columns = (
        TableColumn(T("No.").say(language), 11),
        TableColumn(T("Letter").say(language), 33),
        TableColumn(T("Addressee").say(language), 39),
        TableColumn(T("Pieces").say(language), 17),
        TableColumn(T("Enclosed").say(language), 50),
        TableColumn("□", 10),
    )
    rows = []
    for at, envelope in enumerate(facts.envelopes, start=1):
        lines = [T("Letter, pages: {pages}", pages=envelope.pages).say(language)]
        lines += [
            T("{what}, sheets: {sheets}", what=said(what), sheets=sheets).say(language)
            for what, sheets in envelope.pieces
        ]
        pieces = str(len(envelope.pieces))
        rows.append([str(at), envelope.document_number, envelope.addressee, pieces, "\n".join(lines), ""])

    def begin(pages: Pages, _page: int) -> None:
        if facts.sample:
            pages.mark_sample()
        pages.text(T("Enclosures of print run {run}", run=facts.run).say(language), LEFT, pages.y + 4, bold, 13)
        pages.y += 9.5
        office = fit_lines([facts.office], plain, pages.width - LEFT - RIGHT, _OFFICE, 9, 4.2)
        for line in office.lines:
            pages.right(line, pages.width - RIGHT, pages.y, plain, office.size)
            pages.y += office.leading
        pages.y -= 1.5

    return draw_table(columns, rows, begin, "caseman", language.value, paper=facts.paper, anchor=facts.anchor)
