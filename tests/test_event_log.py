"""The log names events and case numbers, and nothing that a person typed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseman import log
from tests.services.walking import PRINCIPAL, Walk


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(log, "log_path", lambda: tmp_path / "log" / "events.log")
    monkeypatch.setattr(log, "_logger", logging.getLogger(f"caseman.events.{tmp_path.name}"))
    log.start_log()
    yield tmp_path / "log" / "events.log"
    for handler in log._logger.handlers:
        handler.close()


def test_each_step_is_named_with_its_case(written: Path, walk: Walk) -> None:
    number = walk.case()
    walk.identity(number)
    lines = written.read_text(encoding="utf-8").splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == [
        "envelope_logged", f"case_opened case={number}", f"identity_checked case={number}",
    ]  # fmt: skip
    assert PRINCIPAL["name"] not in written.read_text(encoding="utf-8")
    assert written.stat().st_mode & 0o777 == 0o600


def test_a_step_that_failed_is_not_named(written: Path, walk: Walk) -> None:
    walk.case()
    before = written.read_text(encoding="utf-8")
    with pytest.raises(Exception, match="no case"):
        walk.identity("P-2026-9999")
    assert written.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("event", "codes"), [("髙橋 一郎", {}), ("opened", {"where": "/home/見本"}), ("opened", {"code": "a b\nc"})]
)
def test_what_is_no_code_is_not_written(written: Path, event: str, codes: dict[str, str]) -> None:
    log.note(event, **codes)
    line = written.read_text(encoding="utf-8")
    assert "?" in line
    assert not any(value in line for value in codes.values())
    assert "髙橋" not in line


def test_it_rotates_and_stays_small(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = log._logger.handlers[0]
    monkeypatch.setattr(handler, "maxBytes", 2000)
    for _ in range(200):
        log.note("opened")
    files = list(written.parent.iterdir())
    assert len(files) == 4
    assert all(path.stat().st_size <= 2000 for path in files)
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)


def test_a_bug_is_told_by_its_class_and_line() -> None:
    with pytest.raises(ValueError, match="invalid literal") as raised:
        int(PRINCIPAL["name"])
    told = log.where_raised(raised.value)
    assert told.startswith(("ValueError tests.test_event_log:", "ValueError test_event_log:"))
    assert PRINCIPAL["name"] not in told
