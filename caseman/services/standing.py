"""Where a case stands: facts gathered from its rows, its state, next step and date written anew after each change."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlmodel import Session

from caseman.domain.clock import beside
from caseman.domain.deadlines import Defect, Derivation, Events, Extension, derive
from caseman.domain.lifecycle import next_step, state_of
from caseman.domain.requests import RequestType
from caseman.domain.statute import statute
from caseman.offices.calendar import office_policy
from caseman.services.case_facts import fee_wait, gather
from caseman.services.case_rows import line_of
from caseman.services.desk import Desk
from caseman.services.found_by import move_in_index
from caseman.services.register_stated import stated_derivation
from caseman.services.retention import retained_until
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow, CorrectionRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import ExtensionRow
from caseman.storage.reading import of_case
from caseman.storage.register_tables import RegisterImportRow


def resettle(work: Work, case: CaseRow) -> Derivation:
    """Write the state, the next step and the date of a case from its facts, inside the caller's transaction."""
    work.session.flush()
    before = case.due_on
    facts = gather(work.desk, work.session, case)
    case.state = state_of(facts)
    step = next_step(facts)
    case.next_step = None if step is None else step.value
    derivation = derive_date(work.desk, work.session, case)
    case.due_on = derivation.due
    case.target_on = derivation.target
    case.suit_from = derivation.suit_from
    keep_retention(work, case)
    written = json.dumps(derivation.to_data(), ensure_ascii=False)
    if written != case.derivation:
        case.derivation = written
        work.derived[row_id(case)] = derivation.to_data()
    work.session.add(case)
    work.session.flush()
    if case.due_on != before:
        move_in_index(work, case, before)
    return derivation


def keep_retention(work: Work, case: CaseRow) -> None:
    """Write until when a closed case names anybody, as the list of what is due finds it; Today counts by this.

    What a register stated of a case that was closed before stays as it was stated.
    """
    if case.closed_on is not None and case.disposed_on is None and line_of(work.session, case.id) is None:
        work.session.flush()
        case.retain_until = retained_until(work.desk, work.session.connection(), case)
        work.session.add(case)


def derive_date(desk: Desk, session: Session, case: CaseRow, without: int | None = None) -> Derivation:
    """The date by which to answer, under the procedure the case was opened under.

    `without` leaves out one extension, for a letter that tells the date as it was before.
    """
    procedure = desk.procedure_of(case.procedure_id)
    corrections = of_case(session, CorrectionRow, case.id)
    extensions = of_case(session, ExtensionRow, case.id)
    types = [RequestType(code) for code in case.request_types.split()]
    policy = office_policy(procedure)
    if not any(statute(t, procedure.law, case.arrived_on).suit_after_two_weeks for t in types):
        policy = policy.without_suit()
    events = Events(
        arrived_on=case.arrived_on,
        accepted_on=case.accepted_on,
        defects=_waits(session, case, corrections),
        extensions=tuple(Extension(e.noticed_on, e.amount, e.reason) for e in extensions if e.id != without),
    )
    return _as_stated(
        session,
        case,
        derive(policy, desk.calendar(procedure), events),
        moved=bool(extensions) or _waited_since(session, case, events),
    )


def _waited_since(session: Session, case: CaseRow, events: Events) -> bool:
    """Whether the person was waited for since the case came from a register."""
    line = line_of(session, case.id)
    taken = None if line is None else session.get_one(RegisterImportRow, line.import_id).imported_at.date()
    return taken is not None and any(defect.sent_on >= taken for defect in events.defects)


def _as_stated(session: Session, case: CaseRow, found: Derivation, *, moved: bool) -> Derivation:
    """The date that the register kept before states holds until one is moved by what happens in the program."""
    line = line_of(session, case.id)
    if line is None or moved:
        return found
    return stated_derivation(found, case.arrived_on, line.extended_due_on or line.due_on)


def _waits(session: Session, case: CaseRow, corrections: Sequence[CorrectionRow]) -> tuple[Defect, ...]:
    """What the person was waited for: corrections, and the fee from the day it was asked for until it was settled."""
    waits = tuple(Defect(each.asked_on, each.cured_on) for each in corrections)
    fee = fee_wait(session, case)
    return waits if fee is None else (*waits, *beside(fee, waits))
