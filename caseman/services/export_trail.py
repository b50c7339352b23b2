"""The entries of the trail about exports, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from caseman.domain.open_period import OpenPeriod
from caseman.text import T, Text


def _exported(d: dict[str, Any]) -> Text:
    first, last = (date.fromisoformat(day) if day else None for day in (d["first"], d["last"]))
    told = {
        "period": OpenPeriod(first, last).label,
        "sheets": len(d["rows"]),
        "rows": sum(d["rows"].values()),
        "encoding": d["encoding"],
        "hash": d["sha256"][:12],
    }
    if d["minimised"]:
        return T(
            "A minimised set was exported ({period}): {sheets} sheets with {rows} rows, {encoding}, hash {hash}….",
            **told,
        )
    return T("A set was exported ({period}): {sheets} sheets with {rows} rows, {encoding}, hash {hash}….", **told)


EXPORT_TRAIL: Final[dict[str, Callable[[dict[str, Any]], Text]]] = {
    "ledger_exported": lambda d: T("The ledger was exported. Cases: {rows}.", rows=d["rows"]),
    "cases_exported": lambda d: T("Lines of the ledger of chosen cases were exported. Cases: {rows}.", rows=d["rows"]),
    "set_exported": _exported,
}
