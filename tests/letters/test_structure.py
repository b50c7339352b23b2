"""What is told beside what is drawn: each mark of a page belongs to one element, or to none on purpose."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pytest

from caseman.domain.letters import LetterKind
from caseman.letters.cover_sheet import CoverFacts, cover_sheet
from caseman.letters.page import Pages
from caseman.letters.render import render_letter
from caseman.letters.table import TableColumn, draw_table
from caseman.letters.tags import Tag
from caseman.text import Language
from tests.letters.paper import answered, facts
from tests.letters.test_seal_image import seal_png

_DRAWN = {"Tj", "TJ", "S", "s", "f", "f*", "B", "Do", "re"}


def _elements(root: Any) -> Iterator[Any]:
    for kid in root.K if isinstance(root.K, pikepdf.Array) else [root.K]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield kid
            yield from _elements(kid)


def _tags(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [str(each.S)[1:] for each in _elements(document.Root.StructTreeRoot)]


def _marked(document: pikepdf.Pdf) -> dict[tuple[int, int], Any]:
    """Page and mark of all that elements hold, each once, and the way back from the page agrees."""
    pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
    held: dict[tuple[int, int], Any] = {}
    for element in _elements(document.Root.StructTreeRoot):
        for kid in element.K:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                assert kid.P.objgen == element.objgen
                continue
            page, mark = (kid.Pg, int(kid.MCID)) if isinstance(kid, pikepdf.Dictionary) else (element.Pg, int(kid))
            place = pages[page.objgen], mark
            assert place not in held
            held[place] = element
    return held


def _check(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        held = _marked(document)
        nums = document.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
        seen: set[tuple[int, int]] = set()
        for number, page in enumerate(document.pages):
            back = parents[int(page.obj.StructParents)]
            depth = 0
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in ("BDC", "BMC"):
                    depth += 1
                    if name == "BMC":
                        assert str(operands[0]) == "/Artifact"
                        continue
                    place = number, int(operands[1].MCID)
                    assert str(operands[0]) == str(held[place].S)
                    assert back[place[1]].objgen == held[place].objgen
                    seen.add(place)
                elif name == "EMC":
                    depth -= 1
                elif name in _DRAWN:
                    assert depth == 1, "drawn outside of every mark, or inside of two"
            assert depth == 0
        assert seen == set(held)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(LetterKind))
def test_all_of_a_letter_is_told_in_order(kind: LetterKind, language: Language) -> None:
    pdf = render_letter(facts(kind, language))
    _check(pdf)
    tags = _tags(pdf)
    assert tags[0] == "Document"
    assert tags.count("H1") == 1
    assert tags.index("H1") > tags.index("P"), "the address comes first"
    assert tags.count("LI") == tags.count("LBody")


def test_a_paragraph_that_goes_over_a_page_stays_one() -> None:
    kind = LetterKind.NON_DISCLOSURE
    pdf = render_letter(facts(kind, answers=(answered(kind, reason="長い理由です。" * 500),)))
    _check(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) > 1
        over = [
            element
            for element in _elements(document.Root.StructTreeRoot)
            if any(isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR" for kid in element.K)
        ]
        assert [str(each.S) for each in over] == ["/P"]


def test_a_seal_is_told_in_words_and_what_frames_a_page_is_not_told() -> None:
    letter = facts(LetterKind.DISCLOSURE, sample=True, anchor="12-ABCDEFGHIJ")
    pdf = render_letter(replace(letter, sender=replace(letter.sender, seal_png=seal_png())))
    _check(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        figures = [each for each in _elements(document.Root.StructTreeRoot) if each.S == "/Figure"]
        assert [str(each.Alt) for each in figures] == ["事業者の印"]


def test_tables_have_rows_and_head_cells_once() -> None:
    def begin(pages: Pages, page: int) -> None:
        pages.text(f"{page}", 25, pages.y, "BIZUDMincho", 9)
        pages.y += 8

    columns = [TableColumn("番号", 40.0), TableColumn("内容", 120.0)]
    pdf = draw_table(columns, [(str(number), "見本") for number in range(60)], begin, "見本", "ja")
    _check(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) > 1
    counted = Counter(_tags(pdf))
    assert (counted["Table"], counted["TR"], counted["TH"], counted["TD"]) == (1, 61, 2, 120)


def test_a_code_is_a_figure() -> None:
    pdf = cover_sheet(CoverFacts("見本", "P-2026-0001", None, "CM1-TEST", date(2026, 11, 27)), Language.JA)
    _check(pdf)
    assert "Figure" in _tags(pdf)


def test_an_element_that_draws_nothing_is_left_out() -> None:
    pages = Pages("見本", "ja")
    with pages.element(Tag.LIST), pages.element(Tag.ITEM):
        pass
    pages.text("見本", 25, 30, "BIZUDMincho", 10)
    pdf = pages.finish()
    _check(pdf)
    assert _tags(pdf) == ["Document", "P"]
