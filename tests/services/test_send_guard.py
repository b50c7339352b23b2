"""Addressee and enclosures are typed before a letter leaves; what differs stops it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseman.domain.lifecycle import Step
from caseman.domain.roles import Role
from caseman.errors import CasemanError, InputErrors, RuleError
from caseman.services import case_file, enclosing, letter_list, letters
from caseman.services.auditing import verify_file
from caseman.services.letter_inputs import EnclosedRemoval, SendCheckInput
from tests.services.course_walk import come_back
from tests.services.letter_walk import at_desk_of, compare, enclose
from tests.services.variants import COLLEAGUE, adopt, colleague
from tests.services.walking import STAFF, Walk, raw, refused

_REQUIRED = ('dispatch = "off"', 'dispatch = "required"')
_WARN = ('dispatch = "off"', 'dispatch = "warn"')


@pytest.fixture
def strict(walk: Walk) -> Walk:
    """Two members; addressee and enclosures must be compared."""
    adopt(walk.desk, _REQUIRED)
    colleague(walk.desk)
    return walk


def _checked_by(walk: Walk) -> str | None:
    with walk.desk.reading() as session:
        found = session.connection().exec_driver_sql(
            "SELECT s.name FROM dispatch d LEFT JOIN staff s ON s.id = d.checked_by ORDER BY d.id DESC"
        )
        return found.scalars().first()


def _stopped(walk: Walk, number: str, document: str, name: str = COLLEAGUE, /, **typed: object) -> CasemanError:
    with at_desk_of(walk, name) as second, pytest.raises(RuleError) as told:
        compare(second, number, document, **typed)
    return told.value


def test_a_second_person_types_both_and_the_letter_leaves(strict: Walk) -> None:
    number = strict.to(Step.LETTER)
    document = f"{number}-01"
    enclose(strict.desk, number, document)
    enclose(strict.desk, number, document, kind="other", words="返信用封筒（切手貼付）", sheets=1)
    assert letter_list.list_letters(strict.desk)[0].enclosures == 2
    with at_desk_of(strict, COLLEAGUE) as second:
        compare(second, number, document, addressee="髙橋　一郎　様", enclosures=2)
    strict.dispatch(number, document)
    assert _checked_by(strict) == COLLEAGUE
    assert verify_file(strict.desk).sound


@pytest.mark.parametrize(
    "typed", [{"addressee": "高橋 一郎"}, {"enclosures": 1}, {"addressee": ""}, {"addressee": "山﨑 代子"}]
)
def test_a_mismatch_stops_it_and_the_trail_does_not_tell_what_was_typed(strict: Walk, typed: dict[str, object]) -> None:
    number = strict.to(Step.LETTER)
    document = f"{number}-01"
    with at_desk_of(strict, COLLEAGUE) as second:
        compare(second, number, document)
    told = _stopped(strict, number, document, **typed)
    assert told.code == "send-check-differed"
    for secret in ("高橋", "髙橋", "山﨑"):
        assert secret not in str(told)
    entry = case_file.show_case(strict.desk, number).history[0]
    assert (entry.action, entry.staff) == ("send_check_differed", COLLEAGUE)
    with strict.desk.reading() as session:
        details = session.connection().exec_driver_sql("SELECT details FROM audit WHERE action = 'send_check_differed'")
        assert details.scalar_one() == f'{{"document":"{document}"}}'
    assert refused(strict.desk, lambda: strict.dispatch(number, document)).code == "second-reader", "the one before too"
    with at_desk_of(strict, COLLEAGUE) as second:
        compare(second, number, document)
    strict.dispatch(number, document)


def test_who_prepared_it_does_not_compare_while_others_can(strict: Walk) -> None:
    number = strict.to(Step.LETTER)
    document = f"{number}-01"
    assert refused(strict.desk, lambda: compare(strict.desk, number, document)).code == "same-reader"
    with at_desk_of(strict, COLLEAGUE) as second:
        enclose(second, number, document)
    told = _stopped(strict, number, document, enclosures=1)
    assert told.code == "too-soon", "both prepared it: either may, later"
    strict.clock.now += timedelta(minutes=5)
    with at_desk_of(strict, COLLEAGUE) as second:
        compare(second, number, document, enclosures=1)


@pytest.mark.parametrize("reason", ["alone", "colleague is suspended", "colleague only reads"])
def test_the_only_one_compares_later(walk: Walk, reason: str) -> None:
    adopt(walk.desk, _REQUIRED)
    if reason != "alone":
        colleague(walk.desk)
        change = "active = 0" if "suspended" in reason else f"roles = '{Role.AUDITOR.value}'"
        raw(walk.desk, f"UPDATE staff SET {change} WHERE name = :name", name=COLLEAGUE)
    number = walk.to(Step.LETTER)
    document = f"{number}-01"
    walk.clock.now += timedelta(minutes=4)
    letters.note_output(walk.desk, number, document, "printed")
    walk.clock.now += timedelta(minutes=4, seconds=59)
    assert refused(walk.desk, lambda: compare(walk.desk, number, document)).code == "too-soon"
    walk.clock.now += timedelta(seconds=1)
    compare(walk.desk, number, document)
    walk.dispatch(number, document)
    assert _checked_by(walk) == STAFF


@pytest.mark.parametrize("change", ["enclosed", "taken out", "exchanged", "printed"])
def test_what_changes_afterwards_asks_for_another_comparison(strict: Walk, change: str) -> None:
    number = strict.to(Step.LETTER)
    document = f"{number}-01"
    enclose(strict.desk, number, document)
    with at_desk_of(strict, COLLEAGUE) as second:
        compare(second, number, document, enclosures=1)
    if change in ("taken out", "exchanged"):
        (piece,) = enclosing.enclosed_with(strict.desk, number, document)
        removal = EnclosedRemoval.read(number=number, document_number=document, row_id=piece.row_id)
        enclosing.take_out_enclosed(strict.desk, removal)
    if change in ("enclosed", "exchanged"):
        enclose(strict.desk, number, document, kind="form", sheets=1)
    if change == "printed":
        letters.note_output(strict.desk, number, document, "printed")
    assert refused(strict.desk, lambda: strict.dispatch(number, document)).code == "second-reader"


def test_a_letter_that_came_back_is_compared_again(strict: Walk) -> None:
    number = strict.to(Step.LETTER)
    document = f"{number}-01"
    with at_desk_of(strict, COLLEAGUE) as second:
        compare(second, number, document)
    strict.dispatch(number, document)
    assert _stopped(strict, number, document).code == "already-sent"
    come_back(strict, number, document)
    assert refused(strict.desk, lambda: strict.dispatch(number, document)).code == "second-reader"
    with at_desk_of(strict, COLLEAGUE) as second:
        compare(second, number, document)
    strict.dispatch(number, document)


def test_where_it_is_only_advised_it_is_recorded_and_nothing_waits(walk: Walk) -> None:
    adopt(walk.desk, _WARN)
    colleague(walk.desk)
    first, second_case = walk.to(Step.LETTER), walk.to(Step.LETTER)
    with at_desk_of(walk, COLLEAGUE) as second:
        compare(second, first, f"{first}-01")
    walk.dispatch(first, f"{first}-01")
    assert _checked_by(walk) == COLLEAGUE
    walk.dispatch(second_case, f"{second_case}-01")
    assert _checked_by(walk) is None


@pytest.mark.parametrize("enclosures", [-1, 1000, "two", "", None, 1.5])
def test_a_number_that_cannot_be_is_refused_at_the_door(enclosures: object) -> None:
    with pytest.raises(InputErrors) as told:
        SendCheckInput.read(number="P", document_number="P-01", addressee="x", enclosures=enclosures)
    assert told.value.field == "enclosures"


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"kind": "other", "words": ""}, "words"), ({"sheets": 0}, "sheets"), ({"kind": "parrot"}, "kind")],
)
def test_an_enclosure_that_cannot_be_is_refused(walk: Walk, changed: dict[str, object], field: str) -> None:
    number = walk.to(Step.LETTER)
    assert refused(walk.desk, lambda: enclose(walk.desk, number, f"{number}-01", **changed)).field == field


def test_enclosures_belong_to_their_letter_and_stay_once_it_left(walk: Walk) -> None:
    number, other = walk.to(Step.LETTER), walk.to(Step.LETTER)
    enclose(walk.desk, number, f"{number}-01")
    (piece,) = enclosing.enclosed_with(walk.desk, number, f"{number}-01")
    wrong = EnclosedRemoval.read(number=other, document_number=f"{other}-01", row_id=piece.row_id)
    assert refused(walk.desk, lambda: enclosing.take_out_enclosed(walk.desk, wrong)).code == "no-such-enclosure"
    walk.dispatch(number, f"{number}-01")
    right = EnclosedRemoval.read(number=number, document_number=f"{number}-01", row_id=piece.row_id)
    assert refused(walk.desk, lambda: enclosing.take_out_enclosed(walk.desk, right)).code == "already-sent"
    assert refused(walk.desk, lambda: enclose(walk.desk, number, f"{number}-01")).code == "already-sent"


def test_what_was_typed_stands_nowhere_in_the_file(strict: Walk) -> None:
    number = strict.to(Step.LETTER)
    _stopped(strict, number, f"{number}-01", addressee="QQ見本別人QQ")
    with strict.desk.reading() as session:
        connection = session.connection()
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'case_text%'"
        ).scalars()
        rows = [str(row) for name in list(names) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]
    assert rows
    assert not any("QQ" in row for row in rows)
