"""Which fee a deposit pays: proposals with their reasons and how sure they are. A person takes them, never the program.

A proposal is certain only where name and amount agree, nobody else of that name is known, no number contradicts, and no
second deposit fits the same fee. A number or a name alone, or another amount, is never more than probable.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from caseman.domain.fees import Money
from caseman.domain.names import match_key
from caseman.domain.statements import PAYER_BYTES, Deposit
from caseman.text import T, Text

MOST_BANK_FEE: Final = 880  # yen: the dearest transfer at a counter; what a payer's bank may have kept
_EARLY = timedelta(days=60)  # how long before the envelope arrived a fee may have been paid
_CLAIM_DAYS = 5  # between the day on a receipt and the bank's
_NEARLY_FULL = PAYER_BYTES - 2  # a name that fills its field was perhaps cut
_SHORTEST = 2  # kana of a family name
_SHORTEST_SERIAL = 3  # digits of a serial that are taken for one
_JOINED = re.compile(r"(?<=\d)[-./ ](?=\d)")
_NUMBERED = re.compile(r"[a-z]{0,3}-?\d[-\d]*")


class Certainty(StrEnum):
    """How sure a proposal is."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    UNMATCHED = "unmatched"

    @property
    def label(self) -> Text:
        return _CERTAINTIES[self]


_CERTAINTIES = {
    Certainty.CERTAIN: T("Certain"),
    Certainty.PROBABLE: T("Probable"),
    Certainty.UNMATCHED: T("Unmatched"),
}


@dataclass(frozen=True)
class Expected:
    """Money that a case waits for: what is still due, or what a receipt says was paid (`claim` names that entry)."""

    amount: Money
    claim: int | None = None
    paid_on: date | None = None
    payer: str = ""


@dataclass(frozen=True)
class OpenFee:
    """A case that waits for money, and by whom it may come.

    `names` are kana (or names in letters) of principal and agent as they are written, family name first and apart;
    `remembered` the match keys of others who paid for it before.
    """

    case_id: int
    number: str
    arrived_on: date
    expected: tuple[Expected, ...]
    names: tuple[str, ...]
    remembered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    """What of a deposit goes to a case; `claim`: the noted receipt that it confirms."""

    case_id: int
    number: str
    amount: Money
    claim: int | None = None


@dataclass(frozen=True)
class Proposal:
    """What is proposed for one deposit, and why; without parts it is unmatched."""

    certainty: Certainty
    parts: tuple[Part, ...]
    why: tuple[Text, ...]
    takes_back: int | None = None  # the index of the deposit that a cancelled one takes back


@dataclass
class _Candidate:
    fee: OpenFee
    numbered: bool = False
    serial: bool = False
    named: bool = False
    family: bool = False
    remembered: bool = False
    why: list[Text] = field(default_factory=list)


