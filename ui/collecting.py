"""Python's search for what nothing refers to any more, kept away from a person's work.

A full search looks at every object there is and holds all threads meanwhile: 0.1 s and more once the core is loaded and
the desk is built. What stays as long as the program is set aside, so that a search looks at what came since.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def building_what_stays() -> Iterator[None]:
    """No search while this is built, and none that looks at it later."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if searching:
            gc.enable()


def let_go() -> None:
    """What was set aside may be gone: it is looked at again."""
    gc.unfreeze()
