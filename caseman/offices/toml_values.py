"""Values of a TOML text put in place of others; whatever stands around them, comments too, stays as it is written.

Only what is meant changes: the text is read again afterwards, and held against what it should say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from caseman.offices.locations import Locations, Place
from caseman.offices.toml_reading import read_toml

Value = str | int | float | bool | date | list[Any] | dict[str, Any]
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def value_at(data: Mapping[str, Any], place: Place) -> Any:
    """What stands at a place of a text that was read; None where there is nothing."""
    found: Any = data
    for part in place:
        try:
            found = found[part]
        except (KeyError, IndexError, TypeError):
            return None
    return found


def with_value(text: str, place: Place, value: Value) -> str:
    """The text with another value at a place; a key that is missing is added to the table that should hold it.

    Raises `ValueError` for a text that is no TOML, and for a place whose table is not there or cannot be added to.
    """
    text = text.replace("\r\n", "\n")
    wanted = read_toml(text)
    _put(wanted, place, value)
    places = Locations(text)
    span = places.value(place)
    if span is not None:
        changed = text[: span[0]] + written(value) + text[span[1] :]
    else:
        changed = _added(text, places, place, value)
    if read_toml(changed) != wanted:
        msg = f"{place} cannot be written in its place"
        raise ValueError(msg)
    return changed


def with_table(text: str, name: str, values: Mapping[str, Value]) -> str:
    """The text with one more table in a list of tables, at its end. Raises `ValueError` where that cannot be."""
    text = text.replace("\r\n", "\n")
    changed = f"{text.rstrip(chr(10))}\n\n[[{name}]]\n{_lines(values)}"
    before, after = read_toml(text), read_toml(changed)
    if after != before | {name: [*before.get(name, ()), dict(values)]}:
        msg = f"no table can be added to {name}"
        raise ValueError(msg)
    return changed


def with_section(text: str, name: str, values: Mapping[str, Value]) -> str:
    """The text with a table that it does not have yet, at its end. Raises `ValueError` where it has one."""
    text = text.replace("\r\n", "\n")
    changed = f"{text.rstrip(chr(10))}\n\n[{name}]\n{_lines(values)}"
    if name in read_toml(text) or read_toml(changed) != read_toml(text) | {name: dict(values)}:
        msg = f"no table {name} can be added"
        raise ValueError(msg)
    return changed


def _lines(values: Mapping[str, Value]) -> str:
    return "".join(f"{_key(key)} = {written(value)}\n" for key, value in values.items())


def written(value: Value) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join(_ESCAPES.get(c) or _sign(c) for c in value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, dict):
        inside = ", ".join(f"{_key(key)} = {written(each)}" for key, each in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _sign(sign: str) -> str:
    """Control characters are escaped, half a pair of surrogates cannot be kept."""
    if "\ud800" <= sign <= "\udfff":
        return "\ufffd"
    return sign if sign >= " " and sign != "\x7f" else f"\\u{ord(sign):04X}"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else written(key)


def _put(data: Any, place: Place, value: Value) -> None:
    holder = value_at(data, place[:-1])
    last = place[-1]
    if isinstance(holder, dict) or (isinstance(holder, list) and isinstance(last, int) and last < len(holder)):
        holder[last] = value  # type: ignore[index]
        return
    msg = f"nothing holds {place}"
    raise ValueError(msg)


def _added(text: str, places: Locations, place: Place, value: Value) -> str:
    """A key that is missing: at the end of its inline table, or on a line under the header of its table."""
    table, key = place[:-1], place[-1]
    line = f"{_key(str(key))} = {written(value)}"
    inline = places.value(table) if table else None
    if inline is not None:
        inside = text[inline[0] + 1 : inline[1] - 1].strip()
        return f"{text[: inline[0]]}{{ {inside}{', ' if inside else ''}{line} }}{text[inline[1] :]}"
    if not table:
        return f"{line}\n{text}"
    start = text.split("\n")
    at = places.line(table)  # its header
    return "\n".join([*start[:at], line, *start[at:]])
