"""What the register said of a case counts until something is recorded in the program: dates, answers, how it ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseman.domain.deadlines import Derivation
from caseman.domain.lifecycle import CaseFacts
from caseman.storage.register_tables import RegisterLineRow
from caseman.text import T


def stated_derivation(found: Derivation | None, arrived: date, stated: date | None) -> Derivation:
    """The date by which to answer, as the register states it; without one, as the procedure has it."""
    if found is None:
        only = stated or arrived
        step = (
            T("The register kept before states {day} as the date by which to answer.", day=stated)
            if stated
            else T(
                "The register kept before states no date by which to answer, and the calendar does not go back so far."
            )
        )
        return Derivation(only, None, None, (T("The request arrived on {day}.", day=arrived), step))
    if stated is None or stated == found.due:
        return found
    step = T(
        "The register kept before states {day} as the date by which to answer, where the procedure has {due}: what it "
        "states holds.",
        day=stated,
        due=found.due,
    )
    return replace(found, due=stated, steps=(*found.steps, step))


def with_stated(
    facts: CaseFacts, line: RegisterLineRow | None, *, checked: bool, lettered: bool, ended: bool
) -> CaseFacts:
    """The facts of a case together with what the register said, where the program recorded nothing of its own.

    `checked`, `lettered`, `ended`: whether there is a check of identity, a letter, an end or new beginning of its own.
    """
    if line is None:
        return facts
    if not checked and line.identity_checked_on is not None:
        facts = replace(facts, identity_confirmed=True)
    if not lettered and (line.dispatched_on is not None or line.delivered_on is not None):
        arrived = 1 if line.delivered_on is not None else 0
        facts = replace(facts, letters_wanted=1, letters_made=1, letters_dispatched=1, letters_delivered=arrived)
    if not ended and line.ended:
        facts = replace(facts, withdrawn=line.ended == "withdrawn", deemed_withdrawn=line.ended == "deemed_withdrawn")
    return facts
