"""Articles of law as references, and how each language cites them.

Bare references are to the Act on the Protection of Personal Information (個人情報の保護に関する法律,
Act No. 57 of 2003); those of another law carry its code: `gdpr:12(5)`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from caseman.text import Language

_ARTICLE = re.compile(r"(?:([a-z-]+):)?(\d+)(?:\((\d+)\))?(?:\(([ivx]+)\))?")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_NAMES = {
    "": {Language.JA: "個人情報の保護に関する法律", Language.EN: "the Act on the Protection of Personal Information"},
    "gdpr": {Language.JA: "GDPR", Language.EN: "the GDPR"},
    "uk-gdpr": {Language.JA: "英国GDPR", Language.EN: "the UK GDPR"},
}


@dataclass(frozen=True)
class Article:
    """A place in a law, written as `33(2)(i)` or `gdpr:15(1)`: article, paragraph, item; empty for none."""

    reference: str

    def say(self, language: Language) -> str:
        """第33条第2項第1号, or Article 33(2)(i). Raises `ValueError` for what is no such reference."""
        if not self.reference:
            return ""
        law, number, paragraph, item = _parts(self.reference)
        if language is Language.EN:
            told = f"Article {self.reference.rpartition(':')[2]}"
            return f"{told} of {_NAMES[law][language]}" if law else told
        told = (_NAMES[law][language] if law else "") + f"第{number}条"
        if paragraph:
            told += f"第{paragraph}項"
        if item:
            told += f"第{_ROMAN.index(item) + 1}号"
        return told


def cite(reference: str, language: Language) -> str:
    """The article with the name of its law, as a letter cites it; empty stays empty."""
    told = Article(reference).say(language)
    if not told or ":" in reference:
        return told
    act = _NAMES[""][language]
    return f"{act}{told}" if language is Language.JA else f"{told} of {act}"


def _parts(reference: str) -> tuple[str, str, str, str]:
    match = _ARTICLE.fullmatch(reference)
    if match is None or (match[1] or "") not in _NAMES:
        msg = f"not a reference to an article: {reference}"
        raise ValueError(msg)
    law, number, paragraph, item = match.groups(default="")
    return law, number, paragraph, item


_JAPANESE = re.compile(
    r"(?:個人情報の保護に関する法律|法)?第?([0-9]+)条(?:第?([0-9]+)項)?(?:第?([0-9]+|[一二三四五六七八九十])号)?"
)
_ENGLISH = re.compile(r"(?:articles?|arts?\.?|§)?\s*([0-9]+)(?:\(([0-9]+)\))?(?:\(([ivx]+)\))?", re.IGNORECASE)
_KANJI = "一二三四五六七八九十"
_MANY = re.compile(r"[、,;/\n]")


def read_articles(written: str) -> tuple[str, ...]:
    """The references of a list such as 法第33条第1項、第35条第1項 or Article 33(1); empty unless each can be read."""
    found = []
    for part in filter(None, map(str.strip, _MANY.split(unicodedata.normalize("NFKC", written)))):
        plain = re.sub(r"\s", "", part)
        japanese, english = _JAPANESE.fullmatch(plain), _ENGLISH.fullmatch(part)
        if japanese is not None:
            number, paragraph, item = japanese.groups()
            place = 0 if item is None else _KANJI.index(item) + 1 if item in _KANJI else int(item)
        elif english is not None:
            number, paragraph, roman = english.groups()
            place = 0 if roman is None else _ROMAN.index(roman.lower()) + 1 if roman.lower() in _ROMAN else 99
        else:
            return ()
        if place > len(_ROMAN):
            return ()
        found.append(number + (f"({paragraph})" if paragraph else "") + (f"({_ROMAN[place - 1]})" if place else ""))
    return tuple(found)
