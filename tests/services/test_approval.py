"""Letters reviewed, approved or sent back; what is not approved where it must be is neither printed nor sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from caseman.domain.letter_course import LetterStanding
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.domain.roles import Role
from caseman.errors import CasemanError, InputErrors
from caseman.services import approval, case_file, letter_list, letters
from caseman.services.auditing import verify_file
from caseman.services.desk import Change, Desk
from caseman.services.letter_inputs import ReviewInput, SendBackInput
from tests.services.course_walk import come_back
from tests.services.letter_walk import asked, at_desk_of, review, send_back
from tests.services.variants import COLLEAGUE, adopt, colleague
from tests.services.walking import STAFF, Walk, raw, refused

_REQUIRED = ('dispatch = "off"', 'dispatch = "off"\nletter = "required"')
_WARN = ('dispatch = "off"', 'dispatch = "off"\nletter = "warn"')


@pytest.fixture
def strict(walk: Walk) -> Walk:
    """An office whose letters are approved by another person than the drafter."""
    adopt(walk.desk, _REQUIRED)
    colleague(walk.desk)
    return walk


def _standing(walk: Walk, document: str) -> LetterStanding:
    return next(x for x in letter_list.list_letters(walk.desk) if x.document_number == document).standing


def _print(walk: Walk, number: str, document: str) -> bytes:
    made = letters.letter_to_print(walk.desk, number, document)
    letters.note_output(walk.desk, number, document, "printed")
    return made.pdf


def test_a_letter_goes_from_draft_to_delivered_and_every_print_is_the_same(strict: Walk) -> None:
    number = strict.to(Step.DECISION)
    document = strict.letter(number)
    assert _standing(strict, document) is LetterStanding.DRAFT
    shown = letters.letter(strict.desk, number, document).pdf
    review(strict.desk, approval.submit_for_review, number, document)
    assert _standing(strict, document) is LetterStanding.IN_REVIEW
    with at_desk_of(strict, COLLEAGUE) as manager:
        review(manager, approval.approve_letter, number, document)
    assert _standing(strict, document) is LetterStanding.APPROVED
    first = _print(strict, number, document)
    assert _standing(strict, document) is LetterStanding.PRINTED
    strict.clock.set_day(date(2026, 12, 1))
    assert first == shown == _print(strict, number, document)
    kept = case_file.show_case(strict.desk, number).letters[0]
    assert (kept.approved_by, kept.may_go) == (COLLEAGUE, True)
    with strict.desk.reading() as session:
        steps = session.connection().exec_driver_sql(
            "SELECT kind, name, sha256 FROM letter_review JOIN staff ON staff.id = by ORDER BY letter_review.id"
        )
        digest = hashlib.sha256(first).hexdigest()
        assert steps.all() == [("submitted", STAFF, digest), ("approved", COLLEAGUE, digest)]
    strict.dispatch(number, document)
    assert _standing(strict, document) is LetterStanding.DISPATCHED
    come_back(strict, number, document)
    assert _standing(strict, document) is LetterStanding.RETURNED
    strict.dispatch(number, document, dispatched_on=date(2026, 12, 1))
    strict.deliver(number, document, date(2026, 12, 1))
    assert _standing(strict, document) is LetterStanding.DELIVERED
    assert verify_file(strict.desk).sound


@pytest.mark.parametrize("submitted", [False, True])
def test_without_the_approval_it_is_neither_printed_nor_saved_nor_sent(strict: Walk, submitted: bool) -> None:
    number = strict.to(Step.DECISION)
    document = strict.letter(number)
    if submitted:
        review(strict.desk, approval.submit_for_review, number, document)
    attempts: list[Callable[[], object]] = [
        lambda: letters.letter_to_print(strict.desk, number, document),
        lambda: letters.note_output(strict.desk, number, document, "printed"),
        lambda: letters.note_output(strict.desk, number, document, "saved"),
        lambda: strict.dispatch(number, document),
    ]
    for attempt in attempts:
        told = refused(strict.desk, attempt)
        assert told.code == "not-approved"
        assert document in str(told)
    assert letters.letter(strict.desk, number, document).pdf, "it may be looked at"


def test_the_drafter_does_not_approve_where_four_eyes_are_required(strict: Walk) -> None:
    number = strict.to(Step.DECISION)
    document = strict.letter(number)
    review(strict.desk, approval.submit_for_review, number, document)
    assert refused(strict.desk, asked(strict.desk, approval.approve_letter, number, document)).code == "own-draft"


@pytest.mark.parametrize("rule", [None, _WARN])
def test_elsewhere_the_drafter_may_and_nothing_waits_for_it(walk: Walk, rule: tuple[str, str] | None) -> None:
    if rule:
        adopt(walk.desk, rule)
    number = walk.to(Step.DECISION)
    document = walk.letter(number)
    assert _standing(walk, document) is (LetterStanding.DRAFT if rule else LetterStanding.MADE)
    review(walk.desk, approval.submit_for_review, number, document)
    assert _print(walk, number, document)
    assert _standing(walk, document) is LetterStanding.IN_REVIEW, "an open review is not hidden by a print"
    review(walk.desk, approval.approve_letter, number, document)
    walk.dispatch(number, document)


def test_what_was_sent_back_does_not_leave_and_is_made_anew_as_the_next_version(walk: Walk) -> None:
    number = walk.to(Step.DECISION)
    document = walk.letter(number)
    review(walk.desk, approval.submit_for_review, number, document)
    send_back(walk.desk, number, document, "宛名が違います。")
    for attempt in (
        lambda: letters.letter_to_print(walk.desk, number, document),
        lambda: walk.dispatch(number, document),
    ):
        told = refused(walk.desk, attempt)
        assert told.code == "sent-back"
        assert "宛名が違います。" in str(told)
    again = walk.letter(number)
    assert again == f"{number}-02"
    new, old = letter_list.list_letters(walk.desk, case_number=number)
    assert (new.version, new.standing, old.standing) == (2, LetterStanding.MADE, LetterStanding.SUPERSEDED)
    assert letters.letter(walk.desk, number, document).pdf, "the version before is kept"
    trail = case_file.show_case(walk.desk, number).history
    assert str(trail[0].label) == (
        f"Letter {again} was made: Notice of disclosure, version 2. It supersedes {document}."
    )
    walk.dispatch(number, again)


def test_a_new_version_needs_an_approval_of_its_own(strict: Walk) -> None:
    number = strict.to(Step.DECISION)
    document = strict.letter(number)
    review(strict.desk, approval.submit_for_review, number, document)
    with at_desk_of(strict, COLLEAGUE) as manager:
        review(manager, approval.approve_letter, number, document)
    again = letters.make_letter(strict.desk, number, LetterKind.DISCLOSURE, anew=True).document_number
    assert again == f"{number}-02"
    assert refused(strict.desk, lambda: strict.dispatch(number, again)).code == "not-approved"
    assert refused(strict.desk, lambda: strict.dispatch(number, document)).code == "superseded"
    assert refused(strict.desk, asked(strict.desk, approval.submit_for_review, number, document)).code == "superseded"


def test_a_letter_that_left_is_not_made_anew_nor_reviewed(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    document = f"{number}-01"
    walk.dispatch(number, document)
    told = refused(walk.desk, lambda: letters.make_letter(walk.desk, number, LetterKind.DISCLOSURE, anew=True))
    assert told.code == "left-already"
    assert refused(walk.desk, asked(walk.desk, approval.submit_for_review, number, document)).code == "left-already"


def test_another_fact_makes_another_version_and_two_answers_are_no_versions(walk: Walk) -> None:
    number = walk.case()
    first = walk.letter(number, LetterKind.ACKNOWLEDGEMENT)
    walk.identity(number)
    walk.payment(number)
    walk.accept(number)
    second = walk.letter(number, LetterKind.ACKNOWLEDGEMENT)
    lines = {line.document_number: line for line in letter_list.list_letters(walk.desk)}
    assert (lines[first].superseded, lines[second].version) == (True, 2)
    walk.dispatch(number, second)
    third = letters.make_letter(walk.desk, number, LetterKind.ACKNOWLEDGEMENT).document_number
    assert third == second, "it left and is still true"


@pytest.mark.parametrize(
    ("first", "then", "code"),
    [
        ([], approval.approve_letter, "not-submitted"),
        ([approval.submit_for_review], approval.submit_for_review, "reviewed"),
        ([approval.submit_for_review, approval.approve_letter], approval.approve_letter, "not-submitted"),
        ([approval.submit_for_review, approval.approve_letter], approval.submit_for_review, "reviewed"),
    ],
)
def test_a_step_out_of_order_is_refused(
    walk: Walk, first: list[Callable[..., Change]], then: Callable[..., Change], code: str
) -> None:
    number = walk.to(Step.LETTER)
    document = f"{number}-01"
    for step in first:
        review(walk.desk, step, number, document)
    assert refused(walk.desk, asked(walk.desk, then, number, document)).code == code


def test_an_approved_letter_may_still_be_sent_back(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    document = f"{number}-01"
    told = refused(walk.desk, lambda: send_back(walk.desk, number, document, "早すぎます。"))
    assert told.code == "not-submitted"
    review(walk.desk, approval.submit_for_review, number, document)
    review(walk.desk, approval.approve_letter, number, document)
    send_back(walk.desk, number, document, "日付の誤り。")
    assert _standing(walk, document) is LetterStanding.SENT_BACK


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_sending_back_needs_a_reason(reason: str) -> None:
    with pytest.raises(InputErrors) as told:
        SendBackInput.read(number="P-2026-0001", document_number="P-2026-0001-01", reason=reason)
    assert told.value.field == "reason"


def test_a_letter_that_is_not_of_the_case_is_refused(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    told = refused(walk.desk, asked(walk.desk, approval.submit_for_review, number, f"{number}-09"))
    assert (told.code, told.field) == ("no-such-letter", "document_number")


def test_what_was_damaged_in_the_file_is_not_approved(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    document = f"{number}-01"
    review(walk.desk, approval.submit_for_review, number, document)
    raw(walk.desk, "UPDATE letter SET pdf = x'00'")
    assert refused(walk.desk, asked(walk.desk, approval.approve_letter, number, document)).code == "letter-damaged"


def test_only_the_privacy_manager_approves(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    document = f"{number}-01"
    review(walk.desk, approval.submit_for_review, number, document)
    raw(walk.desk, "UPDATE staff SET roles = :roles", roles=Role.RECEPTION.value)
    told = refused(walk.desk, asked(walk.desk, approval.approve_letter, number, document))
    assert told.code == "not-permitted"
    assert "Privacy manager" in str(told)


def _of(desk: Desk) -> CasemanError:
    return refused(desk, lambda: ReviewInput.read(number="x"))


def test_a_review_without_a_letter_is_refused_at_the_door(walk: Walk) -> None:
    assert _of(walk.desk).field == "document_number"
