"""Attaching the disclosed data to the answer: taken in through the door of the scans, ordered, taken out again.

Kept are the file as it came (cleaned, never changed, never printed) and its pages as they are printed. What is attached
is part of the letter, so that every change asks for the letter's next version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from sqlmodel import Session, col, delete, select

from caseman.domain.actions import Action
from caseman.domain.attachments import Placing, Weight, answers_with_data, require_bearable
from caseman.domain.permissions import Permission
from caseman.domain.requests import RequestType
from caseman.errors import InputError
from caseman.exchange.printed_pages import printed_pages
from caseman.exchange.scans import CleanScan, clean_scan
from caseman.services.attachment_inputs import AttachmentChange, AttachmentInput, AttachmentMove, AttachmentRemoval
from caseman.services.attachment_rows import (
    AttachmentLine,
    attachments_of,
    find_attachment,
    find_request,
    letter_no_longer_true,
    redaction_line,
    redactions_of,
    refuse_quarantined,
    require_changeable,
    require_page,
    weight_of,
)
from caseman.services.case_rows import find_case
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.post_inputs import ScanInput
from caseman.services.reading import note_case_read
from caseman.services.scan_import import ScanFile
from caseman.services.stopping import Stop
from caseman.services.work import Work
from caseman.storage.attachment_tables import AttachmentPageRow, AttachmentRow, RedactionRow, UnredactedRow
from caseman.storage.case_tables import CaseRow, RequestRow
from caseman.storage.columns import row_id


def attach(
    desk: Desk,
    typed: AttachmentInput,
    file: ScanInput | ScanFile,
    stop: Stop | None = None,
    progress: Callable[[float], None] = lambda _done: None,
) -> Change:
    """Attach a file to the answer of a request, behind those that are there.

    Raises `InputError` (field `file`) for a file that is no sound PDF, JPEG, PNG or TIFF, as for scans; `RuleError` for
    more than a letter takes, for a letter that left, and for a file that shows what must be masked first.
    """
    asked = stop or Stop()

    def tell(done: float) -> None:
        asked.heed()
        progress(done)

    with desk.work(Action.MAKE_LETTER) as work:  # nobody waits for a file that cannot be attached
        _, request = _place(work, typed.number, typed.position)
        weight = weight_of(work.session, row_id(request))
        require_bearable(replace(weight, files=weight.files + 1))
    clean, pictures = _take_in(file, weight, tell)
    with desk.work(Action.MAKE_LETTER) as work:
        case, request = _place(work, typed.number, typed.position)
        row = _keep(work, request, typed, clean, pictures)
        require_bearable(weight_of(work.session, row_id(request)))
        letter_no_longer_true(work, case, request)
        work.note(
            "attachment_added",
            case,
            title=row.title,
            placing=row.placing,
            pages=row.pages,
            request=request.position,
            sha256=row.sha256,
        )
    return Change(ChangeKind.LETTER, (case.number,))


def list_attachments(desk: Desk, number: str) -> tuple[AttachmentLine, ...]:
    """What is attached to the answers of a case, in the order of the letters; numbers begin anew with each letter."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        requests = session.exec(
            select(RequestRow).where(RequestRow.case_id == row_id(case)).order_by(col(RequestRow.position))
        ).all()
        found: list[AttachmentLine] = []
        for request in requests:
            if answers_with_data(RequestType(request.type)):
                found += _lines(session, request, found)
    return tuple(found)


def change_attachment(desk: Desk, changed: AttachmentChange) -> Change:
    """Give an attachment another title or placing; nothing is written where nothing differs."""
    with desk.work(Action.MAKE_LETTER) as work:
        case, row, request = _found(work, changed.number, changed.attachment_id)
        if (row.title, row.placing) == (changed.title, changed.placing):
            return Change(ChangeKind.LETTER, (case.number,))
        before, row.title, row.placing = row.title, changed.title, changed.placing.value
        work.session.add(row)
        letter_no_longer_true(work, case, request)
        work.note("attachment_changed", case, before=before, title=row.title, placing=row.placing)
    return Change(ChangeKind.LETTER, (case.number,))


def move_attachment(desk: Desk, moved: AttachmentMove) -> Change:
    """Put an attachment to another place among those of its request."""
    with desk.work(Action.MAKE_LETTER) as work:
        case, row, request = _found(work, moved.number, moved.attachment_id)
        rows = list(attachments_of(work.session, row_id(request)))
        order = [each for each in rows if each.id != row.id]
        order.insert(min(max(moved.to, 1), len(rows)) - 1, row)
        if order == rows:
            return Change(ChangeKind.LETTER, (case.number,))
        _number(work.session, order)
        letter_no_longer_true(work, case, request)
        work.note("attachment_moved", case, title=row.title, position=row.position)
    return Change(ChangeKind.LETTER, (case.number,))


