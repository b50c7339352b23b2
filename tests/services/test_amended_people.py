"""The people of a running case are amended; what showed the old values is found and made anew."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.services import case_file, lists
from caseman.services.case_query import CaseQuery
from caseman.services.letters import preview_letter
from tests.benchmarks.writing import text_of
from tests.services.course_walk import amend, come_back
from tests.services.walking import AGENT, PRINCIPAL, Walk, refused, trail_of


def _found(walk: Walk, search: str) -> list[str]:
    return [line.number for line in lists.list_cases(walk.desk, CaseQuery(search=search)).lines]


def test_what_came_later_is_added_and_what_was_wrong_is_mended(walk: Walk) -> None:
    number = walk.case(principal={"name": "高橋 一朗"})
    amend(walk, number, birth_date="1980-05-06")
    person = case_file.show_case(walk.desk, number).principal
    assert (person.name, person.kana, person.address) == (PRINCIPAL["name"], PRINCIPAL["kana"], PRINCIPAL["address"])
    assert person.birth_date == date(1980, 5, 6)
    assert _found(walk, "見本町1-2-3") == _found(walk, "髙橋 一郎") == [number]

    told = str(case_file.show_case(walk.desk, number).history[0].label)
    assert told.startswith("Principal amended: Name, Kana, Postal code, Address, Telephone")
    assert told.endswith("電話での申出")


def test_the_trail_keeps_each_value_before_and_after(walk: Walk) -> None:
    number = walk.case()
    amend(walk, number)
    assert trail_of(walk.desk)[-1][1]["changed"] == {"telephone": ["03-0000-0001", "03-0000-0009"]}


def test_the_agent_is_amended_apart(walk: Walk) -> None:
    number = walk.agent_case()
    amend(walk, number, **{**dict.fromkeys(PRINCIPAL, ""), **AGENT, "address": "見本県例示市7-8", "role": "agent"})
    view = case_file.show_case(walk.desk, number)
    assert view.agent is not None
    assert view.agent.address == "見本県例示市7-8"
    assert view.principal.address == PRINCIPAL["address"]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"telephone": PRINCIPAL["telephone"]}, "unchanged", "name"),
        ({"role": "agent"}, "no-agent", "role"),
        ({"name": " "}, "empty", "name"),
        ({"why": ""}, "empty", "why"),
        ({"birth_date": "2027-01-01"}, "born-later", "birth_date"),
    ],
)
def test_what_cannot_be_is_refused(walk: Walk, changed: dict[str, object], code: str, field: str) -> None:
    number = walk.case()
    told = refused(walk.desk, lambda: amend(walk, number, **changed))
    assert (told.code, told.field) == (code, field)


def test_a_closed_case_is_not_amended(walk: Walk) -> None:
    number = walk.to(Step.CLOSE)
    assert refused(walk.desk, lambda: amend(walk, number)).code == "case-closed"


def test_a_letter_with_the_old_address_is_made_anew(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    amend(walk, number, telephone="03-0000-0008")
    assert not case_file.show_case(walk.desk, number).letters[0].superseded, "a letter shows no telephone number"
    amend(walk, number, address="見本県見本市新町5-5")
    view = case_file.show_case(walk.desk, number)
    assert (view.letters[0].superseded, view.letters_open, view.state) == (
        True,
        (LetterKind.DISCLOSURE,),
        State.DECIDED,
    )
    assert "見本市新町5-5" in "".join(*text_of(preview_letter(walk.desk, number, LetterKind.DISCLOSURE)))


def test_one_that_is_under_way_stays_and_one_that_came_back_goes(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    document = f"{number}-01"
    walk.dispatch(number, document)
    amend(walk, number, address="見本県見本市新町5-5")
    assert not case_file.show_case(walk.desk, number).letters[0].superseded
    come_back(walk, number, document)
    amend(walk, number, address="見本県見本市新町6-6")
    assert case_file.show_case(walk.desk, number).letters[0].superseded
