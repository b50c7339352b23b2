"""Letters: previewed from memory, made once and kept as the bytes that are printed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date

from sqlmodel import Session, col, select

from caseman.domain.letter_course import ReviewKind
from caseman.domain.letters import DATA_LETTERS, LATE_LETTERS, PERIOD_LETTERS, LetterKind
from caseman.domain.permissions import Permission
from caseman.errors import FileError, InputError, RuleError
from caseman.letters.render import render_letter
from caseman.services.anchors import AnchorPlace, remember_anchor
from caseman.services.approval import find_letter, latest_review, require_approved
from caseman.services.case_facts import fee_asked, open_correction
from caseman.services.case_rows import find_case
from caseman.services.course_inputs import RemovalInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.fee_letters import still_told
from caseman.services.gate import require
from caseman.services.letter_attachments import keep_attached, papers_beside
from caseman.services.letter_facts import letter_facts, next_serial, requests_for, unanswered
from caseman.services.letter_kinds import action_of
from caseman.services.letter_standing import is_away, supersede
from caseman.services.reading import note_read
from caseman.services.removed import taking_back
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow, CorrectionRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import LetterRow
from caseman.storage.money_tables import FeeEventRow
from caseman.text import Language, T


@dataclass(frozen=True)
class Letter:
    """A letter as it was made; `enclosed` tells how many papers of attachments are printed beside it."""

    case_number: str
    document_number: str
    kind: LetterKind
    language: Language
    dated: date
    sha256: str
    pdf: bytes = field(repr=False)
    enclosed: int = 0


def preview_letter(desk: Desk, number: str, kind: LetterKind, dated: date | None = None) -> bytes:
    """The PDF of a letter as it would be made today. Nothing is stored.

    Raises `RuleError` when no decision of the case asks for this letter, or a mandatory part is missing.
    """
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        made = render_letter(letter_facts(desk, session, case, kind, dated or desk.today()))
    note_read(desk, "letter_previewed", case, kind=kind)
    return made


def make_letter(desk: Desk, number: str, kind: LetterKind, dated: date | None = None, *, anew: bool = False) -> Change:
    """Make a letter and keep its bytes. One that was already made from the same decisions is not made again.

    Where it would say something else today, was sent back by a review, or is wanted `anew` (its text was edited), the
    next version is made, and the one that has not left is superseded by it. Raises `RuleError` where one that left
    is wanted anew.
    """
    with desk.work(action_of(kind)) as work:
        case = work.case(number)
        requests = requests_for(work.session, case, kind)
        existing = _latest(work.session, row_id(case), kind)
        correction = open_correction(work.session, row_id(case)) if kind is LetterKind.DEFICIENCY else None
        if existing is not None and _stands(work.session, existing, anew=anew):
            if anew:
                raise RuleError("left-already", T("This letter has left already; it cannot be made anew."))
            if _still_true(work.session, existing, requests, case, correction):
                return Change(ChangeKind.LETTER, (case.number,), document_number=existing.document_number)
        require(action_of(kind), case)
        before = _version_before(work, case, kind)
        day = dated or work.today
        facts = letter_facts(desk, work.session, case, kind, day)
        pdf = render_letter(facts)
        digest = hashlib.sha256(pdf).hexdigest()
        made = LetterRow(
            case_id=row_id(case),
            serial=next_serial(work.session, row_id(case)),
            document_number=facts.document_number,
            kind=kind,
            language=facts.language,
            dated=day,
            sha256=digest,
            pdf=pdf,
            quoted_due=facts.due_on,
            version=1 if before is None else before.version + 1,
            supersedes_id=None if before is None else row_id(before),
            made_at=work.now,
            made_by=work.staff_id,
        )
        work.session.add(made)
        work.session.flush()
        told_now = unanswered(requests)
        if kind in DATA_LETTERS:
            keep_attached(work, made, facts, told_now)
        for request in told_now:
            request.letter_id = row_id(made)
            work.session.add(request)
        asked = fee_asked(work.session, row_id(case)) if kind is LetterKind.FEE_NOTICE else None
        for told in filter(None, (correction, asked)):
            told.letter_id = row_id(made)
            work.session.add(told)
        resettle(work, case)
        told_before = {} if before is None else {"version": made.version, "supersedes": before.document_number}
        told_before |= {"attachments": len(facts.attached)} if facts.attached else {}
        work.note("letter_made", case, document=facts.document_number, kind=kind, sha256=digest, **told_before)
        remember_anchor(work, facts.anchor, AnchorPlace.LETTER, facts.document_number)
    return Change(ChangeKind.LETTER, (case.number,), document_number=facts.document_number)


def take_back_letter(desk: Desk, removal: RemovalInput) -> Change:
    """Take back a letter that nobody has outside the file: from now on it counts no more, and another can be made.

    `row_id` is the letter. Raises `RuleError` for one that was printed, that a review holds, or that left.
    """
    with desk.work(Permission.READ_CASES) as work:
        case = work.case(removal.number)
        row = work.session.get(LetterRow, removal.row_id)
        if row is None or row.case_id != case.id or row.superseded:
            raise InputError("no-such-letter", T("There is no such letter in this case."), field="row_id")
        work.require(action_of(LetterKind(row.kind)))
        if row.printed_at is not None:
            raise RuleError(
                "printed", T("The letter was printed, and paper is not called back. Make it anew if it is wrong.")
            )
        if is_away(work.session, row.id) or latest_review(work.session, row_id(row)) is not None:
            raise RuleError("under-way", T("This letter is under way; it is not taken back any more."))
        supersede(work.session, row)
        for table in (CorrectionRow, FeeEventRow):
            statement = select(table).where(table.letter_id == row.id)
            for noticed in work.session.exec(statement).all():
                noticed.letter_id = None
                work.session.add(noticed)
        resettle(work, case)
        told = taking_back(removal.undoes)
        work.note("letter_taken_back", case, document=row.document_number, reason=removal.reason, **told)
    return Change(ChangeKind.LETTER, (case.number,), document_number=row.document_number)


def letter(desk: Desk, number: str, document_number: str) -> Letter:
    """A letter that was made, to look at."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        found = read_out(case, find_letter(session, case, document_number))
    note_read(desk, "letter_read", case, document=found.document_number)
    return found


