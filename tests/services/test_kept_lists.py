"""Lists that a member keeps: each one's own, found again by name, and gone with the person whose name they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseman.errors import CasemanError
from caseman.services.chosen_cases import export_chosen, numbers_of, run_of_cases
from caseman.services.desk import Desk
from caseman.services.kept_lists import (
    LOOK,
    KeptList,
    ListName,
    drop_lists,
    keep_list,
    keep_look,
    kept_lists,
    remove_list,
    rename_list,
)
from tests.services.disposal_walk import SECOND, add_second, desk_of
from tests.services.walking import Walk, refused

_PLACE = "cases"


def _keep(desk: Desk, name: str, **content: str) -> None:
    keep_list(desk, _PLACE, ListName.read(name=name), content)


def _names(desk: Desk) -> list[str]:
    return [kept.name for kept in kept_lists(desk, _PLACE)]


def test_each_member_keeps_lists_of_their_own(walk: Walk) -> None:
    add_second(walk)
    other = desk_of(walk, SECOND)
    _keep(walk.desk, "入金待ち", show="open")
    _keep(walk.desk, "ア", search="高橋")
    keep_look(walk.desk, _PLACE, {"columns": ["number"]})
    keep_look(walk.desk, _PLACE, {"columns": ["due"]})
    keep_look(walk.desk, "letters", {"columns": ["document"]})
    assert kept_lists(walk.desk, _PLACE) == (
        KeptList(LOOK, {"columns": ["due"]}),
        KeptList("ア", {"search": "高橋"}),
        KeptList("入金待ち", {"show": "open"}),
    )
    assert kept_lists(other, _PLACE) == ()
    _keep(other, "ア", show="all")
    remove_list(walk.desk, _PLACE, "ア")
    assert _names(other) == ["ア"]
    rename_list(walk.desk, _PLACE, "入金待ち", ListName.read(name="　入金 "))
    assert _names(walk.desk) == ["", "入金"]


def test_what_cannot_be_kept_is_refused(walk: Walk) -> None:
    desk = walk.desk
    for name in ("", " ", "　", "\t"):
        with pytest.raises(CasemanError):
            ListName.read(name=name)
    _keep(desk, "A", show="open")
    _keep(desk, "B", show="open")
    assert refused(desk, lambda: _keep(desk, "A", show="all")).code == "list-known"
    assert refused(desk, lambda: _keep(desk, "x" * 61)).code == "too-long"
    assert refused(desk, lambda: rename_list(desk, _PLACE, "A", ListName.read(name="B"))).code == "list-known"
    assert refused(desk, lambda: rename_list(desk, _PLACE, "C", ListName.read(name="D"))).code == "no-such-list"
    assert refused(desk, lambda: remove_list(desk, _PLACE, "C")).code == "no-such-list"
    keep_look(desk, _PLACE, {"columns": []})
    assert refused(desk, lambda: remove_list(desk, _PLACE, LOOK)).code == "no-such-list"
    rename_list(desk, _PLACE, "A", ListName.read(name="A"))
    for number in range(48):
        _keep(desk, f"list {number}")
    assert refused(desk, lambda: _keep(desk, "one more")).code == "too-many-lists"


def test_a_list_goes_with_the_person_it_is_asked_for_by(walk: Walk) -> None:
    add_second(walk)
    person = ("髙橋 一郎", "タカハシ イチロウ", "03-0000-0001", "", "SAMPLE-1")
    searches = ("高橋一郎", "ﾀｶﾊｼ ｲﾁﾛｳ", "0300000001", "高橋", "sample-12", "見本町", "")
    for at, search in enumerate(searches):
        _keep(walk.desk, f"list {at}", search=search)
    _keep(desk_of(walk, SECOND), "高橋 一郎 様")
    keep_look(walk.desk, _PLACE, {"columns": ["number"]})
    with walk.desk.work(None) as work:
        assert drop_lists(work.session, person) == 5
    assert [kept.content.get("search") for kept in kept_lists(walk.desk, _PLACE)] == [None, "高橋", "見本町", ""]
    assert kept_lists(desk_of(walk, SECOND), _PLACE) == ()


def test_chosen_cases_are_told_in_their_order_and_not_too_many(walk: Walk) -> None:
    numbers = [walk.case() for _ in range(3)]
    assert numbers_of(walk.desk, (3, 1)) == (numbers[2], numbers[0])
    assert numbers_of(walk.desk, ()) == ()
    assert refused(walk.desk, lambda: numbers_of(walk.desk, tuple(range(5001)))).code == "too-many-cases"
    told = refused(walk.desk, lambda: run_of_cases(walk.desk, (2, 1)))
    assert told.code == "no-letter-ready"
    assert numbers[0] in str(told)
    assert numbers[1] in str(told)


def test_an_export_that_fails_leaves_no_file_and_no_entry(walk: Walk, tmp_path: Path) -> None:
    walk.case()
    there = tmp_path / "there.csv"
    there.write_text("kept")
    refused(walk.desk, lambda: export_chosen(walk.desk, (1,), there))
    assert there.read_text() == "kept"
    refused(walk.desk, lambda: export_chosen(walk.desk, (1,), tmp_path / "no folder" / "x.csv"))
    made = export_chosen(walk.desk, (1,), tmp_path / "new.csv")
    assert made.rows == 1
    assert walk.desk.anchor() == made.head


def test_whatever_is_typed_can_be_kept(walk: Walk) -> None:
    for at, search in enumerate(("\ud800", "髙\ud83d" * 100, '"\\\0' * 60, "\u202e<b>")):
        _keep(walk.desk, f"list {at}", search=search)
        assert kept_lists(walk.desk, _PLACE)[at].content == {"search": search}
