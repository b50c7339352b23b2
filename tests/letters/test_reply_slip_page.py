"""The reply slip's page: on the office's paper, dated in its way."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.letter_form import DateStyle, Paper
from caseman.letters.facts import Sender
from caseman.letters.places import BOTTOM, LEFT, RIGHT, Box
from caseman.letters.reply_slip import ReplySlipFacts, render_reply_slip
from caseman.text import Language
from tests.letters.paper import read

_SENDER = Sender("見本株式会社", "見本課", "100-0000", "見本県見本市1-2-3", "03-0000-0000")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("paper", Paper)
def test_paper_and_dates_are_those_of_the_office(paper: Paper, language: Language) -> None:
    facts = ReplySlipFacts(
        _SENDER,
        "P-2026-0001",
        "CM1/TAG/C1/K",
        (("印影が不鮮明です。", "鮮明なものをお送りください。"),) * 8,
        limit_on=date(2026, 12, 4),
        paper=paper,
        dates=DateStyle.WESTERN,
    )
    page = read(render_reply_slip(facts, language))
    assert len(page.pages) == 1
    assert page.says("2026年12月4日" if language is Language.JA else "4 December 2026")
    assert "令和" not in page.text
    inside = Box(LEFT - 0.5, 14, paper.width - LEFT - RIGHT + 1, paper.height - 14 - BOTTOM + 1)
    assert all(sign.inside(inside) for sign in page.signs)
