"""A batch is split at its cover sheets, however crooked they lie in the scanner."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from PIL import Image, ImageDraw, ImageFont

from caseman.domain.codes import Code, CodeKind, office_tag
from caseman.exchange.barcodes import read_codes
from caseman.exchange.batches import Part, is_blank, split_pages
from caseman.letters.cover_sheet import CoverFacts, Label, cover_sheet, labels
from caseman.offices.label_sheets import find_label_sheet, shipped_label_sheets
from caseman.offices.paper_schema import LabelSheetSetting
from caseman.text import Language
from tests.exchange.paper_scans import A4_AT_200, drawn, photograph, scanned, written

_TAG = office_tag("the sample office")
_OTHER = office_tag("another office")
_LABELS = find_label_sheet("a4-24")


def _sheet(row: int, tag: str = _TAG, kind: CodeKind = CodeKind.CASE) -> Image.Image:
    payload = Code(kind, row, tag, sheet=True).payload
    return drawn(cover_sheet(CoverFacts("見本", f"P-2026-{row:04}", None, payload, date(2026, 11, 24)), Language.JA))


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    return _sheet(42)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("skew", [-4.0, -1.5, 0.0, 2.5, 4.0])
def test_a_cover_sheet_is_read_crooked_and_upside_down(sheet: Image.Image, skew: float, *, turned: bool) -> None:
    seen = scanned(sheet, seed=round(skew * 10), skew=skew, turned=turned)
    assert seen.mode == "1"
    assert read_codes(seen) == (Code(CodeKind.CASE, 42, _TAG, sheet=True).payload,)


@pytest.mark.parametrize("spoiled", [(1250, 100, 1654, 450), (450, 700, 1200, 1500)])
def test_one_spoiled_code_is_no_loss(sheet: Image.Image, spoiled: tuple[int, int, int, int]) -> None:
    seen = sheet.resize(A4_AT_200)
    seen.paste(0, spoiled)
    assert read_codes(seen) == (Code(CodeKind.CASE, 42, _TAG, sheet=True).payload,)


def test_a_page_without_a_code_has_none() -> None:
    assert read_codes(written(1)) == read_codes(photograph(1)) == read_codes(Image.new("1", (10, 10))) == ()


@pytest.mark.parametrize("setting", shipped_label_sheets(), ids=lambda setting: setting.name)
def test_every_label_of_a_sheet_is_read(setting: LabelSheetSetting) -> None:
    made = [Label(Code(CodeKind.PLACE, row, _TAG).payload, f"棚 {row}", "見本" * 40) for row in range(1, 9)]
    seen = scanned(drawn(labels(made, setting.sheet, first=2)), seed=3, skew=1.0, black_and_white=False)
    assert set(read_codes(seen)) == {label.payload for label in made}


@pytest.mark.parametrize(
    ("page", "blank"),
    [
        (lambda: Image.new("L", A4_AT_200, 255), True),
        (lambda: scanned(Image.new("L", A4_AT_200, 250), seed=1), True),
        (lambda: scanned(Image.new("L", A4_AT_200, 235), seed=2, skew=3, black_and_white=False), True),
        (lambda: written(1), False),
        (lambda: scanned(written(1, lines=1), seed=3), False),
        (lambda: scanned(photograph(3), seed=4, black_and_white=False), False),
    ],
    ids=["white", "specks", "grey", "lines", "one-line", "photograph"],
)
def test_a_blank_page_is_told_from_a_written_one(page: Callable[[], Image.Image], *, blank: bool) -> None:
    assert is_blank(page()) is blank


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
    spoiled = drawn(labels([Label("CM1/AAAAAAAA/C7/0", "x", "y")], _LABELS))
    pages = [_sheet(1), written(1), _sheet(9, _OTHER), written(2), two, written(3), spoiled, written(4)]
    parts = split_pages(iter(pages), _TAG)
    assert [(part.code and part.code.row_id, part.pages, part.sheet) for part in parts] == [
        (1, (1,), 0),
        (None, (2, 3), None),
        (None, (4, 5), None),
        (None, (6, 7), None),
    ]
    told = [str(part.faults[0]) if part.faults else "" for part in parts]
    assert told[0] == ""
    assert told[1].startswith("Page 3 bears a code: This code belongs to another office's file.")
    assert told[2].startswith("Page 5 bears two different codes.")
    assert told[3].startswith("Page 7 bears a code: The code was not read whole.")


def test_another_maker_s_code_is_an_ordinary_page() -> None:
    foreign = drawn(labels([Label("https://example.jp/insurance?id=1", "x", "y")], _LABELS))
    assert split_pages(iter([foreign, written(1)]), _TAG) == (Part(None, (0, 1)),)


def test_a_sheet_without_pages_is_a_part_of_its_own() -> None:
    parts = split_pages(iter([_sheet(1), _sheet(2), written(1)]), _TAG)
    assert [(part.code and part.code.row_id, part.pages) for part in parts] == [(1, ()), (2, (2,))]
    assert split_pages(iter(()), _TAG) == ()


def _bearing(payload: str, page: Image.Image) -> Image.Image:
    """A page on which somebody stuck a label, in its lower right corner."""
    label = drawn(labels([Label(payload, "x", "y")], _LABELS)).crop((20, 20, 270, 280))
    stuck = page.copy()
    stuck.paste(label, (1350, 2000))
    return stuck


def test_a_paper_that_bears_its_own_label_is_a_page() -> None:
    own = [Code(kind, 5, _TAG) for kind in (CodeKind.ENCLOSURE, CodeKind.PLACE)]
    papers = [_bearing(code.payload, written(at)) for at, code in enumerate(own)]
    assert [read_codes(paper) for paper in papers] == [(code.payload,) for code in own]
    (part,) = split_pages(iter(papers), _TAG)
    assert (part.code, part.pages, part.labels, part.faults) == (None, (0, 1), tuple(own), ())
    (behind,) = split_pages(iter([_sheet(1), *papers]), _TAG)
    assert (behind.code and behind.code.row_id, behind.pages) == (1, (1, 2))


@pytest.mark.parametrize(
    "payload", [Code(CodeKind.CASE, 1, _OTHER).payload, Code(CodeKind.CASE, 1, _OTHER, sheet=True).payload, "CM1/HELLO"]
)
def test_the_only_page_with_a_code_that_leads_nowhere_is_kept_and_told(payload: str) -> None:
    for before in ([], [written(1)], [_sheet(3)], [_sheet(3), written(1)]):
        parts = split_pages(iter([*before, _bearing(payload, written(2))]), _TAG)
        assert (parts[-1].code, parts[-1].pages) == (None, (len(before),))
        assert len(parts[-1].faults) == 1


def test_one_of_our_sheets_with_another_office_s_code_on_it_is_for_a_person() -> None:
    sheet = _bearing(Code(CodeKind.CASE, 1, _OTHER).payload, _sheet(1).resize(A4_AT_200))
    (part,) = split_pages(iter([sheet, written(1)]), _TAG)
    assert (part.code, part.pages, len(part.faults)) == (None, (0, 1), 1)


def _note(words: str, at: tuple[int, int], size: int, ink: str | tuple[int, int, int]) -> Image.Image:
    page = Image.new("RGB", A4_AT_200, "white")
    ImageDraw.Draw(page).text(at, words, fill=ink, font=ImageFont.load_default(size))
    return page


@pytest.mark.parametrize(
    "page",
    [
        _note("P.S. I withdraw my request. 20 Nov 2026", (120, 2262), 36, "black"),
        _note("P.S. I withdraw my request. 20 Nov 2026", (120, 20), 36, "black"),
        _note("STOP", (120, 300), 90, (255, 230, 0)),
        _note("No", (200, 300), 40, "black"),
        _note("I withdraw my request", (200, 300), 34, (200, 200, 200)),
    ],
    ids=["lower-margin", "upper-margin", "yellow", "one-word", "pencil"],
)
def test_a_page_that_bears_little_is_not_blank(page: Image.Image) -> None:
    assert not is_blank(page)
    assert [part.pages for part in split_pages(iter([_sheet(1), page, written(1)]), _TAG)] == [(1, 2)]


def test_a_back_is_left_out_told_and_kept_where_nothing_follows() -> None:
    back = scanned(Image.new("L", A4_AT_200, 250), 7)
    (part,) = split_pages(iter([_sheet(1), back, written(1)]), _TAG)
    assert (part.pages, part.blank) == ((2,), 1)
    (alone,) = split_pages(iter([_sheet(1), back]), _TAG)
    assert (alone.pages, alone.blank, alone.kept_blank) == ((1,), None, True)
