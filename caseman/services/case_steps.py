"""The steps of a case: what is done, since when and by whom, what comes next, what waits and for what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from caseman.domain.lifecycle import CaseFacts, Step, waits_for
from caseman.services.case_rows import dispatches_of, letters_of
from caseman.services.post_views import first_envelope
from caseman.storage.case_tables import CaseRow, CheckRow, RequestRow
from caseman.storage.money_tables import BookRow
from caseman.storage.reading import columns
from caseman.storage.trail_tables import AuditRow
from caseman.text import Text

_Act = tuple[date | None, str]  # the day of the last thing that was done in a step, and who of the staff did it
_Staff = dict[int | None, str]
_TOLD: Final = (
    select(AuditRow.action, AuditRow.staff)
    .where(AuditRow.case_id == bindparam("case"), col(AuditRow.action).in_(("case_accepted", "case_closed")))
    .order_by(col(AuditRow.number))
)


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the walk, as the stepper shows it. `done_by` is empty where nobody of the staff is known.

    `waits_for` says why a step that is not done cannot be taken yet.
    """

    step: Step
    done: bool
    done_on: date | None
    current: bool
    done_by: str = ""
    waits_for: Text | None = None


def steps_of(
    session: Session,
    case: CaseRow,
    facts: CaseFacts,
    staff: _Staff,
    *,
    requests: Sequence[RequestRow],
    checks: Sequence[CheckRow],
    payments: Sequence[BookRow],
) -> tuple[StepView, ...]:
    """Every step of the walk, in order."""
    envelope = first_envelope(session, case)
    answers = {request.letter_id for request in requests if request.letter_id is not None}
    made = [(each.dated, each.made_by) for each in letters_of(session, case.id) if each.id in answers]
    left = dispatches_of(session, case.id) if answers else ()
    sent = [(each.dispatched_on, each.dispatched_by) for each in left if each.letter_id in answers]
    told = _told_by(session, case)
    done: dict[Step, tuple[bool, _Act]] = {
        Step.ENVELOPE: (True, (case.arrived_on, staff.get(envelope.logged_by, ""))),
        Step.CASE: (True, (case.arrived_on, staff.get(case.opened_by, ""))),
        Step.IDENTITY: (facts.identity_confirmed, _last(((c.checked_on, c.checked_by) for c in checks), staff)),
        Step.FEE: (facts.fee_settled, _last(((p.paid_on, p.recorded_by) for p in payments), staff)),
        Step.DATE: (facts.accepted, (case.accepted_on, told.get("case_accepted", ""))),
        Step.DECISION: (facts.all_decided, _last(((r.decided_on, r.decided_by) for r in requests), staff)),
        Step.LETTER: (facts.all_decided and facts.letters_made >= facts.letters_wanted, _last(made, staff)),
        Step.DISPATCH: (facts.all_sent, _last(sent, staff)),
        Step.CLOSE: (facts.closed, (case.closed_on, told.get("case_closed", ""))),
    }
    return tuple(
        StepView(
            step,
            is_done,
            act[0] if is_done else None,
            step == case.next_step,
            act[1] if is_done else "",
            None if is_done else waits_for(step, facts),
        )
        for step, (is_done, act) in done.items()
    )


def _last(acts: Iterable[tuple[date | None, int | None]], staff: _Staff) -> _Act:
    """The latest day and who it was; of several on one day the one who was recorded last."""
    latest: _Act = (None, "")
    for day, by in acts:
        if day is not None and (latest[0] is None or day >= latest[0]):
            latest = (day, staff.get(by, ""))
    return latest


def _told_by(session: Session, case: CaseRow) -> dict[str, str]:
    """Who accepted the case and who closed it, the last time: the trail knows."""
    return dict(columns(session, _TOLD, case=case.id))
