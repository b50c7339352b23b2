"""Acceptance: only a complete request is accepted, once, on a day that was possible."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.lifecycle import Step
from caseman.services import case_file, corrections
from caseman.services.desk import Desk
from caseman.services.inputs import CorrectionInput
from caseman.storage.file import open_file
from tests.services.walking import STAFF, TODAY, Office, Walk, raw, refused


def test_what_still_stands_against_it_is_named(walk: Walk) -> None:
    number = walk.case()
    assert refused(walk.desk, lambda: walk.accept(number)).code == "identity-open"
    corrections.ask_correction(walk.desk, CorrectionInput.read(number=number, defect="不備", asked_on=TODAY))
    assert refused(walk.desk, lambda: walk.accept(number)).code == "correction-open"


def test_it_is_accepted_once(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    assert refused(walk.desk, lambda: walk.accept(number)).code == "already-accepted"


@pytest.mark.parametrize(
    ("day", "code"),
    [("2026-11-19", "too-early"), ("2026-11-25", "in-future"), ("2026-13-01", "no-such-day"), ("", "empty")],
)
def test_the_day_must_be_possible(walk: Walk, day: str, code: str) -> None:
    number = walk.to(Step.FEE)
    told = refused(walk.desk, lambda: walk.accept(number, day))
    assert (told.code, told.field) == (code, "accepted_on")


@pytest.mark.parametrize(
    ("accepted_on", "due_on"),
    [(date(2026, 11, 20), date(2026, 12, 7)), (date(2026, 11, 23), date(2026, 12, 7)), (TODAY, date(2026, 12, 8))],
)
def test_ten_business_days_are_counted_from_the_day_after(walk: Walk, accepted_on: date, due_on: date) -> None:
    number = walk.to(Step.FEE)
    walk.accept(number, accepted_on)
    view = case_file.show_case(walk.desk, number)
    assert (view.accepted_on, view.due_on) == (accepted_on, due_on)


def test_the_year_end_closure_is_not_counted(walk: Walk) -> None:
    walk.clock.set_day(date(2026, 12, 25))
    number = walk.to(Step.FEE)
    walk.accept(number, date(2026, 12, 25))
    view = case_file.show_case(walk.desk, number)
    # 28 Dec, then 4 to 8 Jan, the coming-of-age holiday on 11 Jan, then 12 to 15 Jan.
    assert view.due_on == date(2027, 1, 15)
    assert "2026-12-29 (Tue) to " in " ".join(map(str, view.derivation.steps))


def test_a_new_version_of_the_procedure_does_not_undo_the_acceptance_of_an_older_case(
    walk: Walk, office: Office
) -> None:
    """A desk that has just been opened reads an older case's procedure in the middle of the transaction."""
    number = walk.to(Step.FEE)
    raw(
        walk.desk,
        "INSERT INTO procedure (version, code, toml, in_force_from, added_at) SELECT 2, code, "
        "replace(replace(toml, 'version = 1', 'version = 2'), 'amount = 10', 'amount = 20'), '2026-11-24', added_at "
        "FROM procedure",
    )
    path = walk.desk.file.path
    walk.desk.close()
    desk = Desk(open_file(path, office.keyslots, office.data_key, walk.clock()), STAFF, walk.clock)
    try:
        again = Walk(desk, walk.clock)
        again.accept(number)
        view = case_file.show_case(desk, number)
        assert (view.accepted_on, view.due_on) == (TODAY, date(2026, 12, 8))
        newer = again.to(Step.DATE)
        assert case_file.show_case(desk, newer).due_on == date(2026, 12, 22)
    finally:
        desk.close()
