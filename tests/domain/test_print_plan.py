"""Which pages stand on which sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.print_plan import Sheet, sheets_of


@pytest.mark.parametrize(
    ("pages", "duplex", "sheets"),
    [
        ((), False, ()),
        ((2,), False, (Sheet(1, 0, (0,)), Sheet(2, 0, (1,)))),
        ((3, 1), True, (Sheet(1, 0, (0, 1)), Sheet(2, 0, (2,)), Sheet(3, 1, (0,)))),
        ((1, 2), True, (Sheet(1, 0, (0,)), Sheet(2, 1, (0, 1)))),
    ],
)
def test_every_document_begins_on_a_sheet_of_its_own(
    pages: tuple[int, ...], duplex: bool, sheets: tuple[Sheet, ...]
) -> None:
    assert sheets_of(pages, duplex=duplex) == sheets


def test_a_document_whose_sheets_were_counted_has_a_page_on_each() -> None:
    found = sheets_of((3, 2, 2), duplex=True, one_sided={1})
    assert [(sheet.document, sheet.pages) for sheet in found] == [
        (0, (0, 1)), (0, (2,)), (1, (0,)), (1, (1,)), (2, (0, 1)),
    ]  # fmt: skip


@given(st.lists(st.integers(1, 9), max_size=12), st.booleans())
def test_every_page_is_printed_once_in_order(pages: list[int], duplex: bool) -> None:
    sheets = sheets_of(pages, duplex=duplex)
    assert [sheet.number for sheet in sheets] == list(range(1, len(sheets) + 1))
    printed = [(sheet.document, page) for sheet in sheets for page in sheet.pages]
    assert printed == [(at, page) for at, count in enumerate(pages) for page in range(count)]
    assert all(len(sheet.pages) <= (2 if duplex else 1) for sheet in sheets)
