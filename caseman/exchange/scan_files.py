"""Reading a file that a person or a scanner named: only a plain one, never larger than a scan may be, never waiting."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from caseman.errors import InputError
from caseman.exchange.scan_kinds import MAX_BYTES, refusal, safe_name
from caseman.text import T

_OPENED: Final = sum(getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY"))


def read_scan_file(path: Path) -> bytes:
    """The bytes of a file. Raises `InputError` (field `scans`) for one that is no plain file, too large, or unreadable.

    A pipe or a device would never end, or never begin.
    """
    name = safe_name(path.name)
    try:
        with open_plain(path) as descriptor:
            if os.fstat(descriptor.fileno()).st_size > MAX_BYTES:
                raise _too_large(name)
            data = descriptor.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise refusal("scan-unreadable", T("“{name}” cannot be read.", name=name)) from error
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return data


def open_plain(path: Path, *, follow: bool = True) -> BinaryIO:
    """Open a plain file for reading. Raises `OSError` for anything else, without waiting for it."""
    flags = os.O_RDONLY | _OPENED | (0 if follow else getattr(os, "O_NOFOLLOW", 0))
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("no plain file")
    return os.fdopen(descriptor, "rb")


def _too_large(name: str) -> InputError:
    limit = MAX_BYTES // 1024**2
    return refusal(
        "scan-too-large",
        T(
            "“{name}” has more than {limit} MB. Scan at 300 dpi in grey, or split it into several files.",
            name=name,
            limit=limit,
        ),
    )
