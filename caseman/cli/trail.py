"""The verbs for auditors: the trail, the check of the file, the monthly sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from caseman.cli.console import check_new_file, chosen_language, opened, out, plain, print_json, table
from caseman.cli.options import File, Json, NewPdf, PassphraseFile, Staff
from caseman.domain.entry import parse_date
from caseman.domain.trail import ActionGroup
from caseman.errors import InputError
from caseman.exchange.atomic import write_new_bytes
from caseman.services import auditing
from caseman.services.file_check import FileCheck
from caseman.services.month_sheets import print_month_sheet
from caseman.services.trail_list import TrailQuery, read_trail
from caseman.services.views import HistoryLine
from caseman.text import T

_AT_ONCE = 1000


def trail(
    file: File,
    *,
    case: Annotated[str, typer.Option(help="Only of this case; its number.")] = "",
    since: Annotated[str, typer.Option("--from", help="Only from this day on.")] = "",
    until: Annotated[str, typer.Option("--to", help="Only up to this day.")] = "",
    who: Annotated[str, typer.Option(help="Only of this member of staff.")] = "",
    kind: Annotated[ActionGroup | None, typer.Option(help="Only this group of actions.")] = None,
    search: Annotated[str, typer.Option(help="Only entries that say these words.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many of the latest.")] = 1000,
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Show the trail: who did what when, the latest first."""
    query = TrailQuery(
        case=case,
        staff=who,
        group=kind,
        since=parse_date(since, "from") if since else None,
        until=parse_date(until, "to") if until else None,
        words=search,
        language=chosen_language(),
        limit=min(limit, _AT_ONCE),
    )
    found: list[HistoryLine] = []
    with opened(file, passphrase_file, staff) as desk:
        zone = desk.time_zone
        before = None
        while True:
            page = read_trail(desk, replace(query, before=before))
            found += page.lines
            before = page.before
            if before is None or len(found) >= limit:
                break
    found = found[:limit]
    if json:
        print_json([{**plain(line), "label": line.label.say(chosen_language())} for line in found])
        return
    rows = [
        [str(line.entry), f"{line.at.astimezone(zone):%Y-%m-%d %H:%M}", line.staff, line.case_number or "", line.label]
        for line in found
    ]
    table([T("Entry"), T("When"), T("Who"), T("Case"), T("What")], rows)
    out(T("Entries of the trail: {count}", count=len(found)))


def sheet(
    file: File,
    pdf: NewPdf,
    *,
    month: Annotated[str, typer.Option(help="The month, YYYY-MM; the one before this unless said.")] = "",
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write the monthly sheet of the trail as PDF: its anchor, to be signed and filed outside the computer."""
    check_new_file(pdf)
    wanted = _month(month)
    with opened(file, passphrase_file, staff) as desk:
        made = print_month_sheet(desk, wanted, chosen_language())
        write_new_bytes(pdf, made.pdf)
    out(T("The monthly sheet is in {file}. Its anchor is {head}.", file=str(pdf), head=made.head))


def verify(
    file: File,
    json: Json = False,
    anchor: Annotated[
        str | None, typer.Option(help="An anchor printed on a letter or export: was the file at this entry once?")
    ] = None,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Check the file: page MACs, references, the audit chain, the seal over all rows, every scan and letter."""
    with opened(file, passphrase_file, staff) as desk:
        check = auditing.verify_file(desk, anchor=anchor)
    if json:
        print_json({"sound": check.sound, **plain(check)})
    else:
        _tell(check)
    if not check.sound:
        raise typer.Exit(1)


def _tell(check: FileCheck) -> None:
    out(T("Trail: {count} entries, anchor {head}.", count=check.entries, head=check.head))
    out(
        T(
            "Scans checked: {scans}; letters checked: {letters}.",
            scans=check.scans_checked,
            letters=check.letters_checked,
        )
    )
    if check.broken_at is not None:
        out(T("The trail was changed at entry {entry}.", entry=check.broken_at))
    for name in check.changed_tables:
        out(T("Changed outside the program: {what}", what=name))
    if check.anchors_lost:
        out(T("Anchors that the file gave out and does not have any more: {anchors}.", anchors=check.anchors_lost))
    elif check.anchors_known:
        out(T("Anchors that the file remembers to have given out: {count}. It has all.", count=check.anchors_known))
    if check.anchor_found:
        out(T("Yes: the file went through this anchor. What was entered up to it is as it was then."))
    elif check.anchor_beyond:
        out(T("No: the file does not reach this anchor. It is an older copy, or its end was cut off."))
    elif check.anchor_found is False:
        out(T("No: the file was never at this anchor. Its trail was changed, or it is another office's file."))
    else:
        out(T("An anchor from paper proves more than what the file remembers: give one with --anchor."))
    for fault in (*check.page_faults, *check.scans_damaged, *check.letters_damaged):
        out(T("Damaged: {what}", what=fault))
    out(
        T("The file is sound.")
        if check.sound
        else T("The file is damaged. Keep it, and bring back the last backup.")
        if check.anchor_found is not False
        else T("Keep this file, and compare it with your backups before anybody works on.")
    )


def _month(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(f"{typed.strip()}-01")
    except ValueError:
        raise InputError("no-month", T("Write the month as YYYY-MM, such as 2026-11."), field="month") from None
