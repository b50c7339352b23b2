"""The recovery sheet: one page with the code and the wrapped key, in print and as a whole QR code."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from reportlab.graphics.barcode.qr import QrCodeWidget

from caseman.letters.places import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Box
from caseman.letters.recovery_sheet import recovery_sheet
from caseman.text import Language
from tests.letters.paper import Paper, read

_CODE = "A5SQS-N2DY5-1FES2-GS1AZ-3ZJWR-QYWD2-NRDG6-HNYVD"
_WRAPPED = "CASEMAN1:" + "MR5EVSTW2ZEA5MQ62XK2NTOL7MAAAAABDZNX5FPV6EV5ZSHBTI3UIDS6" * 3
_DAY = date(2026, 11, 24)
_PAPER = Box(LEFT - 0.5, TOP, WIDTH - LEFT - RIGHT + 1, HEIGHT - TOP - BOTTOM + 3)
both_languages = pytest.mark.parametrize("language", Language)


def _sheet(language: Language, office: str = "株式会社見本", file: str = "sample.caseman") -> Paper:
    return read(recovery_sheet(office, file, _DAY, _CODE, _WRAPPED, language))


@both_languages
def test_the_sheet_tells_whose_it_is_and_both_secrets(language: Language) -> None:
    paper = _sheet(language)
    japanese = language is Language.JA
    assert len(paper.pages) == 1
    assert paper.has_line("復旧シート" if japanese else "Recovery sheet")
    assert paper.says("株式会社見本　sample.caseman")
    assert paper.says("2026年11月24日（火）" if japanese else "2026-11-24 (Tue)")
    assert paper.says(_CODE.replace("-", ""))
    assert paper.says(_WRAPPED)
    assert paper.says("金庫" if japanese else "Put it into the safe.")
    assert paper.title == "caseman"


@both_languages
def test_the_code_stands_in_two_lines_of_four_groups(language: Language) -> None:
    lines = [line.split() for line in _sheet(language).pages[0].splitlines()]
    assert _CODE.split("-")[:4] in lines
    assert _CODE.split("-")[4:] in lines


@both_languages
def test_its_fonts_are_embedded_and_all_stands_inside_the_margins(language: Language) -> None:
    paper = _sheet(language)
    assert set(paper.fonts) <= {"BIZUDMincho-Regular", "BIZUDGothic-Regular", "BIZUDGothic-Bold"}
    assert all(paper.fonts.values())
    assert all(sign.inside(_PAPER) for sign in paper.signs)
    assert b"/Helvetica" not in recovery_sheet("見本", "s", _DAY, _CODE, _WRAPPED, language)


@both_languages
@pytest.mark.parametrize("times", [1, 12])
def test_the_qr_code_is_whole_wherever_the_text_above_ends(language: Language, times: int) -> None:
    paper = _sheet(language, office="株式会社見本個人情報" * times, file="sample" * times + ".caseman")
    assert len(paper.pages) == 1
    code: Any = QrCodeWidget(_WRAPPED, barLevel="M").qr  # type: ignore[attr-defined]
    code.make()
    count = code.getModuleCount()
    left = min(box.x for box in paper.lines)
    top = min(box.y for box in paper.lines)
    side = (max(box.x + box.width for box in paper.lines) - left) / count
    assert side > 0.5  # millimetres: below this a telephone's camera fails
    dark = {
        (row, column)
        for box in paper.lines
        for row in range(round((box.y - top) / side), round((box.y + box.height - top) / side))
        for column in range(round((box.x - left) / side), round((box.x + box.width - left) / side))
    }
    assert dark == {(r, c) for r in range(count) for c in range(count) if code.isDark(r, c)}
    printed_below = [sign.top for sign in paper.signs if sign.top > top]
    assert min(printed_below) > max(box.y + box.height for box in paper.lines)
    assert all(box.x >= LEFT and box.y + box.height < HEIGHT - BOTTOM for box in paper.lines)
    assert all(sign.inside(_PAPER) for sign in paper.signs)


def test_the_same_secrets_give_the_same_sheet() -> None:
    sheets = {recovery_sheet("見本", "s", _DAY, _CODE, _WRAPPED, Language.JA) for _ in range(2)}
    assert len(sheets) == 1
