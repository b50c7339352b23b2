"""`caseman dispose` proposes and confirms disposal; `caseman disposal` shows runs, certificates and papers to shred;
`caseman hold` and `caseman release` keep a case from it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import typer

from caseman.cli.console import check_new_file, chosen_language, opened, out, plain, print_json, table
from caseman.cli.options import File, Json, NewPdf, PassphraseFile, Staff, file_group, office_file
from caseman.domain.retention import RecordKind
from caseman.exchange.atomic import write_new_bytes
from caseman.services import disposal, disposal_views, events, retention_list, shredding
from caseman.services.course_inputs import EventInput
from caseman.services.desk import Desk
from caseman.services.disposal import Disposed
from caseman.services.retention_list import DueItem, DueList
from caseman.text import T

retention_app = file_group("Disposal runs, their certificates, and papers to shred.")
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="What will be due by this day; else today.")]


def dispose(
    file: File,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what is due; nothing is proposed.")] = False,
    until: Day = None,
    case: Annotated[list[str] | None, typer.Option(help="Only the records of this case; again for others.")] = None,
    kind: Annotated[list[RecordKind] | None, typer.Option(help="Only this kind of record; again for others.")] = None,
    confirm: Annotated[str, typer.Option(metavar="RUN", help="Confirm this run, proposed by another member.")] = "",
    withdraw: Annotated[str, typer.Option(metavar="RUN", help="Take this proposed run back.")] = "",
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Propose records whose time is over for disposal, or confirm what another member proposed.

    A later day than today can only be looked at (--dry-run --until): nothing goes before its time.
    """
    with opened(file, passphrase_file, staff) as desk:
        if confirm:
            _told_disposed(desk, disposal.confirm(desk, confirm), as_json=json)
        elif withdraw:
            number = disposal.withdraw(desk, withdraw).document_number
            out(T("Run {run} was taken back; nothing was destroyed.", run=number))
        elif dry_run or until is not None:
            _told_due(_chosen(retention_list.due_list(desk, _day(until)), case, kind), as_json=json)
        else:
            disposal.finish(desk)
            _propose(desk, _chosen(retention_list.due_list(desk), case, kind), as_json=json)


def _day(typed: datetime | None) -> date | None:
    return None if typed is None else typed.date()


def _chosen(due: DueList, numbers: list[str] | None, kinds: list[RecordKind] | None) -> DueList:
    """What is asked for of what is due."""
    wanted = {number.strip().upper() for number in numbers or ()}
    items = tuple(
        item
        for item in due.items
        if (not wanted or item.number.upper() in wanted) and (not kinds or item.kind in kinds)
    )
    return DueList(due.by, items, len(items) if wanted or kinds else due.total, due.backups)


def _told_due(due: DueList, *, as_json: bool) -> None:
    if as_json:
        print_json({"by": due.by, "total": due.total, "items": [_item(i) for i in due.items], "backups": due.backups})
        return
    table(
        [T("Case"), T("Record"), T("Kept through"), T("Records"), T("What stands against it")],
        [[i.of, i.kind.label, i.kept_until, i.records, list(i.blocks) or T("nothing")] for i in due.items],
    )
    for item in due.items:
        for why in (*item.why, *item.mentions):
            out(T("  {of}, {kind}: {why}", of=item.of, kind=item.kind.label, why=why))
    out(T("Records due by {day}: {count}; that may go: {free}.", day=due.by, count=due.total, free=_free(due)))
    for backup in due.backups:
        out(T("Backup {name} of {day}: {end}", name=backup.name, day=backup.made_on, end=backup.end))


def _item(item: DueItem) -> dict[str, Any]:
    told = {
        "key": item.key,
        "kind": item.kind,
        "case": item.number or None,
        "kept_until": item.kept_until,
        "records": item.records,
        "why": item.why,
        "blocks": item.blocks,
        "mentions": item.mentions,
        "may_go": item.may_go,
    }
    return {name: plain(value) for name, value in told.items()}


def _free(due: DueList) -> int:
    return sum(item.may_go for item in due.items)


