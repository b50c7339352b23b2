"""Set-up for `make run` and `make test`: the virtual environment, the locked dependencies, Qt's system libraries.

Needs nothing but Python 3.11 and pip. A second run sees that nothing has changed and is done at once.

    python3 packaging/prepare.py run    what the program needs
    python3 packaging/prepare.py dev    what the tests need as well
    python3 packaging/prepare.py bundle what is frozen, and what freezes it, in .venv-bundle
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / (".venv-bundle" if sys.argv[1:] == ["bundle"] else ".venv")
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock", "bundle": "requirements-bundle.lock"}

# Debian's names for what Qt 6 loads from the system: the window, fonts, input, printing.
QT_PACKAGES = (
    "libegl1",
    "libgl1",
    "libglib2.0-0",
    "libfontconfig1",
    "libfreetype6",
    "libdbus-1-3",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xinerama0",
    "libxcb-xkb1",
    "libcups2",
    "fontconfig",
)


def main() -> int:
    """Prepare, or say in one line what is missing."""
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        print("usage: prepare.py run|dev|bundle", file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036  this very script may be started by an older Python
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    try:
        install(sys.argv[1])
        return system_libraries()
    except subprocess.CalledProcessError as error:
        print(f"Set-up stopped at: {' '.join(map(str, error.cmd))}", file=sys.stderr)
        return 1


def install(which: str) -> None:
    """Bring the virtual environment to what the lock says."""
    lock = ROOT / LOCKS[which]
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f"prepared-{which}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not PYTHON.exists():
        print(f"Making the virtual environment {VENV.name} …", flush=True)
        # without pip: Debian's Python has no ensurepip, and the pip outside can install into it
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", VENV], check=True)
    print(f"Installing what {lock.name} lists (once) …", flush=True)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        PYTHON,
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, "--require-hashes", "-r", lock], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT], check=True)
    stamp.write_text(wanted)


def system_libraries() -> int:
    """On Linux: install the libraries Qt finds missing, or name them with the command to type."""
    if sys.platform != "linux" or not (missing := missing_libraries()):
        return 0
    apt = shutil.which("apt-get")
    if apt is None:
        print(
            f"Qt needs these system libraries: {' '.join(missing)}. Install them with your package manager.",
            file=sys.stderr,
        )
        return 1
    command = [apt, "install", "-y", "-qq", "--no-install-recommends", *QT_PACKAGES]
    sudo = [] if os.geteuid() == 0 else _sudo()
    if sudo is None:
        print(
            f"Qt's system libraries are missing. Type: sudo apt-get install {' '.join(QT_PACKAGES)}",
            file=sys.stderr,
        )
        return 1
    print("Installing Qt's system libraries (once) …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run([*sudo, apt, "update", "-qq"], check=False, **quiet)
    done = subprocess.run([*sudo, *command], check=False, **quiet)
    if done.returncode or missing_libraries():
        print(
            f"Qt's system libraries are missing. Type: sudo apt-get install {' '.join(QT_PACKAGES)}",
            file=sys.stderr,
        )
        return 1
    return 0


def missing_libraries() -> list[str]:
    """Shared libraries that Qt's parts in use ask for and the system does not have."""
    stamp = VENV / "libraries-found"
    if stamp.exists():
        return []
    asked = subprocess.run(
        [PYTHON, "-c", "import PySide6; print(PySide6.__path__[0])"],
        capture_output=True,
        text=True,
        check=True,
    )
    qt = Path(asked.stdout.strip())
    parts = [
        *(qt / "Qt/lib").glob("libQt6*.so.6"),
        *(qt / "Qt/plugins/platforms").glob("libq*.so"),
        *(qt / "Qt/plugins/printsupport").glob("*.so"),
    ]
    wanted = ("Core", "Gui", "Widgets", "Pdf", "PdfWidgets", "PrintSupport", "XcbQpa", "Network", "DBus")
    parts = [
        p for p in parts if not p.name.startswith("libQt6") or p.name.removeprefix("libQt6").split(".")[0] in wanted
    ]
    parts = [p for p in parts if "wayland" not in p.name and "eglfs" not in p.name and "vkkhr" not in p.name]
    found = subprocess.run(["ldd", *parts], capture_output=True, text=True, check=False)
    missing = sorted({line.split()[0] for line in found.stdout.splitlines() if "not found" in line})
    if not missing:
        stamp.write_text("")
    return missing


def _sudo() -> list[str] | None:
    """How to become root without a question; None where that is not possible."""
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    able = subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0
    if able:
        return [sudo, "-n"]
    return [sudo] if sys.stdin.isatty() else None


if __name__ == "__main__":
    sys.exit(main())
