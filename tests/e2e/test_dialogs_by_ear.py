"""Every dialog, opened by real keys and heard by a screen reader: each control says what it is, Tab stays within, the
keyboard begins somewhere sensible, Esc leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from caseman.domain.lifecycle import Step
from caseman.text import Language
from tests.e2e.desk_walk import DeskWalk, at_the_desk
from tests.e2e.hands_and_ears import Heard, Person
from tests.e2e.what_is_heard import lacks, once_round
from tests.e2e.x_session import missing
from tests.services.attached_walk import attach, decided, photograph
from tests.services.walking import PASSPHRASE, Office, TickingClock, Walk, open_copy

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


@dataclass(frozen=True)
class Desk:
    """Somebody at an office that has something for each dialog."""

    person: Person
    walk: DeskWalk
    attached: str  # a case whose attachment can be redacted
    unmasked: str  # one with a scan in quarantine
    to_send: str  # one whose letter is made

    def command(self, text: str) -> None:
        """Have a command done, through the palette."""
        self.person.press("ctrl+k")
        self.person.wait_within("Find a command or a case")
        self.person.type(text)
        self.person.wait_typed(text)
        self.person.press("Return")

    def at_case(self, number: str, step: Step) -> None:
        """Go to a step of a case."""
        self.walk.find_case(number)
        self.person.wait_shown(number, "label")
        self.person.press(f"ctrl+alt+{list(Step).index(step) + 1}")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, office: Office) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("dialogs")
    file = office.copy_to(folder)
    clock = TickingClock()
    opened = open_copy(office, file, clock)
    done = Walk(opened, clock)
    attached = decided(done, part=True)
    attach(done, attached)
    unmasked = done.case(
        envelope=done.envelope(scans=({"name": "card.png", "data": photograph(), "shows": ["my_number"]},))
    )
    to_send = done.to(Step.LETTER)
    opened.close()
    with at_the_desk(folder, file, Language.EN, (PASSPHRASE,)) as (person, _process):
        walk = DeskWalk(person, Language.EN)
        walk.unlock()
        yield Desk(person, walk, attached, unmasked, to_send)


def _palette(desk: Desk) -> None:
    desk.person.press("ctrl+k")


def _shortcuts(desk: Desk) -> None:
    desk.person.press("ctrl+slash")


def _about(desk: Desk) -> None:
    desk.command("About caseman")


def _lifecycle(desk: Desk) -> None:
    desk.command("How a case goes")


def _restore(desk: Desk) -> None:
    desk.command("Bring back a backup")


def _new_office(desk: Desk) -> None:
    desk.person.press("ctrl+n")


def _mask(desk: Desk) -> None:
    desk.at_case(desk.unmasked, Step.CASE)
    desk.person.push("Mask…")


def _redact(desk: Desk) -> None:
    desk.at_case(desk.attached, Step.LETTER)
    desk.person.go_to("Attachments")
    desk.person.press("Down")
    desk.person.push("Redact…")


def _compare(desk: Desk) -> None:
    desk.at_case(desk.to_send, Step.DISPATCH)
    desk.person.push("Compare before sending…")


def _columns(desk: Desk) -> None:
    desk.person.press("ctrl+4")
    desk.person.push("Columns and order")
    desk.person.press("Down", "Return")


_DIALOGS: dict[Callable[[Desk], None], tuple[str, str]] = {  # how it is opened, its title, where the keyboard begins
    _palette: ("Find a command or a case", "text"),
    _shortcuts: ("Keyboard shortcuts", "text"),
    _about: ("About caseman", ""),
    _lifecycle: ("How a case goes", ""),
    _restore: ("Bring back a backup", "text"),
    _new_office: ("Set up a new office", "text"),
    _mask: ("Mask a scan", ""),
    _redact: ("Redact an attachment", ""),
    _compare: ("Compare before sending", "text"),
    _columns: ("Columns", "list item"),
}


@pytest.mark.parametrize("opened", _DIALOGS, ids=lambda opened: opened.__name__.strip("_"))
def test_a_dialog_says_what_everything_in_it_is(desk: Desk, opened: Callable[[Desk], None]) -> None:
    person = desk.person
    title, begins = _DIALOGS[opened]
    opened(desk)
    first = person.wait_within(title)
    assert begins in ("", first.role), first
    heard = [first, *once_round(person)]
    assert [each for each in heard if title not in each.inside] == [], "Tab stays in it"
    print(title, [(h.called, h.role, h.description[:40]) for h in heard])
    found = dict.fromkeys(fault for each in (*heard, *_within(person, title)) for fault in lacks(each))
    person.press("Escape")
    person.wait_in("frame")
    assert list(found) == []


def _within(person: Person, title: str) -> Iterator[Heard]:
    """What is in sight in a dialog and can be worked with, whether Tab comes to it or not."""
    for each in person.everything():
        if title in each.inside and "focusable" in each.states and each.role != "dialog":
            yield each
