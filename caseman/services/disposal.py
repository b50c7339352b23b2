"""Disposal: records whose time is over are proposed by one member and confirmed by another, in a numbered run.

Between the two names anything may happen: a hold, an objection, a reopened case. So each record is looked at again at
the moment it goes, inside the one transaction of the run; what may not go any more is left out, and told. Where nobody
else at the office may dispose of records, the same person confirms, but on a later day, so that a night lies between.

Afterwards the file is written anew (`OfficeFile.sweep`), and only then the certificate is made. A run that was
interrupted in between is done and not swept; `finish` goes on with it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlmodel import Session, col, func, select

from caseman.domain.derivation import pack
from caseman.domain.numbering import CaseNumbering
from caseman.domain.permissions import Permission, permitted
from caseman.domain.retention import RecordKind
from caseman.domain.roles import read_roles
from caseman.errors import InputError, RuleError
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.destroying import (
    Going,
    destroy_book,
    destroy_case,
    destroy_envelope,
    destroy_letters,
    destroy_scans,
    end_months,
    forget_watched_files,
)
from caseman.services.disposal_certificate import certificates
from caseman.services.retention_list import MOST, DueItem, due_now, read_key
from caseman.services.standing import keep_retention
from caseman.services.stopping import Stop
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.disposal_tables import DisposalItemRow, DisposalRunRow
from caseman.storage.office_tables import StaffRow
from caseman.text import Sentences, T, Text

_NUMBERS: Final = CaseNumbering("D-{year}-{serial:03d}")  # the series begins anew each year
_ORDER: Final = tuple(RecordKind)
_DESTROYED: Final = 0.8  # of the work, as the bar shows it; the rest is writing the file anew


@dataclass(frozen=True)
class Disposed(Change):
    """What a run did: how many records went, and what was left out and why (of what, its kind, the reason)."""

    disposed: int = 0
    left_out: tuple[tuple[Text, Text, Text], ...] = ()


def propose(desk: Desk, keys: Sequence[str]) -> Change:
    """Propose records for disposal by their keys of the review list; the number is the change's `document_number`.

    Raises `RuleError` where one is not due any more or something stands against it, and while another proposal is
    open; nothing is proposed then.
    """
    chosen = tuple(dict.fromkeys(keys))
    if not chosen:
        raise InputError("empty", T("Choose what is to be disposed of."), field="keys")
    if len(chosen) > MOST:
        raise InputError("too-many", T("Choose at most {most} records for one run.", most=MOST), field="keys")
    with desk.work(Permission.DISPOSE) as work:
        _refuse_second(work.session)
        now = due_now(desk, work.session, chosen)
        items = [_proposable(now, key) for key in chosen]
        run = _add_run(work)
        for position, item in enumerate(sorted(items, key=_order), start=1):
            work.session.add(_row(run, position, item))
        work.note("disposal_proposed", None, run=run.number, items=len(items))
    return Change(ChangeKind.CASE, document_number=run.number)


def withdraw(desk: Desk, number: str) -> Change:
    """Take a proposal back; nothing was destroyed."""
    with desk.work(Permission.DISPOSE) as work:
        run = _open_run(work.session, number)
        run.state, run.settled_on, run.settled_at, run.settled_by = "withdrawn", work.today, work.now, work.staff_id
        work.session.add(run)
        work.note("disposal_withdrawn", None, run=run.number)
    return Change(ChangeKind.CASE, document_number=run.number)


def confirm(
    desk: Desk,
    number: str,
    stop: Stop | None = None,
    progress: Callable[[float], None] = lambda _done: None,
) -> Disposed:
    """Confirm a proposal, and destroy what it names: everything of it that may go at this moment, or nothing at all.

    Raises `RuleError` for who may not confirm, `Stopped` before anything was written, `FileError` where the disk
    refuses. Once the records are gone the file is swept; where that fails, `finish` does it again.
    """
    asked = stop or Stop()
    with desk.work(Permission.DISPOSE) as work:
        run = _open_run(work.session, number)
        _require_other_name(work, run)
        rows = _items(work.session, run)
        now = due_now(desk, work.session, [_key(row) for row in rows])
        going = _going(now)
        left_out = []
        for at, row in enumerate(rows):
            asked.heed()
            progress(_DESTROYED * at / len(rows))
            item = now.get(_key(row))
            why = T("Its time is not over any more.") if item is None else _against(item)
            if item is None or why is not None:
                left_out.append(_leave_out(work.session, row, why))
            else:
                row.records = _destroy(work, run, item, going)
                row.outcome = "disposed"
                work.session.add(row)
        forget_watched_files(work)
        run = work.session.get_one(DisposalRunRow, row_id(run))
        run.state, run.settled_on, run.settled_at, run.settled_by = "done", work.today, work.now, work.staff_id
        work.session.add(run)
        disposed = len(rows) - len(left_out)
        work.note("disposal_done", None, run=number, disposed=disposed, left_out=len(left_out))
        asked.heed()
    progress(_DESTROYED)
    finish(desk)
    progress(1.0)
    told = tuple(left_out)
    return Disposed(ChangeKind.CASE, document_number=number, disposed=disposed, left_out=told)


def finish(desk: Desk) -> Change:
    """Write the file anew after runs that are done, and make their certificates. Does nothing where none waits."""
    desk.require(Permission.DISPOSE)
    with desk.reading() as session:
        waiting = session.exec(select(DisposalRunRow.number).where(*_UNSWEPT).order_by(col(DisposalRunRow.id))).all()
    if not waiting:
        return Change(ChangeKind.CASE)
    desk.file.sweep()
    with desk.work(Permission.DISPOSE) as work:
        for run in work.session.exec(select(DisposalRunRow).where(*_UNSWEPT)).all():
            run.facts, run.certificate_ja, run.certificate_en = certificates(desk, work.session, run)
            run.sha256_ja = hashlib.sha256(run.certificate_ja).hexdigest()
            run.sha256_en = hashlib.sha256(run.certificate_en).hexdigest()
            run.swept_at = work.now
            work.session.add(run)
            work.note("disposal_certified", None, run=run.number, sha256_ja=run.sha256_ja, sha256_en=run.sha256_en)
    return Change(ChangeKind.CASE, document_number=waiting[-1])


_UNSWEPT: Final = (DisposalRunRow.state == "done", col(DisposalRunRow.swept_at).is_(None))


def _refuse_second(session: Session) -> None:
    other = session.exec(select(DisposalRunRow.number).where(DisposalRunRow.state == "proposed")).first()
    if other is not None:
        raise RuleError("disposal-open", T("Run {run} waits for its second name. Settle it first.", run=other))


def _proposable(now: dict[str, DueItem], key: str) -> DueItem:
    item = now.get(key)
    if item is None:
        raise RuleError(
            "not-due",
            T("The time to keep this is not over: {kind}. Look at the list again.", kind=read_key(key)[0].label),
        )
    against = _against(item)
    if against is not None:
        raise RuleError("blocked", T("{of}, {kind}: {why}", of=item.of, kind=item.kind.label, why=against))
    return item


def _against(item: DueItem) -> Any:
    return Sentences(item.blocks) if item.blocks else None


def _order(item: DueItem) -> tuple[int, date, str]:
    return _ORDER.index(item.kind), item.kept_until, item.key


def _add_run(work: Work) -> DisposalRunRow:
    year = work.today.year
    last = work.session.exec(select(func.max(DisposalRunRow.serial)).where(DisposalRunRow.year == year)).one()
    serial = (last or 0) + 1
    run = DisposalRunRow(
        number=_NUMBERS.number(work.today, serial),
        year=year,
        serial=serial,
        due_by=work.today,
        proposed_on=work.today,
        proposed_at=work.now,
        proposed_by=work.staff_id,
    )
    work.session.add(run)
    work.session.flush()
    return run


def _row(run: DisposalRunRow, position: int, item: DueItem) -> DisposalItemRow:
    return DisposalItemRow(
        run_id=row_id(run),
        position=position,
        kind=item.kind.value,
        case_id=item.case_id,
        envelope_id=item.envelope_id,
        kept_until=item.kept_until,
        through=None if item.kind is not RecordKind.BOOK else date.fromisoformat(item.key.partition(":")[2]),
        records=item.records,
    )


def _key(row: DisposalItemRow) -> str:
    of = row.case_id or row.envelope_id or (row.through.isoformat() if row.through else "")
    return f"{row.kind}:{of}"


def _open_run(session: Session, number: str) -> DisposalRunRow:
    run = session.exec(select(DisposalRunRow).where(DisposalRunRow.number == number.strip().upper())).one_or_none()
    if run is None:
        raise InputError("no-such-run", T("There is no disposal run “{number}”.", number=number), field="run")
    if run.state != "proposed":
        raise RuleError("run-settled", T("Disposal run {number} is settled already.", number=run.number))
    return run


def _items(session: Session, run: DisposalRunRow) -> list[DisposalItemRow]:
    statement = select(DisposalItemRow).where(DisposalItemRow.run_id == run.id)
    return list(session.exec(statement.order_by(col(DisposalItemRow.position))).all())


def _require_other_name(work: Work, run: DisposalRunRow) -> None:
    if run.proposed_by != work.staff_id:
        return
    members = work.session.exec(select(StaffRow).where(col(StaffRow.active).is_(True))).all()
    others = [each for each in members if each.id != work.staff_id]
    if any(permitted(Permission.DISPOSE, read_roles(each.roles)) for each in others):
        raise RuleError("same-name", T("You proposed this disposal. Another person must confirm it."))
    if work.today <= run.proposed_on:
        raise RuleError(
            "too-soon",
            T("You are the only one here who disposes of records. Sleep on it, and confirm tomorrow at the earliest."),
        )


def _going(now: dict[str, DueItem]) -> Going:
    """Which cases' records of each kind go in this run: who goes whole lets go of scans too."""
    found: dict[RecordKind, set[int]] = {kind: set() for kind in RecordKind}
    for item in now.values():
        if item.may_go and item.case_id is not None:
            found[item.kind].add(item.case_id)
            if item.kind is RecordKind.PERSONAL:
                found[RecordKind.IDENTITY_COPIES].add(item.case_id)
                found[RecordKind.SCANS].add(item.case_id)
    return {kind: frozenset(ids) for kind, ids in found.items()}


