"""Whether there are rules is told alike by the light way of the window and by the reader of the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseman import rules_place
from caseman.workstation_rules import forget_rules, rules
from tests.rolled_out import roll_out


def test_rules_that_were_read_stay_in_force_without_their_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = roll_out("[lock]\nidle_seconds = 60", tmp_path, monkeypatch)
    assert rules().idle_seconds(180) == 60
    path.unlink()
    assert rules_place.rules_there()
    assert rules().idle_seconds(180) == 60


def test_that_there_is_no_file_holds_until_it_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = roll_out("[lock]\nidle_seconds = 60", tmp_path, monkeypatch)
    text = path.read_bytes()
    path.unlink()
    assert not rules_place.rules_there()
    path.write_bytes(text)
    assert rules().values == {}
    forget_rules()
    assert rules_place.rules_there()
    assert rules().idle_seconds(180) == 60
