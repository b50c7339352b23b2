"""A printed letter read back from its PDF, and the facts of sample letters. Everyone here is invented (見本)."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from caseman.domain.decisions import Outcome
from caseman.domain.fees import FeeBasis, Money, PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.letters import NOTICES, PERIOD_LETTERS, LetterKind
from caseman.domain.post import EnclosureKind
from caseman.domain.requests import RequestType
from caseman.domain.statute import ground_article, statute
from caseman.letters.facts import (
    Addressee,
    Answered,
    Deficiency,
    Ended,
    FeeLine,
    FeeTold,
    LetterFacts,
    MethodTold,
    Paid,
    Sender,
)
from caseman.letters.places import MM, Box
from caseman.letters.render import render_letter
from caseman.text import Language

REFUSALS = (
    LetterKind.NON_DISCLOSURE,
    LetterKind.RECORDS_NON_DISCLOSURE,
    LetterKind.CORRECTION_REFUSAL,
    LetterKind.CESSATION_REFUSAL,
    LetterKind.PURPOSE_REFUSAL,
)
_BLANKS = re.compile(r"\s+")
_SENDERS = {
    Language.JA: Sender("株式会社見本", "個人情報窓口", "107-8349", "東京都港区見本町2-5-8", "03-0000-2500"),
    Language.EN: Sender(
        "SAMPLE INC.", "Privacy Office", "107-8349", "2-5-8 Mihon-cho, Minato-ku, Tokyo", "03-0000-2500"
    ),
}
_TYPES = {
    LetterKind.DISCLOSURE: (RequestType.DISCLOSURE, "33(1)", Ground.RIGHTS),
    LetterKind.NON_DISCLOSURE: (RequestType.DISCLOSURE, "33(1)", Ground.BUSINESS),
    LetterKind.RECORDS_DISCLOSURE: (RequestType.THIRD_PARTY_RECORDS, "33(5)", Ground.RIGHTS),
    LetterKind.RECORDS_NON_DISCLOSURE: (RequestType.THIRD_PARTY_RECORDS, "33(5)", Ground.BUSINESS),
    LetterKind.NO_DATA: (RequestType.DISCLOSURE, "33(1)", None),
    LetterKind.CORRECTION: (RequestType.CORRECTION, "34(1)", Ground.NOT_UNTRUE),
    LetterKind.CORRECTION_REFUSAL: (RequestType.CORRECTION, "34(1)", Ground.NOT_UNTRUE),
    LetterKind.CESSATION: (RequestType.CESSATION, "35(1)", Ground.LEGAL_RETENTION),
    LetterKind.CESSATION_REFUSAL: (RequestType.CESSATION, "35(1)", Ground.NOT_JUSTIFIED),
    LetterKind.PURPOSE: (RequestType.PURPOSE, "32(2)", Ground.BUSINESS),
    LetterKind.PURPOSE_REFUSAL: (RequestType.PURPOSE, "32(2)", Ground.BUSINESS),
    LetterKind.COMPLAINT_REPLY: (RequestType.COMPLAINT, "40", None),
}
REASON = "取引先担当者の氏名が含まれているためです。"

DEFICIENCY = {
    Language.JA: Deficiency(
        (
            ("「代理権を証する委任状」が同封されていません。", "「代理権を証する委任状」をお送りください。"),
            ("印影が鮮明ではありません。", ""),
        ),
        date(2026, 11, 27), date(2026, 12, 11), "returned", "reset", date(2026, 12, 8),
    ),
    Language.EN: Deficiency(
        (("“Letter of proxy” is missing.", "Please send it: Letter of proxy."), ("The seal cannot be read.", "")),
        date(2026, 11, 27), date(2026, 12, 11), "returned", "reset", date(2026, 12, 8),
    ),
}  # fmt: skip
FEE = FeeTold(
    (FeeLine(RequestType.DISCLOSURE, 1, FeeBasis.FORM, Money(5250)),), Money(5250), Money(0), "38",
    (PaymentMeans.BANK_TRANSFER, PaymentMeans.MONEY_ORDER), "見本銀行 見本支店 普通 0000001 カ）ミホン",
    tax_included=True, limit_on=date(2026, 12, 11), unpaid="no_request", clock="reset", running_due=date(2026, 12, 8),
)  # fmt: skip
PAID = replace(
    FEE,
    paid=Money(6000),
    payments=(Paid(date(2026, 11, 25), PaymentMeans.BANK_TRANSFER, Money(6000)),),
    overpaid="returned_in_stamps",
)
METHOD = MethodTold(
    RequestType.DISCLOSURE,
    "会員登録情報",
    "電子データの提供",
    "書面の交付",
    "電子化に多額の費用を要するため。",
)
ENDED = Ended(
    "unmended",
    date(2026, 11, 26),
    date(2026, 11, 25),
    ((EnclosureKind.REQUEST_FORM.label, 2), (EnclosureKind.ID_COPY.label, 1)),
)


def outcome_of(kind: LetterKind) -> Outcome:
    """The whole outcome that a letter of this kind tells."""
    if kind is LetterKind.NO_DATA:
        return Outcome.NO_DATA
    return Outcome.REFUSE if kind in REFUSALS else Outcome.GRANT


def answered(kind: LetterKind, **changes: Any) -> Answered:
    """One request as the kind of letter answers it; in part where `outcome=Outcome.PART` is given."""
    request, article, ground = _TYPES[kind]
    outcome = changes.get("outcome", outcome_of(kind))
    explained = outcome in (Outcome.REFUSE, Outcome.PART)
    answer = Answered(
        request_type=request,
        article=article,
        scope="会員登録情報及び取引履歴",
        outcome=outcome,
        ground=ground if explained else None,
        reason=REASON if explained else "",
        details="会員番号：SAMPLE-000001" if outcome is not Outcome.REFUSE else "",
        before="見本町一丁目",
        after="見本町四丁目",
        decided_on=date(2026, 11, 26),
    )
    law = statute(request)
    granted = outcome in (Outcome.GRANT, Outcome.PART)
    articles = {
        "answer_article": law.answer_article if granted else law.refusal_article,
        "refusal_article": law.refusal_article,
    }
    told = replace(answer, **(articles | changes))
    return replace(told, ground_article=ground_article(told.ground, request_type=request) if told.ground else "")


def facts(kind: LetterKind, language: Language = Language.JA, **changes: Any) -> LetterFacts:
    """A sample letter's facts: received on the 24th, decided on the 26th, dated the 27th of November 2026."""
    made = LetterFacts(
        kind, language, "P-2026-0001-01", "P-2026-0001", date(2026, 11, 27),
        Addressee("髙﨑 花子", "107-0061", "東京都港区見本町1-2-3 見本荘101号"), _SENDERS[language], "髙﨑 花子", None,
        date(2026, 11, 24), () if kind in NOTICES else (answered(kind),), correction_article="34(1)",
        request_types=(RequestType.DISCLOSURE, RequestType.CORRECTION),
        due_on=date(2026, 12, 8) if kind in PERIOD_LETTERS else None,
        old_due=date(2026, 12, 4) if kind is LetterKind.EXTENSION else None,
        extension_reason=REASON if kind is LetterKind.EXTENSION else "",
        deficiency=DEFICIENCY[language] if kind is LetterKind.DEFICIENCY else None,
        fee={LetterKind.FEE_NOTICE: FEE, LetterKind.RECEIPT: PAID, LetterKind.CLOSURE: PAID}.get(kind),
        ended=ENDED if kind is LetterKind.CLOSURE else None,
        methods=(METHOD,) if kind is LetterKind.METHOD_CHANGE else (),
        method_article="33(3)",
    )  # fmt: skip
    return replace(made, **changes)


