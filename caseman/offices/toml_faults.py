"""What the reader of TOML says of a text that is none, as a place and a sentence."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from caseman.text import T, Text

_PLACE = re.compile(r"at line (\d+), column (\d+)")
_SYNTAX = {  # what the reader of TOML says, by a part of it
    "Cannot overwrite": T("This key or table stands here twice. Keep one."),
    "Cannot declare": T("This key or table stands here twice. Keep one."),
    "Duplicate inline": T("This key or table stands here twice. Keep one."),
    "Key too deep": T("This key has too many parts. Take it out."),
    "Unclosed": T("A bracket is opened and not closed."),
    "Unterminated": T("A text is begun and not ended. Look for a missing quotation mark above."),
    'Expected \'"""\'': T("A text is begun and not ended. Look for a missing quotation mark above."),
    "Expected \"'''\"": T("A text is begun and not ended. Look for a missing quotation mark above."),
    "Illegal character '\\n'": T("A text is begun and not ended. Look for a missing quotation mark above."),
    "Found invalid character '\\n'": T("A text is begun and not ended. Look for a missing quotation mark above."),
    "Found invalid character": T("A sign stands here that nobody can see. Delete it and write the line anew."),
    "Illegal character": T("A sign stands here that nobody can see. Delete it and write the line anew."),
    "Invalid date": T("This day is not in the calendar. Write a day such as {example}.", example="2026-04-01"),
    "Invalid value": T("There is no value here that TOML knows. A text stands in quotes."),
    "Expected '='": T("A key is followed by “=” and its value."),
    "Expected newline": T("Something follows the value. Put each key on a line of its own."),
}
_FULL_WIDTH = T("A full-width sign stands here. Outside of quotes write half-width ones.")
_NOT_TOML = T("This is not written as TOML asks. Look at the line and the one above it.")


@dataclass(frozen=True)
class TomlFault:
    """Where the reader stopped, line and column from 1, and what is wrong there."""

    line: int
    column: int
    message: Text


def toml_fault(error: Exception, text: str) -> TomlFault:
    """The fault that `tomllib` raised for a text: `TOMLDecodeError`, a plain `ValueError`, `RecursionError`."""
    said = str(error)
    told = _PLACE.search(said)
    line, column = 1, 1
    if told is not None:
        line, column = int(told[1]), int(told[2])
    elif "at end of document" in said:
        lines = text.splitlines() or [""]
        line, column = len(lines), len(lines[-1]) + 1
    if _full_width(text, line, column):
        return TomlFault(line, column, _FULL_WIDTH)
    return TomlFault(line, column, next((told for part, told in _SYNTAX.items() if part in said), _NOT_TOML))


def _full_width(text: str, line: int, column: int) -> bool:
    """Whether the reader stopped at a sign of an input method, such as ＝ or the ideographic space."""
    lines = text.split("\n")
    found = lines[line - 1][column - 1 : column] if line <= len(lines) else ""
    return bool(found) and unicodedata.east_asian_width(found) == "F"
