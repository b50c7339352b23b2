"""Lines: text measured and broken the Japanese way (JIS X 4051: what may not begin or end a line)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from caseman.errors import InputError
from caseman.letters.fonts import Face, drawable, face_for
from caseman.text import T

NOT_FIRST = frozenset(
    "、。，．・：；？！ー―…‥〜ゝゞヽヾ々〻゛゜｡､｣ｰﾞﾟ）」』】〕］｝〉》’”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％℃,.:;?!)]}%"
)
NOT_LAST = frozenset("（「『｢【〔［｛〈《‘“([{￥¥＄$№＃#")
_WORD = re.compile(r"[0-9A-Za-z\u00C0-\u024F'’\-./@_&+]+|.", re.DOTALL)
_LONGEST = 20_000


@dataclass(frozen=True)
class Run:
    """Neighbouring characters drawn with one font."""

    face: str
    text: str


def measure(text: str, font: str, size: float) -> float:
    """The width of a line in points."""
    return _width(text, font) * size / 1000


def runs(text: str, font: str) -> list[Run]:
    """A line in pieces of one font each."""
    found: list[Run] = []
    for char in text:
        name = _face(char, font).name
        if found and found[-1].face == name:
            found[-1] = Run(name, found[-1].text + char)
        else:
            found.append(Run(name, char))
    return found


def break_lines(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a text into lines of at most `width` points; line breaks in it are kept.

    Latin words stay whole where they fit; no line begins with a closing sign or a small kana, none ends with an
    opening bracket, save in a run of signs wider than a line. Raises `InputError` for a text that is too long to
    print, or has a character no font has.
    """
    clean = drawable(text)
    if len(clean) > _LONGEST:
        raise InputError(
            "text-too-long",
            T("This text has {count} characters; a letter takes {most}.", count=len(clean), most=_LONGEST),
            field="text",
        )
    lines: list[str] = []
    for paragraph in clean.split("\n"):
        lines += _break_paragraph(paragraph, font, width * 1000 / size)
    return lines


def _break_paragraph(text: str, font: str, width: float) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for unit in _units(text, font, width):
        wide = _width(unit, font)
        if line and used + wide > width:
            lines.append(line)
            line, used = "", 0.0
        if unit == " " and lines and not line:
            continue  # the blank at which the line was broken
        line += unit
        used += wide
    lines.append(line)
    return lines


def _units(text: str, font: str, width: float) -> Iterator[str]:
    """What is not broken: words and characters with the signs that may not be parted from them.

    One that is wider than the line falls into characters with their signs, and if need be into characters alone.
    """
    for unit in _held_together(_WORD.findall(text)):
        if _width(unit, font) <= width:
            yield unit
            continue
        for smaller in _held_together(unit):
            yield from (smaller,) if _width(smaller, font) <= width else smaller


def _held_together(pieces: Iterable[str]) -> list[str]:
    units: list[str] = []
    for piece in pieces:
        if units and (piece[0] in NOT_FIRST or units[-1][-1] in NOT_LAST):
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _width(text: str, font: str) -> float:
    return sum(_char_width(char, font) for char in text)


def _char_width(char: str, font: str) -> float:
    return _face(char, font).width(char)


_known: dict[tuple[str, str], Face] = {}


def _face(char: str, font: str) -> Face:
    known = _known.get((char, font))
    if known is None:
        known = _known[char, font] = face_for(char, font)
    return known
