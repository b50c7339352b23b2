"""Where every sheet of paper is: places, moves, ends, codes, and the lists that answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseman.domain.codes import Code, CodeKind, office_tag
from caseman.domain.custody import CustodyEnd, PlaceKind
from caseman.domain.lifecycle import Step
from caseman.domain.post import EnclosureKind
from caseman.domain.roles import Role
from caseman.errors import CasemanError
from caseman.services.cover_sheets import place_labels
from caseman.services.custody import add_place, move_papers, read_code, rename_place, retire_place
from caseman.services.custody_views import (
    PaperQuery,
    list_papers,
    list_places,
    moves_of,
    papers_in,
    papers_nowhere,
    papers_of,
)
from caseman.services.desk import Desk
from caseman.services.lists import list_trail
from tests.services.hearing import hearing
from tests.services.walking import ARRIVED, TODAY, Walk, raw, refused

# What is read as a whole without harm: rows just found, and the partial index of envelopes that wait for a case.
_SMALL = re.compile(r"SCAN (\(|this|k\b|envelope USING INDEX ix_envelope_open)")
_BY_ID = (CustodyEnd.RETURNED, CustodyEnd.DESTROYED, CustodyEnd.FILED)


@pytest.fixture
def safe(desk: Desk) -> int:
    return _place(desk, "Safe B", PlaceKind.SAFE)


@pytest.fixture
def tray(desk: Desk, safe: int) -> int:
    del safe
    return _place(desk, "Post tray", PlaceKind.TRAY)


def _place(desk: Desk, name: str, kind: PlaceKind = PlaceKind.SAFE) -> int:
    add_place(desk, name, kind)
    return next(place.place_id for place in list_places(desk) if place.name == name)


def _papers(desk: Desk, number: str) -> list[int]:
    return [line.enclosure_id for line in papers_of(desk, number)]


def _code(desk: Desk, kind: CodeKind, row: int) -> str:
    return Code(kind, row, office_tag(desk.file.file_id)).payload


def test_a_fresh_office_has_no_places_and_new_papers_lie_nowhere(walk: Walk, desk: Desk) -> None:
    number = walk.case()
    assert list_places(desk) == ()
    assert [line.enclosure_id for line in papers_nowhere(desk)] == sorted(_papers(desk, number), reverse=True)
    assert [str(line.whereabouts) for line in papers_of(desk, number)] == ["No place yet"] * 3


def test_both_questions_are_answered(walk: Walk, desk: Desk, safe: int, tray: int) -> None:
    number = walk.case()
    form, identity, receipt = _papers(desk, number)
    move_papers(desk, [form, receipt], place_id=tray)
    move_papers(desk, [identity], place_id=safe)
    assert [(line.kind, line.place, line.since) for line in papers_of(desk, number)] == [
        (EnclosureKind.REQUEST_FORM, "Post tray", TODAY),
        (EnclosureKind.ID_COPY, "Safe B", TODAY),
        (EnclosureKind.BANK_RECEIPT, "Post tray", TODAY),
    ]
    assert [line.enclosure_id for line in papers_in(desk, "ｓａｆｅ　ｂ")] == [identity]
    assert [line.enclosure_id for line in papers_in(desk, tray)] == [receipt, form]
    assert papers_nowhere(desk) == ()
    assert [(place.name, place.papers) for place in list_places(desk)] == [("Safe B", 1), ("Post tray", 2)]


@pytest.mark.parametrize("search", ["P-2026-0001", "ｐ-2026-0001", "safe b", "髙橋", "高橋 一郎"])
def test_the_search_takes_a_number_a_place_or_a_sender(walk: Walk, desk: Desk, safe: int, search: str) -> None:
    number = walk.case()
    other = walk.envelope(sender_as_written="例示 花代")
    move_papers(desk, _papers(desk, number), place_id=safe)
    assert {line.case_numbers for line in list_papers(desk, PaperQuery(search=search))} == {(number,)}
    assert {line.envelope_id for line in list_papers(desk, PaperQuery(search="花代"))} == {other}
    assert list_papers(desk, PaperQuery(search="nobody of that name")) == ()


def test_pages_follow_each_other_by_key(walk: Walk, desk: Desk, safe: int) -> None:
    papers = [paper for _ in range(3) for paper in _papers(desk, walk.case())]
    move_papers(desk, papers, place_id=safe)
    for query in (PaperQuery(place_id=safe, limit=4), PaperQuery(limit=4)):
        seen: list[int] = []
        while page := list_papers(desk, PaperQuery(place_id=query.place_id, limit=4, after=seen[-1] if seen else None)):
            seen += [line.enclosure_id for line in page]
        assert seen == sorted(papers, reverse=True)


def test_the_history_of_a_bundle_is_whole(walk: Walk, desk: Desk, safe: int, tray: int) -> None:
    paper = _papers(desk, walk.case())[0]
    move_papers(desk, [paper], place_id=tray, moved_on=ARRIVED)
    move_papers(desk, [paper], place_id=safe, note="until the decision")
    move_papers(desk, [paper], end=CustodyEnd.DESTROYED)
    move_papers(desk, [paper], place_id=safe, note="another paper was meant")
    assert [(move.moved_on, move.place, move.ended, move.note) for move in moves_of(desk, paper)] == [
        (ARRIVED, "Post tray", None, ""),
        (TODAY, "Safe B", None, "until the decision"),
        (TODAY, "", CustodyEnd.DESTROYED, ""),
        (TODAY, "Safe B", None, "another paper was meant"),
    ]


@pytest.mark.parametrize("end", _BY_ID)
def test_what_has_ended_lies_nowhere_and_is_not_asked_for(walk: Walk, desk: Desk, safe: int, end: CustodyEnd) -> None:
    number = walk.case()
    paper = _papers(desk, number)[1]
    move_papers(desk, _papers(desk, number), place_id=safe)
    move_papers(desk, [paper], end=end)
    assert paper not in [line.enclosure_id for line in papers_in(desk, safe)]
    assert papers_nowhere(desk) == ()
    assert (papers_of(desk, number)[1].ended, papers_of(desk, number)[1].whereabouts) == (end, end.label)
    again = refused(desk, lambda: move_papers(desk, [paper], place_id=safe))
    assert again.code == "custody-ended"
    assert refused(desk, lambda: move_papers(desk, [paper], end=CustodyEnd.FILED, note="x")).code == "custody-ended"


def test_each_case_has_an_entry_of_the_trail(walk: Walk, desk: Desk, safe: int) -> None:
    one, other = walk.case(), walk.case()
    move_papers(desk, _papers(desk, one) + _papers(desk, other), place_id=safe)
    for number in (one, other):
        told = [str(line.label) for line in list_trail(desk, case_number=number) if line.action == "papers_moved"]
        assert len(told) == 1
        assert "Safe B" in told[0]


@pytest.mark.parametrize(("said", "end"), [("returned", "returned"), ("destroyed", "destroyed"), ("kept", "filed")])
def test_closing_ends_the_custody_and_reopening_leaves_it(
    walk: Walk, desk: Desk, safe: int, said: str, end: str
) -> None:
    number = walk.to(Step.DISPATCH)
    move_papers(desk, _papers(desk, number), place_id=safe)
    walk.close(number, papers_end=said)
    assert {line.ended for line in papers_of(desk, number)} == {CustodyEnd(end)}
    assert papers_in(desk, safe) == ()
    assert papers_nowhere(desk) == ()


def test_a_place_is_renamed_and_retired_and_its_moves_keep_its_name(walk: Walk, desk: Desk, safe: int) -> None:
    paper = _papers(desk, walk.case())[0]
    move_papers(desk, [paper], place_id=safe)
    assert refused(desk, lambda: retire_place(desk, "Safe B")).code == "place-in-use"
    move_papers(desk, [paper], end=CustodyEnd.RETURNED)
    rename_place(desk, "Safe B", "金庫B")
    retire_place(desk, "金庫B")
    assert list_places(desk) == ()
    assert [(place.name, place.retired) for place in list_places(desk, retired=True)] == [("金庫B", True)]
    assert moves_of(desk, paper)[0].place == "金庫B"


def test_codes_are_read_for_what_they_are(walk: Walk, desk: Desk, safe: int) -> None:
    number = walk.case()
    papers = _papers(desk, number)
    case = read_code(desk, _code(desk, CodeKind.CASE, 1).lower())
    assert (case.enclosures, case.number) == (tuple(papers), number)
    assert read_code(desk, _code(desk, CodeKind.ENCLOSURE, papers[1])).enclosures == (papers[1],)
    assert read_code(desk, _code(desk, CodeKind.PLACE, safe)).place_id == safe


_Call = Callable[[Desk, int, int], object]
_REFUSED: dict[str, tuple[str, _Call]] = {
    "nothing": ("no-papers", lambda d, _p, s: move_papers(d, [], place_id=s)),
    "nowhere": ("no-place", lambda d, p, _s: move_papers(d, [p])),
    "both": ("no-place", lambda d, p, s: move_papers(d, [p], place_id=s, end=CustodyEnd.FILED)),
    "unknown place": ("no-such-place", lambda d, p, _s: move_papers(d, [p], place_id=99)),
    "unknown name": ("no-such-place", lambda d, _p, _s: papers_in(d, "Safe Z")),
    "unknown paper": ("no-such-paper", lambda d, _p, s: move_papers(d, [999], place_id=s)),
    "history of nothing": ("no-such-paper", lambda d, _p, _s: moves_of(d, 999)),
    "unknown case": ("no-such-case", lambda d, _p, _s: papers_of(d, "P-2026-0999")),
    "too early": ("too-early", lambda d, p, s: move_papers(d, [p], place_id=s, moved_on=date(2026, 11, 1))),
    "in future": ("in-future", lambda d, p, s: move_papers(d, [p], place_id=s, moved_on=date(2026, 12, 1))),
    "no name": ("empty", lambda d, _p, _s: add_place(d, " 　", PlaceKind.SAFE)),
    "same name": ("place-taken", lambda d, _p, _s: add_place(d, "ＳＡＦＥ　B", PlaceKind.TRAY)),
    "no code": ("no-code", lambda d, _p, _s: read_code(d, "P-2026-0001")),
    "cut code": ("code-damaged", lambda d, p, _s: read_code(d, _code(d, CodeKind.ENCLOSURE, p)[:-2])),
    "of something deleted": ("code-of-nothing", lambda d, _p, _s: read_code(d, _code(d, CodeKind.ENCLOSURE, 999))),
    "of another office": (
        "code-of-another-office",
        lambda d, p, _s: read_code(d, Code(CodeKind.ENCLOSURE, p, "ABCDEFGH").payload),
    ),
    "my number in a note": ("my-number", lambda d, p, s: move_papers(d, [p], place_id=s, note="1234 5678 9018")),
    "my number as a place": ("my-number", lambda d, _p, _s: add_place(d, "1234 5678 9018", PlaceKind.SAFE)),
}


@pytest.mark.parametrize(("code", "call"), _REFUSED.values(), ids=_REFUSED)
def test_what_cannot_be_is_refused_with_a_sentence(walk: Walk, desk: Desk, safe: int, code: str, call: _Call) -> None:
    paper = _papers(desk, walk.case())[0]
    assert refused(desk, lambda: call(desk, paper, safe)).code == code


def test_a_retired_place_takes_nothing(walk: Walk, desk: Desk, safe: int) -> None:
    paper = _papers(desk, walk.case())[0]
    retire_place(desk, "Safe B")
    assert refused(desk, lambda: move_papers(desk, [paper], place_id=safe)).code == "place-retired"


@pytest.mark.parametrize("role", list(Role))
def test_who_handles_paper_may_move_it(walk: Walk, desk: Desk, safe: int, role: Role) -> None:
    paper = _papers(desk, walk.case())[0]
    raw(desk, "UPDATE staff SET roles = :role", role=role.value)
    desk.read_roles_again()
    if role in (Role.MAIL_CLERK, Role.RECEPTION, Role.PRIVACY_MANAGER, Role.SEARCHER):
        move_papers(desk, [paper], place_id=safe)
        assert [line.enclosure_id for line in papers_in(desk, safe)] == [paper]
        return
    assert refused(desk, lambda: move_papers(desk, [paper], place_id=safe)).code == "not-permitted"
    assert refused(desk, lambda: add_place(desk, "Safe C", PlaceKind.SAFE)).code == "not-permitted"
    if role is Role.ADMINISTRATOR:
        assert refused(desk, lambda: papers_in(desk, safe)).code == "not-permitted"


_Step = int | CustodyEnd | None  # a place by its order, an end, or a mistaken end taken back


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(steps=st.lists(st.one_of(st.integers(0, 1), st.sampled_from(_BY_ID)), min_size=1, max_size=8))
def test_the_last_move_says_where_it_is_and_none_is_lost(
    walk: Walk, desk: Desk, safe: int, tray: int, steps: list[_Step]
) -> None:
    number = walk.case()
    paper = _papers(desk, number)[0]
    done: list[_Step] = []
    for step in steps:
        before = moves_of(desk, paper)
        over = bool(done) and isinstance(done[-1], CustodyEnd)
        where: dict[str, Any] = {"end": step} if isinstance(step, CustodyEnd) else {"place_id": (safe, tray)[step or 0]}
        if over and isinstance(step, CustodyEnd):
            with pytest.raises(CasemanError):
                move_papers(desk, [paper], **where)
        else:
            move_papers(desk, [paper], **where, note="it lies here after all" if over else "")
            if not done or done[-1] != step:  # to where it lies already is no move
                done.append(step)
        after = moves_of(desk, paper)
        assert after[: len(before)] == before
    places = {0: "Safe B", 1: "Post tray"}
    assert [move.ended or move.place for move in moves_of(desk, paper)] == [
        step if isinstance(step, CustodyEnd) else places[step or 0] for step in done
    ]
    line = papers_of(desk, number)[0]
    assert (line.ended or line.place) == (done[-1] if isinstance(done[-1], CustodyEnd) else places[done[-1] or 0])
    assert (line.place_id is None) == isinstance(done[-1], CustodyEnd)


@pytest.mark.parametrize(
    "ask",
    [
        papers_in,
        lambda desk, _safe: papers_nowhere(desk),
        lambda desk, _safe: papers_of(desk, "P-2026-0001"),
        lambda desk, _safe: list_papers(desk, PaperQuery(search="高橋")),
        lambda desk, _safe: list_papers(desk, PaperQuery()),
    ],
)
def test_no_list_reads_a_whole_table(walk: Walk, desk: Desk, safe: int, ask: Callable[[Desk, int], object]) -> None:
    walk.case()
    with hearing(desk) as asked:
        ask(desk, safe)
    paper = [(statement, values) for statement, values in asked if "enclosure" in statement]
    assert paper
    with desk.file.engine.connect() as connection:
        for statement, values in paper:
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            whole = [step for step in plan if step.startswith("SCAN ") and not _SMALL.match(step)]
            assert whole == [], plan


def test_a_case_s_code_leaves_what_is_gone_alone(walk: Walk, safe: int) -> None:
    number = walk.case()
    gone, *here = _papers(walk.desk, number)
    move_papers(walk.desk, [gone], end=CustodyEnd.RETURNED)
    code = Code(CodeKind.CASE, 1, office_tag(walk.desk.file.file_id))
    assert read_code(walk.desk, code.payload).enclosures == tuple(here)
    told = refused(walk.desk, lambda: move_papers(walk.desk, [gone], place_id=safe))
    assert str(told).startswith("The stay of these papers ended already: Returned.")


def test_a_move_tells_how_many_it_moved(walk: Walk, safe: int) -> None:
    papers = _papers(walk.desk, walk.case())
    assert move_papers(walk.desk, papers[:1], place_id=safe).moved == 1
    assert move_papers(walk.desk, papers, place_id=safe).moved == 2
    assert move_papers(walk.desk, papers, place_id=safe).moved == 0


def test_a_place_that_went_out_of_use_comes_back_by_its_name(desk: Desk, safe: int, tray: int) -> None:
    retire_place(desk, "Safe B")
    assert refused(desk, lambda: rename_place(desk, "Post tray", "SAFE B")).code == "place-retired"
    again = add_place(desk, "ｓａｆｅ b", PlaceKind.FOLDER)
    assert (again.again, again.name) == (True, "Safe B")
    assert [(line.place_id, line.kind) for line in list_places(desk)] == [
        (safe, PlaceKind.FOLDER),
        (tray, PlaceKind.TRAY),
    ]
    assert refused(desk, lambda: add_place(desk, "Safe B", PlaceKind.SAFE)).code == "place-taken"
    assert str(list_trail(desk)[0].label) == "The place “Safe B” is used again."


def test_the_place_of_which_no_font_has_a_sign_is_named(desk: Desk, safe: int) -> None:
    assert safe
    assert place_labels(desk).startswith(b"%PDF-")
    add_place(desk, "Safe \ue000", PlaceKind.SAFE)  # a sign that each font means otherwise
    told = refused(desk, lambda: place_labels(desk))
    assert (told.code, told.field) == ("no-glyph", "name")
    assert str(told).startswith("The label of the place “Safe \ue000” cannot be printed. No font here has")
