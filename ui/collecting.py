"""Python's search for what nothing refers to any more, kept away from a person's work.

A full search looks at every object there is and holds all threads meanwhile: 0.1 s and more once the core is loaded
and the desk is built, and twice as long while the deposits of a full office are matched. What stays as long as the
program is set aside, so that a search looks at what came since; and a full one is made when nobody waits.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_FULL_AFTER = 10  # searches among what is young, as Python has it
_FULL_AT_LAST_AFTER = 2_000  # so that long work, during which nothing rests, does not fill the memory


def search_when_resting() -> None:
    """From now on full searches are left to `rest`, as far as that comes."""
    young, middle, _full = gc.get_threshold()
    gc.set_threshold(young, middle, _FULL_AT_LAST_AFTER)


def rest() -> None:
    """Nobody types and nothing is under way: make the full search that is due, if one is."""
    if gc.get_count()[2] > _FULL_AFTER:
        gc.collect()


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


def hold_off() -> None:
    """No search before `begin`: a start makes much that stays, and is held up by each."""
    gc.disable()


def begin() -> None:
    """The start is over: set aside what it made, and search from now on."""
    gc.freeze()
    gc.enable()
