"""What is done with cases chosen in a list: their numbers, a print run of their letters, their lines as CSV."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caseman.domain.actions import Action
from caseman.domain.permissions import Permission
from caseman.errors import RuleError
from caseman.exchange.atomic import write_new_file
from caseman.exchange.cells import write_csv
from caseman.exchange.ledger_csv import LEDGER_COLUMNS
from caseman.services.anchors import AnchorPlace, remember_anchor
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.ledger import ledger_rows
from caseman.services.letter_list import waiting_letters
from caseman.services.print_runs import chosen_letters, gather
from caseman.services.stopping import Stop
from caseman.services.views import Written
from caseman.text import Language, T, Text

_MOST: Final = 5000  # numbers that a clipboard takes well, letters that a run takes


@dataclass(frozen=True)
class RunOfCases(Change):
    """A print run that was made of what waits of chosen cases, and why the rest is not in it."""

    letters: int = 0
    left_out: tuple[Text, ...] = ()


def numbers_of(desk: Desk, keys: tuple[int, ...]) -> tuple[str, ...]:
    """The numbers of chosen cases, in their order. Raises `RuleError` for more than a clipboard takes."""
    desk.require(Permission.READ_CASES)
    if len(keys) > _MOST:
        told = {"count": len(keys), "most": _MOST}
        raise RuleError("too-many-cases", T("{count} cases are chosen. Choose at most {most} for this.", **told))
    with desk.reading() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT c.number FROM json_each(?) this CROSS JOIN cases c ON c.id = this.value", (json.dumps(keys),)
        )
        return tuple(rows.scalars())


def run_of_cases(desk: Desk, keys: tuple[int, ...]) -> RunOfCases:
    """Make a print run of the letters of chosen cases that wait and may go; what is left out is told with its reason.

    The letters of a case go in the order in which they were made. Raises `RuleError` where none may go: nothing is
    made then.
    """
    with desk.work(Action.DISPATCH) as work:
        numbers = numbers_of(desk, keys)
        place = {number: at for at, number in enumerate(numbers)}
        waiting = [line for line in waiting_letters(desk) if line.case_number in place]
        waiting.sort(key=lambda line: place[line.case_number])
        having = {line.case_number for line in waiting}
        left_out = [T("{number}: no letter waits.", number=number) for number in numbers if number not in having]
        ready = []
        for line in waiting:
            chosen, faults = chosen_letters(work, [line.document_number])
            if faults:
                left_out += [fault.text for fault in faults]
            else:
                ready += chosen
        if not ready:
            raise RuleError(
                "no-letter-ready", T("None of these cases has a letter to print: {why}", why=left_out[:_TOLD])
            )
        made = gather(work, ready, None)
    cases = tuple(dict.fromkeys(case.number for _, case in ready))
    return RunOfCases(ChangeKind.LETTER, cases, document_number=made, letters=len(ready), left_out=tuple(left_out))


_TOLD: Final = 10  # reasons in one sentence


def export_chosen(
    desk: Desk, keys: tuple[int, ...], path: Path, language: Language | None = None, *, stop: Stop | None = None
) -> Written:
    """Write the ledger's lines of chosen cases into a new file, and tell the trail; an existing one stays as it is.

    In the order of the ledger; UTF-8 with BOM, CRLF, text quoted, formula cells neutralised. Headings and terms are in
    the office's letter language unless another is asked for. Raises `FileError`, and `Stopped` when `stop` was asked;
    then nothing is left behind.
    """
    chosen = language or desk.procedure.replies.language
    stop = stop or Stop()
    with stop.watch(desk.file), desk.work(Permission.EXPORT) as work:
        rows = ledger_rows(work.session.connection(), chosen, chosen=keys)
        headings = [heading.say(chosen) for _, heading in LEDGER_COLUMNS]
        head = work.note("cases_exported", rows=len(keys), language=chosen.value)
        remember_anchor(work, head, AnchorPlace.EXPORT, path.name)
        write_new_file(path, lambda stream: write_csv(stream, headings, stop.each(rows)))
    return Written(path, len(keys), head)
