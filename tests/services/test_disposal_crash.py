"""A process that is killed in the middle of a disposal: the file is as before, or everything went."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from caseman.domain.lifecycle import Step
from caseman.services import case_file, disposal
from caseman.services.auditing import verify_file
from tests.services.disposal_walk import LATER, SECOND, add_second, desk_of, due, propose
from tests.services.walking import PRINCIPAL, Office, TickingClock, Walk, open_copy

_CHILD = """
import os, signal, sys
from pathlib import Path
from datetime import datetime, UTC
from caseman.services import disposal
from caseman.services.desk import Desk
from caseman.storage import engine, file
from caseman.storage.file import open_file
path, key, run, name, at = sys.argv[1:]

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def moved(done):
    if done >= float(at):
        die()

if at == "sweep":
    file.rewrite = lambda _engine: die()
if at == "certify":
    disposal.certificates = lambda *_: die()
clock = lambda: datetime(2030, 1, 15, 3, tzinfo=UTC)
office = open_file(Path(path), None, bytes.fromhex(key), clock())
number = at if at.isalpha() else ""
disposal.confirm(Desk(office, name, clock), run, progress=moved if not number else lambda _done: None)
"""


@pytest.mark.parametrize(
    ("at", "gone"), [("0", False), ("0.3", False), ("0.8", True), ("sweep", True), ("certify", True)]
)
def test_a_kill_leaves_before_or_after(walk: Walk, office: Office, tmp_path: Path, at: str, gone: bool) -> None:
    numbers = [walk.to(Step.CLOSE) for _ in range(2)]
    add_second(walk)
    walk.clock.set_day(LATER)
    run = propose(walk.desk)
    path = walk.desk.file.path
    walk.desk.close()
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path), office.data_key.hex(), run, SECOND, at],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=Path(__file__).parents[2],
    )
    assert child.returncode == -9, child.stderr
    clock = TickingClock()
    clock.set_day(LATER)
    desk = open_copy(office, path, clock)
    try:
        assert verify_file(desk).sound
        names = {case_file.show_case(desk, number).people[0].name for number in numbers}
        assert names == ({"―"} if gone else {PRINCIPAL["name"]})
        again = desk_of(Walk(desk, clock), SECOND)
        if gone:
            with desk.reading() as session:
                swept = "SELECT swept_at FROM disposal_run"
                assert session.connection().exec_driver_sql(swept).scalar_one() is None
            disposal.finish(again)
            with desk.reading() as session:
                assert session.connection().exec_driver_sql(swept).scalar_one() is not None
        else:
            assert disposal.confirm(again, run).disposed == 6
        assert due(desk) == {}
    finally:
        desk.close()
