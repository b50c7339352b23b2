"""Killed at any moment of its work, the program has lost nothing that it had acknowledged, and the file is sound.

A process that has loaded the program makes a child for each kill (SIGKILL). Every file is killed 25 times over, so that
what recovered from a kill is killed again. Bounded; `CASEMAN_TORTURE=1` kills 2,000 times.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseman.services.auditing import verify_file
from tests.services.walking import Office, TickingClock, open_copy
from tests.torture.child import Ack, lost

KILLS = 2000 if os.environ.get("CASEMAN_TORTURE") == "1" else 25
OF_ONE_FILE = 25
CASES = 2.5  # a child is killed within the time that so many cases take
REPOSITORY = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need fork, which this system does not have")


class Server:
    """The process that makes the children and kills them."""

    def __init__(self, process: subprocess.Popen[str], key: bytes) -> None:
        self._process = process
        self._key = key
        self.seconds_a_case = float(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def kill(self, path: Path, seconds: float, run: int) -> list[Ack]:
        """Work at a file in a child that is killed after so long; what it acknowledged."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([seconds, str(path), self._key.hex(), run]) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._line())
        assert told["killed"], "the child failed before it was killed; its error stands on standard error"
        return [Ack(**each) for each in told["acks"]]


@pytest.fixture
def server(office: Office, tmp_path: Path) -> Iterator[Server]:
    warm = tmp_path / "warm"
    warm.mkdir()
    command = [sys.executable, "-m", "tests.torture.child", "serve", str(office.copy_to(warm)), office.data_key.hex()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as process:
        yield Server(process, office.data_key)
        assert process.stdin is not None
        process.stdin.close()


def test_every_acknowledged_action_is_found_after_a_kill(
    server: Server, office: Office, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    moments, last = random.Random(20261124), Counter[str]()
    acknowledged, gone, corrupt = 0, list[Ack](), list[object]()
    of_this_file: list[Ack] = []
    path = Path()
    for kill in range(KILLS):
        if kill % OF_ONE_FILE == 0:
            folder = tmp_path / str(kill)
            folder.mkdir()
            path, of_this_file = office.copy_to(folder), []
        acks = server.kill(path, moments.random() * CASES * server.seconds_a_case, kill)
        acknowledged += len(acks)
        last[acks[-1].deed if acks else "nothing"] += 1
        of_this_file += acks
        desk = open_copy(office, path, TickingClock())
        with desk.reading() as session:
            gone += lost(session.connection(), of_this_file)
        check = verify_file(desk)
        corrupt += [] if check.sound else [check]
        desk.close()
    moment = ", ".join(f"{count} after {deed}" for deed, count in last.most_common())
    sys.stdout.write(
        f"\nkill -9: {KILLS} kills ({moment}): {acknowledged} acknowledged, {len(gone)} lost, {len(corrupt)} corrupt\n"
    )
    record_property("kills", f"{KILLS} kills, {acknowledged} acknowledged, {len(gone)} lost, {len(corrupt)} corrupt")
    assert gone == []
    assert corrupt == []
    assert acknowledged > KILLS, "the children were killed before they did anything"
    assert len(last) > min(KILLS // 5, 8), "the kills fell at few kinds of moment"


def test_the_search_for_what_was_lost_finds_a_loss(office: Office, office_path: Path) -> None:
    """The control: an entry, a row, or another head that is not there is told as lost."""
    from tests.torture.child import work

    acks: list[Ack] = []
    own = Office(office_path, office.keyslots, office.data_key)
    work(own, 1, acks.append, cases=1)
    assert [ack.deed for ack in acks][:3] == ["envelope", "case", "identity"]
    desk = open_copy(own, office_path, TickingClock())
    with desk.file.engine.connect() as connection:
        assert lost(connection, acks) == []
        other = Ack("case", acks[1].key, acks[1].anchor[:-1] + "=")
        assert lost(connection, [*acks, other]) == [other]
        connection.exec_driver_sql("DELETE FROM book_entry")
        assert [ack.deed for ack in lost(connection, acks)] == ["payment"]
        connection.rollback()
    desk.close()
