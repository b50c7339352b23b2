"""The log: which events happened when, with case numbers. No names, no texts, no paths; it rotates and stays small."""

from __future__ import annotations

import logging
import re
import time
from pathlib import Path

import platformdirs

_MOST_BYTES = 256 * 1024
_KEPT = 3
_CODE = re.compile(r"[A-Za-z0-9_.:+-]{1,64}")
_NUMBER = re.compile(r"\S{1,40}")
_logger = logging.getLogger("caseman.events")


def log_path() -> Path:
    """Where the log is: the folder that the system has for the state of programs."""
    return Path(platformdirs.user_log_dir("caseman", appauthor=False)) / "events.log"


def start_log() -> None:
    """Begin to write. Where that cannot be, the program goes on without a log."""
    from caseman.log_file import Patient  # noqa: PLC0415  what rotates files loads sockets; the unlock page needs none

    path = log_path()
    for handler in tuple(_logger.handlers):
        if isinstance(handler, Patient) and handler.baseFilename == str(path.absolute()):
            return
        _logger.removeHandler(handler)
        handler.close()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = Patient(path, maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return
    form = logging.Formatter("%(asctime)s.%(msecs)03dZ %(process)d %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    handler.setFormatter(form)
    _logger.addHandler(handler)
    _logger.setLevel(logging.INFO)
    _logger.propagate = False


def note(event: str, *, case: str | None = None, **codes: str | int) -> None:
    """Write one event. What is no code is written as “?”, so that no text of a person can get in by mistake."""
    if not _logger.handlers:
        return
    parts = [_safe(event, _CODE), *(f"{name}={_safe(str(value), _CODE)}" for name, value in codes.items())]
    if case is not None:
        parts.append(f"case={_safe(case, _NUMBER)}")
    _logger.info(" ".join(parts))


def where_raised(error: BaseException) -> str:
    """The class of an error and the line it comes from; never its message, which may hold a person's data."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_globals.get('__name__', '?')}:{place.tb_lineno}" if place is not None else "?"
    return f"{type(error).__name__} {where}"


def _safe(text: str, form: re.Pattern[str]) -> str:
    return text if form.fullmatch(text) else "?"
