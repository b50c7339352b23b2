"""What the ledger tells of a case that came from a register: its cells, where nothing was recorded since."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from caseman.domain.authority import PartyRole
from caseman.domain.statute import Law
from caseman.exchange.cells import Cell
from caseman.exchange.ledger_csv import LEDGER_COLUMNS
from caseman.services.ledger_cells import Terms
from caseman.services.ledger_rows import Event, Request
from caseman.text import T

LINES: Final = """
SELECT case_id, number, due_on, extended_due_on, identity_checked_on, paid_on, ended, dispatched_on, tracking_number,
       delivered_on, papers_ended_on, told
FROM register_line WHERE case_id >= :since ORDER BY case_id
"""
_BETWEEN: Final = re.compile("、|, ")
_AT: Final = {code: place for place, (code, _) in enumerate(LEDGER_COLUMNS)}


class Line(NamedTuple):
    """A row of `register_line`, as the database gives it."""

    case_id: int
    number: str
    due_on: str | None
    extended_due_on: str | None
    identity_checked_on: str | None
    paid_on: str | None
    ended: str
    dispatched_on: str | None
    tracking_number: str
    delivered_on: str | None
    papers_ended_on: str | None
    told: str


def with_end(line: Line | None, happened: Sequence[Event]) -> Sequence[Event]:
    """What happened, with the end that the register states before it: the results name it, the remarks do not."""
    return happened if line is None or not line.ended else [Event(line.case_id, line.ended, "", ""), *happened]


def without_words(line: Line) -> Line:
    """A row of which nobody is named and nothing is told in words of the register's own, for outsiders."""
    told = {code: day for code, day in json.loads(line.told).items() if code == "decided_on"}
    return line._replace(told=json.dumps(told))


def overlaid(
    cells: tuple[Cell, ...],
    line: Line,
    terms: Terms,
    asked: Sequence[Request],
    law: Callable[[], Law],
    *,
    extended: bool,
    due_now: str,
) -> tuple[Cell, ...]:
    """The line of the ledger with the register's cells in the places that are empty without them.

    `extended`: an extension was told in the program. `due_now`: the date by which to answer as the case has it.
    """
    found = list(cells)
    told: dict[str, Any] = json.loads(line.told)

    def fill(code: str, value: Cell) -> None:
        if value and not found[_AT[code]]:
            found[_AT[code]] = value

    def put(code: str, value: Cell) -> None:
        if code in told:
            found[_AT[code]] = value

    _dates(found, line, extended=extended, due_now=due_now)
    for code in ("channel", "articles", "requester_kind"):  # the case has a stand-in for what the register writes
        put(code, told.get(code))
    if not found[_AT["identity_documents"]] and not found[_AT["identity_checked_on"]]:
        _identity(fill, line, told, terms)
    fill("authority_documents", _said(told.get("authority_documents"), terms.papers, terms))
    if not found[_AT["paid_on"]]:
        fill("payment_means", _said(told.get("payment_means"), terms.means, terms))
        fill("paid_on", line.paid_on)
    for code in ("searcher", "decided_by"):
        fill(code, _said(told.get(code), None, terms))
    _decision(found, told, terms, asked, law)
    if not found[_AT["dispatched_on"]]:
        _answer(fill, line, told, terms, asked)
    fill("papers_ended_on", line.papers_ended_on)
    if line.number:
        number = T("Number in the register: {number}", number=line.number).say(terms.language)
        found[_AT["remarks"]] = "; ".join(filter(None, (str(found[_AT["remarks"]] or ""), number)))
    return tuple(found)


def _dates(found: list[Cell], line: Line, *, extended: bool, due_now: str) -> None:
    stated = line.extended_due_on or line.due_on
    if extended and stated:
        found[_AT["due_on"]] = stated
    elif stated == due_now:
        found[_AT["due_on"]], found[_AT["extended_due_on"]] = line.due_on, line.extended_due_on


def _identity(fill: Any, line: Line, told: dict[str, Any], terms: Terms) -> None:
    fill("identity_documents", _said(told.get("identity_documents"), terms.documents, terms))
    days = told.get("identity_checked_on")
    fill("identity_checked_on", _said(days, None, terms) if days else line.identity_checked_on)
    fill("identity_checked_by", _said(told.get("identity_checked_by"), None, terms))


def _decision(
    found: list[Cell], told: dict[str, Any], terms: Terms, asked: Sequence[Request], law: Callable[[], Law]
) -> None:
    if told.get("decided_on") == "":  # the case has another day in its place
        found[_AT["decided_on"]] = None
    elif told.get("decided_on") and not found[_AT["decided_on"]]:  # a day without a result
        found[_AT["decided_on"]] = told["decided_on"]
    grounds = told.get("grounds")
    if isinstance(grounds, str):
        found[_AT["grounds"]] = grounds
    elif grounds:
        found[_AT["grounds"]] = terms.grounds_of(asked, grounds, law())
    if told.get("reasons") and not found[_AT["reasons"]]:
        found[_AT["reasons"]] = told["reasons"]


def _answer(fill: Any, line: Line, told: dict[str, Any], terms: Terms, asked: Sequence[Request]) -> None:
    for code, day, missing in (
        ("dispatched_on", line.dispatched_on, T("Not sent")),
        ("delivered_on", line.delivered_on, T("Not delivered")),
    ):
        days = told.get(code)
        fill(code, terms.days_of(asked, days, missing.say(terms.language)) if days else day)
    fill("dispatch_mail_class", _said(told.get("dispatch_mail_class"), terms.mail, terms))
    fill("dispatch_tracking_number", terms.join(_BETWEEN.split(line.tracking_number)))


def _said(told: Any, names: dict[str | None, str] | None, terms: Terms) -> str:
    """Terms by their codes in the language of the ledger, told apart where they were; what has no code as written."""
    if not told or isinstance(told, str):
        return told or ""
    if isinstance(told, dict):
        parts = ((PartyRole(label).value, codes) for label, codes in told.items())
        return terms.by_role([(label, _codes(codes, names, terms)) for label, codes in parts])
    return _codes(told, names, terms)


def _codes(codes: Sequence[str], names: dict[str | None, str] | None, terms: Terms) -> str:
    return terms.join([code if names is None else names.get(code, code) for code in codes])
