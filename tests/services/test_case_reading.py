"""A page of a case asks for nothing twice, cannot change what it shows, and never shows what was before."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlmodel import Session

from caseman.domain.authority import PartyRole
from caseman.services.case_file import show_case
from caseman.services.case_rows import find_case, party_of
from caseman.services.course_inputs import NoteInput
from caseman.services.notes import write_note
from caseman.storage.case_tables import CaseRow, PartyRow, RequestRow
from caseman.storage.reading import of_case
from tests.services.hearing import hearing
from tests.services.walking import Walk

_MOST = 40  # statements; each table of a case, its envelopes, letters, places and trail


def test_everything_a_page_shows_is_read_once(walk: Walk) -> None:
    number = walk.case("disclosure", "correction")
    walk.identity(number)
    walk.payment(number)
    show_case(walk.desk, number)
    with hearing(walk.desk) as heard:
        show_case(walk.desk, number)
    run = Counter((statement, str(values)) for statement, values in heard)
    assert [statement for statement, times in run.items() if times > 1] == []
    assert 0 < run.total() <= _MOST


def test_what_was_written_since_is_shown(walk: Walk) -> None:
    number = walk.case()
    assert show_case(walk.desk, number).notes == ()
    write_note(walk.desk, NoteInput.read(number=number, text="電話で確認"))
    assert [note.text for note in show_case(walk.desk, number).notes] == ["電話で確認"]


def test_a_reading_inside_a_transaction_sees_what_it_wrote(walk: Walk) -> None:
    number = walk.case()
    with walk.desk.reading() as session:
        before = find_case(session, number)
        assert of_case(session, RequestRow, before.id)[0].scope == "会員登録の内容"
    with walk.desk.work(None) as work:
        case = work.case(number)
        of_case(work.session, RequestRow, case.id)[0].scope = "別の内容"
        with walk.desk.reading() as session:
            assert of_case(session, RequestRow, case.id)[0].scope == "別の内容"


def test_rows_that_are_only_shown_cannot_be_changed(walk: Walk) -> None:
    number = walk.case()
    with walk.desk.reading() as session:
        case = find_case(session, number)
        with pytest.raises(AttributeError):
            case.remarks = "anders"
        principal = party_of(session, case.id, PartyRole.PRINCIPAL)
        assert principal is not None
        with pytest.raises(AttributeError):
            principal.name = "anders"


def test_both_ways_give_the_same_values_in_the_same_order(walk: Walk) -> None:
    number = walk.case("disclosure", "correction")
    with walk.desk.reading() as session:
        case_id = find_case(session, number).id
        shown = {table: of_case(session, table, case_id) for table in (PartyRow, RequestRow)}
    with Session(walk.desk.file.engine) as session:
        for table, rows in shown.items():
            kept = of_case(session, table, case_id)
            assert [tuple(row) for row in rows] == [
                tuple(getattr(row, column) for column in table.model_fields) for row in kept
            ]
            assert all(isinstance(row, table) for row in kept)
        assert isinstance(find_case(session, number), CaseRow)
