"""The ledger that an auditor asks for."""

from __future__ import annotations

from caseman.exchange.ledger_csv import LEDGER_COLUMNS

CODES = """
    number received_on channel tracking_number request_types articles principal_name principal_kana
    requester_kind identity_documents identity_checked_on identity_checked_by authority_documents
    correction_asked_on correction_limit_on correction_done_on fee_required fee_amount payment_means paid_on
    accepted_on due_on extended_due_on searcher decided_on results grounds reasons decided_by dispatched_on
    dispatch_mail_class dispatch_tracking_number delivered_on papers_ended_on retain_until remarks
""".split()  # noqa: SIM905  easier to compare with the ledger than 36 quoted words


def test_the_columns_are_those_of_the_ledger_in_their_order() -> None:
    assert [code for code, _ in LEDGER_COLUMNS] == CODES
    assert len(CODES) == 36


def test_every_heading_is_another_one() -> None:
    headings = [heading.template for _, heading in LEDGER_COLUMNS]
    assert len(set(headings)) == len(headings)
