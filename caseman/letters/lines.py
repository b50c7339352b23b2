"""Lines: text measured and broken the Japanese way (JIS X 4051: what may not begin or end a line)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from string import ascii_letters, digits

from caseman.errors import InputError
from caseman.letters.fonts import Drawn, drawable, drawn, is_mark
from caseman.text import T

NOT_FIRST = frozenset(
    "、。，．・：；？！ー―…‥〜ゝゞヽヾ々〻゛゜｡､｣ｰﾞﾟ）」』】〕］｝〉》’”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％℃,.:;?!)]}%"
)
NOT_LAST = frozenset("（「『｢【〔［｛〈《‘“([{￥¥＄$№＃#")
_OF_WORDS = frozenset(f"{digits}{ascii_letters}'’-./@_&+") | set(map(chr, range(0xC0, 0x250)))  # signs of Latin words
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
    return [line for paragraph in clean.split("\n") for line in _break_paragraph(paragraph, font, width * 1000 / size)]


def _break_paragraph(text: str, font: str, width: float) -> list[str]:
    """The lines of a paragraph: as much as fits into each, back to where it may be broken."""
    widths = [one.width for one in _drawn(text, font)]
    signs = text if len(widths) == len(text) else clusters(text)
    ends = list(accumulate(widths, initial=0.0))
    lines: list[str] = []
    start = 0
    while True:
        fits = max(bisect_right(ends, ends[start] + width) - 1, start + 1)
        if fits >= len(signs):
            return [*lines, "".join(signs[start:])]
        end = _end_of_line(signs, ends, start, fits, width)
        lines.append("".join(signs[start:end]))
        start = end
        while signs[start] == " " and (start + 1 == len(signs) or _between_words(signs, start + 1)):
            start += 1  # the blank at which the line was broken
            if start == len(signs):
                return lines


def _end_of_line(signs: Sequence[str], ends: list[float], start: int, fits: int, width: float) -> int:
    """Where a line ends that begins at `start` and has room up to `fits`: what is not parted goes to the next line.

    What is wider than a line begins on this one: a word is parted between its signs, and signs that may not be parted
    are, if need be.
    """
    for may_part in (_between_words, _between_signs):
        end = fits
        while end > start and not may_part(signs, end):
            end -= 1
        upto = fits + 1
        while upto < len(signs) and ends[upto] - ends[end] <= width and not may_part(signs, upto):
            upto += 1
        if end == fits or (end > start and ends[upto] - ends[end] <= width):
            return end
    return fits


def _between_words(signs: Sequence[str], at: int) -> bool:
    """Latin words stay whole, and so do citations such as 33(2)(i)."""
    before, after = signs[at - 1][0], signs[at][0]
    cited = after in "([" and (before in _OF_WORDS or before in ")]")
    return not cited and not (before in _OF_WORDS and after in _OF_WORDS) and _between_signs(signs, at)


def _between_signs(signs: Sequence[str], at: int) -> bool:
    return signs[at][0] not in NOT_FIRST and signs[at - 1][0] not in NOT_LAST


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
