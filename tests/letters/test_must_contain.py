"""What each letter must contain: it is read back from the paper, and a letter that lacks it is not made.

The table is that of the field: what a person needs in order to act, and what the Act demands (Arts. 32 to 40).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseman.domain.decisions import Outcome
from caseman.domain.fees import Money
from caseman.domain.grounds import Ground
from caseman.domain.letters import LetterKind
from caseman.domain.requests import RequestType
from caseman.errors import RuleError
from caseman.letters.facts import AnsweredItem, LetterFacts, Sender
from caseman.letters.notes import print_notes
from caseman.letters.render import render_letter
from caseman.text import Language
from tests.letters.paper import DEFICIENCY, ENDED, FEE, METHOD, PAID, REASON, answered, facts, printed

_CONTACT = ("03-0000-2500",)
_ITEMS = (
    AnsweredItem("会員登録情報", Outcome.GRANT),
    AnsweredItem("取引履歴", Outcome.REFUSE, Ground.RIGHTS, REASON, "33(2)(i)"),
)
_PART: dict[str, object] = {"outcome": Outcome.PART, "items": _ITEMS}

# kind, what changes its facts, what stands in Japanese, what in English
_TOLD: list[tuple[LetterKind, dict[str, object], tuple[str, ...], tuple[str, ...]]] = [
    (
        LetterKind.ACKNOWLEDGEMENT,
        {},
        ("P-2026-0001", "令和8年11月24日", "開示、訂正・追加・削除", "令和8年12月8日", *_CONTACT),
        ("P-2026-0001", "24 November 2026", "Disclosure, Correction", "8 December 2026", *_CONTACT),
    ),
    (
        LetterKind.DEFICIENCY,
        {},
        (
            "委任状」が同封されていません",
            "補正の方法：「代理権を証する委任状」をお送りください",
            "印影が鮮明ではありません",
            "補正の方法：不備を補い、改めてお送りください",
            "令和8年12月11日までに",
            "お手続を終了いたします",
            "改めて数えます",
            *_CONTACT,
        ),
        (
            "“Letter of proxy” is missing",
            "Please send it: Letter of proxy",
            "The seal cannot be read",
            "Please put it right and send it again",
            "11 December 2026",
            "end the procedure",
            "counted anew",
            *_CONTACT,
        ),
    ),
    (
        LetterKind.FEE_NOTICE,
        {},
        ("5,250円", "第38条", "銀行振込、定額小為替", "令和8年12月11日", "受付番号 P-2026-0001 をご入力", *_CONTACT),
        (
            "¥5,250",
            "Article 38",
            "Bank transfer, Postal money order",
            "11 December 2026",
            "put our case number",
            *_CONTACT,
        ),
    ),
    (
        LetterKind.EXTENSION,
        {},
        (REASON, "令和8年12月4日", "令和8年12月8日"),
        (REASON, "4 December 2026", "8 December 2026"),
    ),
    (
        LetterKind.PURPOSE,
        {},
        ("利用目的", "会員番号：SAMPLE-000001", "第32条第2項"),
        ("Purpose of use", "SAMPLE-000001", "32(2)"),
    ),
    (LetterKind.PURPOSE_REFUSAL, {}, ("第21条第4項第2号", REASON), ("Article 21(4)(ii)", REASON)),
    (
        LetterKind.DISCLOSURE,
        _PART,
        ("会員登録情報", "開示の方法", "取引履歴", "第33条第2項第1号", REASON, *_CONTACT),
        ("会員登録情報", "Method", "取引履歴", "Article 33(2)(i)", REASON, *_CONTACT),
    ),
    (LetterKind.NON_DISCLOSURE, {}, ("第33条第2項第2号", REASON, *_CONTACT), ("Article 33(2)(ii)", REASON, *_CONTACT)),
    (LetterKind.NO_DATA, {}, ("調査した範囲", "会員番号：SAMPLE-000001"), ("Scope searched", "SAMPLE-000001")),
    (
        LetterKind.METHOD_CHANGE,
        {},
        ("電子化に多額の費用を要するため", "書面の交付"),
        ("電子化に多額の費用を要するため", "書面の交付"),
    ),
    (LetterKind.RECORDS_DISCLOSURE, _PART, ("会員登録情報", "取引履歴", REASON), ("会員登録情報", "取引履歴", REASON)),
    (LetterKind.RECORDS_NON_DISCLOSURE, {}, ("第33条第2項第2号", REASON), ("Article 33(2)(ii)", REASON)),
    (
        LetterKind.CORRECTION,
        {},
        ("見本町一丁目", "見本町四丁目", "令和8年11月26日"),
        ("見本町一丁目", "見本町四丁目", "26 November 2026"),
    ),
    (LetterKind.CORRECTION_REFUSAL, {}, ("第34条第2項", REASON), ("Article 34(2)", REASON)),
    (
        LetterKind.CESSATION,
        {},
        (
            "会員番号：SAMPLE-000001",
            "令和8年11月26日",
            "会員登録情報及び取引履歴",
            "全部又は一部をご提供できなくなる場合",
        ),
        ("SAMPLE-000001", "26 November 2026", "会員登録情報及び取引履歴", "some or all of the services"),
    ),
    (LetterKind.CESSATION_REFUSAL, {}, ("第35条第2項", REASON), ("Article 35(2)", REASON)),
    (
        LetterKind.CLOSURE,
        {},
        ("補正をいただけなかったため", "開示等請求書", "2枚", "6,000円は、お返しいたします"),
        ("did not reach us", "Request form, sheets: 2", "We return the ¥6,000"),
    ),
    (
        LetterKind.COMPLAINT_REPLY,
        {},
        ("調査の結果及び措置", "会員番号：SAMPLE-000001", *_CONTACT),
        ("Findings and measures", "SAMPLE-000001", *_CONTACT),
    ),
    (
        LetterKind.RECEIPT,
        {},
        ("6,000円", "令和8年11月25日", "開示のご請求等に係る手数料として"),
        ("¥6,000", "25 November 2026", "Handling fee: Disclosure"),
    ),
]


def _letter(kind: LetterKind, language: Language, changed: dict[str, object]) -> LetterFacts:
    made = facts(kind, language, some_services_may_end=kind is LetterKind.CESSATION)
    return replace(made, answers=(answered(kind, **changed),)) if changed else made


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("kind", "changed", "japanese", "english"), _TOLD, ids=[row[0].value for row in _TOLD])
def test_a_letter_tells_all_that_it_must(
    kind: LetterKind,
    changed: dict[str, object],
    japanese: tuple[str, ...],
    english: tuple[str, ...],
    language: Language,
) -> None:
    paper = printed(_letter(kind, language, changed))
    for told in japanese if language is Language.JA else english:
        assert paper.says(told), told


def test_every_letter_has_its_row() -> None:
    assert {row[0] for row in _TOLD} == set(LetterKind)


def _item(**changes: object) -> tuple[AnsweredItem, ...]:
    return (_ITEMS[0], replace(_ITEMS[1], **changes))  # type: ignore[arg-type]


_NOBODY = Sender("株式会社見本", "個人情報窓口", "107-8349", "", "")
_LACKING: list[tuple[LetterFacts, str]] = [
    (facts(LetterKind.ACKNOWLEDGEMENT, request_types=()), "the type of request"),
    (facts(LetterKind.ACKNOWLEDGEMENT, due_on=None), "the date by which to answer"),
    (facts(LetterKind.DEFICIENCY, deficiency=None), "what is deficient"),
    (facts(LetterKind.DEFICIENCY, deficiency=replace(DEFICIENCY[Language.JA], defects=())), "what is deficient"),
    (facts(LetterKind.DEFICIENCY, deficiency=replace(DEFICIENCY[Language.JA], limit_on=None)), "the time limit"),
    (facts(LetterKind.EXTENSION, extension_reason="　"), "the extension and its reason"),
    (facts(LetterKind.FEE_NOTICE, fee=None), "the fee"),
    (facts(LetterKind.FEE_NOTICE, fee=replace(FEE, due=Money(0))), "the amount"),
    (facts(LetterKind.FEE_NOTICE, fee=replace(FEE, article="")), "the article under which a fee may be asked"),
    (facts(LetterKind.FEE_NOTICE, fee=replace(FEE, means=())), "the means of payment"),
    (facts(LetterKind.FEE_NOTICE, fee=replace(FEE, limit_on=None)), "the time limit"),
    (facts(LetterKind.RECEIPT, fee=replace(PAID, payments=())), "what was paid"),
    (facts(LetterKind.CLOSURE, ended=None), "how the request ended"),
    (facts(LetterKind.METHOD_CHANGE, methods=()), "the change of method"),
    (facts(LetterKind.METHOD_CHANGE, methods=(replace(METHOD, reason=" "),)), "the method used instead, and why"),
    (facts(LetterKind.METHOD_CHANGE, methods=(replace(METHOD, given=""),)), "the method used instead, and why"),
    (facts(LetterKind.NO_DATA, answers=(answered(LetterKind.NO_DATA, details=" "),)), "what is told or was done"),
    (facts(LetterKind.COMPLAINT_REPLY, answers=(answered(LetterKind.COMPLAINT_REPLY, details=""),)), "what is told"),
    *(
        (facts(kind, answers=(answered(kind, outcome=Outcome.PART, items=_item(**changes)),)), "“取引履歴”")
        for kind in (LetterKind.DISCLOSURE, LetterKind.RECORDS_DISCLOSURE, LetterKind.PURPOSE, LetterKind.CESSATION)
        for changes in ({"reason": " "}, {"ground": None})
    ),
]


@pytest.mark.parametrize(("letter", "missing"), _LACKING)
def test_a_letter_that_lacks_it_is_not_made(letter: LetterFacts, missing: str) -> None:
    with pytest.raises(RuleError) as refused:
        render_letter(letter)
    assert (refused.value.code, refused.value.field) == ("letter-incomplete", "kind")
    assert missing in str(refused.value)


def test_a_letter_that_nobody_can_answer_is_told_of_before_it_is_made() -> None:
    (told,) = print_notes(facts(LetterKind.ACKNOWLEDGEMENT, sender=_NOBODY))
    assert "nobody can answer" in str(told)
    for way in ("address", "telephone", "email"):
        reached = replace(_NOBODY, **{way: "見本"})  # type: ignore[arg-type]
        assert print_notes(facts(LetterKind.ACKNOWLEDGEMENT, sender=reached)) == ()


@pytest.mark.parametrize(
    "kind", [RequestType.CORRECTION, RequestType.CESSATION, RequestType.PROVISION_CESSATION, RequestType.COMPLAINT]
)
def test_no_fee_is_asked_for_what_article_38_leaves_out(kind: RequestType) -> None:
    told = replace(FEE, lines=(*FEE.lines, replace(FEE.lines[0], request_type=kind)))
    with pytest.raises(RuleError) as refused:
        render_letter(facts(LetterKind.FEE_NOTICE, fee=told))
    assert refused.value.code == "fee-not-allowed"
    assert "Article 38" in str(refused.value)


def test_money_that_came_without_a_fee_has_its_receipt_all_the_same() -> None:
    told = replace(PAID, lines=(), due=Money(0))
    assert printed(facts(LetterKind.RECEIPT, fee=told)).says("開示、訂正・追加・削除のご請求等に係る手数料として")
    assert printed(facts(LetterKind.RECEIPT, Language.EN, fee=told)).says("Handling fee: Disclosure, Correction")


@pytest.mark.parametrize(("why", "told"), [("withdrawn", "取下げのお申出"), ("unmended", "補正"), ("unpaid", "手数料")])
def test_a_closure_tells_why(why: str, told: str) -> None:
    ended = replace(ENDED, why=why, on=date(2026, 11, 26))
    assert printed(facts(LetterKind.CLOSURE, ended=ended)).says(told)
