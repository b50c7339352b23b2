"""Tracking numbers for many letters at once, as they are typed, scanned or pasted: one a line."""

from __future__ import annotations

from collections.abc import Sequence

from caseman.domain.entry import check_tracking_number
from caseman.domain.post import MailClass
from caseman.errors import CasemanError, InputError, InputErrors
from caseman.text import T

_FIELD = "block"


def read_tracking_block(block: str, classes: Sequence[MailClass]) -> tuple[str, ...]:
    """The numbers of a block, in order, each as its label groups it; blank lines are skipped.

    `classes` are those of the letters that carry a number, in the run's order. Raises `InputErrors` (field `block`)
    with every fault and its line, counted from 1 as the block shows them; nothing is taken then.
    """
    lines = [(at, line) for at, line in enumerate(block.splitlines(), start=1) if line.strip()]
    faults: list[CasemanError] = []
    numbers: list[str] = []
    seen: dict[str, int] = {}
    for place, (at, line) in enumerate(lines):
        if place >= len(classes):
            break
        try:
            number = check_tracking_number(line, classes[place], _FIELD)
        except CasemanError as error:
            faults.append(_fault(error.code, at, error))
            continue
        if number in seen:
            text = T("Line {line}: {number} stands in line {other} too.", line=at, number=number, other=seen[number])
            faults.append(InputError("tracking-twice", text, field=_FIELD))
        seen.setdefault(number, at)
        numbers.append(number)
    if len(lines) != len(classes):
        faults.append(
            InputError(
                "tracking-count",
                T(
                    "{lines} numbers for {letters} letters. Write one a line, in the run's order.",
                    lines=len(lines),
                    letters=len(classes),
                ),
                field=_FIELD,
            )
        )
    if faults:
        raise InputErrors(tuple(faults))
    return tuple(numbers)


def _fault(code: str, line: int, error: CasemanError) -> InputError:
    return InputError(code, T("Line {line}: {fault}", line=line, fault=error.text), field=_FIELD)
