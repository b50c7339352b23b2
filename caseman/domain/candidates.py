"""The cases that a deposit may be meant for, and what speaks for each: numbers, names, families."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from caseman.domain.names import match_key
from caseman.domain.open_fees import OpenFee
from caseman.domain.payer_names import People, Person
from caseman.domain.payer_numbers import NumberReader, Reading
from caseman.domain.statements import PAYER_BYTES, Deposit
from caseman.text import T, Text

_NEARLY_FULL: Final = PAYER_BYTES - 2  # a name that fills its field was perhaps cut


@dataclass
class Candidate:
    """A case that waits for money, and what speaks for it.

    `numbered`: its whole number is written; `serial`: digits that may be it. `named`: a person of it, or who paid for
    it before (`remembered`), by the very name; `alike`: by one that sounds alike, was cut, or is of another kind of
    body; `family`: by the family name alone.
    """

    fee: OpenFee
    numbered: bool = False
    serial: bool = False
    named: bool = False
    alike: bool = False
    family: bool = False
    remembered: bool = False
    people: list[Person] = field(default_factory=list)

    def has(self, digits: str) -> bool:
        """Whether digits belong to the name that was found, as in ダイ114ギンコウ."""
        return self.named and any(digits in key for person in self.people for key in person.keys)

    def reasons(self, deposit: Deposit) -> list[Text]:
        """What speaks for it, in sentences."""
        why: list[Text] = []
        if self.numbered:
            why.append(T("The case number is written."))
        elif self.serial:
            why.append(T("The serial of the case is written."))
        if self.remembered:
            why.append(T("This payer paid for the case before."))
        elif self.named:
            why.append(T("The payer's name agrees."))
        elif self.alike:
            why.append(T("The payer's name is much like it."))
        elif self.family:
            why.append(T("The family name agrees."))
        agreeing = self.fee.agreeing(deposit)
        if agreeing is None:
            why.append(self.fee.difference(deposit))
        elif agreeing.claim is None:
            why.append(T("The amount agrees."))
        else:
            why.append(T("A receipt of this amount, paid on {day}, was noted.", day=agreeing.paid_on))
        return why


@dataclass(frozen=True)
class Found:
    """The candidates for one deposit, and how what its payer wrote was read. `key` is the name that was found."""

    found: tuple[Candidate, ...]
    reading: Reading
    key: str
    cut: bool
    open_cases: frozenset[int]
    numbers: Mapping[int, str]

    def contradicting(self, best: Candidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Numbers of other cases that are written, and digits that are no case's, date or amount."""
        others: list[str] = []
        strange: list[str] = []
        for run in self.reading.runs:
            cases = run.cases & self.open_cases if run.neutral else run.cases
            if best.fee.case_id in run.cases or best.has(run.digits):
                continue
            if cases:
                others += sorted(self.numbers[case_id] for case_id in cases)
            elif not run.neutral:
                strange.append(run.digits)
        return tuple(dict.fromkeys(others)), tuple(dict.fromkeys(strange))

    def why_none(self) -> Text:
        """Why nothing is proposed."""
        if self.found:
            numbers = tuple(each.fee.number for each in self.found)
            return T("It came long before the envelope of {numbers}.", numbers=numbers)
        written = sorted({self.numbers[case_id] for run in self.reading.runs if run.whole for case_id in run.cases})
        if written:
            return T("The number of a case that waits for no money is written: {numbers}.", numbers=tuple(written))
        return T("Nobody of this name waits to be matched, and no case number is written.")


class Candidates:
    """Finds candidates among the cases that wait for money; knows the people of others as well."""

    def __init__(self, fees: Mapping[int, OpenFee], others: Iterable[Person], reader: NumberReader) -> None:
        self._fees = fees
        self._open = frozenset(fees)
        self._reader = reader
        people = list(others)
        for fee in fees.values():
            people += [Person.of(fee.number, fee.case_id, writings) for writings in fee.people]
            people += [
                Person.of(fee.number, fee.case_id, reader.read(payer, fee.arrived_on, 0).names[-1:], remembered=True)
                for payer in fee.remembered
            ]
        self._people = People(people)

    def forget(self) -> None:
        """Know no case any more; see `piecemeal`."""
        self._people.forget()
        self._reader.forget()

    def of(self, deposit: Deposit) -> Found:
        """The candidates for a deposit. Payer and EDI are read each by itself: together they made other numbers."""
        by_case: dict[int, Candidate] = {}

        def candidate(case_id: int) -> Candidate:
            return by_case.setdefault(case_id, Candidate(self._fees[case_id]))

        written = self._reader.read(deposit.payer, deposit.day, deposit.amount.minor)
        sent = self._reader.read(deposit.edi, deposit.day, deposit.amount.minor)
        reading = Reading((*written.runs, *sent.runs), written.names, written.bare)
        for run in reading.runs:
            for case_id in run.cases & self._open:
                candidate(case_id).numbered |= run.whole
                candidate(case_id).serial |= not run.whole
        cut = len(deposit.payer.encode("cp932", "replace")) >= _NEARLY_FULL
        key, exact, alike = self._named(reading, cut=cut)
        for people, very_name in ((exact, True), (alike, False)):
            for person in people:
                if person.case_id is not None:
                    found = candidate(person.case_id)
                    found.people.append(person)
                    found.named |= very_name
                    found.alike |= not very_name
        for each in by_case.values():
            each.remembered = each.named and all(person.remembered for person in each.people)
            each.alike &= not each.named
        if not exact:
            for person in self._people.of_family(reading.names[-1]):
                if person.case_id is not None:
                    candidate(person.case_id).family = True
        return Found(tuple(by_case.values()), reading, key, cut, self._open, self._reader.numbers)

    def _named(self, reading: Reading, *, cut: bool) -> tuple[str, list[Person], list[Person]]:
        """The key of the name, who has it, and who has one like it."""
        keys = [match_key(name) for name in reading.names]
        for key in keys:
            if exact := self._people.exactly(key):
                waits = any(person.case_id is not None for person in exact)
                return key, exact, [] if waits else self._people.alike(key)
        key = keys[-1]
        if cut and key:
            return key, [], self._people.begun(key)
        for each in (*keys, match_key(reading.bare)):
            if alike := self._people.alike(each) or self._people.bodies(each):
                return each, [], alike
        return key, [], []

    def namesakes(self, best: Candidate, found: Found) -> tuple[str, ...]:
        """Other cases in which the payer's name, or that of whom it is taken for, may stand as well."""
        others = [other for person in best.people for other in self._people.namesakes(person)]
        others += self._people.alike(found.key)
        others += self._people.family(found.key)
        return tuple(dict.fromkeys(other.number for other in others if other.number != best.fee.number))
