"""How many days an answer took, by the office's own clock.

Calendar days, whatever the period itself is counted in, so that offices and years can be compared: from the day the
office's period is counted from to the day the answer left. As in Civil Code Art. 140 the first day is not counted,
unless the office counts it. Days on which the clock stood still, as `caseman.domain.deadlines` has it, are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from caseman.domain.clock import Defect, Policy

_ONE_DAY = timedelta(days=1)


def answer_days(
    policy: Policy, arrived_on: date, accepted_on: date | None, answered_on: date, waits: Iterable[Defect] = ()
) -> int:
    """Days from the start of the period to the answer, less those of `waits` where the clock pauses; never below 0.

    `reset`: the day the papers were complete is the start. A wait that had not ended when the answer left ends with it.
    """
    told = tuple(waits)
    start = counted_from(policy, arrived_on, accepted_on, told)
    whole = (answered_on - start).days + policy.first_day_counts
    if policy.clock != "pause":
        return max(0, whole)
    return max(0, whole - len(_paused(policy, start, answered_on, told)))


def counted_from(policy: Policy, arrived_on: date, accepted_on: date | None, waits: Iterable[Defect] = ()) -> date:
    """The day the period is counted from; the arrival, where it was answered without having been accepted."""
    if policy.counted_from == "arrival" and policy.clock != "reset":
        return arrived_on
    cured = [wait.cured_on for wait in waits if wait.cured_on is not None] if policy.clock == "reset" else []
    if cured and (accepted_on is None or accepted_on < max(cured)):
        return max(cured)
    return accepted_on or arrived_on


def _paused(policy: Policy, start: date, answered_on: date, waits: tuple[Defect, ...]) -> set[date]:
    """The days that do not count, each once: from the day after a notice to the cure."""
    days: set[date] = set()
    begins = start if policy.first_day_counts else start + _ONE_DAY
    for wait in waits:
        first = max(wait.sent_on + _ONE_DAY, begins)
        last = answered_on
        if wait.cured_on is not None:
            last = min(last, wait.cured_on - _ONE_DAY if policy.pause_last_day_counts else wait.cured_on)
        days.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return days