def _propose(desk: Desk, due: DueList, *, as_json: bool) -> None:
    keys = [item.key for item in due.items if item.may_go]
    if not keys:
        _told_due(due, as_json=as_json)
        return
    number = disposal.propose(desk, keys).document_number
    if as_json:
        print_json({"run": number, "proposed": keys})
        return
    out(T("Run {run} is proposed. Records: {count}.", run=number, count=len(keys)))
    out(T("Another privacy manager confirms it: caseman dispose FILE --confirm {run}", run=number))


def _told_disposed(desk: Desk, done: Disposed, *, as_json: bool) -> None:
    (run,) = [each for each in disposal_views.list_runs(desk) if each.number == done.document_number]
    if as_json:
        left = [[of, kind, why] for of, kind, why in done.left_out]
        print_json({"run": run.number, "disposed": done.disposed, "left_out": left, "backups": run.backups})
        return
    out(T("Run {run} is done. Records disposed of: {count}.", run=run.number, count=done.disposed))
    for of, kind, why in done.left_out:
        out(T("Left out: {of}, {kind}: {why}", of=of, kind=kind, why=why))
    for backup in run.backups:
        out(T("Backup {name} of {day}: {end}", name=backup.name, day=backup.made_on, end=backup.end))
    out(T("The certificate: caseman disposal FILE certificate {run} --out certificate.pdf", run=run.number))


def hold(
    file: File,
    number: Annotated[str, typer.Argument(help="The case's number.")],
    reason: Annotated[str, typer.Option(help="Why it is held.")],
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Hold a case for litigation: nothing of it may be destroyed until it is released."""
    with opened(file, passphrase_file, staff) as desk:
        (number,) = events.hold(desk, _event(desk, number, reason)).numbers
    out(T("Case {number} is held: nothing of it may be destroyed.", number=number))


def release(
    file: File,
    number: Annotated[str, typer.Argument(help="The case's number.")],
    reason: Annotated[str, typer.Option(help="Why it is held no more.")],
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Release a case that was held for litigation."""
    with opened(file, passphrase_file, staff) as desk:
        (number,) = events.release(desk, _event(desk, number, reason)).numbers
    out(T("Case {number} is held no more.", number=number))


def _event(desk: Desk, number: str, reason: str) -> EventInput:
    return EventInput.read(number=number, happened_on=desk.today(), reason=reason)


@retention_app.command("list")
def list_runs(
    context: typer.Context, json: Json = False, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """List the disposal runs, the latest first, with the backups that still hold what went."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        found = disposal_views.list_runs(desk)
    if json:
        print_json(found)
        return
    table(
        [T("Run"), T("State"), T("Proposed by"), T("Proposed on"), T("Confirmed by"), T("Settled on"), T("Records")],
        [[r.number, r.standing, r.proposed_by, r.proposed_on, r.settled_by, r.settled_on, len(r.items)] for r in found],
    )


@retention_app.command()
def certificate(
    context: typer.Context,
    run: Annotated[str, typer.Argument(help="The run's number, such as D-2030-001.")],
    pdf: NewPdf,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write the certificate of a disposal run as PDF; every copy is the same."""
    check_new_file(pdf)
    with opened(office_file(context), passphrase_file, staff) as desk:
        made = disposal_views.certificate(desk, run, chosen_language())
    write_new_bytes(pdf, made.pdf)
    out(T("The certificate of {run} is in {file}.", run=made.document_number, file=str(pdf)))


@retention_app.command()
def papers(
    context: typer.Context,
    *,
    destroyed: Annotated[list[int] | None, typer.Option(help="Note this bundle as destroyed; again for more.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Note all of the list as destroyed.")] = False,
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """List the papers whose time is over, by place; note them as destroyed once they went through the shredder."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        found = shredding.papers_to_shred(desk)
        gone = [p.enclosure_id for p in found if not p.held] if every else list(destroyed or ())
        if gone:
            shredding.shred_papers(desk, gone)
            found = shredding.papers_to_shred(desk)
    if json:
        print_json(found)
        return
    table(
        [T("Bundle"), T("Place"), T("Case"), T("Papers"), T("Sheets"), T("Kept through"), T("Hold")],
        [[str(p.enclosure_id), p.place, p.number, p.kind.label, p.sheets, p.kept_until, p.held] for p in found],
    )
    if gone:
        out(T("Noted as destroyed: {count}.", count=len(gone)))
