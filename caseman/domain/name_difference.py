"""Two spellings of a name or address side by side, letter by letter: what is the same, a variant form, or different.

Whether two spellings are one person's, a person decides; this shows where to look.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from caseman.domain.names import match_key
from caseman.text import T, Text

_JOINED = "ﾞﾟ゛゜\u200d"  # free-standing voicing marks and the joiner stay with their base
_DASHES = "-‐‑‒–—―−─━ー~〜〰ｰ－～"


class PartKind(StrEnum):
    """How one stretch of the two spellings compares."""

    EQUAL = "equal"
    VARIANT = "variant"  # another way of writing the same: width, dash, kana, spacing, form of a kanji
    DIFFERENT = "different"
    MISSING = "missing"  # only the other has it
    EXTRA = "extra"  # only what was written has it


@dataclass(frozen=True)
class Part:
    """One stretch; for equal parts both texts are the same, for missing and extra ones one is empty."""

    kind: PartKind
    written: str
    other: str

    def said(self) -> Text:
        """The part as a sentence for a person, e.g. “髙 ↔ 高: variant form”."""
        places = {"written": self.written, "other": self.other}
        if self.kind is PartKind.VARIANT:
            return Text(_way(self.written, self.other).template, places)
        return Text(_SENTENCES[self.kind].template, places)


_SENTENCES = {
    PartKind.EQUAL: T("{written}: the same"),
    PartKind.DIFFERENT: T("{written} ↔ {other}: different"),
    PartKind.MISSING: T("{other}: missing in what was written"),
    PartKind.EXTRA: T("{written}: only in what was written"),
}
_SPACING = T("“{written}” ↔ “{other}”: spacing only")
_DASH = T("{written} ↔ {other}: another dash")
_KANA = T("{written} ↔ {other}: another kind or size of kana")
_KANJI = T("{written} ↔ {other}: variant form")
_WRITING = T("{written} ↔ {other}: another way of writing the same")


@dataclass(frozen=True)
class Difference:
    """How two spellings compare; the parts put together give both back."""

    same: bool
    equivalent: bool
    parts: tuple[Part, ...]

    @property
    def differing(self) -> tuple[Part, ...]:
        """The parts that a person must look at: all that are not written the same."""
        return tuple(part for part in self.parts if part.kind is not PartKind.EQUAL)


def compare(written: str, other: str) -> Difference:
    """Compare two spellings. `equivalent` means an equal match key (`names.match_key`).

    Combining marks, voicing marks and variation selectors stay with their letter. Comparing the other way round gives
    the same parts, mirrored.
    """
    swapped = written > other
    first, second = (other, written) if swapped else (written, other)
    equivalent = match_key(first) == match_key(second)
    left, right = units(first), units(second)
    found = tuple(_together(left, right) if equivalent else _apart(left, right))
    return Difference(written == other, equivalent, tuple(map(_mirrored, found)) if swapped else found)


def units(text: str) -> tuple[str, ...]:
    """The letters of a text as a person sees them: each with the marks that belong to it."""
    found: list[str] = []
    for sign in text:
        if found and (sign in _JOINED or unicodedata.category(sign).startswith("M")):
            found[-1] += sign
        else:
            found.append(sign)
    return tuple(found)


def _together(left: Sequence[str], right: Sequence[str]) -> Iterator[Part]:
    """The parts of two spellings with one match key: stretches that end where the keys have come level."""
    i = j = 0
    while i < len(left) or j < len(right):
        start = i, j
        i, j = _past_blanks(left, i), _past_blanks(right, j)
        if (i, j) != start:
            yield _alike("".join(left[start[0] : i]), "".join(right[start[1] : j]))
            continue
        if i < len(left) and j < len(right):
            i, j = i + 1, j + 1
        mine, its = match_key("".join(left[start[0] : i])), match_key("".join(right[start[1] : j]))
        while mine != its and (i < len(left) or j < len(right)):
            if (len(mine) <= len(its) and i < len(left)) or j == len(right):
                i += 1
            else:
                j += 1
            mine, its = match_key("".join(left[start[0] : i])), match_key("".join(right[start[1] : j]))
        yield _alike("".join(left[start[0] : i]), "".join(right[start[1] : j]))


def _past_blanks(letters: Sequence[str], at: int) -> int:
    """The place of the next letter that counts: spaces, dots between names and invisible signs do not."""
    while at < len(letters) and not match_key(letters[at]):
        at += 1
    return at


def _apart(left: Sequence[str], right: Sequence[str]) -> Iterator[Part]:
    """The parts of two spellings that differ somewhere."""
    keys = [match_key(unit) for unit in left], [match_key(unit) for unit in right]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        if kind == "equal":
            yield from map(_alike, left[i:i_end], right[j:j_end])
        elif match_key("".join(left[i:i_end])) == match_key("".join(right[j:j_end])):
            yield _alike("".join(left[i:i_end]), "".join(right[j:j_end]))
        else:
            yield from _replaced(left[i:i_end], right[j:j_end])


def _replaced(left: Sequence[str], right: Sequence[str]) -> Iterator[Part]:
    """Letters that stand for each other, in order; spaces and dots go by the side."""
    mine, its = list(left), list(right)
    while mine or its:
        if mine and not match_key(mine[0]):
            yield Part(PartKind.VARIANT, mine.pop(0), "")
        elif its and not match_key(its[0]):
            yield Part(PartKind.VARIANT, "", its.pop(0))
        elif mine and its:
            yield Part(PartKind.DIFFERENT, mine.pop(0), its.pop(0))
        elif mine:
            yield Part(PartKind.EXTRA, mine.pop(0), "")
        else:
            yield Part(PartKind.MISSING, "", its.pop(0))


def _alike(written: str, other: str) -> Part:
    return Part(PartKind.EQUAL if written == other else PartKind.VARIANT, written, other)


_MIRROR = {PartKind.MISSING: PartKind.EXTRA, PartKind.EXTRA: PartKind.MISSING}


def _mirrored(part: Part) -> Part:
    return Part(_MIRROR.get(part.kind, part.kind), part.other, part.written)


def _way(written: str, other: str) -> Text:
    signs = written + other
    if not match_key(signs):
        return _SPACING
    if all(sign in _DASHES for sign in signs):
        return _DASH
    if _is_kanji(written) and _is_kanji(other):
        return _KANJI
    if any(word in unicodedata.name(sign, "") for sign in signs for word in ("KATAKANA", "HIRAGANA")):
        return _KANA
    return _WRITING


def _is_kanji(text: str) -> bool:
    """Whether the text is one kanji, with its variation selector if it has one."""
    name = unicodedata.name(text[0], "") if len(units(text)) == 1 else ""
    return name.startswith(("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH"))
