"""The trail is found by who, what, which case, when and by words; page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from caseman.domain.lifecycle import Step
from caseman.domain.trail import ActionGroup
from caseman.services import trail_list
from caseman.services.staff import add_staff
from caseman.services.trail_list import TrailQuery, read_trail, staff_in_trail, trail_entries
from caseman.services.views import HistoryLine
from caseman.text import Language
from tests.services.course_walk import come_back
from tests.services.letter_walk import at_desk_of
from tests.services.walking import STAFF, Walk, raw, refused

COLLEAGUE = "例示 太郎"


def _pages(walk: Walk, query: TrailQuery) -> Iterator[HistoryLine]:
    while True:
        page = read_trail(walk.desk, query)
        yield from page.lines
        if page.before is None:
            return
        query = replace(query, before=page.before)


def _actions(walk: Walk, **asked: object) -> list[str]:
    return [line.action for line in _pages(walk, TrailQuery(**asked))]  # type: ignore[arg-type]


def test_pages_follow_one_another_without_a_gap(walk: Walk) -> None:
    walk.to(Step.CLOSE)
    whole = list(_pages(walk, TrailQuery()))
    for limit in (1, 2, 3, 7, 100):
        assert list(_pages(walk, TrailQuery(limit=limit))) == whole
    assert [line.entry for line in whole] == list(range(whole[0].entry, 0, -1))


def test_each_group_has_its_own_and_together_they_have_all(walk: Walk) -> None:
    number = walk.to(Step.CLOSE)
    every = len(list(_pages(walk, TrailQuery())))
    assert sum(len(_actions(walk, group=group)) for group in ActionGroup) == every
    assert _actions(walk, group=ActionGroup.FEE, case=number) == ["payment_recorded"]
    assert set(_actions(walk, group=ActionGroup.LETTERS)) == {"letter_made", "letter_dispatched", "letter_delivered"}


def test_an_action_of_a_newer_program_is_found_with_the_file(walk: Walk) -> None:
    with walk.desk.work(None) as work:
        work.note("of_a_newer_program", x=1)
    assert _actions(walk, group=ActionGroup.OFFICE)[0] == "of_a_newer_program"


def test_by_member_by_case_and_by_day(walk: Walk) -> None:
    first, second = walk.case(), walk.case()
    add_staff(walk.desk, COLLEAGUE)
    raw(walk.desk, "UPDATE staff SET roles = 'reception' WHERE name = :name", name=COLLEAGUE)
    with at_desk_of(walk, COLLEAGUE) as other:
        Walk(other, walk.clock).identity(second)
    walk.clock.set_day(date(2026, 11, 25))
    walk.payment(first)
    assert _actions(walk, staff=COLLEAGUE) == ["identity_checked"]
    assert staff_in_trail(walk.desk) == tuple(sorted((COLLEAGUE, STAFF)))
    assert _actions(walk, case=second)[0] == "identity_checked"
    assert _actions(walk, case=first.lower())[-1] == "envelope_logged"
    assert _actions(walk, since=date(2026, 11, 25), case=first) == ["payment_recorded"]
    assert "payment_recorded" not in _actions(walk, until=date(2026, 11, 24))
    assert _actions(walk, since=date(2026, 11, 26)) == []
    assert _actions(walk, until=date.max, case=first) == _actions(walk, case=first)


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("あて所", Language.JA, True),
        ("ｱﾃ所", Language.JA, False),
        ("came back", Language.EN, True),
        ("CAME  p-2026-0001", Language.EN, True),
        ("came never", Language.EN, False),
        ("戻りました", Language.EN, False),
        ("%", Language.EN, False),
    ],
)
def test_words_are_looked_for_in_what_is_said(walk: Walk, words: str, language: Language, found: bool) -> None:
    number = walk.to(Step.LETTER)
    walk.dispatch(number, f"{number}-01")
    come_back(walk, number, f"{number}-01")
    assert ("letter_returned" in _actions(walk, words=words, language=language)) is found


def test_rare_words_are_found_far_back_in_bounded_steps(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    walk.case()
    for _ in range(12):
        walk.envelope()
    monkeypatch.setattr(trail_list, "_LOOKED_AT", 5)
    page = read_trail(walk.desk, TrailQuery(words="case was opened: Disclosure"))
    assert page.lines == ()
    assert page.before is not None
    assert _actions(walk, words="case was opened: Disclosure") == ["case_opened"]


def test_reading_the_whole_trail_is_told_and_a_case_s_is_not(walk: Walk) -> None:
    number = walk.case()
    read_trail(walk.desk, TrailQuery(case=number))
    assert "trail_read" not in _actions(walk, case=number)
    for _ in range(2):
        read_trail(walk.desk)
    assert _actions(walk).count("trail_read") == 1


def test_an_unknown_case_is_refused_and_who_may_not_is(walk: Walk) -> None:
    assert refused(walk.desk, lambda: read_trail(walk.desk, TrailQuery(case="P-1"))).code == "no-such-case"
    add_staff(walk.desk, COLLEAGUE)
    raw(walk.desk, "UPDATE staff SET roles = 'mail_clerk' WHERE name = :name", name=COLLEAGUE)
    with at_desk_of(walk, COLLEAGUE) as other:
        assert refused(other, lambda: read_trail(other)).code == "not-permitted"
        assert refused(other, lambda: staff_in_trail(other)).code == "not-permitted"


def test_whoever_writes_the_trail_out_gets_all_of_it_in_order(walk: Walk) -> None:
    walk.to(Step.CLOSE)
    lines = list(_pages(walk, TrailQuery()))
    with walk.desk.reading() as session:
        assert list(trail_entries(session.connection())) == lines[::-1]
        assert list(trail_entries(session.connection(), since=lines[0].at)) == lines[:1]
        assert list(trail_entries(session.connection(), until=lines[-1].at)) == []
