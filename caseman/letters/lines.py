"""Lines: text measured and broken the Japanese way (JIS X 4051: what may not begin or end a line)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseman.errors import InputError
from caseman.letters.fonts import Face, drawable, face_for
from caseman.text import T

NOT_FIRST = frozenset(
    "、。，．・：；？！ー―…‥ゝゞ々〻）」』】〕］｝〉》’”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％℃,.:;?!)]}%"
)
NOT_LAST = frozenset("（「『【〔［｛〈《‘“([{￥¥＄$№＃#")
_WORD = re.compile(r"[0-9A-Za-z\u00C0-\u024F'’\-./@_&+]+|.", re.DOTALL)
_LONGEST = 20_000


@dataclass(frozen=True)
class Run:
    """Neighbouring characters drawn with one font."""

    face: str
    text: str


def measure(text: str, font: str, size: float) -> float:
    """The width of a line in points."""
    return sum(_char_width(c, font) for c in text) * size / 1000


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
    opening bracket. Raises `InputError` for a text that is too long to print, or has a character no font has.
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
    line: list[str] = []
    used = 0.0
    for piece in _pieces(text, font, width):
        wide = sum(_char_width(c, font) for c in piece)
        if line and used + wide > width:
            line, carried = _mend(line, piece)
            lines.append("".join(line))
            line = carried[1:] if carried[0] == " " else carried
            used = sum(_char_width(c, font) for part in line for c in part)
        else:
            line.append(piece)
            used += wide
    lines.append("".join(line))
    return lines


def _pieces(text: str, font: str, width: float) -> list[str]:
    """What is not broken: a word, or a character; a word wider than the line falls into characters."""
    found: list[str] = []
    for piece in _WORD.findall(text):
        if len(piece) > 1 and sum(_char_width(c, font) for c in piece) > width:
            found += piece
        else:
            found.append(piece)
    return found


def _mend(line: list[str], piece: str) -> tuple[list[str], list[str]]:
    """Move pieces over to the next line until neither its beginning nor this end is forbidden."""
    line, carried = list(line), [piece]
    for _ in range(4):
        if len(line) > 1 and (carried[0][0] in NOT_FIRST or line[-1][-1] in NOT_LAST):
            carried.insert(0, line.pop())
        else:
            break
    return line, carried


def _char_width(char: str, font: str) -> float:
    return _face(char, font).width(char)


_known: dict[tuple[str, str], Face] = {}


def _face(char: str, font: str) -> Face:
    known = _known.get((char, font))
    if known is None:
        known = _known[char, font] = face_for(char, font)
    return known
