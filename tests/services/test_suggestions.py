"""To which case an envelope may belong, and whether it was logged already."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseman.domain.codes import Code, CodeKind, office_tag
from caseman.domain.lifecycle import Step
from caseman.services.custody_views import papers_of
from caseman.services.suggestions import Clues, Sure, likely_name, suggest
from tests.services.walking import ARRIVED, PRINCIPAL, TODAY, TRACKING, Walk, refused

_OTHER = {**PRINCIPAL, "name": "見本 次郎", "kana": "ミホン ジロウ", "address": "例県例市9-9-9", "member_id": ""}


@pytest.fixture
def numbers(walk: Walk) -> tuple[str, str]:
    """A case of 髙橋 一郎 and one of 見本 次郎."""
    return walk.case(), walk.case(principal=_OTHER)


@pytest.mark.parametrize(
    ("sender", "sure"),
    [
        ("髙橋一郎", Sure.PERHAPS),
        ("高橋 一郎", Sure.PERHAPS),
        ("タカハシ　イチロウ", Sure.PERHAPS),
        ("〒000-0001 見本県見本市見本町１ー２ー３ 高橋一郎", Sure.LIKELY),
        ("見本県見本市見本町1-2-3　髙橋 一郎 様", Sure.LIKELY),
    ],
)
def test_the_sender_s_name_reading_and_address_find_the_case(
    walk: Walk, numbers: tuple[str, str], sender: str, sure: Sure
) -> None:
    (found,) = suggest(walk.desk, Clues(sender=sender)).cases
    assert (found.number, found.principal, found.sure) == (numbers[0], PRINCIPAL["name"], sure)
    assert found.why


def test_a_stranger_finds_nothing(walk: Walk, numbers: tuple[str, str]) -> None:
    assert len(numbers) == 2
    for sender in ("山田 花子", "", "　", "様", "株式会社 見本商事"):
        assert suggest(walk.desk, Clues(sender=sender)).cases == ()


def test_a_number_written_anywhere_is_certain(walk: Walk, numbers: tuple[str, str]) -> None:
    for clues in (
        Clues(sender=f"髙橋 一郎（受付番号{numbers[1].lower()}）"),
        Clues(note="Ｐ－２０２６－０００２ と書いてある".replace("－", "-")),
    ):
        first = suggest(walk.desk, clues).cases[0]
        assert (first.number, first.sure) == (numbers[1], Sure.CERTAIN)


def test_our_code_is_certain_and_another_office_s_is_nothing(walk: Walk, numbers: tuple[str, str]) -> None:
    ours = Code(CodeKind.CASE, 2, office_tag(walk.desk.file.file_id)).payload
    theirs = Code(CodeKind.CASE, 2, office_tag("another")).payload
    (found,) = suggest(walk.desk, Clues(codes=(ours,))).cases
    assert (found.number, found.sure) == (numbers[1], Sure.CERTAIN)
    assert suggest(walk.desk, Clues(codes=(theirs, "CM1/broken", "https://example.jp"))).cases == ()


def test_our_letter_is_known_by_its_number_and_by_its_tracking_number(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    document = walk.letter(number)
    assert suggest(walk.desk, Clues(tracking_number=TRACKING)).cases == ()
    walk.dispatch(number, document)
    for clues in (Clues(tracking_number="１２３４５６７８９０３"), Clues(sender=f"文書番号 {document}")):
        found = suggest(walk.desk, clues).cases[0]
        assert (found.number, found.document_number, found.sure) == (number, document, Sure.CERTAIN)


def test_running_cases_come_before_closed_ones(walk: Walk) -> None:
    closed = walk.to(Step.CLOSE)
    running = walk.case()
    found = suggest(walk.desk, Clues(sender=PRINCIPAL["name"])).cases
    assert [(each.number, each.closed) for each in found] == [(running, False), (closed, True)]


def test_at_most_five_are_proposed(walk: Walk) -> None:
    for _ in range(7):
        walk.case()
    assert len(suggest(walk.desk, Clues(sender=PRINCIPAL["name"])).cases) == 5


def test_an_envelope_logged_already_is_told(walk: Walk) -> None:
    envelope = walk.envelope(mail_class="registered", tracking_number=TRACKING)
    same = suggest(walk.desk, Clues(sender="誰か", tracking_number=TRACKING, arrived_on=ARRIVED)).duplicates
    assert [each.envelope_id for each in same] == [envelope]
    near = Clues(sender="高橋　一郎", arrived_on=ARRIVED + timedelta(days=3))
    assert [each.envelope_id for each in suggest(walk.desk, near).duplicates] == [envelope]
    far = Clues(sender="高橋 一郎", arrived_on=ARRIVED + timedelta(days=4))
    assert suggest(walk.desk, far).duplicates == ()
    itself = Clues(sender="高橋 一郎", arrived_on=ARRIVED, envelope_id=envelope)
    assert suggest(walk.desk, itself).duplicates == ()


def test_looking_writes_nothing(walk: Walk, numbers: tuple[str, str]) -> None:
    before = walk.desk.anchor()
    suggest(walk.desk, Clues(sender=f"{numbers[0]} 髙橋一郎 '\"); DROP TABLE cases;--", arrived_on=TODAY))
    assert walk.desk.anchor() == before
    assert date(2026, 11, 24) == TODAY


def test_the_case_it_is_filed_with_already_is_not_proposed(walk: Walk) -> None:
    envelope = walk.envelope()
    walk.case(envelope=envelope)
    other = walk.case()
    clues = Clues(sender="髙橋 一郎", envelope_id=envelope)
    assert [case.number for case in suggest(walk.desk, clues).cases] == [other]


def test_a_courier_s_number_with_a_check_digit_is_known_again(walk: Walk) -> None:
    number = f"12345678901{12345678901 % 7}"
    first = walk.envelope(scans=(), mail_class="courier", tracking_number=number)
    for typed in (number, f"{number[:4]}-{number[4:8]}-{number[8:]}"):
        found = suggest(walk.desk, Clues(sender="B", tracking_number=typed))
        assert [known.envelope_id for known in found.duplicates] == [first]
    for mail_class in ("courier", "registered"):
        told = refused(
            walk.desk,
            lambda mail_class=mail_class: walk.envelope(scans=(), mail_class=mail_class, tracking_number=number),  # type: ignore[misc]
        )
        assert told.code == "tracking-known"


def test_the_code_of_a_paper_leads_to_its_case(walk: Walk, numbers: tuple[str, str]) -> None:
    tag = office_tag(walk.desk.file.file_id)
    first, second = (papers_of(walk.desk, number)[0].enclosure_id for number in numbers)
    for row, number in ((first, numbers[0]), (second, numbers[1])):
        (found,) = suggest(walk.desk, Clues(codes=(Code(CodeKind.ENCLOSURE, row, tag).payload,))).cases
        assert (found.number, found.sure) == (number, Sure.CERTAIN)
    for code in (Code(CodeKind.PLACE, 1, tag), Code(CodeKind.ENCLOSURE, 10**17, tag)):
        assert suggest(walk.desk, Clues(codes=(code.payload,))).cases == ()


@pytest.mark.parametrize(
    "written",
    [
        "No.P-2026-0002",
        "Ｎｏ．Ｐ－２０２６－０００２。",
        "no P-2026-0002",
        "P–2026–0002",
        "P―2026−0002様",
        "№P-2026-0002",
    ],
)
def test_a_number_is_found_however_it_is_written(walk: Walk, numbers: tuple[str, str], written: str) -> None:
    (found,) = suggest(walk.desk, Clues(sender=written)).cases
    assert (found.number, found.sure) == (numbers[1], Sure.CERTAIN)


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("見本 一郎", "見本 一郎"),
        ("見本県見本市1-1 見本 一郎", "見本 一郎"),
        ("〒000-0001 見本県見本市見本町１ー２ー３　髙橋一郎 様", "髙橋一郎"),
        ("見本県見本市1-1 見本ビル", ""),
        ("見本県見本市1-1 例示荘 甲 乙 丙", ""),
        ("見本県見本市1-1", ""),
        ("12 High Street Jane Roe", ""),
        ("Jane Roe", "Jane Roe"),
        ("髙橋 一郎（受付番号P-2026-0001）", ""),
    ],
)
def test_the_name_is_taken_only_where_it_is_plain(sender: str, name: str) -> None:
    assert likely_name(sender) == name