class Matcher:
    """Matches deposits with fees. `elsewhere`: keys of people whose cases wait for no money, with their numbers."""

    def __init__(self, fees: Iterable[OpenFee], elsewhere: Mapping[str, str] | None = None) -> None:
        self._fees = tuple(fees)
        self._elsewhere = elsewhere or {}
        self._by_digits: dict[str, OpenFee] = {}
        self._by_serial: dict[str, list[OpenFee]] = defaultdict(list)
        self._by_key: dict[str, list[OpenFee]] = defaultdict(list)
        self._by_family: dict[str, list[OpenFee]] = defaultdict(list)
        for fee in self._fees:
            self._add(fee)
        self._keys = sorted(self._by_key)

    def _add(self, fee: OpenFee) -> None:
        digits = re.sub(r"\D", "", fee.number)
        self._by_digits[digits] = fee
        serial = re.findall(r"\d+", fee.number)[-1:] or [""]
        if len(serial[0]) >= _SHORTEST_SERIAL and serial[0] != digits:
            self._by_serial[serial[0]].append(fee)
        for name in fee.names:
            _once(self._by_key[match_key(name)], fee)
            family = match_key(name.split()[0]) if name.split() else ""
            if len(family) >= _SHORTEST and family != match_key(name):
                _once(self._by_family[family], fee)
        for key in fee.remembered:
            _once(self._by_key[key], fee)

    def match(self, deposits: Sequence[Deposit]) -> tuple[Proposal, ...]:
        """A proposal for each deposit, in their order."""
        found = [self._cancelled(deposits, at) if d.cancelled else self._propose(d) for at, d in enumerate(deposits)]
        return _without_rivals(found)

    def _propose(self, deposit: Deposit) -> Proposal:
        candidates = self._candidates(deposit)
        if not candidates:
            return Proposal(
                Certainty.UNMATCHED, (), (T("Nobody of this name waits to be matched, and no case number is written."),)
            )
        fitting = [each for each in candidates if _in_time(each.fee, deposit)]
        if not fitting:
            numbers = tuple(each.fee.number for each in candidates)
            return Proposal(
                Certainty.UNMATCHED, (), (T("It came long before the envelope of {numbers}.", numbers=numbers),)
            )
        several = self._split(deposit, fitting)
        if several is not None:
            return several
        ranked = sorted(fitting, key=lambda each: (-self._rank(each, deposit), each.fee.case_id))
        best = ranked[0]
        rivals = [each for each in ranked[1:] if self._rank(each, deposit) == self._rank(best, deposit)]
        return self._judged(deposit, best, rivals, candidates)

    def _candidates(self, deposit: Deposit) -> list[_Candidate]:
        found: dict[int, _Candidate] = {}

        def of(fee: OpenFee) -> _Candidate:
            return found.setdefault(fee.case_id, _Candidate(fee))

        written = match_key(f"{deposit.payer}/{deposit.edi}")
        for run in re.findall(r"\d+", _JOINED.sub("", written)):
            if run in self._by_digits:
                of(self._by_digits[run]).numbered = True
            for fee in self._by_serial.get(run, ()):
                of(fee).serial = True
        key = _name_of(deposit.payer)
        for fee in self._fees_named(key, deposit):
            candidate = of(fee)
            candidate.named = True
            candidate.remembered = key in fee.remembered
        if key not in self._by_key:
            for length in range(_SHORTEST, len(key)):
                for fee in self._by_family.get(key[:length], ()):
                    of(fee).family = True
        for fee in self._by_family.get(key, ()):
            of(fee).family = True
        return list(found.values())

    def _fees_named(self, key: str, deposit: Deposit) -> list[OpenFee]:
        if not key:
            return []
        if key in self._by_key:
            return self._by_key[key]
        if len(deposit.payer.encode("cp932", "replace")) < _NEARLY_FULL:
            return []
        at = bisect_left(self._keys, key)
        return [fee for name in self._keys[at : at + 20] if name.startswith(key) for fee in self._by_key[name]]

    def _rank(self, candidate: _Candidate, deposit: Deposit) -> int:
        agrees = _agreeing(candidate.fee, deposit)
        return (
            8 * candidate.numbered
            + 6 * candidate.named
            + 2 * candidate.serial
            + candidate.family
            + 3 * (agrees is not None)
            + 2 * (agrees is not None and agrees.claim is not None)
        )

    def _judged(
        self, deposit: Deposit, best: _Candidate, rivals: list[_Candidate], candidates: list[_Candidate]
    ) -> Proposal:
        fee = best.fee
        agreeing = _agreeing(fee, deposit)
        why = _reasons(best, agreeing, deposit)
        homonyms = self._homonyms(best, deposit, candidates)
        contradicted = [each.fee.number for each in candidates if each.numbered and each is not best]
        if not best.named and not best.numbered and agreeing is None:
            return Proposal(
                Certainty.UNMATCHED,
                (),
                (T("A name that begins alike, but another amount: {number}.", number=fee.number),),
            )
        if rivals:
            why.append(T("It fits as well: {numbers}.", numbers=tuple(each.fee.number for each in rivals)))
        if homonyms:
            why.append(T("The same name stands in: {numbers}.", numbers=homonyms))
        if contradicted:
            why.append(T("The number of another case is written: {numbers}.", numbers=tuple(contradicted)))
        certain = best.named and agreeing is not None and not rivals and not contradicted
        certain = certain and (best.numbered or not homonyms) and not _cut(deposit)
        part = Part(fee.case_id, fee.number, deposit.amount, agreeing.claim if agreeing else None)
        return Proposal(Certainty.CERTAIN if certain else Certainty.PROBABLE, (part,), tuple(why))

    def _homonyms(self, best: _Candidate, deposit: Deposit, candidates: list[_Candidate]) -> tuple[str, ...]:
        """Cases of others, or of the same person, in which the payer's name stands as well."""
        others = [each.fee.number for each in candidates if each.named and each is not best]
        elsewhere = self._elsewhere.get(_name_of(deposit.payer))
        if elsewhere is not None:
            others.append(elsewhere)
        return tuple(dict.fromkeys(others))

    def _split(self, deposit: Deposit, candidates: list[_Candidate]) -> Proposal | None:
        """One transfer for two cases of one payer: the amount is what both wait for."""
        named = [each for each in candidates if each.named or each.numbered]
        for at, one in enumerate(named):
            for other in named[at + 1 :]:
                first, second = one.fee.expected[0], other.fee.expected[0]
                if first.amount + second.amount == deposit.amount:
                    parts = tuple(
                        Part(each.fee.case_id, each.fee.number, each.fee.expected[0].amount, each.fee.expected[0].claim)
                        for each in (one, other)
                    )
                    told = T("One transfer for two: {numbers}.", numbers=(one.fee.number, other.fee.number))
                    return Proposal(Certainty.PROBABLE, parts, (told,))
        return None

    def _cancelled(self, deposits: Sequence[Deposit], at: int) -> Proposal:
        """The deposit that this one takes back: the latest of the same amount and payer before it."""
        gone = deposits[at]
        before = [
            place
            for place, each in enumerate(deposits[:at])
            if not each.cancelled and (each.amount, each.key) == (gone.amount, gone.key) and each.day <= gone.day
        ]
        if not before:
            return Proposal(
                Certainty.UNMATCHED, (), (T("Cancelled by the bank; the deposit it takes back is not here."),)
            )
        told = T("Cancelled by the bank: it takes back that of {day}.", day=deposits[before[-1]].day)
        return Proposal(Certainty.PROBABLE, (), (told,), takes_back=before[-1])


