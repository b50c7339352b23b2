"""What belongs to no case: envelopes that became none, and names in the book and on the bank's lines."""

from __future__ import annotations

from datetime import date

from caseman.domain.envelopes import Disposition
from caseman.domain.lifecycle import Step
from caseman.services import events, post_views, retention_list
from caseman.services.auditing import verify_file
from caseman.services.filing import file_envelope
from caseman.services.post_inputs import FilingInput
from tests.services.course_walk import event
from tests.services.disposal_walk import MUCH_LATER, dispose, due
from tests.services.walking import Walk, picture

_PAYER = "ﾀｶﾊｼ ｲﾁﾛｳ"


def _payers(walk: Walk) -> set[str]:
    with walk.desk.reading() as session:
        return set(session.connection().exec_driver_sql("SELECT payer FROM book_entry").scalars())


def test_post_that_became_no_case_goes_from_its_arrival(walk: Walk) -> None:
    envelope = walk.envelope(scans=({"name": "flyer.png", "data": picture()},))
    file_envelope(
        walk.desk, FilingInput.read(envelope_id=envelope, disposition=Disposition.NO_REQUEST, note="見本の広告。")
    )
    walk.clock.set_day(date(2027, 11, 20))
    assert due(walk.desk) == {}
    walk.clock.set_day(date(2027, 11, 21))
    (item,) = due(walk.desk).values()
    assert (str(item.of), item.kept_until) == (f"Envelope {envelope}", date(2027, 11, 20))
    assert dispose(walk).disposed == 1
    view = post_views.show_envelope(walk.desk, envelope)
    assert (view.sender, view.scans, view.note, view.disposition_note) == ("", (), "", "")
    assert view.arrived_on == date(2026, 11, 20)
    assert due(walk.desk) == {}
    assert verify_file(walk.desk).sound


def test_an_open_envelope_is_never_due(walk: Walk) -> None:
    walk.envelope()
    assert due(walk.desk, by=MUCH_LATER) == {}


def test_names_in_the_book_stay_seven_fiscal_years_and_amounts_for_good(walk: Walk) -> None:
    walk.to(Step.CLOSE)
    walk.clock.set_day(date(2034, 3, 31))
    assert "book" not in due(walk.desk)
    walk.clock.set_day(date(2034, 4, 1))
    item = due(walk.desk)["book"]
    assert (item.kept_until, item.records) == (date(2034, 3, 31), 1)
    assert _payers(walk) == {_PAYER}
    dispose(walk)
    assert _payers(walk) == {""}
    with walk.desk.reading() as session:
        amounts = session.connection().exec_driver_sql("SELECT amount_minor FROM book_entry").scalars().all()
    assert amounts == [5250]
    assert "book" not in due(walk.desk)
    assert verify_file(walk.desk).sound


def test_the_payer_of_a_case_that_is_held_stays_in_the_book(walk: Walk) -> None:
    held = walk.to(Step.CLOSE)
    walk.to(Step.CLOSE)
    event(walk, held, events.hold)
    walk.clock.set_day(MUCH_LATER)
    dispose(walk)
    with walk.desk.reading() as session:
        run = session.connection().exec_driver_sql
        named = run("SELECT c.number, b.payer FROM book_entry b JOIN cases c ON c.id = b.case_id ORDER BY b.id").all()
    assert named[0] == (held, _PAYER)
    assert [payer for _, payer in named[1:]] == [""]


def test_the_payer_of_a_disposed_case_stays_until_the_book_lets_go(walk: Walk) -> None:
    walk.to(Step.CLOSE)
    walk.clock.set_day(date(2030, 1, 15))
    dispose(walk)
    assert _payers(walk) == {_PAYER}
    found = retention_list.due_list(walk.desk, by=date(2034, 4, 1)).items
    assert [item.kind.value for item in found] == ["book"]
