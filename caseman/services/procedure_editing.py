"""The office's procedure while it is edited: what is wrong with the text, what it changes, what it would lead to.

Nothing here changes anything but `adopt_edited`, which makes the text the next version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import unified_diff
from typing import Any, Final

from caseman.domain.deadlines import Derivation, Events
from caseman.domain.fees import Money
from caseman.domain.requests import RequestType
from caseman.errors import CasemanError, InputError
from caseman.offices.checker import Finding, check
from caseman.offices.loader import load_office, office_names, office_toml, parse_procedure
from caseman.offices.locations import Place
from caseman.offices.schema import Procedure
from caseman.offices.sourced import OFFICE_SETTING, BothLanguages
from caseman.offices.summary_changes import Topic, compared
from caseman.offices.toml_reading import read_toml
from caseman.offices.toml_values import Value, with_section, with_table, with_value
from caseman.services.desk import Change, Desk
from caseman.services.due_date import due_under
from caseman.services.procedures import ProcedureVersion, adopt_procedure, list_versions, procedure_toml
from caseman.text import T, Text

LONGEST: Final = 200_000  # signs of a text that is edited; a procedure has some ten thousand
_MOST_LINES: Final = 5_000  # that are compared one by one
_MOST_FINDINGS: Final = 200  # that are listed


@dataclass(frozen=True)
class LookedAt:
    """What `text` comes to. Without errors it has `topics`; `data` is what stands in it, where it is TOML.

    `more` is how many mistakes there are beside those listed.
    """

    text: str = ""
    findings: tuple[Finding, ...] = ()
    more: int = 0
    topics: tuple[Topic, ...] = ()
    lines: tuple[str, ...] = ()  # of a unified diff to the version in force
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether the text could be adopted as far as it alone is concerned."""
        return not any(each.severity == "error" for each in self.findings)


@dataclass(frozen=True)
class Outcome:
    """What a procedure leads to for a request of a day: the date with its steps or why there is none, and the fees."""

    version: int
    derivation: Derivation | None
    refused: Text | None
    fees: tuple[tuple[RequestType, Money], ...]


def look_at(desk: Desk, text: str) -> LookedAt:
    """Check a text and hold it against the version in force. Raises `InputError` for one that is too long."""
    check_length(text)
    present = procedure_toml(desk)
    found = check(text)
    sound = not any(each.severity == "error" for each in found)
    return LookedAt(
        text,
        found[:_MOST_FINDINGS],
        max(0, len(found) - _MOST_FINDINGS),
        compared(desk.procedure, parse_procedure(text)) if sound else (),
        _diff(present, text),
        _read(text),
    )


def check_length(text: str) -> None:
    """Refuse a text that can be no procedure. Raises `InputError`."""
    if len(text) > LONGEST:
        raise InputError(
            "procedure-too-long",
            T(
                "This text has {count} characters; a procedure has at most {most}. Check what was put in.",
                count=len(text),
                most=LONGEST,
            ),
            field="text",
        )


def try_out(desk: Desk, text: str, arrived_on: date, accepted_on: date | None = None) -> tuple[Outcome, Outcome]:
    """What a request leads to under the version in force, and under the text, with the closures known later.

    Raises as `parse_procedure` does for a text that cannot be used, `InputError` for one that is too long.
    """
    check_length(text)
    events = Events(arrived_on, accepted_on)
    return _outcome(desk, desk.procedure, events), _outcome(desk, parse_procedure(text), events)


def _outcome(desk: Desk, procedure: Procedure, events: Events) -> Outcome:
    derivation = refused = None
    try:
        derivation = due_under(procedure, events, desk.with_known_closures)
    except CasemanError as error:
        refused = error.text
    asked = ((each.type, procedure.fee_rule(each.type, events.arrived_on)) for each in procedure.requests)
    fees = tuple((kind, rule.money) for kind, rule in asked if rule is not None)
    return Outcome(procedure.version, derivation, refused, fees)


def beginnings(desk: Desk) -> tuple[tuple[ProcedureVersion, ...], tuple[tuple[str, BothLanguages], ...]]:
    """What an edited text can begin with: the versions in the file, and the procedures that ship, by code and name."""
    return list_versions(desk), tuple((code, load_office(code).name) for code in office_names())


def start_from(desk: Desk, office: str) -> str:
    """The text of a procedure that ships, under the code of this office. Raises `FileError` for an unknown one."""
    return with_value(office_toml(office), ("code",), desk.procedure.code)


def put_value(text: str, place: Place, value: Value) -> str:
    """The text with a value at a place; where its table is missing, that is added. Comments stay.

    Raises `InputError` where it cannot be written.
    """
    try:
        return with_value(text, place, value)
    except (ValueError, RecursionError):
        pass
    try:
        table, key = place
        return with_section(text, str(table), {"source": OFFICE_SETTING, str(key): value})
    except (ValueError, RecursionError):
        raise _no_place() from None


def put_format(text: str, kind: str, at: int, values: Mapping[str, Value]) -> str:
    """The text with a window envelope or label sheet (`kind`: the list of tables): number `at`, or a new one for -1.

    The source of one that is there stays. Raises `InputError` where it cannot be written.
    """
    try:
        if at < 0:
            return with_table(text, kind, values)
        for key, value in values.items():
            if key != "source":
                text = with_value(text, (kind, at, key), value)
    except (ValueError, RecursionError):
        raise _no_place() from None
    return text


def _no_place() -> InputError:
    return InputError(
        "no-place", T("This cannot be written into the text as it stands. Write it there by hand."), field="text"
    )


def next_version(desk: Desk, text: str, begins: date) -> str:
    """The text with the number of the next version and the day it begins; as it is where it is no TOML."""
    try:
        numbered = with_value(text, ("version",), desk.procedure.version + 1)
        return with_value(numbered, ("in_force_from",), begins)
    except (ValueError, RecursionError):
        return text


def adopt_edited(desk: Desk, text: str, begins: date) -> Change:
    """Make an edited text the next version, in force from a day. Raises as `adopt_procedure` does."""
    check_length(text)
    return adopt_procedure(desk, next_version(desk, text, begins))


def _diff(before: str, after: str) -> tuple[str, ...]:
    old, new = before.splitlines(), after.splitlines()
    if len(new) > _MOST_LINES:
        return ()
    return tuple(unified_diff(old, new, n=1, lineterm=""))[2:]  # without the names of files


def _read(text: str) -> Mapping[str, Any]:
    try:
        return read_toml(text)
    except (ValueError, RecursionError):
        return {}
