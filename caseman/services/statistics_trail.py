"""The entries of the trail about statistics and reports, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from caseman.text import T, Text

_FORMS: Final = {
    "csv": T("written as CSV"),
    "report": T("written as a report"),
    "printed": T("printed as a report"),
}


def _exported(details: dict[str, Any]) -> Text:
    told = (
        T("The statistics from {first} to {last} were {form}, without counts under {below}.")
        if details["hide_below"]
        else T("The statistics from {first} to {last} were {form}.")
    )
    return T(
        told.template,
        first=date.fromisoformat(details["first"]),
        last=date.fromisoformat(details["last"]),
        form=_FORMS[details["form"]],
        below=details["hide_below"],
    )


STATISTICS_TRAIL: Final[dict[str, Callable[[dict[str, Any]], Text]]] = {"statistics_exported": _exported}
