"""`caseman paper FILE …`: test sheets of window envelopes, address labels, the office's own fonts."""

from __future__ import annotations

from typing import Annotated

import typer

from caseman.cli.console import check_new_file, chosen_language, opened, out, table
from caseman.cli.options import NewPdf, PassphraseFile, Staff, file_group, office_file
from caseman.exchange.atomic import write_new_bytes
from caseman.services import letter_paper
from caseman.text import T

paper_app = file_group("What letters are printed on and with: envelopes, labels, fonts.")

Out = NewPdf


@paper_app.command()
def envelopes(context: typer.Context, passphrase_file: PassphraseFile = None, staff: Staff = None) -> None:
    """List the settings of window envelopes, the one in use first."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        found = letter_paper.envelopes(desk, chosen_language())
    table([T("Code"), T("Window envelope")], [[each.name, each.title] for each in found])


@paper_app.command("test-sheet")
def window_sheet(
    context: typer.Context,
    pdf: Out,
    envelope: Annotated[str, typer.Option(help="The envelope by its code; else the one in use.")] = "",
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write a sheet to print, fold and put into a window envelope, to see whether the address shows."""
    check_new_file(pdf)
    with opened(office_file(context), passphrase_file, staff) as desk:
        made = letter_paper.envelope_test_sheet(desk, envelope, chosen_language())
    write_new_bytes(pdf, made)
    out(T("The test sheet is in {file}.", file=str(pdf)))


@paper_app.command("label-sheets")
def label_sheets(context: typer.Context, passphrase_file: PassphraseFile = None, staff: Staff = None) -> None:
    """List the sheets of labels, the one in use first."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        found = letter_paper.label_sheets(desk, chosen_language())
    table([T("Code"), T("Label sheet")], [[each.name, each.title] for each in found])


@paper_app.command("label-test-sheet")
def label_test_sheet(
    context: typer.Context,
    pdf: Out,
    sheet: Annotated[str, typer.Option(help="The label sheet by its code; else the one in use.")] = "",
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write a sheet to print on plain paper and hold with a sheet of labels against the light."""
    check_new_file(pdf)
    with opened(office_file(context), passphrase_file, staff) as desk:
        made = letter_paper.sheet_of_labels_test(desk, sheet, chosen_language())
    write_new_bytes(pdf, made)
    out(T("The test sheet is in {file}.", file=str(pdf)))


@paper_app.command("address-labels")
def address_labels(
    context: typer.Context,
    documents: Annotated[list[str], typer.Argument(metavar="LETTER...", help="The letters by their numbers.")],
    pdf: Out,
    *,
    sheet: Annotated[str, typer.Option(help="The label sheet by its code; else the office's.")] = "",
    vertical: Annotated[bool, typer.Option("--vertical", help="In vertical writing.")] = False,
    first: Annotated[
        int, typer.Option("--first-label", min=1, max=100, help="The first free label of a partly used sheet.")
    ] = 1,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write address labels for letters that were made."""
    check_new_file(pdf)
    with opened(office_file(context), passphrase_file, staff) as desk:
        made = letter_paper.labels_for(desk, documents, sheet, vertical=vertical, first=first)
    write_new_bytes(pdf, made)
    out(T("The labels are in {file}.", file=str(pdf)))


@paper_app.command()
def fonts(
    context: typer.Context,
    folder: Annotated[str | None, typer.Option(help='Take the office\'s own fonts from here; "" for none.')] = None,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Say where the office's own fonts lie, and which fonts that were found cannot be used, and why."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        if folder is not None:
            letter_paper.set_fonts_folder(desk, folder)
        place, left_out = letter_paper.fonts_folder(desk), letter_paper.unusable_fonts(desk)
    out(T("The office's own fonts: {folder}", folder=place or "–"))
    if left_out:
        table([T("Font"), T("Why it cannot be used")], [[each.file, each.why] for each in left_out])
