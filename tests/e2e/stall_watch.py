"""Watches the event loop of a program: how long it was kept from what a person does, and by what.

A timer beats on the window's thread; when a beat is late, something held the loop for so long. Another thread looks
meanwhile what that was. Stalls are written as lines of JSON as they end: `began` (`time.monotonic`), `ms`, and of it
`cpu_ms` (what the window's thread computed) and `machine_ms` (it, or the thread of the database while it waited for
that, could have gone on, and the machine was busy with something else; Linux counts it in `schedstat`: proc(5)). The
rest it waited for the other thread or for another program's answer. `where`: the lines that were seen most, innermost
first; `shares`: in how much of what was seen each function had a part.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TextIO

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT_MS = 5
_LOOK_AFTER = 0.02  # seconds without a beat
_LOOK_EVERY = 0.004
_TOLD_FROM_MS = 20
_DEPTH = 6  # lines that are told
_PARTS = 40  # functions that are told
_ROOMS = ("ui", "caseman")
_ROOT = Path(__file__).parents[2]


class StallWatch(QObject):
    """Begins when it is made, on the thread of the window."""

    def __init__(self, told: TextIO) -> None:
        super().__init__()
        self._told = told
        self._thread = threading.get_ident()
        self._last = _clocks()
        self._seen: Counter[str] = Counter()
        self._parts: Counter[str] = Counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)
        threading.Thread(target=self._look, daemon=True, name="stall watch").start()

    def _beat(self) -> None:
        ms, cpu, waited, other = (1000 * (now - last) for now, last in zip(_clocks(), self._last, strict=True))
        late = ms - _BEAT_MS
        if late >= _TOLD_FROM_MS:
            where = [place for place, _count in self._seen.most_common(3)]
            looks = max(1, self._seen.total())
            shares = {name: round(count / looks, 2) for name, count in self._parts.most_common(_PARTS)}
            stall = {
                "began": self._last[0],
                "ms": late,
                "cpu_ms": cpu,
                "machine_ms": waited + min(other, max(0.0, late - cpu - waited)),
                "where": where,
                "shares": shares,
            }
            self._told.write(json.dumps(stall, ensure_ascii=False) + "\n")
            self._told.flush()
        self._seen, self._parts = Counter(), Counter()
        self._last = _clocks()

    def _look(self) -> None:
        while True:
            time.sleep(_LOOK_EVERY)
            if time.monotonic() - self._last[0] > _LOOK_AFTER:
                lines = list(_own_lines(sys._current_frames().get(self._thread)))
                self._seen[" < ".join(f"{line} {name}" for line, name in lines[:_DEPTH]) or "Qt"] += 1
                self._parts.update({name for _line, name in lines})


def _clocks() -> tuple[float, float, float, float]:
    """Seconds: of the clock, computed by this thread, waited for a processor by it, and by the database's thread."""
    desk = next((each.native_id for each in threading.enumerate() if each.name.startswith("desk")), None)
    others = 0.0 if desk is None else _waited(Path(f"/proc/self/task/{desk}/schedstat"))
    return time.monotonic(), time.thread_time(), _waited(Path("/proc/thread-self/schedstat")), others


def _waited(scheduled: Path) -> float:
    try:
        return int(scheduled.read_text("ascii").split()[1]) / 1e9
    except OSError:  # not on Linux
        return 0.0


def _own_lines(frame: FrameType | None) -> Iterator[tuple[str, str]]:
    """The lines of our own that are at work, innermost first, with their functions."""
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in _ROOMS:
            yield f"{path.relative_to(_ROOT)}:{frame.f_lineno}", frame.f_code.co_qualname
        frame = frame.f_back
