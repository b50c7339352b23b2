"""`caseman post FILE …`: the register, logging an envelope, and saying what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from caseman.cli.console import chosen_language, opened, out, print_json, table
from caseman.cli.options import Json, PassphraseFile, Staff, file_group, office_file
from caseman.domain.envelopes import Brings, Disposition, SealState
from caseman.domain.fees import PaymentMeans
from caseman.domain.post import Channel, EnclosureKind, MailClass
from caseman.errors import CasemanError, InputError, InputErrors
from caseman.services.desk import Desk
from caseman.services.filing import file_envelope, unfile_envelope
from caseman.services.intake import log_typed
from caseman.services.post_inputs import FilingInput
from caseman.services.post_register import Direction, PostLine, PostQuery, ShowPost, list_post
from caseman.services.post_views import ON_PAPER, channels_taken, show_envelope
from caseman.services.scan_import import ScanFile
from caseman.services.suggestions import Clues, suggest
from caseman.text import T, Text

post_app = file_group("The post desk: caseman post FILE list, log, suggest, file, take-back.", "post")

Envelope = Annotated[int, typer.Argument(help="The envelope's number in the register.")]


@post_app.command("list")
def list_register(
    context: typer.Context,
    show: Annotated[ShowPost, typer.Option(help="Which post.")] = ShowPost.ALL,
    search: Annotated[str, typer.Option(help="Sender, addressee, number or tracking number.")] = "",
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """List what came and what left, latest first."""
    found: list[PostLine] = []
    with opened(office_file(context), passphrase_file, staff) as desk:
        page: tuple[PostLine, ...] = ()
        while page or not found:
            page = list_post(desk, PostQuery(show, search, found[-1].after if found else None, 1000))
            if not page:
                break
            found += page
    if json:
        print_json(found)
        return
    headings = [
        T("No."),
        T("Direction"),
        T("Day"),
        T("Sender or addressee"),
        T("What"),
        T("Tracking number"),
        T("Case"),
    ]
    table(headings, [_line(line) for line in found])
    out(T("Items of post: {count}", count=len(found)))


@post_app.command()
def log(
    context: typer.Context,
    *,
    sender: Annotated[str, typer.Option(help="The sender, as written.")],
    arrived: Annotated[str, typer.Option(help="The day it arrived, like 2026-11-24 or R8.11.24; else today.")] = "",
    postmark: Annotated[str, typer.Option(help="The day of the postmark.")] = "",
    channel: Annotated[Channel, typer.Option(help="How it came.")] = Channel.POST,
    mail_class: Annotated[MailClass, typer.Option("--class", help="The mail class.")] = MailClass.ORDINARY,
    tracking: Annotated[str, typer.Option(help="The tracking number.")] = "",
    same_number: Annotated[bool, typer.Option(help="It is another item with a number that is known.")] = False,
    marking: Annotated[str, typer.Option(help="How the envelope is marked, such as Confidential.")] = "",
    seal: Annotated[SealState | None, typer.Option(help="How the seal was found.")] = None,
    opened_by: Annotated[str, typer.Option(help="Who opened it, or took the call.")] = "",
    witness: Annotated[str, typer.Option(help="Who was there.")] = "",
    taken_at: Annotated[str, typer.Option(help="The time of a telephone call, like 14:30.")] = "",
    call_back: Annotated[str, typer.Option(help="The number to call back.")] = "",
    enclosure: Annotated[
        list[str] | None,
        typer.Option(help="What was in it, like id_copy or id_copy:2 for two sheets; may be repeated."),
    ] = None,
    money: Annotated[
        list[str] | None, typer.Option(help="Money found, like cash:5250 or stamps:500; may be repeated.")
    ] = None,
    note: Annotated[str, typer.Option(help="A note.")] = "",
    scan: Annotated[list[Path] | None, typer.Option(help="A scan of it; may be repeated.")] = None,
    tray: Annotated[list[int] | None, typer.Option(help="A scan from the scan tray, by number.")] = None,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Log an envelope, and say to which cases it may belong."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        typed = dict[str, Any](
            channel=channel,
            arrived_on=arrived or desk.today(),
            postmarked_on=postmark,
            mail_class=mail_class,
            tracking_number=tracking,
            same_number=same_number,
            marking=marking,
            seal_state=seal,
            opened_by=opened_by or desk.staff_name,
            witnessed_by=witness,
            taken_at=taken_at,
            call_back=call_back,
            sender_as_written=sender,
            note=note,
            enclosures=[_enclosure(each) for each in enclosure or ()],
            money=[_money(each, opened_by or desk.staff_name, witness) for each in money or ()],
            scans=[ScanFile(path).read() for path in scan or ()],
            tray_scans=tray or (),
        )
        try:
            change = log_typed(desk, typed)
        except CasemanError as error:
            raise _for_terminal(error) from error
        if channel in ON_PAPER:
            out(T("Logged as envelope {number}.", number=change.envelope_id))
        else:
            out(T("Logged as inquiry {number}.", number=change.envelope_id))
        if channel not in channels_taken(desk.procedure):
            out(
                T(
                    "This office takes no request by this channel ({channel}). Tell the person how to ask.",
                    channel=channel.label,
                )
            )
        _suggest(desk, change.envelope_id or 0)


@post_app.command("suggest")
def suggest_cases(
    context: typer.Context,
    envelope: Envelope,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Say to which cases an envelope may belong, and whether it was logged already."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        _suggest(desk, envelope)


@post_app.command("file")
def file_it(
    context: typer.Context,
    envelope: Envelope,
    what: Annotated[Disposition, typer.Argument(help="What it is; an open case makes it a request by itself.")],
    *,
    case: Annotated[str, typer.Option(help="The case it adds to.")] = "",
    brings: Annotated[list[Brings] | None, typer.Option(help="What it brings; may be repeated.")] = None,
    letter: Annotated[str, typer.Option(help="The number of our letter that came back.")] = "",
    note: Annotated[str, typer.Option(help="What it was, and what became of it.")] = "",
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Say what an envelope is: an addition to a case, our letter returned, no request, misdelivered."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        filing = FilingInput.read(
            envelope_id=envelope, disposition=what, number=case, brings=brings or (), document_number=letter, note=note
        )
        change = file_envelope(desk, filing)
    if change.numbers:
        out(T("Filed with case {number}.", number=change.numbers[0]))
    else:
        out(T("Filed as: {what}.", what=what.label))


@post_app.command("take-back")
def take_back(
    context: typer.Context,
    envelope: Envelope,
    reason: Annotated[str, typer.Option(help="Why, for the trail.")],
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Take back what was said of an envelope."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        unfile_envelope(desk, envelope, reason)
    out(T("Taken back; the envelope can be filed anew."))


def _line(line: PostLine) -> list[object]:
    what: list[Text | str | None] = [
        line.channel.label if line.direction is Direction.IN and line.channel not in ON_PAPER else None,
        line.disposition.label if line.disposition else None,
        line.letter.label if line.letter else None,
        line.document_number,
        *(kind.label for kind in line.enclosures),
    ]
    back: list[Text | str | None] = [T("came back {day}", day=line.returned_on)] if line.returned_on else []
    return [
        line.envelope_id,
        line.direction.label,
        line.day,
        line.person,
        [each for each in (*what, *back) if each],
        line.tracking_number,
        list(line.case_numbers),
    ]


def _suggest(desk: Desk, envelope_id: int) -> None:
    view = show_envelope(desk, envelope_id)
    clues = Clues(view.sender, view.note, view.tracking_number, view.arrived_on, envelope_id=envelope_id)
    found = suggest(desk, clues)
    for known in found.duplicates:
        out(
            T(
                "Logged already? Envelope {number} of {day}, “{sender}”: {why}",
                number=known.envelope_id,
                day=known.arrived_on,
                sender=known.sender,
                why=known.why,
            )
        )
    for case in found.cases:
        out(T("May belong to {number}, {name}: {why}", number=case.number, name=case.principal, why=_reasons(case.why)))
    if not found.cases:
        out(T("No running case fits. Open one from it in the window, or file it."))


def _reasons(why: tuple[Text, ...]) -> str:
    """Some reasons are sentences and some are none: side by side they stand without full stops."""
    return " / ".join(each.say(chosen_language()).rstrip(".。") for each in why)


def _for_terminal(error: CasemanError) -> CasemanError:
    """A known tracking number is overruled with an option here, not with a box below."""
    faults = error.faults if isinstance(error, InputErrors) else (error,)
    return InputErrors(tuple(_with_option(fault) if fault.code == "tracking-known" else fault for fault in faults))


def _with_option(known: CasemanError) -> CasemanError:
    text = T(
        "The envelope of {day} from “{sender}” has this tracking number. Compare the label; "
        "if this is another item all the same, add --same-number.",
        **known.text.values,
    )
    return InputError(known.code, text, field=known.field)


def _enclosure(written: str) -> dict[str, object]:
    kind, _, sheets = written.partition(":")
    if kind not in set(EnclosureKind):
        raise InputError(
            "enclosure",
            T(
                "“{what}” is no kind of enclosure. Choose one of: {kinds}.",
                what=written,
                kinds=[k.value for k in EnclosureKind],
            ),
            field="enclosures",
        )
    return {"kind": kind, "sheets": sheets or "1"}


def _money(written: str, counted_by: str, witnessed_by: str) -> dict[str, object]:
    means, _, amount = written.partition(":")
    if means not in set(PaymentMeans):
        raise InputError("means", T("Write money found like cash:5250, money_order:500 or stamps:500."), field="money")
    return {"means": means, "amount": amount, "counted_by": counted_by, "witnessed_by": witnessed_by}
