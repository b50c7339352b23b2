"""`caseman attach FILE CASE …`: the disclosed data that go with an answer, and what is redacted in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from caseman.cli.console import check_new_file, opened, out, print_json, table
from caseman.cli.options import File, Json, PassphraseFile, Staff
from caseman.domain.attachments import Placing
from caseman.domain.grounds import Ground
from caseman.errors import InputError
from caseman.exchange.atomic import write_new_bytes
from caseman.services.attachment_inputs import (
    AttachmentChange,
    AttachmentInput,
    AttachmentMove,
    AttachmentRemoval,
    RedactInput,
)
from caseman.services.attachment_rows import AttachmentLine
from caseman.services.attachments import (
    attach,
    attached_page,
    change_attachment,
    list_attachments,
    move_attachment,
    take_out_attachment,
)
from caseman.services.desk import Desk
from caseman.services.letter_attachments import note_paper, paper_to_print
from caseman.services.redactions import box_in_millimetres, redact
from caseman.services.scan_import import ScanFile
from caseman.text import T

attach_app = typer.Typer(
    name="attach",
    help="Disclosed data that go with an answer: caseman attach FILE CASE list, add, change, move, redact, take-out, "
    "page, paper.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Attachment = Annotated[int, typer.Argument(metavar="NUMBER", help="The attachment's number in the list.")]
_NUMBER = r"([0-9]{1,4}(?:\.[0-9]{1,3})?)"
_BOX = re.compile(rf"([0-9]{{1,4}}):{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}")


@dataclass(frozen=True)
class _At:
    """The office file and the case that every verb works on."""

    file: Path
    case: str


@attach_app.callback()
def choose(
    context: typer.Context,
    file: File,
    case: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
) -> None:
    """Disclosed data that go with an answer."""
    context.obj = _At(file, case)


def _at(context: typer.Context) -> _At:
    assert isinstance(context.obj, _At)
    return context.obj


@attach_app.command("list")
def list_them(
    context: typer.Context, json: Json = False, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """List what is attached, and what is redacted in it."""
    at = _at(context)
    with opened(at.file, passphrase_file, staff) as desk:
        lines = list_attachments(desk, at.case)
    if json:
        print_json(lines)
        return
    headings = [T("No."), T("Request"), T("Attachment"), T("Title"), T("It goes"), T("Pages"), T("Redacted")]
    table(headings, [_row(line) for line in lines])
    out(T("Attachments: {count}", count=len(lines)))


@attach_app.command()
def add(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="DATA", help="The file: PDF, JPEG, PNG or TIFF.")],
    title: Annotated[str, typer.Option(help="What it is, as the letter names it.")],
    placing: Annotated[Placing, typer.Option("--as", help="Behind the letter's pages, or sheets of its own.")] = (
        Placing.APPENDED
    ),
    request: Annotated[int, typer.Option(help="Which request of the case it answers.")] = 1,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Attach a file. It stays in the office's file as it is; pictures of its pages go with the letter."""
    at = _at(context)
    typed = AttachmentInput.read(number=at.case, position=request, title=title, placing=placing)
    with opened(at.file, passphrase_file, staff) as desk:
        before = {line.attachment_id for line in list_attachments(desk, at.case)}
        attach(desk, typed, ScanFile(path))
        made = next(line for line in list_attachments(desk, at.case) if line.attachment_id not in before)
    out(T("Attached as {number}; pages: {pages}.", number=made.attachment_id, pages=made.pages))


