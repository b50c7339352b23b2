"""What a result was measured on: the machine, the versions of the parts, the day; and the most memory a run took."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from caseman.storage.upkeep import engine_versions

_PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "sqlmodel", "reportlab", "pillow", "cryptography")
_KIB = 1024


def about() -> dict[str, Any]:
    """For the file of results."""
    sqlcipher, sqlite = engine_versions()
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": {
            "system": f"{platform.system()} {platform.release()}",
            "processor": _processor(),
            "cores": os.cpu_count(),
            "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _KIB**3, 1),
        },
        "versions": {
            "caseman": _version("caseman"),
            "commit": _commit(),
            "python": platform.python_version(),
            "sqlcipher": sqlcipher,
            "sqlite": sqlite,
            **{package: _version(package) for package in _PACKAGES},
        },
    }


def peaks() -> dict[str, int]:
    """The most memory in MiB that this process held, and the largest of those it started."""
    own, started = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"own": own // _KIB, "started": started // _KIB}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def _commit() -> str:
    """The commit that was measured, where this is a clone."""
    try:
        done = subprocess.run(
            ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=True,
            cwd=Path(__file__).parent,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()
