"""Every action in every state that allows it, taken back; bounded, `CASEMAN_TORTURE=1` walks all pairs."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from caseman.domain.transitions import TRANSITIONS
from caseman.services.desk import Desk
from tests.services.undoing import done_and_taken_back
from tests.services.walking import Office, TickingClock, Walk

_PAIRS = [(row.action, state) for row in TRANSITIONS for state in sorted(row.allowed)]
_BOUNDED = 4


def test_every_action_in_every_state(
    office: Office, open_desk: Callable[[Path], Desk], clock: TickingClock, tmp_path: Path
) -> None:
    pairs = _PAIRS if os.environ.get("CASEMAN_TORTURE") else random.sample(_PAIRS, _BOUNDED)
    walked: Counter[bool] = Counter()
    for at, (action, state) in enumerate(pairs):
        folder = tmp_path / str(at)
        folder.mkdir()
        clock.now = TickingClock().now
        desk = open_desk(office.copy_to(folder))
        walked[done_and_taken_back(Walk(desk, clock), action, state)] += 1
        desk.close()
    print(f"taken back: {walked[True]}, nothing to do it with: {walked[False]}")
    assert walked[True] + walked[False] == len(pairs)
