"""A reader of rows, for tests: on Tuesday 24 November 2026."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from caseman.domain.register_case import RegisterCase, Words
from caseman.domain.register_fields import RegisterField
from caseman.domain.register_rows import RowReader
from caseman.exchange.register_words import words

TODAY = date(2026, 11, 24)
WORDS = words()
LEAST = {"received_on": "2026-04-01", "principal_name": "見本 花子", "request_types": "開示"}


def reader_of(known: Words = WORDS, headings: Mapping[RegisterField, str] | None = None, **how: Any) -> RowReader:
    return RowReader(known, headings or {}, TODAY, **how)


def row(**cells: Any) -> tuple[RegisterCase | None, list[str], list[str]]:
    """The case of a row, the columns that stop it, and those of which something is only told."""
    reader = reader_of(headings={each: each.value for each in RegisterField})
    told = {RegisterField(code): cell for code, cell in {**LEAST, **cells}.items() if cell is not None}
    case = reader.read(5, told)
    stops = [problem.column for problem in reader.problems if problem.stops]
    return case, stops, [problem.column for problem in reader.problems if not problem.stops]
