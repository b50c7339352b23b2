"""The working days of an office, from its procedure."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache

from caseman.domain.deadlines import Policy
from caseman.domain.working_days import Calendar
from caseman.offices.holiday_calendar import calendar_for
from caseman.offices.schema import Procedure

_YEARS_BACK, _YEARS_AHEAD = 11, 3


@lru_cache(maxsize=8)
def office_calendar(procedure: Procedure, year: int) -> Calendar:
    """The office's calendar from eleven years before `year` to three after: enough for any case of a running file."""
    closures = procedure.closures
    return calendar_for(
        closures.country,
        range(year - _YEARS_BACK, year + _YEARS_AHEAD + 1),
        yearly=closures.yearly,
        closed=closures.days,
        opened=closures.opened,
    )


def office_policy(procedure: Procedure) -> Policy:
    """The office's clock as the deadline rules take it."""
    clock = procedure.clock
    known = {field.name for field in fields(Policy)}
    return Policy(**clock.model_dump(include=known))
