"""`caseman statement` and `caseman payments`: the bank's file against the fees, and the book for accounting."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from caseman.cli.console import check_new_file, opened, out, print_json, table
from caseman.cli.options import File, Json, PassphraseFile, Staff
from caseman.domain.matching import Certainty
from caseman.domain.statements import StatementError
from caseman.errors import CasemanError, FileError, InputError
from caseman.services import book_views, deposits, statements
from caseman.services.book_export import export_book
from caseman.services.book_views import BookLine
from caseman.services.deposit_matching import DepositLine
from caseman.services.statements import StatementTaken
from caseman.text import T

_MONTH = re.compile("[0-9]{4}-[0-9]{2}")


def statement(
    file: File,
    path: Annotated[Path, typer.Argument(metavar="STATEMENT", help="The bank's file; its format is recognised.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come of it; keep nothing.")] = False,
    certain: Annotated[bool, typer.Option("--certain", help="Take every proposal that is certain.")] = False,
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Take a bank's statement in, and say which fee each deposit pays."""
    numbers: tuple[str, ...] = ()
    data = _read(path, json=json)
    with opened(file, passphrase_file, staff) as desk:
        try:
            taken = statements.take_statement(desk, path.name, data, trial=dry_run)
        except StatementError as error:
            raise _refused(error, error.line, error.column, json=json) from None
        if certain and not dry_run:
            numbers = deposits.take_certain(desk).numbers
    if json:
        print_json({**_told(taken), "allotted": numbers})
        return
    out(T("{format}, account {account}", format=taken.format.label, account=taken.account or "–"))
    headings = [T("Line"), T("Day"), T("Amount"), T("Payer"), T("Case"), T("How sure"), T("Why")]
    table(headings, [_line(each) for each in taken.deposits])
    out(T("Deposits: {count}; known already: {known}.", count=len(taken.deposits), known=taken.known))
    if taken.looks_known:
        lines = tuple(str(deposit.line) for deposit in taken.looks_known)
        out(T("Known from a file that told them otherwise; compare these lines: {lines}.", lines=lines))
    if numbers:
        out(T("Allotted: {numbers}.", numbers=numbers))


def payments(
    file: File,
    *,
    month: Annotated[str, typer.Option(help="Only this month: YYYY-MM.")] = "",
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the list as CSV into a new file.")] = None,
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """List the book: payments, what was allotted from statements, refunds and reversals."""
    first = _month(month)
    if csv is not None:
        check_new_file(csv)
    with opened(file, passphrase_file, staff) as desk:
        if csv is not None:
            export_book(desk, csv, first)
        found = book_views.month_entries(desk, first)
    if csv is not None:
        out(T("The list is in {file}.", file=str(csv)))
        return
    if json:
        print_json([_entry(each) for each in found])
        return
    headings = [T("No."), T("Day"), T("What"), T("Account"), T("Case"), T("Amount"), T("Payer"), T("Note")]
    rows = [[e.entry, e.day, e.kind.label, e.account.label, e.case, e.amount, e.payer, e.note] for e in found]
    table(headings, rows)
    out(T("Entries: {count}", count=len(found)))


def _read(path: Path, *, json: bool) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        told = T("“{name}” cannot be read ({why}). Choose another file.", name=path.name, why=error.strerror or "?")
        raise _refused(FileError("not-readable", told), None, None, json=json) from error


def _refused(error: CasemanError, line: int | None, column: int | None, *, json: bool) -> Exception:
    """What ends the command: the error itself, or, once it is printed as JSON, the exit with 1.

    A file that cannot be read at all has no place.
    """
    if not json:
        return error
    print_json({"refused": {"reason": str(error), "code": error.code, "line": line, "column": column}})
    return typer.Exit(1)


def _month(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(f"{text}-01" if _MONTH.fullmatch(text) else "")
    except ValueError:
        raise InputError("month", T("Write the month like 2026-11."), field="month") from None


def _line(each: DepositLine) -> list[Any]:
    deposit, proposal = each.deposit, each.proposal
    numbers = [part.number for part in proposal.parts]
    return [
        deposit.line, deposit.day, deposit.signed, deposit.payer, numbers, proposal.certainty.label, list(proposal.why)
    ]  # fmt: skip


def _told(taken: StatementTaken) -> dict[str, Any]:
    return {
        "format": taken.format,
        "account": taken.account,
        "known": taken.known,
        "looks_known": [deposit.line for deposit in taken.looks_known],
        "deposits": [_deposit(each) for each in taken.deposits],
    }


def _deposit(each: DepositLine) -> dict[str, Any]:
    deposit, proposal = each.deposit, each.proposal
    parts = proposal.parts if proposal.certainty is not Certainty.UNMATCHED else ()
    return {
        "line": deposit.line,
        "date": deposit.day,
        "amount": deposit.amount.minor,
        "payer": deposit.payer,
        "key": deposit.key,
        "cancelled": deposit.cancelled,
        "case": parts[0].number if parts else None,
        "parts": [{"case": part.number, "amount": part.amount.minor} for part in parts],
        "certainty": proposal.certainty,
        "why": [str(why) for why in proposal.why],
    }


def _entry(each: BookLine) -> dict[str, Any]:
    return {
        "entry": each.entry,
        "day": each.day,
        "kind": each.kind,
        "account": each.account,
        "case": each.case,
        "amount": each.amount.minor,
        "currency": each.amount.currency,
        "means": each.means,
        "payer": each.payer,
        "note": each.note,
        "reverses": each.reverses,
    }
