"""What is proposed for a deposit, and how sure it is; deposits that the bank cancelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from caseman.domain.fees import Money
from caseman.domain.statements import Deposit
from caseman.text import T, Text


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
class Part:
    """What of a deposit goes to a case; `claim`: the noted receipt that it confirms."""

    case_id: int
    number: str
    amount: Money
    claim: int | None = None


@dataclass(frozen=True)
class Proposal:
    """What is proposed for one deposit, and why; without parts it is unmatched.

    `takes_back` is the line of the deposit that a cancelled one takes back.
    """

    certainty: Certainty
    parts: tuple[Part, ...]
    why: tuple[Text, ...]
    takes_back: int | None = None


def without_cancelled(
    found: list[Proposal], lines: Sequence[tuple[int, Deposit]], settled: Iterable[tuple[int, Deposit]]
) -> tuple[Proposal, ...]:
    """Cancelled deposits name the one that they take back: the latest of the same amount and payer that none took yet.

    Money that the bank took back is never certain.
    """
    places = {line: at for at, (line, _) in enumerate(lines)}
    earlier: dict[tuple[Money, str], list[tuple[int, Deposit]]] = defaultdict(list)
    for line, deposit in sorted([*settled, *lines], key=lambda each: (each[1].day, each[0])):
        if not deposit.cancelled:
            earlier[deposit.amount, deposit.key].append((line, deposit))
    for at, (_, gone) in enumerate(lines):
        if not gone.cancelled:
            continue
        same = earlier[gone.amount, gone.key]
        taken = next((each for each in reversed(same) if each[1].day <= gone.day), None)
        if taken is None:
            told = T("Cancelled by the bank; the deposit it takes back is not here.")
            found[at] = Proposal(Certainty.UNMATCHED, (), (told,))
            continue
        same.remove(taken)
        told = T("Cancelled by the bank: it takes back that of {day}.", day=taken[1].day)
        found[at] = Proposal(Certainty.PROBABLE, (), (told,), takes_back=taken[0])
        if taken[0] in places:
            found[places[taken[0]]] = _taken_back(found[places[taken[0]]])
    return tuple(found)


def _taken_back(proposal: Proposal) -> Proposal:
    why = (*proposal.why, T("The bank took it back."))
    certainty = Certainty.PROBABLE if proposal.certainty is Certainty.CERTAIN else proposal.certainty
    return replace(proposal, certainty=certainty, why=why)
