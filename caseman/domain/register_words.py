"""The words of a register: headings and terms, compared without what writers differ in, and told apart in lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

Table = Mapping[str, str]  # from a folded word to the code of what it means

_BRACKETS: Final = re.compile(r"\([^()]*\)")
_BETWEEN: Final = re.compile(r"[、,;/\n・+&]| and | or ")
_PARTS: Final = re.compile(r"\s*;\s*")
_LABELLED: Final = re.compile(r"(?P<label>[^:;]{1,80}):\s*(?P<value>.*)", re.DOTALL)
_NUMBERED: Final = re.compile(r"(?P<label>.*?)\s*\((?P<position>[0-9]{1,3})\)")
_ARTICLE: Final = re.compile(
    r"(?:法|gdpr|英国gdpr)?第?[0-9]+条(?:第?[0-9]+項)?(?:第?[0-9]+号)?|article[0-9]+(?P<roman>[ivx]*)"
)
_LONGEST: Final = 400  # characters of a cell that may be a list of terms


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """What two writings of a word have in common: no widths, cases, spaces, brackets or punctuation."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if unicodedata.category(c)[0] in "LNM" or c in "○〇×△〒")


@lru_cache(maxsize=20_000)
def fold_outside(text: str) -> str:
    """As `fold`, without what stands in brackets."""
    return fold(_BRACKETS.sub("", unicodedata.normalize("NFKC", text)))


def table(words: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A table of words and what they mean; the first meaning of a word counts."""
    found: dict[str, str] = {}
    for word, code in words:
        found.setdefault(fold(word), code)
    found.pop("", None)
    return found


def look_up(written: str, known: Table) -> str | None:
    """The code of one term, with what stands in brackets or without it, or behind the article it cites."""
    folded = fold(written)
    code = known.get(folded) or known.get(fold_outside(written))
    if code is not None:
        return code
    return next((known[rest] for rest in _behind_article(folded) if rest in known), None)


def _behind_article(folded: str) -> Iterator[str]:
    """What follows a cited article; Roman numbers of items may run into the word behind them."""
    found = _ARTICLE.match(folded)
    if found is not None:
        for back in range(len(found["roman"] or "") + 1):
            yield folded[found.end() - back :]


def terms(written: str, known: Table) -> tuple[str, ...] | None:
    """The codes of a list of terms, each once; None unless every part is known.

    Terms hold separators themselves (訂正・追加・削除), so the longest known run of parts is taken each time.
    """
    whole = look_up(written, known)
    if whole is not None:
        return (whole,)
    if len(written) > _LONGEST:
        return None
    parts = [part for part in map(str.strip, _BETWEEN.split(unicodedata.normalize("NFKC", written))) if fold(part)]
    found: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            code = look_up("・".join(parts[at:end]), known)
            if code is not None:
                found.append(code)
                at = end
                break
        else:
            return None
    return tuple(dict.fromkeys(found)) or None


def labelled(written: str, labels: Table) -> tuple[tuple[str, int | None, str], ...] | None:
    """The parts of `label: value; label (2): value`, as the ledger lists what differs: code, number and value.

    None unless each part has a known label. A value may hold the separators itself: what follows without a label of
    its own belongs to it.
    """
    plain = written.replace("：", ":").replace("；", ";")
    if ":" not in plain:
        return None
    found: list[tuple[str, int | None, str]] = []
    for part in _PARTS.split(plain):
        each = _LABELLED.fullmatch(part.strip())
        named = None if each is None else _label(each["label"], labels)
        if each is not None and named is not None:
            found.append((*named, each["value"].strip()))
        elif found:
            code, position, value = found[-1]
            found[-1] = (code, position, f"{value}; {part}")
        else:
            return None
    return tuple(found)


def _label(written: str, labels: Table) -> tuple[str, int | None] | None:
    plain = unicodedata.normalize("NFKC", written).strip()
    numbered = _NUMBERED.fullmatch(plain)
    code = labels.get(fold(numbered["label"] if numbered else plain))
    return None if code is None else (code, int(numbered["position"]) if numbered else None)
