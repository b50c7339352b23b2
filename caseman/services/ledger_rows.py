"""What is read of a case for its line of the ledger, a row of each table as it comes."""

from __future__ import annotations

from typing import NamedTuple

from caseman.domain.requests import RequestType


class Request(NamedTuple):
    case_id: int
    position: int
    type: str
    article: str
    fee_minor: int
    fee_currency: str
    outcome: str | None
    ground: str | None
    reason: str
    decided_on: str | None
    decided_by: str | None
    letter_id: int | None

    @property
    def kind(self) -> RequestType:
        return RequestType(self.type)


class Refused(NamedTuple):
    """An item of a request that was refused in whole or part."""

    case_id: int
    position: int
    item: str
    ground: str
    reason: str


class Check(NamedTuple):
    case_id: int
    role: str
    document: str
    result: str
    checked_on: str
    checked_by: str
    note: str


class Payment(NamedTuple):
    case_id: int
    means: str
    paid_on: str
    amount_minor: int


class Dispatch(NamedTuple):
    case_id: int
    letter_id: int
    document_number: str
    sent_on: str
    mail: str
    tracking: str
    delivered_on: str | None
    returned_on: str | None
    return_reason: str


class Searched(NamedTuple):
    case_id: int
    holder: str
    searcher: str | None
    found: str | None


class Past(NamedTuple):
    """What was decided on a request at first, before an objection."""

    case_id: int
    position: int
    outcome: str
    ground: str | None
    reason: str
    decided_on: str
    letter_id: int | None


class Event(NamedTuple):
    case_id: int
    kind: str
    happened_on: str
    reason: str
