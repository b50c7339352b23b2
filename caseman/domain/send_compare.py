"""The comparison before sending: what a second person types against what is recorded, without having seen it."""

from __future__ import annotations

import unicodedata
from typing import Final

_STYLES: Final = ("様", "殿", "御中")


def same_addressee(typed: str, printed: str) -> bool:
    """Whether two writings of a name are the same but for width, blanks, invisible signs and a style (様, 殿, 御中).

    Kanji are not folded: 髙橋 and 高橋 are two names, and so are 斎藤 and 齋藤, because the name as printed counts.
    Width is that of NFKC (UAX #15); it also joins a compatibility kanji (神 U+FA19) with the one that Unicode declares
    to be the same character.
    """
    wanted = _bare(printed)
    found = _bare(typed)
    return bool(wanted) and found in (wanted, *(wanted + style for style in _STYLES))


def _bare(name: str) -> str:
    wide = unicodedata.normalize("NFKC", name)
    return "".join(char for char in wide if not (char.isspace() or _unseen(char)))


def _unseen(char: str) -> bool:
    code = ord(char)
    selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF  # print leaves variation selectors out too
    return selector or unicodedata.category(char) in ("Cc", "Cf", "Cs")
