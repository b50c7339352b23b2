"""The certificate of disposal: what went, by whose two names, how, and which backups still hold it until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseman.letters.dates import written_date
from caseman.letters.facts import Sender
from caseman.letters.fonts import GOTHIC, GOTHIC_BOLD, MINCHO
from caseman.letters.lines import break_lines
from caseman.letters.page import Pages
from caseman.letters.places import BOTTOM, HEIGHT, LEFT, MM, RIGHT, TOP, WIDTH
from caseman.letters.table import TableColumn, draw_table
from caseman.text import Language, T, Text

_SIZE: Final = 10.0
_STEP: Final = 5.2  # millimetres from line to line
_LABEL: Final = 38.0


@dataclass(frozen=True)
class DisposedRecord:
    """One kind of record of one case: until when it was kept, and how many rows or scans it was."""

    of: Text | str
    kind: Text
    kept_until: date
    records: int


@dataclass(frozen=True)
class CertificateFacts:
    """What a certificate says. `kinds` are counted: the kind, in how many cases (or envelopes), how many records."""

    run: str
    sender: Sender
    disposed_on: date
    proposed_by: str
    proposed_on: date
    confirmed_by: str
    confirmed_on: date
    kinds: tuple[tuple[Text, int, int], ...]
    records: tuple[DisposedRecord, ...]
    left_out: tuple[tuple[Text | str, Text, Text], ...]
    backups: tuple[tuple[str, date, Text], ...]
    papers: int
    head: str
    sample: bool = False


def disposal_certificate(facts: CertificateFacts, language: Language) -> bytes:
    """The certificate as PDF, as many pages as it takes; the same facts give the same bytes."""
    columns = (
        TableColumn(T("Case").say(language), 42),
        TableColumn(T("Record").say(language), 62),
        TableColumn(T("Kept through").say(language), 36),
        TableColumn(T("Records").say(language), 20),
    )
    rows = [
        [_say(each.of, language), each.kind.say(language), written_date(each.kept_until, language), f"{each.records:,}"]
        for each in facts.records
    ]
    return draw_table(
        columns,
        rows,
        lambda pages, page: _begin(pages, facts, language, whole=page == 1),
        T("Certificate of disposal").say(language),
        language.value,
        finish=lambda pages: _end(pages, facts, language),
    )


def _begin(pages: Pages, facts: CertificateFacts, language: Language, *, whole: bool) -> None:
    if facts.sample:
        pages.mark_sample()
    pages.right(facts.run, WIDTH - RIGHT, pages.y, MINCHO, 9)
    if not whole:
        pages.y += 6
        return
    pages.right(written_date(facts.disposed_on, language), WIDTH - RIGHT, pages.y + 5, MINCHO, _SIZE)
    pages.y += 12
    for part in (facts.sender.company, facts.sender.department, facts.sender.address):
        for line in break_lines(part, MINCHO, _SIZE, 80 * MM) if part else []:
            pages.right(line, WIDTH - RIGHT, pages.y, MINCHO, _SIZE)
            pages.y += _STEP
    pages.y += 8
    pages.centre(T("Certificate of disposal").say(language), pages.y, GOTHIC_BOLD, 16)
    pages.y += 11
    _paragraph(
        pages,
        T(
            "We certify that the records below were disposed of, when the time to keep them was over, in such a way "
            "that they cannot be restored from the office file."
        ).say(language),
    )
    pages.y += 2
    for label, value in _facts(facts, language):
        _fact(pages, label.say(language), value)
    pages.y += 4


def _facts(facts: CertificateFacts, language: Language) -> list[tuple[Text, str]]:
    kinds = "\n".join(
        T("{kind}: {cases} cases, {records} records", kind=kind, cases=cases, records=records).say(language)
        for kind, cases, records in facts.kinds
    )
    named = T("{name}, {day}", name=facts.proposed_by, day=written_date(facts.proposed_on, language))
    confirmed = T("{name}, {day}", name=facts.confirmed_by, day=written_date(facts.confirmed_on, language))
    found = [
        (T("Disposed of on"), written_date(facts.disposed_on, language)),
        (T("What went"), kinds),
        (
            T("How"),
            T(
                "Scans and the personal values of the trail: their encryption keys were destroyed. Names, addresses, "
                "letters and words: overwritten. Then the whole file was written anew without free pages, and its log "
                "emptied."
            ).say(language),
        ),
        (T("What stays"), T("In the ledger: number, dates, types and result.").say(language)),
    ]
    if facts.papers:
        found.append((T("Papers destroyed"), T("{count} bundles", count=facts.papers).say(language)))
    return [
        *found,
        (T("Proposed by"), named.say(language)),
        (T("Confirmed by"), confirmed.say(language)),
        (T("Audit anchor"), facts.head),
    ]


def _end(pages: Pages, facts: CertificateFacts, language: Language) -> None:
    pages.y += 7
    if facts.left_out:
        _heading(pages, T("Left out").say(language))
        for of, kind, why in facts.left_out:
            told = T("{of}, {kind}: {why}", of=of, kind=kind, why=why)
            _paragraph(pages, told.say(language))
    _heading(pages, T("Backups that still hold these records").say(language))
    for name, made_on, end in facts.backups:
        told = T("{name} of {day}: {end}", name=name, day=written_date(made_on, language), end=end)
        _paragraph(pages, told.say(language))
    if not facts.backups:
        _paragraph(pages, T("None is known in the planned folder or beside the file.").say(language))
    pages.y += 3
    _paragraph(pages, T("Copies that were put elsewhere are deleted by those who made them.").say(language))


def _heading(pages: Pages, text: str) -> None:
    _room(pages, 3 * _STEP)
    pages.y += 2
    pages.text(text, LEFT, pages.y, GOTHIC, _SIZE)
    pages.y += _STEP + 1


def _fact(pages: Pages, label: str, value: str) -> None:
    lines = _broken(value, WIDTH - LEFT - RIGHT - _LABEL)
    pages.text(label, LEFT, pages.y, GOTHIC, _SIZE)
    for line in lines:
        pages.text(line, LEFT + _LABEL, pages.y, MINCHO, _SIZE)
        pages.y += _STEP
    pages.y += 0.8


def _paragraph(pages: Pages, text: str) -> None:
    for line in _broken(text, WIDTH - LEFT - RIGHT):
        _room(pages, _STEP)
        pages.text(line, LEFT, pages.y, MINCHO, _SIZE)
        pages.y += _STEP


def _broken(text: str, width: float) -> Sequence[str]:
    return break_lines(text, MINCHO, _SIZE, width * MM)


def _room(pages: Pages, height: float) -> None:
    if pages.y + height > HEIGHT - BOTTOM:
        pages.next_page()
        pages.y = TOP


def _say(text: Text | str, language: Language) -> str:
    return text.say(language) if isinstance(text, Text) else text
