"""Every mistake in the text of a procedure, with its line: of TOML, of form, and of substance."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from caseman.offices.faults import Fault, Severity
from caseman.offices.form import form_faults
from caseman.offices.locations import Locations
from caseman.offices.parts import Parts
from caseman.offices.schema import Procedure
from caseman.offices.substance import substance_faults
from caseman.text import T, Text

_LINE = re.compile(r"at line (\d+)")
_SYNTAX = {  # what the reader of TOML says, by a part of it
    "Cannot overwrite": T("This key or table stands here twice. Keep one."),
    "Cannot declare": T("This key or table stands here twice. Keep one."),
    "Duplicate inline": T("This key or table stands here twice. Keep one."),
    "Unclosed": T("A bracket is opened and not closed."),
    "Unterminated": T("A text is begun and not ended. Look for a missing quotation mark above."),
    'Expected \'"""\'': T("A text is begun and not ended. Look for a missing quotation mark above."),
    "Expected \"'''\"": T("A text is begun and not ended. Look for a missing quotation mark above."),
    "Invalid date": T("This day is not in the calendar. Write a day such as {example}.", example="2026-04-01"),
    "Invalid value": T("There is no value here that TOML knows. A text stands in quotes."),
    "Expected '='": T("A key is followed by “=” and its value."),
    "Expected newline": T("Something follows the value. Put each key on a line of its own."),
}
_NOT_TOML = T("This is not written as TOML asks. Look at the line and the one above it.")


@dataclass(frozen=True)
class Finding:
    """A mistake at a line of the file, counted from 1. With an error the file cannot be used."""

    line: int
    key: str  # such as `fees.0.amount`; empty where the file is no TOML
    severity: Severity
    code: str
    message: Text


def check(text: str) -> tuple[Finding, ...]:
    """Everything wrong or doubtful in a procedure, by line. Where the text is no TOML, that alone is told."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of too many digits is a plain ValueError
        return (Finding(_line_of(error, text), "", "error", "not-toml", _syntax(error)),)
    faults = form_faults(data)
    return _located(text, (*faults, *substance_faults(_parts(data, whole=not faults))))


def sound(procedure: Procedure) -> bool:
    """Whether a procedure of right form has no error of substance; for the reader, which needs no lines then."""
    return all(fault.severity == "warning" for fault in substance_faults(Parts.of(procedure)))


def _parts(data: dict[str, Any], *, whole: bool) -> Parts:
    return Parts.of(Procedure.model_validate(data)) if whole else Parts.read(data)


def _located(text: str, faults: Iterable[Fault]) -> tuple[Finding, ...]:
    places = Locations(text)
    found = {Finding(places.line(f.place), f.key, f.severity, f.code, f.message) for f in faults}
    return tuple(sorted(found, key=lambda f: (f.line, f.key, f.code, str(f.message))))


def _line_of(error: Exception, text: str) -> int:
    told = _LINE.search(str(error))
    if told is not None:
        return int(told[1])
    ended = "at end of document" in str(error)
    return max(len(text.splitlines()), 1) if ended else 1


def _syntax(error: Exception) -> Text:
    said = str(error)
    return next((text for part, text in _SYNTAX.items() if part in said), _NOT_TOML)
