"""What an envelope turned out to be: an addition to a running case, our own letter come back, or no request at all."""

from __future__ import annotations

from sqlalchemy import func
from sqlmodel import select

from caseman.domain.actions import Action
from caseman.domain.envelopes import Brings, Disposition
from caseman.domain.permissions import Permission
from caseman.errors import InputError, RuleError
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.dispatch import come_back
from caseman.services.found_by import index
from caseman.services.post_inputs import FilingInput
from caseman.services.post_views import find_envelope, in_usual_width
from caseman.services.scan_tray import read_reason
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import LetterRow
from caseman.storage.post_tables import EnvelopeCaseRow, EnvelopeRow
from caseman.text import T


def file_envelope(desk: Desk, filing: FilingInput) -> Change:
    """Say what an envelope is that starts no case.

    An addition joins the case's papers; a returned letter is noted with its dispatch, on the day it came back. An
    envelope may add to several cases: it is filed once for each. Raises `RuleError` for one that is filed otherwise.
    """
    with desk.work(Permission.LOG_POST) as work:
        numbers = file_now(work, find_envelope(work.session, filing.envelope_id), filing)
    return Change(ChangeKind.ENVELOPE, numbers, envelope_id=filing.envelope_id)


def file_now(work: Work, envelope: EnvelopeRow, filing: FilingInput) -> tuple[str, ...]:
    """As `file_envelope`, inside the caller's transaction; the case it went to, if any."""
    _check_still_open(envelope, filing.disposition)
    numbers: tuple[str, ...] = ()
    match filing.disposition:
        case Disposition.ADDITION:
            numbers = (_add(work, envelope, filing).number,)
        case Disposition.RETURNED:
            numbers = (_return(work, envelope, filing).number,)
        case Disposition.NO_REQUEST | Disposition.MISDELIVERED:
            if not filing.note:
                raise InputError("empty", T("Say in a few words what it was, and what became of it."), field="note")
            work.note("envelope_filed", envelope=row_id(envelope), disposition=filing.disposition)
        case _:
            raise InputError("disposition", T("Choose what the envelope is."), field="disposition")
    if envelope.disposition != Disposition.REQUEST:  # what started a case goes on being that
        envelope.disposition = filing.disposition
    envelope.disposition_note = filing.note or envelope.disposition_note
    work.session.add(envelope)
    return numbers


def unfile_envelope(desk: Desk, envelope_id: int, reason: str) -> Change:
    """Take back what was said of an envelope. What the case did on account of it is taken back on the case.

    Raises `RuleError` for an envelope that started a case, or is a letter whose return still stands.
    """
    said = read_reason(reason)
    with desk.work(Permission.LOG_POST) as work:
        envelope = find_envelope(work.session, envelope_id)
        if envelope.disposition in (Disposition.OPEN, Disposition.REQUEST):
            raise RuleError("not-filed", T("There is nothing to take back: it is not filed, or it started a case."))
        links = work.session.exec(select(EnvelopeCaseRow).where(EnvelopeCaseRow.envelope_id == envelope_id)).all()
        cases = [work.session.get_one(CaseRow, link.case_id) for link in links]
        for link in links:
            work.session.delete(link)
        was = envelope.disposition
        envelope.disposition, envelope.disposition_note = Disposition.OPEN, ""
        work.session.add(envelope)
        work.session.flush()
        for case in {row_id(each): each for each in cases}.values():
            resettle(work, case)
            index(work, case)
            work.note("envelope_taken_back", case, envelope=envelope_id, disposition=was, reason=said)
        if not cases:
            work.note("envelope_taken_back", envelope=envelope_id, disposition=was, reason=said)
    return Change(ChangeKind.ENVELOPE, tuple(each.number for each in cases), envelope_id=envelope_id)


def _check_still_open(envelope: EnvelopeRow, disposition: Disposition) -> None:
    """Only additions may be several, and may come in an envelope that starts another case too."""
    now = Disposition(envelope.disposition)
    joins = disposition is Disposition.ADDITION and now in (Disposition.ADDITION, Disposition.REQUEST)
    if now is not Disposition.OPEN and not joins:
        raise RuleError(
            "filed-otherwise",
            T("This envelope is filed as “{what}”. Take that back in the register first.", what=now.label),
        )


def _add(work: Work, envelope: EnvelopeRow, filing: FilingInput) -> CaseRow:
    if not filing.number:
        raise InputError("empty", T("Choose the case it belongs to, or write its number."), field="number")
    case = work.case(filing.number)
    if case.envelope_id == envelope.id:
        raise RuleError("own-envelope", T("This envelope started case {number} itself.", number=case.number))
    brings = [each for each in Brings if each in filing.brings and each is not Brings.RETURNED]
    if not brings:
        raise InputError("brings", T("Choose what it brings."), field="brings")
    known = work.session.exec(
        select(EnvelopeCaseRow.brings).where(
            EnvelopeCaseRow.envelope_id == envelope.id, EnvelopeCaseRow.case_id == case.id
        )
    ).all()
    _link(work, envelope, case, [each for each in brings if each not in known])
    work.note(
        "envelope_added",
        case,
        envelope=row_id(envelope),
        arrived_on=envelope.arrived_on.isoformat(),
        brings=[each.value for each in brings],
    )
    return case


def _return(work: Work, envelope: EnvelopeRow, filing: FilingInput) -> CaseRow:
    if not filing.document_number:
        raise InputError("empty", T("Write the number of our letter that came back."), field="document_number")
    work.require(Action.RETURN)
    letter = _letter(work, filing.document_number)
    case = work.session.get_one(CaseRow, letter.case_id)
    come_back(work, case, letter.document_number, envelope.arrived_on, filing.note or envelope.note)
    _link(work, envelope, case, [Brings.RETURNED])
    return case


def _letter(work: Work, document_number: str) -> LetterRow:
    """A letter by its number as it is typed, in any width and case."""
    plain = in_usual_width(document_number).upper()
    row = work.session.exec(select(LetterRow).where(func.upper(LetterRow.document_number) == plain)).first()
    if row is None:
        raise InputError(
            "no-such-letter-at-all",
            T("No letter has the number “{number}”. Compare it with the letter.", number=document_number),
            field="document_number",
        )
    return row


def _link(work: Work, envelope: EnvelopeRow, case: CaseRow, brings: list[Brings]) -> None:
    for each in brings:
        work.session.add(
            EnvelopeCaseRow(
                envelope_id=row_id(envelope),
                case_id=row_id(case),
                brings=each,
                added_at=work.now,
                added_by=work.staff_id,
            )
        )
    work.session.flush()
    resettle(work, case)
    index(work, case)
