"""The Windows installer of `dist/caseman`, by Inno Setup 6.3 or newer. On Windows only; build the bundle first."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from version_resource import numbers

from caseman import __version__

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "windows" / "caseman.iss"


def definitions() -> list[str]:
    """What the script must be told."""
    return [f"/DVersion={__version__}", f"/DNumbers={'.'.join(map(str, numbers()))}"]


def main() -> int:
    """Make it, or say what is missing."""
    compiler = shutil.which("ISCC") or str(
        Path(os.environ.get("PROGRAMFILES(X86)", r"C:\Program Files (x86)")) / "Inno Setup 6" / "ISCC.exe"
    )
    if not Path(compiler).exists():
        print("Inno Setup is not there. Install version 6.3 or newer, or put ISCC on the PATH.", file=sys.stderr)
        return 1
    if not (ROOT / "dist" / "caseman" / "caseman.exe").exists():
        print("dist/caseman is not there. Build the bundle first.", file=sys.stderr)
        return 1
    return subprocess.run([compiler, "/Q", *definitions(), SCRIPT], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
