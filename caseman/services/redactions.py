"""Redacting parts of what is attached: boxes on the page, each with its ground, burnt into the pages that are printed.

The unredacted file stays, since the office still holds those data; from it every page is drawn anew when its boxes
change. What is printed is a picture in which nothing of what is redacted is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from caseman.domain.actions import Action
from caseman.domain.attachments import LONG_SIDE_MM, MOST_REDACTIONS, require_bearable
from caseman.domain.decisions import grounds_for
from caseman.domain.grounds import Ground
from caseman.domain.requests import RequestType
from caseman.errors import InputError
from caseman.exchange.masking import Box, within_page
from caseman.exchange.printed_pages import redacted_pages
from caseman.exchange.scans import page_picture, page_png
from caseman.services.attachment_inputs import RedactInput, RedactionInput
from caseman.services.attachment_rows import (
    RedactionLine,
    find_attachment,
    letter_no_longer_true,
    redaction_line,
    redactions_of,
    require_changeable,
    require_page,
    unredacted,
    weight_of,
)
from caseman.services.case_rows import find_case
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.stopping import Stop
from caseman.services.work import Work
from caseman.storage.attachment_tables import AttachmentPageRow, AttachmentRow, RedactionRow
from caseman.storage.case_tables import CaseRow, RequestRow
from caseman.storage.columns import row_id
from caseman.text import T

_MEASURED_PX = 1000


@dataclass(frozen=True)
class ToRedact:
    """An attachment that is about to be redacted: the grounds that its request's law has, and the boxes so far."""

    number: str
    attachment_id: int
    title: str
    pages: int
    grounds: tuple[Ground, ...]
    redactions: tuple[RedactionLine, ...]


def open_for_redacting(desk: Desk, number: str, attachment_id: int) -> ToRedact:
    """What is to be redacted; that the unredacted file was opened goes into the trail."""
    with desk.work(Action.MAKE_LETTER) as work:
        case = work.case(number)
        row, request = find_attachment(work.session, case, attachment_id)
        require_changeable(work, case, request)
        work.note("attachment_opened", case, title=row.title)
        return ToRedact(
            case.number,
            row_id(row),
            row.title,
            row.pages,
            _grounds(desk, case, request),
            tuple(map(redaction_line, redactions_of(work.session, row_id(row)))),
        )


def page_to_redact(desk: Desk, number: str, attachment_id: int, page: int, max_px: int) -> bytes:
    """A page of the unredacted file as PNG, for whoever redacts it; pages count from 0."""
    desk.require(Action.MAKE_LETTER)
    data, row = _unredacted(desk, number, attachment_id, page)
    return page_png(data, row.media_type, page, max_px)


def box_in_millimetres(
    desk: Desk, number: str, attachment_id: int, page: int, millimetres: Sequence[float]
) -> tuple[float, float, float, float]:
    """A box (x, y, width, height) that was measured in millimetres, in fractions of its page (from 1).

    A page counts as if its longer side were 297 mm, as that of A4 is. Raises `InputError` (field `boxes`) for a page
    that is not there.
    """
    desk.require(Action.MAKE_LETTER)
    data, row = _unredacted(desk, number, attachment_id, page - 1)
    picture = page_picture(data, row.media_type, page - 1, _MEASURED_PX)
    scale = max(picture.size) / LONG_SIDE_MM
    x, y, width, height = (each * scale for each in millimetres)
    return x / picture.width, y / picture.height, width / picture.width, height / picture.height


