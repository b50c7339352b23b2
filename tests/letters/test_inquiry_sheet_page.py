"""The inquiry to a data holder: one page that asks, with boxes for the answer, and no more of the person than that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseman.domain.letter_form import DateStyle, Paper
from caseman.domain.requests import RequestType
from caseman.errors import RuleError
from caseman.letters.inquiry_sheet import InquiryFacts, render_inquiry_sheet
from caseman.letters.places import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Box
from caseman.text import Language
from tests.letters.paper import read

_PAPER = Box(LEFT - 0.5, TOP, WIDTH - LEFT - RIGHT + 1, HEIGHT - TOP - BOTTOM + 1)
_SHIPPED = {
    Language.JA: {"BIZUDMincho-Regular", "BIZUDGothic-Regular", "BIZUDGothic-Bold"},
    Language.EN: {"BIZUDPMincho-Regular", "BIZUDPGothic-Regular", "BIZUDPGothic-Bold"},
}
both_languages = pytest.mark.parametrize("language", Language)


def _facts(language: Language) -> InquiryFacts:
    return InquiryFacts(
        language=language,
        case_number="P-2026-0001",
        holder="顧客サービス部",
        asked_on=date(2026, 11, 24),
        due_on=date(2026, 12, 1),
        requests=(
            (RequestType.DISCLOSURE, "取引の記録（見本）"),
            (RequestType.CESSATION, "案内メールの停止（見本）"),
        ),
        principal_name="髙﨑 花子",
        return_to="株式会社見本　個人情報窓口\n内線 2500",
        contact="内線 3100",
        question="過去三年の取引の記録があるか。",
        principal_kana="タカサキ ハナコ",
        address="見本県見本市見本町1-2-3",
        birth_date=date(1980, 5, 6),
        member_id="SAMPLE-000001",
    )


@both_languages
def test_the_sheet_tells_what_is_asked_about_whom_and_until_when(language: Language) -> None:
    facts = _facts(language)
    paper = read(render_inquiry_sheet(facts))
    japanese = language is Language.JA
    assert len(paper.pages) == 1
    title = "保有個人データ照会票" if japanese else "Inquiry to a data holder"
    assert paper.has_line(title)
    assert paper.title == title  # the document's own title names no person
    assert paper.has_line("顧客サービス部　御中" if japanese else "To: 顧客サービス部")
    between = "：" if japanese else ": "
    asked = [f"{kind.label.say(language)}{between}{scope}" for kind, scope in facts.requests]
    days = ("令和8年11月24日", "令和8年12月1日", "昭和55年5月6日")
    english_days = ("24 November 2026", "1 December 2026", "6 May 1980")
    for text in (
        "P-2026-0001", "内線 3100", "髙﨑 花子", "タカサキ ハナコ", "見本県見本市見本町1-2-3", "SAMPLE-000001",
        "過去三年の取引の記録があるか。", "株式会社見本　個人情報窓口", "内線 2500",
        *asked, *(days if japanese else english_days),
    ):  # fmt: skip
        assert paper.says(text), text
    assert "{" not in paper.text


@both_languages
def test_the_holder_finds_a_box_for_every_answer(language: Language) -> None:
    paper = read(render_inquiry_sheet(_facts(language)))
    japanese = language is Language.JA
    boxes = (
        ("系統・保管場所", "該当データの有無", "第三者の情報の有無", "調査者", "調査日", "備考")
        if japanese
        else (
            "System and place of storage",
            "Data held",
            "Data of third parties",
            "Searched by",
            "Searched on",
            "Remarks",
        )
    )
    assert all(paper.says(label) for label in boxes)
    ticks = [line for line in paper.lines if line.width < 4 and line.height < 4]
    assert len(ticks) == 4  # yes and no, of the data and of third parties
    rows = [line for line in paper.lines if line.width > 60 and line.height > 5]
    assert len(rows) == 10 + 6
    assert all(line.height >= 8.9 for line in rows[-6:])  # room to write


@both_languages
def test_details_that_are_not_needed_have_no_row(language: Language) -> None:
    slim = replace(_facts(language), address="", birth_date=None, member_id="", principal_kana="", contact="")
    paper = read(render_inquiry_sheet(slim))
    labels = (
        ("生年月日", "住所", "会員番号", "カナ") if language is Language.JA else ("birth", "Address", "Member", "kana")
    )
    assert not any(paper.says(label) for label in labels)
    assert not paper.says("None")
    assert paper.says("髙﨑 花子")


@both_languages
def test_its_fonts_are_embedded_and_all_stands_inside_the_margins(language: Language) -> None:
    pdf = render_inquiry_sheet(_facts(language))
    paper = read(pdf)
    assert set(paper.fonts) == _SHIPPED[language]
    assert all(paper.fonts.values())
    assert b"/Helvetica" not in pdf
    assert all(sign.inside(_PAPER) for sign in paper.signs)
    assert all(line.x + line.width <= WIDTH - RIGHT + 0.5 for line in paper.lines)


@both_languages
@pytest.mark.parametrize("times", [1, 8, 20])
def test_a_long_question_is_set_smaller_and_stays_on_the_page(language: Language, times: int) -> None:
    question = "一件ずつ、記録の所在と取扱いの目的を記入すること。" * times
    paper = read(render_inquiry_sheet(replace(_facts(language), question=question)))
    assert len(paper.pages) == 1
    assert paper.says(question)
    assert all(sign.inside(_PAPER) for sign in paper.signs)


def test_a_question_that_no_page_holds_is_refused() -> None:
    with pytest.raises(RuleError) as refused:
        render_inquiry_sheet(replace(_facts(Language.JA), question="問い\n" * 200))
    assert (refused.value.code, refused.value.field) == ("inquiry-too-long", "question")


def test_a_sample_is_marked_and_the_same_facts_give_the_same_sheet() -> None:
    facts = replace(_facts(Language.EN), sample=True)
    assert read(render_inquiry_sheet(facts)).says("SPECIMEN")
    assert not read(render_inquiry_sheet(_facts(Language.EN))).says("SPECIMEN")
    assert render_inquiry_sheet(facts) == render_inquiry_sheet(replace(facts))


@both_languages
def test_paper_and_dates_are_those_of_the_office(language: Language) -> None:
    facts = replace(_facts(language), paper=Paper.LETTER, dates=DateStyle.WESTERN)
    paper = read(render_inquiry_sheet(facts))
    assert paper.says("2026年11月24日" if language is Language.JA else "24 November 2026")
    assert "令和" not in paper.text
    width, height = Paper.LETTER.width, Paper.LETTER.height
    inside = Box(LEFT - 0.5, TOP, width - LEFT - RIGHT + 1, height - TOP - BOTTOM + 1)
    assert all(sign.inside(inside) for sign in paper.signs)
