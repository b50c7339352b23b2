"""`make bundle`: the frozen program in `dist/caseman`, with the licences of everything in it and a list of its parts.

Wants the virtual environment of `packaging/prepare.py bundle`. The same spec serves Linux, Windows and macOS; what is
built is for the system it is built on.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from parts import licences, sbom

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist" / "caseman"


def main() -> int:
    """Build, then write what is inside beside it."""
    command = [
        sys.executable,
        *("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", ROOT / "dist", "--workpath", ROOT / "build" / "bundle"),
        ROOT / "packaging" / "bundle" / "caseman.spec",
    ]
    # The same order of names in every build, as far as Python decides it.
    subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": "0"})
    licences(DIST / "LICENCES")
    sbom(DIST / "sbom.cdx.json")
    print(DIST)
    return 0


if __name__ == "__main__":
    sys.exit(main())
