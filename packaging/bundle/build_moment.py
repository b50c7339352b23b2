"""The one time that everything built carries, so that the same commit gives the same bytes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def moment() -> int:
    """Seconds since 1970: SOURCE_DATE_EPOCH where it is set, else the time of the commit."""
    if told := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(told)
    ran = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return int(ran.stdout.strip() or 0)
