"""Where the paper is: frozen read models, and the lists that answer it. Paged by key, so that depth costs nothing."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, text
from sqlmodel import Session, col, select

from caseman.domain.custody import CustodyEnd, PlaceKind
from caseman.domain.permissions import Permission
from caseman.domain.post import EnclosureKind
from caseman.errors import InputError
from caseman.services.case_rows import find_case
from caseman.services.desk import Desk
from caseman.services.post_views import contains, enclosures_of, in_usual_width, row_of, searched
from caseman.storage import driver
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.office_tables import StaffRow
from caseman.storage.post_tables import CustodyRow, EnclosureRow, PlaceRow
from caseman.storage.search import CASE_FOUND, match_expression
from caseman.text import T, Text

PAGE: Final = 200
_LATEST: Final = 2**63 - 1  # no row has a higher number


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place, and how many bundles lie there now."""

    place_id: int
    name: str
    kind: PlaceKind
    retired: bool
    papers: int


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One bundle: the sheets of one kind from one envelope.

    Without a place and an end nobody has said yet where it is. `since` and `moved_by` are of its latest move;
    `running` are those of its cases that are not closed.
    """

    enclosure_id: int
    envelope_id: int
    arrived_on: date
    sender: str
    case_numbers: tuple[str, ...]
    kind: EnclosureKind
    sheets: int
    note: str
    place_id: int | None
    place: str
    ended: CustodyEnd | None
    since: date | None
    moved_by: str
    running: tuple[str, ...] = ()

    @property
    def whereabouts(self) -> Text:
        """Where it is, or how its stay ended, in words."""
        if self.place_id is not None:
            return T("{place}", place=self.place)
        return self.ended.label if self.ended is not None else T("No place yet")


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One move of a bundle: to a place, or out of the office's custody."""

    moved_on: date
    moved_at: datetime
    moved_by: str
    place: str
    ended: CustodyEnd | None
    note: str


@dataclass(frozen=True)
class PaperQuery:
    """What the table of papers asks for, and where the last page ended (the number of its last bundle).

    `search` is a case number, the name of a place or a part of it, or words of who sent it. Without it: what lies at
    `place_id`, what has no place where `nowhere` is set, else all, the latest first.
    """

    search: str = ""
    place_id: int | None = None
    nowhere: bool = False
    after: int | None = None
    limit: int = PAGE


_CASES: Final = """(
     SELECT number, closed_on FROM cases WHERE id = e.case_id
     UNION SELECT number, closed_on FROM cases WHERE e.case_id IS NULL AND envelope_id = e.envelope_id
     UNION SELECT c.number, c.closed_on FROM envelope_case b JOIN cases c ON c.id = b.case_id
       WHERE e.case_id IS NULL AND b.envelope_id = e.envelope_id
  )"""
_COLUMNS: Final = f"""
SELECT e.id, e.envelope_id, v.arrived_on, v.sender_as_written, e.kind, e.sheets, e.note, e.place_id,
  p.name AS place, m.ended, m.moved_on, s.name AS moved_by,
  (SELECT group_concat(number, ' ') FROM {_CASES}) AS numbers,
  (SELECT group_concat(number, ' ') FROM {_CASES} WHERE closed_on IS NULL) AS running
FROM enclosure e CROSS JOIN envelope v ON v.id = e.envelope_id
  LEFT JOIN place p ON p.id = e.place_id
  LEFT JOIN custody m ON m.id = (SELECT max(id) FROM custody WHERE enclosure_id = e.id)
  LEFT JOIN staff s ON s.id = m.moved_by
"""  # noqa: S608  our own parts
_ORDER: Final = " ORDER BY e.id DESC LIMIT :limit"


def _listed(where: str) -> str:
    """The papers that fit, the latest first."""
    return f"{_COLUMNS}WHERE {where}{_ORDER}"


_ALL: Final = _listed("e.id < :after")
_AT_PLACE: Final = _listed("e.place_id = :place AND e.id < :after")
# Paper only: what came by mail or telephone has no sheets. A closed case said already what became of its papers.
_NOWHERE: Final = _listed("""e.place_id IS NULL AND e.id < :after
  AND NOT EXISTS (SELECT 1 FROM custody x WHERE x.enclosure_id = e.id)
  AND v.channel IN ('post', 'hand')
  AND (EXISTS (SELECT 1 FROM cases o WHERE o.envelope_id = e.envelope_id AND o.closed_on IS NULL)
    OR NOT EXISTS (SELECT 1 FROM cases o WHERE o.envelope_id = e.envelope_id))""")
