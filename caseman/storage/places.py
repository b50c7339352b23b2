"""Whether a folder lies on another computer, where the file's log is not safe (sqlite.org/wal.html)."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from caseman.errors import FileError
from caseman.text import T

# File systems that Linux reaches over a network, by the names in /proc/self/mountinfo (proc(5)).
_NETWORK: Final = frozenset(
    {
        *("9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs", "gfs2", "glusterfs", "gpfs"),
        *("lustre", "ncp", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "panfs", "pvfs2", "smb2", "smb3", "smbfs"),
        "webdav",
    }
)
_NETWORK_FUSE: Final = frozenset(
    {
        *("afpfs", "beegfs", "ceph", "curlftpfs", "davfs", "davfs2", "gdfs", "glusterfs", "google-drive-ocamlfuse"),
        *("gvfsd-fuse", "juicefs", "onedriver", "rclone", "s3fs", "smbnetfs", "sshfs"),
    }
)
_DRIVE_REMOTE: Final = 4  # GetDriveTypeW
_MOUNTS: Final = Path("/proc/self/mountinfo")


def refuse_network(path: Path, look: Callable[[Path], str | None] | None = None) -> None:
    """Raise `FileError` (field `file`) for an office file in a network folder; backups may lie in one."""
    kind = (look or network_kind)(path.absolute().parent)
    if kind is not None:
        raise FileError(
            "network-folder",
            T(
                "“{name}” is to lie in a network folder ({kind}), where a cut connection damages such a file. "
                "Choose a folder on a local disk; backups may go to the network folder.",
                name=path.name,
                kind=kind,
            ),
            field="file",
        )


def network_kind(folder: Path) -> str | None:
    """The kind of network file system that a folder lies on; None for a local one, and where nobody can tell."""
    try:
        if sys.platform == "win32":
            return _windows_kind(folder)
        if sys.platform == "darwin":
            return _mac_kind(folder)
        return kind_in(_MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"), folder.resolve())
    except (OSError, ValueError):
        return None


def kind_in(mounts: str, folder: Path) -> str | None:
    """As `network_kind`, by a text like /proc/self/mountinfo: the longest mount point that holds the folder counts."""
    best, kind = "", ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, rest = before.split(" "), after.split(" ")
        if len(fields) < 5 or not rest[0]:
            continue
        point = _unescaped(fields[4])
        if len(point) >= len(best) and _holds(point, folder):  # a later mount covers an earlier one
            best, kind = point, rest[0]
    return _named(kind)


def _named(kind: str) -> str | None:
    fuse = kind.removeprefix("fuse.") if kind.startswith("fuse.") else ""
    return kind if kind in _NETWORK or fuse in _NETWORK_FUSE else None


def _holds(point: str, folder: Path) -> bool:
    text = str(folder)
    return text == point or text.startswith(point.rstrip("/") + "/")


def _unescaped(point: str) -> str:
    """Spaces, tabs, line ends and backslashes stand as octal numbers."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, sign)
    return point


def _windows_kind(folder: Path) -> str | None:
    drive = folder.resolve().drive
    if drive.startswith("\\\\"):
        return "UNC"
    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")  # type: ignore[attr-defined, unused-ignore]
    return "SMB" if kind == _DRIVE_REMOTE else None


def _mac_kind(folder: Path) -> str | None:
    """MacOS tells the mounts by its own command: POINT after “on”, kind first in the brackets."""
    told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5).stdout
    best, kind = "", ""
    for line in told.splitlines():
        place, _, brackets = line.partition(" on ")[2].rpartition(" (")
        if len(place) >= len(best) and _holds(place, Path(os.path.realpath(folder))):
            best, kind = place, brackets.split(",")[0].rstrip(")")
    return _named(kind)
