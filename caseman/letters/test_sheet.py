"""The test sheet of a window envelope: what the window shows, where the sheet is folded, rulers to measure by.

It is printed at 100 %, folded, put into the envelope and looked at; what is off is measured and written into the
procedure. The sample address is invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from caseman.domain.letter_form import WindowEnvelope
from caseman.domain.letters import LetterKind
from caseman.letters.facts import Addressee, LetterFacts, Sender
from caseman.letters.fonts import GOTHIC, GOTHIC_P, MINCHO, MINCHO_P
from caseman.letters.letter_head import draw_address
from caseman.letters.lines import break_lines
from caseman.letters.page import Pages
from caseman.letters.places import LEFT, MM, RIGHT, shown_by, window_of
from caseman.text import Language, T, Text, say

SAMPLE: Final = {
    Language.JA: Addressee("見本 花子", "000-0000", "見本県見本市見本町一丁目2番3号 見本ハイツ101号室"),
    Language.EN: Addressee("Hanako Mihon (sample)", "000-0000", "101 Mihon Heights, 1-2-3 Mihon-cho, Mihon City"),
}
_TICK = {0: 5.0, 5: 3.5}  # every tenth and fifth millimetre
_RULER = 120.0


def window_test_sheet(envelope: WindowEnvelope, language: Language, title: str = "") -> bytes:
    """One page for an envelope; `title` is its name for people. Raises `InputError` for a window of no use."""
    envelope.check()
    japanese = language is Language.JA
    font, plain = (MINCHO, GOTHIC) if japanese else (MINCHO_P, GOTHIC_P)
    heading = T("Test sheet for a window envelope").say(language)
    pages = Pages(heading, language.value, font, paper=envelope.paper)
    window, shown = window_of(envelope), shown_by(envelope)
    pages.fold_marks()
    for fold in envelope.paper.folds:
        for x in range(12, int(pages.width) - 8, 4):
            pages.line(x, fold, x + 1.2, fold, 0.25)
    pages.rectangle(window)
    pages.rectangle(shown, dashed=True)
    rulers(pages, plain)
    draw_address(pages, _letter(language), window, font)
    pages.y = envelope.paper.folds[0] + 14
    lines = [
        heading + (f"　{title or envelope.name}" if japanese else f": {title or envelope.name}"),
        *(say(text, language) for text in _told(envelope)),
    ]
    write_paragraphs(pages, lines, font)
    return pages.finish()


def _told(envelope: WindowEnvelope) -> list[Text]:
    return [
        T(
            "Full line: what the window is set to show, {width} × {height} mm, {x} mm from the left and {y} mm from "
            "the top of the sheet. Only the address and the number stand there.",
            **{key: _mm(getattr(envelope, key)) for key in ("width", "height", "x", "y")},
        ),
        T(
            "Broken line: what may be seen when the sheet slides by {slack} mm. It stays empty but for the address.",
            slack=_mm(envelope.slack),
        ),
        T(
            "Print at full size (without fitting to the page), fold at the marks, put the sheet into the envelope, "
            "and let it slide to every side. The address must stay in sight, and nothing outside the broken line."
        ),
        T(
            "If it does not fit, measure with the rulers what the window shows, and write it into the procedure under "
            "[[window_envelopes]]. The rulers must be right themselves: 100 mm, held against a real one."
        ),
        T("Paper: {paper}", paper=envelope.paper.label),
    ]


def write_paragraphs(pages: Pages, paragraphs: Iterable[str], font: str) -> None:
    """What to do with the sheet, from the pen on."""
    for text in paragraphs:
        for line in break_lines(text, font, 10, (pages.width - LEFT - RIGHT) * MM):
            pages.text(line, LEFT, pages.y, font, 10)
            pages.down(5.6)
        pages.down(2)


def rulers(pages: Pages, font: str) -> None:
    """Millimetres along the upper and the left edge, from the corner of the sheet."""
    for at in range(int(pages.width) + 1):
        pages.line(at, 0, at, _TICK.get(at % 10, 2.0), 0.25)
        if at % 10 == 0 and 0 < at < pages.width - 3:
            pages.centre(str(at), 8.0, font, 5.5, at)
    for at in range(int(_RULER) + 1):
        pages.line(0, at, _TICK.get(at % 10, 2.0), at, 0.25)
        if at % 10 == 0 and at > 10:
            pages.text(str(at), 10.0, at + 0.7, font, 5.5)


def _letter(language: Language) -> LetterFacts:
    """Facts of a letter that is none: its address and number are what the window shows."""
    day = date(2000, 1, 1)
    sender = Sender("", "", "", "", "")
    return LetterFacts(
        LetterKind.ACKNOWLEDGEMENT, language, "", "P-0000-0000", day, SAMPLE[language], sender, "", None, day, ()
    )


def _mm(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
