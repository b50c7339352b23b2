"""The ledger that an auditor asks for."""

from __future__ import annotations

import csv
import io
from dataclasses import FrozenInstanceError, fields
from datetime import date

import pytest

from caseman.exchange.ledger_csv import LEDGER_COLUMNS, LedgerRow, write_ledger
from caseman.text import Language

CODES = """
    number received_on channel tracking_number request_types articles principal_name principal_kana
    requester_kind identity_documents identity_checked_on identity_checked_by authority_documents
    correction_asked_on correction_limit_on correction_done_on fee_required fee_amount payment_means paid_on
    accepted_on due_on extended_due_on searcher decided_on results grounds reasons decided_by dispatched_on
    dispatch_mail_class dispatch_tracking_number delivered_on papers_ended_on retain_until remarks
""".split()  # noqa: SIM905  easier to compare with the ledger than 36 quoted words

ROW = LedgerRow(
    number="P-2026-0001",
    received_on=date(2026, 4, 1),
    channel="Ordinary mail",
    principal_name="=髙橋 花子",
    fee_amount=5250,
    remarks="one\r\ntwo",
)


def read(rows: list[LedgerRow], language: Language = Language.EN) -> list[dict[str, str]]:
    stream = io.BytesIO()
    write_ledger(stream, rows, language)
    lines = list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))
    return [dict(zip(CODES, line, strict=True)) for line in lines]


def test_the_columns_are_those_of_the_ledger_in_their_order() -> None:
    assert [code for code, _ in LEDGER_COLUMNS] == CODES
    assert [field.name for field in fields(LedgerRow)] == CODES
    assert len(CODES) == 36


def test_every_heading_is_another_one() -> None:
    headings = [heading.template for _, heading in LEDGER_COLUMNS]
    assert len(set(headings)) == len(headings)


def test_a_row_reads_back_under_its_heading() -> None:
    heading, row = read([ROW])
    assert heading["number"] == "Case number"
    assert heading["papers_ended_on"] == "Papers returned or destroyed on"
    assert {code: cell for code, cell in row.items() if cell} == {
        "number": "P-2026-0001",
        "received_on": "2026-04-01",
        "channel": "Ordinary mail",
        "principal_name": "'=髙橋 花子",
        "fee_amount": "5250",
        "remarks": "one\ntwo",
    }


def test_an_empty_ledger_still_has_its_headings() -> None:
    assert len(read([], Language.JA)) == 1


def test_a_row_cannot_be_changed_after_it_was_made() -> None:
    with pytest.raises(FrozenInstanceError):
        ROW.number = "P-2026-0002"  # type: ignore[misc]
    assert not hasattr(ROW, "__dict__")
