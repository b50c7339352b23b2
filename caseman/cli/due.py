"""`caseman due`: the date by which to answer, from what is typed alone."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated

import typer

from caseman.cli.console import out, print_json
from caseman.cli.options import Json
from caseman.domain.deadlines import Defect, Events, Extension
from caseman.domain.entry import clean_line, parse_date
from caseman.domain.working_days import Bilingual
from caseman.errors import InputError
from caseman.services import due_date
from caseman.text import T

_UNNAMED = Bilingual("入力による", "as entered")
_WHOLE = re.compile("-?[0-9]{1,9}")


def due(
    *,
    office: Annotated[str, typer.Option(metavar="NAME|PATH", help="The office's procedure by its code, or its file.")],
    received: Annotated[str, typer.Option(metavar="DATE", help="The day the envelope arrived; era dates too.")],
    accepted: Annotated[str | None, typer.Option(metavar="DATE", help="The day the request was complete.")] = None,
    pause: Annotated[
        list[str] | None,
        typer.Option(
            metavar="A:B",
            help="A correction asked for on A that came on B; A: alone while it is awaited. May be repeated.",
        ),
    ] = None,
    extend: Annotated[
        list[str] | None,
        typer.Option(
            metavar="N", help="An extension, in the unit the procedure extends by. May be repeated.", show_default=False
        ),
    ] = None,
    told: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DATE",
            help="The day an extension was told: the first --told belongs to the first --extend, and so on. "
            "Without it the extension counts as told on the day of arrival, so never too late.",
        ),
    ] = None,
    closed: Annotated[
        list[str] | None, typer.Option(metavar="DATE", help="A day the office is closed too. May be repeated.")
    ] = None,
    holiday: Annotated[
        list[str] | None,
        typer.Option(metavar="DATE[=NAME]", help="A public holiday not yet known here. May be repeated."),
    ] = None,
    json: Json = False,
) -> None:
    """Compute the date by which to answer, with its derivation. Needs no file."""
    arrived_on = parse_date(received, "received")
    events = Events(
        arrived_on,
        parse_date(accepted, "accepted") if accepted is not None else None,
        tuple(_pause(typed) for typed in pause or ()),
        _extensions([_amount(typed) for typed in extend or ()], told or [], arrived_on),
    )
    derivation = due_date.compute(
        office,
        events,
        closed=[parse_date(typed, "closed") for typed in closed or ()],
        holidays=dict(_holiday(typed) for typed in holiday or ()),
    )
    if json:
        print_json(
            {
                "due": derivation.due,
                "target": derivation.target,
                "suit_from": derivation.suit_from,
                "steps": list(derivation.steps),
            }
        )
        return
    for step in derivation.steps:
        out(step)


def _pause(typed: str) -> Defect:
    first, colon, last = unicodedata.normalize("NFKC", typed).partition(":")
    if not colon:
        raise InputError(
            "not-a-pause",
            T(
                "Write a pause like 2026-11-05:2026-11-15. While the correction is awaited leave out the second day, "
                "not the colon."
            ),
            field="pause",
        )
    return Defect(parse_date(first, "pause"), parse_date(last, "pause") if last.strip() else None)


def _amount(typed: str) -> int:
    found = _WHOLE.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    if found is None:
        raise InputError("not-a-number", T("Write the extension as a whole number, like 10."), field="extend")
    return int(found[0])


def _extensions(amounts: list[int], told: list[str], arrived_on: date) -> tuple[Extension, ...]:
    if len(told) > len(amounts):
        raise InputError(
            "told-without-extension",
            T("Each --told belongs to an --extend. Add the extension, or take the day out."),
            field="told",
        )
    days = [parse_date(typed, "told") for typed in told]
    days += [arrived_on] * (len(amounts) - len(days))
    return tuple(map(Extension, days, amounts))


def _holiday(typed: str) -> tuple[date, Bilingual | str]:
    day, _, name = typed.replace("＝", "=").partition("=")
    return parse_date(day, "holiday"), clean_line(name, "holiday") or _UNNAMED
