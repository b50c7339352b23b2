"""The cells of the ledger: what an auditor reads of cases that did not run straight."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caseman.domain.grounds import Ground
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.exchange.ledger_csv import LEDGER_COLUMNS
from caseman.services import dispatch, events, extensions, letters, search_tasks
from caseman.services.course_inputs import EventInput, ExtensionInput, ReturnInput, SearchAnswerInput, SearchInput
from caseman.services.ledger import ledger_rows
from caseman.services.ledger_plain import PlainLines
from caseman.text import Language
from tests.services.course_walk import ask_correction
from tests.services.walking import STAFF, TODAY, Walk, raw

_CODES = [code for code, _ in LEDGER_COLUMNS]


def row(walk: Walk, number: str, language: Language = Language.EN) -> dict[str, Any]:
    """The line of a case, by column."""
    with walk.desk.reading() as session:
        lines = [dict(zip(_CODES, cells, strict=True)) for cells in ledger_rows(session.connection(), language)]
    return next(line for line in lines if line["number"] == number)


def accepted(walk: Walk, *types: str, **changed: Any) -> str:
    number = walk.case(*types, **changed)
    walk.identity(number)
    if "disclosure" in types:
        walk.payment(number)
    walk.accept(number)
    return number


def test_each_request_of_a_case_decided_in_part_has_its_own_result(walk: Walk) -> None:
    number = accepted(walk, "disclosure", "correction")
    assert (row(walk, number)["results"], row(walk, number)["decided_on"]) == ("", None)
    walk.decide(number)
    line = row(walk, number)
    assert line["results"] == "Disclosure: Granted; Correction, addition or deletion: Undecided"
    assert line["decided_on"] == "Disclosure: 2026-11-24; Correction, addition or deletion: Undecided"
    walk.decide(number, 2)
    line = row(walk, number)
    assert line["results"] == "Disclosure: Granted; Correction, addition or deletion: Granted"
    assert line["decided_on"] == "2026-11-24"  # the same for both: a date that can be sorted


def test_two_requests_of_one_type_are_told_apart(walk: Walk) -> None:
    number = accepted(walk, "correction", "correction")
    walk.decide(number)
    walk.refuse(number, 2)
    line = row(walk, number)
    kind = "Correction, addition or deletion"
    assert line["results"] == f"{kind} (1): Granted; {kind} (2): Refused"
    assert line["reasons"] == f"{kind} (2): 本人であることを確認できないため。"


@pytest.mark.parametrize(
    ("paid", "english", "japanese"),
    [("5000", "¥250 short", "250円"), ("6000", "¥750 overpaid", "750円"), ("5250", "", "")],
)
def test_a_payment_over_or_short_is_a_remark(walk: Walk, paid: str, english: str, japanese: str) -> None:
    number = walk.case()
    walk.payment(number, amount=paid)
    assert row(walk, number)["paid_on"] == "2026-11-18"
    assert row(walk, number)["remarks"] == english
    assert japanese in row(walk, number, Language.JA)["remarks"]


def test_what_somebody_wrote_stays_first_among_the_remarks(walk: Walk) -> None:
    number = walk.case()
    raw(walk.desk, "UPDATE cases SET remarks = 'by hand' WHERE number = :n", n=number)
    walk.payment(number, amount="5000")
    walk.payment(number, amount="100")
    assert row(walk, number)["remarks"] == "by hand; ¥150 short"


def test_a_ground_cites_its_article_and_so_does_the_request(walk: Walk) -> None:
    number = accepted(walk, "disclosure")
    walk.refuse(number, ground="rights", reason="第三者の氏名を含むため。")
    line = row(walk, number, Language.JA)
    assert line["articles"] == "法第33条第1項"
    assert line["grounds"] == f"法第33条第2項第1号（{Ground.RIGHTS.label.say(Language.JA)}）"
    assert row(walk, number)["grounds"] == f"Article 33(2)(i) ({Ground.RIGHTS.label})"
    assert line["reasons"] == "第三者の氏名を含むため。"


def test_a_ground_without_an_article_stands_alone(walk: Walk) -> None:
    number = accepted(walk, "cessation")
    walk.refuse(number, ground="legal_retention", reason="法令により保存するため。")
    assert row(walk, number)["grounds"] == str(Ground.LEGAL_RETENTION.label)


def test_the_grounds_of_items_are_all_cited(walk: Walk) -> None:
    number = accepted(walk, "disclosure")
    items = [
        {"item": "会員登録", "outcome": "grant"},
        {"item": "問合せの記録", "outcome": "refuse", "ground": "rights", "reason": "第三者の氏名を含むため。"},
        {"item": "調査の記録", "outcome": "refuse", "ground": "business", "reason": "調査中のため。"},
    ]
    walk.decide(number, outcome="part", details="", before="", after="", items=items)
    line = row(walk, number)
    assert line["results"] == "Granted in part"
    assert [line["grounds"].count(article) for article in ("33(2)(i) (", "33(2)(ii) (")] == [1, 1]
    assert line["reasons"] == "問合せの記録: 第三者の氏名を含むため。\n調査の記録: 調査中のため。"


def test_a_letter_lists_the_items_as_they_were_decided(walk: Walk) -> None:
    number = accepted(walk, "disclosure")
    items = [
        {"item": "会員登録", "outcome": "grant"},
        {"item": "調査の記録", "outcome": "refuse", "ground": "business", "reason": "調査中のため。"},
    ]
    walk.decide(number, outcome="part", details="", before="", after="", items=items)
    with walk.desk.reading() as session:
        from caseman.letters.texts import fill
        from caseman.services.case_rows import find_case
        from caseman.services.letter_facts import letter_facts

        found = letter_facts(walk.desk, session, find_case(session, number), LetterKind.DISCLOSURE, TODAY)
    told = dict(fill(found).items)
    assert told["項目ごとの決定"] == "(1) 会員登録：開示\n(2) 調査の記録：不開示"
    assert told["開示しない部分"] == "調査の記録"
    assert "第33条第2項第2号" in told["開示しない理由"]
    assert "第33条第2項及び第33条第3項の規定" in fill(found).paragraphs[0]
    assert letters.preview_letter(walk.desk, number, LetterKind.DISCLOSURE).startswith(b"%PDF")


def test_a_failed_check_is_a_remark_and_no_proof_of_identity(walk: Walk) -> None:
    number = walk.case()
    walk.identity(number, result="not_confirmed", address_agrees=False, note="旧住所")
    line = row(walk, number)
    assert [line[code] for code in _CODES if code.startswith("identity_")] == ["", None, ""]
    assert line["remarks"] == "Identity not confirmed 2026-11-24 (Principal, Driver's licence, 旧住所)"
    walk.identity(number)
    line = row(walk, number)
    assert (line["identity_documents"], line["identity_checked_on"]) == ("Driver's licence", "2026-11-24")
    assert line["identity_checked_by"] == STAFF
    assert line["remarks"].startswith("Identity not confirmed 2026-11-24")


def test_a_later_check_that_failed_takes_the_earlier_ones_place(walk: Walk) -> None:
    number = walk.case()
    walk.identity(number)
    walk.identity(number, result="not_confirmed", name_agrees=False)
    assert row(walk, number)["identity_documents"] == ""


def test_the_papers_of_two_people_are_told_apart_and_a_failed_agent_is_not_checked(walk: Walk) -> None:
    number = walk.agent_case()
    walk.identity(number)
    walk.identity(
        number, role="agent", document="passport", authority_agrees=False, result="not_confirmed", note="委任状の印影"
    )
    line = row(walk, number, Language.JA)
    assert line["identity_documents"] == "本人: 運転免許証"
    assert line["identity_checked_on"] == "本人: 2026-11-24"
    assert line["identity_checked_by"] == f"本人: {STAFF}"
    assert "委任状の印影" in line["remarks"]
    assert line["authority_documents"] == "委任状、印鑑登録証明書"
    walk.identity(number, role="agent", authority_agrees=True, receipt_named=True)
    line = row(walk, number)
    assert line["identity_documents"] == "Principal: Driver's licence; Agent: Driver's licence"
    assert line["identity_checked_on"] == "Principal: 2026-11-24; Agent: 2026-11-24"


def test_who_searched_is_told_and_who_did_not_answer(walk: Walk) -> None:
    number = accepted(walk, "disclosure")
    for holder in ("顧客部", "倉庫会社"):
        asked = SearchInput.read(number=number, holder=holder, question="記録はあるか。", asked_on=TODAY)
        search_tasks.ask_holder(walk.desk, asked)
    assert row(walk, number)["searcher"] == "顧客部, 倉庫会社"
    for task, found, by in ((1, "nothing", STAFF), (2, "no_answer", "")):
        answer = SearchAnswerInput.read(number=number, task_id=task, answered_on=TODAY, found=found, searched_by=by)
        search_tasks.note_answer(walk.desk, answer)
    line = row(walk, number)
    assert line["searcher"] == f"顧客部 ({STAFF}), 倉庫会社"
    assert line["remarks"] == "No answer from the data holder: 倉庫会社"


def test_an_extended_case_tells_both_dates(walk: Walk) -> None:
    number = accepted(walk, "disclosure")
    before = row(walk, number)
    assert before["extended_due_on"] is None
    told = ExtensionInput.read(number=number, noticed_on=TODAY, amount=5, reason="記録が多いため。")
    extensions.extend(walk.desk, told)
    after = row(walk, number)
    assert after["due_on"] == before["due_on"]
    assert date.fromisoformat(after["extended_due_on"]) > date.fromisoformat(before["due_on"])


def test_a_withdrawn_case_says_so(walk: Walk) -> None:
    number = walk.case()
    told = EventInput.read(number=number, happened_on=TODAY, reason="電話で取下げ")
    events.withdraw(walk.desk, told)
    line = row(walk, number)
    assert line["results"] == "Withdrawn"
    assert line["remarks"] == "Withdrawn 2026-11-24 (電話で取下げ)"
    events.reopen(walk.desk, told)
    assert row(walk, number)["results"] == ""


def test_a_letter_that_came_back_is_not_delivered(walk: Walk) -> None:
    number = walk.to(Step.DECISION)
    document = walk.letter(number)
    walk.dispatch(number, document)
    dispatch.note_return(
        walk.desk,
        ReturnInput.read(number=number, document_number=document, returned_on=TODAY, reason="あて所に尋ねあたりません"),
    )
    line = row(walk, number)
    assert (line["dispatched_on"], line["delivered_on"]) == ("2026-11-24", None)
    assert line["remarks"] == f"Returned undelivered 2026-11-24 ({document}, あて所に尋ねあたりません)"
    walk.dispatch(number, document, mail_class="registered", tracking_number="123-45-67891-4")
    walk.deliver(number, document)
    line = row(walk, number)
    assert (line["dispatch_mail_class"], line["delivered_on"]) == ("Registered mail", "2026-11-24")


def test_of_two_answers_the_one_that_is_still_here_is_told(walk: Walk) -> None:
    number = accepted(walk, "disclosure", "correction")
    walk.decide(number)
    walk.decide(number, 2)
    document = walk.letter(number)
    walk.dispatch(number, document)
    walk.deliver(number, document)
    line = row(walk, number)
    assert line["dispatched_on"] == "Disclosure: 2026-11-24; Correction, addition or deletion: Not sent"
    assert line["delivered_on"] == "Disclosure: 2026-11-24; Correction, addition or deletion: Not delivered"


def test_an_acknowledgement_is_no_answer(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    walk.dispatch(number, walk.letter(number, LetterKind.ACKNOWLEDGEMENT))
    assert row(walk, number)["dispatched_on"] is None


def test_a_deficiency_notice_is_no_answer(walk: Walk) -> None:
    number = walk.case()
    ask_correction(walk, number)
    walk.dispatch(number, walk.letter(number, LetterKind.DEFICIENCY))
    assert row(walk, number)["dispatched_on"] is None


@pytest.mark.parametrize("language", Language)
def test_a_plain_case_is_told_as_any_other_would_be(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    """The short way to a line, against the one for cases of every kind."""
    for step in (Step.CASE, Step.IDENTITY, Step.FEE, Step.DATE, Step.DECISION, Step.LETTER, Step.DISPATCH, Step.CLOSE):
        walk.to(step)
    number = accepted(walk, "correction")
    walk.refuse(number)
    walk.identity(walk.case(), result="not_confirmed", note="古い写し")
    walk.payment(walk.case(), amount="5000")
    ask_correction(walk, walk.agent_case())
    made: list[object] = []

    def counted(plain: PlainLines, *parts: Any) -> object:
        made.append(told := line(plain, *parts))
        return told

    line = PlainLines.line
    with walk.desk.reading() as session:
        monkeypatch.setattr(PlainLines, "line", counted)
        short = list(ledger_rows(session.connection(), language))
        monkeypatch.setattr(PlainLines, "line", lambda *_: None)
        full = list(ledger_rows(session.connection(), language))
    assert short == full
    assert all(made)
    assert len(made) == 12
