"""Days to answer at an office whose clock pauses: the database and the rules count them alike."""

from __future__ import annotations

from datetime import date

from caseman.domain.periods import Period
from caseman.services.statistics import read_statistics
from tests.services.course_walk import ask_correction, cure
from tests.services.variants import adopt
from tests.services.walking import TickingClock, Walk

_PAUSE = (
    ('unit = "business_days"\ncounted_from = "acceptance"', 'unit = "calendar_days"\ncounted_from = "arrival"'),
    ('clock = "reset"', 'clock = "pause"'),
    ("amount = 10\n", "amount = 30\n"),
)


def _answer(walk: Walk, number: str) -> None:
    walk.identity(number)
    walk.payment(number)
    walk.accept(number, walk.desk.today())
    walk.decide(number, decided_on=walk.desk.today())
    walk.dispatch(number, walk.letter(number), dispatched_on=walk.desk.today())


def test_days_of_a_pause_are_left_out_and_another_version_keeps_its_clock(walk: Walk, clock: TickingClock) -> None:
    under_the_first = walk.case()
    adopt(walk.desk, *_PAUSE)
    plain, paused = walk.case(), walk.case()
    ask_correction(walk, paused, asked_on=date(2026, 11, 22))
    clock.set_day(date(2026, 11, 30))
    cure(walk, paused, cured_on=date(2026, 11, 28))
    for number in (under_the_first, plain, paused):
        _answer(walk, number)
    figures = read_statistics(walk.desk, Period(date(2026, 11, 1), date(2026, 11, 30))).figures
    # Arrived on the 20th: nine days to the 29th and one more; six of them, 23 to 28, the correction was awaited.
    assert figures.days == {0: 1, 10: 1, 4: 1}
    assert figures.waits == {10: 3}
