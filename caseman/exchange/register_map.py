"""How one office's register is to be read: which column fills which field, what its own words mean. A small TOML."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from caseman.domain.register_fields import RegisterField
from caseman.domain.register_words import fold
from caseman.errors import FileError
from caseman.exchange.register_head import Column, Head
from caseman.exchange.register_words import TAUGHT, codes_of
from caseman.text import T, Text

_LARGEST: Final = 1_000_000  # characters
_KEYS: Final = frozenset({"sheet", "header_row", "columns", "words", "fixed"})


@dataclass(frozen=True)
class RegisterMap:
    """`columns`: the field of each heading, None for a column that is left out. `words`: by field, what a cell means.

    `fixed`: what every row tells that has no column of its own.
    """

    columns: Mapping[str, RegisterField | None] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[RegisterField, str] = field(default_factory=dict)
    sheet: str = ""
    header_row: int = 0

    def apply(self, head: Head) -> Head:
        """The columns as they are mapped here; what is not named stays as it was proposed.

        A field that is given to another column is taken from the one that was proposed for it.
        """
        named = {fold(heading): each for heading, each in self.columns.items()}
        exact = dict(self.columns)
        given = {each for each in self.columns.values() if each is not None} | set(self.fixed)
        found: list[Column] = []
        for column in head.columns:
            if column.heading in exact:
                found.append(replace(column, field=exact[column.heading], by_content=False))
            elif fold(column.heading) in named:
                found.append(replace(column, field=named[fold(column.heading)], by_content=False))
            elif column.field in given and column.field is not RegisterField.REMARKS:
                found.append(replace(column, field=None, by_content=False))
            else:
                found.append(column)
        return replace(head, columns=tuple(found))


def map_of(head: Head, base: RegisterMap | None = None) -> RegisterMap:
    """What would read this register again in the same way."""
    columns = {column.heading: column.field for column in head.columns}
    return replace(base or RegisterMap(), columns=columns)


def write_map(told: RegisterMap) -> str:
    """As TOML."""
    lines = []
    if told.sheet:
        lines.append(f"sheet = {_quoted(told.sheet)}")
    if told.header_row:
        lines.append(f"header_row = {told.header_row}")
    lines += ["", "[columns]"]
    lines += [f"{_quoted(heading)} = {_quoted(each.value if each else '')}" for heading, each in told.columns.items()]
    for name, words in told.words.items():
        if words:
            lines += ["", f"[words.{name}]", *(f"{_quoted(word)} = {_quoted(code)}" for word, code in words.items())]
    if told.fixed:
        lines += ["", "[fixed]", *(f"{each.value} = {_quoted(value)}" for each, value in told.fixed.items())]
    return "\n".join(lines).lstrip("\n") + "\n"


def read_map(text: str) -> RegisterMap:
    """Read a map. Raises `FileError` that names what is wrong."""
    if len(text) > _LARGEST:
        raise _refuse(T("It is too large."))
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _refuse(T("It is no TOML: {why}.", why=str(error))) from error
    unknown = [key for key in data if key not in _KEYS]
    if unknown:
        raise _refuse(T("“{key}” is no part of a map. Use {known}.", key=unknown[0], known=sorted(_KEYS)))
    columns = {heading: _field(code, blank=True) for heading, code in _strings(data, "columns").items()}
    _refuse_twice(columns)
    fixed = {each: value for code, value in _strings(data, "fixed").items() if (each := _field(code)) is not None}
    sheet, header_row = data.get("sheet", ""), data.get("header_row", 0)
    if not isinstance(sheet, str) or not isinstance(header_row, int) or isinstance(header_row, bool) or header_row < 0:
        raise _refuse(T("“sheet” is a name in quotation marks, “header_row” a number from 1."))
    return RegisterMap(columns, _words(data), fixed, sheet, header_row)


def _words(data: dict[str, Any]) -> dict[str, dict[str, str]]:
    told = data.get("words", {})
    if not isinstance(told, dict):
        raise _refuse(T("“{key}” must be a table.", key="words"))
    found = {}
    for name in told:
        if name not in TAUGHT:
            raise _refuse(T("“{key}” is no part of a map. Use {known}.", key=f"words.{name}", known=TAUGHT))
        found[name] = _strings(told, name)
        for code in found[name].values():
            if code not in codes_of(name):
                raise _refuse(
                    T("“{code}” is no code of “{field}”. Use {known}.", code=code, field=name, known=codes_of(name))
                )
    return found


def _strings(data: dict[str, Any], key: str) -> dict[str, str]:
    told = data.get(key, {})
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        raise _refuse(T("“{key}” must be a table of texts in quotation marks.", key=key))
    return told


def _field(code: str, *, blank: bool = False) -> RegisterField | None:
    if blank and not code:
        return None
    try:
        return RegisterField(code)
    except ValueError:
        known = tuple(each.value for each in RegisterField)
        raise _refuse(T("“{code}” is no field of a case. Use {known}.", code=code, known=known)) from None


def _refuse_twice(columns: Mapping[str, RegisterField | None]) -> None:
    filled = [each for each in columns.values() if each is not None]
    twice = next((each for each in filled if filled.count(each) > 1 and each is not RegisterField.REMARKS), None)
    if twice is not None:
        raise _refuse(T("Two columns are to fill “{field}”. Leave one of them empty.", field=twice.value))


def _refuse(why: Text) -> FileError:
    return FileError("map", T("The map cannot be used. {why}", why=why), field="map")


def _quoted(text: str) -> str:
    """A TOML string: that of JSON, with the one sign more that TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
