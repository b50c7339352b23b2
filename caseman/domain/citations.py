"""Articles of the Act on the Protection of Personal Information (個人情報の保護に関する法律, Act No. 57 of 2003)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseman.text import Language

_ARTICLE = re.compile(r"(\d+)(?:\((\d+)\))?(?:\(([ivx]+)\))?")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ACT = {Language.JA: "個人情報の保護に関する法律", Language.EN: "the Act on the Protection of Personal Information"}


@dataclass(frozen=True)
class Article:
    """A place in the Act, written as `33(2)(i)`: article, paragraph, item; empty for none."""

    reference: str

    def say(self, language: Language) -> str:
        """第33条第2項第1号, or Article 33(2)(i). Raises `ValueError` for what is no such reference."""
        if not self.reference:
            return ""
        match = _ARTICLE.fullmatch(self.reference)
        if match is None:
            msg = f"not a reference to an article: {self.reference}"
            raise ValueError(msg)
        if language is Language.EN:
            return f"Article {self.reference}"
        number, paragraph, item = match.groups()
        told = f"第{number}条"
        if paragraph:
            told += f"第{paragraph}項"
        if item:
            told += f"第{_ROMAN.index(item) + 1}号"
        return told


def cite(reference: str, language: Language) -> str:
    """The article with the name of the Act, as a letter cites it; empty stays empty."""
    told = Article(reference).say(language)
    if not told:
        return ""
    return f"{_ACT[language]}{told}" if language is Language.JA else f"{told} of {_ACT[language]}"
