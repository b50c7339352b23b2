"""Disposal runs: two names, everything looked at again, all or nothing, and what stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseman.domain.custody import PlaceKind
from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Permission
from caseman.domain.retention import RecordKind
from caseman.errors import InputError, RuleError
from caseman.services import (
    case_file,
    custody,
    custody_views,
    disposal,
    events,
    ledger,
    lists,
    post_views,
    retention_list,
)
from caseman.services.auditing import verify_file
from caseman.services.case_query import CaseQuery
from caseman.services.identity_copies import mark_identity_copies
from caseman.services.stopping import Stop, Stopped
from tests.services.course_walk import event
from tests.services.disposal_walk import LATER, SECOND, add_second, desk_of, dispose, due, propose
from tests.services.walking import PRINCIPAL, TODAY, Walk, picture, refused, snapshot


def _closed(walk: Walk, **changed: object) -> str:
    number = walk.to(Step.DISPATCH)
    walk.close(number, **changed)
    return number


def test_nothing_is_due_before_its_time_and_each_kind_at_its_own(walk: Walk) -> None:
    number = _closed(walk)
    assert due(walk.desk) == {}
    walk.clock.set_day(TODAY + timedelta(days=366))
    assert set(due(walk.desk)) == {f"scans {number}"}
    walk.clock.set_day(date(2029, 11, 24))
    assert f"personal {number}" not in due(walk.desk)
    walk.clock.set_day(date(2029, 11, 25))
    assert {f"personal {number}", f"letters {number}"} <= set(due(walk.desk))
    item = due(walk.desk)[f"personal {number}"]
    assert item.kept_until == date(2029, 11, 24)
    assert "2029-11-24" in " ".join(map(str, item.why))


def test_the_list_shows_what_will_be_due_by_a_day(walk: Walk) -> None:
    number = _closed(walk)
    assert f"personal {number}" in due(walk.desk, by=LATER)


def test_two_people_dispose_and_the_ledger_keeps_number_dates_types_and_result(walk: Walk) -> None:
    number = _closed(walk)
    before = case_file.show_case(walk.desk, number)
    walk.clock.set_day(LATER)
    done = dispose(walk)
    assert (done.disposed, done.left_out) == (3, ())
    view = case_file.show_case(walk.desk, number)
    assert view.disposed_on == LATER
    assert (view.number, view.arrived_on, view.closed_on) == (number, before.arrived_on, before.closed_on)
    assert [(r.type, r.outcome, r.decided_on) for r in view.requests] == [
        (r.type, r.outcome, r.decided_on) for r in before.requests
    ]
    assert [c.document for c in view.checks] == [c.document for c in before.checks]
    assert [person.name for person in view.people] == ["―"]
    assert view.scans == ()
    told = [str(line.label) for line in view.history]
    assert any(label.startswith("The records of the case were disposed of on 2030-01-15") for label in told)
    assert verify_file(walk.desk).sound
    assert due(walk.desk) == {}
    with walk.desk.reading() as session:
        (row,) = ledger.ledger_rows(session.connection(), walk.desk.procedure.replies.language)
    assert number in row
    assert PRINCIPAL["name"] not in row


def test_a_disposed_case_is_found_by_its_number_alone_and_nothing_can_be_done_to_it(walk: Walk) -> None:
    number = _closed(walk)
    walk.clock.set_day(LATER)
    dispose(walk)
    assert [line.number for line in lists.list_cases(walk.desk, CaseQuery(search=number)).lines] == [number]
    assert lists.list_cases(walk.desk, CaseQuery(search=PRINCIPAL["name"])).lines == ()
    for act in (events.hold, events.reopen, events.release):
        error = refused(walk.desk, lambda act=act: event(walk, number, act))  # type: ignore[misc]
        assert error.code == "case-disposed"


def test_papers_of_a_disposed_case_do_not_come_back(walk: Walk) -> None:
    """A note about them would be words about a person in a case that names nobody."""
    number = _closed(walk)
    papers = [paper.enclosure_id for paper in case_file.show_case(walk.desk, number).papers]
    walk.clock.set_day(LATER)
    dispose(walk)
    custody.add_place(walk.desk, "金庫", PlaceKind.SAFE)
    place = next(each.place_id for each in custody_views.list_places(walk.desk))
    error = refused(walk.desk, lambda: custody.move_papers(walk.desk, papers, place_id=place, note="見つかった。"))
    assert error.code == "case-disposed"


def test_the_one_who_proposed_does_not_confirm(walk: Walk) -> None:
    _closed(walk)
    add_second(walk)
    walk.clock.set_day(LATER)
    run = propose(walk.desk)
    assert refused(walk.desk, lambda: disposal.confirm(walk.desk, run)).code == "same-name"
    walk.clock.set_day(LATER + timedelta(days=1))
    assert refused(walk.desk, lambda: disposal.confirm(walk.desk, run)).code == "same-name"


def test_who_is_alone_sleeps_on_it(walk: Walk) -> None:
    _closed(walk)
    walk.clock.set_day(LATER)
    run = propose(walk.desk)
    assert refused(walk.desk, lambda: disposal.confirm(walk.desk, run)).code == "too-soon"
    walk.clock.set_day(LATER + timedelta(days=1))
    assert disposal.confirm(walk.desk, run).disposed == 3


def test_a_hold_in_the_middle_leaves_its_case_out_and_tells_it(walk: Walk) -> None:
    held, other = _closed(walk), _closed(walk, papers_end="returned")
    add_second(walk)
    walk.clock.set_day(LATER)
    run = propose(walk.desk)
    event(walk, held, events.hold)
    done = disposal.confirm(desk_of(walk, SECOND), run)
    assert done.disposed == 3
    assert {str(of) for of, _, _ in done.left_out} == {held}
    assert all("Held for litigation" in str(why) for _, _, why in done.left_out)
    assert case_file.show_case(walk.desk, held).people[0].name == PRINCIPAL["name"]
    assert case_file.show_case(walk.desk, other).disposed_on == LATER
    event(walk, held, events.release)
    assert dispose(walk).disposed == 3


def test_a_case_that_was_reopened_in_the_middle_stays(walk: Walk) -> None:
    number = _closed(walk)
    add_second(walk)
    walk.clock.set_day(LATER)
    run = propose(walk.desk)
    event(walk, number, events.reopen)
    done = disposal.confirm(desk_of(walk, SECOND), run)
    assert done.disposed == 0
    assert len(done.left_out) == 3
    assert case_file.show_case(walk.desk, number).people[0].name == PRINCIPAL["name"]


@pytest.mark.parametrize("at", [0.0, 0.2, 0.5])
def test_a_run_that_is_stopped_leaves_everything_as_it_was(walk: Walk, at: float) -> None:
    _closed(walk)
    _closed(walk)
    add_second(walk)
    walk.clock.set_day(LATER)
    run = propose(walk.desk)
    before = snapshot(walk.desk)
    stop = Stop()

    def moved(done: float) -> None:
        if done >= at:
            stop.ask()

    with pytest.raises(Stopped):
        disposal.confirm(desk_of(walk, SECOND), run, stop, moved)
    assert snapshot(walk.desk) == before
    assert disposal.confirm(desk_of(walk, SECOND), run).disposed == 6


def test_identity_copies_go_early_and_the_facts_of_the_check_stay(walk: Walk) -> None:
    number = walk.to(Step.DISPATCH)
    scans = case_file.show_case(walk.desk, number).scans
    post_id = case_file.show_case(walk.desk, number).envelope.envelope_id
    mark_identity_copies(walk.desk, [scans[0].scan_id])
    walk.close(number)
    walk.clock.set_day(TODAY + timedelta(days=91))
    done = dispose(walk)
    assert done.disposed == 1
    view = case_file.show_case(walk.desk, number)
    assert view.scans == ()
    assert post_views.show_envelope(walk.desk, post_id).scans == ()
    assert view.checks[0].document == "drivers_licence"
    assert view.people[0].name == PRINCIPAL["name"]
    assert verify_file(walk.desk).sound


def test_a_scan_that_another_case_shows_stays_for_it(walk: Walk) -> None:
    data = picture((10, 200, 30))
    scans = ({"name": "form.png", "data": data},)
    first = walk.case(envelope=walk.envelope(scans=scans))
    second = walk.case(envelope=walk.envelope(scans=scans))
    event(walk, first, events.withdraw)
    walk.close(first)
    walk.clock.set_day(LATER)
    assert dispose(walk).disposed >= 1
    (kept,) = case_file.show_case(walk.desk, second).scans
    from caseman.services.scan_store import scan_page

    assert scan_page(walk.desk, kept.scan_id, 0, 100)
    assert verify_file(walk.desk).sound


def test_an_envelope_of_two_cases_keeps_its_sender_until_both_went(walk: Walk) -> None:
    envelope = walk.envelope()
    first, second = walk.case(envelope=envelope), walk.case(envelope=envelope)
    event(walk, first, events.withdraw)
    walk.close(first, papers_end="returned", despite_missing=True)
    walk.clock.set_day(LATER)
    found = due(walk.desk)
    assert not found[f"scans {first}"].may_go
    assert found[f"personal {first}"].may_go
    dispose(walk)
    assert case_file.show_case(walk.desk, first).people[0].name == "―"
    assert post_views.show_envelope(walk.desk, envelope).sender == PRINCIPAL["name"]
    assert len(case_file.show_case(walk.desk, second).scans) == 1
    event(walk, second, events.withdraw)
    walk.close(second, closed_on=LATER, papers_end="returned", despite_missing=True)
    walk.clock.set_day(date(2034, 1, 1))
    dispose(walk)
    view = post_views.show_envelope(walk.desk, envelope)
    assert (view.sender, view.scans) == ("", ())
    assert verify_file(walk.desk).sound


def test_papers_that_are_here_keep_the_case(walk: Walk) -> None:
    number = _closed(walk, papers_end="kept")
    walk.clock.set_day(LATER)
    item = due(walk.desk)[f"personal {number}"]
    assert not item.may_go
    assert "Papers are still here" in str(item.blocks[0])
    error = refused(walk.desk, lambda: disposal.propose(walk.desk, [item.key]))
    assert error.code == "blocked"


def test_refusals_of_proposing(walk: Walk) -> None:
    number = _closed(walk)
    case_id = due(walk.desk, by=LATER)[f"personal {number}"].case_id
    for keys, code in (
        ([], "empty"),
        (["nonsense"], "no-such-record"),
        (["personal:"], "no-such-record"),
        (["personal:x"], "not-due"),
        (["personal:999999999999999999999999"], "not-due"),
        ([f"personal:{case_id}"], "not-due"),
        ([f"personal:{n}" for n in range(600)], "too-many"),
    ):
        assert refused(walk.desk, lambda keys=keys: disposal.propose(walk.desk, keys)).code == code  # type: ignore[misc]
    walk.clock.set_day(LATER)
    propose(walk.desk)
    assert refused(walk.desk, lambda: propose(walk.desk)).code == "disposal-open"
    with pytest.raises(InputError):
        disposal.confirm(walk.desk, "D-1999-001")


def test_a_proposal_can_be_taken_back_and_made_anew(walk: Walk) -> None:
    number = _closed(walk)
    walk.clock.set_day(LATER)
    run = propose(walk.desk)
    disposal.withdraw(walk.desk, run)
    assert case_file.show_case(walk.desk, number).people[0].name == PRINCIPAL["name"]
    assert refused(walk.desk, lambda: disposal.confirm(walk.desk, run)).code == "run-settled"
    assert propose(walk.desk) == "D-2030-002"


def test_only_who_may_disposes(walk: Walk) -> None:
    from caseman.domain.permissions import PERMITTED
    from caseman.domain.roles import Role

    assert PERMITTED[Permission.DISPOSE] == {Role.PRIVACY_MANAGER}
    clerk = desk_of(walk, walk.desk.staff_name)
    clerk.__dict__["roles"] = frozenset({Role.RECEPTION})
    with pytest.raises(RuleError):
        retention_list.due_list(clerk)


def test_the_kinds_of_a_run_are_those_of_the_domain() -> None:
    from caseman.storage.disposal_tables import DisposalItemRow

    (check,) = [c for c in DisposalItemRow.__table__.constraints if "kind_known" in str(c.name)]  # type: ignore[attr-defined]
    for kind in RecordKind:
        assert (f"'{kind.value}'" in str(check.sqltext)) is (kind is not RecordKind.PAPERS)
