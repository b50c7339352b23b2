"""What is deficient in a request, and how the person mends it (APPI Art. 37(1): the procedure the office fixed)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from caseman.text import Language, Text

_CURE_MARK = " → "  # between a defect and its cure, in a line of text
_ARROW = re.compile(r"\s*(?:→|->|=>|⇒)\s*")  # as people type it


@dataclass(frozen=True)
class Defect:
    """Something that stands against a request. Without a cure it is the office's own to mend, not the person's."""

    what: Text
    cure: Text | None = None


def mendable(defects: Iterable[Defect]) -> tuple[Defect, ...]:
    """Those that the person can mend, each once."""
    return tuple(dict.fromkeys(defect for defect in defects if defect.cure is not None))


def defect_line(defect: Defect, language: Language) -> str:
    """A defect and its cure as one line of text, in the language of the letter that tells them."""
    what = defect.what.say(language)
    return what if defect.cure is None else f"{what}{_CURE_MARK}{defect.cure.say(language)}"


def read_defects(text: str) -> tuple[tuple[str, str], ...]:
    """Each line of a deficiency as it was told: what is deficient, and its cure (empty where none was written)."""
    parts = (_ARROW.split(line, maxsplit=1) for line in text.splitlines())
    return tuple((part[0].strip(), part[1].strip() if part[1:] else "") for part in parts if part[0].strip())
