"""The rows of attachments: found, weighed, in order; and what a change of one does to the letter that has it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from caseman.domain.actions import Action
from caseman.domain.attachments import Placing, Weight, answers_with_data
from caseman.domain.grounds import Ground
from caseman.domain.requests import RequestType
from caseman.errors import FileError, InputError, RuleError
from caseman.services.gate import require
from caseman.services.letter_standing import is_away, supersede
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.attachment_tables import AttachmentPageRow, AttachmentRow, RedactionRow, UnredactedRow
from caseman.storage.case_tables import CaseRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import LetterRow
from caseman.storage.scan_tables import ScanRow
from caseman.text import T


@dataclass(frozen=True, slots=True)
class RedactionLine:
    """A box on a page (from 1), in fractions of the upright page; what it covers is withheld for this ground."""

    page: int
    x: float
    y: float
    width: float
    height: float
    ground: Ground | None
    reason: str

    @property
    def explained(self) -> bool:
        """Whether the letter can tell why."""
        return self.ground is not None and bool(self.reason.strip())


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """An attachment of a case; `number` is the one its pages show, `original` the hash of the unredacted file."""

    attachment_id: int
    position: int  # of the request
    request_type: RequestType
    number: int
    title: str
    placing: Placing
    name: str
    pages: int
    size: int
    original: str
    added_at: datetime
    redactions: tuple[RedactionLine, ...]

    @property
    def unexplained(self) -> int:
        """How many redactions still lack ground or reason."""
        return sum(not each.explained for each in self.redactions)


def find_request(session: Session, case: CaseRow, position: int) -> RequestRow:
    """A request whose answer tells data. Raises `InputError`, and `RuleError` for another type of request."""
    rows = session.exec(select(RequestRow).where(RequestRow.case_id == row_id(case))).all()
    row = next((each for each in rows if each.position == position), None)
    if row is None:
        text = T("This case has no request number {position}.", position=position)
        raise InputError("no-such-request", text, field="position")
    if not answers_with_data(RequestType(row.type)):
        text = T("The answer to “{type}” tells no data; nothing is attached to it.", type=RequestType(row.type).label)
        raise RuleError("tells-no-data", text, field="position")
    return row


def find_attachment(session: Session, case: CaseRow, attachment_id: int) -> tuple[AttachmentRow, RequestRow]:
    """An attachment of a case, and its request. Raises `InputError` when there is none."""
    found = None
    if 0 < attachment_id < 2**63:
        found = session.exec(
            select(AttachmentRow, RequestRow)
            .join(RequestRow, col(RequestRow.id) == AttachmentRow.request_id)
            .where(AttachmentRow.id == attachment_id, RequestRow.case_id == row_id(case))
        ).one_or_none()
    if found is None:
        text = T("This case has no attachment {number}.", number=attachment_id)
        raise InputError("no-such-attachment", text, field="attachment_id")
    return found


def attachments_of(session: Session, request_id: int) -> Sequence[AttachmentRow]:
    """The attachments of a request in their order."""
    statement = select(AttachmentRow).where(AttachmentRow.request_id == request_id)
    return session.exec(statement.order_by(col(AttachmentRow.position), col(AttachmentRow.id))).all()


def redactions_of(session: Session, attachment_id: int) -> Sequence[RedactionRow]:
    """What is redacted in an attachment, in the order of its pages."""
    statement = select(RedactionRow).where(RedactionRow.attachment_id == attachment_id)
    return session.exec(statement.order_by(col(RedactionRow.page), col(RedactionRow.id))).all()


def redaction_line(row: RedactionRow) -> RedactionLine:
    ground = Ground(row.ground) if row.ground else None
    return RedactionLine(row.page, row.x, row.y, row.width, row.height, ground, row.reason)


def weight_of(session: Session, request_id: int) -> Weight:
    """What the attachments of a request amount to."""
    rows = attachments_of(session, request_id)
    printed = session.exec(
        select(func.sum(func.length(AttachmentPageRow.picture)))
        .join(AttachmentRow, col(AttachmentRow.id) == AttachmentPageRow.attachment_id)
        .where(AttachmentRow.request_id == request_id)
    ).one()
    return Weight(len(rows), sum(row.pages for row in rows), sum(row.size for row in rows), printed or 0)


def unredacted(session: Session, row: AttachmentRow) -> bytes:
    """The file of an attachment as it was taken in. Raises `FileError` where it is damaged."""
    data = session.exec(select(UnredactedRow.data).where(UnredactedRow.attachment_id == row.id)).one()
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise FileError(
            "attachment-damaged",
            T("The attachment “{title}” is damaged in the file. Bring back the last backup.", title=row.title),
        )
    return data


def refuse_quarantined(session: Session, digest: str, name: str) -> None:
    """What is closed as a scan until it is masked does not leave by another door. Raises `RuleError`."""
    closed = select(ScanRow.id).where(ScanRow.sha256 == digest, col(ScanRow.quarantine).is_(True))
    if session.exec(closed).first() is not None:
        raise RuleError(
            "attachment-quarantined",
            T("“{name}” is in quarantine as a scan: it shows what no office may keep. Mask it first.", name=name),
            field="file",
        )


def require_page(pages: int, page: int, field: str) -> None:
    """Refuse a page (from 1) that an attachment does not have. Raises `InputError`."""
    if not 1 <= page <= pages:
        text = T("The attachment has {pages} pages; there is no page {page}.", pages=pages, page=page)
        raise InputError("no-such-page", text, field=field)


def require_changeable(work: Work, case: CaseRow, request: RequestRow) -> None:
    """Refuse to change what a letter took along. Raises `RuleError`."""
    require(Action.MAKE_LETTER, case)
    if request.letter_id is not None and is_away(work.session, request.letter_id):
        raise RuleError(
            "already-sent",
            T("The letter that answers this request has left already; what is attached to it stays as it is."),
        )


def letter_no_longer_true(work: Work, case: CaseRow, request: RequestRow) -> None:
    """The attachments changed: a letter that was made with the old ones counts no more, the next version is wanted."""
    if request.letter_id is not None:
        supersede(work.session, work.session.get_one(LetterRow, request.letter_id))
        work.session.flush()
    resettle(work, case)