def redact(
    desk: Desk,
    wanted: RedactInput,
    stop: Stop | None = None,
    progress: Callable[[float], None] = lambda _done: None,
) -> Change:
    """Redact exactly these boxes of an attachment from now on; those that were drawn before and are not among them go.

    A box may wait for its ground and reason, but no letter is made meanwhile. Raises `InputError` (field `boxes`) for a
    box that covers nothing or a page that is not there, and (field `ground`) for a ground that the law does not have;
    `Stopped` when `stop` was asked.
    """
    desk.require(Action.MAKE_LETTER)
    with desk.reading() as session:
        row, _ = find_attachment(session, find_case(session, wanted.number), wanted.attachment_id)
        before = [_box(each) for each in redactions_of(session, row_id(row))]
        boxes = _cut(wanted.redactions, row.pages)
        pages = _changed_pages(before, boxes)
        data = unredacted(session, row) if pages else b""
    asked = stop or Stop()

    def tell(done: float) -> None:
        asked.heed()
        progress(done)

    drawn = dict(redacted_pages(data, row.media_type, boxes, pages, tell))
    with desk.work(Action.MAKE_LETTER) as work:
        case = work.case(wanted.number)
        row, request = find_attachment(work.session, case, wanted.attachment_id)
        require_changeable(work, case, request)
        _check_grounds(wanted.redactions, _grounds(desk, case, request), request)
        if not _write(work, row, boxes, wanted.redactions, drawn):
            return Change(ChangeKind.LETTER, (case.number,))
        require_bearable(weight_of(work.session, row_id(request)))
        letter_no_longer_true(work, case, request)
        work.note(
            "attachment_redacted",
            case,
            title=row.title,
            boxes=len(boxes),
            pages=sorted({box.page + 1 for box in boxes}),
            grounds=[each for each in Ground if any(box.ground is each for box in wanted.redactions)],
        )
    if pages:
        desk.file.forget_deleted()
    return Change(ChangeKind.LETTER, (case.number,))


def _unredacted(desk: Desk, number: str, attachment_id: int, page: int) -> tuple[bytes, AttachmentRow]:
    with desk.reading() as session:
        row, _ = find_attachment(session, find_case(session, number), attachment_id)
        require_page(row.pages, page + 1, "boxes")
        return unredacted(session, row), row


def _grounds(desk: Desk, case: CaseRow, request: RequestRow) -> tuple[Ground, ...]:
    return grounds_for(RequestType(request.type), desk.procedure_of(case.procedure_id).law, case.arrived_on)


def _check_grounds(redactions: Iterable[RedactionInput], allowed: tuple[Ground, ...], request: RequestRow) -> None:
    if any(each.ground is not None and each.ground not in allowed for each in redactions):
        text = T("This ground does not exist for “{type}”.", type=RequestType(request.type).label)
        raise InputError("ground-other-type", text, field="ground")


def _box(row: RedactionRow) -> Box:
    return Box(row.page - 1, row.x, row.y, row.width, row.height)


def _cut(redactions: Sequence[RedactionInput], pages: int) -> list[Box]:
    """The boxes within their pages."""
    if len(redactions) > MOST_REDACTIONS:
        text = T("An attachment takes at most {limit} boxes. Draw larger ones.", limit=MOST_REDACTIONS)
        raise InputError("too-many-boxes", text, field="boxes")
    for each in redactions:
        require_page(pages, each.page, "boxes")
    drawn = [Box(each.page - 1, each.x, each.y, each.width, each.height) for each in redactions]
    return within_page(drawn, pages) if drawn else []


def _changed_pages(before: Iterable[Box], after: Iterable[Box]) -> list[int]:
    """The pages on which other boxes stand than before."""
    old, new = Counter(before), Counter(after)
    return sorted({box.page for box in (old - new) + (new - old)})


def _write(
    work: Work, row: AttachmentRow, boxes: list[Box], told: Sequence[RedactionInput], drawn: dict[int, bytes]
) -> bool:
    """Put the boxes and the pages they change in place; False where all is as it was."""
    session = work.session
    kept = redactions_of(session, row_id(row))
    before = [redaction_line(each) for each in kept]
    after = [
        RedactionLine(box.page + 1, box.x, box.y, box.width, box.height, why.ground, why.reason)
        for box, why in zip(boxes, told, strict=True)
    ]
    if Counter(before) == Counter(after):
        return False
    for old in kept:
        session.delete(old)
    session.flush()
    for line in after:
        session.add(
            RedactionRow(
                attachment_id=row_id(row),
                page=line.page,
                x=line.x,
                y=line.y,
                width=line.width,
                height=line.height,
                ground=line.ground,
                reason=line.reason,
                made_at=work.now,
                made_by=work.staff_id,
            )
        )
    for page, picture in drawn.items():
        _page(session, row, page + 1).picture = picture
    session.flush()
    return True


def _page(session: Session, row: AttachmentRow, page: int) -> AttachmentPageRow:
    return session.exec(
        select(AttachmentPageRow).where(
            AttachmentPageRow.attachment_id == row_id(row), col(AttachmentPageRow.page) == page
        )
    ).one()
