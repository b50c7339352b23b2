"""Names in what a payer wrote: keys of people, their family name, what is left of a company, namesakes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from caseman.domain.names import loose_key, match_key
from caseman.domain.piecemeal import forget

SHORTEST_FAMILY: Final = 2  # kana
_MOST_CUT: Final = 20  # names that begin as one that was cut does
# What kind of body it is, as banks shorten it before, after or within the name. Source: 全国銀行協会, 法人略語.
_FORMS: Final = (
    "カ", "ユ", "メ", "シ", "ド", "イ", "ザイ", "シヤ", "シユウ", "ガク", "フク", "ホゴ", "ソ", "ベン", "シホウ",
    "ギヨ", "ゼイ", "ロウム", "ドク", "トクヒ", "エイ", "シユツ",
)  # fmt: skip
_WORDS: Final = (
    "カブシキガイシヤ",
    "ユウゲンガイシヤ",
    "ゴウドウガイシヤ",
    "イツパンシヤダンホウジン",
    "イツパンザイダンホウジン",
)
_FORM: Final = re.compile(
    f"^(?:{'|'.join(_FORMS)})[)]|[(](?:{'|'.join(_FORMS)})[)]?$|[(](?:{'|'.join(_FORMS)})[)]|{'|'.join(_WORDS)}"
)
_SIGNS: Final = re.compile("[()./,]")


@dataclass(frozen=True)
class Person:
    """Somebody of a case, in the keys of every writing of the name; the first words are the family name.

    `case_id` is None where the case waits for no money.
    """

    number: str
    case_id: int | None
    keys: frozenset[str]
    families: frozenset[str] = frozenset()
    remembered: bool = False

    @classmethod
    def of(cls, number: str, case_id: int | None, writings: Iterable[str], *, remembered: bool = False) -> Person:
        words = [[match_key(word) for word in writing.split()] for writing in writings]
        keys = frozenset("".join(each) for each in words) - {""}
        families = frozenset(each[0] for each in words if len(each) > 1 and len(each[0]) >= SHORTEST_FAMILY)
        return cls(number, case_id, keys, families - keys, remembered)


def body_of(key: str) -> str:
    """A key without what kind of body it is: カ)ミホン and ミホンカブシキガイシヤ are ミホン."""
    return _SIGNS.sub("", _FORM.sub("", key))


class People:
    """Finds people by the name that a payer wrote."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_key: dict[str, list[Person]] = defaultdict(list)
        self._by_loose: dict[str, list[Person]] = defaultdict(list)
        self._by_body: dict[str, list[Person]] = defaultdict(list)
        self._by_family: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            for key in person.keys:
                self._by_key[key].append(person)
                self._by_loose[loose_key(key)].append(person)
                if body_of(key):
                    self._by_body[loose_key(body_of(key))].append(person)
            for family in person.families:
                self._by_family[family].append(person)
        self._keys = sorted(self._by_key)

    def forget(self) -> None:
        """Know nobody any more; see `piecemeal`."""
        forget(self._by_key, self._by_loose, self._by_body, self._by_family)

    def exactly(self, key: str) -> list[Person]:
        """Those whose name has this key."""
        return self._by_key.get(key, [])

    def alike(self, key: str) -> list[Person]:
        """Those whose name sounds like it, with the ones that have it; nobody where no sound is left."""
        loose = loose_key(key)
        return self._by_loose.get(loose, []) if loose else []

    def bodies(self, key: str) -> list[Person]:
        """Those whose name is it but for the kind of body."""
        body = body_of(key)
        return self._by_body.get(loose_key(body), []) if body else []

    def begun(self, key: str) -> list[Person]:
        """Those whose name goes on where this one was cut."""
        at = bisect_left(self._keys, key)
        names = [name for name in self._keys[at : at + _MOST_CUT] if name.startswith(key)]
        return [person for name in names for person in self._by_key[name]]

    def family(self, key: str) -> list[Person]:
        """Those who have it as their family name."""
        return self._by_family.get(key, [])

    def of_family(self, written: str) -> list[Person]:
        """Those of the family of whoever wrote this name: its first word, or, without blanks, the longest that fits."""
        words = [match_key(word) for word in written.split()]
        if len(words) > 1:
            return self.family(words[0])
        key = "".join(words)
        found = (self.family(key[:length]) for length in range(len(key), SHORTEST_FAMILY - 1, -1))
        return next(filter(None, found), [])

    def namesakes(self, person: Person) -> list[Person]:
        """Those of other cases who share a writing of this person's name, or one that sounds alike."""
        found = [other for key in person.keys for other in self.alike(key)]
        return [other for other in found if other.number != person.number]
