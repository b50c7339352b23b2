"""The members of the office's staff by name."""

from __future__ import annotations

import pytest

from caseman.services import lists, staff
from tests.services.walking import STAFF, Walk, raw, refused


def test_a_member_is_added_and_listed_in_order(walk: Walk) -> None:
    staff.add_staff(walk.desk, "  見本\u3000次郎 ")
    staff.add_staff(walk.desk, "Sample Third")
    assert staff.list_staff(walk.desk) == (STAFF, "見本\u3000次郎", "Sample Third")
    latest = lists.list_trail(walk.desk, limit=1)[0]
    assert str(latest.label) == "Sample Third was added to the staff."


@pytest.mark.parametrize("name", ["", "  ", "\u3000\n", "\x07"])
def test_a_name_is_needed(walk: Walk, name: str) -> None:
    told = refused(walk.desk, lambda: staff.add_staff(walk.desk, name))
    assert (told.code, told.field) == ("empty", "name")


def test_a_name_has_a_length(walk: Walk) -> None:
    assert refused(walk.desk, lambda: staff.add_staff(walk.desk, "長" * 101)).code == "too-long"
    staff.add_staff(walk.desk, "長" * 100)


@pytest.mark.parametrize("name", [STAFF, f" {STAFF} ", "ガリ 子", "カ\u3099リ 子"])
def test_nobody_is_added_twice(walk: Walk, name: str) -> None:
    """The same sign may be written composed or in two parts."""
    staff.add_staff(walk.desk, "ガリ 子")
    told = refused(walk.desk, lambda: staff.add_staff(walk.desk, name))
    assert (told.code, told.field) == ("staff-known", "name")


def test_who_left_is_neither_listed_nor_found(walk: Walk) -> None:
    staff.add_staff(walk.desk, "見本 次郎")
    raw(walk.desk, "UPDATE staff SET active = 0 WHERE name = '見本 次郎'")
    assert staff.list_staff(walk.desk) == (STAFF,)
    number = walk.case()
    told = refused(walk.desk, lambda: walk.identity(number, second_reader="見本 次郎"))
    assert (told.code, told.field) == ("no-such-staff", "second_reader")
