"""What belongs to a case beside it: cases of the same person or matter, the post that came for it, the letters out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from caseman.domain.authority import PartyRole
from caseman.domain.envelopes import Brings
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State
from caseman.domain.permissions import Permission
from caseman.domain.post import MailClass
from caseman.services.case_rows import find_case
from caseman.services.desk import Desk
from caseman.services.links import linked_cases, suggested_links
from caseman.storage.case_tables import CaseRow, PartyRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import DispatchRow, LetterRow
from caseman.storage.post_tables import EnvelopeCaseRow, EnvelopeRow
from caseman.storage.search import first_found, match_expression
from caseman.text import T, Text

_MOST = 200  # cases of one member ID


@dataclass(frozen=True, slots=True)
class RelatedCase:
    """Another case, whose it is, and why it belongs here. One that was disposed of names nobody."""

    number: str
    principal: str
    state: State
    arrived_on: date
    why: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class RelatedPost:
    """What came or left by post: an envelope by its number in the register, or a letter by its own."""

    day: date
    what: Text
    mail_class: MailClass
    tracking_number: str
    envelope_id: int | None = None
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Everything beside a case: other cases, the latest first; the post of this one in the order of time."""

    number: str
    cases: tuple[RelatedCase, ...]
    post: tuple[RelatedPost, ...]


def related_to(desk: Desk, number: str) -> Related:
    """What belongs to a case. Raises `InputError` for an unknown one, `RuleError` for who may not read cases."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        return Related(case.number, _cases(session, case), _post(session, case))


def _cases(session: Session, case: CaseRow) -> tuple[RelatedCase, ...]:
    reasons: dict[str, list[Text]] = {}
    for link in linked_cases(session, case):
        reasons.setdefault(link.number, []).append(T("Linked: {why}", why=link.why))
    for number, why in (*suggested_links(session, case), *_same_member(session, case)):
        reasons.setdefault(number, []).append(why)
    rows = session.exec(
        select(CaseRow, PartyRow.name)
        .join(PartyRow, (col(PartyRow.case_id) == CaseRow.id) & (col(PartyRow.role) == PartyRole.PRINCIPAL))
        .where(col(CaseRow.number).in_(reasons))
        .order_by(col(CaseRow.id).desc())
    ).all()
    return tuple(
        RelatedCase(
            row.number,
            "" if row.disposed_on is not None else name,
            State(row.state),
            row.arrived_on,
            tuple(reasons[row.number]),
        )
        for row, name in rows
    )


def _same_member(session: Session, case: CaseRow) -> list[tuple[str, Text]]:
    """Cases of the same member ID, of whichever party; found through the index that searching uses."""
    found: dict[str, Text] = {}
    for member in session.exec(
        select(PartyRow.member_id).where(PartyRow.case_id == case.id, PartyRow.member_id != "")
    ).all():
        wanted = match_expression(member)
        if wanted is None:
            continue
        ids = first_found(session.connection(), wanted, ["c.id <> :this"], {"this": case.id}, _MOST)
        rows = session.exec(
            select(CaseRow.number)
            .join(PartyRow, col(PartyRow.case_id) == CaseRow.id)
            .where(PartyRow.member_id == member, col(CaseRow.id).in_(ids))
        ).all()
        found |= dict.fromkeys(rows, T("The same member ID."))
    return list(found.items())


def _post(session: Session, case: CaseRow) -> tuple[RelatedPost, ...]:
    first = session.get_one(EnvelopeRow, case.envelope_id)
    found = [_envelope(first, T("Envelope {number}: the request", number=row_id(first)))]
    added = session.exec(
        select(EnvelopeRow, EnvelopeCaseRow.brings)
        .join(EnvelopeCaseRow, col(EnvelopeCaseRow.envelope_id) == EnvelopeRow.id)
        .where(EnvelopeCaseRow.case_id == case.id)
        .order_by(col(EnvelopeCaseRow.id))
    ).all()
    found += [
        _envelope(row, T("Envelope {number}: {brings}", number=row_id(row), brings=Brings(brings).label))
        for row, brings in added
    ]
    sent = session.exec(
        select(DispatchRow, LetterRow.document_number, LetterRow.kind)
        .join(LetterRow, col(LetterRow.id) == DispatchRow.letter_id)
        .where(LetterRow.case_id == case.id)
        .order_by(col(DispatchRow.id))
    ).all()
    found += [_letter(row, number, LetterKind(kind)) for row, number, kind in sent]
    return tuple(sorted(found, key=lambda each: each.day))


def _envelope(row: EnvelopeRow, what: Text) -> RelatedPost:
    return RelatedPost(row.arrived_on, what, MailClass(row.mail_class), row.tracking_number, envelope_id=row_id(row))


def _letter(row: DispatchRow, number: str, kind: LetterKind) -> RelatedPost:
    told = {"number": number, "kind": kind.label}
    if row.returned_on is not None:
        what = T("Letter {number}: {kind}, came back on {day}", **told, day=row.returned_on)
    elif row.delivered_on is not None:
        what = T("Letter {number}: {kind}, delivered on {day}", **told, day=row.delivered_on)
    else:
        what = T("Letter {number}: {kind}", **told)
    return RelatedPost(row.dispatched_on, what, MailClass(row.mail_class), row.tracking_number, document_number=number)
