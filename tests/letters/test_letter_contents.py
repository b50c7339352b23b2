"""What each letter says, in both languages, read back from the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from jinja2.exceptions import SecurityError, UndefinedError

from caseman.domain.citations import cite
from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.domain.letters import NOTICES, PERIOD_LETTERS, LetterKind
from caseman.domain.statute import ground_article
from caseman.errors import RuleError
from caseman.letters.facts import Addressee, AnsweredItem, LetterFacts
from caseman.letters.render import render_letter
from caseman.letters.texts import _compiled, fill
from caseman.text import Language
from tests.letters.paper import REASON, REFUSALS, answered, bare, facts, printed

_TITLES = {
    LetterKind.DISCLOSURE: ("保有個人データ開示決定通知書", "Notice of disclosure of retained personal data"),
    LetterKind.NON_DISCLOSURE: ("保有個人データ不開示決定通知書", "Notice of non-disclosure of retained personal data"),
    LetterKind.RECORDS_DISCLOSURE: (
        "第三者提供記録開示決定通知書",
        "Notice of disclosure of third-party provision records",
    ),
    LetterKind.RECORDS_NON_DISCLOSURE: (
        "第三者提供記録不開示決定通知書",
        "Notice of non-disclosure of third-party provision records",
    ),
    LetterKind.NO_DATA: ("保有個人データ不存在通知書", "Notice that no such data are held"),
    LetterKind.CORRECTION: ("訂正等決定通知書", "Notice of correction of retained personal data"),
    LetterKind.CORRECTION_REFUSAL: ("訂正等を行わない旨の通知書", "Notice that no correction is made"),
    LetterKind.CESSATION: ("利用停止等決定通知書", "Notice of cessation of use"),
    LetterKind.CESSATION_REFUSAL: ("利用停止等を行わない旨の通知書", "Notice that use is not ceased"),
    LetterKind.PURPOSE: ("利用目的通知書", "Notice of the purpose of use"),
    LetterKind.PURPOSE_REFUSAL: (
        "利用目的を通知しない旨の通知書",
        "Notice that the purpose of use is not notified",
    ),
    LetterKind.COMPLAINT_REPLY: ("苦情回答書", "Reply to your complaint"),
    LetterKind.ACKNOWLEDGEMENT: ("受付通知書", "Acknowledgement of receipt"),
    LetterKind.EXTENSION: ("期間延長通知書", "Notice of extension"),
    LetterKind.DEFICIENCY: ("補正依頼書", "Deficiency notice"),
    LetterKind.FEE_NOTICE: ("手数料納付案内", "Fee notice"),
    LetterKind.RECEIPT: ("領収書", "Receipt"),
    LetterKind.METHOD_CHANGE: ("開示方法変更通知書", "Notice of change of method"),
    LetterKind.CLOSURE: ("返却・受付終了通知書", "Notice of closure and return"),
}
_DECIDED = [kind for kind in LetterKind if kind not in NOTICES]
_GROUNDS = {
    LetterKind.NON_DISCLOSURE: ("個人情報の保護に関する法律第33条第2項第2号", "Article 33(2)(ii) of the Act"),
    LetterKind.RECORDS_NON_DISCLOSURE: ("個人情報の保護に関する法律第33条第2項第2号", "Article 33(2)(ii) of the Act"),
    LetterKind.CORRECTION_REFUSAL: ("個人情報の保護に関する法律第34条第2項", "Article 34(2) of the Act"),
    LetterKind.CESSATION_REFUSAL: ("個人情報の保護に関する法律第35条第2項", "Article 35(2) of the Act"),
    LetterKind.PURPOSE_REFUSAL: ("個人情報の保護に関する法律第21条第4項第2号", "Article 21(4)(ii) of the Act"),
}
_PARTLY = [LetterKind.DISCLOSURE, LetterKind.CORRECTION, LetterKind.CESSATION, LetterKind.PURPOSE]
both_languages = pytest.mark.parametrize("language", Language)
every_kind = pytest.mark.parametrize("kind", LetterKind)


@both_languages
@every_kind
def test_every_letter_names_itself_its_number_and_its_dates(kind: LetterKind, language: Language) -> None:
    paper = printed(facts(kind, language))
    japanese = language is Language.JA
    assert paper.has_line(_TITLES[kind][0 if japanese else 1])
    assert paper.title == _TITLES[kind][0 if japanese else 1]  # the document's own title names no person
    assert paper.has_line("文書番号　P-2026-0001-01" if japanese else "Reference: P-2026-0001-01")
    assert paper.has_line("令和8年11月27日" if japanese else "27 November 2026")
    received = "令和8年11月24日に受け付けました" if japanese else "which we received on 24 November 2026"
    assert paper.says(received)
    if kind in PERIOD_LETTERS:
        assert paper.says("令和8年12月8日" if japanese else "8 December 2026")
        assert paper.says("令和8年12月4日" if japanese else "4 December 2026") is (kind is LetterKind.EXTENSION)
    if kind in NOTICES:
        return
    decided = "令和8年11月26日" if japanese else "26 November 2026"
    assert any(line.endswith(decided) for line in paper.pages[0].splitlines())
    assert paper.says("P-2026-0001 をお知らせください" if japanese else "please quote P-2026-0001")
    assert paper.says("株式会社見本" if japanese else "SAMPLE INC.")
    assert "{" not in paper.text
    assert "None" not in paper.text


@every_kind
def test_a_japanese_letter_has_its_form(kind: LetterKind) -> None:
    paper = printed(facts(kind))
    lines = paper.pages[0].splitlines()
    assert "髙﨑 花子　様" in lines
    places = [lines.index(line) for line in (_TITLES[kind][0], "敬具", "記", "以上")]
    assert places == sorted(places)
    assert lines[places[0] + 1].startswith("拝啓")
    assert lines[places[2] + 1].startswith(("１　請求の受付", "１　苦情の受付"))
    assert lines[-1] == "以上"


@every_kind
def test_an_english_letter_has_its_form(kind: LetterKind) -> None:
    lines = printed(facts(kind, Language.EN, addressee=Addressee("Hanako Takasaki", "107-0061", "1-2-3 Mihon"))).pages[
        0
    ]
    for earlier, later in (
        ("Dear Hanako Takasaki,", _TITLES[kind][1]),
        (_TITLES[kind][1], "1. "),
        ("1. ", "Yours faithfully,"),
        ("Yours faithfully,", "SAMPLE INC."),
    ):
        assert -1 < lines.index(earlier) < lines.rindex(later)
    assert not set(lines) & set("様記以上〒")


@both_languages
@pytest.mark.parametrize("kind", _DECIDED)
def test_every_letter_answers_what_was_asked(kind: LetterKind, language: Language) -> None:
    paper = printed(facts(kind, language))
    assert paper.says("会員登録情報及び取引履歴")
    assert paper.says(REASON) is (kind in REFUSALS)
    assert paper.says("会員番号：SAMPLE-000001") is (kind not in REFUSALS)
    assert paper.says("見本町一丁目") is paper.says("見本町四丁目") is (kind is LetterKind.CORRECTION)


@both_languages
@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_tells_its_ground_and_reason(kind: LetterKind, language: Language) -> None:
    answer = answered(kind)
    paper = printed(facts(kind, language))
    assert answer.ground is not None
    assert paper.says(_GROUNDS[kind][0 if language is Language.JA else 1])
    assert paper.says(answer.ground.label.say(language))
    assert paper.says(REASON)


@both_languages
@pytest.mark.parametrize("kind", _PARTLY)
def test_a_grant_in_part_tells_what_is_left_out_and_why(kind: LetterKind, language: Language) -> None:
    answer = answered(kind, outcome=Outcome.PART)
    paper = printed(facts(kind, language, answers=(answer,)))
    assert answer.ground is not None
    assert paper.says(REASON)
    assert paper.says(answer.ground.label.say(language))
    assert paper.says("会員番号：SAMPLE-000001")
    whole = printed(facts(kind, language))
    assert not whole.says("根拠" if language is Language.JA else "Ground")


_IN_PART = {
    LetterKind.DISCLOSURE: (
        "下記のとおり一部を開示することを決定いたしましたので、個人情報の保護に関する法律第33条第2項及び第33条第3項の規定",
        "開示しない部分",
        "開示しない理由",
        "Article 33(3) of the Act on the Protection of Personal Information we have decided to disclose the data in",
        "Part withheld",
        "Reason for withholding it",
    ),
    LetterKind.CORRECTION: (
        "一部について訂正等を行い、その他については行わないことを決定いたしましたので",
        "訂正等を行わない部分",
        "訂正等を行わない理由",
        "we have decided to correct the data in part",
        "Part not corrected",
        "Reason for not correcting it",
    ),
    LetterKind.CESSATION: (
        "一部について措置を行い、その他については行わないことを決定いたしましたので",
        "措置を行わない部分",
        "措置を行わない理由",
        "we have decided to take measures in part",
        "Part where no measure is taken",
        "Reason for taking none",
    ),
    LetterKind.PURPOSE: (
        "その一部を通知し、その他については通知しないことを決定いたしましたので",
        "通知しない部分",
        "通知しない理由",
        "decided to notify you of the purpose in part",
        "Part not notified",
        "Reason for not notifying it",
    ),
}


@both_languages
@pytest.mark.parametrize("kind", _PARTLY)
def test_a_grant_in_part_is_called_so_and_tells_the_part_and_the_reason_apart(
    kind: LetterKind, language: Language
) -> None:
    sentence, part, why = _IN_PART[kind][:3] if language is Language.JA else _IN_PART[kind][3:]
    letter = facts(kind, language, answers=(answered(kind, outcome=Outcome.PART),))
    paper, told = printed(letter), dict(fill(letter).items)
    assert paper.says(sentence)
    assert REASON not in told[part]
    assert told[part].startswith(("請求のあった", "対象の", "All that was requested, apart from"))
    ground, reason = told[why].splitlines()
    assert ground.startswith("根拠：" if language is Language.JA else "Ground: ")
    assert reason == f"{'理由：' if language is Language.JA else 'Reason: '}{REASON}"
    whole = printed(facts(kind, language))
    assert not any(whole.says(text) for text in (sentence, part, why))


_ITEMS = (
    AnsweredItem("会員登録情報", Outcome.GRANT),
    AnsweredItem("問合せの記録", Outcome.PART, Ground.RIGHTS, "第三者の氏名を含むため。", "33(2)(i)"),
    AnsweredItem("調査の記録", Outcome.REFUSE, Ground.BUSINESS, "調査中のため。", "33(2)(ii)"),
    AnsweredItem("通話の録音", Outcome.NO_DATA),
)
_OF_ITEMS = "問合せの記録: 第三者の氏名を含むため。\n調査の記録: 調査中のため。"


def test_items_are_listed_each_with_its_ruling_and_the_refused_with_ground_and_reason() -> None:
    answer = answered(LetterKind.DISCLOSURE, outcome=Outcome.PART, items=_ITEMS, reason=_OF_ITEMS)
    letter = facts(LetterKind.DISCLOSURE, answers=(answer,))
    told = dict(fill(letter).items)
    assert told["項目ごとの決定"].splitlines() == [
        "(1) 会員登録情報：開示",
        "(2) 問合せの記録：一部開示",
        "(3) 調査の記録：不開示",
        "(4) 通話の録音：不存在",
    ]
    assert told["開示しない部分"] == "問合せの記録、調査の記録"
    act = "個人情報の保護に関する法律第33条第2項"
    assert told["開示しない理由"].splitlines() == [
        "【問合せの記録】",
        f"根拠：{act}第1号（{Ground.RIGHTS.label.say(Language.JA)}）",
        "理由：第三者の氏名を含むため。",
        "【調査の記録】",
        f"根拠：{act}第2号（{Ground.BUSINESS.label.say(Language.JA)}）",
        "理由：調査中のため。",
    ]
    assert printed(letter).has_line("(3) 調査の記録：不開示")
    english = dict(fill(replace(letter, language=Language.EN)).items)
    assert english["Decision on each item"].splitlines()[2:] == [
        "(3) 調査の記録: not disclosed",
        "(4) 通話の録音: no such data",
    ]
    assert english["Part withheld"] == "問合せの記録, 調査の記録"


@both_languages
@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_item_by_item_tells_each_ground_and_no_reason_twice(kind: LetterKind, language: Language) -> None:
    answer = answered(kind, items=_ITEMS[1:3], reason=_OF_ITEMS)
    text = printed(facts(kind, language, answers=(answer,))).text
    assert [text.count(bare(reason)) for reason in ("第三者の氏名を含むため。", "調査中のため。")] == [1, 1]
    for ground in (Ground.RIGHTS, Ground.BUSINESS):
        assert text.count(bare(ground.label.say(language))) == 1


def test_a_reason_for_the_whole_is_told_beside_those_of_the_items() -> None:
    answer = answered(LetterKind.NON_DISCLOSURE, items=_ITEMS[1:3], reason="全体について、調査が続いているため。")
    told = dict(fill(facts(LetterKind.NON_DISCLOSURE, answers=(answer,))).items)
    assert told["開示しない理由"].splitlines()[-1] == "理由：全体について、調査が続いているため。"


@both_languages
def test_a_ground_without_an_article_stands_alone(language: Language) -> None:
    answer = answered(LetterKind.CESSATION_REFUSAL, ground=Ground.LEGAL_RETENTION)
    paper = printed(facts(LetterKind.CESSATION_REFUSAL, language, answers=(answer,)))
    label = Ground.LEGAL_RETENTION.label.say(language)
    assert any(line.endswith(label) for line in paper.pages[0].splitlines())


@both_languages
def test_a_correction_tells_before_and_after_in_this_order(language: Language) -> None:
    text = printed(facts(LetterKind.CORRECTION, language)).text
    before, after = ("訂正等の前の内容", "訂正等の後の内容") if language is Language.JA else ("Before", "After")
    places = [text.index(part) for part in (before, "見本町一丁目", after, "見本町四丁目")]
    assert places == sorted(places)


@both_languages
@pytest.mark.parametrize("told", [True, False])
def test_that_some_services_may_end_is_told_only_where_it_is_so(language: Language, told: bool) -> None:
    paper = printed(facts(LetterKind.CESSATION, language, some_services_may_end=told))
    sentence = (
        "ご希望のサービスの全部又は一部をご提供できなくなる場合"
        if language is Language.JA
        else "some or all of the services"
    )
    assert paper.says(sentence) is told


def test_enclosures_are_listed() -> None:
    enclosed = ("会員登録情報の写し", "取引履歴")
    assert printed(facts(LetterKind.DISCLOSURE, enclosures=enclosed)).says("同封書類：会員登録情報の写し、取引履歴")
    english = printed(facts(LetterKind.DISCLOSURE, Language.EN, enclosures=("A copy", "A list")))
    assert english.says("By this letter, one document. Enclosed: A copy, A list.")
    assert printed(facts(LetterKind.DISCLOSURE)).says("開示する書面：本書　1通")
    assert not printed(facts(LetterKind.DISCLOSURE)).says("同封")


@every_kind
def test_an_agent_and_the_person_are_both_named(kind: LetterKind) -> None:
    japanese = printed(facts(kind, agent_name="見本 太郎"))
    assert japanese.says("代理人見本太郎様を通じて")
    assert japanese.says("（本人：髙﨑花子様代理人：見本太郎様）")
    english = printed(facts(kind, Language.EN, agent_name="Taro Mihon"))
    asked = "complaint" if kind is LetterKind.COMPLAINT_REPLY else "request"
    assert english.says(f"the {asked} made by Taro Mihon on behalf of 髙﨑花子, which")
    assert not printed(facts(kind)).says("代理人")


def test_an_organisation_is_addressed_as_one() -> None:
    to = Addressee("見本法律事務所", "107-0061", "東京都港区見本町1-2-3", is_person=False)
    paper = printed(facts(LetterKind.DISCLOSURE, addressee=to))
    assert paper.has_line("見本法律事務所　御中")
    assert not paper.has_line("見本法律事務所　様")


def test_two_requests_are_answered_in_one_letter() -> None:
    answers = (answered(LetterKind.DISCLOSURE), answered(LetterKind.DISCLOSURE, scope="通話の記録", details="二件"))
    paper = printed(facts(LetterKind.DISCLOSURE, answers=answers))
    assert [paper.says(t) for t in ("会員登録情報及び取引履歴", "SAMPLE-000001", "通話の記録", "二件")] == [True] * 4
    assert paper.has_line("８　決定年月日 令和8年11月26日")


def test_the_first_year_of_an_era_is_written_gannen() -> None:
    letter = facts(LetterKind.DISCLOSURE, dated=date(2019, 5, 1), received_on=date(2019, 4, 30))
    paper = printed(letter)
    assert paper.has_line("令和元年5月1日")
    assert paper.says("平成31年4月30日に受け付けました")


_WITHOUT = Addressee("", "107-0061", "東京都")


@pytest.mark.parametrize(
    ("letter", "missing"),
    [
        (facts(LetterKind.DISCLOSURE, answers=()), "the decision"),
        (facts(LetterKind.DISCLOSURE, addressee=_WITHOUT), "the addressee's name and address"),
        (facts(LetterKind.DISCLOSURE, addressee=replace(_WITHOUT, name="見本", address="　")), "the addressee's name"),
        (facts(LetterKind.CORRECTION, answers=(answered(LetterKind.CORRECTION, before=" "),)), "before and after"),
        (facts(LetterKind.CORRECTION, answers=(answered(LetterKind.CORRECTION, after=""),)), "before and after"),
        *((facts(kind, answers=(answered(kind, ground=None),)), "the ground") for kind in REFUSALS),
        *((facts(kind, answers=(answered(kind, reason=" \n"),)), "the reason") for kind in REFUSALS),
        *((facts(k, answers=(answered(k, outcome=Outcome.PART, reason=""),)), "the reason") for k in _PARTLY),
        *(
            (facts(k, answers=(answered(k, details=""),)), "what is told or was done")
            for k in (
                LetterKind.DISCLOSURE,
                LetterKind.CESSATION,
                LetterKind.NO_DATA,
                LetterKind.PURPOSE,
                LetterKind.COMPLAINT_REPLY,
            )
        ),
        (facts(LetterKind.ACKNOWLEDGEMENT, due_on=None), "the date by which to answer"),
        (facts(LetterKind.EXTENSION, old_due=None), "the extension and its reason"),
        (facts(LetterKind.EXTENSION, extension_reason=" "), "the extension and its reason"),
    ],
)
def test_a_letter_that_lacks_what_the_act_demands_is_not_made(letter: LetterFacts, missing: str) -> None:
    with pytest.raises(RuleError) as refused:
        render_letter(letter)
    assert (refused.value.code, refused.value.field) == ("letter-incomplete", "kind")
    assert missing in str(refused.value)


_MARKUP = "<b>&amp;{{ 7*77 }}{% if %}%(x)s {agent} \\n $HOME</b>"


@both_languages
def test_markup_in_what_people_wrote_is_printed_as_it_stands(language: Language) -> None:
    answer = answered(LetterKind.NON_DISCLOSURE, reason=f"理由{_MARKUP}", scope=_MARKUP)
    to = Addressee(_MARKUP, "107-0061", _MARKUP)
    letter = facts(LetterKind.NON_DISCLOSURE, language, addressee=to, agent_name=_MARKUP, answers=(answer,))
    paper = printed(letter)
    assert paper.text.count(bare(_MARKUP)) >= 5
    assert not paper.says("539")


def test_a_letter_s_text_reaches_only_what_it_is_given() -> None:
    with pytest.raises(UndefinedError):
        _compiled("{{ secret }}").render()
    with pytest.raises(SecurityError):
        _compiled("{{ name.__class__.__mro__ }}").render(name="x")


@both_languages
@every_kind
def test_the_same_facts_give_the_same_letter(kind: LetterKind, language: Language) -> None:
    letter = facts(kind, language)
    first = render_letter(letter)
    render_letter(facts(LetterKind.DISCLOSURE, Language.JA, principal_name="鷗外"))
    assert render_letter(replace(letter)) == first
    assert fill(replace(letter)) == fill(letter)


@pytest.mark.parametrize(
    ("article", "japanese", "english"),
    [
        ("33", "個人情報の保護に関する法律第33条", "Article 33 of the Act on the Protection of Personal Information"),
        (
            "35(7)",
            "個人情報の保護に関する法律第35条第7項",
            "Article 35(7) of the Act on the Protection of Personal Information",
        ),
        (
            "33(2)(iii)",
            "個人情報の保護に関する法律第33条第2項第3号",
            "Article 33(2)(iii) of the Act on the Protection of Personal Information",
        ),
        ("gdpr:12(5)", "GDPR第12条第5項", "Article 12(5) of the GDPR"),
        ("uk-gdpr:16", "英国GDPR第16条", "Article 16 of the UK GDPR"),
        ("", "", ""),
    ],
)
def test_articles_are_cited_in_both_languages(article: str, japanese: str, english: str) -> None:
    assert cite(article, Language.JA) == japanese
    assert cite(article, Language.EN) == english


def test_every_article_that_is_kept_can_be_cited() -> None:
    cited = {ground_article(ground): cite(ground_article(ground), Language.JA) for ground in Ground}
    assert all(bool(text) is bool(article) for article, text in cited.items())
    with pytest.raises(ValueError, match="somewhere"):
        cite("somewhere", Language.JA)
