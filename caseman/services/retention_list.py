"""The review list: which records may go, since when, why, and what stands against it. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import Connection
from sqlmodel import Session

from caseman.domain.fees import FeeState
from caseman.domain.permissions import Permission
from caseman.domain.retention import Happened, Kept, RecordKind, blocks, kept_until, mentions
from caseman.errors import InputError
from caseman.services.backup_ends import HoldingBackup, holding_backups
from caseman.services.case_facts import fee_standing, gather
from caseman.services.desk import Desk
from caseman.services.retention import CaseRecords, kept_of, records_of
from caseman.services.stopping import Stop
from caseman.storage.case_tables import CaseRow
from caseman.text import T, Text

MOST: Final = 500  # records in one list, and in one run: bounded, and read by a person


@dataclass(frozen=True)
class DueItem:
    """One kind of record of one case, of one envelope, or of the book, whose time is over.

    `key` names it: `personal:12`, `other_post:7`, `book:2019-03-31`. `why` is how its end was found, `blocks` what
    stands against its disposal, `mentions` what should be seen. `of` is the case's number, or in words what it is.
    """

    key: str
    kind: RecordKind
    number: str
    kept_until: date
    why: tuple[Text, ...]
    blocks: tuple[Text, ...] = ()
    mentions: tuple[Text, ...] = ()
    records: int = 0
    case_id: int | None = None
    envelope_id: int | None = None
    siblings: frozenset[int] = frozenset()

    @property
    def may_go(self) -> bool:
        return not self.blocks

    @property
    def of(self) -> Text:
        if self.number:
            return T("{number}", number=self.number)
        if self.envelope_id is not None:
            return T("Envelope {number}", number=self.envelope_id)
        return T("Book and bank's lines")


_Found = tuple[DueItem, CaseRecords | None]


@dataclass(frozen=True)
class DueList:
    """What is due by a day, the oldest first, as many as one run takes; how many there are in all; the backups."""

    by: date
    items: tuple[DueItem, ...]
    total: int
    backups: tuple[HoldingBackup, ...]


def due_list(
    desk: Desk, by: date | None = None, stop: Stop | None = None, kind: RecordKind | None = None, case: str = ""
) -> DueList:
    """What is due by a day (today unless said); a later day shows what will be. Raises `Stopped`.

    Of one `kind`, and of the cases whose number holds `case`, where these are said: the total is then that of these.
    """
    desk.require(Permission.DISPOSE)
    day = by or desk.today()
    stop = stop or Stop()
    with stop.watch(desk.file), desk.reading() as session:
        due = sorted(stop.each(_due(desk, session, day)), key=lambda pair: (pair[0].kept_until, pair[0].key))
        found = [pair for pair in due if _is_asked(pair[0], kind, case.strip().upper())]
        siblings = {each for item, _ in found[:MOST] for each in item.siblings}
        looked_at = {
            item.key: _looked_at(desk, session, item, records)
            for item, records in (*found[:MOST], *(pair for pair in due if pair[0].case_id in siblings))
        }
    shown = _with_siblings(tuple(looked_at.values()))[: min(MOST, len(found))]
    return DueList(day, shown, len(found), holding_backups(desk))


def _is_asked(item: DueItem, kind: RecordKind | None, case: str) -> bool:
    return (kind is None or item.kind is kind) and case in item.number.upper()


def due_now(desk: Desk, session: Session, keys: Iterable[str]) -> dict[str, DueItem]:
    """These items as they stand at this moment, with what stands against each; those not due any more are missing."""
    wanted = frozenset(keys)
    day = desk.today()
    found = [(item, records) for item, records in _due(desk, session, day, wanted) if item.key in wanted]
    looked_at = tuple(_looked_at(desk, session, item, records) for item, records in found)
    return {item.key: item for item in _with_siblings(looked_at)}


def read_key(key: str) -> tuple[RecordKind, str]:
    """What a key names. Raises `InputError` for what is none."""
    kind, _, of = key.partition(":")
    if kind not in list(RecordKind) or not of:
        raise InputError("no-such-record", T("There is no record “{key}” to dispose of.", key=key), field="keys")
    return RecordKind(kind), of


def _due(desk: Desk, session: Session, day: date, wanted: frozenset[str] | None = None) -> Iterator[_Found]:
    ids = None if wanted is None else {int(of) for kind, of in map(read_key, wanted) if kind.of_case and of.isdigit()}
    connection = session.connection()
    for records in records_of(connection, ids):
        for kind, kept in _kept(desk, records).items():
            if kind is not RecordKind.PAPERS and kept is not None and kept.over(day):
                yield _item(kind, records, kept), records
    for item in (*_other_post(desk, connection, day), *_book(desk, connection, day)):
        yield item, None


def _kept(desk: Desk, records: CaseRecords) -> dict[RecordKind, Kept | None]:
    return kept_of(desk.procedure_of(records.procedure_id), records)


def _item(kind: RecordKind, records: CaseRecords, kept: Kept) -> DueItem:
    return DueItem(
        f"{kind.value}:{records.case_id}",
        kind,
        records.number,
        kept.until,
        kept.steps,
        blocks(kind, records.standing()),
        mentions(kind, records.standing()),
        records.counts[kind],
        case_id=records.case_id,
        siblings=records.siblings,
    )


def _looked_at(desk: Desk, session: Session, item: DueItem, records: CaseRecords | None) -> DueItem:
    """With what only a closer look at its case tells."""
    if item.case_id is None or records is None:
        return item
    confirmed = records.closed or gather(desk, session, session.get_one(CaseRow, item.case_id)).identity_confirmed
    overpaid = item.kind is RecordKind.PERSONAL and fee_standing(session, item.case_id)[2] is FeeState.OVER
    standing = records.standing(identity_confirmed=confirmed, overpaid=overpaid)
    return replace(item, blocks=blocks(item.kind, standing))


def _with_siblings(items: tuple[DueItem, ...]) -> tuple[DueItem, ...]:
    """Scans of an envelope that several cases share go when they may go for each of them, together."""
    free: dict[RecordKind, set[int]] = {}
    for item in items:
        if item.may_go and item.case_id is not None:
            free.setdefault(item.kind, set()).add(item.case_id)
            if item.kind is RecordKind.PERSONAL:
                for kind in (RecordKind.IDENTITY_COPIES, RecordKind.SCANS):
                    free.setdefault(kind, set()).add(item.case_id)
    shared = (RecordKind.IDENTITY_COPIES, RecordKind.SCANS)
    return tuple(
        replace(item, blocks=(*item.blocks, T("Another case came in the same envelope, and still needs its scans.")))
        if item.kind in shared and item.siblings - free.get(item.kind, set())
        else item
        for item in items
    )


def _other_post(desk: Desk, connection: Connection, day: date) -> Iterator[DueItem]:
    """Envelopes that became no case and were filed: returned, misdelivered, no request."""
    retention = desk.procedure.retention
    rule = retention.keep(RecordKind.OTHER_POST).keep
    for row in connection.exec_driver_sql(_POST):
        kept = kept_until(rule, Happened(date.fromisoformat(row.arrived_on)), retention.fiscal_year)
        if kept is not None and kept.over(day):
            kind = RecordKind.OTHER_POST
            yield DueItem(f"{kind.value}:{row.id}", kind, "", kept.until, kept.steps, records=1, envelope_id=row.id)


def _book(desk: Desk, connection: Connection, day: date) -> Iterator[DueItem]:
    """The names of everything that was paid until a day: one item, for the book is a series of days."""
    retention = desk.procedure.retention
    rule = retention.keep(RecordKind.BOOK).keep
    last: tuple[date, Kept] | None = None
    count = 0
    for row in connection.exec_driver_sql(_BOOKED):
        paid = date.fromisoformat(row.day)
        kept = kept_until(rule, Happened(paid, booked=paid), retention.fiscal_year)
        if kept is None or not kept.over(day):
            break
        last, count = (paid, kept), count + row.entries
    if last is not None:
        kind = RecordKind.BOOK
        through, kept = last
        yield DueItem(f"{kind.value}:{through.isoformat()}", kind, "", kept.until, kept.steps, records=count)


_POST: Final = """
SELECT e.id, e.arrived_on FROM envelope e
WHERE e.disposition IN ('returned', 'no_request', 'misdelivered')
  AND (e.sender_as_written <> '' OR e.note <> '' OR e.tracking_number <> '' OR e.disposition_note <> ''
    OR EXISTS (SELECT 1 FROM scan s WHERE s.envelope_id = e.id))
  AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.envelope_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM envelope_case b WHERE b.envelope_id = e.id)
ORDER BY e.arrived_on, e.id
"""
_BOOKED: Final = """
SELECT day, sum(many) AS entries FROM (
  SELECT deposited_on AS day, count(*) AS many FROM statement_line INDEXED BY ix_statement_line_personal
  WHERE settled AND payer <> '' GROUP BY deposited_on
  UNION ALL
  SELECT paid_on, count(*) FROM book_entry INDEXED BY ix_book_entry_personal
  WHERE payer <> '' OR note <> '' OR details <> '' GROUP BY paid_on
) GROUP BY day ORDER BY day
"""
