"""`caseman where`, `caseman place`, `caseman move`: where every sheet of paper is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from caseman.cli.console import opened, out, print_json, table
from caseman.cli.options import File, Json, PassphraseFile, Staff, file_group, office_file
from caseman.domain.custody import CustodyEnd, PlaceKind
from caseman.domain.post import EnclosureKind
from caseman.services import custody
from caseman.services.custody_views import (
    PAGE,
    PaperLine,
    find_place,
    list_places,
    papers_in,
    papers_nowhere,
    papers_of,
)
from caseman.services.desk import Desk
from caseman.storage.columns import row_id
from caseman.text import T

place_app = file_group("Places for papers: caseman place FILE list, add, rename, retire.", "place")

Name = Annotated[str, typer.Argument(help="The place's name, such as Safe B.")]


def where(
    file: File,
    number: Annotated[str, typer.Argument(help="A case's number; without it, papers that have no place yet.")] = "",
    *,
    in_place: Annotated[str, typer.Option("--in", help="What lies in this place.")] = "",
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Say where the papers of a case are, or what lies in a place."""
    with opened(file, passphrase_file, staff) as desk:
        place_id = _place_id(desk, in_place) if in_place else None
        if number:
            found = [paper for paper in papers_of(desk, number) if place_id is None or paper.place_id == place_id]
        elif place_id is not None:
            found = _all(lambda after: papers_in(desk, place_id, after=after))
        else:
            found = _all(lambda after: papers_nowhere(desk, after=after))
    if json:
        print_json(found)
        return
    headings = [T("No."), T("Case"), T("Paper"), T("Sheets"), T("Place"), T("Since"), T("By")]
    table(headings, [_line(paper) for paper in found])
    out(T("Bundles: {count}", count=len(found)))


def move(
    file: File,
    number: Annotated[str, typer.Argument(help="The case whose papers are moved.")],
    *,
    to: Annotated[str, typer.Option(help="The place where they go.")] = "",
    end: Annotated[CustodyEnd | None, typer.Option(help="Or how their stay ends.")] = None,
    only: Annotated[list[EnclosureKind] | None, typer.Option(help="Only this kind of paper; may be repeated.")] = None,
    note: Annotated[str, typer.Option(help="A note.")] = "",
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Note that papers of a case went to a place, or left for good."""
    with opened(file, passphrase_file, staff) as desk:
        found = [p for p in papers_of(desk, number) if not only or p.kind in only]
        here = [
            p for p in found if p.ended is None
        ] or found  # what is gone moves alone only, with a note that says why
        place_id = _place_id(desk, to) if to else None
        moved = custody.move_papers(desk, [p.enclosure_id for p in here], place_id=place_id, end=end, note=note).moved
    out(T("Bundles moved: {count}", count=moved))
    if here and not moved:
        out(T("They lay there already."))


@place_app.command("list")
def list_all(
    context: typer.Context, json: Json = False, passphrase_file: PassphraseFile = None, staff: Staff = None
) -> None:
    """List the places."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        lines = list_places(desk, retired=True)
    if json:
        print_json(lines)
        return
    gone = T("not used any more")
    rows = [[line.name, line.kind.label, line.papers, gone if line.retired else None] for line in lines]
    table([T("Place"), T("Kind"), T("Bundles"), T("State")], rows)


@place_app.command()
def add(
    context: typer.Context,
    name: Name,
    kind: Annotated[PlaceKind, typer.Option(help="What kind of place it is.")] = PlaceKind.SAFE,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Add a place."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        added = custody.add_place(desk, name, kind)
    out(T("Used again: {name}", name=added.name) if added.again else T("Added: {name}", name=added.name))


@place_app.command()
def rename(
    context: typer.Context,
    name: Name,
    new_name: Annotated[str, typer.Argument(help="Its new name.")],
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Give a place another name."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        renamed = custody.rename_place(desk, name, new_name)
    out(T("Renamed: {name}", name=renamed.name))


@place_app.command()
def retire(context: typer.Context, name: Name, passphrase_file: PassphraseFile = None, staff: Staff = None) -> None:
    """Take a place out of use."""
    with opened(office_file(context), passphrase_file, staff) as desk:
        retired = custody.retire_place(desk, name)
    out(T("Not used any more: {name}", name=retired.name))


def _line(paper: PaperLine) -> list[object]:
    numbers = list(paper.case_numbers)
    return [paper.enclosure_id, numbers, paper.kind.label, paper.sheets, paper.whereabouts, paper.since, paper.moved_by]


def _all(read: Callable[[int | None], Sequence[PaperLine]]) -> list[PaperLine]:
    """Every page of a list, one after the other."""
    found: list[PaperLine] = []
    while True:
        page = read(found[-1].enclosure_id if found else None)
        found += page
        if len(page) < PAGE:
            return found


def _place_id(desk: Desk, name: str) -> int:
    with desk.reading() as session:
        return row_id(find_place(session, name))
