"""Personal values of the trail: sealed per case, gone with the key of the case, while the chain holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from caseman.domain.lifecycle import Step
from caseman.services import auditing, case_file, lists
from caseman.services.desk import Desk
from caseman.storage import audit, case_keys
from caseman.text import Language
from tests.services.course_walk import amend
from tests.services.walking import STAFF, START, Walk, raw, trail_of
from tests.storage.plain_pages import plain_pages

SECRET = "秘密の理由でありますので"


def _append(connection: Connection, desk: Desk, action: str, case_id: int | None, **details: object) -> None:
    audit.append(connection, desk.file.chain_key, START, STAFF, action, case_id, details)


def _noted(desk: Desk, action: str, case_id: int | None = None, **details: object) -> None:
    with desk.file.engine.begin() as connection:
        _append(connection, desk, action, case_id, **details)


def _as_before(desk: Desk, action: str, case_id: int | None, **details: object) -> None:
    """An entry as a version before 0011 wrote it: all in clear."""
    with desk.file.engine.begin() as connection:
        last = connection.exec_driver_sql("SELECT number, mac FROM audit ORDER BY number DESC LIMIT 1").one()
        text = json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        seal = audit._seal(b"s" * 16, text.encode(), None)
        when = "2026-11-24T01:00:00.000Z"
        number = last.number + 1
        mac = audit._mac(desk.file.chain_key, last.mac, number, when, STAFF, action, case_id, seal)
        connection.exec_driver_sql(
            "INSERT INTO audit (number, at, staff, action, case_id, details, salt, seal, mac) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, when, STAFF, action, case_id, text, b"s" * 16, seal, mac),
        )


def _verdict(desk: Desk) -> audit.Verdict:
    with desk.reading() as session:
        return audit.verify(session.connection(), desk.file.chain_key)


def _destroy(desk: Desk, *case_ids: int) -> None:
    with desk.file.engine.begin() as connection:
        case_keys.destroy(connection, case_ids)
    desk.file.forget_deleted()


def _label(desk: Desk, language: Language) -> str:
    return lists.list_trail(desk, limit=1)[0].label.say(language)


def test_a_case_has_one_key_from_when_it_is_first_needed(walk: Walk) -> None:
    walk.case()
    with walk.desk.file.engine.begin() as connection:
        assert case_keys.known_key(connection, 1) is None
        made = case_keys.key_of(connection, 1)
        assert len(made) == 32
        assert case_keys.key_of(connection, 1) == case_keys.known_key(connection, 1) == made
        case_keys.destroy(connection, [1])
        assert case_keys.known_key(connection, 1) is None
        assert case_keys.key_of(connection, 1) != made


def test_a_key_of_a_transaction_that_failed_is_none(walk: Walk) -> None:
    walk.case()
    with walk.desk.file.engine.connect() as connection:
        case_keys.key_of(connection, 1)
        connection.rollback()
    with walk.desk.reading() as session:
        assert case_keys.known_key(session.connection(), 1) is None


def test_what_may_be_personal_is_sealed_and_what_is_not_stays_readable(walk: Walk) -> None:
    number = walk.case()
    amend(walk, number)
    with walk.desk.reading() as session:
        row = (
            session.connection()
            .exec_driver_sql("SELECT details, sealed FROM audit WHERE action = 'person_amended'")
            .one()
        )
    assert json.loads(row.details) == {"role": "principal", "fields": ["telephone"]}
    assert b"03-0000" not in row.sealed
    ((_, values),) = [each for each in trail_of(walk.desk) if each[0] == "person_amended"]
    assert values["changed"] == {"telephone": ["03-0000-0001", "03-0000-0009"]}
    assert values["reason"]


def test_an_action_that_no_table_names_has_all_its_values_sealed(walk: Walk) -> None:
    walk.case()
    _noted(walk.desk, "newly_invented", 1, day="2026-11-24", name=SECRET)
    with walk.desk.reading() as session:
        row = session.connection().exec_driver_sql("SELECT details FROM audit ORDER BY number DESC").first()
    assert row is not None
    assert row.details == "{}"
    assert trail_of(walk.desk)[-1][1] == {"day": "2026-11-24", "name": SECRET}


@pytest.mark.parametrize("case_id", [1, None])
def test_sealed_values_open_at_their_own_entry_alone(walk: Walk, case_id: int | None) -> None:
    walk.case()
    _noted(walk.desk, "run_cancelled", case_id, run="R", reason="one")
    _noted(walk.desk, "run_cancelled", case_id, run="R", reason="two")
    first = int(walk.desk.anchor().partition("-")[0]) - 1
    raw(
        walk.desk,
        "UPDATE audit SET sealed = (SELECT sealed FROM audit WHERE number = :other) WHERE number = :first",
        first=first,
        other=first + 1,
    )
    assert _verdict(walk.desk).broken_at == first
    assert lists.list_trail(walk.desk, limit=2)[1].label.say(Language.EN).endswith("(disposed of)")


@pytest.mark.parametrize(
    "change",
    [
        "sealed = NULL",
        "sealed = zeroblob(40)",
        "sealed = zeroblob(0)",
        "sealed = substr(sealed, 1, length(sealed) - 1)",
        "sealed = sealed || x'00'",
        "details = details || ' '",
        "details = '', salt = zeroblob(0)",
        "details = '', salt = zeroblob(0), sealed = NULL",
        "salt = salt || x'7b', details = substr(details, 2)",
        "sealed = 'text'",
        "details = x'7b7d'",
    ],
)
def test_each_change_of_a_sealed_entry_shows(walk: Walk, change: str) -> None:
    walk.case()
    _noted(walk.desk, "letter_returned", 1, document="P-2026-0001-01", returned_on="2026-11-24", reason=SECRET)
    _noted(walk.desk, "file_opened")
    number = int(walk.desk.anchor().partition("-")[0]) - 1
    with walk.desk.file.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE audit SET {change} WHERE number = {number}")
    assert _verdict(walk.desk).broken_at == number


def test_with_the_key_the_values_are_gone_and_the_chain_holds(walk: Walk) -> None:
    number = walk.case()
    _noted(walk.desk, "letter_returned", 1, document="P-2026-0001-01", returned_on="2026-11-24", reason=SECRET)
    anchor, before = walk.desk.anchor(), _verdict(walk.desk)
    _destroy(walk.desk, 1)
    assert _verdict(walk.desk) == before
    assert _label(walk.desk, Language.EN) == "Letter P-2026-0001-01 came back on 2026-11-24 (Tue): (disposed of)"
    assert _label(walk.desk, Language.JA).endswith("（廃棄済み）")
    assert auditing.verify_file(walk.desk, anchor=anchor).sound
    assert case_file.show_case(walk.desk, number).history[0].label.say(Language.EN).endswith("(disposed of)")


@pytest.mark.parametrize("destroyed", [False, True])
def test_a_destroyed_key_is_nowhere_in_the_file(walk: Walk, destroyed: bool) -> None:
    walk.case()
    _noted(walk.desk, "letter_returned", 1, document="P-2026-0001-01", returned_on="2026-11-24", reason=SECRET)
    with walk.desk.reading() as session:
        key = case_keys.known_key(session.connection(), 1)
    assert key is not None
    if destroyed:
        _destroy(walk.desk, 1)
    walk.desk.close()
    left = plain_pages(walk.desk.file.path, walk.desk.file.data_key)
    assert (key in left) is not destroyed
    assert b"P-2026-0001-01" in left
    assert SECRET.encode() not in left


def test_a_new_key_does_not_open_what_the_destroyed_one_sealed(walk: Walk) -> None:
    walk.case()
    _noted(walk.desk, "run_cancelled", 1, run="R-1", reason=SECRET)
    _destroy(walk.desk, 1)
    _noted(walk.desk, "run_cancelled", 1, run="R-2", reason="later")
    later, earlier = lists.list_trail(walk.desk, limit=2)
    assert str(later.label).endswith(": later")
    assert str(earlier.label).endswith("(disposed of)")


def test_entries_of_no_case_end_with_their_month(walk: Walk) -> None:
    for month in (9, 10, 11):
        at = datetime(2026, month, 24, tzinfo=UTC)
        with walk.desk.file.engine.begin() as connection:
            audit.append(
                connection, walk.desk.file.chain_key, at, STAFF, "run_cancelled", None, {"run": "R", "reason": SECRET}
            )
    with walk.desk.file.engine.begin() as connection:
        assert case_keys.destroy_months(connection, at.date()) == 2
    told = [str(line.label).endswith("(disposed of)") for line in lists.list_trail(walk.desk, limit=3)]
    assert told == [False, True, True]
    assert _verdict(walk.desk).broken_at is None


def test_entries_of_before_are_blanked_where_the_chain_says_that_their_case_is_disposed_of(walk: Walk) -> None:
    walk.case()
    _as_before(walk.desk, "person_amended", 1, role="principal", changed={"name": [SECRET, "x"]}, reason="r")
    _as_before(walk.desk, "case_accepted", 1, accepted_on="2026-11-24", due_on="2026-12-08")
    first = int(walk.desk.anchor().partition("-")[0]) - 1
    assert str(lists.list_trail(walk.desk, limit=2)[1].label) == "Principal amended: Name. r"
    with walk.desk.file.engine.begin() as connection:
        assert audit.blank(connection, 1) == 1, "what was never personal stays"
        assert audit.verify(connection, walk.desk.file.chain_key).broken_at == first
        _append(connection, walk.desk, "case_disposed", None, day="2026-11-24")
        assert audit.verify(connection, walk.desk.file.chain_key).broken_at == first, "another case's entry"
        _append(connection, walk.desk, "case_disposed", 1, day="2026-11-24")
        assert audit.verify(connection, walk.desk.file.chain_key).broken_at is None
        assert audit.blank(connection, 1) == 0
    blanked = next(line for line in lists.list_trail(walk.desk) if line.entry == first)
    assert blanked.label.say(Language.EN) == "Course of the case: (disposed of)"
    assert blanked.label.say(Language.JA) == "案件の経過：（廃棄済み）"


def test_what_is_blanked_after_the_disposal_shows(walk: Walk) -> None:
    walk.case()
    _noted(walk.desk, "case_disposed", 1, day="2026-11-24")
    _as_before(walk.desk, "person_amended", 1, role="principal", changed={"name": [SECRET, "x"]}, reason="r")
    with walk.desk.file.engine.begin() as connection:
        assert audit.blank(connection, 1) == 1
    assert _verdict(walk.desk).broken_at == int(walk.desk.anchor().partition("-")[0])


def test_entries_of_before_that_belong_to_no_case_are_blanked_by_time(walk: Walk) -> None:
    _as_before(walk.desk, "deposit_set_aside", None, line=1, amount=500, reason=SECRET)
    number = int(walk.desk.anchor().partition("-")[0])
    with walk.desk.file.engine.begin() as connection:
        assert audit.blank(connection, None, datetime(2026, 11, 1, tzinfo=UTC)) == 0
        assert audit.blank(connection, None, datetime(2026, 12, 1, tzinfo=UTC)) == 1
        assert audit.verify(connection, walk.desk.file.chain_key).broken_at == number
        _append(connection, walk.desk, "months_disposed", None, before="2026-12")
        assert audit.verify(connection, walk.desk.file.chain_key).broken_at is None


@pytest.mark.parametrize("step", [Step.CLOSE])
def test_whatever_a_case_left_in_the_trail_ends_with_its_key(walk: Walk, step: Step) -> None:
    number = walk.to(step)
    _destroy(walk.desk, 1)
    for language in Language:
        for line in case_file.show_case(walk.desk, number).history:
            assert "{" not in line.label.say(language)
