"""What is counted: parts make their sums, nothing is lost between two periods, small counts cannot be found out."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.answer_days import answer_days
from caseman.domain.clock import Defect, Policy
from caseman.domain.grounds import Ground
from caseman.domain.periods import Period, PeriodKind
from caseman.domain.post import Channel
from caseman.domain.requests import RequestType
from caseman.domain.statistics import (
    BINS,
    Alike,
    Figures,
    Happened,
    Happening,
    Left,
    Result,
    nearest_rank,
    to_hide,
)
from caseman.domain.statistics_counting import count
from caseman.domain.statistics_line import Line, Section, Unit, Untold
from caseman.domain.statistics_lines import brief, lines
from caseman.text import Language

_YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))
_MONTHS = st.sampled_from([date(2025 + at // 12, at % 12 + 1, 1) for at in range(36)])


@st.composite
def _alike(draw: st.DrawFn) -> Alike:
    kind = draw(st.sampled_from(RequestType))
    arrived = draw(_MONTHS)
    how = draw(st.sampled_from([*Left, None]))
    left = max(arrived, draw(_MONTHS)) if how else None
    answered = how is Left.ANSWERED
    results = [Result.DEALT_WITH] if kind is RequestType.COMPLAINT else list(Result)[:4]
    result = draw(st.sampled_from(results)) if answered else None
    refused = result in (Result.PART, Result.REFUSE)
    days = draw(st.integers(0, 90)) if answered else None
    return Alike(
        kind,
        draw(st.sampled_from(Channel)),
        arrived,
        left,
        how,
        result,
        draw(st.sampled_from(Ground)) if refused else None,
        answered and draw(st.booleans()),
        draw(st.one_of(st.none(), _MONTHS)),
        days,
        days,
        draw(st.integers(1, 9)),
    )


_MANY = st.lists(_alike(), max_size=25)


@given(_MANY)
def test_parts_make_their_sums(many: list[Alike]) -> None:
    (figures,) = count(many, (), (_YEAR,))
    received = sum(each.number for each in many if each.arrived in _YEAR)
    assert figures.requests_received == sum(figures.channels.values()) == received
    answered = figures.answered
    assert answered == sum(figures.days.values()) == sum(figures.waits.values())
    assert answered == sum(in_time + late for in_time, late in figures.binned())
    assert figures.late == sum(late for _, late in figures.binned()) <= answered
    refused = figures.results.get(Result.PART, 0) + figures.results.get(Result.REFUSE, 0)
    assert sum(figures.grounds.values()) == refused
    assert figures.overdue <= figures.open
    told = figures.complaints
    assert told.received == figures.received.get(RequestType.COMPLAINT, 0)
    assert told.answered == figures.results.get(Result.DEALT_WITH, 0)
    assert told.open <= figures.open


@given(_MANY, st.sampled_from(PeriodKind))
def test_nothing_is_lost_between_two_periods(many: list[Alike], kind: PeriodKind) -> None:
    whole, before, *parts = count(many, (), (_YEAR, _YEAR.before(), *_YEAR.parts(kind)))
    for earlier, later in zip((before, *parts), parts, strict=False):
        came = earlier.open + later.requests_received
        assert came == later.answered + later.ended_unanswered + later.open
    assert parts[-1].open == whole.open
    for name in ("received", "channels", "results", "grounds", "ended", "days", "late_days", "waits"):
        together: Counter[object] = Counter()
        for part in parts:
            together.update(getattr(part, name))
        assert together == Counter(getattr(whole, name)), name


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(values: list[int], percent: int) -> None:
    found = nearest_rank(Counter(values), percent)
    assert found in values
    within = sum(value <= found for value in values)
    below = sum(value < found for value in values)
    assert within * 100 >= percent * len(values)
    assert below * 100 < percent * len(values)


@given(st.lists(st.integers(0, 400), min_size=2, max_size=60))
def test_the_median_is_the_lower_one_and_deciles_stand_beside_the_interpolated(values: list[int]) -> None:
    assert nearest_rank(Counter(values), 50) == statistics.median_low(values)
    ordered = sorted(values)
    for decile, between in enumerate(statistics.quantiles(values, n=10, method="inclusive"), start=1):
        place = ordered.index(nearest_rank(Counter(values), decile * 10))
        last = len(ordered) - 1 - ordered[::-1].index(ordered[place])
        assert ordered[max(0, place - 1)] <= between <= ordered[min(len(ordered) - 1, last + 1)]


def test_of_nothing_there_is_no_percentile() -> None:
    assert nearest_rank({}, 90) is None
    (figures,) = count((), (), (_YEAR,))
    assert figures.empty
    told = {line.code: line for line in lines(figures, figures) if line.section is Section.TIME}
    assert (told["median"].value, told["median"].told(Language.EN), told["median"].change) == (None, "–", None)


_POLICY = Policy(10, "business_days")
_ARRIVED, _ACCEPTED, _ANSWERED = date(2026, 6, 1), date(2026, 6, 8), date(2026, 6, 20)
_WAIT = Defect(date(2026, 6, 3), date(2026, 6, 6))


@pytest.mark.parametrize(
    ("policy", "accepted", "waits", "days"),
    [
        (Policy(10, "business_days"), _ACCEPTED, (), 12),
        (Policy(10, "business_days"), None, (), 19),
        (Policy(10, "business_days", first_day_counts=True), _ACCEPTED, (), 13),
        (Policy(30, "calendar_days", "arrival"), _ACCEPTED, (_WAIT,), 19),
        (Policy(30, "calendar_days", "arrival", clock="pause"), _ACCEPTED, (_WAIT,), 16),
        (Policy(30, "calendar_days", "arrival", clock="pause", pause_last_day_counts=True), _ACCEPTED, (_WAIT,), 17),
        # Two waits at once leave no day out twice.
        (
            Policy(30, "calendar_days", "arrival", clock="pause"),
            _ACCEPTED,
            (_WAIT, Defect(date(2026, 6, 4), date(2026, 6, 9), fee=True)),
            13,
        ),
        # Before the start of the period nothing is paused; a wait that never ended ends with the answer.
        (Policy(30, "calendar_days", clock="pause"), _ACCEPTED, (_WAIT,), 12),
        (Policy(30, "calendar_days", "arrival", clock="pause"), None, (Defect(date(2026, 6, 11)),), 10),
        # The day the papers were complete is the start.
        (Policy(10, "business_days", clock="reset"), date(2026, 6, 6), (_WAIT,), 14),
        (Policy(10, "business_days", clock="reset"), _ACCEPTED, (_WAIT,), 12),
        (Policy(10, "business_days", clock="reset"), None, (_WAIT,), 14),
        (Policy(10, "business_days", "arrival", clock="reset"), None, (), 19),
    ],
)
def test_days_to_answer(policy: Policy, accepted: date | None, waits: tuple[Defect, ...], days: int) -> None:
    assert answer_days(policy, _ARRIVED, accepted, _ANSWERED, waits) == days


def test_days_to_answer_are_never_less_than_none() -> None:
    assert answer_days(_POLICY, _ARRIVED, _ANSWERED, _ACCEPTED) == 0
    paused = Policy(30, "calendar_days", "arrival", clock="pause")
    assert answer_days(paused, _ARRIVED, None, _ANSWERED, (Defect(_ARRIVED, _ANSWERED + timedelta(days=9)),)) == 0


@given(st.lists(st.integers(0, 40), max_size=12), st.integers(2, 10))
def test_no_small_count_is_found_by_subtracting_from_the_sum(counts: list[int], below: int) -> None:
    hidden = to_hide(counts, below)
    assert all(at in hidden for at, each in enumerate(counts) if 0 < each < below)
    assert all(counts[at] for at in hidden)
    secret = sum(counts[at] for at in hidden)
    if hidden and sum(counts) >= below:
        assert len(hidden) >= 2
        assert secret >= below


def test_nothing_is_hidden_where_nothing_is_asked() -> None:
    assert to_hide([1, 2, 3], 0) == frozenset()
    assert to_hide([0, 0, 7], 5) == frozenset()


def _told(figures: Figures, below: int) -> dict[tuple[Section, str], Line]:
    return {(line.section, line.code): line for line in lines(figures, hide_below=below)}


@given(_MANY)
def test_for_outsiders_no_small_count_is_told_anywhere(many: list[Alike]) -> None:
    (figures,) = count(many, (), (_YEAR,))
    told = _told(figures, 5)
    for line in told.values():
        assert line.before is None
        if line.value is not None and line.unit in (Unit.REQUESTS, Unit.CASES, Unit.TIMES):
            assert line.value == 0 or line.value >= 5
    results = [told[Section.ANSWERED, code].untold for code in ("part", "refuse")]
    both = [figures.results.get(each, 0) for each in (Result.PART, Result.REFUSE)]
    if all(both):
        assert (results[0] is None) == (results[1] is None), "their sum stands beside the grounds"
    complaint = told[Section.RECEIVED, "complaint"], told[Section.COMPLAINTS, "received"]
    assert complaint[0].told(Language.EN) == complaint[1].told(Language.EN)


def test_small_counts_are_told_in_words() -> None:
    many = [
        _answered(RequestType.DISCLOSURE, 3),
        _answered(RequestType.PURPOSE, 8),
        _answered(RequestType.CESSATION, 9),
    ]
    (figures,) = count(many, (), (_YEAR,))
    told = _told(figures, 5)
    small, beside, open_ = (told[Section.RECEIVED, code] for code in ("disclosure", "purpose", "cessation"))
    assert (small.untold, small.told(Language.EN), small.told(Language.JA)) == (Untold.SMALL, "under 5", "5未満")
    assert (beside.untold, beside.told(Language.JA)) == (Untold.BESIDE, "非表示")
    assert open_.value == 9
    assert told[Section.RECEIVED, "requests"].value == 20
    assert told[Section.TIME, "longest"].value is None


def _answered(kind: RequestType, number: int) -> Alike:
    day = date(2026, 5, 1)
    return Alike(
        kind, Channel.POST, day, day, Left.ANSWERED, Result.GRANT, None, False, None, 4, 6, number
    )  # fmt: skip


def test_lines_tell_the_period_before_and_the_change() -> None:
    happened = [
        Happened(Happening.CASES_RECEIVED, date(2026, 5, 1), 3),
        Happened(Happening.CASES_RECEIVED, date(2025, 5, 1), 1),
        Happened(Happening.FEES_PAID, date(2026, 5, 1), 2, 10500),
    ]
    figures, before = count([_answered(RequestType.PURPOSE, 2)], happened, (_YEAR, _YEAR.before()))
    told = {(line.section, line.code): line for line in lines(figures, before)}
    cases = told[Section.RECEIVED, "cases"]
    assert (cases.value, cases.before, cases.change) == (3, 1, 2)
    assert (told[Section.FEES, "fees_paid"].value, told[Section.TIME, "median"].change) == (10500, None)
    shown = {(line.section, line.code) for line in brief(told.values())}
    assert (Section.RECEIVED, "purpose") in shown
    assert (Section.RECEIVED, "disclosure") not in shown
    assert (Section.COMPLAINTS, "received") in shown, "an auditor wants to read that there was none"


def test_bins_follow_each_other() -> None:
    ends: Sequence[tuple[int, int | None]] = BINS
    assert ends[0][0] == 0
    assert ends[-1][1] is None
    assert all(following[0] == (each[1] or 0) + 1 for each, following in pairwise(ends))
