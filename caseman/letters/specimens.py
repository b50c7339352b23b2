"""Sample facts of each letter, for a test print and for what the checks look at. Everyone in them is invented (見本).

Each value is a text of its own, so that one that is missing in a letter is noticed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from caseman.domain.attachments import Placing
from caseman.domain.decisions import Outcome
from caseman.domain.fees import FeeBasis, Money, PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.letters import DATA_LETTERS, NOTICES, PERIOD_LETTERS, LetterKind
from caseman.domain.post import EnclosureKind
from caseman.domain.requests import RequestType
from caseman.domain.statute import ground_article, statute
from caseman.later import later
from caseman.letters.facts import (
    Addressee,
    Answered,
    AnsweredItem,
    Attached,
    Deficiency,
    Ended,
    FeeLine,
    FeeTold,
    LetterFacts,
    MethodTold,
    Paid,
    Redacted,
    Sender,
)
from caseman.text import Language

if TYPE_CHECKING:
    from PIL import Image, ImageDraw
else:
    Image = later("PIL.Image")
    ImageDraw = later("PIL.ImageDraw")

_SENDERS: Final = {
    Language.JA: Sender(
        "見本株式会社", "見本個人情報窓口", "100-0000", "東京都千代田区見本町1-1", "03-0000-0001", "mihon@example.jp"
    ),
    Language.EN: Sender(
        "SAMPLE INC.", "Sample Privacy Office", "100-0000", "1-1 Mihon-cho, Tokyo", "03-0000-0001", "mihon@example.jp"
    ),
}
_WORDS: Final = {  # the same things in both languages
    Language.JA: {
        "principal": "見本 花子",
        "agent": "見本 太郎",
        "address": "東京都港区見本町2-2 見本荘202号",
        "scope": "会員登録情報（見本）",
        "details": "会員番号：SAMPLE-000002",
        "before": "訂正前の住所（見本）",
        "after": "訂正後の住所（見本）",
        "reason": "全体についての理由（見本）です。",
        "reason_1": "第一の項目についての理由（見本）です。",
        "reason_2": "第二の項目についての理由（見本）です。",
        "item_1": "問合せの記録（見本）",
        "item_2": "調査の記録（見本）",
        "item_3": "登録の記録（見本）",
        "what_1": "「委任状（見本）」が同封されていません。",
        "what_2": "印影（見本）が鮮明ではありません。",
        "cure": "「委任状（見本）」をお送りください。",
        "extension": "調査（見本）に時間を要するためです。",
        "account": "見本銀行 見本支店 普通 0000002",
        "enclosure": "会員登録情報の写し（見本）",
        "attachment": "会員登録情報の出力（見本）",
        "redacted": "見本の第三者の氏名が含まれるためです。",
        "method_asked": "電磁的記録（見本）の提供",
        "method_given": "書面（見本）の交付",
        "method_reason": "記録媒体（見本）への出力に多額の費用を要するためです。",
    },
    Language.EN: {
        "principal": "Hanako Mihon",
        "agent": "Taro Mihon",
        "address": "202 Mihon-so, 2-2 Mihon-cho, Minato-ku, Tokyo",
        "scope": "Membership data (sample)",
        "details": "Member number: SAMPLE-000002",
        "before": "Address before (sample)",
        "after": "Address after (sample)",
        "reason": "The sample reason for the whole.",
        "reason_1": "The sample reason for the first item.",
        "reason_2": "The sample reason for the second item.",
        "item_1": "Sample record of inquiries",
        "item_2": "Sample record of investigations",
        "item_3": "Sample record of registrations",
        "what_1": "The sample letter of proxy is missing.",
        "what_2": "The sample seal cannot be read.",
        "cure": "Please send the letter of proxy (sample).",
        "extension": "The sample search takes longer.",
        "account": "Sample Bank, sample branch, 0000002",
        "enclosure": "Sample copy of the membership data",
        "attachment": "Sample print of the membership data",
        "redacted": "The name of a sample third party stands there.",
        "method_asked": "Sample electronic record",
        "method_given": "Sample letter on paper",
        "method_reason": "The sample system cannot write such a record without great cost.",
    },
}
_ASKED: Final = {  # the type of request that a letter answers, and a ground that its law has
    LetterKind.DISCLOSURE: (RequestType.DISCLOSURE, Ground.RIGHTS),
    LetterKind.NON_DISCLOSURE: (RequestType.DISCLOSURE, Ground.BUSINESS),
    LetterKind.RECORDS_DISCLOSURE: (RequestType.THIRD_PARTY_RECORDS, Ground.RIGHTS),
    LetterKind.RECORDS_NON_DISCLOSURE: (RequestType.THIRD_PARTY_RECORDS, Ground.BUSINESS),
    LetterKind.NO_DATA: (RequestType.DISCLOSURE, Ground.RIGHTS),
    LetterKind.CORRECTION: (RequestType.CORRECTION, Ground.NOT_UNTRUE),
    LetterKind.CORRECTION_REFUSAL: (RequestType.CORRECTION, Ground.NOT_UNTRUE),
    LetterKind.CESSATION: (RequestType.CESSATION, Ground.NOT_JUSTIFIED),
    LetterKind.CESSATION_REFUSAL: (RequestType.CESSATION, Ground.NOT_JUSTIFIED),
    LetterKind.PURPOSE: (RequestType.PURPOSE, Ground.BUSINESS),
    LetterKind.PURPOSE_REFUSAL: (RequestType.PURPOSE, Ground.BUSINESS),
    LetterKind.COMPLAINT_REPLY: (RequestType.COMPLAINT, Ground.RIGHTS),
}
_REFUSALS: Final = tuple(kind for kind in _ASKED if kind.value.endswith(("non_disclosure", "_refusal")))
_ALONE: Final = (LetterKind.NO_DATA, LetterKind.COMPLAINT_REPLY)  # granted or not, never in part


def specimens(kind: LetterKind, language: Language, sender: Sender | None = None) -> tuple[LetterFacts, ...]:
    """Sample facts of a letter: the plain case first, then those in which it says more. All are marked as samples."""
    plain = _plain(kind, language, sender or _SENDERS[language])
    agent = _WORDS[language]["agent"]
    if kind is LetterKind.FEE_NOTICE:
        return (plain, replace(plain, fee=_reminded(language), agent_name=agent))
    if kind in _REFUSALS:
        return (plain, replace(plain, answers=(_item_by_item(kind, language, Outcome.REFUSE),), agent_name=agent))
    if kind in NOTICES or kind in _ALONE:
        return (plain, replace(plain, agent_name=agent))
    in_part = _answered(kind, language, Outcome.PART)
    if kind in DATA_LETTERS:
        in_part = replace(in_part, attached=(_attached(in_part, language),))
    items = _item_by_item(kind, language, Outcome.PART)
    enclosed = (_WORDS[language]["enclosure"],)
    return (
        plain,
        replace(plain, answers=(in_part,), enclosures=enclosed),
        replace(plain, answers=(items,), some_services_may_end=True, agent_name=agent),
    )


def _plain(kind: LetterKind, language: Language, sender: Sender) -> LetterFacts:
    words = _WORDS[language]
    fee = {LetterKind.FEE_NOTICE: _fee(language), LetterKind.RECEIPT: _paid(), LetterKind.CLOSURE: _paid()}
    outcome = Outcome.NO_DATA if kind is LetterKind.NO_DATA else Outcome.GRANT
    outcome = Outcome.REFUSE if kind in _REFUSALS else outcome
    return LetterFacts(
        kind=kind,
        language=language,
        document_number="SAMPLE-0002-01",
        case_number="SAMPLE-0002",
        dated=date(2026, 4, 17),
        addressee=Addressee(words["principal"], "107-0000", words["address"]),
        sender=sender,
        principal_name=words["principal"],
        agent_name=None,
        received_on=date(2026, 3, 24),
        answers=() if kind in NOTICES else (_answered(kind, language, outcome),),
        correction_article="34(1)",
        request_types=(RequestType.DISCLOSURE, RequestType.CORRECTION),
        due_on=date(2026, 5, 12) if kind in PERIOD_LETTERS else None,
        old_due=date(2026, 4, 28) if kind is LetterKind.EXTENSION else None,
        extension_reason=words["extension"] if kind is LetterKind.EXTENSION else "",
        deficiency=_deficiency(language) if kind is LetterKind.DEFICIENCY else None,
        fee=fee.get(kind),
        ended=_ended() if kind is LetterKind.CLOSURE else None,
        methods=_methods(language) if kind is LetterKind.METHOD_CHANGE else (),
        method_article="33(3)",
        sample=True,
    )


def _answered(kind: LetterKind, language: Language, outcome: Outcome) -> Answered:
    words, (request, ground) = _WORDS[language], _ASKED[kind]
    law = statute(request)
    refused = outcome in (Outcome.REFUSE, Outcome.PART)
    granted = outcome in (Outcome.GRANT, Outcome.PART)
    return Answered(
        request_type=request,
        article=law.article,
        scope=words["scope"],
        outcome=outcome,
        ground=ground if refused else None,
        reason=words["reason"] if refused else "",
        details=words["details"] if outcome is not Outcome.REFUSE else "",
        before=words["before"] if granted else "",
        after=words["after"] if granted else "",
        decided_on=date(2026, 4, 15),
        answer_article=law.answer_article if granted else law.refusal_article,
        ground_article=ground_article(ground, request_type=request) if refused else "",
        refusal_article=law.refusal_article,
    )


def _item_by_item(kind: LetterKind, language: Language, outcome: Outcome) -> Answered:
    """The same decided item by item: each refused one has its ground and reason, the whole has none of its own."""
    words, answer = _WORDS[language], _answered(kind, language, outcome)
    first = Outcome.PART if outcome is Outcome.PART else Outcome.REFUSE
    article = answer.ground_article
    items = (
        AnsweredItem(words["item_1"], first, answer.ground, words["reason_1"], article),
        AnsweredItem(words["item_2"], Outcome.REFUSE, Ground.LEGAL_RETENTION, words["reason_2"]),
        *((AnsweredItem(words["item_3"], Outcome.GRANT),) if outcome is Outcome.PART else ()),
    )
    return replace(answer, ground_article="", items=items)


def _attached(answer: Answered, language: Language) -> Attached:
    """A page of data, a part of it redacted."""
    words = _WORDS[language]
    part = Redacted((1,), answer.ground, words["redacted"], answer.ground_article)
    return Attached(1, words["attachment"], Placing.APPENDED, (_sample_page(),), (part,))


@cache
def _sample_page() -> bytes:
    """Lines without words, one of them under a black box."""
    page = Image.new("L", (827, 1170), 255)
    draw = ImageDraw.Draw(page)
    for line in range(12):
        top = 96 + 64 * line
        draw.rectangle((96, top, 640 - 64 * (line % 3), top + 15), fill=0 if line == 4 else 190)
    out = BytesIO()
    page.save(out, "JPEG", quality=85)
    return out.getvalue()


def _deficiency(language: Language) -> Deficiency:
    words = _WORDS[language]
    defects = ((words["what_1"], words["cure"]), (words["what_2"], ""))
    return Deficiency(defects, date(2026, 4, 17), date(2026, 5, 1), "returned", "reset", date(2026, 5, 12))


def _methods(language: Language) -> tuple[MethodTold, ...]:
    words = _WORDS[language]
    return (
        MethodTold(
            RequestType.DISCLOSURE, words["scope"], words["method_asked"], words["method_given"], words["method_reason"]
        ),
    )


def _fee(language: Language) -> FeeTold:
    lines = (
        FeeLine(RequestType.DISCLOSURE, 1, FeeBasis.FORM, Money(4100)),
        FeeLine(RequestType.THIRD_PARTY_RECORDS, 2, FeeBasis.ITEM, Money(1700)),
    )
    return FeeTold(
        lines,
        Money(5800),
        Money(0),
        "38",
        means=(PaymentMeans.BANK_TRANSFER, PaymentMeans.MONEY_ORDER),
        account=_WORDS[language]["account"],
        tax_included=True,
        limit_on=date(2026, 5, 1),
        unpaid="no_request",
        clock="reset",
        running_due=date(2026, 5, 12),
    )


def _reminded(language: Language) -> FeeTold:
    """A part is paid, by stamps that are not taken too; the rest is asked for again."""
    return replace(
        _fee(language),
        paid=Money(2300),
        asked_before=date(2026, 4, 3),
        wrong=((PaymentMeans.STAMPS, Money(82)),),
        payments=(Paid(date(2026, 4, 9), PaymentMeans.BANK_TRANSFER, Money(2300)),),
    )


def _paid() -> FeeTold:
    """More is paid than is due, and a part was given back."""
    return replace(
        _fee(Language.JA),
        account="",
        paid=Money(6900),
        payments=(
            Paid(date(2026, 4, 9), PaymentMeans.BANK_TRANSFER, Money(6600)),
            Paid(date(2026, 4, 10), PaymentMeans.STAMPS, Money(800)),
        ),
        refunds=(Paid(date(2026, 4, 11), PaymentMeans.CASH, Money(500)),),
    )


def _ended() -> Ended:
    papers = ((EnclosureKind.REQUEST_FORM.label, 2), (EnclosureKind.ID_COPY.label, 3))
    return Ended("unmended", date(2026, 4, 16), date(2026, 4, 14), papers, "returned")
