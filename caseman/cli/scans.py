"""`caseman scans FILE …`: bring scans in, file them, mask them; and the cover sheets that split a batch."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Annotated

import typer

from caseman.cli.console import check_new_file, chosen_language, opened, out, print_json, table
from caseman.cli.options import Json, NewPdf, PassphraseFile, Staff, file_group, office_file
from caseman.domain.documents import Detail
from caseman.errors import InputError
from caseman.exchange.atomic import write_new_bytes
from caseman.exchange.watched_folder import SETTLES_AFTER
from caseman.services.cover_sheets import case_cover, paper_labels, place_labels
from caseman.services.identity_copies import mark_identity_copies
from caseman.services.masking import Box, mask
from caseman.services.reply_slips import reply_slip
from caseman.services.scan_import import Imported, ScanFile, import_scans
from caseman.services.scan_store import scan_page
from caseman.services.scan_tray import file_scans, list_tray, quarantine, take_out
from caseman.services.scanner_folder import (
    AfterTaking,
    FolderState,
    FolderTaken,
    look_into_folder,
    scanner_plan,
    set_scanner_plan,
    take_from_folder,
)
from caseman.text import T

scans_app = file_group(
    "Scans: caseman scans FILE list, add, file, take-out, quarantine, mask, page, folder, take, cover, slip, labels.",
    "scans",
)

Scan = Annotated[int, typer.Argument(help="The scan's number.")]
Scans = Annotated[list[int], typer.Argument(help="The scans' numbers.")]
Shows = Annotated[list[Detail], typer.Option("--shows", help="What it shows that must be masked; may be repeated.")]
_LOOKS = SETTLES_AFTER + 2  # one second apart
_pause = time.sleep
_SHARE = r"([0-9]{1,3}(?:\.[0-9]+)?)"
_BOX = re.compile(rf"([0-9]{{1,4}}):{_SHARE},{_SHARE},{_SHARE},{_SHARE}")


@scans_app.command("list")
def list_waiting(
    context: typer.Context, json: Json = False, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """List the scan tray: what belongs to no envelope or case yet."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        lines = list_tray(desk)
    if json:
        print_json(lines)
        return
    headings = [T("No."), T("File"), T("Pages"), T("Quarantine"), T("Why it waits")]
    shown = [
        [line.scan.scan_id, line.scan.name, line.scan.pages, _closed(line.scan.shows, line.scan.quarantine), line.fault]
        for line in lines
    ]
    table(headings, shown)
    out(T("Scans that wait: {count}", count=len(lines)))


