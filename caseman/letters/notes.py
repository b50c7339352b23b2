"""What to know of a letter before it is printed: characters that keep it from being made, forms that no font has."""

from __future__ import annotations

from typing import Final

from caseman.letters.added_fonts import unprintable, unprintable_variants, variant_note
from caseman.letters.facts import LetterFacts
from caseman.letters.fonts import MINCHO, MINCHO_P
from caseman.letters.texts import fill
from caseman.text import Language, T, Text

_NO_CONTACT: Final = T(
    "The letterhead has no address, telephone or e-mail: nobody can answer this letter. Write them into the procedure."
)


def hindrances(facts: LetterFacts) -> tuple[Text, ...]:
    """A sentence for each character of the letter that cannot be printed: all of them, where rendering names one."""
    return unprintable(_texts(facts), _font(facts))


def print_notes(facts: LetterFacts) -> tuple[Text, ...]:
    """What the preview says beside the page: that nobody could answer it, and each kanji printed in its usual form."""
    variants = tuple(variant_note(each) for each in unprintable_variants(_texts(facts), _font(facts)))
    sender = facts.sender
    reached = any(each.strip() for each in (sender.address, sender.telephone, sender.email))
    return variants if reached else (_NO_CONTACT, *variants)


def _font(facts: LetterFacts) -> str:
    return MINCHO if facts.language is Language.JA else MINCHO_P


def _texts(facts: LetterFacts) -> tuple[str, ...]:
    """All that is printed, in the order it is read."""
    filled, to, sender = fill(facts), facts.addressee, facts.sender
    return (
        to.address, to.name, to.email, facts.case_number, facts.document_number,
        sender.address, sender.company, sender.department, sender.telephone, sender.email,
        filled.title, filled.opening, *filled.paragraphs, filled.closing,
        *(part for item in filled.items for part in item), *filled.notes,
    )  # fmt: skip
