"""What is missing or faulty is told in the deficiency notice word for word, with its cure, in the letter's language."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State
from caseman.services import corrections
from caseman.services.case_file import show_case
from caseman.services.case_rows import find_case
from caseman.services.closing import missing
from caseman.services.course_inputs import RemovalInput, ReturnInput
from caseman.services.defects import found_defects
from caseman.services.desk import Desk
from caseman.services.dispatch import note_return
from caseman.services.inputs import CorrectionInput
from caseman.services.letters import letter, make_letter, preview_letter
from tests.services.course_walk import cure
from tests.services.test_office_cases import _office
from tests.services.walking import AGENT, TODAY, TickingClock, Walk, refused

_DOCUMENTS = "運転免許証、パスポート、マイナンバーカード（表面）、在留カード、特別永住者証明書、健康保険の資格確認書"
_EITHER = f"本人確認書類　写真付き1点、又は受け付ける書類2点をお送りください。受け付ける書類：{_DOCUMENTS}。"
_ONE = "本人確認書類　1点をお送りください。受け付ける書類：運転免許証、パスポート。"
_FORM = "「開示等請求書」がありません。 → 「開示等請求書」をお送りください。"
_PROXY = "「委任状」がありません。 → 「委任状」をお送りください。"
_SEAL = "「印鑑登録証明書」がありません。 → 「印鑑登録証明書」をお送りください。"
_ANOTHER = "有効な次の書類のいずれかをお送りください：運転免許証、パスポート。"
_AS_ON_THE_FORM = "請求書の記載と一致する書類、又は記載を改めた請求書をお送りください。"
_ACCOUNT = "三菱ＵＦＪ銀行 青山支店 普通 0340535 AUCNET INC."
_FEE = (
    "手数料又はその支払の証明がありません。 → "
    f"手数料（5,250円、銀行振込、振込先 {_ACCOUNT}）をお支払いのうえ、その証明をお送りください。"
)


def defects_for(desk: Desk, number: str) -> tuple[str, ...]:
    """What is proposed for the notice."""
    with desk.reading() as session:
        return found_defects(desk, session, find_case(session, number))


def _id(cure: str) -> str:
    return f"「本人確認書類の写し」がありません。 → {cure}"


def _agents(cure: str) -> str:
    return f"「代理人の本人確認書類の写し」がありません。 → 代理人の方について：{cure}"


@pytest.mark.parametrize(
    ("office", "asked", "own", "with_agent"),
    [
        ("aucnet", "disclosure", [_FORM, _id(_ONE), _FEE], [_PROXY, _SEAL, _agents(_ONE)]),
        ("jen", "disclosure", [], [_PROXY, _SEAL]),
        ("jennet", "correction", [], [_PROXY, _SEAL]),
        ("jsers", "disclosure", [_id(_EITHER)], [_PROXY, _SEAL, _agents(_EITHER)]),
        ("justsystems", "disclosure", [_id(_EITHER)], [_PROXY, _SEAL, _agents(_EITHER)]),
    ],
)
def test_an_envelope_that_holds_nothing(
    tmp_path: Path, office: str, asked: str, own: list[str], with_agent: list[str]
) -> None:
    """A health insurance card that Aucnet's procedure names is not asked for: its kind ended on 2025-12-01."""
    desk = _office(tmp_path, office)
    walk = Walk(desk, TickingClock())
    channel = desk.procedure.envelopes.channels[0]
    mail = "ordinary" if channel == "post" else "electronic"
    for more in ({}, {"agent": AGENT, "agent_kind": "delegated"}):
        envelope = walk.envelope(channel=channel, enclosures=(), mail_class=mail)
        number = walk.case(asked, envelope=envelope, **more)
        assert sorted(defects_for(desk, number)) == sorted(own + (with_agent if more else []))
    desk.close()


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (
            {"expires_on": "2026-01-31"},
            f"この書類は受付日より前の2026年1月31日（土）に有効期限が切れています。 → {_ANOTHER}",
        ),
        (
            {"name_agrees": False},
            f"氏名が開示等請求書の記載と一致しません。 → {_AS_ON_THE_FORM}",
        ),
        (
            {"register_address_agrees": False},
            "住所が登録内容と一致しません。 → 旧住所と現住所の両方が分かる書類（住民票など）をお送りください。",
        ),
        ({"sharp": False}, "写しが不鮮明で読み取れません。 → 記載がすべて読み取れる写しをお送りください。"),
    ],
)
def test_a_fault_of_a_document_names_it_and_its_cure(walk: Walk, check: dict[str, Any], told: str) -> None:
    number = walk.case()
    walk.identity(number, result="not_confirmed", note="見本", **check)
    assert defects_for(walk.desk, number) == (f"運転免許証：{told}",)


def test_what_is_the_office_s_own_to_do_is_never_asked_of_the_person(walk: Walk) -> None:
    """A copy that is not masked, or whose back was taken, is masked or returned here; the person is not asked."""
    number = walk.case()
    walk.identity(number, document="my_number_card", masked=False, back_side=True, result="not_confirmed")
    (line,) = defects_for(walk.desk, number)
    assert line.startswith("マイナンバーカード（表面）：マイナンバーカード（表面）はこの事務局"), (
        "it is not accepted here"
    )
    assert "マスキング" not in line
    assert "裏面" not in line


