"""The book: entries that are never edited, a month that was reported stays, and sums that are the statements'."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseman.domain.fees import Money
from caseman.errors import CasemanError
from caseman.services import deposits
from caseman.services.book_views import balances, month_entries
from caseman.services.case_file import show_case
from caseman.services.deposit_matching import waiting_deposits
from caseman.services.statements import take_statement
from tests.exchange.bank_files import Told, mufg, notices, transactions
from tests.services import money_walk as money
from tests.services.walking import Office, TickingClock, Walk, open_copy

_OCTOBER, _NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def test_a_month_that_was_reported_stays(walk: Walk) -> None:
    """What is found out of October in November stands in November, and comes to the same."""
    number = walk.case()
    walk.payment(number, matched_on="", paid_on=date(2026, 10, 29))
    money.take(walk, money.told(day=date(2026, 10, 30)), money.told("ミホン", 300, day=date(2026, 10, 30)))
    reported = month_entries(walk.desk, _OCTOBER)
    assert [line.amount.minor for line in reported] == [5250, 5250, 300]
    deposits.take_certain(walk.desk)
    deposits.set_aside(walk.desk, 2, "利息")
    deposits.take_back(walk.desk, 1, "別の人")
    money.match_by_hand(walk, number, money.entry(walk, number))
    money.remove(walk, number, money.entry(walk, number))
    assert month_entries(walk.desk, _OCTOBER) == reported
    later = month_entries(walk.desk, _NOVEMBER)
    assert {line.day for line in later} == {date(2026, 11, 24)}
    assert sum(line.amount.minor for line in later) == -5250, "the receipt was taken out"
    assert [each.minor for each in (balances(walk.desk).cases, balances(walk.desk).waiting)] == [0, 5250]


class _Sequence:
    """Deeds on a book of two cases; what is impossible is refused and changes nothing."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.numbers = [walk.case(), walk.case()]
        self.told: list[Told] = []

    def do(self, deed: str, which: int) -> None:
        """One deed, by its name; `which` chooses among what there is."""
        if deed in ("come", "cancel", "transactions", "csv"):
            self._take(deed, which)
            return
        walk, desk, number = self.walk, self.walk.desk, self.numbers[which % 2]
        lines = waiting_deposits(desk)
        line = lines[which % len(lines)] if lines else None
        match deed:
            case "allot" if line:
                deposits.allot(desk, line.line_id, [(number, line.deposit.amount)])
            case "share" if line:
                deposits.allot(desk, line.line_id, [(each, Money(500)) for each in self.numbers])
            case "certain":
                deposits.take_certain(desk)
            case "aside" if line:
                deposits.set_aside(desk, line.line_id, "見本")
            case "settle" if line:
                deposits.take_cancelled(desk, line.line_id, line.proposal.takes_back or which + 1)
            case "back":
                deposits.take_back(desk, which + 1, "見本")
            case "receipt":
                walk.payment(number, amount=str(1000 + 250 * which), matched_on="")
            case "refund":
                money.refund(walk, number, 250 * (which + 1))
            case "match" | "remove" if payments := show_case(desk, number).payments:
                entry = payments[which % len(payments)].payment_id
                (money.match_by_hand if deed == "match" else money.remove)(walk, number, entry)

    def _take(self, deed: str, which: int) -> None:
        """Everything that was told until now, in a file of a format."""
        if deed in ("come", "cancel"):
            self.told.append(self._new(which, cancelled=deed == "cancel"))
        data = {
            "transactions": lambda: transactions(self.told[::-1], ends=b"\n"),
            "csv": lambda: mufg([each for each in self.told if not each.cancelled]),
        }.get(deed, lambda: notices(self.told))()
        take_statement(self.walk.desk, "x", data)

    def _new(self, which: int, *, cancelled: bool) -> Told:
        """The bank gives every deposit a number of its own, and keeps it."""
        payer = ("タカハシ イチロウ", "ミホン", "20260001 サトウ")[which % 3]
        return money.told(payer, 1000 + 250 * which, cancelled=cancelled, reference=len(self.told) + 1)


_DEEDS = (
    "come", "come", "cancel", "transactions", "csv", "allot", "share", "certain", "aside", "settle", "back", "receipt",
    "refund", "match", "remove",
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.tuples(st.sampled_from(_DEEDS), st.integers(0, 4)), min_size=4, max_size=16))
def test_the_book_always_adds_up_to_the_statements(
    office: Office, tmp_path: Path, deeds: list[tuple[str, int]]
) -> None:
    clock = TickingClock()
    desk = open_copy(office, office.copy_to(tmp_path), clock)
    try:
        _add_up(_Sequence(Walk(desk, clock)), deeds)
    finally:
        desk.close()


def _add_up(sequence: _Sequence, deeds: list[tuple[str, int]]) -> None:
    walk = sequence.walk
    for deed, which in deeds:
        before = money.entries(walk)
        with suppress(CasemanError):
            sequence.do(deed, which)
        money.check_book(walk)
        after = money.entries(walk)
        assert {entry: after[entry] for entry in before} == before, "entries are never edited"
        found = balances(walk.desk)
        by_hand = sum(row["amount_minor"] for row in after.values() if row["line_id"] is None)
        assert found.waiting.minor + found.cases.minor + found.aside.minor == found.told.minor + by_hand
    came = sum(-each.amount if each.cancelled else each.amount for each in sequence.told)
    assert balances(walk.desk).told.minor == came
