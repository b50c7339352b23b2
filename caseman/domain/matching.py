"""Which fee a deposit pays: proposals with their reasons and how sure they are. A person takes them, never the program.

A proposal is certain only where name and amount agree, nobody else of that name or one that sounds alike is known,
every number that is written is this case's, and no other deposit is meant for the same fee. A number or a name alone,
or another amount, is never more than probable.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from caseman.domain.candidates import Candidate, Candidates, Found
from caseman.domain.open_fees import MOST_BANK_FEE, Expected, OpenFee
from caseman.domain.payer_names import Person
from caseman.domain.payer_numbers import NumberReader
from caseman.domain.piecemeal import forget
from caseman.domain.proposals import Certainty, Part, Proposal, without_cancelled
from caseman.domain.statements import Deposit
from caseman.text import T, Text

__all__ = ["MOST_BANK_FEE", "Certainty", "Expected", "Matcher", "OpenFee", "Part", "Proposal"]

_SHORTEST_NAME: Final = 3  # kana of a name that can be certain by itself


class Matcher:
    """Matches deposits with fees.

    `elsewhere`: the people of cases that wait for no money, by their numbers; `reader` knows the number of every case.
    """

    def __init__(
        self,
        fees: Iterable[OpenFee],
        elsewhere: Mapping[str, Iterable[tuple[str, ...]]] | None = None,
        reader: NumberReader | None = None,
    ) -> None:
        self._fees = {fee.case_id: fee for fee in fees}
        known = reader or NumberReader({fee.case_id: fee.number for fee in self._fees.values()})
        others = [
            Person.of(number, None, writings) for number, people in (elsewhere or {}).items() for writings in people
        ]
        self._candidates = Candidates(self._fees, others, known)

    def forget(self) -> None:
        """Know no case any more; see `piecemeal`."""
        self._candidates.forget()
        forget(self._fees)

    def match(
        self, deposits: Sequence[Deposit], ids: Sequence[int] | None = None, settled: Iterable[tuple[int, Deposit]] = ()
    ) -> tuple[Proposal, ...]:
        """A proposal for each deposit, in their order.

        `ids` are their lines (else their places), by which a cancelled one names the deposit that it takes back;
        `settled` are deposits that do not wait any more, among which that one may be.
        """
        found = [self._propose(deposit) for deposit in deposits]
        lines = list(zip(range(len(deposits)) if ids is None else ids, deposits, strict=True))
        return without_cancelled(self._without_rivals(deposits, found), lines, settled)

    def _propose(self, deposit: Deposit) -> Proposal:
        if deposit.cancelled:
            return Proposal(Certainty.UNMATCHED, (), ())
        candidates = self._candidates.of(deposit)
        fitting = [each for each in candidates.found if each.fee.in_time(deposit)]
        if not fitting:
            return _unmatched(candidates.why_none())
        ranked = sorted(fitting, key=lambda each: (-_rank(each, deposit), each.fee.case_id))
        best = ranked[0]
        pair = _pair(fitting, deposit)
        if pair is not None and best.fee.agreeing(deposit) is None:
            return _split(pair)
        if not self._worth_saying(best, fitting, deposit):
            told = T("A name that begins alike, but nothing else that agrees: {number}.", number=best.fee.number)
            return _unmatched(told)
        doubts = self._doubts(best, ranked, deposit, candidates)
        if pair is not None:
            doubts.append(T("It would pay two as well: {numbers}.", numbers=tuple(each.fee.number for each in pair)))
        return _judged(best, deposit, doubts)

    def _worth_saying(self, best: Candidate, fitting: Sequence[Candidate], deposit: Deposit) -> bool:
        """Whether what speaks for a case is more than chance.

        Of a whole family at most one case may be meant, and its amount must agree: half of a town are of one name.
        """
        if best.numbered or best.named:
            return True
        if not best.fee.nearly(deposit):
            return False
        if best.alike or best.serial:
            return True
        return best.fee.agreeing(deposit) is not None and len(fitting) == 1

    def _doubts(self, best: Candidate, ranked: Sequence[Candidate], deposit: Deposit, candidates: Found) -> list[Text]:
        """Why the best proposal is not certain, beside what the reasons say."""
        doubts: list[Text] = []
        same = _rank(best, deposit)
        rivals = tuple(each.fee.number for each in ranked[1:] if _rank(each, deposit) == same)
        if rivals:
            doubts.append(T("It fits as well: {numbers}.", numbers=rivals))
        namesakes = () if best.numbered else self._candidates.namesakes(best, candidates)
        if namesakes:
            doubts.append(T("The same name, or one like it, stands in: {numbers}.", numbers=namesakes))
        others, strange = candidates.contradicting(best)
        if others:
            doubts.append(T("The number of another case is written: {numbers}.", numbers=others))
        if strange:
            doubts.append(T("A number is written that is no case's: {numbers}.", numbers=strange))
        if best.fee.ended:
            doubts.append(T("The request was withdrawn."))
        if candidates.cut:
            doubts.append(T("The name may be cut: it fills its field."))
        if len(candidates.key) < _SHORTEST_NAME and best.named and not best.numbered:
            doubts.append(T("The name is too short to be sure."))
        return doubts

    def _without_rivals(self, deposits: Sequence[Deposit], found: list[Proposal]) -> list[Proposal]:
        """Deposits that are meant for one fee are none of them certain: one may be paid twice, or in parts."""
        meant: dict[int, list[int]] = defaultdict(list)
        for at, proposal in enumerate(found):
            for part in proposal.parts:
                meant[part.case_id].append(at)
        for case_id, places in meant.items():
            if len(places) > 1 and not self._each_its_own(case_id, [deposits[at] for at in places]):
                told = T("Deposits that fit this fee: {count}.", count=len(places))
                for at in places:
                    if found[at].certainty is Certainty.CERTAIN:
                        found[at] = replace(found[at], certainty=Certainty.PROBABLE, why=(*found[at].why, told))
        return found

    def _each_its_own(self, case_id: int, deposits: Sequence[Deposit]) -> bool:
        """Whether each of these deposits pays something else that the case waits for."""
        agreeing = [self._fees[case_id].agreeing(deposit) for deposit in deposits]
        taken = Counter(None if each is None else (each.amount, each.claim) for each in agreeing)
        return None not in taken and max(taken.values()) == 1


def _unmatched(why: Text) -> Proposal:
    return Proposal(Certainty.UNMATCHED, (), (why,))


def _rank(candidate: Candidate, deposit: Deposit) -> int:
    agrees = candidate.fee.agreeing(deposit)
    return (
        8 * candidate.numbered
        + 6 * candidate.named
        + 4 * candidate.alike
        + 2 * candidate.serial
        + candidate.family
        + 3 * (agrees is not None)
        + 2 * (agrees is not None and agrees.claim is not None)
    )


def _judged(best: Candidate, deposit: Deposit, doubts: Sequence[Text]) -> Proposal:
    agreeing = best.fee.agreeing(deposit)
    sure = (best.named or (best.numbered and best.alike)) and agreeing is not None and not doubts
    part = Part(best.fee.case_id, best.fee.number, deposit.amount, agreeing.claim if agreeing else None)
    why = (*best.reasons(deposit), *doubts)
    return Proposal(Certainty.CERTAIN if sure else Certainty.PROBABLE, (part,), why)


def _pair(candidates: Sequence[Candidate], deposit: Deposit) -> tuple[Candidate, Candidate] | None:
    """Two cases of one payer that wait for this amount together; those whose numbers are written come first."""
    named = [each for each in candidates if each.numbered or each.named]
    first: dict[int, Candidate] = {}
    for each in sorted(named, key=lambda each: (not each.numbered, each.fee.case_id)):
        awaited = each.fee.expected[0].amount.minor
        other = first.get(deposit.amount.minor - awaited)
        if other is not None:
            return other, each
        first.setdefault(awaited, each)
    return None


def _split(pair: tuple[Candidate, Candidate]) -> Proposal:
    expected = [(each.fee, each.fee.expected[0]) for each in pair]
    parts = tuple(Part(fee.case_id, fee.number, each.amount, each.claim) for fee, each in expected)
    told = T("One transfer for two: {numbers}.", numbers=tuple(part.number for part in parts))
    return Proposal(Certainty.PROBABLE, parts, (told,))
