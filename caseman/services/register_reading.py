"""What would come of importing a register: its cases, and every problem by row and column. Nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import text
from sqlmodel import Session

from caseman.domain.decisions import Outcome
from caseman.domain.permissions import Permission
from caseman.domain.register_case import Problem, RegisterCase
from caseman.domain.register_fields import ESSENTIAL, RegisterField
from caseman.domain.register_rows import RowReader
from caseman.domain.requests import RequestType
from caseman.domain.statute import statute
from caseman.errors import CasemanError
from caseman.exchange.atomic import write_new_file
from caseman.exchange.register import Register, read_register
from caseman.exchange.register_head import Column
from caseman.exchange.register_map import map_of, read_map, write_map
from caseman.exchange.register_report import write_report
from caseman.services.desk import Desk
from caseman.services.office_settings import get_setting
from caseman.services.register_comparing import Comparing
from caseman.services.stopping import Stop
from caseman.text import Language, T, Text

Progress = Callable[[float], None]
_EVERY: Final = 500  # rows between two words of progress
_MOST_PROBLEMS: Final = 100_000
_KEPT: Final = "register_map:"
_ANSWERS: Final = (
    RegisterField.DISPATCHED_ON,
    RegisterField.DELIVERED_ON,
    RegisterField.STATE,
    RegisterField.CLOSED_ON,
)


@dataclass(frozen=True)
class ColumnLine:
    """A column, what it is proposed to fill, and what stands in it."""

    place: int
    heading: str
    field: RegisterField | None
    by_content: bool
    samples: tuple[str, ...]


@dataclass(frozen=True)
class RegisterPlan:
    """What a register would become. `header_row` and the rows of problems count from 1, as in the sheet."""

    name: str
    sha256: str
    encoding: str
    separator: str
    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    rows: int
    hidden: int
    columns: tuple[ColumnLine, ...]
    unmapped: tuple[RegisterField, ...]  # essential fields that no column fills
    cases: tuple[RegisterCase, ...] = field(repr=False)
    problems: tuple[Problem, ...] = field(repr=False)
    map: str = ""  # TOML: what reads the register again in this way
    remembered: bool = False  # whether the mapping is that of an earlier register with these headings
    signature: str = ""  # of the headings
    known_since: Any = None  # when the same file was imported before

    @property
    def stopping(self) -> tuple[Problem, ...]:
        """The problems for which a row cannot become a case."""
        return tuple(problem for problem in self.problems if problem.stops)

    @property
    def told(self) -> tuple[Problem, ...]:
        """What is only told: the row becomes a case as it is written."""
        return tuple(problem for problem in self.problems if not problem.stops)

    @property
    def left_out(self) -> int:
        """The rows that cannot become cases."""
        return self.rows - len(self.cases)

    def data(self) -> dict[str, Any]:
        """For programs."""
        columns = {column.field: column for column in self.columns if column.field is not None}
        return {
            "encoding": self.encoding or None,
            "separator": self.separator or None,
            "header_row": self.header_row,
            "rows": self.rows,
            "cases": [case.data(columns) for case in self.cases],
            "problems": [{"row": p.row, "column": p.column, "reason": p.reason} for p in self.problems],
        }


def plan_import(
    desk: Desk,
    name: str,
    data: bytes,
    told: str = "",
    sheet: str = "",
    stop: Stop | None = None,
    progress: Progress = lambda _: None,
) -> RegisterPlan:
    """Read a register and say what would come of it. `told` is a map (TOML); without one that of the last register
    with the same headings is taken, where one was kept.

    Raises `FileError` for a file that is no register or a map that is none, `Stopped` when `stop` was asked.
    """
    desk.require(Permission.OPEN_CASE)
    stop = stop or Stop()
    register = read_register(data, read_map(told) if told else None, sheet, stop.each)
    remembered = False
    if not told:
        with desk.reading() as session:
            kept = get_setting(session, _KEPT + register.head.signature)
        if kept:
            register, remembered = read_register(data, read_map(kept), sheet or register.sheet.name, stop.each), True
    digest = hashlib.sha256(data).hexdigest()
    with stop.watch(desk.file), desk.reading() as session:
        known = session.connection().execute(_KNOWN_FILE, {"sha256": digest}).scalar()
        planned = _Planned(desk, register, stop, progress)
        cases, problems, rows = planned.read(session)
    return _plan(register, name, digest, cases, problems, rows, remembered=remembered, known=known)


_KNOWN_FILE = text("SELECT max(imported_at) FROM register_import WHERE sha256 = :sha256")


def remapped(told: str, columns: Mapping[str, RegisterField | None]) -> str:
    """A map with other fields for some headings."""
    before = read_map(told)
    return write_map(replace(before, columns={**before.columns, **columns}))


def taught(told: str, field: RegisterField, word: str, code: str) -> str:
    """A map that says what a word in the column of a field means. Raises `FileError` for what it cannot mean."""
    before = read_map(told)
    words = {**before.words, field.value: {**before.words.get(field.value, {}), word: code}}
    made = write_map(replace(before, words=words))
    read_map(made)
    return made


def meanings(field: RegisterField | None) -> dict[str, Text]:
    """What a word in the column of a field can be taught to mean; empty where none can be."""
    if field is RegisterField.REQUEST_TYPES:
        return {each.value: each.label for each in RequestType}
    if field is RegisterField.RESULTS:
        ended = {"withdrawn": T("Withdrawn"), "deemed_withdrawn": T("Deemed withdrawn"), "undecided": T("Undecided")}
        return {each.value: each.label for each in Outcome} | ended
    return {}


def write_problems(desk: Desk, plan: RegisterPlan, path: Path, language: Language) -> Path:
    """Write every problem, by row and column, as CSV into a new file (`FileError` where it is there already)."""
    desk.require(Permission.OPEN_CASE)
    write_new_file(path, lambda stream: write_report(stream, plan.problems, language))
    return path


def setting_of(plan_map: str, signature: str) -> tuple[str, str]:
    """The key and value under which a mapping is kept."""
    return _KEPT + signature, plan_map


def _plan(
    register: Register,
    name: str,
    digest: str,
    cases: list[RegisterCase],
    problems: list[Problem],
    rows: int,
    *,
    remembered: bool,
    known: Any,
) -> RegisterPlan:
    filled = set(register.columns) | set(register.map.fixed)
    return RegisterPlan(
        name=name,
        sha256=digest,
        encoding=register.sheet.encoding,
        separator=register.sheet.separator,
        sheet=register.sheet.name,
        sheets=tuple(filter(None, (register.sheet.name, *register.sheet.others))),
        header_row=register.head.row,
        rows=rows,
        hidden=register.sheet.hidden,
        columns=tuple(_line(register, column) for column in register.head.columns),
        unmapped=tuple(each for each in ESSENTIAL if each not in filled),
        cases=tuple(cases),
        problems=tuple(problems),
        map=write_map(map_of(register.head, register.map)),
        remembered=remembered,
        signature=register.head.signature,
        known_since=known,
    )


def _line(register: Register, column: Column) -> ColumnLine:
    return ColumnLine(column.place, column.heading, column.field, column.by_content, register.samples(column.place))


class _Planned:
    """Reads the rows and compares them with each other and with the file."""

    def __init__(self, desk: Desk, register: Register, stop: Stop, progress: Progress) -> None:
        self._desk, self._register, self._stop, self._progress = desk, register, stop, progress
        self._columns = register.columns
        retention = RegisterField.RETAIN_UNTIL
        self._reader = RowReader(
            register.words,
            self._columns,
            desk.today(),
            since_1904=register.sheet.since_1904,
            states_retention=retention in self._columns and _ever_filled(register, retention),
            tracks_answers=any(each in self._columns for each in _ANSWERS),
            tells_results=RegisterField.RESULTS in self._columns,
        )

    def read(self, session: Session) -> tuple[list[RegisterCase], list[Problem], int]:
        cases, rows = self._rows()
        problems = self._reader.problems
        problems += self._register.notes()
        lacking = [each for each in ESSENTIAL if each not in self._columns and each not in self._register.map.fixed]
        if lacking:  # one word for the column, not one for each row
            missing = {str(each.label) for each in lacking}
            problems[:] = [problem for problem in problems if problem.column not in missing]
            told = T("No column holds this, and no case can do without it. Say in the map which column does.")
            problems += [Problem(self._register.head.row, str(each.label), told) for each in lacking]
        cases = self._lawful(cases)
        comparing = Comparing(session, self._tell)
        cases = comparing.numbered(cases, self._reader.stopped)
        self._stop.heed()
        self._progress(0.95)
        comparing.alike(cases)
        problems.sort(key=lambda problem: (problem.row, not problem.stops))
        if len(problems) > _MOST_PROBLEMS:
            del problems[_MOST_PROBLEMS:]
        return cases, problems, rows

    def _rows(self) -> tuple[list[RegisterCase], int]:
        cases: list[RegisterCase] = []
        rows, whole = 0, max(1, len(self._register.sheet.rows))
        read = self._reader.read
        for number, cells in self._register.rows():
            rows += 1
            if rows % _EVERY == 0:
                self._stop.heed()
                self._progress(0.9 * number / whole)
            case = read(number, cells)
            if case is not None:
                cases.append(case)
        return cases, rows

    def _tell(self, case: RegisterCase | int, field: RegisterField, reason: Text, written: str, *, stops: bool) -> None:
        row = case if isinstance(case, int) else case.row
        column = self._columns.get(field, str(field.label))
        self._reader.problems.append(Problem(row, column, reason, written, stops))

    def _lawful(self, cases: list[RegisterCase]) -> list[RegisterCase]:
        """Without those whose type of request the office's law does not have."""
        law = self._desk.procedure.law
        known: dict[Any, CasemanError | None] = {}
        found = []
        for case in cases:
            sound = True
            for code in case.types:
                key = (code, case.received_on)
                if key not in known:
                    try:
                        statute(RequestType(code), law, case.received_on)
                        known[key] = None
                    except CasemanError as error:
                        known[key] = error
                error_of = known[key]
                if error_of is not None:
                    sound = False
                    self._tell(case, RegisterField.REQUEST_TYPES, error_of.text, code, stops=True)
            if sound:
                found.append(case)
        return found


def _ever_filled(register: Register, wanted: RegisterField) -> bool:
    place = next(column.place for column in register.head.columns if column.field is wanted)
    rows = register.sheet.rows[register.head.row :]
    return any(place < len(row) and row[place] != "" for row in rows)
