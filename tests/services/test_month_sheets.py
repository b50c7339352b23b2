"""The monthly sheet: due from the first working day, its anchor printed, remembered and found again."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from caseman.domain.letter_form import Paper as Sheet
from caseman.letters.month_sheet import MonthFacts, render_month_sheet
from caseman.services.auditing import verify_file
from caseman.services.month_sheets import month_sheet_due, print_month_sheet
from caseman.text import Language, T
from tests.services.walking import Walk, raw, refused, trail_of


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        (page,) = document
        return str(page.get_textpage().get_text_bounded())


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 30), None),  # the file was made in November
        (date(2026, 12, 1), date(2026, 11, 1)),  # a Tuesday
        (date(2027, 1, 1), None),
        (date(2027, 1, 3), None),
        (date(2027, 1, 4), date(2026, 12, 1)),  # the office is closed over the new year
        (date(2027, 1, 31), date(2026, 12, 1)),
        (date(2027, 5, 2), None),  # a Sunday
        (date(2027, 5, 6), date(2027, 4, 1)),  # after three holidays
    ],
)
def test_it_is_due_from_the_first_working_day(walk: Walk, day: date, due: date | None) -> None:
    walk.clock.set_day(day)
    assert month_sheet_due(walk.desk) == due


@pytest.mark.parametrize("language", list(Language))
def test_its_anchor_is_printed_told_and_found_again(walk: Walk, language: Language) -> None:
    walk.case()
    walk.clock.set_day(date(2026, 12, 1))
    head = walk.desk.anchor()
    made = print_month_sheet(walk.desk, language=language)
    assert (made.head, made.month) == (head, date(2026, 11, 1))
    assert head in _text(made.pdf)
    assert trail_of(walk.desk)[-1] == ("paper_made", {"paper": "month", "month": "2026-11", "head": head})
    assert month_sheet_due(walk.desk) is None
    check = verify_file(walk.desk, anchor=head)
    assert (check.sound, check.anchor_found, check.anchors_known) == (True, True, 1)
    second = print_month_sheet(walk.desk, date(2026, 12, 1), language)
    assert head in _text(second.pdf), "the anchor of the sheet before"


def test_the_anchor_of_a_sheet_that_is_lost_is_not_said_to_be_there(walk: Walk) -> None:
    walk.clock.set_day(date(2026, 12, 1))
    print_month_sheet(walk.desk)
    raw(walk.desk, "UPDATE anchor SET head = '1-AAAAAAAAAAAAAAAAAAAA'")
    assert "AAAAAAAAAAAAAAAAAAAA" not in _text(print_month_sheet(walk.desk).pdf)
    assert verify_file(walk.desk).anchors_lost == ("1-AAAAAAAAAAAAAAAAAAAA",)


def test_a_month_that_has_not_begun_is_refused(walk: Walk) -> None:
    told = refused(walk.desk, lambda: print_month_sheet(walk.desk, date(2026, 12, 1)))
    assert (told.code, told.field) == ("month-to-come", "month")


@pytest.mark.parametrize("paper", list(Sheet))
@pytest.mark.parametrize("language", list(Language))
def test_the_longest_sheet_fits_on_each_paper(paper: Sheet, language: Language) -> None:
    facts = MonthFacts(
        office="株式会社見本データ管理ホールディングス" * 4,
        file_name="とても長い名前の事務局のファイル" * 6 + ".caseman",
        month=date(2026, 11, 1),
        made_on=date(2026, 12, 1),
        made_by="見本 花子",
        anchor="123456789-ABCDEFGHIJKLMNOPQRST",
        entries=123_456_789,
        first=1,
        last=123_456_789,
        counts=tuple((T("Search and decision"), 10**6) for _ in range(9)),
        before="123456-ABCDEFGHIJKLMNOPQRST",
        sample=True,
        paper=paper,
    )
    with pypdfium2.PdfDocument(render_month_sheet(facts, language)) as document:
        (page,) = document
        text = page.get_textpage()
        lowest = min(text.get_rect(at)[1] for at in range(text.count_rects()))
        assert lowest > 20, "nothing but the anchor stands at the foot"
    assert render_month_sheet(facts, language) == render_month_sheet(facts, language)
