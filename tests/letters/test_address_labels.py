"""Address labels: in lines or in vertical writing, each on its own label, whole, upright where it ought to be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseman.domain.label_sheets import LabelSheet
from caseman.domain.letter_form import Paper as PaperSize
from caseman.errors import InputError
from caseman.letters.address_labels import AddressLabel, address_labels, place_of
from caseman.letters.facts import Addressee
from caseman.letters.fonts import MINCHO, face
from caseman.letters.places import Box
from caseman.letters.vertical import Figures, cells, columns, kanji_number
from caseman.offices.label_sheets import shipped_label_sheets
from caseman.text import Language
from tests.letters.paper import Paper, bare, read

_TO = Addressee("髙﨑 花子", "107-0061", "東京都港区見本町一丁目12番3号 コーポ・ファースト101号室")
_LABEL = AddressLabel(_TO, "P-2026-0001")
SHEETS = {setting.name: setting.sheet for setting in shipped_label_sheets()}
_TALL = LabelSheet("tall", PaperSize.A4, 3, 3, 65.0, 95.0, 7.0, 6.0, 65.0, 95.0)
every_sheet = pytest.mark.parametrize("sheet", [*SHEETS.values(), _TALL], ids=lambda sheet: sheet.name)
both_ways = pytest.mark.parametrize("vertical", [False, True])


def _on(paper: Paper, box: Box, page: int = 1) -> str:
    return "".join(sign.char for sign in paper.signs if sign.page == page and sign.touches(box))


def _stand_apart(paper: Paper) -> bool:
    """Whether no two characters lie on one another."""
    boxes = [(s.page, Box(s.left + 0.15, s.top + 0.15, s.right - s.left - 0.3, s.bottom - s.top - 0.3))
             for s in paper.signs]  # fmt: skip
    return not any(a[0] == b[0] and a[1].touches(b[1]) for number, a in enumerate(boxes) for b in boxes[number + 1 :])


@every_sheet
@both_ways
def test_every_label_holds_its_own_address_whole(sheet: LabelSheet, vertical: bool) -> None:
    names = [f"見本{'一二三四五六七八九'[n % 9]}郎{n}" for n in range(sheet.count + 2)]
    made = [AddressLabel(replace(_TO, name=name), f"P-{n:04d}") for n, name in enumerate(names)]
    paper = read(address_labels(made, sheet, Language.JA, vertical=vertical, figures=Figures.ACROSS))
    assert len(paper.pages) == 2
    for n, label in enumerate(made):
        page, at = divmod(n, sheet.count)
        box = place_of(sheet, at)
        told = _on(paper, box, page + 1)
        assert sorted(told) == sorted(bare(f"〒107-0061{_TO.address}{label.to.name}様{label.number}"))
        inner = Box(box.x + 1, box.y + 1, box.width - 2, box.height - 2)
        assert all(s.inside(inner) for s in paper.signs if s.page == page + 1 and s.touches(box))
    assert all(paper.fonts.values())


def test_labels_that_are_used_up_are_left_out() -> None:
    sheet = SHEETS["a4-12"]
    paper = read(address_labels([_LABEL] * 2, sheet, Language.JA, first=12))
    assert len(paper.pages) == 2
    assert "花" in _on(paper, place_of(sheet, 11))
    assert "花" in _on(paper, place_of(sheet, 0), page=2)
    assert not _on(paper, place_of(sheet, 0))


@both_ways
@pytest.mark.parametrize(
    "name", ["名", "髙﨑花子" * 50, "株式会社見本\n見本事業本部\n個人情報保護室\n見本花子", "Ww" * 60]
)
def test_however_long_the_name_nothing_is_cut_off_or_lies_on_anything_else(name: str, vertical: bool) -> None:
    paper = read(address_labels([AddressLabel(replace(_TO, name=name))], _TALL, Language.JA, vertical=vertical))
    told = _on(paper, place_of(_TALL, 0))
    assert all(told.count(char) >= name.count(char) for char in set(name) - {"\n", " "})
    assert _stand_apart(paper)


@both_ways
def test_what_fits_onto_no_label_is_refused(vertical: bool) -> None:
    label = AddressLabel(replace(_TO, name="髙﨑花子" * 200, address="見本町" * 300))
    with pytest.raises(InputError) as refused:
        address_labels([label], SHEETS["letter-30"], Language.JA, vertical=vertical)
    assert refused.value.code in ("label-too-small", "address-too-long")


def test_an_address_without_postal_code_or_number_has_no_empty_signs() -> None:
    paper = read(address_labels([AddressLabel(replace(_TO, postal_code=""))], _TALL, Language.JA, vertical=True))
    assert "〒" not in paper.text


def test_vertical_writing_runs_down_and_to_the_left_with_the_address_first() -> None:
    to = Addressee("見本花子", "", "港区見本町")
    paper = read(address_labels([AddressLabel(to)], _TALL, Language.JA, vertical=True))
    place = {sign.char: sign for sign in paper.signs}
    down = [place[char].top for char in "港区"]
    assert down == sorted(down)
    assert place["町"].left > place["花"].right
    assert place["様"].top > place["子"].bottom


def test_the_long_vowel_mark_turns_and_small_kana_stand_at_the_upper_right() -> None:
    paper = read(address_labels([AddressLabel(Addressee("一ーつっ、", "", ""))], _TALL, Language.JA, vertical=True))
    place = {sign.char: sign for sign in paper.signs}
    mark = place["ー"]
    assert mark.bottom - mark.top > 3 * (mark.right - mark.left)
    middle = (place["一"].left + place["一"].right) / 2
    small, large = place["っ"], place["つ"]
    assert (small.left + small.right) / 2 > (large.left + large.right) / 2
    assert place["、"].left > middle
    assert face(MINCHO).vertical("つ") is None


@pytest.mark.parametrize(
    ("text", "figures", "told"),
    [
        ("1-2-3", Figures.KANJI, ["一", "－", "二", "－", "三"]),
        ("１２番", Figures.KANJI, ["十", "二", "番"]),
        ("101号", Figures.KANJI, ["一", "〇", "一", "号"]),
        ("12番", Figures.ACROSS, ["12", "番"]),
        ("101号", Figures.ACROSS, ["1", "0", "1", "号"]),
        ("A棟 ABC館", Figures.KANJI, ["A", "棟", " ", "ABC", "館"]),
        ("ビル‐1", Figures.KANJI, ["ビ", "ル", "－", "一"]),
        ("葛\U000e0100城か\u3099", Figures.KANJI, ["葛\U000e0100", "城", "が"]),
        ("", Figures.KANJI, []),
    ],
)
def test_figures_letters_and_dashes_stand_as_is_customary(text: str, figures: Figures, told: list[str]) -> None:
    assert [cell.text for cell in cells(text, figures)] == told


@pytest.mark.parametrize(
    ("figures", "kanji"), [("7", "七"), ("10", "十"), ("11", "十一"), ("20", "二十"), ("05", "〇五"), ("305", "三〇五")]
)
def test_numbers_in_kanji(figures: str, kanji: str) -> None:
    assert kanji_number(figures) == kanji


def test_columns_keep_the_rules_for_their_ends() -> None:
    told = ["".join(cell.text for cell in column) for column in columns("見本町「見本」、見本っ子", 10, 17.7)]
    assert "".join(told) == "見本町「見本」、見本っ子"
    assert all(column[0] not in "」、っ" and column[-1] != "「" for column in told)


def test_the_same_labels_give_the_same_bytes() -> None:
    assert len({address_labels([_LABEL], _TALL, Language.JA, vertical=True) for _ in range(2)}) == 1