def bare(text: str) -> str:
    """A text without its blanks and line breaks."""
    return _BLANKS.sub("", text)


@dataclass(frozen=True)
class Sign:
    """A printed character and where its ink is, in millimetres from the top left of its page."""

    char: str
    page: int
    left: float
    top: float
    right: float
    bottom: float

    def inside(self, box: Box) -> bool:
        across = box.x <= self.left and self.right <= box.x + box.width
        return across and box.y <= self.top and self.bottom <= box.y + box.height

    def touches(self, box: Box) -> bool:
        across = self.left < box.x + box.width and box.x < self.right
        return across and self.top < box.y + box.height and box.y < self.bottom


@dataclass(frozen=True)
class Paper:
    """What a reader finds: the text of each page, each character's place, whether each font is embedded."""

    pages: tuple[str, ...]
    signs: tuple[Sign, ...]
    fonts: dict[str, bool]
    lines: tuple[Box, ...]  # drawn strokes and rectangles of the first page
    title: str

    @property
    def text(self) -> str:
        return bare("".join(self.pages))

    def says(self, text: str) -> bool:
        """Whether the text is printed somewhere, line breaks apart."""
        return bare(text) in self.text

    def has_line(self, line: str) -> bool:
        return any(line in page.splitlines() for page in self.pages)


def printed(letter: LetterFacts, window: Box | None = None) -> Paper:
    return read(render_letter(letter, window) if window else render_letter(letter))


def read(pdf: bytes) -> Paper:
    document = pdfium.PdfDocument(pdf)
    try:
        pages = tuple(page.get_textpage().get_text_range() for page in document)
        signs = tuple(sign for number, page in enumerate(document, start=1) for sign in _signs(page, number))
        fonts = {name: embedded for page in document for name, embedded in _fonts(page)}
        height = document[0].get_height()
        lines = tuple(
            _box(item.get_bounds(), height) for item in document[0].get_objects() if item.type == raw.FPDF_PAGEOBJ_PATH
        )
        return Paper(pages, signs, fonts, lines, document.get_metadata_dict()["Title"])
    finally:
        document.close()


def _signs(page: Any, number: int) -> Iterator[Sign]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if not char.isspace() and not raw.FPDFText_IsGenerated(text.raw, index):
            box = _box(text.get_charbox(index), page.get_height())
            yield Sign(char, number, box.x, box.y, box.x + box.width, box.y + box.height)


def _box(bounds: tuple[float, float, float, float], page_height: float) -> Box:
    left, low, right, high = (value / MM for value in bounds)
    return Box(left, page_height / MM - high, right - left, high - low)


def _fonts(page: Any) -> Iterator[tuple[str, bool]]:
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        font = raw.FPDFTextObj_GetFont(item.raw)
        name = ctypes.create_string_buffer(200)
        raw.FPDFFont_GetBaseFontName(font, name, len(name))
        yield name.value.decode(), raw.FPDFFont_GetIsEmbedded(font) == 1