@scans_app.command()
def add(
    context: typer.Context,
    path: Annotated[list[Path], typer.Argument(help="The files, in the order of the pages.")],
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Bring in files; each part behind a cover sheet is filed with its case, the rest waits in the scan tray."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        _tell(import_scans(desk, [ScanFile(each) for each in path]))


@scans_app.command("file")
def file_them(
    context: typer.Context,
    scan: Scans,
    case: Annotated[str, typer.Option(help="The case they belong to.")] = "",
    envelope: Annotated[int | None, typer.Option(help="The envelope they belong to.")] = None,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Put scans from the tray to a case or an envelope."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        file_scans(desk, scan, envelope_id=envelope, number=case)
    out(T("Filed."))


@scans_app.command("take-out")
def take_them_out(
    context: typer.Context,
    scan: Scans,
    reason: Annotated[str, typer.Option(help="Why, for the trail.")],
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Take scans out of the file for good."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        take_out(desk, scan, reason)
    out(T("Taken out of the file."))


@scans_app.command("quarantine")
def close(
    context: typer.Context, scan: Scan, shows: Shows, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Close a scan to everybody until what it shows is masked."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        quarantine(desk, scan, shows)
    out(T("In quarantine until it is masked."))


@scans_app.command("mask")
def mask_it(
    context: typer.Context,
    scan: Scan,
    box: Annotated[list[str], typer.Option(help="PAGE:X,Y,WIDTH,HEIGHT, the last four in percent; may be repeated.")],
    shows: Shows,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Burn boxes into a scan; what is under them is gone for good."""
    boxes = [_box(each) for each in box]
    with opened(office_file(context), passphrase_file, staff) as desk:
        done = mask(desk, scan, boxes, shows)
    out(T("Masked; the scan as it came is gone."))
    if done.left:
        out(T("It stays in quarantine: it still shows {what}.", what=[detail.label for detail in done.left]))


@scans_app.command()
def page(
    context: typer.Context,
    scan: Scan,
    number: Annotated[int, typer.Argument(min=1, help="The page, from 1.")],
    picture: Annotated[Path, typer.Option("--out", help="The PNG to write; an existing file is never overwritten.")],
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write one page of a scan as a picture, on purpose."""
    check_new_file(picture)
    with opened(office_file(context), passphrase_file, staff) as desk:
        png = scan_page(desk, scan, number - 1, 2000)
    write_new_bytes(picture, png)
    out(T("The page is in {file}.", file=str(picture)))


@scans_app.command()
def folder(
    context: typer.Context,
    path: Annotated[str, typer.Argument(metavar="DIR", help="The folder that the scanner writes to; empty: none.")],
    after: Annotated[AfterTaking, typer.Option(help="What becomes of a file that was taken in.")] = AfterTaking.REMOVE,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Say which folder the scanner writes to."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        set_scanner_plan(desk, path, after)
        plan = scanner_plan(desk)
    if plan.folder is None:
        out(T("No folder is watched."))
    else:
        out(T("Watched: {folder}", folder=str(plan.folder)))


@scans_app.command("take")
def take_now(context: typer.Context, passphrase_file: PassphraseFile = None, staff: Staff = None) -> None:
    """Take in now what lies whole in the scanner's folder."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        if scanner_plan(desk).folder is None:
            raise InputError(
                "no-folder",
                T("No folder is watched. Say first which one the scanner writes to: caseman scans FILE folder DIR."),
            )
        looked = look_into_folder(desk, FolderState())
        for _ in range(_LOOKS):  # what was just written is waited for
            if not looked.writing:
                break
            _pause(1)
            looked = look_into_folder(desk, looked.state)
        done = take_from_folder(desk, looked)
    if looked.writing:
        out(T("Still being written, and left in the folder: {count}", count=looked.writing))
    if done.more:
        out(T("The folder holds more new files than are taken at once. Take the rest with the same command."))
    _tell(done)


@scans_app.command()
def identity(
    context: typer.Context,
    scans: Annotated[list[int], typer.Argument(metavar="SCAN...", help="The scans by their numbers.")],
    *,
    undo: Annotated[bool, typer.Option("--not", help="They are none after all.")] = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Mark scans as copies of identity documents, which go before the rest of the case."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        mark_identity_copies(desk, scans, identity=not undo)
    told = T("Not copies of identity documents after all: {scans}.") if undo else _MARKED
    out(T(told.template, scans=len(set(scans))))


@scans_app.command()
def cover(
    context: typer.Context,
    case: Annotated[str, typer.Argument(help="The case's number.")],
    pdf: NewPdf,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write the cover sheet of a case, to lay before its papers in the scanner."""
    check_new_file(pdf)
    with opened(office_file(context), passphrase_file, staff) as desk:
        made = case_cover(desk, case, chosen_language())
    write_new_bytes(pdf, made)
    out(T("The cover sheet is in {file}.", file=str(pdf)))


@scans_app.command()
def slip(
    context: typer.Context,
    case: Annotated[str, typer.Argument(help="The case's number.")],
    pdf: NewPdf,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write the reply slip of a case: it goes with the notice and comes back on top of the answer."""
    check_new_file(pdf)
    with opened(office_file(context), passphrase_file, staff) as desk:
        made = reply_slip(desk, case)
    write_new_bytes(pdf, made)
    out(T("The reply slip is in {file}.", file=str(pdf)))


@scans_app.command()
def labels(
    context: typer.Context,
    pdf: NewPdf,
    case: Annotated[str, typer.Option(help="Labels for the papers of this case; else for all places.")] = "",
    sheet: Annotated[str, typer.Option(help="The label sheet by its code; else the usual one for the paper.")] = "",
    first: Annotated[
        int, typer.Option("--first-label", min=1, max=100, help="The first free label of a partly used sheet.")
    ] = 1,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write a sheet of labels with codes, for the papers of a case or for all places."""
    check_new_file(pdf)
    with opened(office_file(context), passphrase_file, staff) as desk:
        made = paper_labels(desk, case, sheet, first) if case else place_labels(desk, sheet, first)
    write_new_bytes(pdf, made)
    out(T("The labels are in {file}.", file=str(pdf)))


_MARKED = T("Marked as copies of identity documents: {scans}.")


def _closed(shows: tuple[Detail, ...], quarantined: bool) -> list[object] | None:
    return [detail.label for detail in shows] if quarantined else None


def _tell(done: Imported | FolderTaken) -> None:
    for each in done.filed:
        if each.number:
            out(T("{name}: filed with case {number}.", name=each.name, number=each.number))
        elif each.envelope_id is not None:
            out(T("{name}: filed with envelope {number}.", name=each.name, number=each.envelope_id))
        else:
            out(T("{name}: in the scan tray as {number}.", name=each.name, number=each.scan_id))
        if each.fault is not None:
            out(each.fault)
        if each.blank:
            out(
                T("{name}: the blank page {page} behind the cover sheet was left out.", name=each.name, page=each.blank)
            )
    for refused in done.refused:
        out(T("{name}: not taken. {why}", name=refused.name, why=refused.why))
    if done.refused:
        raise typer.Exit(1)


def _box(written: str) -> Box:
    found = _BOX.fullmatch(written.replace(" ", ""))
    if found is None:
        raise InputError("box", T("Write a box as PAGE:X,Y,WIDTH,HEIGHT in percent, like 1:60,20,30,5."), field="boxes")
    x, y, width, height = (float(part) / 100 for part in found.groups()[1:])
    return Box(int(found[1]) - 1, x, y, width, height)
