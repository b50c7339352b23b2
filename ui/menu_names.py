"""The names of the menus; they are in sight before the commands in them are loaded."""

from __future__ import annotations

from enum import StrEnum

from caseman.text import Language, T, Text


class Menu(StrEnum):
    """The menus, in their order; each value is the letter that opens it with Alt."""

    FILE = "F"
    CASE = "C"
    GO = "G"
    VIEW = "V"
    HELP = "H"

    @property
    def label(self) -> Text:
        return _MENUS[self]


_MENUS = {Menu.FILE: T("File"), Menu.CASE: T("Case"), Menu.GO: T("Go"), Menu.VIEW: T("View"), Menu.HELP: T("Help")}


def with_letter(text: str, letter: str, language: Language) -> str:
    """A menu's text with its letter marked: in English within the word, in Japanese in brackets behind it."""
    if language is Language.JA:
        bare = text.removesuffix("…")
        return f"{bare}(&{letter}){text[len(bare) :]}"
    at = next((i for i, c in enumerate(text) if c == letter and (i == 0 or text[i - 1] == " ")), -1)
    at = text.upper().find(letter) if at < 0 else at
    return f"{text[:at]}&{text[at:]}" if at >= 0 else text
