"""The derivation in the words that people read: each day that was left out, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseman.domain.deadlines import Defect, Events, Extension, Policy
from caseman.text import Language
from tests.domain.sample_clocks import ARRIVED, MONTH, SUIT, THIRTY, derived, said


def test_the_derivation_tells_every_day_that_was_left_out() -> None:
    derivation = derived(Policy(10, "business_days"), Events(date(2026, 12, 24), date(2026, 12, 24)))
    assert said(derivation) == [
        "The request arrived on 2026-12-24 (Thu).",
        "It was complete on arrival, and is accepted as of that day.",
        "10 business days are counted from the day after, 2026-12-25 (Fri) (Civil Code, Article 140).",
        "Not counted each week: Saturday, Sunday.",
        "2026-12-29 (Tue) to 2027-01-03 (Sun) are not counted: the office's yearly closure.",
        "2027-01-11 (Mon) is not counted: public holiday, Coming of Age Day.",
        "Answer by 2027-01-14 (Thu).",
        SUIT.format("2027-01-08 (Fri)"),
    ]
    assert "2027年1月14日（木）" in "".join(said(derivation, Language.JA))
    assert "成人の日" in "".join(said(derivation, Language.JA))


def test_the_derivation_tells_pause_extension_and_closed_last_day() -> None:
    events = Events(
        ARRIVED,
        defects=(Defect(date(2026, 11, 9), date(2026, 11, 12)), Defect(date(2026, 11, 18), date(2026, 11, 19))),
        extensions=(Extension(date(2026, 11, 20), 2, "Two companies\nare asked."),),
    )
    assert said(derived(replace(THIRTY, extension_unit="weeks"), events)) == [
        "The request arrived on 2026-11-04 (Wed).",
        "30 calendar days are counted from the day after, 2026-11-05 (Thu) (Civil Code, Article 140).",
        "2026-11-10 (Tue) to 2026-11-12 (Thu) (3 calendar days) do not count: the correction was awaited.",
        "The end of the period moves from 2026-12-04 (Fri) to 2026-12-07 (Mon).",
        "2026-11-19 (Thu) does not count: the correction was awaited.",
        "The end of the period moves from 2026-12-07 (Mon) to 2026-12-08 (Tue).",
        "Extended by 2 weeks, as told on 2026-11-20 (Fri): Two companies are asked.",
        "The end of the period moves from 2026-12-08 (Tue) to 2026-12-22 (Tue).",
        "Answer by 2026-12-22 (Tue).",
        SUIT.format("2026-11-19 (Thu)"),
    ]


@pytest.mark.parametrize(
    ("policy", "arrived", "steps"),
    [
        (
            MONTH,
            date(2026, 4, 3),
            [
                "Counting one month from 2026-04-03 (Fri) ends on the corresponding day, 2026-05-03 (Sun).",
                "2026-05-03 (Sun) is closed: public holiday, Constitution Day.",
                "2026-05-04 (Mon) is closed: public holiday, Greenery Day.",
                "2026-05-05 (Tue) is closed: public holiday, Children's Day.",
                "2026-05-06 (Wed) is closed: public holiday, Substitute Holiday.",
                "The period ends on the next open day, 2026-05-07 (Thu) (Civil Code, Article 142).",
                "Answer by 2026-05-07 (Thu).",
            ],
        ),
        (
            replace(MONTH, amount=3),
            date(2026, 11, 30),
            [
                (
                    "Counting 3 months from 2026-11-30 (Mon) ends on 2027-02-28 (Sun): that month has no corresponding "
                    "day, so its last day is taken."
                ),
                "2027-02-28 (Sun) is closed: Sunday.",
                "The period ends on the next open day, 2027-03-01 (Mon) (Civil Code, Article 142).",
                "Answer by 2027-03-01 (Mon).",
            ],
        ),
        (
            replace(MONTH, first_day_counts=True),
            date(2026, 11, 24),
            [
                (
                    "Counting one month, 2026-11-24 (Tue) included, ends on 2026-12-23 (Wed), the day before the "
                    "corresponding day (Civil Code, Article 143)."
                ),
                "Answer by 2026-12-23 (Wed).",
            ],
        ),
        (
            Policy(7, "calendar_days", "arrival", suit_weeks=None),
            date(2026, 12, 26),
            [
                "7 calendar days are counted from the day after, 2026-12-27 (Sun) (Civil Code, Article 140).",
                "2027-01-02 (Sat) to 2027-01-03 (Sun) are closed: the office's yearly closure.",
                "The period ends on the next open day, 2027-01-04 (Mon) (Civil Code, Article 142).",
                "Answer by 2027-01-04 (Mon).",
            ],
        ),
        (
            Policy(1, "weeks", "arrival", suit_weeks=None),
            date(2026, 11, 24),
            [
                "One week is counted from the day after, 2026-11-25 (Wed) (Civil Code, Article 140).",
                "Answer by 2026-12-01 (Tue).",
            ],
        ),
        (
            Policy(1, "calendar_days", "arrival", first_day_counts=True, suit_weeks=None),
            date(2026, 11, 24),
            ["One calendar day is counted, 2026-11-24 (Tue) included.", "Answer by 2026-11-24 (Tue)."],
        ),
        (
            Policy(2, "weeks", "arrival", first_day_counts=True, suit_weeks=None),
            date(2026, 11, 24),
            ["2 weeks are counted, 2026-11-24 (Tue) included.", "Answer by 2026-12-07 (Mon)."],
        ),
    ],
)
def test_each_way_of_counting_is_told(policy: Policy, arrived: date, steps: list[str]) -> None:
    assert said(derived(policy, Events(arrived)))[1:] == steps


def test_a_clock_that_nothing_stops_says_so() -> None:
    events = Events(ARRIVED, defects=(Defect(date(2026, 11, 5), date(2026, 11, 9)),))
    derivation = derived(replace(THIRTY, clock="none"), events)
    assert derivation.due == date(2026, 12, 4)
    assert "The correction asked for on 2026-11-05 (Thu) does not stop the period in this procedure." in (
        said(derivation)
    )
