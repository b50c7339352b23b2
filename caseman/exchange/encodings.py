"""The encodings of a CSV, and what stands for a character that one of them cannot hold.

cp932 is the Shift_JIS of Windows. A character that would come back as another one (〜 as ～) counts as one that it
cannot hold. What may stand for one is listed in `resources/encodings/cp932.toml`, and nowhere else.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from caseman.text import T, Text


class Encoding(StrEnum):
    """How a CSV is written; the codes are Python's, as a reader of the manifest uses them."""

    UTF_8 = "utf-8-sig"
    CP932 = "cp932"

    @property
    def label(self) -> Text:
        return _LABELS[self]

    @property
    def holds_all(self) -> bool:
        """Whether it can write every character."""
        return self is Encoding.UTF_8


_LABELS = {
    Encoding.UTF_8: T("UTF-8 (with BOM)"),
    Encoding.CP932: T("Shift_JIS (cp932)"),
}

# Encoded without complaint, and another character when it is read again.
_NOT_THE_SAME = frozenset("¢£¬‖−〜")
_SUSPECT = re.compile(f"[{''.join(_NOT_THE_SAME)}]")
_SELECTORS = "\ufe00-\ufe0f\u180b-\u180d\u180f\U000e0100-\U000e01ef"
# A character with what modifies it: combining marks, the voicing of kana, variation selectors.
_CLUSTER = re.compile(rf".[\u0300-\u036f\u3099\u309a\u20d0-\u20ff{_SELECTORS}]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Replacement:
    """A character, with what modifies it, that cannot be written. `by` stands for it; None: nothing does."""

    character: str
    by: str | None

    @property
    def code_points(self) -> str:
        """As the Unicode standard cites them: U+20BB7, or U+845B U+E0100."""
        return " ".join(f"U+{ord(each):04X}" for each in self.character)

    @property
    def name(self) -> str:
        """Its name in the Unicode standard."""
        return ", ".join(unicodedata.name(each, "(unnamed)") for each in self.character)


def holds(text: str) -> bool:
    """Whether cp932 writes a text, and it is the same when it is read."""
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return _SUSPECT.search(text) is None


def replacements(text: str) -> Iterator[Replacement]:
    """What cp932 cannot hold of a text, in order."""
    if holds(text):
        return
    for found in _CLUSTER.finditer(text):
        character = found[0]
        if not holds(character):
            yield Replacement(character, _stand_in(character))


def transcribed(text: str) -> str:
    """A text with every character that cp932 cannot hold replaced. Raises `ValueError` where nothing may stand for one.

    Whoever writes it has looked at `replacements` before.
    """
    return text if holds(text) else _CLUSTER.sub(lambda found: _written(found[0]), text)


def _written(character: str) -> str:
    if holds(character):
        return character
    by = _stand_in(character)
    if by is None:
        msg = "nothing stands for a character"
        raise ValueError(msg)
    return by


def _stand_in(character: str) -> str | None:
    """The same character composed, else what the table says for each of its parts."""
    composed = unicodedata.normalize("NFC", character)
    if holds(composed):
        return composed
    table = _table()
    parts = [part if holds(part) else table.get(part) for part in composed]
    return None if None in parts else "".join(filter(None, parts))


@cache
def _table() -> dict[str, str]:
    listed = tomllib.loads((files("resources") / "encodings" / "cp932.toml").read_text(encoding="utf-8"))
    table: dict[str, str] = {}
    for by, characters in listed["written_as"].items():
        table |= dict.fromkeys(characters, by)
    for first, last in listed["dropped"]["ranges"]:
        table |= dict.fromkeys(map(chr, range(int(first, 16), int(last, 16) + 1)), "")
    return table