def _leave_out(session: Session, row: DisposalItemRow, why: Any) -> tuple[Text, Text, Text]:
    text = why if isinstance(why, Text) else T("{sentences}", sentences=why)
    row.outcome, row.records = "left_out", 0
    row.why = json.dumps([pack(each) for each in (why.texts if isinstance(why, Sentences) else (why,))])
    session.add(row)
    case = None if row.case_id is None else session.get_one(CaseRow, row.case_id)
    of = T("{number}", number=case.number) if case else T("Envelope {number}", number=row.envelope_id or 0)
    return of, RecordKind(row.kind).label, text


def _destroy(work: Work, run: DisposalRunRow, item: DueItem, going: Going) -> int:
    """Destroy one record, with its entry of the trail; returns how many rows it was."""
    number = run.number
    if item.kind is RecordKind.BOOK:
        through = date.fromisoformat(item.key.partition(":")[2])
        count = destroy_book(work, through)
        end_months(work, through, number)
        work.note("records_disposed", None, run=number, kind=item.kind.value, records=count)
        return count
    if item.envelope_id is not None:
        count = destroy_envelope(work, item.envelope_id)
        work.note("records_disposed", None, run=number, kind=item.kind.value, records=count)
        return count
    case = work.session.get_one(CaseRow, item.case_id)
    if item.kind is RecordKind.PERSONAL:
        count = destroy_case(work, case, going, work.today)
        work.note("case_disposed", case, run=number, number=case.number, day=work.today.isoformat())
        return count
    if item.kind is RecordKind.LETTERS:
        count = destroy_letters(work, case, work.today)
    else:
        count = destroy_scans(work, case, going, (item.kind,))
    keep_retention(work, case)
    work.note("records_disposed", case, run=number, kind=item.kind.value, records=count)
    return count
