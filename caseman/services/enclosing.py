"""What goes into the envelope beside a letter: recorded before dispatch, listed for who fills the envelope."""

from __future__ import annotations

from dataclasses import dataclass

from caseman.domain.actions import Action
from caseman.domain.enclosing import EnclosedKind
from caseman.domain.permissions import Permission
from caseman.errors import InputError, RuleError
from caseman.services.approval import find_letter
from caseman.services.case_rows import find_case
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.gate import require
from caseman.services.letter_attachments import stands_in_letter
from caseman.services.letter_inputs import EnclosedInput, EnclosedRemoval
from caseman.services.send_guard import enclosures_of_letter, require_in_house
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import LetterEnclosureRow, LetterRow
from caseman.text import T


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One piece beside a letter."""

    row_id: int
    kind: EnclosedKind
    words: str
    sheets: int


def enclose(desk: Desk, enclosed: EnclosedInput) -> Change:
    """Record one piece that goes into the envelope beside a letter.

    Raises `InputError` for another piece without words, `RuleError` for a letter that is superseded or under way.
    """
    with desk.work(Action.DISPATCH) as work:
        case, letter = _in_house(work, enclosed.number, enclosed.document_number)
        if enclosed.kind is EnclosedKind.OTHER and not enclosed.words:
            raise InputError("empty", T("Say in words what is enclosed."), field="words")
        work.session.add(
            LetterEnclosureRow(
                letter_id=row_id(letter),
                kind=enclosed.kind,
                words=enclosed.words,
                sheets=enclosed.sheets,
                added_at=work.now,
                added_by=work.staff_id,
            )
        )
        _note(work, case, letter, "enclosure_added", enclosed.kind, enclosed.words, enclosed.sheets)
    return Change(ChangeKind.LETTER, (case.number,), document_number=letter.document_number)


def take_out_enclosed(desk: Desk, removal: EnclosedRemoval) -> Change:
    """Record that a piece does not go into the envelope after all; only before the letter leaves.

    Raises `RuleError` for an attachment that the letter lists.
    """
    with desk.work(Action.DISPATCH) as work:
        case, letter = _in_house(work, removal.number, removal.document_number)
        row = work.session.get(LetterEnclosureRow, removal.row_id)
        if row is None or row.letter_id != letter.id:
            raise InputError("no-such-enclosure", T("There is no such enclosure."), field="row_id")
        if stands_in_letter(work.session, row_id(row)):
            raise RuleError(
                "letter-lists-it",
                T("The letter lists this attachment. Take it out in the step “Letter”, and make the letter anew."),
                field="row_id",
            )
        kind, words, sheets = EnclosedKind(row.kind), row.words, row.sheets
        work.session.delete(row)
        _note(work, case, letter, "enclosure_removed", kind, words, sheets)
    return Change(ChangeKind.LETTER, (case.number,), document_number=letter.document_number)


def enclosed_with(desk: Desk, number: str, document_number: str) -> tuple[Enclosed, ...]:
    """What goes into the envelope beside a letter, in order of entry."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        letter = find_letter(session, find_case(session, number), document_number)
        rows = enclosures_of_letter(session, row_id(letter))
    return tuple(map(enclosed_of, rows))


def enclosed_of(row: LetterEnclosureRow) -> Enclosed:
    return Enclosed(row_id(row), EnclosedKind(row.kind), row.words, row.sheets)


def _in_house(work: Work, number: str, document_number: str) -> tuple[CaseRow, LetterRow]:
    case = work.case(number)
    require(Action.DISPATCH, case)
    letter = find_letter(work.session, case, document_number)
    require_in_house(work, letter)
    return case, letter


def _note(
    work: Work, case: CaseRow, letter: LetterRow, action: str, kind: EnclosedKind, words: str, sheets: int
) -> None:
    work.note(action, case, document=letter.document_number, kind=kind, words=words, sheets=sheets)
