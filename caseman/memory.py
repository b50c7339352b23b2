"""Memory that is not needed any more goes back to the system (GNU's C library; elsewhere nothing is done)."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import Final

_M_MMAP_THRESHOLD: Final = -3  # mallopt(3)
_LARGE: Final = 1024 * 1024  # bytes


def keep_large_blocks_apart() -> None:
    """Let each large block, such as a window's picture, go back by itself when it is freed.

    Left alone, the library moves its bound up with the first one that is freed, and keeps such blocks among the small.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)


def trim() -> None:
    """Hand what was freed to the system."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
