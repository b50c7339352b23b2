"""Papers whose time is over: a list by place for who takes them to the shredder, ticked off as they are destroyed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from caseman.domain.custody import CustodyEnd
from caseman.domain.permissions import Permission
from caseman.domain.post import EnclosureKind
from caseman.domain.retention import RecordKind
from caseman.errors import InputError, RuleError
from caseman.services.custody_views import PaperLine, find_enclosure, papers_of_case
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.retention import CaseRecords, kept_of, records_of
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.post_tables import CustodyRow, PlaceRow
from caseman.text import T, Text


@dataclass(frozen=True)
class ToShred:
    """A bundle whose time is over. `held`: its case is held for litigation, so that it stays."""

    enclosure_id: int
    number: str
    kind: EnclosureKind
    sheets: int
    place: Text
    kept_until: date
    held: bool = False


def papers_to_shred(desk: Desk) -> tuple[ToShred, ...]:
    """The papers of closed cases whose time is over and which are still here, by place.

    Those that several cases came with are listed once the time is over for each of them.
    """
    desk.require(Permission.DISPOSE)
    today = desk.today()
    found: dict[int, ToShred] = {}
    with desk.reading() as session:
        every = {records.number: records for records in records_of(session.connection())}
        ends = {number: until for number, records in every.items() if (until := _until(desk, records)) is not None}
        due = {number: until for number, until in ends.items() if until < today and every[number].papers_here}
        waiting = set(every) - {number for number, until in ends.items() if until < today}
        for number, until in due.items():
            records = every[number]
            case = session.get_one(CaseRow, records.case_id)
            for line in papers_of_case(session, case):
                if _is_here(line, case) and waiting.isdisjoint(line.case_numbers):
                    held = any(every[each].held for each in line.case_numbers if each in every)
                    place = _place(session, line)
                    found[line.enclosure_id] = ToShred(
                        line.enclosure_id, number, line.kind, line.sheets, place, until, held
                    )
    return tuple(sorted(found.values(), key=lambda each: (str(each.place), each.number, each.enclosure_id)))


def shred_papers(desk: Desk, enclosures: Sequence[int], day: date | None = None) -> Change:
    """Note that papers were destroyed; their place is empty then. Only what the list has, and nothing that is held."""
    if not enclosures:
        raise InputError("no-papers", T("Choose the papers first."), field="enclosures")
    numbers: dict[str, list[str]] = {}
    with desk.work(Permission.DISPOSE) as work:
        listed = {each.enclosure_id: each for each in papers_to_shred(desk)}
        for enclosure_id in dict.fromkeys(enclosures):
            each = listed.get(enclosure_id)
            if each is None:
                raise RuleError("not-due", T("The time to keep these papers is not over. Look at the list again."))
            if each.held:
                raise RuleError(
                    "blocked", T("Held for litigation: nothing may be destroyed until the hold is released.")
                )
            row = find_enclosure(work.session, enclosure_id)
            row.place_id = None
            work.session.add(row)
            work.session.add(
                CustodyRow(
                    enclosure_id=row_id(row),
                    ended=CustodyEnd.DESTROYED,
                    moved_on=day or work.today,
                    moved_at=work.now,
                    moved_by=work.staff_id,
                )
            )
            numbers.setdefault(each.number, []).append(each.kind.value)
        for number, kinds in numbers.items():
            case = work.case(number)
            if case.papers_end == "kept":
                case.papers_end = "destroyed"
                work.session.add(case)
            work.note("papers_moved", case, place="", end=CustodyEnd.DESTROYED, kinds=kinds, note="")
    return Change(ChangeKind.ENVELOPE, tuple(numbers))


def _until(desk: Desk, records: CaseRecords) -> date | None:
    kept = kept_of(desk.procedure_of(records.procedure_id), records).get(RecordKind.PAPERS)
    return None if kept is None or not records.closed else kept.until


def _place(session: Session, line: PaperLine) -> Text:
    """Where it is to be fetched: its place, or the last one before it was filed."""
    if line.ended is not CustodyEnd.FILED:
        return line.whereabouts
    last = session.exec(
        select(PlaceRow.name)
        .join(CustodyRow, col(CustodyRow.place_id) == PlaceRow.id)
        .where(CustodyRow.enclosure_id == line.enclosure_id)
        .order_by(col(CustodyRow.id).desc())
    ).first()
    return T("Filed, last in “{place}”", place=last) if last else line.whereabouts


def _is_here(line: PaperLine, case: CaseRow) -> bool:
    if line.place_id is not None or line.ended is CustodyEnd.FILED:
        return True
    return line.ended is None and (case.papers_end or "kept") == "kept"
