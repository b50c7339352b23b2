"""Cases that belong together: linked once, seen from both, and suggested where they probably do."""

from __future__ import annotations

import pytest

from caseman.services import case_file, links
from caseman.services.course_inputs import LinkInput, RemovalInput
from tests.services.walking import AGENT, PRINCIPAL, Walk, refused


def _link(walk: Walk, number: str, other: str, why: str = "同じ事案。") -> None:
    links.link_cases(walk.desk, LinkInput.read(number=number, other=other, why=why))


def _links(walk: Walk, number: str) -> tuple[tuple[str, str], ...]:
    return tuple((link.number, link.why) for link in case_file.show_case(walk.desk, number).course.links)


def _suggested(walk: Walk, number: str) -> dict[str, str]:
    return {other: str(why) for other, why in case_file.show_case(walk.desk, number).course.suggested_links}


def test_a_link_is_seen_from_both_cases(walk: Walk) -> None:
    first, second, third = walk.case(), walk.case(), walk.case()
    _link(walk, second, first, "再請求。")
    _link(walk, second, third)
    assert _links(walk, first) == ((second, "再請求。"),)
    assert _links(walk, second) == ((first, "再請求。"), (third, "同じ事案。"))
    assert _links(walk, third) == ((second, "同じ事案。"),)
    for number, other in ((first, second), (third, second)):
        assert str(case_file.show_case(walk.desk, number).history[0].label) == f"Linked with case {other}."


@pytest.mark.parametrize("turned", [False, True])
def test_two_cases_are_linked_once(walk: Walk, turned: bool) -> None:
    pair = [walk.case(), walk.case()]
    _link(walk, pair[0], pair[1])
    again = pair[::-1] if turned else pair
    told = refused(walk.desk, lambda: _link(walk, *again))
    assert (told.code, told.field) == ("linked-already", "other")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ("P-2026-0001", "itself"),
        (" ｐ－２０２６－０００１ ", "itself"),
        ("P-2026-0099", "no-such-case"),
        (" ", "empty"),
    ],
)
def test_a_link_that_cannot_be_is_refused_beside_its_field(walk: Walk, other: str, code: str) -> None:
    number = walk.case()
    told = refused(walk.desk, lambda: _link(walk, number, other))
    assert (told.code, told.field) == (code, "other")


def test_it_is_said_why(walk: Walk) -> None:
    first, second = walk.case(), walk.case()
    told = refused(walk.desk, lambda: _link(walk, first, second, "\u3000"))
    assert (told.code, told.field) == ("empty", "why")


def test_the_other_number_is_taken_as_it_is_meant(walk: Walk) -> None:
    first, second = walk.case(), walk.case()
    _link(walk, first, "ｐ－２０２６－０００２")
    assert _links(walk, first) == ((second, "同じ事案。"),)


def test_cases_of_one_envelope_are_suggested_until_they_are_linked(walk: Walk) -> None:
    envelope = walk.envelope()
    first = walk.case(envelope=envelope)
    second = walk.case("cessation", envelope=envelope, principal=AGENT)
    assert _suggested(walk, first) == {second: "Came in the same envelope."}
    assert _suggested(walk, second) == {first: "Came in the same envelope."}
    _link(walk, first, second)
    assert _suggested(walk, first) == _suggested(walk, second) == {}


@pytest.mark.parametrize(
    ("person", "found"),
    [
        (PRINCIPAL, True),
        (PRINCIPAL | {"name": "高橋　一郎"}, True),  # the other form of the first sign
        (PRINCIPAL | {"birth_date": "1980-05-07"}, False),
        (PRINCIPAL | {"name": "髙橋 二郎"}, False),
    ],
)
def test_a_person_of_the_same_name_and_birthday_is_suggested(
    walk: Walk, person: dict[str, object], found: bool
) -> None:
    first = walk.case()
    second = walk.case(principal=person)
    words = {first: "A principal of the same name, born on the same day."} if found else {}
    assert _suggested(walk, second) == words
    assert (second in _suggested(walk, first)) is found


@pytest.mark.parametrize(
    ("person", "found"),
    [
        ({"birth_date": ""}, True),
        ({"birth_date": "", "address": "見本県見本市見本町１－２－３"}, True),  # written in full width
        ({"birth_date": "", "address": "見本県見本市見本町9-9-9"}, False),
        ({"birth_date": "", "address": ""}, False),
    ],
)
def test_without_a_birthday_the_address_tells(walk: Walk, person: dict[str, object], found: bool) -> None:
    first = walk.case()
    second = walk.case(principal=PRINCIPAL | person)
    words = {first: "A principal of the same name, at the same address."} if found else {}
    assert _suggested(walk, second) == words


def test_a_link_made_by_mistake_is_taken_out_of_both(walk: Walk) -> None:
    first, second = walk.case(), walk.case()
    _link(walk, first, second)
    (link,) = case_file.show_case(walk.desk, second).course.links
    links.unlink_cases(walk.desk, RemovalInput.read(number=second, row_id=link.link_id, reason="別人でした。"))
    assert _links(walk, first) == _links(walk, second) == ()
    for number, other in ((first, second), (second, first)):
        told = str(case_file.show_case(walk.desk, number).history[0].label)
        assert told == f"The link with case {other} was taken out: 別人でした。"
    third = walk.case()
    removal = RemovalInput.read(number=third, row_id=link.link_id, reason="-")
    assert refused(walk.desk, lambda: links.unlink_cases(walk.desk, removal)).code == "no-such-link"


def test_an_agent_of_the_same_name_is_not_suggested(walk: Walk) -> None:
    walk.case()
    number = walk.case(principal=AGENT | {"birth_date": "1990-01-01"}, agent=PRINCIPAL, agent_kind="delegated")
    assert _suggested(walk, number) == {}
