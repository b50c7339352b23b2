"""Small counts left untold, for readers outside the office: they may point at a person.

Hiding a count is not enough where it can be found by subtracting its neighbours from their sum, or read in another
section; so the next larger one goes with it, and what is told twice is told alike. The period before, the parts of the
period and its longest answer are not told at all: they would give away by difference what is hidden here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from caseman.domain.requests import RequestType
from caseman.domain.statistics import Figures, Happening, Result, to_hide
from caseman.domain.statistics_line import Line, Section, Unit, Untold

_REFUSALS: Final = (Result.PART, Result.REFUSE)  # their sum is told beside the grounds
# What stands in two sections: where one is untold, so is the other.
_TWICE: Final = (
    ((Section.RECEIVED, RequestType.COMPLAINT.value), (Section.COMPLAINTS, "received")),
    ((Section.ANSWERED, Result.DEALT_WITH.value), (Section.COMPLAINTS, "answered")),
)
_Key = tuple[Section, str]


def without_small(told: Sequence[Line], figures: Figures, below: int) -> tuple[Line, ...]:
    """The lines without counts from 1 to one less than `below`, and without what would give them away."""
    found = {(line.section, line.code): line for line in _one_by_one(told, figures, below)}
    refusals = [(Section.ANSWERED, result.value) for result in _REFUSALS]
    for keys in (refusals, *_TWICE):
        _tell_alike(found, keys, below)
    return tuple(found.values())


def _tell_alike(found: dict[_Key, Line], keys: Sequence[_Key], below: int) -> None:
    """Leave all of these untold where one is; what is nothing stays told."""
    if any(found[key].untold for key in keys):
        for key in keys:
            line = found[key]
            if line.value and not line.untold:
                found[key] = _untold(line, Untold.BESIDE, below)


def _one_by_one(told: Sequence[Line], figures: Figures, below: int) -> Iterator[Line]:
    at = 0
    while at < len(told):
        group = _group(told, at)
        at += len(group)
        line = group[0]
        if line.unit is Unit.DAYS:
            yield _days_told(line, figures, below)
        elif line.unit is Unit.YEN:
            few = 0 < abs(figures.counts.get(Happening(line.code), 0)) < below
            yield _untold(line, Untold.SMALL if few and line.value else None, below)
        else:
            yield from _group_told(group, below)


def _group_told(group: Sequence[Line], below: int) -> Iterator[Line]:
    parts = [line for line in group if not line.total]
    hidden = to_hide([part.value or 0 for part in parts], below) if len(parts) > 1 else frozenset()
    yield from (_alone(line, below) for line in group if line.total)
    for place, part in enumerate(parts):
        alone = _alone(part, below)
        yield alone if alone.untold or place not in hidden else _untold(part, Untold.BESIDE, below)


def _group(told: Sequence[Line], at: int) -> Sequence[Line]:
    """A sum with its parts; answered in time and late, whose sum stands elsewhere; a line alone."""
    line = told[at]
    if line.code == "in_time":
        return told[at : at + 2]
    if not line.total:
        return [line]
    end = at + 1
    while end < len(told) and told[end].section is line.section and not told[end].total:
        end += 1
    return told[at:end]


def _alone(line: Line, below: int) -> Line:
    return _untold(line, Untold.SMALL if 0 < (line.value or 0) < below else None, below)


def _days_told(line: Line, figures: Figures, below: int) -> Line:
    few = 0 < figures.answered < below or (figures.answered and line.code == "longest")
    return _untold(line, Untold.BESIDE if few else None, below)


def _untold(line: Line, why: Untold | None, below: int) -> Line:
    return line if why is None else replace(line, value=None, untold=why, below=below)
