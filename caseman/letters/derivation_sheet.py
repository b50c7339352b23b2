"""The derivation of a date on paper: for the file, for a manager, for an auditor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseman.domain.letter_form import Paper
from caseman.letters.fonts import faces
from caseman.letters.lines import break_lines
from caseman.letters.page import Pages
from caseman.letters.places import LEFT, MM, RIGHT
from caseman.text import Language, T, Text, say, say_date


@dataclass(frozen=True)
class DerivationFacts:
    """What the sheet tells. It names the case by its number alone."""

    office: str
    case_number: str
    procedure_version: int
    due: date
    target: date | None
    suit_from: date | None
    steps: tuple[Text, ...]
    made_on: date
    made_by: str
    sample: bool = False
    paper: Paper = Paper.A4
    anchor: str = ""


def render_derivation(facts: DerivationFacts, language: Language) -> bytes:
    """Draw the sheet: the dates first, then how they were found, step by step."""
    plain, _, bold = faces(language)
    pages = Pages(facts.case_number, language.value, plain, paper=facts.paper, anchor=facts.anchor)

    def tell(text: str, font: str = plain, size: float = 10.5, leading: float = 6.2) -> None:
        for line in break_lines(text, font, size, (pages.width - LEFT - RIGHT) * MM):
            pages.text(line, LEFT, pages.y, font, size)
            pages.down(leading)

    if facts.sample:
        pages.mark_sample()
    pages.y = 30
    tell(T("How the date was found").say(language), bold, 16, 11)
    tell(f"{facts.office}　{facts.case_number}")
    tell(T("Procedure, version {version}", version=facts.procedure_version).say(language))
    pages.down(3)
    for title, day in (
        (T("Answer by"), facts.due),
        (T("Internal target"), facts.target),
        (T("Suit possible from (Article 39)"), facts.suit_from),
    ):
        if day is not None:
            tell(f"{title.say(language)}　{say_date(day, language)}", bold, 11, 7)
    pages.down(4)
    for number, step in enumerate(facts.steps, start=1):
        tell(f"{number}.　{say(step, language)}")
        pages.down(1.5)
    pages.down(6)
    tell(f"{say_date(facts.made_on, language)}　{facts.made_by}")
    return pages.finish()