def test_a_later_check_that_confirms_leaves_nothing_to_mend(walk: Walk) -> None:
    number = walk.case()
    walk.identity(number, name_agrees=False, result="not_confirmed")
    assert len(defects_for(walk.desk, number)) == 1
    walk.identity(number)
    assert defects_for(walk.desk, number) == ()


def test_the_proxy_and_the_agent_s_own_document(walk: Walk) -> None:
    number = walk.agent_case(enclosures=({"kind": "letter_of_proxy"}, {"kind": "agent_id_copy"}))
    walk.identity(number)
    walk.identity(
        number, role="agent", authority_agrees=False, receipt_named=True, address_agrees=False, result="not_confirmed"
    )
    assert defects_for(walk.desk, number) == (
        _SEAL,
        f"代理人の運転免許証：住所が開示等請求書の記載と一致しません。 → {_AS_ON_THE_FORM}",
        "書類から代理権を確認できません。 → 代理権を確認できる書類をお送りください：委任状、印鑑登録証明書。",
    )


def _deficient(walk: Walk) -> str:
    return walk.case(envelope=walk.envelope(enclosures=({"kind": "request_form"},)))


def _ask(walk: Walk, number: str, **changed: Any) -> None:
    corrections.ask_correction(walk.desk, CorrectionInput.read(number=number, asked_on=TODAY, **changed))


def _words(pdf: bytes) -> str:
    """All text of a PDF without its blanks and line breaks."""
    with pypdfium2.PdfDocument(pdf) as document:
        told = "".join(page.get_textpage().get_text_bounded() for page in document)
    return "".join(told.split())


def test_what_was_found_is_kept_as_it_is_told_and_the_letter_says_it(walk: Walk) -> None:
    number = _deficient(walk)
    found = defects_for(walk.desk, number)
    assert show_case(walk.desk, number).defects == found
    _ask(walk, number)
    view = show_case(walk.desk, number)
    assert view.state is State.AWAITING_CORRECTION
    assert view.corrections[0].defect == "\n".join(found)
    assert view.letters_offered[0] is LetterKind.DEFICIENCY
    assert view.letters_open == (LetterKind.DEFICIENCY,)
    told = _words(preview_letter(walk.desk, number, LetterKind.DEFICIENCY))
    for line in found:
        for words in line.split(" → "):
            assert "".join(words.split()) in told
    for words in ("補正依頼書", "令和8年12月8日までに", "お送りいただいた書類をお返しし", "改めて数えます"):
        assert words in told


def test_a_letter_is_made_once_for_each_deficiency(walk: Walk) -> None:
    number = _deficient(walk)
    _ask(walk, number)
    first = walk.letter(number, LetterKind.DEFICIENCY)
    assert walk.letter(number, LetterKind.DEFICIENCY) == first
    assert show_case(walk.desk, number).letters_open == ()
    cure(walk, number)
    assert walk.letter(number, LetterKind.DEFICIENCY) == first, "what was sent is shown, and nothing new is told"
    _ask(walk, number, defect="印影が不鮮明です。 → 鮮明な印影の委任状をお送りください。")
    assert show_case(walk.desk, number).letters_open == (LetterKind.DEFICIENCY,)
    second = walk.letter(number, LetterKind.DEFICIENCY)
    assert second != first
    assert letter(walk.desk, number, second).kind is LetterKind.DEFICIENCY


def test_without_an_open_correction_there_is_no_notice(walk: Walk) -> None:
    number = walk.case()
    told = refused(walk.desk, lambda: make_letter(walk.desk, number, LetterKind.DEFICIENCY))
    assert told.code == "no-correction"
    assert refused(walk.desk, lambda: _ask(walk, number)).code == "empty", "nothing was found, nothing was written"


def test_what_was_told_is_not_taken_out_unless_it_came_back(walk: Walk) -> None:
    number = _deficient(walk)
    _ask(walk, number)
    document = walk.letter(number, LetterKind.DEFICIENCY)
    walk.dispatch(number, document)
    correction = show_case(walk.desk, number).corrections[0].correction_id
    removal = RemovalInput.read(number=number, row_id=correction, reason="見本")
    told = refused(walk.desk, lambda: corrections.remove_correction(walk.desk, removal))
    assert told.code == "told-already"
    note_return(
        walk.desk,
        ReturnInput.read(number=number, document_number=document, returned_on=date(2026, 11, 24), reason="宛先不明"),
    )
    corrections.remove_correction(walk.desk, removal)
    view = show_case(walk.desk, number)
    assert view.corrections == ()
    assert [line.superseded for line in view.letters] == [True]


def test_the_notice_goes_where_the_person_wrote_from(walk: Walk) -> None:
    """Nothing is disclosed by it, so the address need not be confirmed before."""
    number = _deficient(walk)
    walk.identity(number, address_agrees=False, result="not_confirmed")
    _ask(walk, number)
    assert walk.letter(number, LetterKind.DEFICIENCY)


def test_the_answer_proves_that_the_notice_was_delivered(walk: Walk) -> None:
    number = _deficient(walk)
    _ask(walk, number)
    walk.dispatch(number, walk.letter(number, LetterKind.DEFICIENCY))
    undelivered = "Letters without proof of delivery: 1."
    assert undelivered in map(str, missing(walk.desk, number)[1])
    cure(walk, number)
    assert undelivered not in map(str, missing(walk.desk, number)[1])
