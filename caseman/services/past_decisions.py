"""Decisions whose letter had left when the request was decided anew: kept, shown, and brought back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from sqlmodel import Session, col, select

from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.services.course_views import ItemView, PastDecisionView
from caseman.storage.case_tables import RequestRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import PastDecisionRow, RequestItemRow
from caseman.storage.letter_tables import LetterRow
from caseman.storage.reading import among, columns

_METHOD = ("method_asked", "method_given", "method_reason")
_RULING = (
    *("outcome", "ground", "reason", "details", "before", "after", "decided_on", "decided_by", "letter_id"),
    *_METHOD,
)
_PAST: Final = (
    select(*PastDecisionRow.__table__.c, LetterRow.document_number)  # type: ignore[attr-defined, call-overload]  # columns
    .outerjoin(LetterRow, col(LetterRow.id) == PastDecisionRow.letter_id)
    .where(col(PastDecisionRow.request_id).in_(among("requests")))
    .order_by(col(PastDecisionRow.id))
)
_ITEM = ("item", "outcome", "ground", "reason", "before", "after")


def keep_decision(session: Session, request: RequestRow) -> None:
    """Keep the ruling on a request before another takes its place."""
    items = [{name: getattr(item, name) for name in _ITEM} for item in _items(session, request)]
    session.add(
        PastDecisionRow(
            request_id=row_id(request),
            items=json.dumps(items, ensure_ascii=False),
            **{name: getattr(request, name) for name in _RULING},
        )
    )


def bring_back(session: Session, request: RequestRow) -> bool:
    """Put the latest ruling that was kept back in place, with the letter that told it; whether there was one."""
    kept = session.exec(
        select(PastDecisionRow).where(PastDecisionRow.request_id == request.id).order_by(col(PastDecisionRow.id).desc())
    ).first()
    for item in _items(session, request):
        session.delete(item)
    session.flush()
    if kept is None:
        return False
    for name in _RULING:
        setattr(request, name, getattr(kept, name))
    session.add(request)
    for position, item in enumerate(json.loads(kept.items), start=1):
        session.add(RequestItemRow(request_id=row_id(request), position=position, **item))
    session.delete(kept)
    return True


def past_decisions(
    session: Session, requests: Sequence[RequestRow], staff: dict[int | None, str]
) -> tuple[PastDecisionView, ...]:
    """The rulings that were replaced, in order of time."""
    positions = {row_id(request): request.position for request in requests}
    return tuple(
        PastDecisionView(
            positions[row.request_id],
            Outcome(row.outcome),
            Ground(row.ground) if row.ground else None,
            row.reason,
            row.details,
            row.before,
            row.after,
            tuple(_item(**item) for item in json.loads(row.items)),
            row.decided_on,
            staff.get(row.decided_by, ""),
            row.document_number or "",
        )
        for row in columns(session, _PAST, requests=tuple(positions))
    )


def _item(item: str, outcome: str, ground: str | None, reason: str, before: str, after: str) -> ItemView:
    return ItemView(item, Outcome(outcome), Ground(ground) if ground else None, reason, before, after)


def _items(session: Session, request: RequestRow) -> Sequence[RequestItemRow]:
    statement = select(RequestItemRow).where(RequestItemRow.request_id == request.id)
    return session.exec(statement.order_by(col(RequestItemRow.position))).all()
