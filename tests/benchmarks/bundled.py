"""The installed size of the frozen program, against the installed size of the Qt it cannot do without.

The bare side is what pip installs for PySide6-Essentials and its shiboken6, and the parts of QtPdf, which
PySide6-Addons brings among much else.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from tests.benchmarks.measuring import Row

_BUNDLE = Path(__file__).parents[2] / "dist" / "caseman"
_MIB = 1024 * 1024


def rows() -> Iterator[Row]:
    """Only where the program was frozen."""
    if not _BUNDLE.is_dir():
        sys.stdout.write(f"The installed size is left out: there is no {_BUNDLE} (`make bundle` makes it)\n")
        return
    try:
        qt = sum(map(_installed, ("PySide6-Essentials", "shiboken6")))
        bare = qt + _installed("PySide6-Addons", "QtPdf", "Qt6Pdf")
    except PackageNotFoundError as lacking:
        sys.stdout.write(f"The installed size is left out: {lacking} is not installed\n")
        return
    yield Row(
        "installed size of the frozen program", "PySide6-Essentials and QtPdf as pip installs them",
        _size(_BUNDLE) / _MIB, bare / _MIB, 1.3, "MiB",
    )  # fmt: skip


def _size(folder: Path) -> int:
    """Bytes of all files below a folder; a link counts as a link."""
    return sum((Path(place) / name).lstat().st_size for place, _, names in os.walk(folder) for name in names)


def _installed(package: str, *parts: str) -> int:
    """Bytes of a package's files, or of those whose name has one of the parts."""
    found = files(package) or []
    places = [Path(str(each.locate())) for each in found if not parts or any(part in each.name for part in parts)]
    return sum(place.lstat().st_size for place in places if place.is_file())
