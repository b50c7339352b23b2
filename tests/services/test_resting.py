"""What is given back at rest changes nothing and is there again when it is asked for."""

from __future__ import annotations

from caseman.services.case_query import CaseQuery
from caseman.services.lists import list_cases
from caseman.services.resting import give_back_memory
from tests.services.walking import Walk, snapshot


def test_a_desk_that_gave_back_its_memory_works_on(walk: Walk) -> None:
    number = walk.case()
    before = snapshot(walk.desk)
    give_back_memory(walk.desk)
    assert snapshot(walk.desk) == before
    assert [line.number for line in list_cases(walk.desk, CaseQuery()).lines] == [number]
    walk.identity(number)
