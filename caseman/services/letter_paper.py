"""What letters are printed on and with: test sheets of envelopes and labels, address labels, the office's own fonts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlmodel import col, select

from caseman.domain.label_sheets import LabelSheet
from caseman.domain.letters import LetterKind
from caseman.domain.permissions import Permission
from caseman.errors import CasemanError, InputError
from caseman.letters.added_fonts import fonts_left_out, use_added_fonts
from caseman.letters.address_labels import AddressLabel, address_labels
from caseman.letters.facts import Addressee
from caseman.letters.label_test_sheet import label_test_sheet
from caseman.letters.notes import hindrances, print_notes
from caseman.letters.test_sheet import window_test_sheet
from caseman.offices.label_sheets import find_label_sheet, label_sheet_settings, sheet_of
from caseman.offices.window_envelopes import envelope_settings, find_envelope, letter_form
from caseman.services.case_rows import find_case
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.letter_facts import addressee_of, letter_facts
from caseman.services.office_settings import get_setting, put_setting
from caseman.services.reading import Paper, note_paper
from caseman.storage.case_tables import CaseRow
from caseman.storage.letter_tables import LetterRow
from caseman.text import Language, T, Text
from caseman.workstation_rules import rules

_FONTS: Final = "letters.fonts"


@dataclass(frozen=True)
class PaperName:
    """A setting of a window envelope or a sheet of labels: its name, and what people call it."""

    name: str
    title: str


@dataclass(frozen=True)
class FontLeftOut:
    """A font that was found and cannot be used, and why."""

    file: str
    why: Text


def envelopes(desk: Desk, language: Language) -> tuple[PaperName, ...]:
    """The settings of window envelopes that letters of this office can have, the one in use first."""
    procedure = desk.procedure
    used = letter_form(procedure).envelope.name
    settings = envelope_settings(procedure.window_envelopes)
    found = [PaperName(each.name, each.title.in_language(language)) for each in settings]
    return tuple(sorted(found, key=lambda each: each.name != used))


def envelope_test_sheet(desk: Desk, name: str = "", language: Language | None = None) -> bytes:
    """The test sheet of a window envelope as PDF; without a name, of the one in use. Raises `InputError`."""
    procedure = desk.procedure
    spoken = language or procedure.replies.language
    envelope = find_envelope(name, procedure.window_envelopes) if name else letter_form(procedure).envelope
    titles = {each.name: each.title.in_language(spoken) for each in envelope_settings(procedure.window_envelopes)}
    return window_test_sheet(envelope, spoken, titles.get(envelope.name, ""))


def label_sheets(desk: Desk, language: Language) -> tuple[PaperName, ...]:
    """The sheets of labels that this office can have, the one in use first."""
    procedure = desk.procedure
    used = sheet_of(procedure.letters, procedure.label_sheets).name
    found = [
        PaperName(each.name, each.title.in_language(language)) for each in label_sheet_settings(procedure.label_sheets)
    ]
    return tuple(sorted(found, key=lambda each: each.name != used))


def sheet_of_labels_test(desk: Desk, name: str = "", language: Language | None = None) -> bytes:
    """The test sheet of a sheet of labels as PDF; without a name, of the one in use. Raises `InputError`."""
    procedure = desk.procedure
    spoken = language or procedure.replies.language
    sheet = _sheet(desk, name)
    titles = {each.name: each.title.in_language(spoken) for each in label_sheet_settings(procedure.label_sheets)}
    return label_test_sheet(sheet, spoken, titles.get(sheet.name, ""))


def _sheet(desk: Desk, name: str) -> LabelSheet:
    own = desk.procedure.label_sheets
    return find_label_sheet(name, own) if name else sheet_of(desk.procedure.letters, own)


def labels_for(
    desk: Desk, documents: Sequence[str], sheet: str = "", *, vertical: bool = False, first: int = 1
) -> bytes:
    """Address labels for letters that were made, by their numbers, as PDF; on the office's sheet unless one is named.

    The labels before number `first` of the first sheet are used up already. Raises `InputError` for an unknown letter
    or sheet, for a label that the sheet does not have, and for an address that fits onto no label.
    """
    desk.require(Permission.READ_CASES)
    chosen = _sheet(desk, sheet)
    if not documents:
        raise InputError("no-letters", T("Choose the letters first."), field="documents")
    labels = [_label(desk, number) for number in dict.fromkeys(documents)]
    made = address_labels(labels, chosen, desk.procedure.replies.language, vertical=vertical, first=first)
    note_paper(desk, Paper.ADDRESS_LABELS, *dict.fromkeys(label.number for label in labels))
    return made


def _label(desk: Desk, document_number: str) -> AddressLabel:
    with desk.reading() as session:
        case = session.exec(
            select(CaseRow).join(LetterRow).where(col(LetterRow.document_number) == document_number.strip())
        ).one_or_none()
        if case is None:
            raise InputError(
                "no-such-letter-at-all",
                T("No letter has the number “{number}”. Compare it with the letter.", number=document_number),
                field="documents",
            )
        to: Addressee = addressee_of(desk, session, case)
        return AddressLabel(to, case.number)


def notes_on(desk: Desk, number: str, kind: LetterKind) -> tuple[Text, ...]:
    """What to know of a letter before it is made: each character no font here has, each variant printed otherwise.

    Nothing where the letter lacks something else: that is told where it is previewed.
    """
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        try:
            facts = letter_facts(desk, session, case, kind, desk.today())
        except CasemanError:
            return ()
    return (*hindrances(facts), *print_notes(facts))


def fonts_folder(desk: Desk) -> str:
    """The folder of the office's own fonts, or that of the workstation's rules; empty for none."""
    with desk.reading() as session:
        return rules().fonts_folder(get_setting(session, _FONTS))


def set_fonts_folder(desk: Desk, folder: str) -> Change:
    """Take the office's own fonts from a folder, before those of the machine; empty: only those of the machine.

    Raises `InputError` for a folder that is not there.
    """
    place = Path(folder.strip()).expanduser().absolute() if folder.strip() else None
    if place is not None and not place.is_dir():
        raise InputError("folder-missing", T("There is no folder “{name}”.", name=str(place)), field="folder")
    with desk.work(Permission.OFFICE_RULES) as work:
        put_setting(work.session, _FONTS, "" if place is None else str(place))
        work.note("fonts_chosen", added=place is not None)
    use_office_fonts(desk)
    return Change(ChangeKind.AUDIT)


def use_office_fonts(desk: Desk) -> None:
    """Take the office's fonts from now on; a folder that is gone holds none."""
    folder = fonts_folder(desk)
    use_added_fonts(Path(folder) if folder else None)


def unusable_fonts(desk: Desk) -> tuple[FontLeftOut, ...]:
    """Fonts that were found and cannot be used, each with the reason."""
    desk.require(Permission.OWN)
    return tuple(FontLeftOut(each.path.name, each.why) for each in fonts_left_out())
