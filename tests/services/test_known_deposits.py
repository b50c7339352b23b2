"""A deposit that came before adds nothing, whatever the file's format; another one of the same day does."""

from __future__ import annotations

import pytest

from caseman.services.deposit_matching import waiting_deposits
from caseman.services.statements import take_statement
from tests.exchange.bank_files import mufg, notices, transactions
from tests.services.money_walk import check_book, take, told
from tests.services.walking import Walk, refused, snapshot

_TOLD = [told(), told(), told("ヤマダ ハナコ", 300)]


@pytest.mark.parametrize(
    "again",
    [
        notices(_TOLD),
        notices(_TOLD, long=True),
        transactions(_TOLD, out=100),
        mufg(_TOLD),
        mufg(_TOLD, encoding="utf-8"),
    ],
    ids=["the same file", "format B", "transactions", "CSV", "CSV in UTF-8"],
)
@pytest.mark.parametrize("first", [notices(_TOLD), transactions(_TOLD), mufg(_TOLD)], ids=["01", "03", "CSV"])
def test_the_same_money_in_another_file_adds_nothing(walk: Walk, first: bytes, again: bytes) -> None:
    """A CSV does not say of which account it is: it is the office's."""
    take_statement(walk.desk, "a", first)
    before = snapshot(walk.desk)
    found = take_statement(walk.desk, "b", again)
    assert (found.known, found.deposits) == (3, ())
    assert snapshot(walk.desk) == before
    check_book(walk)


def test_what_another_format_tells_is_shown_to_be_compared(walk: Walk) -> None:
    take(walk, told())
    assert len(take_statement(walk.desk, "b", mufg([told()])).looks_known) == 1
    assert take(walk, told()).looks_known == (), "it is the very same"


def test_a_second_deposit_with_a_number_of_its_own_is_another_one(walk: Walk) -> None:
    """Two notices of one day, each of one deposit, in the same amount by the same payer."""
    take(walk, told(reference=1))
    second = take(walk, told(reference=2, edi="2"))
    assert (second.known, len(second.deposits)) == (0, 1)
    whole = take(walk, told(reference=1), told(reference=2, edi="2"), told(reference=3))
    assert (whole.known, len(whole.deposits), len(waiting_deposits(walk.desk))) == (2, 1, 3)
    assert take_statement(walk.desk, "c", transactions([told(), told(), told()])).known == 3
    check_book(walk)


def test_more_equal_ones_than_before_are_added(walk: Walk) -> None:
    take(walk, told())
    found = take_statement(walk.desk, "b", transactions([told(), told()]))
    assert (found.known, len(found.deposits)) == (1, 1)


def test_a_csv_whose_amount_became_nothing_is_refused_by_its_balance(walk: Walk) -> None:
    lines = mufg([told(amount=5250)]).replace(b'"5,250"', '"0円"'.encode("cp932"))
    assert refused(walk.desk, lambda: take_statement(walk.desk, "a", lines)).code == "balance"
