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
from tests.services.variants import adopt
from tests.services.walking import PASSPHRASE, Office, TickingClock, Walk, open_copy

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


_RECOVERY = "Open with the recovery sheet"


@dataclass(frozen=True)
class Desk:
    """Somebody at an office that has something for each dialog."""

    person: Person
    walk: DeskWalk
    attached: str  # a case whose attachment can be redacted
    unmasked: str  # one with a scan in quarantine
    to_send: str  # one whose letter is made
    recovery: tuple[Heard, ...]  # what was heard of the recovery, before the file was open

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
        self.person.press(f"ctrl+alt+{list(Step).index(step) + 1}")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, office: Office) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("dialogs")
    file = office.copy_to(folder)
    clock = TickingClock()
    opened = open_copy(office, file, clock)
    done = Walk(opened, clock)
    adopt(opened, ('dispatch = "off"', 'dispatch = "warn"'))
    attached = decided(done, part=True)
    attach(done, attached)
    unmasked = done.case(
        envelope=done.envelope(scans=({"name": "card.png", "data": photograph(), "shows": ["my_number"]},))
    )
    to_send = done.to(Step.LETTER)
    opened.close()
    with at_the_desk(folder, file, Language.EN, (PASSPHRASE,)) as (person, _process):
        walk = DeskWalk(person, Language.EN)
        person.wait_at("Passphrase")
        person.push("Open with the recovery sheet…")
        recovery = (person.wait_within(_RECOVERY), *once_round(person))
        person.press("Escape")
        person.wait_in("frame")
        while person.focus().called != "Passphrase":
            person.tab("shift+Tab")
        walk.unlock()
        yield Desk(person, walk, attached, unmasked, to_send, recovery)


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
    desk.person.everything()
    desk.person.go_to_role("list item")
    desk.person.push("Redact…")


def _compare(desk: Desk) -> None:
    desk.at_case(desk.to_send, Step.DISPATCH)
    desk.person.push("Compare before sending…")


def _from_menu_of_list(desk: Desk, entry: str) -> None:
    before = desk.person.ears.heard
    desk.person.press("ctrl+4")
    desk.person.ears.ask("focus", after=before, within=2)  # it may be there already
    desk.person.everything()  # the page is built, and has taken the keyboard
    desk.person.push("List")
    while desk.person.tab("Down").called != entry:
        pass
    desk.person.press("Return")


def _columns(desk: Desk) -> None:
    _from_menu_of_list(desk, "Columns…")


def _keep_list(desk: Desk) -> None:
    _from_menu_of_list(desk, "Keep this list…")


_DIALOGS: dict[Callable[[Desk], None], tuple[str, str]] = {  # how it is opened, its title, where the keyboard begins
    _palette: ("Find a command or a case", "text"),
    _shortcuts: ("Keyboard shortcuts", "text"),
    _about: ("About caseman", ""),
    _lifecycle: ("How a case goes", ""),
    _restore: ("Bring back a backup", "text"),
    _new_office: ("Set up a new office", "combo box"),
    _mask: ("Mask a scan", ""),
    _redact: ("Redact an attachment", ""),
    _compare: ("Compare before sending", "text"),
    _columns: ("Columns", "list"),
    _keep_list: ("Keep this list", "text"),
}


def test_the_recovery_is_heard_before_a_file_is_open(desk: Desk) -> None:
    first, *rest = desk.recovery
    assert first.role in ("text", "push button")
    assert [each for each in desk.recovery if not each.within(_RECOVERY)] == []
    assert len({each.called for each in rest}) > 3
    assert list(dict.fromkeys(fault for each in desk.recovery for fault in lacks(each))) == []


@pytest.mark.parametrize("opened", _DIALOGS, ids=lambda opened: opened.__name__.strip("_"))
def test_a_dialog_says_what_everything_in_it_is(desk: Desk, opened: Callable[[Desk], None]) -> None:
    person = desk.person
    title, begins = _DIALOGS[opened]
    try:
        opened(desk)
        first = person.wait_within(title)
        heard = [first, *once_round(person)]
        everything = [*heard, *_within(person, title)]
    finally:
        person.press("Escape")
    person.wait_in("frame")
    print(title, first.role, [(h.called, h.role, h.description[:40]) for h in heard])
    assert begins in ("", first.role), first
    assert [each for each in heard if not each.within(title)] == [], "Tab stays in it"
    assert list(dict.fromkeys(fault for each in everything for fault in lacks(each))) == []


def _within(person: Person, title: str) -> Iterator[Heard]:
    """What is in sight in a dialog and can be worked with, whether Tab comes to it or not."""
    for each in person.everything():
        if each.within(title) and "focusable" in each.states and each.role not in ("dialog", "filler"):
            yield each
