"""What a screen reader is told, over the real bus, while somebody goes through every page with real keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseman.text import Language
from tests.e2e.desk_walk import DeskWalk, at_the_desk
from tests.e2e.hands_and_ears import Heard, Person
from tests.e2e.x_session import missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

_PLACES = 9
_ROLES_WITH_STATE = {"check box": "checkable", "combo box": "expandable", "text": "editable"}
_SPEAKING = {
    "check box", "combo box", "push button", "toggle button", "radio button", "text", "password text", "spin button",
    "page tab list", "page tab", "table", "table cell", "list", "list item", "tree", "tree item", "tree table", "label",
    "document frame", "panel", "menu item", "menu bar", "date editor", "slider",
}  # fmt: skip


def _faults(heard: Heard) -> Iterator[str]:
    """What a person who hears this is not told."""
    if not heard.called.strip():
        yield f"a {heard.role} in {heard.inside} has no name"
    if heard.role not in _SPEAKING:
        yield f"“{heard.called}” says that it is a {heard.role}"
    wanted = _ROLES_WITH_STATE.get(heard.role)
    if wanted is not None and wanted not in heard.states and "read only" not in heard.states:
        yield f"“{heard.called}”, a {heard.role}, is not {wanted}"
    if heard.role == "combo box" and not (heard.label or heard.description):
        yield f"the list at “{heard.name}” does not say what is chosen in it"


def _all_round(person: Person) -> list[Heard]:
    """Everything that Tab reaches, until it comes back to where it began."""
    first = person.focus()
    heard = [first]
    while (here := person.tab()) != first and len(heard) < 150:
        heard.append(here)
        if heard.count(here) > 2:
            break  # it goes round without the first one, which is not reached any more
    return heard


def test_every_page_says_what_it_holds(tmp_path: Path, office_path: Path) -> None:
    faults: dict[str, list[str]] = {}
    with at_the_desk(tmp_path, office_path, Language.EN) as (person, process):
        walk = DeskWalk(person, Language.EN)
        walk.unlock()
        for place in range(1, _PLACES + 1):
            person.press(f"ctrl+{place}")
            person.focus(person.ears.heard - 1)
            found = [fault for heard in _all_round(person) for fault in _faults(heard)]
            if found:
                faults[str(place)] = list(dict.fromkeys(found))
        walk.quit(process)
    assert not faults, faults
