"""Another method of disclosure than the one asked for, where that is costly or difficult (APPI 33(2), (3), (5))."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from caseman.domain.decisions import Outcome
from caseman.domain.requests import RequestType
from caseman.errors import InputError, InputErrors
from caseman.text import T

# A method may be asked for where data are disclosed: 33(1), and 33(5), which reads 33(1) to (3) for records.
METHOD_TYPES: Final = (RequestType.DISCLOSURE, RequestType.THIRD_PARTY_RECORDS)


@dataclass(frozen=True)
class Method:
    """The method asked for, the one used instead, and why; all empty where the method asked for is used."""

    asked: str = ""
    given: str = ""
    reason: str = ""

    @property
    def changed(self) -> bool:
        return any(each.strip() for each in (self.asked, self.given, self.reason))


def has_method(request_type: RequestType, outcome: Outcome | None) -> bool:
    """Whether what was decided is disclosed by some method."""
    return request_type in METHOD_TYPES and outcome in (Outcome.GRANT, Outcome.PART)


def check_method(request_type: RequestType, outcome: Outcome, method: Method) -> None:
    """Refuse a change of method that the person could not be told of (33(3), 36).

    Raises `InputError` naming the field, or `InputErrors` where several are missing.
    """
    if not method.changed:
        return
    if not has_method(request_type, outcome):
        raise InputError(
            "method-without-disclosure",
            T("Only what is disclosed has a method. Leave the fields of the method empty."),
            field="method_asked",
        )
    wanted = (
        ("method_asked", method.asked, T("Write which method was asked for.")),
        ("method_given", method.given, T("Write which method is used instead.")),
        ("method_reason", method.reason, T("Write why the method asked for is difficult (Article 36).")),
    )
    faults = tuple(InputError("method-missing", text, field=field) for field, said, text in wanted if not said.strip())
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise InputErrors(faults)
