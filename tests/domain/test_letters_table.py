"""Which letter answers which decision: every pair (APPI 33(3), 34(3), 35(7))."""

from __future__ import annotations

import pytest

from caseman.domain.decisions import Outcome
from caseman.domain.letters import NOTICES, LetterKind, letter_for
from caseman.domain.requests import RequestType
from caseman.text import Language

_DISCLOSURE = (LetterKind.DISCLOSURE, LetterKind.DISCLOSURE, LetterKind.NON_DISCLOSURE, LetterKind.NO_DATA)
_RECORDS = (
    LetterKind.RECORDS_DISCLOSURE,
    LetterKind.RECORDS_DISCLOSURE,
    LetterKind.RECORDS_NON_DISCLOSURE,
    LetterKind.NO_DATA,
)
_CESSATION = (LetterKind.CESSATION, LetterKind.CESSATION, LetterKind.CESSATION_REFUSAL, LetterKind.NO_DATA)
_PURPOSE = (LetterKind.PURPOSE, LetterKind.PURPOSE, LetterKind.PURPOSE_REFUSAL, LetterKind.NO_DATA)
# The columns: granted, granted in part, refused, no such data.
_TABLE: dict[RequestType, tuple[LetterKind, ...]] = {
    RequestType.PURPOSE: _PURPOSE,
    RequestType.DISCLOSURE: _DISCLOSURE,
    RequestType.THIRD_PARTY_RECORDS: _RECORDS,
    RequestType.CORRECTION: (
        LetterKind.CORRECTION,
        LetterKind.CORRECTION,
        LetterKind.CORRECTION_REFUSAL,
        LetterKind.NO_DATA,
    ),
    RequestType.CESSATION: _CESSATION,
    RequestType.PROVISION_CESSATION: _CESSATION,
    RequestType.COMPLAINT: (LetterKind.COMPLAINT_REPLY,) * 4,
}


@pytest.mark.parametrize("kind", RequestType)
def test_each_outcome_of_each_type_has_its_letter(kind: RequestType) -> None:
    outcomes = (Outcome.GRANT, Outcome.PART, Outcome.REFUSE, Outcome.NO_DATA)
    assert tuple(letter_for(kind, outcome) for outcome in outcomes) == _TABLE[kind]


def test_every_letter_answers_some_decision_or_tells_the_period() -> None:
    assert {kind for row in _TABLE.values() for kind in row} == set(LetterKind) - set(NOTICES)


def test_labels_are_distinct() -> None:
    assert len({kind.label.say(Language.EN) for kind in LetterKind}) == len(LetterKind)
