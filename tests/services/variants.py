"""Procedures that differ from the shipped one in a few lines, put in force as the settings page does it."""

from __future__ import annotations

import json
from typing import Any

from caseman.domain.roles import FOUNDER
from caseman.services import keys, procedures, staff
from caseman.services.desk import Desk

COLLEAGUE = "見本 次郎"


def changed_text(desk: Desk, *changes: tuple[str, str]) -> str:
    """The procedure in force with the next version's number and each line changed; every one must be there once."""
    version = desk.procedure.version
    found = procedures.procedure_toml(desk)
    for old, new in ((f"\nversion = {version}\n", f"\nversion = {version + 1}\n"), *changes):
        assert found.count(old) == 1, old
        found = found.replace(old, new)
    return found


def adopt(desk: Desk, *changes: tuple[str, str]) -> None:
    """Put a changed procedure in force; cases opened from now on follow it."""
    procedures.adopt_procedure(desk, changed_text(desk, *changes))


def colleague(desk: Desk) -> str:
    """Another member of staff, who may do everything."""
    staff.add_staff(desk, COLLEAGUE)
    keys.set_roles(desk, COLLEAGUE, frozenset(FOUNDER))
    return COLLEAGUE


def standing(desk: Desk, number: str) -> dict[str, Any]:
    """What follows from a case's facts, as stored: its state, next step, dates and how they were found."""
    with desk.reading() as session:
        row = session.connection().exec_driver_sql(
            "SELECT state, next_step, due_on, target_on, suit_from, derivation FROM cases WHERE number = ?", (number,)
        )
        found = dict(row.mappings().one())
    return found | {"derivation": json.loads(found["derivation"])}
