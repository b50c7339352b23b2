"""Every mistake in the text of a procedure, with its line: of TOML, of form, and of substance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from caseman.offices.faults import Fault, Severity
from caseman.offices.form import form_faults
from caseman.offices.locations import Locations
from caseman.offices.parts import Parts
from caseman.offices.schema import Procedure
from caseman.offices.substance import substance_faults
from caseman.offices.toml_faults import toml_fault
from caseman.offices.toml_reading import read_toml
from caseman.text import Text


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
        data = read_toml(text)
    except (ValueError, RecursionError) as error:  # a number of too many digits is a plain ValueError
        fault = toml_fault(error, text)
        return (Finding(fault.line, "", "error", "not-toml", fault.message),)
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
