"""The entries of the trail about recovery drills, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from caseman.domain.drills import DrillStep
from caseman.text import T, Text


def _drilled(details: dict[str, Any]) -> Text:
    if details["passed"]:
        return T(
            "Recovery drill: the backup {backup} opened with the recovery sheet and is whole. Entries: {entries}, "
            "cases: {cases}, letters: {letters}, scans: {scans}.",
            **{name: details[name] for name in ("backup", "entries", "cases", "letters", "scans")},
        )
    step = details["step"]
    known = step in set(DrillStep)
    return T(
        "Recovery drill: the office could NOT be brought back from the backup {backup} ({step}).",
        backup=details["backup"],
        step=DrillStep(step).label if known else step,
    )


DRILL_TRAIL: Final[dict[str, Callable[[dict[str, Any]], Text]]] = {
    "recovery_drilled": _drilled,
    "drills_planned": lambda d: (
        T("Recovery drills are asked for every {days} days.", days=d["every_days"])
        if d["every_days"]
        else T("No recovery drills are asked for any more.")
    ),
}
