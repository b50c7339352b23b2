"""Decisions: which grounds exist for which request, and what a ruling must say (APPI Arts. 33 to 36)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.decisions import Outcome, Ruling, check_ruling, grounds_for
from caseman.domain.grounds import Ground
from caseman.domain.requests import RequestType
from caseman.domain.statute import ground_article
from caseman.errors import InputError, InputErrors
from caseman.text import Language

_COMMON = {Ground.IDENTITY, Ground.DEFICIENT, Ground.NOT_IDENTIFIABLE, Ground.NOT_RETAINED}
_DISCLOSURE = {Ground.RIGHTS, Ground.BUSINESS, Ground.OTHER_LAW}
_CESSATION = {Ground.NOT_JUSTIFIED, Ground.LEGAL_RETENTION}


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        (RequestType.PURPOSE, {Ground.PURPOSE_CLEAR, Ground.RIGHTS, Ground.BUSINESS, Ground.STATE_DUTIES}),
        (RequestType.DISCLOSURE, _DISCLOSURE),
        (RequestType.THIRD_PARTY_RECORDS, _DISCLOSURE),
        (RequestType.CORRECTION, {Ground.NOT_UNTRUE}),
        (RequestType.CESSATION, _CESSATION),
        (RequestType.PROVISION_CESSATION, _CESSATION),
    ],
)
def test_each_type_has_its_own_grounds_and_the_published_ones(kind: RequestType, own: set[Ground]) -> None:
    assert set(grounds_for(kind)) == own | _COMMON


def test_a_complaint_is_answered_not_refused() -> None:
    assert grounds_for(RequestType.COMPLAINT) == ()


@pytest.mark.parametrize(
    ("ground", "article"),
    [
        (Ground.RIGHTS, "33(2)(i)"),
        (Ground.BUSINESS, "33(2)(ii)"),
        (Ground.OTHER_LAW, "33(2)(iii)"),
        (Ground.NOT_UNTRUE, "34(2)"),
        (Ground.NOT_JUSTIFIED, "35(2)"),
        (Ground.LEGAL_RETENTION, ""),
        (Ground.IDENTITY, "37"),
        (Ground.DEFICIENT, "37"),
        (Ground.NOT_IDENTIFIABLE, ""),
        (Ground.NOT_RETAINED, ""),
    ],
)
def test_the_clause_cited_for_each_ground(ground: Ground, article: str) -> None:
    assert ground_article(ground) == article
    assert ground.label.say(Language.EN)


@pytest.mark.parametrize(
    ("ground", "article"),
    [
        (Ground.PURPOSE_CLEAR, "32(2)(i)"),
        (Ground.RIGHTS, "21(4)(i)"),
        (Ground.BUSINESS, "21(4)(ii)"),
        (Ground.STATE_DUTIES, "21(4)(iii)"),
        (Ground.IDENTITY, "37"),
    ],
)
def test_notification_of_purpose_has_clauses_of_its_own(ground: Ground, article: str) -> None:
    assert ground_article(ground, request_type=RequestType.PURPOSE) == article


def _ruling(outcome: Outcome, **given_: object) -> Ruling:
    values: dict[str, object] = {
        "ground": None,
        "reason": "",
        "details": "",
        "before": "",
        "after": "",
    } | given_
    return Ruling(outcome=outcome, **values)  # type: ignore[arg-type]


_D, _C, _S = RequestType.DISCLOSURE, RequestType.CORRECTION, RequestType.CESSATION
_REFUSALS = [
    (_D, _ruling(Outcome.REFUSE), "ground-missing", "ground"),
    (_D, _ruling(Outcome.PART, details="names"), "ground-missing", "ground"),
    (_D, _ruling(Outcome.REFUSE, ground=Ground.NOT_UNTRUE, reason="r"), "ground-other-type", "ground"),
    (_C, _ruling(Outcome.REFUSE, ground=Ground.RIGHTS, reason="r"), "ground-other-type", "ground"),
    (_S, _ruling(Outcome.REFUSE, ground=Ground.BUSINESS, reason="r"), "ground-other-type", "ground"),
    (
        RequestType.COMPLAINT,
        _ruling(Outcome.REFUSE, ground=Ground.IDENTITY, reason="r"),
        "ground-other-type",
        "ground",
    ),
    (_D, _ruling(Outcome.REFUSE, ground=Ground.RIGHTS), "reason-missing", "reason"),
    (_D, _ruling(Outcome.REFUSE, ground=Ground.RIGHTS, reason=" 　\n"), "reason-missing", "reason"),
    (_D, _ruling(Outcome.PART, ground=Ground.RIGHTS, reason="r"), "details-missing", "details"),
    (_D, _ruling(Outcome.GRANT), "details-missing", "details"),
    (_D, _ruling(Outcome.GRANT, details="  "), "details-missing", "details"),
    (_S, _ruling(Outcome.GRANT), "details-missing", "details"),
    (_C, _ruling(Outcome.GRANT, details="done"), "before-after-missing", "before"),
    (_C, _ruling(Outcome.GRANT, before="old"), "before-after-missing", "after"),
    (_C, _ruling(Outcome.GRANT, after="new"), "before-after-missing", "before"),
    (
        _C,
        _ruling(Outcome.PART, ground=Ground.NOT_UNTRUE, reason="r", before="old"),
        "before-after-missing",
        "after",
    ),
    (_D, _ruling(Outcome.NO_DATA), "scope-missing", "details"),
    (_C, _ruling(Outcome.NO_DATA, before="old", after="new"), "scope-missing", "details"),
]


@pytest.mark.parametrize(("kind", "ruling", "code", "field"), _REFUSALS)
def test_a_ruling_that_could_not_be_answered_for_is_refused(
    kind: RequestType, ruling: Ruling, code: str, field: str
) -> None:
    with pytest.raises((InputError, InputErrors)) as refused:
        check_ruling(kind, ruling)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_every_fault_of_a_ruling_is_told_at_once() -> None:
    with pytest.raises(InputErrors) as refused:
        check_ruling(_D, _ruling(Outcome.PART))
    assert [(f.code, f.field) for f in refused.value.faults] == [
        ("ground-missing", "ground"),
        ("reason-missing", "reason"),
        ("details-missing", "details"),
    ]


@pytest.mark.parametrize(
    ("kind", "ruling"),
    [
        (_D, _ruling(Outcome.GRANT, details="name, address")),
        (_D, _ruling(Outcome.PART, ground=Ground.RIGHTS, reason="a third party", details="name")),
        (_D, _ruling(Outcome.REFUSE, ground=Ground.OTHER_LAW, reason="a law")),
        (_D, _ruling(Outcome.NO_DATA, details="member register")),
        (_C, _ruling(Outcome.GRANT, before="old", after="new")),
        (_C, _ruling(Outcome.REFUSE, ground=Ground.NOT_UNTRUE, reason="compared with the contract")),
        (_S, _ruling(Outcome.REFUSE, ground=Ground.LEGAL_RETENTION, reason="tax law")),
        (RequestType.COMPLAINT, _ruling(Outcome.GRANT, details="apologised")),
    ],
)
def test_a_complete_ruling_passes(kind: RequestType, ruling: Ruling) -> None:
    check_ruling(kind, ruling)


@given(
    st.sampled_from(RequestType),
    st.sampled_from([Outcome.REFUSE, Outcome.PART]),
    st.none() | st.sampled_from(Ground),
    st.sampled_from(["", " ", "why"]),
)
def test_no_refusal_passes_without_a_ground_of_its_type_and_a_reason(
    kind: RequestType, outcome: Outcome, ground: Ground | None, reason: str
) -> None:
    ruling = Ruling(outcome, ground, reason, "details", "before", "after")
    if ground in grounds_for(kind) and reason.strip():
        check_ruling(kind, ruling)
    else:
        with pytest.raises((InputError, InputErrors)):
            check_ruling(kind, ruling)
