"""Rows that are added by a prepared statement are the rows a flush would have written, and are refused alike."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from caseman.services.desk import Desk
from caseman.storage.adding import add_row, add_rows
from caseman.storage.post_tables import EnclosureRow, EnvelopeRow
from tests.services.walking import START


def _values(**changed: Any) -> dict[str, Any]:
    return {
        "arrived_on": date(2026, 11, 20),
        "mail_class": "ordinary",
        "marked_confidential": True,
        "sender_as_written": "髙橋 一郎",
        "logged_at": START,
        "logged_by": 1,
    } | changed


def test_a_row_is_written_as_a_flush_writes_it(desk: Desk) -> None:
    with Session(desk.file.engine) as session:
        kept = EnvelopeRow(**_values())
        session.add(kept)
        session.flush()
        added = add_row(session.connection(), EnvelopeRow, **_values())
        rows = [
            session.connection().exec_driver_sql("SELECT * FROM envelope WHERE id = ?", (number,)).one()
            for number in (kept.id, added)
        ]
        assert rows[0][1:] == rows[1][1:]
        read = session.get_one(EnvelopeRow, added)
        assert (read.arrived_on, read.logged_at, read.marked_confidential) == (date(2026, 11, 20), START, True)


def test_several_rows_are_added_in_their_order(desk: Desk) -> None:
    with Session(desk.file.engine) as session:
        connection = session.connection()
        envelope = add_row(connection, EnvelopeRow, **_values())
        kinds = ("request_form", "id_copy")
        add_rows(connection, EnclosureRow, [{"envelope_id": envelope, "kind": kind} for kind in kinds])
        add_rows(connection, EnclosureRow, [])
        stored = connection.exec_driver_sql("SELECT kind, sheets FROM enclosure WHERE envelope_id = ?", (envelope,))
        assert [tuple(row) for row in stored] == [("request_form", 1), ("id_copy", 1)]


@pytest.mark.parametrize("wrong", [{"disposition": "lost"}, {"logged_by": 99}, {"logged_by": None}])
def test_the_rules_of_the_file_hold(desk: Desk, wrong: dict[str, Any]) -> None:
    with Session(desk.file.engine) as session, pytest.raises(IntegrityError):
        add_row(session.connection(), EnvelopeRow, **_values(**wrong))


def test_a_column_that_is_not_there_and_one_that_is_missing_are_bugs(desk: Desk) -> None:
    with Session(desk.file.engine) as session:
        with pytest.raises(TypeError, match="sender"):
            add_row(session.connection(), EnvelopeRow, **_values(sender="?"))
        with pytest.raises(TypeError, match="mail_class"):
            add_row(session.connection(), EnvelopeRow, **{k: v for k, v in _values().items() if k != "mail_class"})
