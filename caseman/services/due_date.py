"""The date by which to answer, without any file: for the command line and for trying a procedure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from caseman.domain.deadlines import Derivation, Events, derive
from caseman.domain.statute import LawCode
from caseman.domain.working_days import Bilingual, Calendar
from caseman.errors import InputError
from caseman.offices.calendar import office_calendar, office_policy
from caseman.offices.holiday_calendar import known_years
from caseman.offices.loader import read_procedure
from caseman.offices.schema import Procedure
from caseman.text import T


def compute(
    office: str,
    events: Events,
    *,
    closed: Iterable[date] = (),
    holidays: Mapping[date, Bilingual | str] | None = None,
) -> Derivation:
    """Derive the date for an office that ships, or for the procedure in a file.

    `closed` and `holidays` are days that the procedure does not know. No reason for an extension is asked here: it
    belongs to a case. Raises `FileError` for an unknown office or a file that cannot be used, `InputError` for bad
    dates and years whose holidays are not known, `RuleError` for what the procedure refuses.
    """
    return due_under(
        read_procedure(office), events, lambda calendar: calendar.with_days(closed=closed, holidays=holidays)
    )


def due_under(procedure: Procedure, events: Events, known: Callable[[Calendar], Calendar]) -> Derivation:
    """Derive the date under a procedure that was read; `known` adds to its calendar. Raises as `compute` does."""
    years = known_years(procedure.closures.country)
    if events.arrived_on.year not in years:
        raise InputError(
            "received-year",
            T(
                "The holidays of “{country}” are known from {first} to {last}, and {day} lies outside. Check the year.",
                country=procedure.closures.country,
                first=str(years[0]),
                last=str(years[-1]),
                day=events.arrived_on,
            ),
            field="received",
        )
    policy = replace(office_policy(procedure), extension_needs_reason=False)
    if procedure.law is not LawCode.APPI:  # Art. 39 is the Act's own, and for businesses alone
        policy = policy.without_suit()
    return derive(policy, known(office_calendar(procedure, events.arrived_on.year)), events)
