"""Where an administrator's rules stand, and whether any do.

The unlock page asks this before it is painted. Most workstations have no rules, and there nothing of the domain has to
be loaded for them; where there is a file, `caseman.workstation_rules` reads it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

NAME: Final = "caseman.toml"
_CSIDL_COMMON_APPDATA: Final = 0x23
_there: dict[Path, bool] = {}  # what holds until this process ends


def rules_path() -> Path:
    """Where the file stands on this system, whether or not it is there."""
    if sys.platform == "win32":
        return _common_data() / "caseman" / NAME
    if sys.platform == "darwin":
        return Path("/Library/Application Support/caseman") / NAME
    return Path("/etc/caseman") / NAME


def rules_there() -> bool:
    """Whether there are rules in force, followed or to be refused. That there are none holds for this process."""
    return is_there(rules_path())


def is_there(path: Path) -> bool:
    """Whether a file of rules stands here: looked at until there was none, or until it was read."""
    if path not in _there:
        if os.path.lexists(path):
            return True
        _there[path] = False
    return _there[path]


def was_read(path: Path) -> None:
    """Rules that were followed stay in force for this process, whatever becomes of their file."""
    _there[path] = True


def forget_place() -> None:
    """Look anew when the rules are next asked for."""
    _there.clear()


def _common_data() -> Path:
    """The folder for the data of all users. Windows is asked itself: an environment variable is the user's."""
    import ctypes  # noqa: PLC0415

    buffer = ctypes.create_unicode_buffer(260)
    ctypes.windll.shell32.SHGetFolderPathW(None, _CSIDL_COMMON_APPDATA, None, 0, buffer)  # type: ignore[attr-defined,unused-ignore]
    return Path(buffer.value or r"C:\ProgramData")
