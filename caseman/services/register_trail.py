"""The entries of the trail about registers that were imported, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from caseman.text import T, Text

REGISTER_TRAIL: Final[dict[str, Callable[[dict[str, Any]], Text]]] = {
    "register_imported": lambda d: T(
        "The register “{name}” was imported: {cases} cases of {rows} rows, {left_out} left out. SHA-256 of the file: "
        "{sha256}.",
        name=d["name"],
        cases=d["cases"],
        rows=d["rows"],
        left_out=d["left_out"],
        sha256=d["sha256"],
    ),
    "case_imported": lambda d: T(
        "The case was taken over from row {row} of an imported register (import {register}).",
        row=str(d["row"]),
        register=str(d["register"]),
    ),
}
