"""The month's list for accounting: the entries of the book as CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from caseman.domain.fees import PaymentMeans
from caseman.domain.permissions import Permission
from caseman.exchange.atomic import write_new_file
from caseman.exchange.cells import Cell, write_csv
from caseman.services.anchors import AnchorPlace, remember_anchor
from caseman.services.book_views import BookLine, month_entries
from caseman.services.desk import Desk
from caseman.services.views import Written
from caseman.text import Language, T

# Code and heading, in the order of the list.
BOOK_COLUMNS: Final = (
    ("entry", T("Entry")),
    ("day", T("Day")),
    ("kind", T("Kind of entry")),
    ("account", T("Account")),
    ("case", T("Case number")),
    ("amount", T("Amount")),
    ("currency", T("Currency")),
    ("means", T("Means of payment")),
    ("payer", T("Payer")),
    ("note", T("Note")),
    ("reverses", T("Reverses entry")),
)


def book_name(month: date | None) -> str:
    """What the list of a month is called."""
    return f"payments-{month:%Y-%m}.csv" if month is not None else "payments.csv"


def export_book(desk: Desk, path: Path, month: date | None = None, language: Language | None = None) -> Written:
    """Write the entries of a month (its first day), or all, into a new file; an existing one is never overwritten.

    UTF-8 with BOM, CRLF, text quoted, formula cells neutralised; amounts are integers of the smallest unit. Headings
    and terms are in the office's letter language unless another is asked for. Raises `FileError`.
    """
    desk.require(Permission.EXPORT_BOOK)
    chosen = language or desk.procedure.replies.language
    lines = month_entries(desk, month)
    headings = [heading.say(chosen) for _, heading in BOOK_COLUMNS]
    write_new_file(path, lambda stream: write_csv(stream, headings, (_cells(line, chosen) for line in lines)))
    with desk.work(Permission.EXPORT_BOOK) as work:
        head = work.note("book_exported", rows=len(lines), month="" if month is None else f"{month:%Y-%m}")
        remember_anchor(work, head, AnchorPlace.EXPORT, path.name)
    return Written(path, len(lines), head)


def _cells(line: BookLine, language: Language) -> tuple[Cell, ...]:
    return (
        line.entry,
        line.day,
        line.kind.label.say(language),
        line.account.label.say(language),
        line.case,
        line.amount.minor,
        line.amount.currency,
        PaymentMeans(line.means).label.say(language),
        line.payer,
        line.note,
        line.reverses,
    )
