"""What belongs to a case beside it: other cases with the reason, its post in the order of time, each to be opened."""

from __future__ import annotations

from caseman.domain.envelopes import Brings
from caseman.domain.lifecycle import State, Step
from caseman.errors import RuleError
from caseman.services import links
from caseman.services.course_inputs import LinkInput
from caseman.services.filing import file_envelope
from caseman.services.post_inputs import FilingInput
from caseman.services.related import Related, related_to
from tests.services.course_walk import come_back
from tests.services.walking import AGENT, ARRIVED, PRINCIPAL, TODAY, TRACKING, Walk, refused


def _reasons(related: Related) -> dict[str, list[str]]:
    return {each.number: [str(why) for why in each.why] for each in related.cases}


def test_the_same_person_the_same_envelope_the_same_member_and_linked(walk: Walk) -> None:
    number = walk.case()
    other = dict(PRINCIPAL, name="別人 太郎", kana="ベツジン タロウ", birth_date="1970-01-01", member_id="OTHER-1")
    walk.case(principal=other)
    member = walk.case(principal=dict(other, member_id=PRINCIPAL["member_id"]))
    person = walk.case(principal=dict(PRINCIPAL, member_id=""))
    linked = walk.case(principal=other)
    links.link_cases(walk.desk, LinkInput.read(number=number, other=linked, why="代理人が同じ"))
    related = related_to(walk.desk, number)
    assert _reasons(related) == {
        linked: ["Linked: 代理人が同じ"],
        person: ["A principal of the same name, born on the same day."],
        member: ["The same member ID."],
    }
    assert [each.number for each in related.cases] == [linked, person, member], "the latest first"
    assert related.cases[1].principal == PRINCIPAL["name"]
    assert related.cases[1].state is State.RECEIVED


def test_all_reasons_of_one_case_stand_together(walk: Walk) -> None:
    envelope = walk.envelope()
    number, other = walk.case(envelope=envelope), walk.case(envelope=envelope)
    links.link_cases(walk.desk, LinkInput.read(number=number, other=other, why="同じ事案"))
    assert _reasons(related_to(walk.desk, number)) == {other: ["Linked: 同じ事案", "The same member ID."]}
    assert _reasons(related_to(walk.desk, other))[number][0] == "Linked: 同じ事案"


def test_the_post_in_the_order_of_time(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    later = walk.envelope(arrived_on=TODAY, tracking_number="")
    file_envelope(
        walk.desk, FilingInput.read(envelope_id=later, disposition="addition", number=number, brings=["correction"])
    )
    document = f"{number}-01"
    walk.dispatch(number, document)
    come_back(walk, number, document)
    walk.dispatch(number, document)
    walk.deliver(number, document)
    post = related_to(walk.desk, number).post
    assert [(each.day, str(each.what)) for each in post] == [
        (ARRIVED, "Envelope 1: the request"),
        (TODAY, f"Envelope {later}: {Brings.CORRECTION.label}"),
        (TODAY, f"Letter {document}: Notice of disclosure, came back on 2026-11-24 (Tue)"),
        (TODAY, f"Letter {document}: Notice of disclosure, delivered on 2026-11-24 (Tue)"),
    ]
    assert [each.envelope_id for each in post] == [1, later, None, None]
    assert (post[2].document_number, post[2].tracking_number) == (document, TRACKING)


def test_who_may_not_read_cases_is_told_nothing(walk: Walk) -> None:
    number = walk.case()
    walk.case()
    with walk.desk.work(None) as work:
        work.staff.roles = "administrator"
        work.session.add(work.staff)
        work.note("roles_changed", name=walk.desk.staff_name, roles=["administrator"])
    walk.desk.read_roles_again()
    told = refused(walk.desk, lambda: related_to(walk.desk, number))
    assert isinstance(told, RuleError)
    assert told.code == "not-permitted"
    assert AGENT["name"] not in str(told)
