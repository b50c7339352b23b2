"""Several letters that arrived, noted at once: all of them or none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseman.domain.lifecycle import Step
from caseman.errors import InputError, InputErrors
from caseman.services.case_file import show_case
from caseman.services.deliveries import note_deliveries
from tests.services.walking import TODAY, Walk


def _sent(walk: Walk) -> tuple[str, str]:
    number = walk.to(Step.DECISION)
    document = walk.letter(number)
    walk.dispatch(number, document)
    return number, document


def _days(walk: Walk, *numbers: str) -> list[object]:
    return [line.delivered_on for number in numbers for line in show_case(walk.desk, number).letters]


def test_letters_arrive_on_one_day_or_each_on_its_own(walk: Walk) -> None:
    (one, first), (two, second) = _sent(walk), _sent(walk)
    walk.clock.set_day(TODAY + timedelta(days=3))
    own = {second: f"{TODAY + timedelta(days=2):%Y/%m/%d}"}
    change = note_deliveries(walk.desk, [first, second], str(TODAY + timedelta(days=1)), own)
    assert change.numbers == (one, two)
    assert _days(walk, one, two) == [TODAY + timedelta(days=1), TODAY + timedelta(days=2)]


def test_nothing_is_noted_where_one_cannot_be(walk: Walk) -> None:
    (one, first), (two, second) = _sent(walk), _sent(walk)
    walk.deliver(two, second)
    three = walk.to(Step.DECISION)
    unsent = walk.letter(three)
    with pytest.raises(InputErrors) as refused:
        note_deliveries(walk.desk, [first, second, unsent, "P-9-9", first], str(TODAY))
    told = [str(fault.text) for fault in refused.value.faults]
    assert [each.partition(":")[0] for each in told] == [first, second, unsent, "P-9-9"]
    assert _days(walk, one) == [None]
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1), "yesterday"):
        with pytest.raises(InputErrors):
            note_deliveries(walk.desk, [first], str(day))
    assert _days(walk, one) == [None]
    with pytest.raises(InputError):
        note_deliveries(walk.desk, [], str(TODAY))
    with pytest.raises(InputError):
        note_deliveries(walk.desk, [first] * 501, str(TODAY))
