"""Commands found by what is typed: by the beginnings of words in either language, width and kana folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from caseman.domain.names import match_key
from caseman.text import Language
from ui.command_words import ALSO
from ui.commands import BY_NAME

_BETWEEN = re.compile(r"[\s/:：…、・（）()]+")
_LATIN = re.compile(r"[0-9a-z+./-]+")


class Finder:
    """Finds among these commands, by name. Japanese is written without spaces: there a word may begin anywhere."""

    def __init__(self, names: Iterable[str]) -> None:
        self._words = {name: _words_of(name) for name in names}

    def find(self, typed: str, *, lately: Sequence[str] = ()) -> list[str]:
        """The commands in which each word typed begins a word; those done lately first, then in their own order."""
        asked = [key for key in map(match_key, _BETWEEN.split(typed)) if key]
        if typed.strip() and not asked:
            return []  # only signs that no name holds
        found = [name for name, words in self._words.items() if all(_begins(key, words) for key in asked)]
        rank = {name: at for at, name in enumerate(lately)}
        return sorted(found, key=lambda name: rank.get(name, len(rank)))


def _words_of(name: str) -> tuple[str, ...]:
    command = BY_NAME[name]
    told = (*(command.called(language) for language in Language), ALSO.get(name, ""), *command.keys)
    return tuple(key for text in told for word in _BETWEEN.split(text) if (key := match_key(word)))


def _begins(asked: str, words: Iterable[str]) -> bool:
    if _LATIN.fullmatch(asked):
        return any(word.startswith(asked) for word in words)
    return any(asked in word for word in words)
