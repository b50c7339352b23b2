"""Complaints (Art. 40): anybody's, free of charge, by telephone too, answered and reported inside the company."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.decisions import Outcome, outcomes_for
from caseman.domain.fees import FeeState
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.domain.requests import RequestType
from caseman.services import case_file, complaints
from caseman.services.course_inputs import ReportInput
from caseman.services.course_views import ComplaintView
from tests.services.course_walk import remove
from tests.services.walking import TODAY, Walk, refused


def _complain(walk: Walk, **complaint: object) -> str:
    return walk.case("complaint", complaint=complaint or None)


def _report(walk: Walk, number: str, /, **changed: object) -> None:
    values: dict[str, object] = {"number": number, "reported_on": TODAY, "reported_to": "代表取締役"}
    complaints.report_complaint(walk.desk, ReportInput.read(**(values | changed)))


def _complaint(walk: Walk, number: str) -> ComplaintView | None:
    return case_file.show_case(walk.desk, number).course.complaint


def test_a_complaint_needs_no_identity_and_no_fee(walk: Walk) -> None:
    number = walk.case("complaint", envelope=walk.envelope(channel="telephone", postmarked_on=None, enclosures=()))
    view = case_file.show_case(walk.desk, number)
    assert (view.state, view.next_step, view.fee_state) == (State.READY, Step.DATE, FeeState.NOT_REQUIRED)
    assert view.suit_from is None, "Article 39 does not cover complaints"
    assert view.course.still_needed == ()
    assert refused(walk.desk, lambda: walk.payment(number)).code == "no-fee"


def test_what_else_must_come_by_post_does_not_come_by_telephone(walk: Walk) -> None:
    envelope = walk.envelope(channel="telephone", postmarked_on=None, enclosures=())
    told = refused(walk.desk, lambda: walk.case("complaint", "disclosure", envelope=envelope))
    assert (told.code, told.field) == ("channel-not-taken", "requests.1.type")


def test_it_is_answered_and_closed(walk: Walk) -> None:
    number = _complain(walk)
    walk.accept(number)
    walk.decide(number, details="担当部署で事実を確認し、再発防止策を講じました。")
    document = walk.letter(number, LetterKind.COMPLAINT_REPLY)
    walk.dispatch(number, document)
    walk.deliver(number, document)
    told = refused(walk.desk, lambda: walk.close(number))
    assert (told.code, "The complaint was not reported inside the company." in str(told)) == ("missing-unseen", True)
    _report(walk, number)
    walk.close(number)
    assert case_file.show_case(walk.desk, number).state is State.CLOSED


def test_it_is_kept_as_urgent_and_to_be_made_public(walk: Walk) -> None:
    number = _complain(walk, urgent=True, publish=True, reported_on=TODAY, reported_to="代表取締役")
    assert _complaint(walk, number) == ComplaintView(True, True, TODAY, "代表取締役")
    assert _complaint(walk, _complain(walk)) == ComplaintView(False, False, None, "")
    assert _complaint(walk, walk.case()) is None


def test_it_is_reported_inside_the_company(walk: Walk) -> None:
    number = _complain(walk, urgent=True)
    _report(walk, number)
    assert _complaint(walk, number) == ComplaintView(True, False, TODAY, "代表取締役")
    _report(walk, number, reported_on="2026-11-23", reported_to="個人情報保護管理者")
    assert _complaint(walk, number) == ComplaintView(True, False, date(2026, 11, 23), "個人情報保護管理者")


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"reported_on": date(2026, 11, 19)}, "too-early", "reported_on"),
        ({"reported_on": date(2026, 11, 25)}, "in-future", "reported_on"),
        ({"reported_on": ""}, "empty", "reported_on"),
        ({"reported_to": " "}, "empty", "reported_to"),
    ],
)
def test_a_report_that_cannot_be_is_refused(walk: Walk, changed: dict[str, object], code: str, field: str) -> None:
    number = _complain(walk)
    told = refused(walk.desk, lambda: _report(walk, number, **changed))
    assert (told.code, told.field) == (code, field)


def test_only_a_complaint_is_reported(walk: Walk) -> None:
    number = walk.case()
    assert refused(walk.desk, lambda: _report(walk, number)).code == "no-complaint"
    envelope = walk.envelope()
    told = refused(walk.desk, lambda: walk.case(envelope=envelope, complaint={"urgent": True}))
    assert (told.code, told.field) == ("no-complaint", "complaint")


@pytest.mark.parametrize(
    ("complaint", "code", "field"),
    [
        ({"reported_on": "2026-11-19", "reported_to": "社長"}, "too-early", "complaint.reported_on"),
        ({"reported_on": "2026-11-25", "reported_to": "社長"}, "in-future", "complaint.reported_on"),
        ({"reported_on": "2026-11-24"}, "empty", "complaint.reported_to"),
        ({"reported_to": "社長"}, "empty", "complaint.reported_on"),
    ],
)
def test_a_report_that_came_with_it_must_be_possible_and_whole(
    walk: Walk, complaint: dict[str, object], code: str, field: str
) -> None:
    envelope = walk.envelope()
    told = refused(walk.desk, lambda: walk.case("complaint", envelope=envelope, complaint=complaint))
    assert (told.code, told.field) == (code, field)


def test_a_report_made_by_mistake_is_taken_out(walk: Walk) -> None:
    number = _complain(walk)
    assert refused(walk.desk, lambda: remove(complaints.undo_report, walk, number)).code == "not-reported"
    _report(walk, number)
    remove(complaints.undo_report, walk, number)
    assert _complaint(walk, number) == ComplaintView(False, False, None, "")
    told = str(case_file.show_case(walk.desk, number).history[0].label)
    assert told.startswith("The report of the complaint of ")
    assert told.endswith("was taken out: 誤入力")


def test_it_is_dealt_with_and_nothing_else(walk: Walk) -> None:
    assert outcomes_for(RequestType.COMPLAINT) == (Outcome.GRANT,)
    assert outcomes_for(RequestType.DISCLOSURE) == tuple(Outcome)
    number = _complain(walk)
    walk.accept(number)
    walk.decide(number)
    told = str(case_file.show_case(walk.desk, number).history[0].label)
    assert told == "Request 1 (Complaint) was decided: Dealt with."


def test_a_closed_complaint_is_not_reported_any_more(walk: Walk) -> None:
    number = _complain(walk)
    walk.accept(number)
    walk.decide(number)
    document = walk.letter(number, LetterKind.COMPLAINT_REPLY)
    walk.dispatch(number, document)
    walk.deliver(number, document)
    walk.close(number, despite_missing=True)
    assert refused(walk.desk, lambda: _report(walk, number)).code == "case-closed"
