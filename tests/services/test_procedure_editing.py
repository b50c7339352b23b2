"""The procedure while it is edited: mistakes with their lines, what changes in words, a trial, and the next version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from caseman.domain.requests import RequestType
from caseman.errors import FileError, InputError
from caseman.offices.loader import office_names
from caseman.offices.summary_changes import Standing
from caseman.offices.toml_values import with_value
from caseman.services import closures, procedure_editing
from caseman.services.course_inputs import ClosureInput
from caseman.services.desk import Desk
from caseman.services.procedure_editing import (
    LONGEST,
    adopt_edited,
    beginnings,
    look_at,
    next_version,
    put_format,
    put_value,
    start_from,
    try_out,
)
from caseman.services.procedures import list_versions, procedure_toml
from tests.services.walking import TODAY, Walk, refused, trail_of

_ARRIVED = date(2026, 11, 20)


def _edited(desk: Desk, *changes: tuple[str, str]) -> str:
    text = procedure_toml(desk)
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_the_text_in_force_changes_nothing(desk: Desk) -> None:
    found = look_at(desk, procedure_toml(desk))
    assert found.text == procedure_toml(desk)
    assert found.sound
    assert found.lines == ()
    assert found.topics
    assert not any(topic.changed for topic in found.topics)
    assert found.data["code"] == "aucnet"


def test_what_changes_is_told_in_words_and_line_by_line(desk: Desk) -> None:
    found = look_at(desk, _edited(desk, ("amount = 5250", "amount = 300")))
    (topic,) = [topic for topic in found.topics if topic.changed]
    assert str(topic.heading) == "Fees"
    told = [(each.standing, str(each.text)) for each in topic.statements if each.standing is not Standing.SAME]
    assert [standing for standing, _ in told] == [Standing.GONE, Standing.NEW]
    assert "5,250" in told[0][1]
    assert "300" in told[1][1]
    assert [line for line in found.lines if line[0] in "+-"] == ["-amount = 5250", "+amount = 300"]


def test_a_name_that_changes_in_one_language_alone_is_a_change(desk: Desk) -> None:
    found = look_at(desk, with_value(procedure_toml(desk), ("letterhead", "company", "ja"), "見本"))
    assert any(topic.changed for topic in found.topics)


def test_a_mistake_is_told_with_its_line_and_key(desk: Desk) -> None:
    text = _edited(desk, ("extension_max = 10", "extension_max = 366"))
    found = look_at(desk, text)
    (error,) = [each for each in found.findings if each.severity == "error"]
    assert error.key == "clock.extension_max"
    assert text.splitlines()[error.line - 1] == "extension_max = 366"
    assert not found.sound
    assert found.topics == ()
    assert found.data["clock"]["extension_max"] == 366


def test_ten_thousand_mistakes_are_counted_and_not_listed(desk: Desk) -> None:
    found = look_at(desk, "".join(f"qqq{n} = 1\n" for n in range(3_000)))
    assert len(found.findings) == 200
    assert found.more >= 2_800


def test_a_text_that_is_too_long_is_refused(desk: Desk) -> None:
    text = "#" * (LONGEST + 1)
    calls: tuple[Callable[[], object], ...] = (
        lambda: look_at(desk, text),
        lambda: try_out(desk, text, _ARRIVED),
        lambda: adopt_edited(desk, text, TODAY),
    )
    for call in calls:
        told = refused(desk, call)
        assert (told.code, told.field) == ("procedure-too-long", "text")


def test_a_trial_tells_both_dates_and_both_fees(desk: Desk) -> None:
    text = _edited(
        desk, ("amount = 5250", "amount = 300"), ('amount = 10\nunit = "business_days"', 'amount = 1\nunit = "months"')
    )
    before, after = try_out(desk, text, _ARRIVED, TODAY)
    assert before.derivation is not None
    assert after.derivation is not None
    assert (before.derivation.due, after.derivation.due) == (date(2026, 12, 8), date(2026, 12, 24))
    fees = [dict(each.fees)[RequestType.DISCLOSURE].minor for each in (before, after)]
    assert fees == [5250, 300]


def test_a_trial_knows_the_closures_that_became_known_later(desk: Desk) -> None:
    day = ClosureInput.read(day="2026-12-01", kind="closed", name="見本の休業")
    before = try_out(desk, procedure_toml(desk), _ARRIVED, TODAY)[0].derivation
    closures.add_closure(desk, day)
    after = try_out(desk, procedure_toml(desk), _ARRIVED, TODAY)[0].derivation
    assert before is not None
    assert after is not None
    assert (before.due, after.due) == (date(2026, 12, 8), date(2026, 12, 9))


def test_a_trial_says_why_there_is_no_date(desk: Desk) -> None:
    for arrived, accepted in ((date(1700, 1, 1), None), (TODAY, _ARRIVED)):
        for outcome in try_out(desk, procedure_toml(desk), arrived, accepted):
            assert outcome.derivation is None
            assert str(outcome.refused).endswith(".")
    with pytest.raises(FileError):
        try_out(desk, "a = ", TODAY)


@pytest.mark.parametrize("shipped", office_names())
def test_each_procedure_that_ships_can_be_begun_with_and_adopted(desk: Desk, shipped: str) -> None:
    text = start_from(desk, shipped)
    found = look_at(desk, text)
    assert found.sound
    adopt_edited(desk, text, TODAY)
    assert desk.procedure.code == "aucnet"
    assert desk.procedure.version == 2
    assert desk.procedure.in_force_from == TODAY


def test_what_is_adopted_gets_its_number_and_day_and_one_entry(walk: Walk) -> None:
    desk = walk.desk
    text = _edited(desk, ("amount = 5250", "amount = 300 # since the new list"))
    count = len(trail_of(desk))
    adopt_edited(desk, text, TODAY)
    assert trail_of(desk)[count:] == [("procedure_adopted", {"version": 2, "in_force_from": "2026-11-24"})]
    kept = procedure_toml(desk)
    assert "amount = 300 # since the new list\n" in kept
    assert kept == next_version(desk, text, TODAY).replace("version = 3\n", "version = 2\n")
    assert [each.version for each in list_versions(desk)] == [2, 1]


@pytest.mark.parametrize(
    ("begins", "code"), [(date(2026, 11, 25), "version-in-future"), (date(2019, 12, 31), "version-before")]
)
def test_a_day_that_cannot_be_is_refused(desk: Desk, begins: date, code: str) -> None:
    told = refused(desk, lambda: adopt_edited(desk, procedure_toml(desk), begins))
    assert (told.code, told.field) == (code, "in_force_from")


def test_what_is_no_procedure_is_refused_and_of_another_office_too(desk: Desk) -> None:
    assert refused(desk, lambda: adopt_edited(desk, "a = ", TODAY)).code == "procedure-not-toml"
    assert refused(desk, lambda: adopt_edited(desk, "\x00", TODAY)).code == "procedure-not-toml"
    other = procedure_toml(desk).replace('code = "aucnet"', 'code = "jen"')
    assert refused(desk, lambda: adopt_edited(desk, other, TODAY)).code == "other-office"
    with pytest.raises(FileError):
        start_from(desk, "../aucnet")
    with pytest.raises(InputError):
        procedure_editing.check_length("x" * (LONGEST + 1))


def test_an_older_version_can_be_begun_with_again(desk: Desk) -> None:
    first = procedure_toml(desk)
    adopt_edited(desk, _edited(desk, ("amount = 5250", "amount = 300")), TODAY)
    versions, shipped = beginnings(desk)
    assert [each.version for each in versions] == [2, 1]
    assert [code for code, _ in shipped] == list(office_names())
    adopt_edited(desk, procedure_toml(desk, 1), TODAY)
    assert desk.procedure.version == 3
    assert "amount = 5250" in procedure_toml(desk)
    assert procedure_toml(desk, 1) == first
    with pytest.raises(InputError) as told:
        procedure_toml(desk, 9)
    assert told.value.field == "version"


def test_a_value_is_put_where_its_table_is_missing_and_refused_where_it_cannot_be(desk: Desk) -> None:
    text = procedure_toml(desk)
    assert "[letters]" not in text
    put = put_value(text, ("letters", "envelope"), "dl")
    assert put.endswith('\n[letters]\nsource = "office setting"\nenvelope = "dl"\n')
    assert look_at(desk, put).sound
    assert put_value(put, ("letters", "envelope"), "naga3").count("[letters]") == 1
    for place in (("fees", 99, "amount"), ("clock", "amount", "x"), ("requests", "type")):
        with pytest.raises(InputError) as told:
            put_value(text, place, 1)
        assert told.value.code == "no-place"
    for broken in ("a = ", "\x00", "[" * 5_000, "a" + ".a" * 50_000 + " = 1"):
        with pytest.raises(InputError):
            put_value(broken, ("clock", "amount"), 1)
        with pytest.raises(InputError):
            put_format(broken, "label_sheets", -1, {"name": "ours"})
    with pytest.raises(InputError):
        put_format(text, "label_sheets", 3, {"name": "ours"})
