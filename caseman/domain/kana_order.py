"""The order of names as a Japanese index has it: by sound, the family name before the given one.

JIS X 4061:1996 in what an office needs of it: kana by the fifty sounds; a long vowel counts as the vowel it prolongs;
small kana, hiragana and half-width forms are no letters of their own; a voiced sound follows the plain one where
nothing else differs.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from caseman.domain.names import match_key

_LEAST: Final = "\t"  # before a blank, so that the shorter of two names comes first
_ROWS: Final = {
    "ア": "アカサタナハマヤラワ",
    "イ": "イキシチニヒミリヰ",
    "ウ": "ウクスツヌフムユル",
    "エ": "エケセテネヘメレヱ",
    "オ": "オコソトノホモヨロ",
}
_VOWEL: Final = {kana: vowel for vowel, row in _ROWS.items() for kana in row}
_PROLONGED: Final = re.compile(f"([{''.join(_VOWEL)}])-")
_VOICE: Final = {"\u3099": "1", "\u309a": "2"}


def name_order(kana: str, name: str) -> str:
    """What names are compared by, character by character; whose kana are unknown comes after all kana, by the name."""
    return _LEAST.join(filter(None, _levels(kana) or _levels(name) or (name,)))


def _levels(text: str) -> tuple[str, str] | None:
    """The letters, and the voicing where there is any."""
    words = [key for word in text.split() if (key := match_key(word))]
    if not words:
        return None
    parted = unicodedata.normalize("NFD", " ".join(words))
    plain = "".join(sign for sign in parted if sign not in _VOICE)
    while (longer := _PROLONGED.sub(lambda found: found[1] + _VOWEL[found[1]], plain)) != plain:
        plain = longer
    return plain, _voicing(parted)


def _voicing(parted: str) -> str:
    """For each letter whether it is plain, voiced or half voiced; empty where all are plain."""
    marks: list[str] = []
    for sign in parted:
        if sign not in _VOICE:
            marks.append("0")
        elif marks:
            marks[-1] = _VOICE[sign]
    return "".join(marks).rstrip("0")
