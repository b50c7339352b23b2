"""The verbs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseman import __version__
from caseman.bootstrap import create_office
from caseman.cli.about import about
from caseman.cli.attachments import attach_app
from caseman.cli.backup import backup, restore
from caseman.cli.console import (
    check_new_file,
    choose_language,
    chosen_language,
    opened,
    out,
    print_json,
    read_passphrase,
    table,
)
from caseman.cli.decide import decide
from caseman.cli.delivered import delivered
from caseman.cli.dispose import dispose, hold, release, retention_app
from caseman.cli.drill import drill
from caseman.cli.due import due
from caseman.cli.export import export
from caseman.cli.fee import fee_app
from caseman.cli.help import show_help_page
from caseman.cli.keys import keys_app
from caseman.cli.letter_texts import letter_text_app
from caseman.cli.money import payments, statement
from caseman.cli.notes import note, undo
from caseman.cli.office import office_app
from caseman.cli.options import File, Json, NewPdf, PassphraseFile, Staff
from caseman.cli.paper import paper_app
from caseman.cli.post import post_app
from caseman.cli.register import import_
from caseman.cli.scans import scans_app
from caseman.cli.statistics import statistics
from caseman.cli.trail import sheet, trail, verify
from caseman.cli.where import move, place_app, where
from caseman.cli.workstation import workstation_app
from caseman.domain.letters import LetterKind
from caseman.exchange.atomic import write_new_bytes
from caseman.services import case_file, letters, lists
from caseman.services.case_query import CaseQuery
from caseman.services.views import CaseLine
from caseman.storage.file import keys_path
from caseman.text import Language, T

app = typer.Typer(
    name="caseman",
    help="A desk for a privacy office: requests about personal data that come by post, in one encrypted file.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        print(__version__)
        raise typer.Exit


@app.callback()
def common(
    language: Annotated[Language | None, typer.Option(help="Language of the output; else the system's.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Options for every verb."""
    del version
    choose_language(language)


@app.command()
def init(
    file: File,
    office: Annotated[str, typer.Option(help="The office's procedure by its code, such as aucnet, or its file.")],
    staff: Annotated[str, typer.Option(help="Your name, as it stands in the trail.")],
    passphrase_file: PassphraseFile = None,
    recovery_sheet: Annotated[
        Path | None, typer.Option(help="Where to write the recovery sheet (PDF); else beside the file.")
    ] = None,
) -> None:
    """Make a new encrypted office file from a procedure, and its recovery sheet to print for the safe."""
    sheet = recovery_sheet or file.with_name(f"{file.stem}-recovery-sheet.pdf")
    check_new_file(sheet)
    created = create_office(
        file,
        office=office,
        staff_name=staff,
        passphrase=read_passphrase(passphrase_file),
        language=chosen_language(),
    )
    try:
        write_new_bytes(sheet, created.recovery_sheet)
    except BaseException:  # without its sheet, which is shown only once, a new file is worth nothing
        created.path.unlink()
        keys_path(created.path).unlink()
        raise
    out(T("The office file is {file}; its key file lies beside it.", file=str(created.path)))
    if created.unnamed:
        out(T("The letterhead of this procedure has no name yet: write your office's into it before the first letter."))
    out(T("Print the recovery sheet {file}, put it into the safe, and delete the file.", file=str(sheet)))


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="A new folder for the sample office.")],
    pictures: Annotated[bool, typer.Option(help="Render pictures of the main pages.")] = True,
    cases: Annotated[
        int, typer.Option(min=0, max=5_000_000, help="So many invented cases of five years more, to try it out full.")
    ] = 0,
) -> None:
    """Make a sample office with invented people, take one envelope through every step, and say where each thing is."""
    from caseman.demo.office import run_demo  # noqa: PLC0415  draws specimens and people, which no other verb needs

    run_demo(folder, say=out, language=chosen_language(), pictures=pictures, cases=cases)


@app.command()
def cases(
    file: File,
    search: Annotated[str, typer.Option(help="Number, name, kana, address, telephone or tracking number.")] = "",
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """List the cases, soonest date first."""
    with opened(file, passphrase_file, staff) as desk:
        found: list[CaseLine] = []
        after = None
        while True:
            page = lists.list_cases(desk, CaseQuery(search=search, after=after, limit=1000))
            found += page.lines
            after = page.after
            if after is None:
                break
    if json:
        print_json(found)
        return
    table(
        [
            T("Number"),
            T("Principal"),
            T("Requests"),
            T("State"),
            T("Next step"),
            T("Arrived"),
            T("Answer by"),
        ],
        [
            [
                line.number,
                line.principal,
                [t.label for t in line.request_types],
                line.state.label,
                line.next_step.call_to_action if line.next_step else None,
                line.arrived_on,
                line.due_on,
            ]
            for line in found
        ],
    )
    out(T("Cases: {count}", count=len(found)))


@app.command()
def show(
    file: File,
    number: Annotated[str, typer.Argument(help="The case's number, such as P-2026-0001.")],
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Show one case: people, requests, where it stands, what comes next, and its history."""
    from caseman.cli.show_case import print_case  # noqa: PLC0415

    with opened(file, passphrase_file, staff) as desk:
        view, zone = case_file.show_case(desk, number), desk.time_zone
    if json:
        print_json(view)
    else:
        print_case(view, zone)


@app.command()
def letter(
    file: File,
    number: Annotated[str, typer.Argument(help="The case's number.")],
    kind: Annotated[LetterKind, typer.Argument(help="Which letter.")],
    pdf: NewPdf,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Make a letter that a decision asks for (or take the one already made) and write it as PDF."""
    check_new_file(pdf)
    with opened(file, passphrase_file, staff) as desk:
        change = letters.make_letter(desk, number, kind)
        assert change.document_number is not None
        made = letters.letter_to_print(desk, number, change.document_number)
        write_new_bytes(pdf, made.pdf)
        letters.note_output(desk, number, made.document_number, "saved")
    out(T("{kind} {number} is in {file}.", kind=kind.label, number=made.document_number, file=str(pdf)))


app.command()(decide)
app.command()(note)
app.command()(undo)
app.command()(export)
app.command()(due)
app.command()(backup)
app.command()(restore)
app.command()(drill)
app.command()(where)
app.command()(move)
app.command()(statement)
app.command()(payments)
app.command()(delivered)
app.command()(dispose)
app.command()(hold)
app.command()(release)
app.command()(statistics)
app.command(name="import")(import_)
app.command()(trail)
app.command()(verify)
app.command()(sheet)
app.command()(about)
app.command(name="help")(show_help_page)


app.add_typer(office_app, name="office")
app.add_typer(fee_app, name="fee")
app.add_typer(keys_app, name="keys")
app.add_typer(letter_text_app, name="letter-text")
app.add_typer(post_app, name="post")
app.add_typer(scans_app, name="scans")
app.add_typer(attach_app, name="attach")
app.add_typer(paper_app, name="paper")
app.add_typer(place_app, name="place")
app.add_typer(retention_app, name="disposal")
app.add_typer(workstation_app, name="workstation")
