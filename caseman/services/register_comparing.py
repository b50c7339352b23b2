"""The cases of a register compared with each other and with the file: numbers that stand twice, requests made twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import text
from sqlmodel import Session

from caseman.domain.names import match_key
from caseman.domain.register_case import RegisterCase
from caseman.domain.register_fields import RegisterField
from caseman.text import T

Tell = Callable[..., None]
_AT_ONCE: Final = 500  # numbers in one question
_SAME_DAYS = text(
    "SELECT c.number, c.arrived_on, c.request_types, p.name FROM cases c "
    "JOIN party p ON p.case_id = c.id AND p.role = 'principal' WHERE c.arrived_on BETWEEN :first AND :last"
)


class Comparing:
    """Tells what stands twice, by `tell`."""

    def __init__(self, session: Session, tell: Tell) -> None:
        self._session, self._tell = session, tell

    def numbered(self, cases: list[RegisterCase], stopped: Sequence[tuple[int, str]] = ()) -> list[RegisterCase]:
        """Without those whose number stands twice, or is in the file already.

        A number that begins anew each year is none for a file of several years: such cases get one of the office's own.
        """
        rows: dict[str, list[RegisterCase]] = defaultdict(list)
        for case in cases:
            if case.number:
                rows[case.number].append(case)
        taken = _existing(self._session, rows)
        out: set[int] = set()
        for number, alike in rows.items():
            if number in taken:
                for case in alike:
                    told = T("The file has a case of this number already.")
                    self._tell(case, RegisterField.NUMBER, told, number, stops=True)
                out |= {case.row for case in alike}
            elif len(alike) > 1:
                out |= self._number_twice(number, alike)
        for row, number in stopped:
            if number in rows:
                told = T("Row {row} has this number too. Find out which is right.", row=rows[number][0].row)
                self._tell(row, RegisterField.NUMBER, told, number, stops=True)
        return [case for case in cases if case.row not in out]

    def _number_twice(self, number: str, alike: list[RegisterCase]) -> set[int]:
        years = Counter(case.received_on.year for case in alike)
        if max(years.values()) == 1:
            for case in alike:
                case.keeps_number = False
                told = T(
                    "Other years have this number too: the case gets one of the office's own, and keeps this beside it."
                )
                self._tell(case, RegisterField.NUMBER, told, number, stops=False)
            return set()
        for case in alike[1:]:
            told = T("Row {row} has this number too. Find out which is right.", row=alike[0].row)
            self._tell(case, RegisterField.NUMBER, told, number, stops=True)
        return {case.row for case in alike[1:]}

    def alike(self, cases: list[RegisterCase]) -> None:
        """Tell of the same person asking for the same on the same day, in the register or in the file."""
        seen: dict[tuple[Any, ...], RegisterCase] = {}
        keys: dict[str, str] = {}
        days: set[Any] = set()
        for case in cases:
            if (person := keys.get(case.name)) is None:
                person = keys[case.name] = match_key(case.name)
            key = (case.received_on.isoformat(), case.types, person)
            days.add(key[:2])
            first = seen.setdefault(key, case)
            if first is not case:
                told = T("Row {row} has the same person, day and request. If both are one, delete one.", row=first.row)
                self._tell(case, RegisterField.PRINCIPAL_NAME, told, case.name, stops=False)
        if cases:
            for case, number in self._in_file(seen, days):
                told = T("Case {number} of the file has the same person, day and request. Compare them.", number=number)
                self._tell(case, RegisterField.PRINCIPAL_NAME, told, case.name, stops=False)

    def _in_file(self, seen: dict[tuple[Any, ...], RegisterCase], days: set[Any]) -> Iterator[tuple[RegisterCase, str]]:
        first, last = min(day for day, _ in days), max(day for day, _ in days)
        for number, arrived, types, name in self._session.connection().execute(
            _SAME_DAYS, {"first": first, "last": last}
        ):
            kinds = tuple(types.split())
            if (arrived, kinds) in days and (case := seen.get((arrived, kinds, match_key(name)))) is not None:
                yield case, number


def _existing(session: Session, numbers: Iterable[str]) -> set[str]:
    wanted, found = list(numbers), set()
    for at in range(0, len(wanted), _AT_ONCE):
        some = wanted[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        statement = f"SELECT number FROM cases WHERE number IN ({marks})"  # noqa: S608  marks alone
        found |= set(session.connection().exec_driver_sql(statement, tuple(some)).scalars())
    return found
