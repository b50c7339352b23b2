"""Letters as the lists show them: what was made, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, text
from sqlmodel import Session

from caseman.domain.letter_course import LetterStanding, ReviewKind, standing_of
from caseman.domain.letters import LetterKind
from caseman.domain.permissions import Permission
from caseman.domain.post import MailClass
from caseman.offices.schema import FourEyes
from caseman.services.desk import Desk
from caseman.services.letter_query import CONDITIONS, PAGE, LetterQuery, LetterShow, values_of
from caseman.services.views import LetterLine
from caseman.storage import driver
from caseman.text import Language

_COLUMNS: Final = (
    "SELECT l.id, c.number, c.procedure_id, l.document_number, l.kind, l.language, p.name, l.dated, l.superseded, "
    "l.version, l.printed_at, l.disposed_on, m.name AS drafted_by, d.dispatched_on, d.mail_class, "
    "d.tracking_number, d.delivered_on, d.returned_on, d.id AS dispatch_id, r.kind AS review, r.reason, "
    "a.name AS reviewed_by, "
    "(SELECT count(*) FROM letter_enclosure WHERE letter_id = l.id) AS enclosures "
)
_COURSE: Final = (
    "LEFT JOIN dispatch d ON d.id = (SELECT max(id) FROM dispatch WHERE letter_id = l.id) "
    "LEFT JOIN letter_review r ON r.id = (SELECT max(id) FROM letter_review WHERE letter_id = l.id) "
)
_PEOPLE: Final = (
    "JOIN party p ON p.case_id = c.id AND p.role = 'principal' JOIN staff m ON m.id = l.made_by "
    f"{_COURSE}LEFT JOIN staff a ON a.id = r.by "
)
_LETTERS: Final = f"{_COLUMNS}FROM letter l JOIN cases c ON c.id = l.case_id {_PEOPLE}"
# Those that wait are among the letters of open cases, which are few; the planner would rather walk through all letters.
# The index has the state too, so that of most cases no more is read.
_OF_OPEN: Final = "FROM cases c INDEXED BY ix_cases_open CROSS JOIN letter l ON l.case_id = c.id "
# Its index has all that is asked of a letter here; the letter itself lies behind its PDF.
_COUNTED: Final = (
    "FROM cases c INDEXED BY ix_cases_open CROSS JOIN letter l INDEXED BY ix_letter_waiting ON l.case_id = c.id "
)
# What waits to leave: in force, and not under way.
_WAITING: Final = (
    "WHERE l.superseded = 0 AND c.closed_on IS NULL AND (d.id IS NULL OR d.returned_on IS NOT NULL) ORDER BY l.id"
)


@dataclass(frozen=True)
class LetterPage:
    """A page of letters, latest first, and what was asked for. `after` asks for the next one; None at the end."""

    query: LetterQuery
    lines: tuple[LetterLine, ...]
    after: int | None


def letter_page(desk: Desk, query: LetterQuery) -> LetterPage:
    """A page of all letters, or of those that wait for something."""
    desk.require(Permission.READ_CASES)
    every = query.show is LetterShow.ALL
    conditions = [] if every else [CONDITIONS[query.show]]
    values = {} if every else values_of(desk)
    if query.after is not None:
        conditions.append("l.id < :after")
        values["after"] = query.after
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    start = _LETTERS if every else f"{_COLUMNS}{_OF_OPEN}{_PEOPLE}"
    statement = text(f"{start}{where}ORDER BY l.id DESC LIMIT :limit")
    with desk.reading() as session:
        rows = session.connection().execute(statement, values | {"limit": query.limit + 1}).all()
        lines = tuple(_lines(desk, rows[: query.limit]))
    return LetterPage(query, lines, rows[query.limit - 1].id if len(rows) > query.limit else None)


def count_waiting(desk: Desk, connection: Connection) -> dict[LetterShow, int]:
    """How many letters wait for each thing: as many as the pages of each hold."""
    counted = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in CONDITIONS.values())
    statement = f"SELECT {counted} {_COUNTED}{_COURSE}WHERE c.closed_on IS NULL"
    return dict(zip(CONDITIONS, driver.run(connection, statement, values_of(desk)).fetchone(), strict=True))


def list_letters(desk: Desk, *, case_number: str | None = None, limit: int = PAGE) -> tuple[LetterLine, ...]:
    """Letters, latest first; those of one case when its number is given."""
    if case_number is None:
        return _read(desk, f"{_LETTERS}ORDER BY l.id DESC LIMIT :limit", {"limit": limit})
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        return letters_of_case(desk, session, case_number, limit)


_OF_CASE: Final = f"{_LETTERS}WHERE c.number = :number ORDER BY l.id DESC LIMIT :limit"


def letters_of_case(desk: Desk, session: Session, number: str, limit: int = PAGE) -> tuple[LetterLine, ...]:
    """The letters of one case, latest first, inside a session."""
    found = driver.each_row(session.connection(), _OF_CASE, {"number": number, "limit": limit})
    return tuple(_lines(desk, found))


def waiting_letters(desk: Desk) -> tuple[LetterLine, ...]:
    """Every letter that waits to be printed or sent, oldest first; those of closed cases wait for nothing."""
    return _read(desk, f"{_COLUMNS}{_OF_OPEN}{_PEOPLE}{_WAITING}", {})


def _read(desk: Desk, statement: str, values: dict[str, Any]) -> tuple[LetterLine, ...]:
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        return tuple(_lines(desk, session.connection().execute(text(statement), values).all()))


def _lines(desk: Desk, rows: Iterable[Any]) -> Iterator[LetterLine]:
    return (_line(row, desk.procedure_of(row.procedure_id).four_eyes.letter) for row in rows)


def _line(row: Any, rule: FourEyes) -> LetterLine:
    review = ReviewKind(row.review) if row.review else None
    return LetterLine(
        row.number,
        row.document_number,
        LetterKind(row.kind),
        Language(row.language),
        row.name,
        date.fromisoformat(row.dated),
        bool(row.superseded),
        _day(row.dispatched_on),
        MailClass(row.mail_class) if row.mail_class else None,
        row.tracking_number or "",
        _day(row.delivered_on),
        _day(row.returned_on),
        row.dispatch_id,
        standing=_standing(row, review, rule),
        version=row.version,
        drafted_by=row.drafted_by,
        review=rule,
        review_reason=(row.reason or "") if review is ReviewKind.SENT_BACK else "",
        approved_by=row.reviewed_by if review is ReviewKind.APPROVED else "",
        enclosures=row.enclosures,
        disposed_on=_day(row.disposed_on),
    )


def _standing(row: Any, review: ReviewKind | None, rule: FourEyes) -> LetterStanding:
    return standing_of(
        superseded=bool(row.superseded),
        review=review,
        reviewed=rule != "off",
        printed=row.printed_at is not None,
        dispatched=row.dispatched_on is not None,
        returned=row.returned_on is not None,
        delivered=row.delivered_on is not None,
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
