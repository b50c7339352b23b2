"""The post register: what came in and what went out, latest first. Paged by key, so that depth costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Row, text

from caseman.domain.envelopes import Disposition
from caseman.domain.letters import LetterKind
from caseman.domain.permissions import Permission
from caseman.domain.post import Channel, EnclosureKind, MailClass
from caseman.services.desk import Desk
from caseman.services.post_views import contains, in_usual_width, searched
from caseman.text import T, Text

PAGE: Final = 200


class Direction(StrEnum):
    """Whether an item came or left."""

    IN = "in"
    OUT = "out"

    @property
    def label(self) -> Text:
        return T("In") if self is Direction.IN else T("Out")


class ShowPost(StrEnum):
    """Which lines the register shows."""

    ALL = "all"
    IN = "in"
    OUT = "out"
    OPEN = "open"
    RETURNED = "returned"

    @property
    def label(self) -> Text:
        return _SHOWN[self]


_SHOWN = {
    ShowPost.ALL: T("All post"),
    ShowPost.IN: T("In"),
    ShowPost.OUT: T("Out"),
    ShowPost.OPEN: T("Not filed yet"),
    ShowPost.RETURNED: T("Returned to us"),
}


@dataclass(frozen=True)
class PostQuery:
    """What the register is asked for: a choice, words to find, and where the last page ended."""

    show: ShowPost = ShowPost.ALL
    search: str = ""
    after: tuple[date, Direction, int] | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class PostLine:
    """One line: an envelope that came (`envelope_id`), or a letter that left (`document_number`).

    `person` is the sender as written, or whom the letter is to. `returned_on` is the day a letter came back.
    """

    direction: Direction
    day: date
    row_id: int
    person: str
    mail_class: MailClass
    channel: Channel
    tracking_number: str
    enclosures: tuple[EnclosureKind, ...]
    scans: int
    quarantined: int
    case_numbers: tuple[str, ...]
    disposition: Disposition | None
    envelope_id: int | None
    document_number: str
    letter: LetterKind | None
    returned_on: date | None
    delivered_on: date | None = None

    @property
    def after(self) -> tuple[date, Direction, int]:
        """Where the page after this line begins."""
        return self.day, self.direction, self.row_id


_IN: Final = """
SELECT 'in' AS direction, e.arrived_on AS day, e.id AS id, e.sender_as_written AS person, e.mail_class, e.channel,
  e.tracking_number,
  (SELECT group_concat(kind, ' ') FROM (SELECT kind FROM enclosure WHERE envelope_id = e.id ORDER BY id)) AS kinds,
  (SELECT count(*) FROM scan WHERE envelope_id = e.id) AS scans,
  (SELECT count(*) FROM scan WHERE envelope_id = e.id AND quarantine = 1) AS quarantined,
  (SELECT group_concat(number, ' ') FROM (
     SELECT number FROM cases WHERE envelope_id = e.id
     UNION SELECT c.number FROM envelope_case b JOIN cases c ON c.id = b.case_id WHERE b.envelope_id = e.id
  )) AS numbers,
  e.disposition, '' AS document_number, '' AS kind, NULL AS returned_on, NULL AS delivered_on
FROM envelope e WHERE {where} ORDER BY e.arrived_on DESC, e.id DESC LIMIT :limit
"""
_OUT: Final = """
SELECT 'out' AS direction, d.dispatched_on AS day, d.id AS id, p.name AS person, d.mail_class, 'post' AS channel,
  d.tracking_number, '' AS kinds, 0 AS scans, 0 AS quarantined, c.number AS numbers, '' AS disposition,
  l.document_number, l.kind, d.returned_on, d.delivered_on
FROM dispatch d JOIN letter l ON l.id = d.letter_id JOIN cases c ON c.id = l.case_id
  JOIN party p ON p.case_id = c.id AND p.role = 'principal'
WHERE {where} ORDER BY d.dispatched_on DESC, d.id DESC LIMIT :limit
"""


def list_post(desk: Desk, query: PostQuery | None = None) -> tuple[PostLine, ...]:
    """A page of the register."""
    desk.require(Permission.READ_CASES)
    asked = query or PostQuery()
    values: dict[str, Any] = {"limit": asked.limit}
    if asked.after is not None:
        day, direction, row = asked.after
        values |= {"day": day.isoformat(), "direction": direction.value, "id": row}
    if searched(asked.search):
        plain = in_usual_width(asked.search)
        values |= {
            "typed": contains(asked.search),
            "plain": contains(plain),
            "bare": contains(plain.replace("-", "") or plain),
        }
    parts = []
    if asked.show is not ShowPost.OUT:
        parts.append(_IN.format(where=_where(_IN_WHERE, asked, "e.arrived_on", "in", "e.id")))
    if asked.show in (ShowPost.ALL, ShowPost.OUT, ShowPost.RETURNED):
        parts.append(_OUT.format(where=_where(_OUT_WHERE, asked, "d.dispatched_on", "out", "d.id")))
    both = " UNION ALL ".join(f"SELECT * FROM ({part})" for part in parts)  # noqa: S608  our own parts
    with desk.reading() as session:
        rows = session.connection().execute(
            text(f"{both} ORDER BY day DESC, direction DESC, id DESC LIMIT :limit"), values
        )
        return tuple(map(_line, rows))


_IN_WHERE: Final = {ShowPost.OPEN: "e.disposition = 'open'", ShowPost.RETURNED: "e.disposition = 'returned'"}
_OUT_WHERE: Final = {ShowPost.RETURNED: "d.returned_on IS NOT NULL"}


def _any_like(*conditions: str) -> str:
    return "(" + " OR ".join(f"{each} ESCAPE '\\'" for each in conditions) + ")"


_FOUND: Final = {
    "in": _any_like(
        "e.sender_as_written LIKE :typed",
        "e.sender_as_written LIKE :plain",
        "replace(e.tracking_number, '-', '') LIKE :bare",
        "e.note LIKE :typed",
    ),
    "out": _any_like(
        "p.name LIKE :typed",
        "p.name LIKE :plain",
        "c.number LIKE :plain",
        "l.document_number LIKE :plain",
        "replace(d.tracking_number, '-', '') LIKE :bare",
    ),
}


def _where(chosen: dict[ShowPost, str], asked: PostQuery, day: str, direction: str, row: str) -> str:
    conditions = ["true"]
    if asked.show in chosen:
        conditions.append(chosen[asked.show])
    if searched(asked.search):
        conditions.append(_FOUND[direction])
    if asked.after is not None:  # the first condition alone lets the index find the place
        conditions += [f"{day} <= :day", f"({day}, '{direction}', {row}) < (:day, :direction, :id)"]
    return " AND ".join(conditions)


def _line(row: Row[Any]) -> PostLine:
    incoming = row.direction == "in"
    return PostLine(
        Direction(row.direction),
        date.fromisoformat(row.day),
        row.id,
        row.person,
        MailClass(row.mail_class),
        Channel(row.channel),
        row.tracking_number,
        tuple(EnclosureKind(kind) for kind in (row.kinds or "").split()),
        row.scans,
        row.quarantined,
        tuple((row.numbers or "").split()),
        Disposition(row.disposition) if incoming else None,
        row.id if incoming else None,
        row.document_number,
        LetterKind(row.kind) if row.kind else None,
        date.fromisoformat(row.returned_on) if row.returned_on else None,
        date.fromisoformat(row.delivered_on) if row.delivered_on else None,
    )
