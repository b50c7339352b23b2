"""Fonts that the office adds: a folder of its own, beside what the machine has. And what of a text is printed how."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from caseman.errors import CasemanError
from caseman.letters import lines
from caseman.letters.fonts import MINCHO, drawable, drawn, is_selector, set_other_fonts, skipped_fonts
from caseman.letters.other_fonts import SkippedFont
from caseman.text import T, Text

_PICTURE_SELECTORS = "\ufe0e\ufe0f"  # between a sign and its coloured picture; paper has the sign


def use_added_fonts(folder: Path | None) -> None:
    """Take the fonts in a folder before those of the machine, from the next letter on; None for none.

    It counts for the whole process, as fonts do in reportlab. A folder that is not there holds no fonts.
    """
    set_other_fonts(folder)
    lines.forget()


def fonts_left_out() -> tuple[SkippedFont, ...]:
    """Fonts that were found and cannot be used, each with the reason."""
    return skipped_fonts()


def unprintable(texts: Iterable[str], font: str = MINCHO) -> tuple[Text, ...]:
    """A sentence for each character that keeps a letter from being made, in the order they stand in the texts."""
    wrong: dict[str, Text] = {}
    for cluster in _different(texts):
        try:
            drawn(cluster, font)
        except CasemanError as error:
            wrong.setdefault(cluster, error.text)
    return tuple(wrong.values())


def unprintable_variants(texts: Iterable[str], font: str = MINCHO) -> tuple[str, ...]:
    """The variation sequences of some texts that no font here knows: their base form is printed."""
    return tuple(
        cluster
        for cluster in _different(texts)
        if is_selector(cluster[-1]) and cluster[-1] not in _PICTURE_SELECTORS and _falls_back(cluster, font)
    )


def variant_note(cluster: str) -> Text:
    """The sentence for one of them."""
    return T(
        "“{char}” is asked for in the form U+{code} U+{selector}, which no font here has; its usual form is printed.",
        char=cluster[0],
        code=f"{ord(cluster[0]):04X}",
        selector=f"{ord(cluster[-1]):04X}",
    )


def _different(texts: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(c for text in texts for c in lines.clusters(drawable(text)) if c != "\n")


def _falls_back(cluster: str, font: str) -> bool:
    try:
        return drawn(cluster, font).base_form
    except CasemanError:
        return False
