"""Numbers of cases and letters, made by a pattern that the office chooses, such as `P-{year}-{serial:04d}`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from string import Formatter

from caseman.domain.eras import ERAS, short_era_year
from caseman.errors import InputError
from caseman.text import T, Text

_WIDTH = re.compile(r"0([1-9])d")
_PLACES = {
    "year": "[0-9]{4}",
    "era_year": "[MTSHR][1-9][0-9]*",
    "month": "(?:0[1-9]|1[0-2])",
    "case": ".+?",
}
_UNEVEN = ("serial", "era_year", "case")  # places whose length is not fixed


@dataclass(frozen=True)
class _Part:
    """A place of the pattern with the sign text before it; the tail of a pattern has no place."""

    before: str
    place: str | None
    width: int = 1


@dataclass(frozen=True)
class CaseNumbering:
    """A pattern with the places {year}, {era_year} (R8), {month}, {case} and {serial} or {serial:04d}.

    Every place is filled by the program alone; the pattern is never given to `str.format`. Raises `InputError` for
    a pattern that could give two cases one number or that a person could not type back.
    """

    pattern: str
    field: str = "pattern"

    def __post_init__(self) -> None:
        self._check(self._parts)

    @property
    def restarts_yearly(self) -> bool:
        """Whether the serial begins at 1 each calendar year: it does where the number tells the year."""
        return any(part.place in ("year", "era_year") for part in self._parts)

    def number(self, day: date, serial: int, *, case: str = "") -> str:
        """The number for the day the case arrived (or the letter is dated) and its serial, counted from 1."""
        if serial < 1:
            msg = "serials count from 1"
            raise ValueError(msg)
        return "".join(part.before + _fill(part, day, serial, case) for part in self._parts)

    def matches(self, text: str) -> bool:
        """Whether text is a number that this pattern makes."""
        return re.fullmatch("".join(map(_expression, self._parts)), text) is not None

    def read(self, text: str) -> tuple[int, int] | None:
        """The calendar year and the serial of a number that this pattern makes; 0 where it tells no year.

        None for any other number.
        """
        found = _reader(self).fullmatch(text)
        if found is None:
            return None
        told = found.groupdict()
        if told.get("year"):
            return int(told["year"]), int(told["serial"])
        if told.get("era_year"):
            era = next(era for era in ERAS if era.letter == told["era_year"][0])
            return era.first_year + int(told["era_year"][1:]) - 1, int(told["serial"])
        return 0, int(told["serial"])

    @cached_property
    def _parts(self) -> tuple[_Part, ...]:
        try:
            parsed = [(before, name, spec, conv) for before, name, spec, conv in Formatter().parse(self.pattern)]
        except ValueError:
            raise self._refuse(T("Every place needs both brackets, like {example}.", example="{serial:04d}")) from None
        return tuple(self._part(*piece) for piece in parsed)

    def _part(self, before: str, name: str | None, spec: str | None, conversion: str | None) -> _Part:
        if name is None:
            return _Part(before, None)
        width = _WIDTH.fullmatch(spec or "")
        known = (name in _PLACES and not spec) or (name == "serial" and (not spec or width is not None))
        if not known or conversion is not None:
            raise self._refuse(
                T(
                    "“{name}” is no place of a number. Use {places}.",
                    name=name,
                    places=("{year}", "{era_year}", "{month}", "{serial}", "{serial:04d}", "{case}"),
                )
            )
        return _Part(before, name, int(width[1]) if width else 1)

    def _check(self, parts: tuple[_Part, ...]) -> None:
        places = [part.place for part in parts if part.place is not None]
        if places.count("serial") != 1:
            raise self._refuse(T("A number needs {place} once, or two cases would share it.", place="{serial:04d}"))
        if "month" in places and not {"year", "era_year"} & set(places):
            raise self._refuse(T("A number that tells the month needs the year too."))
        signs = "".join(part.before for part in parts)
        if unicodedata.normalize("NFKC", signs) != signs or not all(c.isprintable() and c != " " for c in signs):
            raise self._refuse(T("Use half-width letters and signs without spaces, so that the number can be typed."))
        if not (parts[0].before[:1].isalnum() or (parts[0].place and not parts[0].before)):
            raise self._refuse(T("Let the number begin with a letter or digit."))
        if _runs_together(parts):
            raise self._refuse(T("Put a sign such as “-” between two places that vary in length."))

    def _refuse(self, text: Text) -> InputError:
        return InputError("number-pattern", text, field=self.field)


def _runs_together(parts: tuple[_Part, ...]) -> bool:
    """Whether only digits stand between two places of uneven length, as in R1 + 10 + 11 and R11 + 01 + 1."""
    between = "-"
    for part in parts:
        between += part.before
        if part.place in _UNEVEN:
            if not between or between.isdecimal():
                return True
            between = ""
    return False


def _fill(part: _Part, day: date, serial: int, case: str) -> str:
    match part.place:
        case "year":
            return f"{day.year:04d}"
        case "era_year":
            return short_era_year(day)
        case "month":
            return f"{day.month:02d}"
        case "serial":
            return f"{serial:0{part.width}d}"
        case "case":
            if not case:
                msg = "this pattern needs the case number"
                raise ValueError(msg)
            return case
    return ""


def _expression(part: _Part) -> str:
    if part.place is None:
        return re.escape(part.before)
    if part.place == "serial":
        longer = f"|[1-9][0-9]{{{part.width},}}"
        exact = f"(?!0{{{part.width}}})[0-9]{{{part.width}}}"
        return f"{re.escape(part.before)}(?:{exact}{longer})"
    return re.escape(part.before) + _PLACES[part.place]


@lru_cache(maxsize=32)
def _reader(numbering: CaseNumbering) -> re.Pattern[str]:
    named: set[str] = set()
    return re.compile("".join(_named(part, named) for part in numbering._parts))  # noqa: SLF001


def _named(part: _Part, named: set[str]) -> str:
    """As `_expression`, with the first place of each name as a group."""
    whole = _expression(part)
    if part.place not in ("year", "era_year", "serial") or part.place in named:
        return whole
    named.add(part.place)
    before = re.escape(part.before)
    return f"{before}(?P<{part.place}>{whole[len(before) :]})"
