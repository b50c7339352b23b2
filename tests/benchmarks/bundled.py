"""The frozen program: its start against that from source, its size against that of the Qt it cannot do without.

Of the size the bare side is what pip installs for PySide6-Essentials and its shiboken6, and the parts of QtPdf, which
PySide6-Addons brings among much else.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from statistics import median

from tests.benchmarks.measuring import Row, by_turns

_BUNDLE = Path(__file__).parents[2] / "dist" / "caseman"
_MIB = 1024 * 1024
_STARTS = 7


def rows() -> Iterator[Row]:
    """Only where the program was frozen."""
    if not _BUNDLE.is_dir():
        sys.stdout.write(f"The frozen program is left out: there is no {_BUNDLE} (`make bundle` makes it)\n")
        return
    yield from _starts()
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


def _starts() -> Iterator[Row]:
    """The command line up to its version, the window up to its first page."""
    for what, program, module, options in (
        ("command line", "caseman", "caseman", ["--version"]),
        ("window", "caseman-desk", "ui", []),
    ):
        frozen, source = [str(_BUNDLE / program), *options], [sys.executable, "-m", module, *options]
        values, bases = by_turns(lambda run=frozen: _start(run), lambda run=source: _start(run), _STARTS)
        yield Row(f"start of the frozen {what}, median", "the same from source", median(values), median(bases), 1.1)


def _start(command: list[str]) -> None:
    quick = os.environ | {"CASEMAN_QUIT_WHEN_SHOWN": "1", "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, env=quick, cwd=_BUNDLE.parents[1], stdout=subprocess.DEVNULL, check=True)


def _size(folder: Path) -> int:
    """Bytes of all files below a folder; a link counts as a link."""
    return sum((Path(place) / name).lstat().st_size for place, _, names in os.walk(folder) for name in names)


def _installed(package: str, *parts: str) -> int:
    """Bytes of a package's files, or of those whose name has one of the parts."""
    found = files(package) or []
    places = [Path(str(each.locate())) for each in found if not parts or any(part in each.name for part in parts)]
    return sum(place.lstat().st_size for place in places if place.is_file())
