"""`python -m tests.e2e.journey`: what a standard case costs in keys, beside an office suite; and the stalls of a day.

`python -m tests.e2e.journey keys` counts the keys alone; `stalls` measures the stalls alone, in an office of 100,000
cases that is kept in `build/`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from caseman.text import Language
from tests.benchmarks.offices import filled
from tests.e2e.desk_day import DAY_TYPED, DeskDay
from tests.e2e.desk_walk import Asker, DeskWalk, at_the_desk
from tests.e2e.hands import PACE, Counted
from tests.e2e.suite_walk import at_the_suite, suite_missing
from tests.e2e.x_session import ROOT, missing
from tests.services.walking import make_office

CASES = 100_000
REACH = 50.0  # ms that nothing a person does may wait for
_LAST_DRIVEN = Path(__file__).with_name("suite_driven.json")
_KEPT = ROOT / "build" / "journey"


@dataclass(frozen=True)
class Stall:
    """A stretch in which the window did not listen."""

    step: str
    ms: float
    cpu_ms: float  # computed by the window's thread
    machine_ms: float  # the machine was busy with something else
    where: str

    @property
    def own_ms(self) -> float:
        """What it would have been on a machine that does nothing else."""
        return self.ms - self.machine_ms


def stalls_of_a_day(folder: Path, office: Path) -> list[Stall]:
    """A day at an office, watched; in a copy of its file."""
    folder.mkdir()
    file = folder / office.name
    for each in (office, Path(f"{office}.keys")):
        shutil.copy(each, folder / each.name)
    told = folder / "stalls.jsonl"
    today = datetime.now(UTC).astimezone(ZoneInfo("Asia/Tokyo")).date()
    with at_the_desk(folder, file, Language.JA, DAY_TYPED, stalls=told) as (person, process):
        day = DeskDay(person, Language.JA, folder, today)
        day.unlock()
        day.work()
        for place in range(1, 10):
            person.step(f"go to place {place}")
            person.press(f"ctrl+{place}")
            person.ears.ask("focus", after=person.ears.heard, within=2)
        day.quit(process)
        steps = person.steps
    return list(_by_step(told, steps))


def _by_step(told: Path, steps: list[tuple[str, float]]) -> Iterator[Stall]:
    for line in told.read_text("utf-8").splitlines():
        stall = json.loads(line)
        ended = stall["began"] + stall["ms"] / 1000
        step = next((name for name, began in reversed(steps) if began <= ended), "start")
        yield Stall(step, stall["ms"], stall["cpu_ms"], stall["machine_ms"], (stall["where"] or ["Qt"])[0])


def kept_office() -> Path:
    """The office of 100,000 cases, made once."""
    file = _KEPT / f"sample{CASES}.caseman"
    if file.exists():
        return file
    _KEPT.mkdir(parents=True, exist_ok=True)
    return filled(_KEPT, CASES)


def stall_table(stalls: list[Stall], cases: int) -> str:
    """The longest of each step; `!` marks those beyond the reach. What the machine did meanwhile is not counted."""
    longest: dict[str, Stall] = {}
    for each in stalls:
        if each.step not in longest or each.own_ms > longest[each.step].own_ms:
            longest[each.step] = each
    named = f"step, at {cases:,} cases"
    lines = [f"  {named:<26} {'longest ms':>10} {'of it cpu':>9} {'by the clock':>12}  where"]
    for each in sorted(longest.values(), key=lambda stall: -stall.own_ms):
        mark = "!" if each.own_ms > REACH else " "
        lines.append(
            f"{mark} {each.step:<26} {each.own_ms:>10.0f} {each.cpu_ms:>9.0f} {each.ms:>12.0f}  {each.where[:140]}"
        )
    return "\n".join(lines)


def cost_of_a_case(folder: Path, language: Language) -> Counted:
    """A standard case at the desk, its letter printed."""
    folder.mkdir()
    office = make_office(folder)
    with at_the_desk(folder, office.path, language) as (person, process):
        walk = DeskWalk(person, language)
        walk.unlock()
        person.counted = counted = Counted()
        person.pace = PACE
        walk.whole_case(Asker(), folder / "printed.pdf")
        counted.end()
        walk.quit(process)
    return counted


def cost_in_the_suite(folder: Path) -> Counted:
    """The same case in LibreOffice; what was saved and printed is read back."""
    folder.mkdir()
    asker, day = Asker(), datetime.now(UTC).astimezone(ZoneInfo("Asia/Tokyo")).date()
    with at_the_suite(folder) as walk:
        walk.hands.pace = PACE
        walk.hands.counted = counted = Counted()
        walk.whole_case(asker)
        counted.end()
        walk.prove(asker, day)
    return counted


def suite_row(folder: Path) -> tuple[str, Counted]:
    """What it is called in the table, and its cost: driven now, or when it was last."""
    if not (why := suite_missing()):
        return f"{suite_version()}, driven by keys", cost_in_the_suite(folder)
    last = json.loads(_LAST_DRIVEN.read_text("utf-8"))
    sys.stdout.write(f"{why}; its row is that of {last['driven_on']}.\n")
    return f"{last['suite']}, driven on {last['driven_on']}", Counted(last["keys"], last["signs"], 0.0, last["seconds"])


def suite_version() -> str:
    told = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=True, timeout=60)
    return " ".join(told.stdout.split()[:2])


def cost_table(costs: dict[str, Counted]) -> str:
    lines = [f"  {'a standard case, envelope to end':<44} {'keys':>6} {'signs':>6} {'both':>6} {'seconds':>8}"]
    for name, cost in costs.items():
        both = cost.keys + cost.signs
        lines.append(f"  {name:<44} {cost.keys:>6} {cost.signs:>6} {both:>6} {cost.seconds:>8.1f}")
    lines += [
        f"  Seconds by the clock; in each row the hands rest {PACE} s after a key or sign. At the desk the walker also",
        "  waits to hear each control, in the suite only for windows. The suite checks nothing and keeps no trail.",
    ]
    return "\n".join(lines)


def main(part: str) -> None:
    if why := missing():
        sys.stdout.write(f"{why}\n")
        return
    with tempfile.TemporaryDirectory(prefix="caseman-journey-") as name:
        folder = Path(name)
        if part != "stalls":
            costs = {
                f"caseman ({each.value}), driven by keys": cost_of_a_case(folder / each.value, each)
                for each in Language
            }
            named, cost = suite_row(folder / "suite")
            sys.stdout.write(cost_table(costs | {named: cost}) + "\n\n")
        if part != "keys":
            sys.stdout.write(stall_table(stalls_of_a_day(folder / "day", kept_office()), CASES) + "\n")


if __name__ == "__main__":
    main("".join(sys.argv[1:]))
