"""Numbers of cases and letters in what a payer wrote, told apart from dates, amounts and whatever else is digits.

Payers write P-2026-0042 as P20260042, 2026-42, 2026 0042, 0042, or by the letter's number P-2026-0042-01; banks
make full width of it, and put it before, after or into the name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from caseman.domain.numbering import CaseNumbering
from caseman.domain.piecemeal import forget

_FEWEST: Final = 3  # digits of what is taken for a number of any kind
_WHOLE: Final = 6  # digits that make a whole number without its letters
_NEAR: Final = timedelta(days=100)  # from the deposit: so far away may lie a date that a payer writes
_MOST_SIGNS: Final = 400  # of a text that is looked through: more than any bank's field holds
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−─━ー", "-"))
_BEFORE: Final = re.compile(r"(?<![A-Z])([A-Z]{1,8})[-./ ]{0,2}$")
_LABELS: Final = frozenset({"NO"})  # № in NFKC
_ENDS: Final = " ()[]./,:;#"
_DAY: Final = date(2026, 11, 24)  # any day: its year tells where the serial stands


@dataclass(frozen=True)
class Run:
    """Digits that were written. `cases` they may mean; `whole`: they are one case's number and no other's.

    `neutral`: they are as well a date near the deposit, or its amount, and need no case.
    """

    digits: str
    cases: frozenset[int]
    whole: bool = False
    neutral: bool = False


@dataclass(frozen=True)
class Reading:
    """What a payer wrote: its runs of digits, and the text without numbers in the ways it may be the name.

    `names`: first the text as it stands, then without what is a number, a date or an amount. `bare`: without any digit.
    """

    runs: tuple[Run, ...]
    names: tuple[str, ...]
    bare: str


@dataclass(frozen=True)
class _Chain:
    """Groups of digits with a sign between them, such as 2026-0042, and where they stand."""

    start: int
    end: int
    groups: tuple[str, ...]

    @property
    def digits(self) -> str:
        return "".join(self.groups)


@dataclass(frozen=True)
class _Number:
    case_id: int
    prefix: str


class NumberReader:
    """Reads the numbers of an office: all of its cases, by id, and the patterns they and the letters are made by.

    The numbers are its own from then on: `forget` empties them.
    """

    def __init__(self, numbers: dict[int, str], case_pattern: str = "", letter_pattern: str = "") -> None:
        self.numbers = numbers
        self._by_groups: dict[tuple[int, ...], list[_Number]] = defaultdict(list)
        self._by_digits: dict[str, list[_Number]] = defaultdict(list)
        self._by_serial: dict[int, list[_Number]] = defaultdict(list)
        self._prefixes: set[str] = set()
        middles = {"[-./,]"}
        serial_at = _serial_at(case_pattern)
        for case_id, number in numbers.items():
            letters, groups = _parts(number)
            self._add(_Number(case_id, letters[0]), groups, serial_at)
            middles.update(f"[-./]?{re.escape(each)}[-./]?" for each in letters[1:-1] if each)
        self._chain = re.compile(f"[0-9]+(?:(?:{'|'.join(sorted(middles))})[0-9]+)*")
        self._letter = _letter_groups(letter_pattern)

    def _add(self, number: _Number, groups: Sequence[str], serial_at: int) -> None:
        self._prefixes.add(number.prefix)
        self._by_groups[tuple(map(int, groups))].append(number)
        self._by_digits["".join(groups)].append(number)
        if len(groups) > 1:
            at = serial_at if -len(groups) <= serial_at < len(groups) else -1
            self._by_serial[int(groups[at])].append(number)

    def forget(self) -> None:
        """Know no number any more; see `piecemeal`."""
        forget(self.numbers, self._by_groups, self._by_digits, self._by_serial)

    def read(self, text: str, day: date, amount: int) -> Reading:
        """Read what came with a deposit of a day and an amount in yen."""
        plain = unicodedata.normalize("NFKC", text[:_MOST_SIGNS]).upper().translate(_DASHES)
        chains = self._chains(plain)
        if not chains:
            return Reading((), tuple(dict.fromkeys((text, text.strip(_ENDS)))), text)
        runs: list[Run] = []
        known: list[tuple[int, int]] = []
        at = 0
        while at < len(chains):
            found, count = self._longest(plain, chains[at:], day, amount)
            first, last = chains[at], chains[at + count - 1]
            at += count
            if len(found.digits) >= _FEWEST:
                runs.append(found)
                if found.cases or found.neutral:
                    known.append((first.start, last.end))
        every = [(chain.start, chain.end) for chain in chains]
        kept = _without(plain, known)
        names = (text, self._without_prefixes(plain, known), kept)
        return Reading(tuple(runs), tuple(dict.fromkeys(names)), self._without_prefixes(plain, every))

    def _chains(self, plain: str) -> list[_Chain]:
        found: list[_Chain] = []
        for each in self._chain.finditer(plain):
            whole = _Chain(each.start(), each.end(), tuple(re.findall("[0-9]+", each[0])))
            if "/" in each[0] and not self._hits(whole.groups):  # 20260042/20260043, not 2026/0042
                found += [
                    _Chain(each.start() + part.start(), each.start() + part.end(), tuple(re.findall("[0-9]+", part[0])))
                    for part in re.finditer("[^/]+", each[0])
                ]
            else:
                found.append(whole)
        return found

    def _longest(self, plain: str, chains: Sequence[_Chain], day: date, amount: int) -> tuple[Run, int]:
        """What begins here, and of how many chains it is: blanks are borders, unless they stand within a number."""
        for count in range(min(3, len(chains)), 1, -1):
            joined = chains[:count]
            if all(not plain[one.end : other.start].strip() for one, other in pairwise(joined)):
                groups = tuple(group for chain in joined for group in chain.groups)
                run = self._run(plain, _Chain(joined[0].start, joined[-1].end, groups), day, amount)
                if run.whole:
                    return run, count
        return self._run(plain, chains[0], day, amount), 1

    def _run(self, plain: str, chain: _Chain, day: date, amount: int) -> Run:
        letters = self._letters(plain, chain)
        hits = self._hits(chain.groups)
        dated = _is_date(chain, day)
        neutral = dated or chain.digits.lstrip("0") == str(amount)
        if letters in self._prefixes:
            hits = [hit for hit in hits if hit.prefix == letters]
        else:
            letters = ""
        ids = frozenset(hit.case_id for hit in hits)
        if hits and len(chain.digits) >= _FEWEST and (letters or (len(chain.digits) >= _WHOLE and not dated)):
            return Run(chain.digits, ids, whole=len(ids) == 1, neutral=False)
        if len(chain.groups) == 1 and len(chain.digits) >= _FEWEST and not letters:
            ids |= {hit.case_id for hit in self._by_serial.get(int(chain.digits), ())}
        return Run(chain.digits, ids, neutral=neutral)

    def _hits(self, groups: tuple[str, ...]) -> list[_Number]:
        """The cases whose number, or the number of whose letter, has these groups."""
        digits = "".join(groups)
        found = [*self._by_digits.get(digits, ()), *self._by_groups.get(tuple(map(int, groups)), ())]
        if self._letter is None:
            return found
        before, after = self._letter
        inner = groups[len(before) : len(groups) - len(after)]
        around = zip((*groups[: len(before)], *groups[len(groups) - len(after) :]), (*before, *after), strict=False)
        if inner and all(len(group) <= width + 1 for group, width in around):
            found += self._by_groups.get(tuple(map(int, inner)), ())
            if len(groups) == 1 + len(before) + len(after):
                found += self._by_digits.get(inner[0], ())
        if len(groups) == 1:
            joined = digits[sum(before) : len(digits) - sum(after)]
            found += self._by_digits.get(joined, ())
        return found

    def _letters(self, plain: str, chain: _Chain) -> str:
        found = _BEFORE.search(plain[: chain.start])
        return found[1] if found else ""

    def _without_prefixes(self, plain: str, spans: Sequence[tuple[int, int]]) -> str:
        """The text without numbers and the letters that belong to them."""
        wider = []
        for start, end in spans:
            found = _BEFORE.search(plain[:start])
            own = found is not None and (found[1] in self._prefixes or found[1] in _LABELS)
            wider.append((found.start(1) if found is not None and own else start, end))
        return _without(plain, wider)


def _without(plain: str, spans: Iterable[tuple[int, int]]) -> str:
    left, at = [], 0
    for start, end in spans:
        left.append(plain[at:start])
        at = max(at, end)
    left.append(plain[at:])
    return re.sub(r"\( *\)|\[ *\]", " ", " ".join(left)).strip(_ENDS)


def _parts(number: str) -> tuple[list[str], list[str]]:
    """The letters before, between and after the groups of digits of a number; and the groups."""
    plain = unicodedata.normalize("NFKC", number).upper()
    return [re.sub("[^A-Z]", "", each) for each in re.split("[0-9]+", plain)], re.findall("[0-9]+", plain)


def _serial_at(pattern: str) -> int:
    """Which group of digits counts the cases; the last one where the pattern is not known."""
    if not pattern:
        return -1
    numbering = CaseNumbering(pattern)
    one, two = (_parts(numbering.number(_DAY, serial))[1] for serial in (1, 2))
    return next((at for at, (a, b) in enumerate(zip(one, two, strict=True)) if a != b), -1)


def _letter_groups(pattern: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The lengths of the groups before and after the case's number in the number of a letter."""
    if not pattern:
        return None
    before, _, after = CaseNumbering(pattern).number(_DAY, 1, case="\0").partition("\0")
    first, last = (tuple(map(len, re.findall("[0-9]+", part))) for part in (before, after))
    return first, last


def _is_date(chain: _Chain, day: date) -> bool:
    """Whether digits are a date near a day: 20261120, 261120, 081120 (Reiwa 8), 1120, with signs between or not."""
    digits = chain.digits
    if len(chain.groups) > 1:
        digits = "".join(group.zfill(2) for group in chain.groups)
    years = {
        8: [digits[:4]],
        6: [f"20{digits[:2]}", str(2018 + int(digits[:2]))],
        4: [str(day.year + more) for more in (-1, 0, 1)],
    }.get(len(digits), [])
    for year in years:
        try:
            found = date(int(year), int(digits[-4:-2]), int(digits[-2:]))
        except ValueError:
            continue
        if abs(found - day) <= _NEAR:
            return True
    return False
