"""Disclosed data attached to an answer: taken in, ordered, taken out; and what a letter that was made does then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseman.domain.letters import LetterKind
from caseman.errors import InputError, RuleError
from caseman.services import attachments, case_file, letter_attachments, letter_list, letters
from caseman.services.attachment_inputs import (
    AttachmentChange,
    AttachmentMove,
    AttachmentRemoval,
)
from caseman.services.auditing import verify_file
from caseman.services.enclosing import enclosed_with, take_out_enclosed
from caseman.services.letter_inputs import EnclosedRemoval
from tests.services.attached_walk import (
    BOX,
    OPEN,
    WHY,
    also_offers,
    attach,
    decided,
    lines,
    photograph,
    redact,
    text_pdf,
    texts,
)
from tests.services.letter_walk import begin, compare, enclose, made_run
from tests.services.walking import Walk, refused, snapshot


def _order(walk: Walk, number: str) -> list[str]:
    return [line.title for line in lines(walk, number)]


def _entries(walk: Walk, number: str) -> list[str]:
    return [line.action for line in case_file.show_case(walk.desk, number).history]


def test_pages_follow_the_letter_and_are_counted_with_it(walk: Walk) -> None:
    number = decided(walk)
    attach(walk, number, text_pdf(2))
    attach(walk, number, photograph("JPEG"), name="b.jpg", title="購買履歴")
    letter = letters.letter(walk.desk, number, walk.letter(number))
    told = texts(letter.pdf)
    assert len(told) == 4
    assert "別紙1\u3000会員登録情報（2ページ）" in told[0]
    assert "別紙2\u3000購買履歴（1ページ）" in told[0]
    assert "1通（別紙を含みます。）" in told[0]
    headings = ("", "会員登録情報（1／2）", "会員登録情報（2／2）", "購買履歴")
    for page, (text, heading) in enumerate(zip(told, headings, strict=True), 1):
        assert f"{page} / 4" in text
        assert heading in text
        assert letter.document_number in text
    assert not any(OPEN in text for text in told), "a page is a picture"
    (entry, *_) = [line for line in case_file.show_case(walk.desk, number).history if line.action == "attachment_added"]
    assert str(entry.label) == "Attached: “購買履歴”, appended to the letter, pages: 1."


def test_an_enclosed_one_is_listed_counted_and_printed_as_a_paper_of_its_own(walk: Walk) -> None:
    number = decided(walk)
    attach(walk, number, text_pdf(3), placing="enclosed")
    document = walk.letter(number)
    letter = letters.letter(walk.desk, number, document)
    assert "同封書類：別紙1\u3000会員登録情報（3枚）" in texts(letter.pdf)[0]
    (line,) = letter_list.list_letters(walk.desk)
    assert line.enclosures == 1
    assert letters.letter_to_print(walk.desk, number, document).enclosed == 1
    paper = letter_attachments.paper_to_print(walk.desk, number, document, 1)
    assert paper.pdf == letter_attachments.paper_to_print(walk.desk, number, document, 1).pdf
    told = texts(paper.pdf)
    assert [f"{page} / 3" in text and document in text for page, text in enumerate(told, 1)] == [True] * 3
    run = made_run(walk, document)
    papers = begin(walk, run, duplex=True)
    assert [each.pdf for each in papers.documents[:2]] == [letter.pdf, paper.pdf]
    assert [sheet.pages for sheet in papers.sheets(duplex=True) if sheet.document == 1] == [(0,), (1,), (2,)]
    assert any("別紙1" in text and "3" in text for text in texts(papers.documents[2].pdf))
    letter_attachments.note_paper(walk.desk, number, document, 1)
    assert "attachment_printed" in _entries(walk, number)
    with pytest.raises(InputError, match="encloses no attachment 2"):
        letter_attachments.paper_to_print(walk.desk, number, document, 2)


def test_what_is_counted_before_sending_includes_what_the_letter_encloses(walk: Walk) -> None:
    number = decided(walk)
    attach(walk, number, placing="enclosed")
    attach(walk, number)
    document = walk.letter(number)
    enclose(walk.desk, number, document, kind="form", sheets=1)
    walk.clock.now += timedelta(minutes=6)
    with pytest.raises(RuleError) as differed:
        compare(walk.desk, number, document, enclosures=1)
    assert differed.value.code == "send-check-differed"
    compare(walk.desk, number, document, enclosures=2)
    assert "send_check_agreed" in _entries(walk, number)


def test_the_letter_keeps_what_it_lists(walk: Walk) -> None:
    number = decided(walk)
    attach(walk, number, placing="enclosed")
    document = walk.letter(number)
    (piece,) = enclosed_with(walk.desk, number, document)
    assert (piece.words, piece.sheets) == ("別紙1\u3000会員登録情報", 1)
    removal = EnclosedRemoval.read(number=number, document_number=document, row_id=piece.row_id)
    assert refused(walk.desk, lambda: take_out_enclosed(walk.desk, removal)).code == "letter-lists-it"


@pytest.mark.parametrize("what", ["attach", "change", "move", "take out", "redact"])
def test_a_change_asks_for_the_next_version_and_the_old_one_prints_as_it_was(walk: Walk, what: str) -> None:
    number = decided(walk, part=True)
    first = attach(walk, number)
    attach(walk, number, photograph(), name="b.png", title="購買履歴")
    old = walk.letter(number)
    before = letters.letter(walk.desk, number, old).pdf
    match what:
        case "attach":
            attach(walk, number, title="もう一つ")
        case "change":
            changed = {"title": "別の名称", "placing": "appended"}
            attachments.change_attachment(
                walk.desk, AttachmentChange.read(number=number, attachment_id=first, **changed)
            )
        case "move":
            attachments.move_attachment(walk.desk, AttachmentMove.read(number=number, attachment_id=first, to=10**30))
            assert _order(walk, number) == ["購買履歴", "会員登録情報"]
        case "take out":
            attachments.take_out_attachment(walk.desk, AttachmentRemoval.read(number=number, attachment_id=first))
            assert _order(walk, number) == ["購買履歴"]
        case "redact":
            redact(walk, number, first, BOX | WHY)
    view = case_file.show_case(walk.desk, number)
    assert view.letters_open == (LetterKind.DISCLOSURE,)
    assert [line.superseded for line in view.letters] == [True]
    new = walk.letter(number)
    assert new != old
    assert letters.letter(walk.desk, number, new).pdf != before
    assert letters.letter(walk.desk, number, old).pdf == before
    newest = max(letter_list.list_letters(walk.desk), key=lambda line: line.document_number)
    assert newest.version == 2
    assert verify_file(walk.desk).sound


def test_what_changes_nothing_leaves_the_letter_as_it_is(walk: Walk) -> None:
    number = decided(walk, part=True)
    made = attach(walk, number)
    redact(walk, number, made, BOX | WHY)
    walk.letter(number)
    before = snapshot(walk.desk)
    redact(walk, number, made, BOX | WHY)
    attachments.move_attachment(walk.desk, AttachmentMove.read(number=number, attachment_id=made, to=9))
    same = AttachmentChange.read(number=number, attachment_id=made, title="会員登録情報", placing="appended")
    attachments.change_attachment(walk.desk, same)
    assert snapshot(walk.desk) == before


def test_what_left_with_a_letter_stays_as_it_is(walk: Walk) -> None:
    number = decided(walk)
    made = attach(walk, number)
    document = walk.letter(number)
    walk.dispatch(number, document)
    for change in (
        lambda: attach(walk, number, title="もう一つ"),
        lambda: redact(walk, number, made, BOX | WHY),
        lambda: attachments.take_out_attachment(walk.desk, AttachmentRemoval.read(number=number, attachment_id=made)),
    ):
        assert refused(walk.desk, change).code == "not-now"


def test_after_one_of_two_letters_left_the_other_still_takes_more(walk: Walk) -> None:
    also_offers(walk, "third_party_records")
    number = decided(walk, "disclosure", "third_party_records")
    made = attach(walk, number)
    walk.dispatch(number, walk.letter(number))
    removal = AttachmentRemoval.read(number=number, attachment_id=made)
    told = refused(walk.desk, lambda: attachments.take_out_attachment(walk.desk, removal))
    assert told.code == "already-sent"
    attach(walk, number, position=2)
    assert len(lines(walk, number)) == 2


def test_an_attachment_taken_out_is_nowhere_in_the_file(walk: Walk) -> None:
    number = decided(walk)
    made = attach(walk, number)
    redact(walk, number, made, BOX)
    attachments.take_out_attachment(walk.desk, AttachmentRemoval.read(number=number, attachment_id=made))
    tables = snapshot(walk.desk)
    assert not any(tables[name] for name in ("attachment", "unredacted", "attachment_page", "redaction"))
    assert verify_file(walk.desk).sound


@pytest.mark.parametrize("kind", ["complaint", "correction", "cessation"])
def test_answers_that_tell_no_data_take_none(walk: Walk, kind: str) -> None:
    number = walk.case(kind)
    assert refused(walk.desk, lambda: attach(walk, number)).code == "tells-no-data"
    told = refused(walk.desk, lambda: attach(walk, number, position=2))
    assert (told.code, told.field) == ("no-such-request", "position")


@pytest.mark.parametrize(("kind", "letter"), [
    ("third_party_records", LetterKind.RECORDS_DISCLOSURE), ("purpose", LetterKind.PURPOSE),
])  # fmt: skip
def test_the_other_answers_with_data_take_them_too(walk: Walk, kind: str, letter: LetterKind) -> None:
    also_offers(walk, kind)
    number = decided(walk, kind, part=True)
    redact(walk, number, attach(walk, number), BOX | WHY)
    attach(walk, number, placing="enclosed", title="提供の記録")
    told = "".join(texts(letters.letter(walk.desk, number, walk.letter(number, letter)).pdf))
    assert "別紙1\u3000会員登録情報（1ページ）" in told
    assert "別紙2\u3000提供の記録（1枚）" in told
    assert "別紙1「会員登録情報」のうち墨塗りの部分（1ページ）" in told


def test_each_letter_numbers_its_own(walk: Walk) -> None:
    also_offers(walk, "third_party_records")
    number = decided(walk, "disclosure", "third_party_records")
    attach(walk, number, title="一")
    attach(walk, number, title="二", position=2)
    assert [(line.position, line.number) for line in lines(walk, number)] == [(1, 1), (2, 1)]
    for kind, title in ((LetterKind.DISCLOSURE, "一"), (LetterKind.RECORDS_DISCLOSURE, "二")):
        told = texts(letters.letter(walk.desk, number, walk.letter(number, kind)).pdf)
        assert f"別紙1\u3000{title}" in told[-1]


def test_a_refusal_takes_none_along(walk: Walk) -> None:
    number = decided(walk)
    attach(walk, number, placing="enclosed")
    walk.refuse(number, ground="rights")
    document = walk.letter(number, LetterKind.NON_DISCLOSURE)
    assert letters.letter(walk.desk, number, document).kind is LetterKind.NON_DISCLOSURE
    assert letter_list.list_letters(walk.desk)[0].enclosures == 0
