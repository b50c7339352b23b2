"""The entries of the trail about disposal, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from caseman.domain.retention import RecordKind
from caseman.text import Language, T, Text

_day: Final = date.fromisoformat

DISPOSAL_TRAIL: Final[dict[str, Callable[[dict[str, Any]], Text]]] = {
    "disposal_proposed": lambda d: T(
        "Records were proposed for disposal in run {run}: {items}.", run=d["run"], items=d["items"]
    ),
    "disposal_withdrawn": lambda d: T("The proposed disposal {run} was taken back.", run=d["run"]),
    "disposal_done": lambda d: T(
        "Disposal run {run} was confirmed. Records disposed of: {disposed}; left out: {left_out}.",
        run=d["run"],
        disposed=d["disposed"],
        left_out=d["left_out"],
    ),
    "disposal_certified": lambda d: T(
        "After disposal run {run} the file was written anew, and the certificate was made.", run=d["run"]
    ),
    "certificate_printed": lambda d: T(
        "The certificate of disposal run {run} was given out ({language}).",
        run=d["run"],
        language=Language(d["language"]).label,
    ),
    "records_disposed": lambda d: T(
        "{kind} were disposed of in run {run}.", kind=RecordKind(d["kind"]).label, run=d["run"]
    ),
    "case_disposed": lambda d: (
        T("The records of the case were disposed of on {day}, in run {run}.", day=_day(d["day"]), run=d.get("run", ""))
        if "day" in d
        else T("The records of the case were disposed of.")
    ),
    "months_disposed": lambda d: T(
        "What entries of no case told of persons was made unreadable, for the months before {day}.",
        day=_day(d["before"]),
    ),
    "identity_copies_marked": lambda d: (
        T("Marked as copies of identity documents: {scans}.", scans=d["scans"])
        if d["on"]
        else T("Not copies of identity documents after all: {scans}.", scans=d["scans"])
    ),
}
