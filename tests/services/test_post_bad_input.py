"""What nobody can have meant at the post desk: each is refused beside its field, or found to be nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from caseman.domain.custody import PlaceKind
from caseman.domain.documents import Detail
from caseman.errors import CasemanError, InputErrors
from caseman.services import post_views
from caseman.services.cover_sheets import enclosure_cover
from caseman.services.custody import add_place, move_papers
from caseman.services.custody_views import PaperQuery, list_papers, moves_of
from caseman.services.desk import Desk
from caseman.services.masking import Box, mask, open_for_masking, page_to_mask
from caseman.services.post_register import PostQuery, ShowPost, list_post
from caseman.services.scan_store import scan_page, scan_thumbnail
from caseman.services.scan_tray import file_scans, quarantine, take_out
from caseman.services.suggestions import Clues, suggest
from tests.services.walking import Walk, refused

_BOX = Box(0, 0.1, 0.1, 0.5, 0.5)
_MONEY = {"means": "cash", "amount": "10", "counted_by": "A", "witnessed_by": "B"}


@pytest.mark.parametrize("number", [0, -1, 99, 2**63, 10**20, -(10**20)])
@pytest.mark.parametrize(
    "call",
    [
        lambda desk, n: scan_page(desk, n, 0, 100),
        lambda desk, n: scan_thumbnail(desk, n, 0),
        lambda desk, n: take_out(desk, [n], "x"),
        lambda desk, n: quarantine(desk, n, [Detail.MY_NUMBER]),
        open_for_masking,
        lambda desk, n: page_to_mask(desk, n, 0, 100),
        lambda desk, n: mask(desk, n, [_BOX], [Detail.MY_NUMBER]),
        lambda desk, n: file_scans(desk, [n], number="P-2026-0001"),
        lambda desk, n: file_scans(desk, [1], envelope_id=n),
        post_views.show_envelope,
        lambda desk, n: suggest(desk, Clues(envelope_id=n)),
        lambda desk, n: move_papers(desk, [n], place_id=1),
        lambda desk, n: move_papers(desk, [1], place_id=n),
        moves_of,
        enclosure_cover,
    ],
)
def test_a_number_that_no_row_has_is_told(walk: Walk, call: Callable[[Desk, int], object], number: int) -> None:
    walk.case()
    add_place(walk.desk, "Safe", PlaceKind.SAFE)
    assert refused(walk.desk, lambda: call(walk.desk, number)).code.startswith("no-such-")


@pytest.mark.parametrize("number", [10**20, 0])
def test_a_scan_that_is_not_in_the_tray_is_told_at_the_door(walk: Walk, number: int) -> None:
    assert refused(walk.desk, lambda: walk.envelope(tray_scans=(number,))).code == "no-such-scan"


_TYPED = (
    "%",
    "_",
    "\\",
    "100%",
    "\ud800",
    '"',
    "NEAR(",
    "*",
    "\0",
    "a" * 100_000,
    "あ" * 200_000,
    "-" * 100_000,
    " " * 9,
)


@pytest.mark.parametrize("typed", _TYPED, ids=lambda typed: repr(typed[:6]))
def test_any_text_may_be_looked_for(walk: Walk, typed: str) -> None:
    walk.case()
    nothing = () if typed.strip() else None
    assert list_post(walk.desk, PostQuery(search=typed)) == (nothing if nothing is not None else list_post(walk.desk))
    assert list_post(walk.desk, PostQuery(ShowPost.RETURNED, typed)) == ()
    papers = list_papers(walk.desk, PaperQuery())
    assert list_papers(walk.desk, PaperQuery(search=typed)) == (nothing if nothing is not None else papers)
    suggest(walk.desk, Clues(sender=typed, note=typed, tracking_number=typed, codes=(typed,)))


def test_signs_of_patterns_are_looked_for_as_they_are(walk: Walk) -> None:
    for sender in ("100% Sample", "100 Sample", "a_b", "aXb", "back\\slash"):
        walk.envelope(scans=(), sender_as_written=sender)
    for typed, found in (("100%", "100% Sample"), ("a_b", "a_b"), ("k\\s", "back\\slash")):
        assert [line.person for line in list_post(walk.desk, PostQuery(search=typed))] == [found]
        assert {line.sender for line in list_papers(walk.desk, PaperQuery(search=typed))} <= {found}
    assert [line.person for line in list_post(walk.desk, PostQuery(search="１００％"))] == ["100% Sample"]
    assert len(list_post(walk.desk, PostQuery(search="Sample" + " " * 300 + "x"))) == 2


def _fault(walk: Walk, **changed: Any) -> CasemanError:
    error = refused(walk.desk, lambda: walk.envelope(scans=(), **changed))
    return error.faults[0] if isinstance(error, InputErrors) else error


@pytest.mark.parametrize("sheets", ["0", "1.5", "9" * 5000, "-1", "", "x", 0, 10_000, 10**30, 1.5, None, True])
def test_sheets_are_a_small_number(walk: Walk, sheets: object) -> None:
    told = _fault(walk, enclosures=({"kind": "id_copy", "sheets": sheets},))
    assert (told.code, told.field) == ("sheets", "enclosures.0.sheets")
    assert str(told) == "Write how many sheets there are, from 1 to 9999."


@pytest.mark.parametrize(("sheets", "count"), [("２", 2), (" 12 ", 12), ("９９９９", 9999), (3, 3)])
def test_sheets_are_read_in_any_width(walk: Walk, sheets: object, count: int) -> None:
    envelope = walk.envelope(scans=(), enclosures=({"kind": "id_copy", "sheets": sheets},))
    assert post_views.show_envelope(walk.desk, envelope).enclosures[0][1] == count


@pytest.mark.parametrize("amount", ["0", "０円", "¥0-"])
def test_money_that_is_none_is_no_money(walk: Walk, amount: str) -> None:
    found = (_MONEY, _MONEY | {"amount": amount})
    told = _fault(walk, opened_by="A", witnessed_by="B", money=found)
    assert (told.code, told.field) == ("no-amount", "money.1.amount")


@pytest.mark.parametrize(
    "nobody", ["\u200d", "\u3164", "\u2800", " \ufe0f ", "\U000e0100", "\u200b\u200d\u115f", "\u202e"]
)
def test_a_name_that_shows_nothing_is_none(walk: Walk, nobody: str) -> None:
    assert _fault(walk, sender_as_written=nobody).field == "sender_as_written"
    told = _fault(walk, money=(_MONEY | {"witnessed_by": nobody},))
    assert (told.code, told.field) == ("empty", "money.0.witnessed_by")
    assert refused(walk.desk, lambda: add_place(walk.desk, nobody, PlaceKind.SAFE)).code == "empty"


def test_a_name_that_shows_something_stays_as_it_was_written(walk: Walk) -> None:
    for name in ("辻\U000e0100", "क्\u200dष", "𠮷", "a\u3164b"):
        envelope = walk.envelope(scans=(), sender_as_written=name)
        assert post_views.show_envelope(walk.desk, envelope).sender == name
