"""The letters' texts: those that ship, and the office's own beside them in its file."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import col, select

from caseman.domain.letters import LetterKind
from caseman.domain.permissions import Permission
from caseman.errors import RuleError
from caseman.letters.facts import LetterFacts, Sender
from caseman.letters.render import render_letter
from caseman.letters.specimens import specimens
from caseman.letters.text_checks import TextFault as TextFault  # noqa: PLC0414  the window takes it from here
from caseman.letters.text_checks import check_text
from caseman.letters.text_names import Name, all_names, letters_with
from caseman.letters.texts import shipped_toml
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.letter_facts import sender_of
from caseman.services.text_versions import last_version, own_text
from caseman.services.work import Work
from caseman.storage.office_tables import StaffRow
from caseman.storage.text_tables import LetterTextRow
from caseman.text import Language, T


@dataclass(frozen=True)
class LetterTextLine:
    """The text in force for a kind and language: `version` 0 and no day while nothing but the shipped one was used."""

    kind: LetterKind
    language: Language
    own: bool
    version: int
    since: datetime | None
    adopted_by: str


@dataclass(frozen=True)
class NameLine:
    """A name that texts may use: what it is (text, number, flag, code, texts, rows, row), and which letters have it."""

    name: str
    kind: str
    values: tuple[str, ...]
    meaning_en: str
    meaning_ja: str
    letters: tuple[LetterKind, ...]

    def meaning(self, language: Language) -> str:
        return self.meaning_ja if language is Language.JA else self.meaning_en


def list_letter_texts(desk: Desk) -> tuple[LetterTextLine, ...]:
    """Each kind in each language, and whether the office has a text of its own for it."""
    with desk.reading() as session:
        rows = session.exec(select(LetterTextRow).order_by(col(LetterTextRow.version))).all()
        staff = {member.id: member.name for member in session.exec(select(StaffRow)).all()}
        last = {(row.kind, row.language): row for row in rows}
        return tuple(
            _line(kind, language, last.get((kind.value, language.value)), staff)
            for kind in LetterKind
            for language in Language
        )


def _line(
    kind: LetterKind, language: Language, row: LetterTextRow | None, staff: dict[int | None, str]
) -> LetterTextLine:
    if row is None:
        return LetterTextLine(kind, language, own=False, version=0, since=None, adopted_by="")
    return LetterTextLine(kind, language, not row.shipped, row.version, row.adopted_at, staff.get(row.adopted_by, ""))


def list_names(kind: LetterKind | None = None) -> tuple[NameLine, ...]:
    """The names that texts may use, or those of one letter."""
    return tuple(_name(name) for name in all_names() if kind is None or name.holds_for(kind))


def _name(name: Name) -> NameLine:
    return NameLine(name.name, name.kind.value, name.values, name.en, name.ja, letters_with(name))


def show_letter_text(desk: Desk, kind: LetterKind, language: Language, *, shipped: bool = False) -> str:
    """The file of the text in force, or of the one that ships."""
    if shipped:
        return shipped_toml(kind, language)
    with desk.reading() as session:
        return own_text(session, kind, language) or shipped_toml(kind, language)


def check_letter_text(toml: str, kind: LetterKind, language: Language) -> tuple[TextFault, ...]:
    """Every fault in a text, with line and column; it can be adopted when there is none."""
    return check_text(toml, kind, language)


def diff_letter_text(desk: Desk, kind: LetterKind, language: Language, toml: str | None = None) -> tuple[str, ...]:
    """What a text, or the one in force, changes of the one that ships: a unified diff, empty for nothing."""
    before = shipped_toml(kind, language)
    after = show_letter_text(desk, kind, language) if toml is None else toml
    lines = difflib.unified_diff(
        _lines(before), _lines(after), T("shipped").say(language), T("own text").say(language), lineterm=""
    )
    return tuple(lines)


def print_specimen(desk: Desk, kind: LetterKind, language: Language, toml: str | None = None) -> bytes:
    """A letter with sample facts, marked 見本 or SPECIMEN, by a text or the one in force. Nothing is kept.

    Raises `RuleError` for a text with faults, `InputError` for one that cannot be printed.
    """
    desk.require(Permission.OFFICE_RULES)
    text = show_letter_text(desk, kind, language) if toml is None else toml
    _require_sound(text, kind, language)
    fullest = _samples(desk, kind, language, text)[-1]
    return render_letter(fullest)


def adopt_letter_text(desk: Desk, kind: LetterKind, language: Language, toml: str) -> Change:
    """Make a text the office's own for a letter from now on; letters that were made stay as they are.

    Raises `RuleError` for a text with faults or that is in force already, `InputError` for one that cannot be printed.
    """
    with desk.work(Permission.OFFICE_RULES) as work:
        _require_sound(toml, kind, language)
        if toml == show_letter_text(desk, kind, language):
            raise RuleError("letter-text-same", T("This text is in force already."), field="text")
        for facts in _samples(desk, kind, language, toml):
            render_letter(facts)
        version = _add(work, kind, language, toml)
        work.note("letter_text_adopted", kind=kind, language=language, version=version)
    return Change(ChangeKind.AUDIT)


def back_to_shipped(desk: Desk, kind: LetterKind, language: Language) -> Change:
    """Use the text that ships again from now on; the office's own stays in the file.

    Raises `RuleError` where the shipped one is in force already.
    """
    with desk.work(Permission.OFFICE_RULES) as work:
        if not own_text(work.session, kind, language):
            raise RuleError("letter-text-shipped", T("The text that ships is in force already."), field="text")
        version = _add(work, kind, language, "")
        work.note("letter_text_shipped", kind=kind, language=language, version=version)
    return Change(ChangeKind.AUDIT)


def _add(work: Work, kind: LetterKind, language: Language, toml: str) -> int:
    last = last_version(work.session, kind, language)
    version = 1 if last is None else last.version + 1
    work.session.add(
        LetterTextRow(
            kind=kind,
            language=language,
            version=version,
            shipped=not toml,
            toml=toml,
            adopted_at=work.now,
            adopted_by=work.staff_id,
        )
    )
    return version


def _samples(desk: Desk, kind: LetterKind, language: Language, toml: str) -> Sequence[LetterFacts]:
    """Sample facts with the office's own letterhead."""
    sender: Sender = sender_of(desk.procedure, language)
    return [replace(facts, own_text=toml) for facts in specimens(kind, language, sender)]


def _require_sound(toml: str, kind: LetterKind, language: Language) -> None:
    faults = check_text(toml, kind, language)
    if not faults:
        return
    raise RuleError(
        "letter-text-faulty",
        T(
            "The text has faults, {count} in all. The first, in line {line}, column {column}: {fault}",
            count=len(faults),
            line=faults[0].line,
            column=faults[0].column,
            fault=faults[0].message,
        ),
        field="text",
    )


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").splitlines()
