"""A file from before the post desk: migrated, its envelopes filed as they were, and worked on with what is new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseman.domain.custody import PlaceKind
from caseman.domain.envelopes import Disposition
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State
from caseman.services import case_file, lists
from caseman.services.auditing import verify_file
from caseman.services.custody import add_place, move_papers
from caseman.services.custody_views import papers_in, papers_nowhere, papers_of
from caseman.services.filing import file_envelope
from caseman.services.post_inputs import FilingInput
from caseman.services.post_register import Direction, PostQuery, list_post
from caseman.services.post_views import show_envelope
from caseman.services.scan_store import scan_page
from tests.services.walking import Office, Walk
from tests.storage.old_files import old_office, schema_of, unopened, walk_in

_NUMBERS = [f"P-2026-000{serial}" for serial in (1, 2, 3, 4)]


@pytest.fixture(scope="module")
def written() -> Office:
    return old_office("0004")


@pytest.fixture
def old_walk(written: Office, tmp_path: Path) -> Iterator[Walk]:
    path = unopened(written, tmp_path)
    assert schema_of(path, written.data_key) == "0004", "it was written by the earlier program"
    walk = walk_in(written, path)
    yield walk
    walk.desk.close()


def test_every_case_stands_where_it_stood(old_walk: Walk) -> None:
    shown = [case_file.show_case(old_walk.desk, number) for number in _NUMBERS]
    assert [view.state for view in shown] == [
        State.AWAITING_CORRECTION,
        State.DECIDED,
        State.CLOSED,
        State.UNDELIVERED,
    ]
    for view in shown:
        (scan,) = view.scans
        assert not scan.quarantine
        assert scan_page(old_walk.desk, scan.scan_id, 0, 32).startswith(b"\x89PNG")
    assert verify_file(old_walk.desk).sound


def test_its_envelopes_are_filed_as_they_were(old_walk: Walk) -> None:
    desk = old_walk.desk
    found = [show_envelope(desk, number).disposition for number in range(1, 6)]
    assert found == [*[Disposition.REQUEST] * 4, Disposition.OPEN]
    lines = list_post(desk, PostQuery())
    assert sum(line.direction is Direction.IN for line in lines) == 5
    out = [line for line in lines if line.direction is Direction.OUT]
    assert {line.case_numbers for line in out} == {("P-2026-0003",), ("P-2026-0004",)}
    assert [line.returned_on is not None for line in out if line.case_numbers == ("P-2026-0004",)] == [True]
    file_envelope(
        desk, FilingInput.read(envelope_id=5, disposition="addition", number="P-2026-0001", brings=["correction"])
    )
    assert len(case_file.show_case(desk, "P-2026-0001").later_envelopes) == 1
    assert lists.count_cases(desk, lists.CaseQuery(search="例示")) == 1, "the case is found by who wrote again"


def test_its_papers_have_no_place_yet_and_get_one(old_walk: Walk) -> None:
    desk = old_walk.desk
    add_place(desk, "金庫B", PlaceKind.SAFE)
    nowhere = {line.case_numbers for line in papers_nowhere(desk)}
    assert ("P-2026-0003",) not in nowhere, "a closed case said what became of its papers"
    papers = [line.enclosure_id for line in papers_of(desk, "P-2026-0001")]
    move_papers(desk, papers, place_id=1)
    assert len(papers_in(desk, "金庫B")) == len(papers) == 2


def test_a_deficiency_told_before_gets_its_notice(old_walk: Walk) -> None:
    document = old_walk.letter("P-2026-0001", LetterKind.DEFICIENCY)
    view = case_file.show_case(old_walk.desk, "P-2026-0001")
    assert view.corrections[0].told_by_letter
    assert [line.document_number for line in view.letters] == [document]