def letter_to_print(desk: Desk, number: str, document_number: str) -> Letter:
    """A letter with the bytes to print or save; every call gives the same ones.

    Raises `RuleError` where the procedure requires an approval that it lacks, and for one that was sent back.
    """
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        row = find_letter(session, case, document_number)
        require_approved(desk, session, case, row)
        return replace(read_out(case, row), enclosed=len(papers_beside(session, row)))


def read_out(case: CaseRow, row: LetterRow) -> Letter:
    """A letter from its row.

    Raises `FileError` where its bytes are not those that were made, `RuleError` for one that was disposed of.
    """
    if row.disposed_on is not None:
        raise RuleError(
            "letter-disposed",
            T(
                "Letter “{number}” was disposed of on {day}. Its number, kind and dates stay.",
                number=row.document_number,
                day=row.disposed_on,
            ),
        )
    if hashlib.sha256(row.pdf).hexdigest() != row.sha256:
        raise FileError(
            "letter-damaged",
            T("Letter “{number}” is damaged in the file. Bring back the last backup.", number=row.document_number),
        )
    return Letter(
        case.number,
        row.document_number,
        LetterKind(row.kind),
        Language(row.language),
        row.dated,
        row.sha256,
        row.pdf,
    )


def note_output(desk: Desk, number: str, document_number: str, how: str) -> Change:
    """Write into the trail that a letter was printed or saved as a file (`how`: printed, saved).

    Raises `RuleError` for one that may not be printed or saved yet.
    """
    with desk.work(Permission.READ_CASES) as work:
        case = work.case(number)
        row = find_letter(work.session, case, document_number)
        require_approved(desk, work.session, case, row)
        if how == "printed":
            row.printed_at = work.now
            work.session.add(row)
        work.note(f"letter_{how}", case, document=row.document_number)
    return Change(ChangeKind.LETTER, (case.number,), document_number=row.document_number)


def _stands(session: Session, made: LetterRow, *, anew: bool) -> bool:
    """Whether a letter of this kind is not to be replaced: it has left, or nobody wants it made anew."""
    if is_away(session, made.id):
        return True
    review = latest_review(session, row_id(made))
    return not anew and (review is None or review.kind != ReviewKind.SENT_BACK)


def _version_before(work: Work, case: CaseRow, kind: LetterKind) -> LetterRow | None:
    """The version that a new letter of this kind takes the place of; from now on it is superseded.

    One that is under way stays as it is: the new letter then is another one, not a version of it.
    """
    session = work.session
    newest = session.exec(
        select(LetterRow)
        .where(LetterRow.case_id == row_id(case), LetterRow.kind == kind)
        .order_by(col(LetterRow.serial).desc())
    ).first()
    if newest is None or is_away(session, newest.id):
        return None
    supersede(session, newest)
    session.flush()
    return newest


def _latest(session: Session, case_id: int, kind: LetterKind) -> LetterRow | None:
    return session.exec(
        select(LetterRow)
        .where(LetterRow.case_id == case_id, LetterRow.kind == kind, col(LetterRow.superseded).is_(False))
        .order_by(col(LetterRow.serial).desc())
    ).first()


def _still_true(
    session: Session, made: LetterRow, requests: list[RequestRow], case: CaseRow, correction: CorrectionRow | None
) -> bool:
    """Whether a letter that was made says what it would say today."""
    if LetterKind(made.kind) in LATE_LETTERS:
        return still_told(session, made, case)
    if LetterKind(made.kind) is LetterKind.DEFICIENCY:
        return correction is None or correction.letter_id == made.id
    if LetterKind(made.kind) is LetterKind.METHOD_CHANGE:
        return True  # a decision that is changed supersedes it
    if LetterKind(made.kind) in PERIOD_LETTERS:
        return made.quoted_due == case.due_on
    return all(request.letter_id is not None for request in requests)
