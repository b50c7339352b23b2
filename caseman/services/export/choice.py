"""What a person chooses of an export: period, encoding, language, sheets, columns; and what is kept of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from caseman.domain.open_period import OpenPeriod
from caseman.errors import InputError
from caseman.exchange.encodings import Encoding
from caseman.services.desk import Desk
from caseman.services.export.registry import LEDGER, SHEETS
from caseman.services.export.sheet import Column, Sheet
from caseman.services.office_settings import get_setting
from caseman.text import Language, T

__all__ = ["SETTING", "Encoding", "ExportChoice", "kept_choice"]  # the window takes the encodings from here

SETTING = "export"


@dataclass(frozen=True)
class ExportChoice:
    """No `sheets`: all; no `columns`: all of the ledger; no `language`: the office's letter language.

    `minimised`: numbers, days, types and results only. `transcribe`: characters that the encoding cannot hold are
    replaced as its table lists them.
    """

    period: OpenPeriod = field(default_factory=OpenPeriod)
    encoding: Encoding = Encoding.UTF_8
    language: Language | None = None
    sheets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    minimised: bool = False
    transcribe: bool = False

    def check(self) -> None:
        """Refuse what does not fit, before anything is read. Raises `InputError`."""
        self.chosen_sheets()
        self.chosen_columns(LEDGER)

    def chosen_sheets(self) -> tuple[Sheet, ...]:
        """The sheets, in the order of the set. Raises `InputError` (field `sheets`) for one that is not in it."""
        known = {sheet.code: sheet for sheet in SHEETS}
        _check_names("sheets", self.sheets, tuple(known))
        return tuple(sheet for sheet in SHEETS if not self.sheets or sheet.code in self.sheets)

    def chosen_columns(self, sheet: Sheet) -> tuple[Column, ...]:
        """The columns of a sheet: those of the ledger in the order in which they were chosen.

        Raises `InputError` (field `columns`) for one that the ledger does not have, or not in a minimised export.
        """
        offered = {column.code: column for column in sheet.columns_of(minimised=self.minimised)}
        if sheet.code != LEDGER.code or not self.columns:
            return tuple(offered.values())
        _check_names("columns", self.columns, tuple(column.code for column in LEDGER.columns))
        inside = [code for code in self.columns if code not in offered]
        if inside:
            text = T("A minimised export has no column for persons or free text: leave out {names}.", names=inside)
            raise InputError("columns-inside", text, field="columns")
        return tuple(offered[code] for code in self.columns)

    def data(self) -> dict[str, Any]:
        """What is kept for the next time: all but the period, which is chosen anew."""
        return {
            "encoding": self.encoding.value,
            "language": None if self.language is None else self.language.value,
            "sheets": list(self.sheets),
            "columns": list(self.columns),
            "minimised": self.minimised,
        }


def kept_choice(desk: Desk) -> ExportChoice:
    """What was chosen last in the window; what cannot be read any more is as it was at first."""
    with desk.reading() as session:
        kept = get_setting(session, SETTING)
    choice = ExportChoice()
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        found = json.loads(kept or "{}")
        choice = replace(
            choice,
            encoding=Encoding(found["encoding"]),
            language=Language(found["language"]) if found["language"] else None,
            sheets=_known(found["sheets"], (sheet.code for sheet in SHEETS)),
            columns=_known(found["columns"], (column.code for column in LEDGER.columns)),
            minimised=bool(found["minimised"]),
        )
    return choice


def _known(kept: Sequence[str], offered: Iterable[str]) -> tuple[str, ...]:
    there = set(offered)
    return tuple(code for code in kept if code in there)


def _check_names(field: str, named: tuple[str, ...], known: tuple[str, ...]) -> None:
    unknown = [name for name in named if name not in known]
    if unknown:
        text = T("There is no “{name}” here. Choose from: {known}.", name=", ".join(unknown), known=", ".join(known))
        raise InputError(f"no-such-{field}", text, field=field)
    if len(set(named)) != len(named):
        raise InputError(f"twice-{field}", T("Something is named twice. Name each only once."), field=field)
