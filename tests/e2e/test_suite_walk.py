"""The walk in LibreOffice without LibreOffice: what is counted, what its papers hold, and that its proof can fail.

`make journey` drives it, where LibreOffice has windows.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.e2e import journey
from tests.e2e.desk_walk import Asker
from tests.e2e.hands import PACE, Counted, Hands
from tests.e2e.suite_papers import EARLIER, NUMBER, due_after, lines_of, make_register, make_template, row_of
from tests.e2e.suite_walk import SuiteWalk, suite_missing
from tests.e2e.x_session import XSession


class _NoScreen(XSession):
    """Keys go nowhere, and can be read again."""

    def start(self, *command: str, **also: str) -> subprocess.Popen[str]:  # noqa: ARG002
        return subprocess.Popen("cat", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


class _BlindWalk(SuiteWalk):
    def _until(self, came: Callable[[], bool], lost: str) -> None:
        """Nothing comes."""


@pytest.fixture
def walk(tmp_path: Path) -> _BlindWalk:
    walk = _BlindWalk(_NoScreen({}, tmp_path), tmp_path)
    make_register(walk.register)
    return walk


def _pressed(hands: Hands) -> list[str]:
    return hands._hands.communicate(timeout=10)[0].splitlines()


def test_the_kept_count_is_that_of_the_walk(walk: _BlindWalk) -> None:
    walk.whole_case(Asker())
    walk.hands.leave()
    kept = json.loads(journey._LAST_DRIVEN.read_text("utf-8"))
    assert (walk.hands.counted.keys, walk.hands.counted.signs) == (kept["keys"], kept["signs"])
    assert kept["pace"] == PACE


def test_where_the_suite_is_missing_its_last_walk_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(journey, "suite_missing", lambda: "It is not here")
    kept = json.loads(journey._LAST_DRIVEN.read_text("utf-8"))
    named, cost = journey.suite_row(tmp_path)
    assert capsys.readouterr().out == f"It is not here; its row is that of {kept['driven_on']}.\n"
    assert kept["suite"] in named
    assert kept["driven_on"] in named
    row = journey.cost_table({named: cost}).splitlines()[1]
    assert row.split()[-4:] == [f"{kept[each]}" for each in ("keys", "signs")] + [
        f"{kept['keys'] + kept['signs']}",
        f"{kept['seconds']:.1f}",
    ]


def test_nothing_done_is_no_proof(walk: _BlindWalk) -> None:
    walk.hands.leave()
    with pytest.raises(AssertionError, match="'sender': ''"):
        walk.prove(Asker(), date(2026, 11, 24))


def test_the_papers_hold_sample_people(walk: _BlindWalk, tmp_path: Path) -> None:
    walk.hands.leave()
    last = row_of(walk.register, f"P-2026-{EARLIER:04}")
    assert last["sender"].startswith("見本")
    assert last["address"].startswith("見本県")
    assert not any(shown for heading, shown in row_of(walk.register, NUMBER).items() if heading != "number")
    make_template(tmp_path / "letter.ott")
    assert "見本" in lines_of(tmp_path / "letter.ott")[-1]


def test_hands_at_a_pace_rest_after_each_stroke(tmp_path: Path) -> None:
    hands = Hands(_NoScreen({}, tmp_path))
    hands.pace = 0.5
    hands.press("Tab", "ctrl+s")
    hands.type('a"')
    strokes = _pressed(hands)
    assert strokes[1::2] == ["sleep 0.5"] * 4
    assert [stroke.split()[-1] for stroke in strokes[::2]] == ["Tab", "ctrl+s", '"a"', r'"\""']
    assert (hands.counted.keys, hands.counted.signs) == (2, 2)


def test_what_stands_in_for_a_printer_is_not_counted(tmp_path: Path) -> None:
    hands = Hands(_NoScreen({}, tmp_path))
    hands.pace = 0.5
    began = hands.counted.began
    with hands.uncounted():
        hands.replace("a path")
    assert len(_pressed(hands)) == 2
    assert hands.counted == Counted(0, 0, began)
    assert hands.pace == 0.5


def test_a_suite_without_windows_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "libreoffice-writer" in suite_missing()
    starter = tmp_path / "soffice"
    starter.touch(0o700)
    for part in ("libsclo.so", "libswlo.so"):
        (tmp_path / part).touch()
    assert "libreoffice-writer" in suite_missing()
    (tmp_path / "libvclplug_genlo.so").touch()
    assert suite_missing() == ""


@pytest.mark.parametrize(("day", "due"), [("2026-11-24", "2026-12-08"), ("2026-11-29", "2026-12-11")])
def test_weekends_do_not_count_in_the_register(day: str, due: str) -> None:
    assert due_after(date.fromisoformat(day)) == date.fromisoformat(due)
