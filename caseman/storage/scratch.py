"""A folder for the time of one piece of work: for its owner alone, and gone afterwards, whatever happened."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from caseman.errors import FileError
from caseman.text import T

_PREFIX: Final = "caseman-drill-"
_LEFT: Final = 24 * 3600  # seconds after which one that is still there was left by a kill


@contextmanager
def scratch_folder(parent: Path | None = None) -> Iterator[Path]:
    """A new folder (0700) in `parent`, else where the system keeps temporary files. Raises `FileError` for none.

    Only a kill leaves it; one that is a day old is taken away before the next is made.
    """
    place = Path(tempfile.gettempdir()) if parent is None else parent
    _sweep(place)
    try:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
    except OSError as error:
        raise FileError(
            "scratch",
            T(
                "No scratch folder can be made in “{folder}” ({why}). Choose another one with --scratch.",
                folder=str(place),
                why=error.strerror or type(error).__name__,
            ),
            field="scratch",
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(place: Path) -> None:
    for left in place.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            found = left.lstat()
            ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
            if ours and left.is_dir() and not left.is_symlink() and time.time() - found.st_mtime > _LEFT:
                shutil.rmtree(left, ignore_errors=True)
