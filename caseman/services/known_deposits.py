"""Which deposits of a statement came with an earlier one: the same file twice, an overlap, another format."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from caseman.domain.statements import BankStatement, Deposit, StatementFormat
from caseman.storage.money_tables import StatementLineRow, StatementRow

_NOTICES: Final = frozenset({StatementFormat.DEPOSITS_A, StatementFormat.DEPOSITS_B})


@dataclass(frozen=True)
class Fresh:
    """A deposit that is new, with what it is known by: of equal ones it is the `occurrence`-th."""

    deposit: Deposit
    fingerprint: str
    occurrence: int


@dataclass(frozen=True)
class Sorted:
    """What of a statement is new, and what is not; `alike` of these differ in something from what is known."""

    fresh: tuple[Fresh, ...]
    known: int
    alike: tuple[Deposit, ...]


@dataclass(frozen=True)
class _Told:
    """How a file told a deposit, beside day, amount and payer."""

    format: str
    reference: str
    edi: str

    def may_be(self, other: _Told) -> bool:
        """Whether two tell one deposit. Notices of one format number each deposit: another number is another one.

        What another format leaves out, or writes otherwise, says nothing.
        """
        numbered = self.format == other.format and self.format in _NOTICES and self.reference and other.reference
        return not numbered or (self.reference, self.edi) == (other.reference, other.edi)


def sort_known(session: Session, statement: BankStatement, account: str) -> Sorted:
    """Compare a statement with what was taken in before. `account`: the office's, where the file does not say."""
    prints = [_fingerprint(statement.account or account, deposit) for deposit in statement.deposits]
    before = _before(session, statement, set(prints))
    taken: dict[str, set[int]] = defaultdict(set)
    told = [_Told(statement.format, deposit.reference, deposit.edi) for deposit in statement.deposits]
    state: list[bool | None] = [
        _take(before, taken, each, one, same=True) for each, one in zip(prints, told, strict=True)
    ]
    fresh: list[Fresh] = []
    alike: list[Deposit] = []
    for at, (deposit, each) in enumerate(zip(statement.deposits, prints, strict=True)):
        if state[at]:
            continue
        if _take(before, taken, each, told[at], same=False):
            alike.append(deposit)
            continue
        known = before[each]
        known.append(told[at])
        taken[each].add(len(known) - 1)
        fresh.append(Fresh(deposit, each, len(known)))
    return Sorted(tuple(fresh), len(prints) - len(fresh), tuple(alike))


def _take(
    before: dict[str, list[_Told]], taken: dict[str, set[int]], fingerprint: str, told: _Told, *, same: bool
) -> bool:
    """Use up one that was told before: the very same, or one that may be it."""
    for at, other in enumerate(before.get(fingerprint, ())):
        if at not in taken[fingerprint] and (other == told if same else told.may_be(other)):
            taken[fingerprint].add(at)
            return True
    return False


def _before(session: Session, statement: BankStatement, prints: set[str]) -> dict[str, list[_Told]]:
    """What was told before of the same accounts, days, amounts and payers, in the order it came."""
    found: dict[str, list[_Told]] = defaultdict(list)
    days = [deposit.day for deposit in statement.deposits]
    if not days:
        return found
    known = (
        select(StatementLineRow.fingerprint, StatementLineRow.reference, StatementLineRow.edi, StatementRow.format)
        .join(StatementRow, col(StatementRow.id) == StatementLineRow.statement_id)
        .where(StatementLineRow.deposited_on >= min(days), StatementLineRow.deposited_on <= max(days))
        .order_by(col(StatementLineRow.fingerprint), col(StatementLineRow.occurrence))
    )
    for fingerprint, reference, edi, kind in session.exec(known):
        if fingerprint in prints:
            found[fingerprint].append(_Told(kind, reference, edi))
    return found


def _fingerprint(account: str, deposit: Deposit) -> str:
    """What a deposit has in common in every file that tells it."""
    what = (account, str(deposit.day), str(deposit.signed.minor), deposit.key)
    return hashlib.sha256(repr(what).encode()).hexdigest()
