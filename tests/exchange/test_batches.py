"""A batch is split at its cover sheets, however crooked they lie in the scanner."""

from __future__ import annotations

import random
from datetime import date

import pytest
from PIL import Image

from caseman.domain.codes import Code, CodeKind, office_tag
from caseman.exchange.barcodes import read_codes
from caseman.exchange.batches import Part, is_blank, split_pages
from caseman.letters.cover_sheet import CoverFacts, Label, cover_sheet, labels
from caseman.text import Language
from tests.exchange.paper_scans import A4_AT_200, drawn, photograph, scanned, written

_TAG = office_tag("the sample office")
_OTHER = office_tag("another office")


def _sheet(row: int, tag: str = _TAG, kind: CodeKind = CodeKind.CASE) -> Image.Image:
    payload = Code(kind, row, tag).payload
    return drawn(cover_sheet(CoverFacts("見本", f"P-2026-{row:04}", None, payload, date(2026, 11, 24)), Language.JA))


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    return _sheet(42)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("skew", [-4.0, -1.5, 0.0, 2.5, 4.0])
def test_a_cover_sheet_is_read_crooked_and_upside_down(sheet: Image.Image, skew: float, *, turned: bool) -> None:
    seen = scanned(sheet, seed=round(skew * 10), skew=skew, turned=turned)
    assert seen.mode == "1"
    assert read_codes(seen) == (Code(CodeKind.CASE, 42, _TAG).payload,)


@pytest.mark.parametrize("spoiled", [(1250, 100, 1654, 450), (450, 700, 1200, 1500)])
def test_one_spoiled_code_is_no_loss(sheet: Image.Image, spoiled: tuple[int, int, int, int]) -> None:
    seen = sheet.resize(A4_AT_200)
    seen.paste(0, spoiled)
    assert read_codes(seen) == (Code(CodeKind.CASE, 42, _TAG).payload,)


def test_a_page_without_a_code_has_none() -> None:
    assert read_codes(written(1)) == read_codes(photograph(1)) == read_codes(Image.new("1", (10, 10))) == ()


def test_every_label_of_a_sheet_is_read() -> None:
    made = [Label(Code(CodeKind.PLACE, row, _TAG).payload, f"棚 {row}", "見本") for row in range(1, 20)]
    seen = scanned(drawn(labels(made)), seed=3, skew=1.0, black_and_white=False)
    assert set(read_codes(seen)) == {label.payload for label in made}


@pytest.mark.parametrize(
    ("page", "blank"),
    [
        (Image.new("L", A4_AT_200, 255), True),
        (scanned(Image.new("L", A4_AT_200, 250), seed=1), True),
        (scanned(Image.new("L", A4_AT_200, 235), seed=2, skew=3, black_and_white=False), True),
        (written(1), False),
        (scanned(written(1, lines=1), seed=3), False),
        (scanned(photograph(3), seed=4, black_and_white=False), False),
    ],
    ids=["white", "specks", "grey", "lines", "one-line", "photograph"],
)
def test_a_blank_page_is_told_from_a_written_one(page: Image.Image, *, blank: bool) -> None:
    assert is_blank(page) is blank


def test_a_batch_of_fifty_mixed_cases_is_split_without_a_mistake() -> None:
    chance = random.Random(50)
    papers = [
        scanned(draw(seed), seed, skew=chance.uniform(-2, 2), black_and_white=seed % 3 > 0)
        for draw in (written, photograph)
        for seed in range(5)
    ]
    back = scanned(Image.new("L", A4_AT_200, 250), 7)
    pages: list[Image.Image] = [written(999)]  # before the first sheet
    wanted: list[tuple[int | None, tuple[int, ...]]] = [(None, (0,))]
    for row in range(1, 51):
        sheet = _sheet(row, kind=chance.choice((CodeKind.CASE, CodeKind.ENCLOSURE)))
        pages.append(scanned(sheet, row, skew=chance.uniform(-4, 4), turned=chance.random() < 0.3))
        if chance.random() < 0.4:  # both sides were scanned
            pages.append(back)
        first = len(pages)
        pages += [chance.choice(papers) for _ in range(chance.randrange(1, 4))]
        wanted.append((row, tuple(range(first, len(pages)))))
    parts = split_pages(iter(pages), _TAG)
    assert [(part.code.row_id if part.code else None, part.pages) for part in parts] == wanted
    assert all(not part.faults for part in parts)


def test_sheets_that_lead_nowhere_are_told_and_nothing_is_lost() -> None:
    two = _sheet(1).resize(A4_AT_200)
    two.paste(_sheet(2).resize(A4_AT_200).crop((450, 700, 1200, 1500)), (450, 700))
    spoiled = drawn(labels([Label("CM1/AAAAAAAA/C7/0", "x", "y")]))
    pages = [_sheet(1), written(1), _sheet(9, _OTHER), written(2), two, written(3), spoiled, written(4)]
    parts = split_pages(iter(pages), _TAG)
    assert [(part.code and part.code.row_id, part.pages, part.sheet) for part in parts] == [
        (1, (1,), 0),
        (None, (3,), 2),
        (None, (5,), 4),
        (None, (7,), 6),
    ]
    told = [str(part.faults[0]) if part.faults else "" for part in parts]
    assert told[0] == ""
    assert told[1].startswith("Cover sheet on page 3: This code belongs to another office's file.")
    assert told[2].startswith("Page 5 bears two different codes.")
    assert told[3].startswith("Cover sheet on page 7: The code was not read whole.")


def test_another_maker_s_code_is_an_ordinary_page() -> None:
    foreign = drawn(labels([Label("https://example.jp/insurance?id=1", "x", "y")]))
    assert split_pages(iter([foreign, written(1)]), _TAG) == (Part(None, (0, 1)),)


def test_a_sheet_without_pages_is_a_part_of_its_own() -> None:
    parts = split_pages(iter([_sheet(1), _sheet(2), written(1)]), _TAG)
    assert [(part.code and part.code.row_id, part.pages) for part in parts] == [(1, ()), (2, (2,))]
    assert split_pages(iter(()), _TAG) == ()
