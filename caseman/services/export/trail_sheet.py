"""The trail as a sheet: every entry of the period with the values that lead to its head."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from caseman.domain.open_period import OpenPeriod
from caseman.domain.trail import ACTIONS, ActionGroup
from caseman.exchange.cells import Cell
from caseman.services.export.sheet import Column, Sheet, Source, TrailSpan
from caseman.services.trail import entry_label
from caseman.storage.audit import head_text
from caseman.storage.case_keys import Opener
from caseman.storage.columns import stored_instant
from caseman.storage.streams import stream
from caseman.text import T

# Entries that changed nothing in the office's records. Where the period is not over, a set ends before those that come
# last: looking at a file and exporting it add to the trail, and the next set of the same records is to be the same.
ONLY_LOOKED: Final = frozenset(
    {action for action, told in ACTIONS.items() if told.group is ActionGroup.READING}
    | {"file_opened", "file_closed", "file_verified", "unlock_failed", "clock_set_back"}
)

_COLUMNS: Final = (
    Column("entry", T("Entry"), outside=True),
    Column("at_utc", T("Instant (UTC)"), outside=True),
    Column("at_local", T("Instant (office)"), outside=True),
    Column("staff", T("Who"), outside=True),
    Column("case", T("Case number"), outside=True),
    Column("action", T("Action"), outside=True),
    Column("sentence", T("What happened"), outside=False),
    Column("seal", T("Seal of the details"), outside=True),
    Column("mac", T("MAC"), outside=True),
    Column("details", T("Details"), outside=False),
)
_ENTRIES: Final = """
SELECT a.number, a.at, a.staff, s.id, c.number, a.case_id, a.action, a.seal, a.mac, {values}
FROM audit a LEFT JOIN cases c ON c.id = a.case_id LEFT JOIN staff s ON s.name = a.staff
WHERE a.number BETWEEN :first_entry AND :last_entry ORDER BY a.number
"""


def trail_span(connection: Connection, period: OpenPeriod, zone: ZoneInfo, today: date) -> TrailSpan:
    """The entries between the first and the last one of a period by the office's clock, and the head at its end.

    All between them are taken, whatever the clock said: the running number orders them.
    """
    begins, ends = period.begins(zone), period.ends(zone)
    values: dict[str, Any] = {
        "begins": "" if begins is None else stored_instant(begins),
        "ends": "9999" if ends is None else stored_instant(ends),
    }
    last = _number(connection, "SELECT max(number) FROM audit WHERE at < :ends", values) or 0
    if not period.ended(today):
        looked = ", ".join(f"'{action}'" for action in sorted(ONLY_LOOKED))
        changed = f"SELECT max(number) FROM audit WHERE number <= :last AND action NOT IN ({looked})"  # noqa: S608  ours
        last = _number(connection, changed, {"last": last}) or 0
    first = _number(connection, "SELECT min(number) FROM audit WHERE at >= :begins", values)
    if first is None or first > last:
        first = last + 1
    macs = list(stream(connection, "SELECT mac FROM audit WHERE number = :last", {"last": last}))
    return TrailSpan(first, last, head_text(last, macs[0][0]) if macs else "0")


def _rows(source: Source) -> Iterator[tuple[Cell, ...]]:
    """The one place where the details of an entry are read; a minimised set does not."""
    opener = Opener(source.connection)
    values = "'', NULL" if source.minimised else "a.details, a.sealed"
    for number, at, staff, staff_id, case, case_id, action, seal, mac, details, sealed in source.stream(
        _ENTRIES.format(values=values)
    ):
        when = (number, at, source.local(at))
        links = (seal.hex(), mac.hex())
        if source.minimised:
            yield (*when, f"S{staff_id}" if staff_id else "", case, action, *links)
        else:
            opened = opener.opened(number, datetime.fromisoformat(at), case_id, details, sealed)
            yield (*when, staff, case, action, entry_label(action, opened).say(source.language), *links, details)


def _count(source: Source) -> int:
    return source.trail.last - source.trail.first + 1


TRAIL: Final = Sheet(
    "trail",
    T("Trail"),
    T(
        "entries from the first to the last one of the period by the office's clock; of a period that is not over, up "
        "to the last one that changed something"
    ),
    _COLUMNS,
    _rows,
    _count,
)


def _number(connection: Connection, statement: str, values: dict[str, Any]) -> int | None:
    ((found,),) = stream(connection, statement, values)
    return None if found is None else int(found)
