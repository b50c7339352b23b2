"""The last thing that was done to a case, and taking it back by an entry that reverses it: the trail keeps both.

Each way back is the service that takes out what was entered by mistake; here is only which entry is the last, which row
it made, and why it cannot be taken back where it cannot.
"""

from __future__ import annotations

import json
from typing import Any, Final

from sqlmodel import Session

from caseman.domain.permissions import Permission, permitted
from caseman.domain.trail import ACTIONS, ActionGroup
from caseman.errors import CasemanError, RuleError
from caseman.services.case_rows import find_case, refuse_disposed
from caseman.services.course_inputs import RemovalInput, UndoInput
from caseman.services.desk import Change, Desk
from caseman.services.gate import require
from caseman.services.last_action import LastAction
from caseman.services.trail import entry_label
from caseman.services.undo_ways import NO_WAY, WAYS, Way
from caseman.storage import driver
from caseman.storage.case_keys import Opener
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import parse_instant, row_id
from caseman.text import T, Text

# What is told of a case and changes nothing of it.
_PASSED_OVER: Final = frozenset(
    {name for name, action in ACTIONS.items() if action.group is ActionGroup.READING}
    | {"inquiry_printed", "date_moved", "scan_opened_to_mask", "attachment_opened", "clock_set_back"}
)
_ENTRIES: Final = """
SELECT number, at, staff, action, case_id, details, sealed FROM audit
WHERE case_id = :case AND action NOT IN (SELECT value FROM json_each(:passed)) ORDER BY number DESC
"""
_PASSED: Final = json.dumps(sorted(_PASSED_OVER))


def last_action(desk: Desk, number: str) -> LastAction | None:
    """The last thing that was done to a case; None where there is nothing. Raises `InputError` for an unknown case."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        return last_of(desk, session, find_case(session, number))


def last_of(desk: Desk, session: Session, case: CaseRow) -> LastAction | None:
    """As `last_action`, inside a session."""
    found = None if case.disposed_on is not None else _last(session, case)
    if found is None:
        return None
    entry, values = found
    label = entry_label(entry.action, values)
    at = parse_instant(entry.at)
    way = WAYS.get(entry.action)
    if way is None:
        elsewhere = T("This is not taken back from here. Change it where it was done.")
        return LastAction(entry.number, at, entry.staff, label, label, NO_WAY.get(entry.action, elsewhere))
    try:
        if way.needs is not None:
            require(way.needs, case)
        way.find(session, case, values.values)
    except RuleError as error:
        return LastAction(entry.number, at, entry.staff, way.name, label, error.text)
    why_not = None if permitted(way.deed, desk.roles) else _not_among(desk, way)
    return LastAction(entry.number, at, entry.staff, way.name, label, why_not, way.mind)


def undo_last(desk: Desk, undo: UndoInput) -> Change:
    """Take back the last thing that was done to a case.

    `undo.entry` is the entry that the person saw. Raises `RuleError` where something else happened since, and for what
    cannot be taken back, with the reason.
    """
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, undo.number)
        refuse_disposed(case)
        found = _last(session, case)
        if found is None:
            raise RuleError("nothing-done", T("Nothing was done to this case that could be taken back."))
        entry, values = found
        last = last_of(desk, session, case)
        assert last is not None
        if undo.entry is not None and undo.entry != entry.number:
            raise RuleError("not-last", T("Something else happened since. Look at the case again."))
        if last.why_not is not None:
            raise RuleError("cannot-undo", last.why_not)
        way = WAYS[entry.action]
        row = way.find(session, case, values.values)
    reason = undo.reason or T("Taken back.").say(desk.procedure.replies.language)
    typed = RemovalInput(number=case.number, row_id=row, reason=reason, undoes=entry.number)
    return way.service(desk, typed)


def _last(session: Session, case: CaseRow) -> tuple[Any, Any] | None:
    """The latest entry that no other takes back, with its values."""
    connection = session.connection()
    opener = Opener(connection)
    undone: set[int] = set()
    for row in driver.each_row(connection, _ENTRIES, {"case": row_id(case), "passed": _PASSED}):
        told = opener.opened(row.number, parse_instant(row.at), row.case_id, row.details, row.sealed)
        if "undoes" in told.values:
            undone.add(told.values["undoes"])
        elif row.number not in undone:
            return row, told
    return None


def _not_among(desk: Desk, way: Way) -> Text | None:
    try:
        desk.require(way.deed)
    except CasemanError as error:
        return error.text
    return None
