"""What was known of every case is let go of an entry at a time, and nothing of it is left."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseman.domain.fees import Money
from caseman.domain.matching import Certainty, Expected, Matcher, OpenFee
from caseman.domain.payer_numbers import NumberReader
from caseman.domain.piecemeal import forget
from caseman.domain.statements import Deposit

_DAY = date(2026, 11, 20)


class _Told(dict[int, str]):
    """Tells how it was emptied."""

    taken = 0

    def popitem(self) -> tuple[int, str]:
        self.taken += 1
        return super().popitem()


def test_each_entry_goes_by_itself() -> None:
    known = _Told({1: "a", 2: "b"})
    other: dict[str, Any] = {"c": [1]}
    forget(known, other)
    assert (known, known.taken, other) == ({}, 2, {})


def test_a_matcher_that_forgot_knows_nobody() -> None:
    fee = OpenFee(1, "P-2026-0042", _DAY, (Expected(Money(500)),), (("ミホン タロウ",),))
    matcher = Matcher([fee], {"P-2026-0001": [("ミホン ハナコ",)]}, NumberReader({1: "P-2026-0042", 2: "P-2026-0001"}))
    deposit = Deposit(1, _DAY, Money(500), "ﾐﾎﾝ ﾀﾛｳ")
    (before,) = matcher.match([deposit])
    assert before.certainty is Certainty.CERTAIN
    matcher.forget()
    (after,) = matcher.match([deposit])
    assert after.certainty is Certainty.UNMATCHED
