"""Custody: places, and every move of paper between them until its stay at the office ends.

Moves are only added, never changed: where a paper lies is where its latest move put it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session, col, select

from caseman.domain.codes import Code, CodeKind, office_tag, parse_code, require_office
from caseman.domain.custody import CustodyEnd, PlaceKind
from caseman.domain.entry import clean_line
from caseman.domain.permissions import Permission
from caseman.errors import InputError, RuleError
from caseman.services.case_rows import refuse_disposed
from caseman.services.custody_views import find_enclosure, find_place, papers_by_id, place_named
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.gate import not_before
from caseman.services.my_number import refuse_my_number
from caseman.services.post_views import enclosures_of, row_of
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.post_tables import CustodyRow, EnclosureRow, EnvelopeRow, PlaceRow
from caseman.text import T, Text

_LONGEST_NAME: Final = 60


@dataclass(frozen=True)
class Scanned:
    """What a code means: papers to move, or a place to move them to. `of` is the case of a single paper, if any."""

    what: Text
    enclosures: tuple[int, ...] = ()
    place_id: int | None = None
    number: str = ""
    of: str = ""


@dataclass(frozen=True)
class Moved(Change):
    """A move: how many bundles it moved. Those that lay there already stay as they were noted."""

    moved: int = 0


@dataclass(frozen=True)
class PlaceChange(Change):
    """A place under its name as it is kept; `again` where one that was out of use is in use again."""

    name: str = ""
    again: bool = False


def add_place(desk: Desk, name: str, kind: PlaceKind) -> PlaceChange:
    """Add a place, or put one that was taken out of use back in use, with its past moves.

    Raises `InputError` for a name that is empty or taken, in whatever width it is written.
    """
    with desk.work(Permission.MOVE_PAPERS) as work:
        clean = _name(name)
        row = place_named(work.session, clean)
        again = row is not None and row.retired
        if row is not None and again:
            row.retired, row.kind = False, kind
        else:
            row = PlaceRow(name=_free_name(work.session, clean), kind=kind)
        work.session.add(row)
        work.note("place_used_again" if again else "place_added", name=row.name, kind=kind)
    return PlaceChange(ChangeKind.ENVELOPE, name=row.name, again=again)


def rename_place(desk: Desk, name: str, new_name: str) -> PlaceChange:
    """Give a place another name; the moves to it go with it."""
    with desk.work(Permission.MOVE_PAPERS) as work:
        row = find_place(work.session, name)
        before, row.name = row.name, _free_name(work.session, new_name, but=row)
        work.session.add(row)
        work.note("place_renamed", before=before, name=row.name)
    return PlaceChange(ChangeKind.ENVELOPE, name=row.name)


def retire_place(desk: Desk, name: str) -> PlaceChange:
    """Take a place out of use; its past moves keep its name. Raises `RuleError` while papers lie there."""
    with desk.work(Permission.MOVE_PAPERS) as work:
        row = find_place(work.session, name)
        lies = work.session.exec(select(EnclosureRow.id).where(EnclosureRow.place_id == row.id).limit(1)).first()
        if lies is not None:
            raise RuleError("place-in-use", T("Papers lie in “{name}”. Move them first.", name=row.name), field="name")
        row.retired = True
        work.session.add(row)
        work.note("place_retired", name=row.name)
    return PlaceChange(ChangeKind.ENVELOPE, name=row.name)


def move_papers(
    desk: Desk,
    enclosures: Sequence[int],
    *,
    place_id: int | None = None,
    end: CustodyEnd | None = None,
    moved_on: date | None = None,
    note: str = "",
) -> Moved:
    """Note that papers went to a place, or that their stay ended (returned, destroyed, filed).

    Papers whose stay had ended come back to a place only with a note that says why. Raises `RuleError`, `InputError`.
    """
    if not enclosures:
        raise InputError("no-papers", T("Choose the papers first."), field="enclosures")
    if (place_id is None) == (end is None):
        raise InputError("no-place", T("Choose the place where the papers go."), field="place")
    note = clean_line(note, "note")
    refuse_my_number(note, "note")
    with desk.work(Permission.MOVE_PAPERS) as work:
        day = moved_on or work.today
        place = None if place_id is None else _place_in_use(work.session, place_id)
        rows = [find_enclosure(work.session, each) for each in dict.fromkeys(enclosures)]
        for row in rows:
            _check_move(work, row, day, end, note)
        moved = [row for row in rows if end is not None or row.place_id != place_id or _ended(work.session, row)]
        cases = _move(work, moved, place, end, day, note)
    return Moved(ChangeKind.ENVELOPE, tuple(case.number for case in cases), moved=len(moved))


def end_custody(work: Work, case: CaseRow, end: CustodyEnd, day: date) -> None:
    """At the close of a case, the stay of all its papers that are still here ends; the case's own entry tells it."""
    rows = [row for row in enclosures_of(work.session, case) if row.place_id is not None]
    for row in rows:
        _add_move(work, row, None, end, day, case.number)


def resume_custody(work: Work, case: CaseRow, ended_at: datetime) -> None:
    """The papers whose stay ended with a closing at this instant lie where they lay before; the caller tells it."""
    for row in enclosures_of(work.session, case):
        moves = work.session.exec(
            select(CustodyRow).where(CustodyRow.enclosure_id == row.id).order_by(col(CustodyRow.id).desc()).limit(2)
        ).all()
        if len(moves) == 2 and moves[0].ended is not None and moves[0].moved_at == ended_at:
            place = None if moves[1].place_id is None else work.session.get_one(PlaceRow, moves[1].place_id)
            if place is not None:
                _add_move(work, row, place, None, work.today, case.number)


