"""Lines: text measured and broken the Japanese way (JIS X 4051: what may not begin or end a line)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from caseman.errors import InputError
from caseman.letters.fonts import Drawn, drawable, drawn, is_mark
from caseman.text import T

NOT_FIRST = frozenset(
    "、。，．・：；？！ー―…‥〜ゝゞヽヾ々〻゛゜｡､｣ｰﾞﾟ）」』】〕］｝〉》’”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％℃,.:;?!)]}%"
)
NOT_LAST = frozenset("（「『｢【〔［｛〈《‘“([{￥¥＄$№＃#")
_WORD = re.compile(r"[0-9A-Za-z\u00C0-\u024F'’\-./@_&+]+|.", re.DOTALL)
_LONGEST = 20_000


@dataclass(frozen=True)
class Run:
    """Neighbouring characters drawn with one font: the signs to draw, and their width in thousandths of the size."""

    face: str
    text: str
    width: float = field(default=0.0, compare=False)


def measure(text: str, font: str, size: float) -> float:
    """The width of a line in points."""
    return _width(text, font) * size / 1000


def runs(text: str, font: str) -> list[Run]:
    """A line in pieces of one font each."""
    found: list[Run] = []
    name, signs, width = "", [""], 0.0
    for one in _drawn(text, font):
        if one.face != name:
            if name:
                found.append(Run(name, "".join(signs), width))
            name, signs, width = one.face, [], 0.0
        signs.append(one.signs)
        width += one.width
    return [*found, Run(name, "".join(signs), width)] if name else found


def clusters(text: str) -> list[str]:
    """A text in characters, each with the marks and the variation selector that belong to it."""
    found: list[str] = []
    for char in text:
        if found and is_mark(char):
            found[-1] += char
        else:
            found.append(char)
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
        for smaller in _held_together(clusters(unit)):
            yield from (smaller,) if _width(smaller, font) <= width else clusters(smaller)


def _held_together(pieces: Iterable[str]) -> list[str]:
    units: list[str] = []
    for piece in pieces:
        if units and (piece[0] in NOT_FIRST or units[-1][-1] in NOT_LAST or is_mark(piece[0])):
            units[-1] += piece
        else:
            units.append(piece)
    return units


def _width(text: str, font: str) -> float:
    return sum([one.width for one in _drawn(text, font)])


class _MarkFoundError(Exception):
    pass


class _Known(dict[str, Drawn]):
    """How each character is drawn in a font, found once. A mark by itself shows that a text is not one by one."""

    def __init__(self, font: str) -> None:
        super().__init__()
        self.font = font

    def __missing__(self, char: str) -> Drawn:
        if is_mark(char[0]):
            raise _MarkFoundError
        return self.with_marks(char)

    def with_marks(self, cluster: str) -> Drawn:
        known = self.get(cluster)
        if known is None:
            known = self[cluster] = drawn(cluster, self.font)
        return known


_known: dict[str, _Known] = {}


def forget() -> None:
    """Look every character up anew: other fonts are there."""
    _known.clear()


def _drawn(text: str, font: str) -> list[Drawn]:
    known = _known.get(font)
    if known is None:
        known = _known[font] = _Known(font)
    try:
        return [known[char] for char in text]
    except _MarkFoundError:
        return [known.with_marks(cluster) for cluster in clusters(text)]
