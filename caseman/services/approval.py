"""Letters are submitted for review, approved or sent back; what is not approved where it must be does not leave.

What is approved are the bytes that are kept: their SHA-256 stands in the review. A letter made anew is another letter,
which needs an approval of its own.
"""

from __future__ import annotations

import hashlib

from sqlmodel import Session, col, select

from caseman.domain.letter_course import ReviewKind
from caseman.domain.letters import LetterKind
from caseman.domain.permissions import Permission
from caseman.errors import FileError, InputError, RuleError
from caseman.offices.schema import FourEyes
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.letter_inputs import ReviewInput, SendBackInput
from caseman.services.letter_kinds import action_of
from caseman.services.letter_standing import is_away
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import LetterReviewRow, LetterRow
from caseman.text import T


def submit_for_review(desk: Desk, review: ReviewInput) -> Change:
    """Ask for the approval of a letter. Raises `RuleError` for one that waits already, is approved or was sent back."""
    with desk.work(Permission.READ_CASES) as work:
        case, letter = _waiting(work, review)
        work.require(action_of(LetterKind(letter.kind)))
        latest = latest_review(work.session, row_id(letter))
        if latest is not None:
            raise RuleError("reviewed", _SUBMITTED_ALREADY[ReviewKind(latest.kind)])
        _record(work, case, letter, ReviewKind.SUBMITTED)
    return _changed(case, letter)


def approve_letter(desk: Desk, review: ReviewInput) -> Change:
    """Approve a letter that was submitted.

    Raises `RuleError` where nobody submitted it, and, where the procedure requires four eyes, for the one who drafted
    it; `FileError` where its bytes are not those that were made.
    """
    with desk.work(Permission.APPROVE_LETTERS) as work:
        case, letter = _submitted(work, review)
        if rule_for(desk, case) == "required" and letter.made_by == work.staff_id:
            raise RuleError("own-draft", T("You made this letter; another person must approve it."))
        if hashlib.sha256(letter.pdf).hexdigest() != letter.sha256:
            raise FileError(
                "letter-damaged",
                T(
                    "Letter “{number}” is damaged in the file. Bring back the last backup.",
                    number=letter.document_number,
                ),
            )
        _record(work, case, letter, ReviewKind.APPROVED)
    return _changed(case, letter)


def send_back(desk: Desk, review: SendBackInput) -> Change:
    """Send a letter that was submitted or approved back to its drafter, with a reason.

    It can be made anew then, as the next version.
    """
    with desk.work(Permission.APPROVE_LETTERS) as work:
        case, letter = _waiting(work, review)
        latest = latest_review(work.session, row_id(letter))
        if latest is None or latest.kind == ReviewKind.SENT_BACK:
            raise RuleError("not-submitted", T("This letter is not submitted for review."))
        _record(work, case, letter, ReviewKind.SENT_BACK, review.reason)
    return _changed(case, letter)


def require_approved(desk: Desk, session: Session, case: CaseRow, letter: LetterRow) -> None:
    """Refuse to print or dispatch a letter that was sent back, or lacks the approval that the procedure requires.

    Raises `RuleError` with what to do.
    """
    latest = latest_review(session, row_id(letter))
    if latest is not None and latest.kind == ReviewKind.SENT_BACK:
        raise RuleError(
            "sent-back",
            T(
                "Letter {number} was sent back: {reason} Make it anew before it is printed or sent.",
                number=letter.document_number,
                reason=latest.reason,
            ),
        )
    if rule_for(desk, case) != "required":
        return
    if latest is None or latest.kind != ReviewKind.APPROVED or latest.sha256 != letter.sha256:
        raise RuleError(
            "not-approved",
            T(
                "Letter {number} is not approved yet. Submit it for review; once it is approved, it can be printed "
                "and sent.",
                number=letter.document_number,
            ),
        )


def rule_for(desk: Desk, case: CaseRow) -> FourEyes:
    """What the procedure of a case says of reviews: off, warn or required."""
    return desk.procedure_of(case.procedure_id).four_eyes.letter


def latest_review(session: Session, letter_id: int) -> LetterReviewRow | None:
    """What was last done in the review of a letter; None before any."""
    return session.exec(
        select(LetterReviewRow).where(LetterReviewRow.letter_id == letter_id).order_by(col(LetterReviewRow.id).desc())
    ).first()


_SUBMITTED_ALREADY = {
    ReviewKind.SUBMITTED: T("This letter is submitted for review already."),
    ReviewKind.APPROVED: T("This letter is approved already."),
    ReviewKind.SENT_BACK: T("This letter was sent back. Make it anew, then submit the new version."),
}


def _waiting(work: Work, review: ReviewInput) -> tuple[CaseRow, LetterRow]:
    """A letter that is still in the house, of a case that is not closed."""
    case = work.case(review.number)
    if case.closed_on is not None:
        raise RuleError("case-closed", T("Case {number} is closed; nothing can be added to it.", number=case.number))
    letter = find_letter(work.session, case, review.document_number)
    if letter.superseded:
        raise RuleError("superseded", T("This letter was superseded by a newer version. Review that one."))
    if is_away(work.session, letter.id):
        raise RuleError("left-already", T("This letter has left already; it can no longer be reviewed."))
    return case, letter


def _submitted(work: Work, review: ReviewInput) -> tuple[CaseRow, LetterRow]:
    case, letter = _waiting(work, review)
    latest = latest_review(work.session, row_id(letter))
    if latest is None or latest.kind != ReviewKind.SUBMITTED:
        raise RuleError("not-submitted", T("This letter is not submitted for review."))
    return case, letter


def find_letter(session: Session, case: CaseRow, document_number: str) -> LetterRow:
    """A letter of a case by its document number. Raises `InputError` when there is none."""
    row = session.exec(
        select(LetterRow).where(LetterRow.case_id == row_id(case), LetterRow.document_number == document_number.strip())
    ).one_or_none()
    if row is None:
        raise InputError(
            "no-such-letter",
            T("This case has no letter “{number}”.", number=document_number),
            field="document_number",
        )
    return row


def _record(work: Work, case: CaseRow, letter: LetterRow, kind: ReviewKind, reason: str = "") -> None:
    work.session.add(
        LetterReviewRow(
            letter_id=row_id(letter), kind=kind, reason=reason, sha256=letter.sha256, at=work.now, by=work.staff_id
        )
    )
    details = {"reason": reason} if reason else {"sha256": letter.sha256}
    work.note(f"letter_{kind.value}", case, document=letter.document_number, **details)


def _changed(case: CaseRow, letter: LetterRow) -> Change:
    return Change(ChangeKind.LETTER, (case.number,), document_number=letter.document_number)
