"""From the command to the painted unlock page."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from threading import Timer

from tests.benchmarks.measuring import Row, by_turns, median_row

_ROOT = Path(__file__).parents[2]
_TIMES = 11


def rows(folder: Path) -> list[Row]:
    """Each in a process of its own, in a home where no settings are kept."""
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    own = {
        **dict.fromkeys(homes, str(folder)),
        "CASEMAN_QUIT_WHEN_SHOWN": "1",
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }

    environment = {**os.environ, **own}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled

    def run(*arguments: str) -> None:
        # Waiting with a time limit would look every 50 ms only, which is a quarter of what is measured.
        with subprocess.Popen([sys.executable, *arguments], cwd=_ROOT, env=environment) as started:
            late = Timer(60, started.kill)
            late.start()
            try:
                code = started.wait()
            finally:
                late.cancel()
        if code:
            raise subprocess.CalledProcessError(code, arguments)

    times = by_turns(partial(run, "-m", "ui"), partial(run, "-m", "tests.benchmarks.bare_window"), _TIMES, warm_up=2)
    return [median_row("cold start to the unlock page, median", "PySide6 window with a field", times, 1.5)]
