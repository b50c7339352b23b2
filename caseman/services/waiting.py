"""What a case waits for, as conditions on `cases c`: the lists are read by them, and Today is counted by the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final

from caseman.offices.schema import Procedure
from caseman.services.desk import Desk

_ASKED: Final = "EXISTS (SELECT 1 FROM correction k WHERE k.case_id = c.id AND k.cured_on IS NULL)"
# The latest check of a party counts.
# Of most offices no procedure asks for two: then no case is looked up for its procedure.
_ONE_READER: Final = """:readers <> '[]' AND c.procedure_id IN (SELECT value FROM json_each(:readers))
  AND EXISTS (SELECT 1 FROM identity_check k WHERE k.case_id = c.id AND k.second_reader IS NULL
    AND NOT EXISTS (SELECT 1 FROM identity_check o WHERE o.case_id = c.id AND o.role = k.role AND o.id > k.id))"""
_IDENTITY: Final = f"c.closed_on IS NULL AND c.next_step = 'identity' AND NOT {_ASKED}"

# The person was asked for a correction that has not come.
CORRECTION: Final = f"c.closed_on IS NULL AND c.state = 'awaiting_correction' AND {_ASKED}"
FEE: Final = "c.closed_on IS NULL AND c.state = 'awaiting_fee'"
# A data holder was asked and has not answered.
SEARCH: Final = "c.closed_on IS NULL AND c.state = 'searching'"
# One person alone looked at a party's papers, where the procedure requires two.
SECOND_READER: Final = f"{_IDENTITY} AND {_ONE_READER}"
# What the office itself can go on with.
TO_CHECK: Final = f"{_IDENTITY} AND NOT ({_ONE_READER})"
TO_DECIDE: Final = "c.closed_on IS NULL AND c.next_step = 'decision' AND c.state <> 'searching'"


def two_readers(procedure: Procedure) -> bool:
    """Whether a second person must look at identity papers."""
    return procedure.four_eyes.identity == "required"


def approved_letters(procedure: Procedure) -> bool:
    """Whether a letter must be approved before it is printed."""
    return procedure.four_eyes.letter == "required"


def procedures_where(desk: Desk, holds: Callable[[Procedure], bool]) -> str:
    """The versions of the procedure for which something holds, as SQLite's `json_each` reads them."""
    with desk.reading() as session:
        ids = session.connection().exec_driver_sql("SELECT id FROM procedure").scalars().all()
    return json.dumps([each for each in ids if holds(desk.procedure_of(each))])
