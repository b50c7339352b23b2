"""How a procedure is told: a sentence, and the place in its document that says so."""

from __future__ import annotations

from typing import Any

from caseman.text import T, Text

Said = tuple[Text, str]  # a statement, and the place or “office setting”


def labels(values: Any) -> list[Text]:
    """The terms, as the field says them."""
    return [value.label for value in values]


def in_brackets(details: list[Text]) -> Text | str:
    """What follows in brackets; nothing where there is nothing to add."""
    if not details:
        return ""
    told = details[0]
    for detail in details[1:]:
        told = T("{before}; {detail}", before=told, detail=detail)
    return T(" ({details})", details=told)
