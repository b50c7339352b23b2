"""What a person hears who goes through a part of the window, and what that lacks."""

from __future__ import annotations

from collections.abc import Iterator

from tests.e2e.hands_and_ears import Heard, Person

_MOST = 150  # stops of one page
_SAME_ROUND = 4  # stops met before, one after the other: two things may have one name
_STATES = {"check box": "checkable", "combo box": "expandable", "text": "editable", "password text": "editable"}
_SPEAKING = {
    "check box", "combo box", "push button", "toggle button", "radio button", "text", "password text", "spin button",
    "page tab list", "page tab", "table", "table cell", "list", "list item", "tree", "tree item", "tree table",
    "menu item", "filler", "scroll pane", "viewport",  # a long page that arrow keys move, and a page of a scan
}  # fmt: skip


def lacks(heard: Heard) -> Iterator[str]:
    """What a person who hears this is not told."""
    if not heard.called.strip():
        yield f"a {heard.role} in {heard.inside} has no name"
    if heard.role not in _SPEAKING:
        yield f"“{heard.called}” says that it is a {heard.role}"
    wanted = _STATES.get(heard.role)
    if wanted is not None and wanted not in heard.states and "read only" not in heard.states:
        yield f"“{heard.called}”, a {heard.role}, is not {wanted}"
    if heard.role == "combo box" and not (heard.label or heard.description):
        yield f"the list at “{heard.name}” in {heard.inside} does not say what is chosen in it"


def once_round(person: Person) -> list[Heard]:
    """Everything that Tab reaches, once round."""
    heard: list[Heard] = []
    met: set[tuple[str, str, tuple[str, ...]]] = set()
    again = 0
    while again < _SAME_ROUND and len(heard) < _MOST:
        moved = person.tab_on()
        if moved is None:
            break  # it is the only one
        here = moved
        place = (here.called, here.role, here.inside)
        again = again + 1 if place in met else 0
        met.add(place)
        heard.append(here)
    assert len(heard) < _MOST, "Tab goes round"
    return heard
