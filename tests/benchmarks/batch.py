"""A thousand letters, as a print run has them: against bare reportlab, and against Writer's mail merge.

Letters of every kind and both languages go to a thousand invented addressees. Each is rendered as the program renders
it, and drawn anew by bare reportlab: the same lines, in the three fonts of a letter. Nothing is kept of either.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from caseman.demo.people import SamplePerson, sample_people
from caseman.domain.letters import LetterKind
from caseman.letters.facts import Addressee, LetterFacts
from caseman.letters.render import render_letter
from caseman.letters.specimens import specimens
from caseman.text import Language
from tests.benchmarks.mail_merge import merged, why_not
from tests.benchmarks.measuring import Row, seconds
from tests.benchmarks.writing import bare_letter, letter_facts, text_of

_COUNT = 1_000
_SETTLED = 100  # by this letter everything that is loaded once is there
_MOST_GROWN = 4.0  # MiB, from then to the last letter
_MIB = 1024 * 1024


def rows() -> Iterator[Row]:
    """The mail merge only where LibreOffice is installed; where not, that is said."""
    people = sample_people(_COUNT)
    yield _against_reportlab([_letter(number, person) for number, person in enumerate(people)])
    yield from _memory(people)
    lacking = why_not()
    if lacking:
        sys.stdout.write(f"The mail merge is left out: {lacking}\n")
        return
    yield from _against_the_merge(people)


def _letter(number: int, person: SamplePerson) -> LetterFacts:
    """A letter of one kind after the other, three in four of them Japanese; each with all it can say, in its turn."""
    kinds = list(LetterKind)
    language = Language.EN if number % 4 == 3 else Language.JA
    told = specimens(kinds[number % len(kinds)], language)
    return _to(person, number, replace(told[number % len(told)], sample=False))


def _to(person: SamplePerson, number: int, facts: LetterFacts) -> LetterFacts:
    return replace(
        facts,
        addressee=Addressee(person.name, person.postal_code, person.address),
        principal_name=person.name,
        case_number=f"P-2026-{number:04d}",
        document_number=f"P-2026-{number:04d}-01",
    )


def _against_reportlab(letters: list[LetterFacts]) -> Row:
    lines = [text_of(render_letter(letter)) for letter in letters]
    value = base = 0.0
    for letter, pages in zip(letters, lines, strict=True):  # by turns, so that a busy machine slows both
        value += seconds(lambda letter=letter: render_letter(letter))  # type: ignore[misc]
        base += seconds(lambda pages=pages: bare_letter(pages))  # type: ignore[misc]
    name = f"{len(letters):,} letters of every kind"
    return Row(name, "bare reportlab, same lines and fonts", value, base, 1.5)


def _memory(people: list[SamplePerson]) -> Iterator[Row]:
    """What the process holds after a hundred letters and after the last; only where the system tells it."""
    if resident() is None:
        sys.stdout.write("The memory is left out: this system does not tell it\n")
        return
    held = 0.0
    for number, person in enumerate(people, start=1):
        render_letter(_letter(number, person))
        if number == _SETTLED:
            gc.collect()
            held = resident() or 0.0
    gc.collect()
    at_last = resident() or 0.0
    grown = at_last - held
    sys.stdout.write(f"{_SETTLED} letters: {held:.1f} MiB held; {len(people):,} letters: {grown:+.1f} MiB\n")
    assert grown <= _MOST_GROWN, f"memory grew by {grown:.1f} MiB"
    yield Row(f"memory held after {len(people):,} letters", f"after {_SETTLED}", at_last, held, 1.02, unit="MiB")


def resident() -> float | None:
    """MiB of memory that this process holds; None where the system has no /proc."""
    told = Path("/proc/self/statm")
    return (
        int(told.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / _MIB if told.exists() else None
    )


def _against_the_merge(people: list[SamplePerson]) -> Iterator[Row]:
    """The notice of disclosure alone, because a mail merge has one text. The bare loop tells how far this can go."""
    letters = [_to(person, number, letter_facts()) for number, person in enumerate(people)]
    lines = [text_of(render_letter(letter)) for letter in letters]
    value = sum(seconds(lambda letter=letter: render_letter(letter)) for letter in letters)  # type: ignore[misc]
    bare = sum(seconds(lambda pages=pages: bare_letter(pages)) for pages in lines)  # type: ignore[misc]
    with tempfile.TemporaryDirectory(prefix="caseman-merge-") as folder:
        base = merged(letters, Path(folder))
    name, merge = f"{len(letters):,} notices of disclosure", "LibreOffice Writer, mail merge to PDF"
    yield Row(name, merge, value, base, 0.1)
    yield Row(f"the bare loop of {name}", merge, bare, base, 0.1)