def put_into(work: Work, rows: Iterable[EnclosureRow], place_name: str) -> None:
    """Papers that were just logged are laid into a place, in the caller's transaction."""
    place = find_place(work.session, place_name)
    _place_in_use(work.session, row_id(place))
    for row in rows:
        _add_move(work, row, place, None, work.today, "")


def read_code(desk: Desk, typed: str) -> Scanned:
    """What a code stands for: all papers of a case that are here, one enclosure, or a place.

    Papers that were returned, destroyed or filed never move with a whole case: only one by one, and with a note.

    Raises `InputError` for what is no code of ours or leads nowhere, `RuleError` for another office's.
    """
    desk.require(Permission.READ_CASES)
    code = parse_code(typed)
    if code is None:
        raise InputError("no-code", T("This is none of our codes. Choose from the list instead."), field="code")
    require_office(code, office_tag(desk.file.file_id))
    with desk.reading() as session:
        found = _scanned(session, code)
    if found is None:
        raise InputError("code-of-nothing", T("This code leads to nothing in this file."), field="code")
    return found


def _scanned(session: Session, code: Code) -> Scanned | None:
    match code.kind:
        case CodeKind.CASE:
            case = row_of(session, CaseRow, code.row_id)
            if case is None:
                return None
            papers = tuple(row_id(row) for row in enclosures_of(session, case) if not _ended(session, row))
            return Scanned(T("All papers of {number}", number=case.number), papers, number=case.number)
        case CodeKind.ENCLOSURE:
            row = row_of(session, EnclosureRow, code.row_id)
            if row is None:
                return None
            (paper,) = papers_by_id(session, [code.row_id])
            return Scanned(T("One enclosure"), (code.row_id,), of=paper.case_numbers[0] if paper.case_numbers else "")
        case CodeKind.PLACE:
            place = row_of(session, PlaceRow, code.row_id)
            return None if place is None else Scanned(T("{name}", name=place.name), place_id=code.row_id)


def _check_move(work: Work, row: EnclosureRow, day: date, end: CustodyEnd | None, note: str) -> None:
    envelope = work.session.get_one(EnvelopeRow, row.envelope_id)
    last = _last(work.session, row)
    not_before(day, max(envelope.arrived_on, last.moved_on if last else envelope.arrived_on), work.today, "moved_on")
    ended = _ended(work.session, row)
    if ended and (end is not None or not note):
        raise RuleError(
            "custody-ended",
            T(
                "The stay of these papers ended already: {end}. If that was a mistake, move them to where they lie "
                "and say why.",
                end=CustodyEnd(last.ended).label if last and last.ended else "",
            ),
            field="note",
        )


def _move(
    work: Work, rows: Sequence[EnclosureRow], place: PlaceRow | None, end: CustodyEnd | None, day: date, note: str
) -> list[CaseRow]:
    by_case: dict[int | None, list[EnclosureRow]] = {}
    for row in rows:
        _add_move(work, row, place, end, day, note)
        by_case.setdefault(_case_of(work.session, row), []).append(row)
    cases = []
    for case_id, moved in by_case.items():
        case = None if case_id is None else work.session.get_one(CaseRow, case_id)
        if case is not None:
            refuse_disposed(case)
        details = {"place": place.name if place else "", "end": end or "", "kinds": [row.kind for row in moved]}
        work.note("papers_moved", case, **details, note=note)
        if case is not None:
            cases.append(case)
    return cases


def _add_move(
    work: Work, row: EnclosureRow, place: PlaceRow | None, end: CustodyEnd | None, day: date, note: str
) -> None:
    work.session.add(
        CustodyRow(
            enclosure_id=row_id(row),
            place_id=None if place is None else row_id(place),
            ended=end,
            moved_on=day,
            moved_at=work.now,
            moved_by=work.staff_id,
            note=note,
        )
    )
    row.place_id = None if place is None else row_id(place)
    work.session.add(row)


def _case_of(session: Session, row: EnclosureRow) -> int | None:
    if row.case_id is not None:
        return row.case_id
    return session.exec(
        select(CaseRow.id).where(CaseRow.envelope_id == row.envelope_id).order_by(col(CaseRow.id))
    ).first()


def _last(session: Session, row: EnclosureRow) -> CustodyRow | None:
    return session.exec(
        select(CustodyRow).where(CustodyRow.enclosure_id == row.id).order_by(col(CustodyRow.id).desc())
    ).first()


def _ended(session: Session, row: EnclosureRow) -> bool:
    last = _last(session, row)
    return last is not None and last.ended is not None


def _place_in_use(session: Session, place_id: int) -> PlaceRow:
    row = row_of(session, PlaceRow, place_id)
    if row is None:
        raise InputError("no-such-place", T("There is no such place. Choose another."), field="place")
    if row.retired:
        raise RuleError(
            "place-retired", T("“{name}” is not used any more. Choose another.", name=row.name), field="place"
        )
    return row


def _name(typed: str) -> str:
    clean = clean_line(typed, "name", _LONGEST_NAME)
    if not clean:
        raise InputError("empty", T("Give the place a name."), field="name")
    refuse_my_number(clean, "name")
    return clean


def _free_name(session: Session, name: str, but: PlaceRow | None = None) -> str:
    clean = _name(name)
    row = place_named(session, clean)
    if row is None or row is but:
        return clean
    if row.retired:
        why = T(
            "There was a place “{name}” before. Add it again to put it back in use, or choose another name.",
            name=row.name,
        )
        raise InputError("place-retired", why, field="name")
    raise InputError("place-taken", T("There is a place “{name}” already.", name=row.name), field="name")