@attach_app.command()
def change(
    context: typer.Context,
    attachment: Attachment,
    title: Annotated[str, typer.Option(help="Another title.")] = "",
    placing: Annotated[
        Placing | None, typer.Option("--as", help="Behind the letter's pages, or sheets of its own.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Change title or placing."""
    at = _at(context)
    with opened(at.file, passphrase_file, staff) as desk:
        line = _line(desk, at.case, attachment)
        changed = AttachmentChange.read(
            number=at.case, attachment_id=attachment, title=title or line.title, placing=placing or line.placing
        )
        change_attachment(desk, changed)
    out(T("Changed."))


@attach_app.command()
def move(
    context: typer.Context,
    attachment: Attachment,
    to: Annotated[int, typer.Argument(help="Its new place among those of its request, from 1.")],
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Put an attachment to another place."""
    at = _at(context)
    with opened(at.file, passphrase_file, staff) as desk:
        move_attachment(desk, AttachmentMove.read(number=at.case, attachment_id=attachment, to=to))
    out(T("Moved."))


@attach_app.command("redact")
def redact_boxes(
    context: typer.Context,
    attachment: Attachment,
    box: Annotated[
        list[str] | None,
        typer.Option(
            help="PAGE:X,Y,WIDTH,HEIGHT in millimetres from the upper left corner, where the page's longer side counts "
            "297; may be repeated."
        ),
    ] = None,
    ground: Annotated[Ground | None, typer.Option(help="Why it is withheld.")] = None,
    reason: Annotated[str, typer.Option(help="The reason, as the letter tells it.")] = "",
    clear: Annotated[bool, typer.Option("--clear", help="Take off all boxes that were drawn before.")] = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Redact boxes; with --ground and --reason alone, explain those that lack them."""
    at = _at(context)
    drawn = [_box(each) for each in box or ()]
    why = {"ground": ground.value if ground is not None else "", "reason": reason}
    if not (drawn or clear or ground is not None or reason):
        raise InputError(
            "no-box", T("Say with --box what is redacted, or with --clear that nothing is."), field="boxes"
        )
    with opened(at.file, passphrase_file, staff) as desk:
        line = _line(desk, at.case, attachment)
        boxes = [] if clear else [_kept(each, {} if drawn else why) for each in line.redactions]
        for page, millimetres in drawn:
            x, y, width, height = box_in_millimetres(desk, at.case, attachment, page, millimetres)
            boxes.append({"page": page, "x": x, "y": y, "width": width, "height": height} | why)
        redact(desk, RedactInput.read(number=at.case, attachment_id=attachment, redactions=boxes))
        line = _line(desk, at.case, attachment)
    out(T("Redacted: {count}.", count=len(line.redactions)))
    if line.unexplained:
        out(T("Without ground or reason: {count}. No letter can be made until they have them.", count=line.unexplained))


@attach_app.command("take-out")
def take_it_out(
    context: typer.Context, attachment: Attachment, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """Take an attachment out of the file; letters that were made keep theirs."""
    at = _at(context)
    with opened(at.file, passphrase_file, staff) as desk:
        take_out_attachment(desk, AttachmentRemoval.read(number=at.case, attachment_id=attachment))
    out(T("Taken out."))


@attach_app.command("page")
def page_as_printed(
    context: typer.Context,
    attachment: Attachment,
    number: Annotated[int, typer.Argument(min=1, metavar="PAGE", help="The page, from 1.")],
    picture: Annotated[Path, typer.Option("--out", help="The JPEG to write; an existing file is never overwritten.")],
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write a page as it is printed, redacted, as a picture."""
    check_new_file(picture)
    at = _at(context)
    with opened(at.file, passphrase_file, staff) as desk:
        made = attached_page(desk, at.case, attachment, number)
    write_new_bytes(picture, made)
    out(T("The page is in {file}.", file=str(picture)))


@attach_app.command("paper")
def enclosed_paper(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="LETTER", help="The number of the letter.")],
    number: Annotated[int, typer.Argument(metavar="ATTACHMENT", help="The number printed on the attachment.")],
    pdf: Annotated[Path, typer.Option("--out", help="The PDF to write; an existing file is never overwritten.")],
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write the paper of an enclosed attachment, as it was made with its letter."""
    check_new_file(pdf)
    at = _at(context)
    with opened(at.file, passphrase_file, staff) as desk:
        made = paper_to_print(desk, at.case, document, number)
        write_new_bytes(pdf, made.pdf)
        note_paper(desk, at.case, made.document_number, number)
    out(T("The paper is in {file}.", file=str(pdf)))


def _row(line: AttachmentLine) -> list[Any]:
    told = T("{count} (unexplained: {open})", count=len(line.redactions), open=line.unexplained)
    redacted = told if line.unexplained else len(line.redactions) or None
    return [
        line.attachment_id, line.position, line.number, line.title, line.placing.label, line.pages, redacted,
    ]  # fmt: skip


def _line(desk: Desk, case: str, attachment: int) -> AttachmentLine:
    found = next((each for each in list_attachments(desk, case) if each.attachment_id == attachment), None)
    if found is None:
        text = T("This case has no attachment {number}.", number=attachment)
        raise InputError("no-such-attachment", text, field="attachment_id")
    return found


def _kept(line: Any, why: dict[str, str]) -> dict[str, Any]:
    """A box that stays; one that is not explained yet takes what is said now."""
    said = {"ground": line.ground or "", "reason": line.reason}
    if not line.explained and why:
        said = {name: said[name] or why[name] for name in said}
    return {"page": line.page, "x": line.x, "y": line.y, "width": line.width, "height": line.height} | said


def _box(written: str) -> tuple[int, tuple[float, ...]]:
    found = _BOX.fullmatch(written.replace(" ", ""))
    if found is None:
        text = T("Write a box as PAGE:X,Y,WIDTH,HEIGHT in millimetres, like 1:20,60,80,10.")
        raise InputError("box", text, field="boxes")
    return int(found[1]), tuple(map(float, found.groups()[1:]))
