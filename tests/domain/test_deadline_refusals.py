"""Events that cannot have been and extensions that the procedure does not allow: code, field and sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseman.domain.deadlines import Defect, Events, Extension, Policy
from caseman.errors import InputError, RuleError
from tests.domain.sample_clocks import ARRIVED, TEN, THIRTY, derived, due_by, extended, said

_TWICE = replace(THIRTY, extensions_allowed=2)


@pytest.mark.parametrize(
    ("policy", "extensions", "code", "field", "told"),
    [
        (THIRTY, (extended(date(2026, 12, 5), 10),), "extension-late", "noticed_on", "had ended on 2026-12-04 (Fri)"),
        (
            THIRTY,
            (extended(date(2026, 11, 5), 31),),
            "extension-max",
            "amount",
            (
                "The extension told on 2026-11-05 (Thu) is 31 calendar days; the procedure allows at most "
                "30 calendar days. Shorten it."
            ),
        ),
        (
            replace(THIRTY, extension_max=1, extension_unit="weeks"),
            (extended(date(2026, 11, 5), 2),),
            "extension-max",
            "amount",
            "is 2 weeks; the procedure allows at most one week.",
        ),
        (
            _TWICE,
            (extended(date(2026, 11, 5), 20), extended(date(2026, 11, 6), 11)),
            "extension-sum",
            "amount",
            (
                "The extensions make 31 calendar days together; the procedure allows at most 30 calendar days. "
                "Shorten the last."
            ),
        ),
        (
            THIRTY,
            (extended(date(2026, 11, 6), 10), extended(date(2026, 11, 5), 10)),
            "extensions",
            "amount",
            "Extensions that the procedure allows: 1. The one told on 2026-11-06 (Fri) is beyond that.",
        ),
        (
            TEN,
            (extended(date(2026, 11, 5), 1),),
            "extensions",
            "amount",
            "The procedure allows no extension. Answer within the period.",
        ),
    ],
)
def test_extensions_that_the_procedure_does_not_allow(
    policy: Policy, extensions: tuple[Extension, ...], code: str, field: str, told: str
) -> None:
    with pytest.raises(RuleError) as refused:
        due_by(policy, Events(ARRIVED, extensions=extensions))
    assert (refused.value.code, refused.value.field) == (code, field)
    assert told in str(refused.value)


def test_a_reason_is_asked_only_where_the_procedure_wants_one() -> None:
    silent = Events(ARRIVED, extensions=(Extension(date(2026, 11, 5), 10, " \n"),))
    derivation = derived(replace(THIRTY, extension_needs_reason=False), silent)
    assert derivation.due == date(2026, 12, 14)
    assert "Extended by 10 calendar days, as told on 2026-11-05 (Thu)." in said(derivation)


_BEFORE = (
    "2026-11-03 (Tue) lies before the arrival on 2026-11-04 (Wed): nothing can happen until then. Check both days."
)
_DAY = [date(2026, 11, day) for day in range(1, 31)]


@pytest.mark.parametrize(
    ("events", "code", "field", "told"),
    [
        (Events(ARRIVED, _DAY[2]), "before-arrival", "accepted_on", _BEFORE),
        (Events(ARRIVED, defects=(Defect(_DAY[2]),)), "before-arrival", "asked_on", _BEFORE),
        (Events(ARRIVED, extensions=(extended(_DAY[2], 1),)), "before-arrival", "noticed_on", _BEFORE),
        (
            Events(ARRIVED, defects=(Defect(_DAY[5], _DAY[4]),)),
            "cured-before",
            "cured_on",
            (
                "The correction cannot have come on 2026-11-05 (Thu), before it was asked for on 2026-11-06 (Fri). "
                "Check both days."
            ),
        ),
        (
            Events(ARRIVED, defects=(Defect(_DAY[3]), Defect(_DAY[5]))),
            "overlap",
            "asked_on",
            (
                "The pause from 2026-11-04 (Wed) has not ended, so none can begin on 2026-11-06 (Fri). "
                "Enter first when it ended."
            ),
        ),
        (
            Events(ARRIVED, defects=(Defect(_DAY[5]), Defect(_DAY[3], _DAY[8]))),
            "overlap",
            "asked_on",
            (
                "The pause that begins on 2026-11-06 (Fri) overlaps the one from 2026-11-04 (Wed) to 2026-11-09 (Mon). "
                "Check the days."
            ),
        ),
        (
            Events(ARRIVED, defects=(Defect(_DAY[5], _DAY[11]), Defect(_DAY[3], _DAY[8]))),
            "overlap",
            "asked_on",
            (
                "The pause from 2026-11-06 (Fri) to 2026-11-12 (Thu) overlaps the one from 2026-11-04 (Wed) to "
                "2026-11-09 (Mon). Check the days."
            ),
        ),
        (
            Events(ARRIVED, extensions=(Extension(_DAY[5], 3, "　"),)),
            "reason-missing",
            "reason",
            "The extension told on 2026-11-06 (Fri) has no reason. Write it: the person must be told why.",
        ),
        (
            Events(ARRIVED, extensions=(extended(_DAY[5], 0),)),
            "extension-amount",
            "amount",
            "An extension must be at least one calendar day.",
        ),
    ],
)
def test_events_that_cannot_have_been(events: Events, code: str, field: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        due_by(THIRTY, events)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert str(refused.value) == told
