"""Long work that is stopped leaves nothing: no file, no entry, and the next call works as before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from caseman.domain.lifecycle import Step
from caseman.services.auditing import verify_file
from caseman.services.desk import Desk
from caseman.services.export import writing
from caseman.services.export.writing import export_set
from caseman.services.stopping import Stop, Stopped
from tests.services.walking import Walk

_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT begun() UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


class _AskedAfter(Stop):
    """Asked for by itself at the given step."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self._left = steps

    def heed(self) -> None:
        if self._left == 0:
            self.ask()
        self._left -= 1
        super().heed()


@pytest.mark.parametrize("steps", [0, 1, 2, 10, 25])
def test_a_stopped_export_writes_nothing(
    walk: Walk, tmp_path: Path, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_TICK", 1)  # rows between two looks
    for _ in range(3):
        walk.to(Step.CASE)
    before, folder, there = walk.desk.anchor(), tmp_path / "out" / "set", set(tmp_path.iterdir())
    with pytest.raises(Stopped):
        export_set(walk.desk, folder, stop=_AskedAfter(steps))
    assert set(tmp_path.iterdir()) == there
    assert walk.desk.anchor() == before
    assert dict(export_set(walk.desk, folder, stop=Stop()).rows)["ledger"] == 3


@pytest.mark.parametrize("steps", [0, 1, 2, 4])
def test_a_stopped_check_says_so_and_finds_no_fault(walk: Walk, steps: int) -> None:
    walk.to(Step.LETTER)
    with pytest.raises(Stopped):
        verify_file(walk.desk, _AskedAfter(steps))
    assert verify_file(walk.desk).sound


def test_a_query_under_way_is_broken_off(walk: Walk) -> None:
    begun, stop = Event(), Stop()

    def asker() -> None:
        begun.wait()
        stop.ask()

    thread = Thread(target=asker)
    thread.start()
    with pytest.raises(Stopped):
        _run(walk.desk, begun, stop)
    thread.join()
    assert verify_file(walk.desk).sound


def _run(desk: Desk, begun: Event, stop: Stop) -> None:
    def note() -> int:
        begun.set()
        return 1

    with stop.watch(desk.file), desk.reading() as session:
        driver: Callable[..., None] = session.connection().connection.driver_connection.create_function  # type: ignore[union-attr]
        driver("begun", 0, note)
        session.connection().exec_driver_sql(_ENDLESS).all()


def test_another_failure_of_the_database_is_not_taken_for_a_stop(walk: Walk) -> None:
    with pytest.raises(Exception, match="no such table"), Stop().watch(walk.desk.file), walk.desk.reading() as session:
        session.connection().exec_driver_sql("SELECT * FROM nowhere")
