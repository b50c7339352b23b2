"""What every service asks before it writes: whether the case's state allows it, and whether its date can be."""

from __future__ import annotations

from datetime import date

from caseman.domain import transitions
from caseman.domain.actions import Action
from caseman.domain.lifecycle import State
from caseman.errors import InputError, RuleError
from caseman.storage.case_tables import CaseRow
from caseman.text import T


def require(action: Action, case: CaseRow) -> None:
    """Refuse what the table of transitions does not have for the state of the case. Raises `RuleError`."""
    if case.closed_on is not None and not transitions.allows(action, State.CLOSED):
        raise RuleError("case-closed", T("Case {number} is closed; nothing can be added to it.", number=case.number))
    transitions.require(action, State(case.state))


def require_open(case: CaseRow) -> None:
    """Refuse to add to, or take from, the papers and scans of a closed case. Raises `RuleError`."""
    if case.closed_on is not None:
        raise RuleError(
            "case-closed",
            T("Case {number} is closed; its papers and scans stay as they are. Reopen it first.", number=case.number),
            field="number",
        )


def not_before(day: date, earliest: date, today: date, field: str) -> None:
    """A step's date lies between what came before it and today."""
    if day < earliest:
        raise InputError(
            "too-early",
            T("This date lies before {earliest}, when it could happen first.", earliest=earliest),
            field=field,
        )
    if day > today:
        raise InputError("in-future", T("This date lies in the future. Today is {today}.", today=today), field=field)
