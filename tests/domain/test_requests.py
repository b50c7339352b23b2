"""The statute table: what the Act says of each kind of request (APPI Arts. 32 to 40)."""

from __future__ import annotations

import pytest

from caseman.domain.requests import RequestType
from caseman.domain.statute import statute
from caseman.text import Language

_TABLE = [
    (RequestType.PURPOSE, "32(2)", True, False),
    (RequestType.DISCLOSURE, "33(1)", True, True),
    (RequestType.THIRD_PARTY_RECORDS, "33(5)", True, True),
    (RequestType.CORRECTION, "34(1)", False, True),
    (RequestType.CESSATION, "35(1)", False, True),
    (RequestType.PROVISION_CESSATION, "35(3)", False, True),
    (RequestType.COMPLAINT, "40", False, False),
]


@pytest.mark.parametrize(("kind", "article", "fee_allowed", "suit"), _TABLE)
def test_each_type_has_its_article_its_fee_rule_and_its_two_weeks(
    kind: RequestType, article: str, fee_allowed: bool, suit: bool
) -> None:
    row = statute(kind)
    assert (row.request_type, row.article) == (kind, article)
    assert row.fee_allowed is fee_allowed
    assert row.suit_after_two_weeks is suit


def test_the_table_covers_every_type_once() -> None:
    assert [row[0] for row in _TABLE] == list(RequestType)


def test_labels_are_distinct_sentences() -> None:
    labels = {kind.label.say(Language.EN) for kind in RequestType}
    assert len(labels) == len(RequestType)
    assert "Disclosure" in labels
