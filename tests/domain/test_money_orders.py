"""Postal money orders: read line by line, refused with the place, worth nothing after six months."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.fees import Money
from caseman.domain.money_orders import (
    DENOMINATIONS,
    money_order_faults,
    orders_total,
    parse_money_orders,
    write_money_orders,
)
from caseman.errors import InputError

_TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("written", "total"),
    [
        ("300 x 3, 2026-11-01, 12345-678901", 900),
        ("３００×３枚、２０２６－１１－０１", 900),
        ("1,000円×5枚 令和8年11月1日\n¥250 * 1, R8.11.1", 5250),
    ],
)
def test_a_line_is_read_as_people_write_it(written: str, total: int) -> None:
    orders = parse_money_orders(written)
    assert orders_total(orders) == Money(total)
    assert {each.issued_on for each in orders} == {date(2026, 11, 1)}
    assert money_order_faults(orders, _TODAY, payee_blank=True) == ()
    assert parse_money_orders(write_money_orders(orders)) == orders


@pytest.mark.parametrize("each", DENOMINATIONS)
def test_the_twelve_denominations(each: int) -> None:
    assert orders_total(parse_money_orders(f"{each} x 2, 2026-11-01")) == Money(2 * each)


@pytest.mark.parametrize(
    ("written", "code", "place"),
    [
        ("301 x 3, 2026-11-01", "no-such-denomination", "Line 1, column 1"),
        ("500 x 1, 2026-11-01\n\n  750 x q", "money-order", "Line 3, column 3"),
        (", x 3, 2026-11-01", "money-order", "Line 1, column 1"),
        ("9" * 5000 + " x 3, 2026-11-01", "money-order", "Line 1, column 1"),
        ("-300 x 3, 2026-11-01", "money-order", "Line 1, column 1"),
        ("350 x 0, 2026-11-01", "no-count", "Line 1, column 7"),
        ("300 x 3, 2026-13-01", "issue-day", "Line 1, column 10"),
        ("300 x 3", "issue-day", "Line 1, column 8"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(written: str, code: str, place: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_money_orders(written, "money_orders")
    told = str(refused.value)
    assert (refused.value.code, refused.value.field) == (code, "money_orders")
    assert told.startswith(f"{place}: ")
    assert told.endswith(".")
    assert not told.endswith("..")


@pytest.mark.parametrize(
    ("issued", "last"),
    [("2026-05-24", "2026-11-24"), ("2026-08-31", "2027-02-28"), ("2027-08-31", "2028-02-29")],
)
def test_the_last_day_is_six_months_later_or_the_end_of_that_month(issued: str, last: str) -> None:
    (order,) = parse_money_orders(f"300 x 3, {issued}")
    assert order.valid_until == date.fromisoformat(last)


def test_what_cannot_be_cashed_is_told_with_its_place() -> None:
    orders = parse_money_orders("1000 x 5, 2026-10-01\n300 x 3, 2026-05-23\n 50 x 1, 2026-11-25")
    late, early = map(str, money_order_faults(orders, _TODAY, payee_blank=True))
    assert late.startswith("Line 2, column 10: ¥300 × 3, issued on 2026-05-23")
    assert early.startswith("Line 3, column 10: The day of issue, 2026-11-25")
    assert len(money_order_faults(orders, _TODAY, payee_blank=False)) == 3
