"""Whether the days of one row could have been: a day before the arrival is most often a slip in the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from caseman.domain.register_case import RegisterCase
from caseman.domain.register_fields import RegisterField as F
from caseman.domain.requests import RequestType
from caseman.domain.statute import statute
from caseman.text import T, Text


def check_order(case: RegisterCase, today: date) -> Iterator[tuple[F, Text]]:
    """What cannot be in the order of a row's days, with the field of the later step."""
    asked, limit, cured = case.corrections
    decided = max((day for day in case.decided if day), default=None)
    sent = max((day for day in case.dispatched if day), default=None)
    delivered = max((day for day in case.delivered if day), default=None)
    arrived = case.received_on
    for where, day, before in (
        (F.ACCEPTED_ON, case.accepted_on, arrived),
        (F.CORRECTION_ASKED_ON, asked, arrived),
        (F.CORRECTION_LIMIT_ON, limit, asked),
        (F.CORRECTION_DONE_ON, cured, asked),
        (F.DECIDED_ON, decided, arrived),
        (F.DISPATCHED_ON, sent, decided or arrived),
        (F.DELIVERED_ON, delivered, sent or arrived),
        (F.CLOSED_ON, case.closed_on, delivered or sent or arrived),
        (F.PAPERS_ENDED_ON, case.papers_ended_on, arrived),
        (F.EXTENDED_DUE_ON, case.extended_due_on, case.due_on),
    ):
        if day is not None and before is not None and day < before:
            yield where, T("{day} is before {before}, which must come first. Check both days.", day=day, before=before)
    for where, day in (
        (F.ACCEPTED_ON, case.accepted_on),
        (F.IDENTITY_CHECKED_ON, case.identity_checked_on),
        (F.CORRECTION_ASKED_ON, asked),
        (F.CORRECTION_DONE_ON, cured),
        (F.PAID_ON, case.paid_on),
        (F.DECIDED_ON, decided),
        (F.DISPATCHED_ON, sent),
        (F.DELIVERED_ON, delivered),
        (F.CLOSED_ON, case.closed_on),
    ):
        if day is not None and day > today:
            yield where, T("{day} is still to come. Check the day.", day=day)
    if asked is None and (limit or cured):
        where = F.CORRECTION_LIMIT_ON if limit else F.CORRECTION_DONE_ON
        yield where, T("The day on which the correction was asked for is missing.")
    if case.fee and not any(statute(RequestType(code)).fee_allowed for code in case.types):
        yield F.FEE_AMOUNT, T("The Act allows no fee for this type of request (Article 38). Check the amount.")
