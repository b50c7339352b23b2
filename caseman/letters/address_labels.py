"""Address labels on sheets, in lines or in vertical writing: postal code, address and name, and the case's number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caseman.domain.label_sheets import LabelSheet
from caseman.errors import InputError
from caseman.letters.facts import Addressee
from caseman.letters.fonts import MINCHO, MINCHO_P
from caseman.letters.letter_head import Lines, before_building, fit_address, honorific
from caseman.letters.page import Pages
from caseman.letters.places import MM, Box
from caseman.letters.tags import Tag
from caseman.letters.vertical import Cell, Figures, column_height, columns, draw_column
from caseman.text import Language, T

_PAD: Final = 4.0  # millimetres: no printer hits the edge of a label exactly
_NUMBER: Final = 6.0  # points
_ADDRESS, _NAME = 10.5, 16.0  # points, of vertical writing where there is room
# Scales of these, and whether each line of the name must stand in one column: rather somewhat smaller than broken.
_TRIED: Final = (*((step / 20, True) for step in range(20, 12, -1)), *((step / 20, False) for step in range(20, 7, -1)))
_POSTAL_ROW, _NUMBER_ROW = 6.0, 3.5  # millimetres


@dataclass(frozen=True)
class AddressLabel:
    """To whom, and the number by which the office finds the case again; empty for none."""

    to: Addressee
    number: str = ""


def address_labels(
    labels: Sequence[AddressLabel],
    sheet: LabelSheet,
    language: Language,
    *,
    vertical: bool = False,
    figures: Figures = Figures.KANJI,
    first: int = 1,
) -> bytes:
    """The sheets, as PDF. The labels before number `first` of the first sheet are used up already.

    A vertical address is turned where a label is wider than high, so that it stands upright once the label is. Raises
    `InputError` for an address that fits onto no label, or has a character no font has, and for a label that the sheet
    does not have.
    """
    sheet.check_first(first)
    title = T("Address labels").say(language)
    pages = Pages(title, language.value, MINCHO if language is Language.JA else MINCHO_P, paper=sheet.paper)
    for at, label in enumerate(labels, start=first - 1):
        if at and at % sheet.count == 0:
            pages.next_page()
        place = place_of(sheet, at % sheet.count)
        if vertical:
            _vertical(pages, label, place, figures)
        else:
            draw_label(pages, label, place, language)
    return pages.finish()


def place_of(sheet: LabelSheet, at: int) -> Box:
    """The label with this number, counted from 0, on the page."""
    place = sheet.place(at)
    return Box(place.x, place.y, place.width, place.height)


def draw_label(pages: Pages, label: AddressLabel, place: Box, language: Language) -> None:
    """One address in lines on its label. Raises `InputError` where it fits in no size."""
    font = MINCHO if language is Language.JA else MINCHO_P
    height = place.height - 2 * _PAD
    lines = fit_address(label.to, language, (place.width - 2 * _PAD) * MM, height, font)
    y = place.y + _PAD + lines.leading + _spare(lines, height) / 2
    with pages.element(Tag.PARAGRAPH):
        for text, larger in lines.lines:
            pages.text(text, place.x + _PAD, y, font, lines.size + larger)
            y += lines.leading
    if label.number:
        pages.text(label.number, place.x + _PAD, min(y, place.bottom - _PAD / 2), font, _NUMBER)


def _spare(lines: Lines, height: float) -> float:
    return max(height - lines.leading * (len(lines.lines) + 1.5), 0.0)


def _vertical(pages: Pages, label: AddressLabel, place: Box, figures: Figures) -> None:
    if place.width <= place.height:
        _upright(pages, label, place, figures)
        return
    with pages.turned_area(place.right, place.y):
        _upright(pages, label, Box(0.0, 0.0, place.height, place.width), figures)


def _upright(pages: Pages, label: AddressLabel, place: Box, figures: Figures) -> None:
    to = label.to
    top = place.y + _PAD + (_POSTAL_ROW if to.postal_code else 0.0)
    bottom = place.bottom - _PAD - (_NUMBER_ROW if label.number else 0.0)
    fitted = _fitted(to, place.width - 2 * _PAD, bottom - top, figures)
    if to.postal_code:
        pages.centre(f"〒{to.postal_code}", place.y + _PAD + 3, MINCHO, 9, place.x + place.width / 2)
    right = place.x + (place.width + fitted.width) / 2
    for column, size, indent in fitted.columns:
        wide = _wide(size)
        # the name stands towards the middle, and reaches as far down as the address where it can
        y = top + min(indent, max(bottom - top - column_height(column, size), 0.0))
        draw_column(pages, column, right - wide / 2, y, size)
        right -= wide
    if label.number:
        pages.centre(label.number, place.bottom - _PAD / 2, MINCHO, _NUMBER, place.x + place.width / 2)


@dataclass(frozen=True)
class _Fitted:
    """Columns from the right, each with its size and how far down it begins, and the width of all."""

    columns: tuple[tuple[list[Cell], float, float], ...]
    width: float


def _fitted(to: Addressee, width: float, height: float, figures: Figures) -> _Fitted:
    """The largest type in which address and name stand on the label. Raises `InputError` where none does."""
    lines = [line.strip() for line in to.name.splitlines() if line.strip()]
    name = "\n".join(lines) + honorific(to).replace("　", " ")
    for scale, whole in _TRIED:
        small, large = _ADDRESS * scale, _NAME * scale
        address = columns(_parted(to.address, small, height), small, height - 2 * small / MM, figures)
        names = columns(name, large, height, figures)
        alone = len(names) > len(lines) and len(names[-1]) <= 2  # 様 by itself
        made = (
            *((column, small, 0.0 if at == 0 else 2 * small / MM) for at, column in enumerate(address)),
            *((column, large, 2 * large / MM) for column in names),
        )
        wide = sum(_wide(size) for _, size, _ in made)
        if wide <= width and not alone and (not whole or len(names) == len(lines)):
            return _Fitted(made, wide)
    raise InputError(
        "label-too-small",
        T("Name and address do not fit onto the label. Shorten them, or take larger labels."),
        field="address",
    )


def _wide(size: float) -> float:
    """Of a column with its distance to the next, in millimetres."""
    return size * 1.45 / MM


def _parted(address: str, size: float, height: float) -> str:
    """An address that is too long for one column is divided before the building's name."""
    parted: list[str] = []
    for line in address.splitlines():
        whole = sum(column_height(column, size) for column in columns(line, size, 10_000))
        parted += before_building(line) if whole > height - 2 * size / MM else (line,)
    return "\n".join(parted)
