"""Another method of disclosure than the one asked for: what has to be said, and where there is none (APPI 33)."""

from __future__ import annotations

import pytest

from caseman.domain.decisions import Outcome
from caseman.domain.methods import Method, check_method, has_method
from caseman.domain.requests import RequestType
from caseman.errors import InputError, InputErrors

_WHOLE = Method("asked", "given", "why")
_DISCLOSED = {
    (kind, outcome)
    for kind in (RequestType.DISCLOSURE, RequestType.THIRD_PARTY_RECORDS)
    for outcome in (Outcome.GRANT, Outcome.PART)
}


@pytest.mark.parametrize("kind", RequestType)
@pytest.mark.parametrize("outcome", Outcome)
def test_only_what_is_disclosed_has_a_method(kind: RequestType, outcome: Outcome) -> None:
    disclosed = (kind, outcome) in _DISCLOSED
    assert has_method(kind, outcome) is disclosed
    check_method(kind, outcome, Method(" ", "", ""))
    if disclosed:
        check_method(kind, outcome, _WHOLE)
        return
    with pytest.raises(InputError) as told:
        check_method(kind, outcome, _WHOLE)
    assert (told.value.code, told.value.field) == ("method-without-disclosure", "method_asked")


def test_nothing_decided_has_no_method() -> None:
    assert not has_method(RequestType.DISCLOSURE, None)


@pytest.mark.parametrize(
    ("method", "fields"),
    [
        (Method("", "given", "why"), ("method_asked",)),
        (Method("asked", " ", "why"), ("method_given",)),
        (Method("asked", "given", "\n"), ("method_reason",)),
        (Method("asked", "", ""), ("method_given", "method_reason")),
    ],
)
def test_a_change_is_told_whole(method: Method, fields: tuple[str, ...]) -> None:
    with pytest.raises((InputError, InputErrors)) as told:
        check_method(RequestType.DISCLOSURE, Outcome.PART, method)
    faults = told.value.faults if isinstance(told.value, InputErrors) else (told.value,)
    assert tuple(fault.field for fault in faults) == fields
    assert {fault.code for fault in faults} == {"method-missing"}
