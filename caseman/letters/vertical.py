"""Vertical writing (縦書き) for addresses: columns of characters, from the top down.

What is customary (JIS X 4051, 日本語組版処理の要件 2.3): brackets, the long vowel mark and dashes turn, full stops and
small kana stand at the upper right, one or two figures stand side by side in one square (縦中横) or are written in
kanji, Latin words lie on their side. The forms come from the font's feature `vert`; what a font has no form for is
turned here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from caseman.letters.fonts import MINCHO, drawable, drawn, face, is_mark
from caseman.letters.lines import NOT_FIRST, NOT_LAST, Run, clusters, measure, runs
from caseman.letters.page import Pages
from caseman.letters.places import MM
from caseman.letters.tags import Tag

_TURNED: Final = frozenset("ー－―—–‐−〜～…‥→←＝：；（）［］｛｝〈〉《》「」『』【】〔〕()[]{}<>=:;~|｜")
_DASHES: Final = "-‐‑–—−－ー"
_WORDS: Final = re.compile(rf"[0-9]+|(?<=[0-9])[{_DASHES}](?=[0-9])|[A-Za-z][A-Za-z.'’&]+|.", re.DOTALL)
_KANJI: Final = "〇一二三四五六七八九"
_MIDDLE, _LATIN_MIDDLE, _ABOVE = 0.38, 0.33, 0.88  # of the em: the middle and the top of a square over its base line


class Figures(StrEnum):
    """How figures are written: in kanji, or two side by side in a square."""

    KANJI = "kanji"
    ACROSS = "across"


class _Way(StrEnum):
    UPRIGHT = "upright"
    TURNED = "turned"
    BLANK = "blank"


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a column: the text, how it stands, its height in ems."""

    text: str
    way: _Way
    height: float


def cells(text: str, figures: Figures = Figures.KANJI) -> list[Cell]:
    """A text, without line breaks, in the places of a column."""
    words: list[str] = []
    for word in _WORDS.findall(_narrow(drawable(text))):
        if words and is_mark(word[0]):
            words[-1] += word
        else:
            words.append(word)
    return [cell for word in words for cell in _cells_of(word, figures)]


def _narrow(text: str) -> str:
    """Full-width figures and letters as the plain ones, so that they are treated alike."""
    return "".join(unicodedata.normalize("NFKC", c) if "０" <= c <= "９" or "Ａ" <= c <= "ｚ" else c for c in text)


def _cells_of(word: str, figures: Figures) -> Iterator[Cell]:
    if word.isspace():
        yield Cell(word, _Way.BLANK, 1.0 if word == "　" else 0.5)
    elif word.isascii() and word.isdigit():
        yield from _figures(word, figures)
    elif word in _DASHES:
        yield Cell("－" if word != "ー" else word, _Way.TURNED if word != "ー" else _Way.UPRIGHT, 1.0)
    elif len(word) > 1 and word.isascii():
        yield Cell(word, _Way.TURNED, measure(word, MINCHO, 1))
    else:
        for cluster in clusters(word):
            turned = cluster in _TURNED and face(MINCHO).vertical(cluster[0]) is None
            yield Cell(cluster, _Way.TURNED if turned else _Way.UPRIGHT, 1.0)


def _figures(word: str, figures: Figures) -> Iterator[Cell]:
    if figures is Figures.ACROSS and len(word) <= 2:
        yield Cell(word, _Way.UPRIGHT, 1.0)
    elif figures is Figures.ACROSS:
        yield from (Cell(figure, _Way.UPRIGHT, 0.9) for figure in word)
    else:
        yield from (Cell(figure, _Way.UPRIGHT, 1.0) for figure in kanji_number(word))


def kanji_number(figures: str) -> str:
    """12 as 十二, 101 as 一〇一: two figures as a number, more of them one by one, as addresses write them."""
    if len(figures) == 2 and figures[0] != "0":
        tens, ones = map(int, figures)
        return (_KANJI[tens] if tens > 1 else "") + "十" + (_KANJI[ones] if ones else "")
    return "".join(_KANJI[int(figure)] for figure in figures)


def columns(text: str, size: float, height: float, figures: Figures = Figures.KANJI) -> list[list[Cell]]:
    """A text in columns of at most `height` millimetres; its own line breaks begin new ones. `size` is in points."""
    made: list[list[Cell]] = []
    for line in text.splitlines():
        made += _broken(cells(line, figures), height * MM / size)
    return made


def _broken(line: list[Cell], most: float) -> list[list[Cell]]:
    made: list[list[Cell]] = [[]]
    used = 0.0
    for cell in (piece for each in line for piece in _pieces(each, most)):
        if made[-1] and used + cell.height > most + 1e-6:
            made.append(_taken_along(made[-1], cell))
            used = sum(each.height for each in made[-1])
        if cell.way is _Way.BLANK and not made[-1]:
            continue
        made[-1].append(cell)
        used += cell.height
    return [column for column in made if column]


def _pieces(cell: Cell, most: float) -> Iterator[Cell]:
    """A word that lies on its side and is longer than a column falls into pieces."""
    text = cell.text
    while cell.height > most and len(text) > 1 and measure(text, MINCHO, 1) > most:
        count = next(n for n in range(len(text) - 1, 0, -1) if n == 1 or measure(text[:n], MINCHO, 1) <= most)
        yield Cell(text[:count], cell.way, measure(text[:count], MINCHO, 1))
        text = text[count:]
    yield cell if text == cell.text else Cell(text, cell.way, measure(text, MINCHO, 1))


def _taken_along(full: list[Cell], coming: Cell) -> list[Cell]:
    """What goes over to the next column, so that none begins or ends with a sign that may not."""
    taken: list[Cell] = []
    while len(full) > 1 and ((taken or [coming])[0].text[0] in NOT_FIRST or full[-1].text[-1] in NOT_LAST):
        taken.insert(0, full.pop())
    return taken


def column_height(column: list[Cell], size: float) -> float:
    """In millimetres."""
    return sum(cell.height for cell in column) * size / MM


def draw_column(pages: Pages, column: list[Cell], x: float, y: float, size: float) -> None:
    """Draw a column around x, from y downwards; millimetres."""
    em = size / MM
    with pages.element(Tag.PARAGRAPH):
        for cell in column:
            if cell.way is _Way.TURNED:
                middle = _LATIN_MIDDLE if cell.text.isascii() else _MIDDLE
                pages.turned(cell.text, x - middle * em, y, MINCHO, size)
            elif cell.way is _Way.UPRIGHT:
                _upright(pages, cell.text, x, y + _ABOVE * em, size)
            y += cell.height * em


def _upright(pages: Pages, text: str, x: float, base: float, size: float) -> None:
    one = drawn(text, MINCHO) if len(clusters(text)) == 1 else None
    if one is None:  # two figures side by side
        pages.centre(text, base, MINCHO, size, x)
        return
    form = face(MINCHO).vertical(text) if len(text) == 1 and one.face == MINCHO else None
    run = Run(MINCHO, form, face(MINCHO).width(form)) if form else runs(text, MINCHO)[0]
    pages.sign(run, x - run.width * size / 2000 / MM, base, size)