def _once(fees: list[OpenFee], fee: OpenFee) -> None:
    if fee not in fees:
        fees.append(fee)


def _name_of(payer: str) -> str:
    """The match key of the name that is written, without a number before or after it."""
    return _NUMBERED.sub("", match_key(payer)).strip("-/().")


def _in_time(fee: OpenFee, deposit: Deposit) -> bool:
    return deposit.day >= fee.arrived_on - _EARLY


def _cut(deposit: Deposit) -> bool:
    return len(deposit.payer.encode("cp932", "replace")) >= _NEARLY_FULL


def _agreeing(fee: OpenFee, deposit: Deposit) -> Expected | None:
    """What the case waits for in just this amount; a receipt that was noted comes first."""
    same = [each for each in fee.expected if each.amount == deposit.amount]
    claims = [each for each in same if each.paid_on and abs((each.paid_on - deposit.day).days) <= _CLAIM_DAYS]
    return next(iter(claims or [each for each in same if each.claim is None]), None)


def _reasons(best: _Candidate, agreeing: Expected | None, deposit: Deposit) -> list[Text]:
    why: list[Text] = []
    if best.numbered:
        why.append(T("The case number is written."))
    elif best.serial:
        why.append(T("The serial of the case is written."))
    if best.remembered:
        why.append(T("This payer paid for the case before."))
    elif best.named:
        why.append(T("The payer's name agrees."))
    elif best.family:
        why.append(T("The family name agrees."))
    if agreeing is not None:
        why.append(
            T("The amount agrees.")
            if agreeing.claim is None
            else T("A receipt of this amount, paid on {day}, was noted.", day=agreeing.paid_on)
        )
    else:
        why.append(_difference(best.fee.expected[0].amount, deposit.amount))
    return why


def _difference(awaited: Money, came: Money) -> Text:
    if came.minor > awaited.minor:
        return T("{amount} too much.", amount=came - awaited)
    missing = awaited - came
    if missing.minor <= MOST_BANK_FEE:
        return T("{amount} too little: the payer's bank may have kept its fee.", amount=missing)
    return T("{amount} too little.", amount=missing)


def _without_rivals(found: list[Proposal]) -> tuple[Proposal, ...]:
    """Two deposits that would each certainly pay one fee are none of them certain: one may be paid twice."""
    certain: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    for at, proposal in enumerate(found):
        if proposal.certainty is Certainty.CERTAIN:
            for part in proposal.parts:
                certain[part.case_id, part.claim].append(at)
    for places in certain.values():
        if len(places) < 2:
            continue
        for at in places:
            why = (*found[at].why, T("Deposits that fit this fee: {count}.", count=len(places)))
            found[at] = replace(found[at], certainty=Certainty.PROBABLE, why=why)
    return tuple(found)