_THESE: Final = (
    f"{_COLUMNS.replace('FROM enclosure e', 'FROM json_each(:ids) this CROSS JOIN enclosure e ON e.id = this.value')}"
    "ORDER BY e.id"
)
# Who sent it: through the index of cases, which holds the senders of their envelopes, and by the letter among those
# envelopes that no case has.
_SENT: Final = _listed(r"""e.id IN (
  SELECT id FROM enclosure WHERE envelope_id IN (
    SELECT c.envelope_id FROM json_each(:cases) k CROSS JOIN cases c ON c.id = k.value
    UNION SELECT b.envelope_id FROM json_each(:cases) k CROSS JOIN envelope_case b ON b.case_id = k.value
    UNION SELECT id FROM envelope
      WHERE disposition = 'open'
      AND (sender_as_written LIKE :typed ESCAPE '\' OR sender_as_written LIKE :plain ESCAPE '\')
  )
  UNION SELECT h.id FROM enclosure h INDEXED BY ix_enclosure_place_id CROSS JOIN envelope o ON o.id = h.envelope_id
    WHERE h.place_id > 0 AND o.disposition IN ('no_request', 'misdelivered')
    AND (o.sender_as_written LIKE :typed ESCAPE '\' OR o.sender_as_written LIKE :plain ESCAPE '\')
  UNION SELECT h.id FROM json_each(:places) k CROSS JOIN enclosure h ON h.place_id = k.value
) AND e.id < :after""")
_FOUND_CASES: Final = f"SELECT {CASE_FOUND} FROM case_text WHERE case_text MATCH :match ORDER BY rowid DESC LIMIT 1000"  # noqa: S608


def list_places(desk: Desk, *, retired: bool = False) -> tuple[PlaceLine, ...]:
    """The places in the order they were added; with the retired ones where asked."""
    desk.require(Permission.READ_CASES)
    statement = (
        "SELECT p.id, p.name, p.kind, p.retired, (SELECT count(*) FROM enclosure WHERE place_id = p.id) AS papers "
        "FROM place p WHERE p.retired <= :retired ORDER BY p.retired, p.id"
    )
    with desk.reading() as session:
        rows = session.connection().execute(text(statement), {"retired": retired}).all()
    return tuple(PlaceLine(row.id, row.name, PlaceKind(row.kind), bool(row.retired), row.papers) for row in rows)


def papers_of(desk: Desk, number: str) -> tuple[PaperLine, ...]:
    """Every bundle that came for a case, in whichever envelope. Raises `InputError` where there is no such case."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        return papers_of_case(session, find_case(session, number))


def papers_of_case(session: Session, case: CaseRow) -> tuple[PaperLine, ...]:
    """As `papers_of`, inside a session."""
    return papers_by_id(session, [row_id(row) for row in enclosures_of(session, case)])


def papers_by_id(session: Session, ids: Sequence[int]) -> tuple[PaperLine, ...]:
    """These bundles, in the order they came."""
    return tuple(map(_paper, driver.each_row(session.connection(), _THESE, {"ids": json.dumps(list(ids))})))


def paper_line(desk: Desk, enclosure_id: int) -> PaperLine:
    """One bundle. Raises `InputError` where there is no such bundle."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        find_enclosure(session, enclosure_id)
        (line,) = papers_by_id(session, [enclosure_id])
        return line


def papers_in(desk: Desk, place: int | str, *, after: int | None = None, limit: int = PAGE) -> tuple[PaperLine, ...]:
    """A page of what lies at a place, given by its row or its name, the latest first."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        place_id = place if isinstance(place, int) else row_id(find_place(session, place))
        return _page(session, _AT_PLACE, after, limit, place=place_id)


def papers_nowhere(desk: Desk, *, after: int | None = None, limit: int = PAGE) -> tuple[PaperLine, ...]:
    """A page of the papers of which nobody has said yet where they are, the latest first."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        return _page(session, _NOWHERE, after, limit)


