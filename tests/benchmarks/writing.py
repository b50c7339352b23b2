"""One letter, against reportlab drawing as much text with the same fonts."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from caseman.domain.decisions import Outcome
from caseman.domain.letters import LetterKind
from caseman.domain.requests import RequestType
from caseman.letters.facts import Addressee, Answered, LetterFacts, Sender
from caseman.letters.fonts import GOTHIC, GOTHIC_BOLD, MINCHO, face
from caseman.letters.render import render_letter
from caseman.text import Language
from tests.benchmarks.measuring import Row, by_turns, median_row

_TIMES = 60
_DAY = date(2026, 11, 25)
_FONTS = Path(__file__).parents[2] / "resources" / "fonts" / "bizud"
_FILES = {
    MINCHO: "BIZUDMincho-Regular.ttf",
    GOTHIC: "BIZUDGothic-Regular.ttf",
    GOTHIC_BOLD: "BIZUDGothic-Bold.ttf",
}


def letter_facts() -> LetterFacts:
    """A notice of disclosure as the office sends it every day."""
    answer = Answered(
        request_type=RequestType.DISCLOSURE,
        article="33(1)",
        scope="会員登録情報（氏名、住所、電話番号）及び取引履歴",
        outcome=Outcome.GRANT,
        ground=None,
        reason="",
        details="氏名：髙﨑 花子\n住所：見本県見本市見本町1-2-3\n電話番号：090-0000-0001\n会員番号：SAMPLE-000001",
        before="",
        after="",
        decided_on=_DAY,
        answer_article="33(2)",
    )
    return LetterFacts(
        kind=LetterKind.DISCLOSURE,
        language=Language.JA,
        document_number="P-2026-0001-01",
        case_number="P-2026-0001",
        dated=_DAY,
        addressee=Addressee("髙﨑 花子", "000-0001", "見本県見本市見本町1-2-3 見本ハイツ101号室"),
        sender=Sender("株式会社見本", "見本管理部", "000-0000", "見本県見本市見本町9-9-9", "00-0000-0000"),
        principal_name="髙﨑 花子",
        agent_name=None,
        received_on=date(2026, 11, 20),
        answers=(answer,),
        correction_article="34(1)",
        anchor="12-ABCDEFGHIJKLMNOPQRST",
    )


def bare_letter(pages: list[list[str]]) -> bytes:
    """The same lines below one another: a title, labels and body in the three fonts of a letter."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, pageCompression=1)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.setFont(bare_font(font_of(number)), 10.5)
            canvas.drawString(57, 790 - number * 15, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@cache
def bare_font(name: str) -> str:
    """The font as a program registers it that uses reportlab alone; only without all of ASCII, as letters are."""
    plain = f"bare {name}"
    data = io.BytesIO((_FONTS / _FILES[name]).read_bytes())
    pdfmetrics.registerFont(TTFont(plain, data, asciiReadable=False, shapable=False))
    return plain


def font_of(line: int) -> str:
    """The font of a line where it is drawn barely: of a title, of a label, of the body."""
    return GOTHIC_BOLD if line == 0 else GOTHIC if line % 6 == 5 else MINCHO


def rows() -> list[Row]:
    """Fonts are registered beforehand, as they are after a program's first letter."""
    facts = letter_facts()
    lines = text_of(render_letter(facts))
    for font in _FILES:
        face(font)
        bare_font(font)
    times = by_turns(lambda: render_letter(facts), lambda: bare_letter(lines), _TIMES, warm_up=5)
    return [median_row("one letter, median", "bare reportlab page, same fonts and text", times, 1.5)]


def text_of(pdf: bytes) -> list[list[str]]:
    """The lines that a reader of PDF finds on each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().splitlines() for page in document]
