"""A day at the window, as a program of its own: FILE SCAN, with the passphrase and what is typed as JSON on stdin.

An envelope with a scan, a case up to the letter, the settings, a lock with something half typed, and a bug.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from caseman import log
from caseman.domain.lifecycle import Step
from caseman.domain.requests import RequestType
from caseman.domain.settings import Setting
from caseman.hardening import harden
from ui.app import catch_bugs, make_application
from ui.pages.case import CasePage
from ui.pages.post.page import PostPage
from ui.pictures import settle
from ui.window import Window


class Day:
    """The window and what is typed into it."""

    def __init__(self, window: Window, typed: dict[str, str]) -> None:
        self.window = window
        self.typed = typed

    def settle(self) -> None:
        settle(self.window.runner)

    def told(self, stage: str, *, holds: bool = True) -> None:
        """Say that a stage was reached; when it was not, end without saying why."""
        self.settle()
        self.window.grab()
        if not holds:
            sys.stdout.write(f"not {stage}\n")
            sys.exit(1)
        sys.stdout.write(f"{stage}\n")

    def unlock(self, stage: str) -> None:
        self.window.unlock_page.passphrase.setText(self.typed["passphrase"])
        self.window.unlock_page.unlock()
        self.settle()
        self.told(stage, holds=self.window.desk_view is not None)

    @property
    def view(self) -> Any:
        assert self.window.desk_view is not None
        return self.window.desk_view

    @property
    def case_page(self) -> CasePage:
        page = self.view.pages["case"]
        assert isinstance(page, CasePage)
        return page

    def log_and_open(self, scan: Path) -> None:
        """An envelope with a scan, and a case from it."""
        self.view.go("post")
        page = self.view.pages["post"]
        assert isinstance(page, PostPage)
        envelope = page.envelope_form
        today = self.view.session.today().isoformat()
        envelope.form.set_values({"arrived_on": today, "sender_as_written": self.typed["name"]})
        envelope.drop.add_files([scan])
        self.settle()
        envelope.submit()
        self.settle()
        self.told("envelope logged", holds=page.case_form.envelope_id is not None)
        case = page.case_form
        case.asked[RequestType.DISCLOSURE].setChecked(True)
        person = {f"principal.{name}": self.typed[name] for name in ("name", "kana", "address", "telephone", "email")}
        case.form.set_values({**person, "principal.postal_code": "000-0001", "scope.disclosure": self.typed["reason"]})
        case.submit()
        self.settle()
        self.told("case opened", holds=self.view.place.startswith("case:"))

    def take_steps(self) -> None:
        """Identity, fee, date and a refusal, up to the letter on the screen."""
        today = self.view.session.today().isoformat()
        agrees = dict.fromkeys(("name_agrees", "address_agrees", "birth_date_agrees", "masked"), True)
        steps: dict[Step, dict[str, Any]] = {
            Step.IDENTITY: {"document": "drivers_licence", "expires_on": "2099-04-01", **agrees},
            Step.FEE: {"amount": "5250", "paid_on": today, "matched_on": today, "payer": self.typed["kana"]},
            Step.DATE: {},
            Step.DECISION: {"outcome": "refuse", "ground": "identity", "reason": self.typed["reason"]},
        }
        for step, values in steps.items():
            panel: Any = self.case_page.panels[step]
            self.case_page.go_to(step)
            self.settle()
            if values:
                panel.form.set_values(values)
            panel.submit()
            self.settle()
            done = self.case_page.view is not None and self.case_page.view.next_step is not step
            self.told(f"{step.value} done", holds=done)
        self.case_page.go_to(Step.LETTER)
        self.settle()
        self.told("letter shown", holds=self.case_page.letter_view.pages > 0)

    def look_around(self) -> None:
        """A search, every place, and both languages."""
        self.view.search.setText(self.typed["name"])
        self.view.search.returnPressed.emit()
        self.settle()
        for place in ("today", "cases", "letters", "audit", "keys", "settings"):
            self.view.go(place)
            self.settle()
        settings: Any = self.view.pages["settings"]
        settings.choice(Setting.IDLE_SECONDS).control.setValue(240)
        language = settings.choice(Setting.LANGUAGE).control
        language.setCurrentIndex(1)
        language.activated.emit(1)
        self.told("settings shown", holds=self.view is not None)

    def lock_and_come_back(self) -> None:
        """With something half typed."""
        self.view.go("post")
        self.view.pages["post"].envelope_form.form.set_values({"note": self.typed["draft"]})
        self.window.lock()
        self.settle()
        self.told("locked", holds=self.window.desk_view is None)
        self.unlock("back")

    def meet_a_bug(self) -> None:
        """Its message holds a name, as messages do."""

        def bug() -> None:
            raise KeyError(self.typed["name"])

        self.window.runner.run(bug, lambda _: None)
        self.settle()
        box = self.window._crash_box
        shown = box is not None and "KeyError" in box.text() and self.typed["name"] not in box.text()
        self.told("crash told", holds=shown and self.window.session is None)


def main() -> int:
    typed = json.loads(sys.stdin.read())
    harden()
    log.start_log()
    make_application(["caseman"])
    window = Window(Path(sys.argv[1]))
    catch_bugs(window)
    window.show()
    day = Day(window, typed)
    stages: tuple[Callable[[], None], ...] = (
        lambda: day.unlock("unlocked"),
        lambda: day.log_and_open(Path(sys.argv[2])),
        day.take_steps,
        day.look_around,
        day.lock_and_come_back,
        day.meet_a_bug,
    )
    for stage in stages:
        stage()
    window.close()
    settle(window.runner)
    window.shut_down()
    return 0


if __name__ == "__main__":
    sys.exit(main())
