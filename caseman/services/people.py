"""The people of a running case: what was read wrong is mended, what came later is added."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import col, select

from caseman.domain.actions import Action
from caseman.domain.contacts import check_birth_date
from caseman.errors import InputError
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.found_by import index
from caseman.services.gate import require
from caseman.services.inputs import AmendedPersonInput
from caseman.services.letter_standing import supersede
from caseman.services.person_fields import PERSON_FIELDS
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow, PartyRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import DispatchRow, LetterRow
from caseman.text import T

_PRINTED = {"name", "postal_code", "address"}  # what a letter shows of a person


def amend_person(desk: Desk, amended: AmendedPersonInput) -> Change:
    """Write a person's data as they should be; the trail keeps each value before and after.

    A letter that shows the old name or address and has not left is superseded. Raises `InputError` where nothing
    differs, where no agent acts, and for a date of birth that cannot be; `RuleError` for a closed case.
    """
    if amended.birth_date is not None:
        check_birth_date(amended.birth_date, desk.today(), "birth_date")
    with desk.work(Action.AMEND) as work:
        case = work.case(amended.number)
        require(Action.AMEND, case)
        row = work.session.exec(
            select(PartyRow).where(PartyRow.case_id == case.id, PartyRow.role == amended.role)
        ).one_or_none()
        if row is None:
            raise InputError("no-agent", T("No agent acts in this case."), field="role")
        changed = {
            name: [_told(getattr(row, name)), _told(getattr(amended, name))]
            for name in PERSON_FIELDS
            if getattr(row, name) != getattr(amended, name)
        }
        if not changed:
            raise InputError("unchanged", T("Nothing differs from what is written."), field="name")
        for name in changed:
            setattr(row, name, getattr(amended, name))
        work.session.add(row)
        if _PRINTED & changed.keys():
            _supersede_unsent(work, case)
        resettle(work, case)
        index(work, case)
        work.note("person_amended", case, role=amended.role, fields=list(changed), changed=changed, reason=amended.why)
    return Change(ChangeKind.CASE, (case.number,))


def _told(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def _supersede_unsent(work: Work, case: CaseRow) -> None:
    """Letters that are not under way must be made anew: they show what was amended."""
    session = work.session
    away = select(DispatchRow.letter_id).where(col(DispatchRow.returned_on).is_(None))
    waiting = session.exec(
        select(LetterRow).where(
            LetterRow.case_id == row_id(case), col(LetterRow.superseded).is_(False), col(LetterRow.id).not_in(away)
        )
    ).all()
    for letter in waiting:
        supersede(session, letter)
