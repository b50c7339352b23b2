"""TOML read with a bound: the standard library's reader keeps each part of a dotted key anew, without any limit."""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

DEEPEST: Final = 50  # parts of a key; those of a procedure have four
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_DEEP = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}){{{DEEPEST}}}")


def read_toml(text: str) -> dict[str, Any]:
    """What stands in a text. Raises `ValueError` with the place, as `tomllib` does, and `RecursionError`."""
    deep = _DEEP.search(text)
    if deep is not None:
        line = text.count("\n", 0, deep.start()) + 1
        column = deep.start() - text.rfind("\n", 0, deep.start())
        msg = f"Key too deep (at line {line}, column {column})"
        raise tomllib.TOMLDecodeError(msg)
    return tomllib.loads(text)
