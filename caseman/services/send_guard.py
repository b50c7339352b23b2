"""The guard against a letter that goes to the wrong person, or with the wrong papers.

Before dispatch somebody types the addressee's name and the number of enclosures from the envelope on the table, without
seeing what is recorded. What differs stops the letter: nothing is dispatched, and the trail says that it differed,
without what was typed.

Who may compare: somebody other than the one who made the letter and those who recorded its enclosures. Where nobody
else at the office may dispatch letters, the same person may, but not at once: five minutes after the letter was made or
printed and its enclosures were recorded, so that the eye comes back to it anew. Printing anew or another enclosure
asks for another comparison; so does one that differed, and a letter that came back and leaves again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlmodel import Session, col, select

from caseman.domain.actions import Action
from caseman.domain.permissions import permitted
from caseman.domain.roles import read_roles
from caseman.domain.send_compare import same_addressee
from caseman.errors import InputError, RuleError
from caseman.services.approval import find_letter
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.gate import require
from caseman.services.letter_facts import receiver_of
from caseman.services.letter_inputs import SendCheckInput
from caseman.services.letter_standing import is_away
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import LetterEnclosureRow, LetterRow, SendCheckRow
from caseman.storage.office_tables import StaffRow
from caseman.text import T

PAUSE: Final = timedelta(minutes=5)


def check_sending(desk: Desk, typed: SendCheckInput) -> Change:
    """Compare what was typed with what is recorded; an agreement lets the letter leave.

    Raises `RuleError` with the code `send-check-differed` where it differs, after the trail was written: neither the
    sentence nor the trail says what is right. Raises `RuleError` too for who may not compare, or too soon.
    """
    with desk.work(Action.DISPATCH) as work:
        case = work.case(typed.number)
        require(Action.DISPATCH, case)
        letter = find_letter(work.session, case, typed.document_number)
        require_in_house(work, letter)
        enclosed = enclosures_of_letter(work.session, row_id(letter))
        _require_other_eyes(work, letter, enclosed)
        agreed = _agrees(desk, work.session, case, typed, len(enclosed))
        work.session.add(
            SendCheckRow(
                letter_id=row_id(letter),
                agreed=agreed,
                enclosures=len(enclosed),
                checked_at=work.now,
                checked_by=work.staff_id,
            )
        )
        work.note(
            "send_check_agreed" if agreed else "send_check_differed", case, document=letter.document_number
        )  # fmt: skip
    if not agreed:
        raise _differed(letter.document_number)
    return Change(ChangeKind.LETTER, (case.number,), document_number=letter.document_number)


def _differed(document_number: str) -> RuleError:
    """What a comparison that differed tells: not what is right, so that it is found out at the envelope."""
    return RuleError(
        "send-check-differed",
        T(
            "Addressee or number of enclosures do not agree with what is recorded for {number}. Nothing is "
            "dispatched. Open the envelope, find out which is right, and compare again.",
            number=document_number,
        ),
    )


def good_check(session: Session, letter: LetterRow) -> SendCheckRow | None:
    """The comparison that lets a letter leave; None where there is none, it differed, or something changed since."""
    latest = session.exec(
        select(SendCheckRow).where(SendCheckRow.letter_id == letter.id).order_by(col(SendCheckRow.id).desc())
    ).first()
    if latest is None or not latest.agreed or latest.used:
        return None
    enclosed = enclosures_of_letter(session, row_id(letter))
    changed = [each.added_at for each in enclosed] + ([letter.printed_at] if letter.printed_at else [])
    if latest.enclosures != len(enclosed) or any(at > latest.checked_at for at in changed):
        return None
    return latest


def require_check(session: Session, letter: LetterRow) -> SendCheckRow:
    """The comparison that lets a letter leave. Raises `InputError` where there is none."""
    found = good_check(session, letter)
    if found is None:
        raise InputError(
            "second-reader",
            T(
                "A second person must first type addressee and number of enclosures of {number}: “Compare before "
                "sending”.",
                number=letter.document_number,
            ),
            field="checked_by",
        )
    return found


def enclosures_of_letter(session: Session, letter_id: int) -> Sequence[LetterEnclosureRow]:
    """What goes into the envelope beside a letter, in order of entry."""
    statement = select(LetterEnclosureRow).where(LetterEnclosureRow.letter_id == letter_id)
    return session.exec(statement.order_by(col(LetterEnclosureRow.id))).all()


def require_in_house(work: Work, letter: LetterRow) -> None:
    """Refuse a letter that a newer one supersedes, or that is under way. Raises `RuleError`."""
    if letter.superseded:
        raise RuleError("superseded", T("This letter was superseded by a newer decision. Dispatch the new one."))
    if is_away(work.session, letter.id):
        raise RuleError("already-sent", T("This letter is already noted as dispatched."))


def _agrees(desk: Desk, session: Session, case: CaseRow, typed: SendCheckInput, enclosures: int) -> bool:
    to = receiver_of(desk, session, case)
    return same_addressee(typed.addressee, to.name) and typed.enclosures == enclosures


def _require_other_eyes(work: Work, letter: LetterRow, enclosed: Sequence[LetterEnclosureRow]) -> None:
    prepared = {letter.made_by, *(each.added_by for each in enclosed)}
    if work.staff_id not in prepared:
        return
    if _others(work, prepared):
        raise RuleError(
            "same-reader",
            T("You prepared this letter. Another person must type addressee and number of enclosures."),
        )
    since = max([letter.made_at, letter.printed_at or letter.made_at, *(each.added_at for each in enclosed)])
    if work.now - since < PAUSE:
        raise RuleError(
            "too-soon",
            T(
                "You are the only one here who dispatches letters. Lay the envelope aside, and compare it five minutes "
                "after it was prepared."
            ),
        )


def _others(work: Work, prepared: set[int]) -> bool:
    """Whether anybody at the office who prepared nothing of it may dispatch letters."""
    members = work.session.exec(select(StaffRow).where(col(StaffRow.active).is_(True))).all()
    return any(row_id(each) not in prepared and permitted(Action.DISPATCH, read_roles(each.roles)) for each in members)
