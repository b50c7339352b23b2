"""A person at the program who sees nothing: keys go in through the X server, a screen reader tells what is known."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.hands import Hands
from tests.e2e.x_session import PYTHON, ROOT, XSession

LONGEST = 60.0  # seconds that anything may take before it counts as lost; the machine may be busy
_READER = str(Path(__file__).with_name("at_spi_reader.py"))
_MOST_TABS = 120
_STAYS = 5.0  # seconds after which the keyboard has nowhere else to go
_TURN = 0.5  # seconds after which a list that did not move is at its end


class Lost(AssertionError):
    """What was waited for did not come."""


@dataclass(frozen=True)
class Heard:
    """What a screen reader tells of a thing."""

    name: str
    label: str
    role: str
    description: str
    states: tuple[str, ...]
    text: str
    value: float | None
    window: str
    inside: tuple[str, ...]

    @property
    def called(self) -> str:
        """How a person calls it: by the label before it, else by its own name."""
        return self.label or self.name

    @property
    def grouped(self) -> bool:
        """Whether it is in a group of its window that has a name."""
        return len(self.inside) > 0 and not self.inside[0].endswith("caseman")

    def within(self, title: str) -> bool:
        """Whether it is in a dialog of this title."""
        return any(each.partition(" — ")[0] == title for each in self.inside)

    @classmethod
    def of(cls, told: dict[str, Any]) -> Heard:
        return cls(**{**told, "states": tuple(told["states"]), "inside": tuple(told["inside"])})


class Ears:
    """Asks the screen reader's process."""

    def __init__(self, session: XSession, process_id: int) -> None:
        self._process = session.start(PYTHON, _READER, str(process_id), PYTHONPATH="")
        self.heard = 0
        self._receive()

    def ask(self, do: str, *, within: float = LONGEST, **details: Any) -> Any:
        """None when it did not come in time."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, "within": within, "with": details}) + "\n")
        self._process.stdin.flush()
        return self._receive()

    def _receive(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise Lost("the screen reader ended")
        told = json.loads(line)
        self.heard = told["heard"]
        return told["found"]

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


class Person(Hands):
    """Presses keys and listens."""

    def __init__(self, session: XSession, ears: Ears) -> None:
        super().__init__(session)
        self.ears = ears
        self.steps: list[tuple[str, float]] = []  # what was begun, and when (the clock that stalls are told by)
        self.on_loss: Callable[[], None] = lambda: None

    # --- hands that know where they are

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type over what stands there."""
        here = self.go_to(name)
        if here.text:
            self.replace(text)
        else:
            self.type(text)
        self.wait_typed(text)

    def wait_typed(self, whole: str) -> None:
        """Until this stands where the keyboard is."""
        self._wait("text", whole=whole)

    def choose(self, name: str, value: str) -> None:
        """Go to a list of terms and move to one of them."""
        here = self.go_to(name)
        seen = [here.name]
        for key in ("Down", "Home", "Down"):
            while here.name != value:
                self.press(key)
                moved = self.ears.ask("value", before=here.name, within=_TURN)
                if moved is None:
                    break  # at the end of the list
                here = Heard.of(moved)
                seen.append(here.name)
        if here.name != value:
            raise self.lost(f"“{value}” is not among {list(dict.fromkeys(seen))}")

    def tick(self, name: str) -> None:
        """Go to a box and tick it, where it is not."""
        if "checked" not in self.go_to(name).states:
            self.press("space")
            self.wait_state("checked")

    def choose_tab(self, title: str) -> None:
        """Go to the tabs of the page and move to one of them."""
        here = self._go_until(lambda here: here.role == "page tab list", "page tab list")
        while here.name != title:
            self.press("Right")
            here = Heard.of(self._wait("value", before=here.name))

    def tab_back_to(self, title: str) -> None:
        """Go back to the tabs, which stand before the first thing of a page, and to one before that in sight."""
        here = self.focus()
        while here.role != "page tab list":
            here = self.tab("shift+Tab")
        while here.name != title:
            self.press("Left")
            here = Heard.of(self._wait("value", before=here.name))

    def next_tab(self) -> str | None:
        """Go to the tabs and to the one after that in sight; None after the last."""
        here = self._go_until(lambda here: here.role == "page tab list", "page tab list")
        self.press("Right")
        moved = self.ears.ask("value", before=here.name, within=_TURN)
        return None if moved is None else Heard.of(moved).name

    def push(self, name: str, *, grouped: bool = False) -> None:
        """Go to a button and press it."""
        self.go_to(name, grouped=grouped)
        self.press("space")

    # --- ears

    def step(self, name: str) -> None:
        """A new step of the work begins."""
        self.steps.append((name, time.monotonic()))

    def focus(self, after: int = -1) -> Heard:
        """Where the keyboard is."""
        return Heard.of(self._wait("focus", after=after))

    def tab(self, key: str = "Tab") -> Heard:
        """Go on, and hear where one is now."""
        before = self.ears.heard
        self.press(key)
        return self.focus(before)

    def tab_on(self) -> Heard | None:
        """Go on; None where the keyboard stays where it is."""
        before = self.ears.heard
        self.press("Tab")
        moved = self.ears.ask("focus", after=before, within=_STAYS)
        return None if moved is None else Heard.of(moved)

    def go_to(self, name: str, *, grouped: bool = False) -> Heard:
        """Go on with Tab until one hears a name; `grouped`: in a group that has a name of its own."""
        return self._go_until(lambda here: here.called == name and (here.grouped or not grouped), name)

    def go_to_group(self, name: str) -> Heard:
        """Go on until one is in a group of this name."""
        return self._go_until(lambda here: name in here.inside, name)

    def go_to_role(self, *roles: str) -> Heard:
        """Go on until one is at such a thing."""
        return self._go_until(lambda here: here.role in roles, " or ".join(roles))

    def _go_until(self, reached: Callable[[Heard], bool], wanted: str) -> Heard:
        here = self.focus()
        seen = []
        for _ in range(_MOST_TABS):
            if reached(here):
                return here
            seen.append(here.called)
            here = self.tab()
        raise self.lost(f"“{wanted}” is not among {list(dict.fromkeys(seen))}")

    def wait_at(self, name: str) -> Heard:
        """Until the keyboard is at a name."""
        return Heard.of(self._wait("focus_named", name=name))

    def wait_state(self, state: str) -> Heard:
        """Until where the keyboard is has a state."""
        return Heard.of(self._wait("state", state=state))

    def wait_text(self) -> Heard:
        """Until something stands where the keyboard is."""
        return Heard.of(self._wait("text"))

    def wait_in(self, window: str, role: str = "") -> Heard:
        """Until the keyboard is in such a window (`frame`, `dialog`), at something of such a role."""
        return Heard.of(self._wait("focus_in", window=window, role=role))

    def wait_within(self, name: str) -> Heard:
        """Until the keyboard is in a dialog, or another part, of this name."""
        return Heard.of(self._wait("focus_within", name=name))

    def wait_row(self, table: str, cell: str) -> None:
        """Until the first row of a table has a cell that reads so."""
        self._wait("first_row", name=table, cell=cell)

    def wait_said(self, part: str, after: int = -1, within: float = LONGEST) -> str:
        """Until something with this part is announced."""
        return str(self._wait("said", within, part=part, after=after))

    def wait_shown(self, name: str, *roles: str, part: bool = False) -> Heard:
        """Until something in sight has this name."""
        return Heard.of(self._wait("shown", name=name, roles=roles, part=part))

    def everything(self) -> list[Heard]:
        return [Heard.of(each) for each in self.ears.ask("everything")]

    def _wait(self, do: str, within: float = LONGEST, **details: Any) -> Any:
        found = self.ears.ask(do, within=within, **details)
        if found is None:
            raise self.lost(f"{do} {details} did not come")
        return found

    def lost(self, why: str) -> Lost:
        self.on_loss()
        here = self.ears.ask("focus", within=0.1)
        said = self.ears.ask("everything_said", within=1)
        return Lost(f"{why}; the keyboard is at {here}; said: {said[-3:] if said else said}")


@contextmanager
def person_at(
    session: XSession, *command: str, environment: dict[str, str] | None = None
) -> Iterator[tuple[Person, subprocess.Popen[str]]]:
    """Start a program and sit down at it, once its window is there."""
    process = session.start(*command, PYTHONPATH=str(ROOT), **(environment or {}))
    try:
        ears = Ears(session, process.pid)
        try:
            person = Person(session, ears)
            person.on_loss = lambda: session.picture(session.folder / "lost.png")
            person._wait("program")
            try:
                yield person, process
            finally:
                person.leave()
        finally:
            ears.close()
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGTERM)
        process.communicate(timeout=30)
