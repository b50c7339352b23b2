"""The trail as it is read: filtered, page by page, in words; and whole, in its order, for whoever writes it out."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Connection, text
from sqlmodel import Session

from caseman.domain.permissions import Permission
from caseman.domain.trail import ACTIONS, READ_ACTIONS, ActionGroup
from caseman.services.case_rows import find_case
from caseman.services.desk import Desk
from caseman.services.reading import note_read
from caseman.services.trail import entry_label
from caseman.services.views import HistoryLine
from caseman.storage import driver
from caseman.storage.case_keys import Opener
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import parse_instant, row_id
from caseman.text import Language

PAGE: Final = 100
_LOOKED_AT: Final = 5_000  # entries that one call reads through for words; then it says how far it came
_LATEST: Final = 2**62
_COLUMNS: Final = "SELECT a.number, a.at, a.staff, a.action, a.case_id, a.details, a.sealed, c.number AS case_number "
_FROM: Final = "FROM audit a LEFT JOIN cases c ON c.id = a.case_id WHERE "
# The case's own entries, and the one of the envelope it came in, which no case had yet.
OF_CASE: Final = (
    "(a.case_id = :case OR a.number = ("
    "SELECT n.number FROM cases k JOIN envelope e ON e.id = k.envelope_id "
    "JOIN audit n ON n.at = e.logged_at AND n.action = 'envelope_logged' WHERE k.id = :case))"
)


_NOT_READ: Final = "a.action NOT IN (SELECT value FROM json_each(:reads))"
_READS: Final = json.dumps(sorted(READ_ACTIONS))
_CASE_ENTRIES: Final = f"{_COLUMNS}{_FROM}{OF_CASE} AND {_NOT_READ} ORDER BY a.number DESC LIMIT :limit"


@dataclass(frozen=True)
class TrailQuery:
    """Which entries: all that is given must hold. Days are days at the office, both included.

    `case` is a case's number, `staff` a name as it stands in the trail, `words` parts of the sentence in `language`,
    all of which must be in it. `before` is the number of an entry to read on from.
    """

    case: str = ""
    staff: str = ""
    group: ActionGroup | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""
    language: Language = Language.EN
    before: int | None = None
    limit: int = PAGE


@dataclass(frozen=True)
class TrailPage:
    """Entries, the latest first. `before`: where to read on; None where the beginning of the trail was reached."""

    query: TrailQuery
    lines: tuple[HistoryLine, ...]
    before: int | None


def read_trail(desk: Desk, query: TrailQuery | None = None) -> TrailPage:
    """A page of the trail; of a case for whoever may read cases. Reading the whole trail is told in it, once a day.

    When words are looked for, one call reads through a bounded number of entries, so that a page may hold few lines or
    none although there is more. Raises `InputError` for an unknown case.
    """
    query = query or TrailQuery()
    desk.require(Permission.READ_CASES if query.case else Permission.READ_TRAIL)
    if not query.case:
        note_read(desk, "trail_read")
    wanted = _folded(query.words).split()
    take = _LOOKED_AT if wanted else query.limit
    with desk.reading() as session:
        rows = _rows(desk, session, query, take)
        opener = Opener(session.connection())
        lines: list[HistoryLine] = []
        last = None
        for row in rows:
            line = history_line(opener, row)
            last = line.entry
            if all(word in _folded(_spoken(line, query.language)) for word in wanted):
                lines.append(line)
                if len(lines) == query.limit:
                    break
        more = last is not None and (len(lines) == query.limit or len(rows) == take) and last > 1
    return TrailPage(query, tuple(lines), last if more else None)


def trail_of_case(session: Session, case: CaseRow, limit: int) -> tuple[HistoryLine, ...]:
    """What was done to a case, latest first, without who only read it; inside a session."""
    connection = session.connection()
    opener = Opener(connection)
    values = {"case": case.id, "reads": _READS, "limit": limit}
    return tuple(history_line(opener, row) for row in driver.fetch(connection, _CASE_ENTRIES, values))


def latest(connection: Connection, limit: int = PAGE, before: int | None = None) -> tuple[HistoryLine, ...]:
    """The latest entries, of whatever case."""
    opener = Opener(connection)
    statement = text(f"{_COLUMNS}{_FROM} a.number < :before ORDER BY a.number DESC LIMIT :limit")
    rows = connection.execute(statement, {"before": _LATEST if before is None else before, "limit": limit}).all()
    return tuple(history_line(opener, row) for row in rows)


def staff_in_trail(desk: Desk) -> tuple[str, ...]:
    """Everyone who has entries in the trail, by name."""
    desk.require(Permission.READ_TRAIL)
    with desk.reading() as session:
        names = session.connection().exec_driver_sql("SELECT DISTINCT staff FROM audit ORDER BY staff").scalars()
        return tuple(name for name in names if name)


def trail_entries(
    connection: Connection, since: datetime | None = None, until: datetime | None = None
) -> Iterator[HistoryLine]:
    """Every entry from `since` on and before `until` (instants), the earliest first, for whoever writes the trail out.

    The caller holds the connection open while they come, asked for permission before, and tells the trail itself.
    """
    opener = Opener(connection)
    values = {
        "since": "" if since is None else _stored(since),
        "until": "~" if until is None else _stored(until),
    }
    statement = text(f"{_COLUMNS}{_FROM} a.at >= :since AND a.at < :until ORDER BY a.number")
    for row in connection.execution_options(yield_per=1000).execute(statement, values):
        yield history_line(opener, row)


def history_line(opener: Opener, row: Any) -> HistoryLine:
    """An entry in words, from a row of the audit table with the number of its case (`case_number`)."""
    number, written, staff, action, case_id, details, sealed, case_number = row
    at = parse_instant(written)
    opened = opener.opened(number, at, case_id, details, sealed)
    return HistoryLine(number, at, staff, action, entry_label(action, opened), case_number)


def _rows(desk: Desk, session: Session, query: TrailQuery, limit: int) -> list[Any]:
    values: dict[str, Any] = {"before": _LATEST if query.before is None else query.before, "limit": limit}
    wheres = ["a.number < :before"]
    if query.case:
        wheres.append(OF_CASE)
        values["case"] = row_id(find_case(session, query.case))
        if query.group is None:
            wheres.append(_NOT_READ)
            values["reads"] = _READS
    if query.staff:
        wheres.append("a.staff = :staff")
        values["staff"] = query.staff
    if query.group is not None:
        # an action of a newer program belongs to the file
        inside = query.group is not ActionGroup.OFFICE
        listed = "IN (SELECT value FROM json_each(:actions))"
        wheres.append(f"a.action {listed}" if inside else f"a.action NOT {listed}")
        named = [name for name, each in ACTIONS.items() if (each.group is query.group) is inside]
        values["actions"] = json.dumps(named)
    if query.since is not None:
        wheres.append("a.at >= :since")
        values["since"] = _stored(_begins(desk, query.since))
    if query.until is not None and query.until < date.max:
        wheres.append("a.at < :until")
        values["until"] = _stored(_begins(desk, query.until + timedelta(days=1)))
    statement = f"{_COLUMNS}{_FROM}{' AND '.join(wheres)} ORDER BY a.number DESC LIMIT :limit"
    return list(session.connection().execute(text(statement), values).all())


def _begins(desk: Desk, day: date) -> datetime:
    return datetime.combine(day, time(), desk.time_zone)


def _stored(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _spoken(line: HistoryLine, language: Language) -> str:
    return f"{line.label.say(language)} {line.case_number or ''} {line.staff}"


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()
