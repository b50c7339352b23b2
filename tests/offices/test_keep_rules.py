"""What a procedure says of keeping, kind by kind: given, following, and contradictions that the checker tells."""

from __future__ import annotations

import pytest

from caseman.domain.retention import KeepEvent, RecordKind
from caseman.offices.checker import check
from caseman.offices.loader import load_office, office_names, parse_procedure
from tests.offices.sample import OFFICE, changed

_RETENTION = 'papers_end = "destroyed"\n'


def _with(rules: str) -> str:
    return changed((_RETENTION, f"{_RETENTION}{rules}"))


def _rule(kind: str, more: str) -> str:
    return f'[retention.{kind}]\nsource = "x"\n{more}\n'


def test_an_older_procedure_keeps_each_kind_as_long_as_the_case() -> None:
    retention = parse_procedure(OFFICE).retention
    for kind in (RecordKind.IDENTITY_COPIES, RecordKind.SCANS, RecordKind.LETTERS, RecordKind.PERSONAL):
        keep = retention.keep(kind).keep
        assert (keep.event, keep.amount, keep.unit) == (KeepEvent.CLOSED, 3, "years")
    assert retention.keep(RecordKind.OTHER_POST).event is KeepEvent.ARRIVED
    book = retention.keep(RecordKind.BOOK).keep
    assert (book.event, book.amount, book.after_fiscal_year) == (KeepEvent.BOOKED, 7, True)
    assert retention.fiscal_year == (3, 31)


def test_copies_of_identity_documents_follow_the_papers_where_those_go_early() -> None:
    retention = parse_procedure(_with("papers_days = 30\n")).retention
    for kind in (RecordKind.IDENTITY_COPIES, RecordKind.PAPERS):
        assert (retention.keep(kind).amount, retention.keep(kind).unit) == (30, "days")


@pytest.mark.parametrize("code", office_names())
def test_each_office_that_ships_lets_identity_copies_go_first(code: str) -> None:
    retention = load_office(code).retention
    copies, personal = retention.keep(RecordKind.IDENTITY_COPIES), retention.keep(RecordKind.PERSONAL)
    assert copies.unit == "days"
    assert copies.amount < 365
    assert personal.unit == "years"
    assert retention.keep(RecordKind.BOOK).source


@pytest.mark.parametrize(
    ("rules", "key", "severity"),
    [
        (_rule("book", 'event = "closed"\namount = 7\nunit = "years"'), "retention.book.event", "error"),
        (_rule("other_post", 'event = "closed"\namount = 1\nunit = "years"'), "retention.other_post.event", "error"),
        (_rule("letters", 'event = "booked"\namount = 1\nunit = "years"'), "retention.letters.event", "error"),
        (_rule("personal", 'amount = 1\nunit = "years"'), "retention.personal.amount", "warning"),
        (_rule("book", 'event = "booked"\namount = 1\nunit = "years"'), "retention.book.amount", "warning"),
        (_rule("letters", 'amount = -1\nunit = "years"'), "retention.letters.amount", "error"),
        (_rule("letters", 'amount = 1\nunit = "decades"'), "retention.letters.unit", "error"),
    ],
)
def test_a_contradiction_is_told_at_its_key(rules: str, key: str, severity: str) -> None:
    (finding,) = check(_with(rules))
    assert (finding.key, finding.severity) == (key, severity)