def take_out_attachment(desk: Desk, removal: AttachmentRemoval) -> Change:
    """Take an attachment out of the file, with its unredacted original; letters that were made keep theirs."""
    with desk.work(Action.MAKE_LETTER) as work:
        case, row, request = _found(work, removal.number, removal.attachment_id)
        title = row.title
        for table in (RedactionRow, AttachmentPageRow, UnredactedRow):
            work.session.exec(delete(table).where(col(table.attachment_id) == row.id))
        work.session.delete(row)
        work.session.flush()
        _number(work.session, list(attachments_of(work.session, row_id(request))))
        letter_no_longer_true(work, case, request)
        work.note("attachment_removed", case, title=title)
    desk.file.forget_deleted()
    return Change(ChangeKind.LETTER, (case.number,))


def attached_page(desk: Desk, number: str, attachment_id: int, page: int) -> bytes:
    """A page (from 1) as it is printed, redacted, as JPEG."""
    desk.require(Permission.READ_CASES)
    note_case_read(desk, number, "attachment_read", attachment=attachment_id)
    with desk.reading() as session:
        row, _ = find_attachment(session, find_case(session, number), attachment_id)
        require_page(row.pages, page, "page")
        return session.exec(
            select(AttachmentPageRow.picture).where(
                AttachmentPageRow.attachment_id == row.id, AttachmentPageRow.page == page
            )
        ).one()


def _place(work: Work, number: str, position: int) -> tuple[CaseRow, RequestRow]:
    case = work.case(number)
    request = find_request(work.session, case, position)
    require_changeable(work, case, request)
    return case, request


def _found(work: Work, number: str, attachment_id: int) -> tuple[CaseRow, AttachmentRow, RequestRow]:
    case = work.case(number)
    row, request = find_attachment(work.session, case, attachment_id)
    require_changeable(work, case, request)
    return case, row, request


def _take_in(
    file: ScanInput | ScanFile, weight: Weight, tell: Callable[[float], None]
) -> tuple[CleanScan, tuple[bytes, ...]]:
    """Look at a file, and draw its pages, as long as they are not too many. Faults name the field `file`."""
    try:
        scan = file.read() if isinstance(file, ScanFile) else file
        clean = clean_scan(scan.name, scan.data, tell=lambda done: tell(done / 2))
        facts = clean.facts
        heavier = replace(
            weight, files=weight.files + 1, pages=weight.pages + facts.pages, kept=weight.kept + len(clean.data)
        )
        require_bearable(heavier)
        pictures: list[bytes] = []
        for picture in printed_pages(clean.data, facts.media_type, facts.pages, lambda done: tell(0.5 + done / 2)):
            pictures.append(picture)
            heavier = replace(heavier, printed=heavier.printed + len(picture))
            require_bearable(heavier)
    except InputError as error:
        raise InputError(error.code, error.text, field="file") from error
    return clean, tuple(pictures)


def _keep(
    work: Work, request: RequestRow, typed: AttachmentInput, clean: CleanScan, pictures: tuple[bytes, ...]
) -> AttachmentRow:
    facts, digest = clean.facts, hashlib.sha256(clean.data).hexdigest()
    refuse_quarantined(work.session, digest, facts.name)
    row = AttachmentRow(
        request_id=row_id(request),
        position=len(attachments_of(work.session, row_id(request))) + 1,
        title=typed.title,
        placing=typed.placing,
        name=facts.name,
        media_type=facts.media_type,
        sha256=digest,
        size=len(clean.data),
        pages=facts.pages,
        added_at=work.now,
        added_by=work.staff_id,
    )
    work.session.add(row)
    work.session.flush()
    work.session.add(UnredactedRow(attachment_id=row_id(row), data=clean.data))
    work.session.add_all(
        AttachmentPageRow(attachment_id=row_id(row), page=page, picture=picture)
        for page, picture in enumerate(pictures, start=1)
    )
    work.session.flush()
    return row


def _lines(session: Session, request: RequestRow, before: list[AttachmentLine]) -> list[AttachmentLine]:
    kind = RequestType(request.type)
    first = 1 + sum(each.request_type is kind for each in before)
    return [
        AttachmentLine(
            row_id(row),
            request.position,
            kind,
            number,
            row.title,
            Placing(row.placing),
            row.name,
            row.pages,
            row.size,
            row.sha256,
            row.added_at,
            tuple(map(redaction_line, redactions_of(session, row_id(row)))),
        )
        for number, row in enumerate(attachments_of(session, row_id(request)), start=first)
    ]


def _number(session: Session, order: list[AttachmentRow]) -> None:
    for position, row in enumerate(order, start=1):
        row.position = position
        session.add(row)
    session.flush()