def list_papers(desk: Desk, query: PaperQuery) -> tuple[PaperLine, ...]:
    """A page of the table of papers."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        if query.search.strip():
            return _search(session, query)
        if query.place_id is not None:
            return _page(session, _AT_PLACE, query.after, query.limit, place=query.place_id)
        return _page(session, _NOWHERE if query.nowhere else _ALL, query.after, query.limit)


def moves_of(desk: Desk, enclosure_id: int) -> tuple[MoveLine, ...]:
    """The whole history of one bundle, the first move first. Raises `InputError` where there is no such bundle."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        find_enclosure(session, enclosure_id)
        rows = session.exec(
            select(CustodyRow, StaffRow.name, PlaceRow.name)
            .join(StaffRow, col(StaffRow.id) == CustodyRow.moved_by)
            .join(PlaceRow, col(PlaceRow.id) == CustodyRow.place_id, isouter=True)
            .where(CustodyRow.enclosure_id == enclosure_id)
            .order_by(col(CustodyRow.id))
        ).all()
    return tuple(
        MoveLine(row.moved_on, row.moved_at, staff, place or "", CustodyEnd(row.ended) if row.ended else None, row.note)
        for row, staff, place in rows
    )


def find_enclosure(session: Session, enclosure_id: int) -> EnclosureRow:
    """A bundle by its row. Raises `InputError` when there is none."""
    row = row_of(session, EnclosureRow, enclosure_id)
    if row is None:
        raise InputError(
            "no-such-paper",
            T("These papers are not in the file any more. Look for them by their case's number."),
            field="enclosure_ids",
        )
    return row


def place_named(session: Session, name: str) -> PlaceRow | None:
    """A place by its name, in whatever width and case it is typed; None when there is none."""
    wanted = folded(name)
    rows = session.exec(select(PlaceRow).order_by(col(PlaceRow.retired), col(PlaceRow.id))).all()
    return next((row for row in rows if folded(row.name) == wanted), None)


def find_place(session: Session, name: str) -> PlaceRow:
    """As `place_named`. Raises `InputError` when there is none."""
    row = place_named(session, name)
    if row is None:
        raise InputError(
            "no-such-place",
            T("There is no place “{name}”. Compare the name with the list of places, or add it.", name=name.strip()),
            field="place",
        )
    return row


def folded(name: str) -> str:
    """A name as it is compared: width and case do not tell two places apart."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _search(session: Session, query: PaperQuery) -> tuple[PaperLine, ...]:
    """A case by its number, else a place by its name, else a part of places' names and words of who sent it."""
    with suppress(InputError):
        papers = papers_of_case(session, find_case(session, query.search))
        return papers if query.after is None else ()
    place = place_named(session, query.search)
    if place is not None:
        return _page(session, _AT_PLACE, query.after, query.limit, place=row_id(place))
    typed = searched(query.search)
    match = match_expression(typed)
    named = folded(typed)
    places = [row.id for row in session.exec(select(PlaceRow)).all() if named and named in folded(row.name)]
    if match is None and not places:
        return ()
    cases = session.connection().execute(text(_FOUND_CASES), {"match": match}).scalars().all() if match else []
    return _page(
        session,
        _SENT,
        query.after,
        query.limit,
        cases=json.dumps(list(cases)),
        places=json.dumps(places),
        typed=contains(typed),
        plain=contains(in_usual_width(typed)),
    )


def _page(session: Session, statement: str, after: int | None, limit: int, **values: Any) -> tuple[PaperLine, ...]:
    asked = {"after": after or _LATEST, "limit": limit, **values}
    return tuple(map(_paper, session.connection().execute(text(statement), asked)))


def _paper(row: Row[Any]) -> PaperLine:
    return PaperLine(
        row.id,
        row.envelope_id,
        date.fromisoformat(row.arrived_on),
        row.sender_as_written,
        tuple((row.numbers or "").split()),
        EnclosureKind(row.kind),
        row.sheets,
        row.note,
        row.place_id,
        row.place or "",
        CustodyEnd(row.ended) if row.ended else None,
        date.fromisoformat(row.moved_on) if row.moved_on else None,
        row.moved_by or "",
        tuple((row.running or "").split()),
    )
