"""Articles of the Act as each language cites them."""

from __future__ import annotations

import re

from caseman.text import Language

_ARTICLE = re.compile(r"(\d+)(?:\((\d+)\))?(?:\(([ivx]+)\))?")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def cite(article: str, language: Language) -> str:
    """33(2)(i) as 個人情報の保護に関する法律第33条第2項第1号, or in English; empty stays empty."""
    if not article:
        return ""
    match = _ARTICLE.fullmatch(article)
    if match is None:
        msg = f"not a reference to an article: {article}"
        raise ValueError(msg)
    if language is Language.EN:
        return f"Article {article} of the Act on the Protection of Personal Information"
    number, paragraph, item = match.groups()
    text = f"個人情報の保護に関する法律第{number}条"
    if paragraph:
        text += f"第{paragraph}項"
    if item:
        text += f"第{_ROMAN.index(item) + 1}号"
    return text
