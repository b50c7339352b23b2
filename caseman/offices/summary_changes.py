"""What an edited procedure says otherwise than the one before it, in the sentences of its summary."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from caseman.offices.saying import Said
from caseman.offices.schema import Procedure
from caseman.offices.summary import topics
from caseman.text import Language, Text


class Standing(StrEnum):
    """What became of a statement."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Statement:
    """A statement of a procedure, the place of its document that says so, and what became of it."""

    text: Text
    source: str
    standing: Standing


@dataclass(frozen=True)
class Topic:
    """A heading and its statements, in the order of the later procedure; what is gone stands before what is new."""

    heading: Text
    statements: tuple[Statement, ...]

    @property
    def changed(self) -> bool:
        return any(each.standing is not Standing.SAME for each in self.statements)


def compared(before: Procedure, after: Procedure) -> tuple[Topic, ...]:
    """Every topic of either procedure, with what changed from one to the other."""
    old, new = (dict(topics(each)) for each in (before, after))
    headings = [*new, *(heading for heading in old if heading not in new)]
    return tuple(Topic(heading, _merged(old.get(heading, []), new.get(heading, []))) for heading in headings)


def _merged(old: list[Said], new: list[Said]) -> tuple[Statement, ...]:
    keys = ([_key(each) for each in old], [_key(each) for each in new])
    found: list[Statement] = []
    for kind, i, j, m, n in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind == "equal":
            found += (Statement(*each, Standing.SAME) for each in new[m:n])
        else:
            found += (Statement(*each, Standing.GONE) for each in old[i:j])
            found += (Statement(*each, Standing.NEW) for each in new[m:n])
    return tuple(found)


def _key(said: Said) -> tuple[str, ...]:
    """A name that changes in one language alone is a change too."""
    return (*(said[0].say(language) for language in Language), said[1])
