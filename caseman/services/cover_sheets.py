"""Cover sheets and labels: paper that says to the scanner where what follows belongs."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from sqlmodel import col, select

from caseman.domain.codes import Code, CodeKind, office_tag, parse_code, require_office
from caseman.domain.permissions import Permission
from caseman.domain.post import EnclosureKind
from caseman.errors import InputError
from caseman.letters.cover_sheet import CoverFacts, Label, check_label, cover_sheet, labels
from caseman.offices.label_sheets import USUAL_FOR_CODES, find_label_sheet
from caseman.services.case_rows import find_case
from caseman.services.desk import Desk
from caseman.services.post_views import enclosures_of, row_of
from caseman.services.reading import Paper, note_paper
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.post_tables import EnclosureRow, PlaceRow
from caseman.text import Language, T, Text


def case_cover(desk: Desk, number: str, language: Language | None = None) -> bytes:
    """The cover sheet of a case as PDF: the pages behind it in the scanner are filed with the case."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        made = _cover(desk, case.number, Code(CodeKind.CASE, row_id(case), _tag(desk), sheet=True), None, language)
    note_paper(desk, Paper.COVER, case.number)
    return made


def enclosure_cover(desk: Desk, enclosure_id: int, language: Language | None = None) -> bytes:
    """The cover sheet of one enclosure: the pages behind it are filed with its envelope."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        row = row_of(session, EnclosureRow, enclosure_id)
        if row is None:
            raise InputError("no-such-enclosure", T("There is no such enclosure."), field="enclosure_id")
        number = session.exec(
            select(CaseRow.number).where(CaseRow.envelope_id == row.envelope_id).order_by(col(CaseRow.id))
        ).first()
        what = EnclosureKind(row.kind).label
        code = Code(CodeKind.ENCLOSURE, enclosure_id, _tag(desk), sheet=True)
        made = _cover(desk, number or "", code, what, language)
    note_paper(desk, Paper.COVER, *((number,) if number else ()))
    return made


def paper_labels(desk: Desk, number: str, sheet: str = "", first: int = 1) -> bytes:
    """Labels, one for each enclosure of a case: see `place_labels`."""
    desk.require(Permission.READ_CASES)
    language = desk.procedure.replies.language
    with desk.reading() as session:
        case = find_case(session, number)
        made = [
            Label(
                Code(CodeKind.ENCLOSURE, row_id(row), _tag(desk)).payload,
                case.number,
                EnclosureKind(row.kind).label.say(language),
            )
            for row in enclosures_of(session, case)
        ]
    drawn = _labels(desk, made, sheet, first)
    note_paper(desk, Paper.PAPER_LABELS, case.number)
    return drawn


def place_labels(desk: Desk, sheet: str = "", first: int = 1) -> bytes:
    """Labels, one for each place in use, on the usual sheet for the office's paper unless one is named.

    The labels before number `first` are used up already. Raises `InputError` for a sheet or label that there is not.
    """
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        rows = session.exec(select(PlaceRow).where(col(PlaceRow.retired).is_(False)).order_by(col(PlaceRow.name)))
        made = [Label(Code(CodeKind.PLACE, row_id(row), _tag(desk)).payload, row.name, "") for row in rows]
    for label in made:
        _check_printable(label.title)
    drawn = _labels(desk, made, sheet, first)
    note_paper(desk, Paper.PLACE_LABELS)
    return drawn


def _check_printable(name: str) -> None:
    """Raises `InputError` naming the place of which a sign stands in no font here."""
    try:
        check_label(name)
    except InputError as error:
        raise InputError(
            error.code,
            T("The label of the place “{name}” cannot be printed. {why}", name=name, why=error.text),
            field="name",
        ) from error


def looks_coded(typed: str) -> bool:
    """Whether what is typed begins as our codes do, in whatever width and case a reader types it."""
    return unicodedata.normalize("NFKC", typed).strip().upper().startswith("CM1/")


def case_of_code(desk: Desk, typed: str) -> str | None:
    """The case that a code leads to, as a barcode reader types it; None for what is no code of ours.

    Raises `InputError` for a damaged code and `RuleError` for another office's.
    """
    desk.require(Permission.READ_CASES)
    code = parse_code(typed)
    if code is None:
        return None
    require_office(code, _tag(desk))
    with desk.reading() as session:
        case = None
        if code.kind is CodeKind.CASE:
            case = row_of(session, CaseRow, code.row_id)
        elif code.kind is CodeKind.ENCLOSURE and (row := row_of(session, EnclosureRow, code.row_id)) is not None:
            wanted = CaseRow.id == row.case_id if row.case_id is not None else CaseRow.envelope_id == row.envelope_id
            case = session.exec(select(CaseRow).where(wanted).order_by(col(CaseRow.id))).first()
    if case is None:
        raise InputError("code-of-nothing", T("This code leads to no case. Search by number or name."), field="code")
    return case.number


def _tag(desk: Desk) -> str:
    return office_tag(desk.file.file_id)


def _cover(desk: Desk, number: str, code: Code, what: Text | None, language: Language | None) -> bytes:
    spoken = language or desk.procedure.replies.language
    name = desk.procedure.letterhead.company.in_language(spoken)
    paper = desk.procedure.letters.paper
    return cover_sheet(CoverFacts(name, number, what, code.payload, desk.today(), paper), spoken)


def _labels(desk: Desk, made: Sequence[Label], sheet: str, first: int) -> bytes:
    if not made:
        raise InputError("no-labels", T("There is nothing to make labels for."), field="number")
    procedure = desk.procedure
    chosen = find_label_sheet(sheet or USUAL_FOR_CODES[procedure.letters.paper], procedure.label_sheets)
    return labels(made, chosen, first)
