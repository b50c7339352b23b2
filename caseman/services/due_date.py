"""The date by which to answer, without any file: for the command line and for trying a procedure."""

from __future__ import annotations

from datetime import date

from caseman.domain.deadlines import Derivation, Events, derive
from caseman.offices.calendar import office_calendar, office_policy
from caseman.offices.loader import load_office


def compute(office: str, received: date, accepted: date | None = None) -> Derivation:
    """Derive the date for an office that ships.

    Raises `FileError` for an unknown office, `InputError` for bad dates.
    """
    procedure = load_office(office)
    events = Events(arrived_on=received, accepted_on=accepted)
    return derive(office_policy(procedure), office_calendar(procedure, received.year), events)
