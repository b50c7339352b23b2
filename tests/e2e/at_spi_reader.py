"""What a screen reader knows of a program, as a program of its own: requests and answers are lines of JSON.

It runs under the system's Python, which has Debian's python3-pyatspi; the program's own has not. Events are taken as
they come, and an answer that waits for one is given when it came. Some changes have no event: so it also looks from
time to time while somebody waits.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi
import pyatspi

gi.require_version("GLib", "2.0")
from gi.repository import GLib  # noqa: E402

_ROLES_OF_MANY = ("table", "list", "tree table", "tree")  # what they hold is asked for, never walked through
_LOOK_EVERY_MS = 30
_BEHIND_TITLE = " — "  # what stands behind it names the program
_HEARD = (
    "object:state-changed:focused",
    "object:announcement",
    "object:state-changed:showing",
    "object:property-change:accessible-name",
    "window:activate",
)


class Reader:
    """Follows one program by the id of its process."""

    def __init__(self, process_id: int) -> None:
        self.process_id = process_id
        self.heard = 0  # how many events came
        self.focused: Any = None
        self.focus_number = 0  # the event that brought the focus there
        self.said: list[tuple[int, str]] = []  # announcements, with their event
        self.waiting: dict[str, Any] | None = None
        self.trying = self.came_meanwhile = False  # events come in while the bus is asked

    def hear(self, event: Any) -> None:
        try:
            if event.source is None or event.source.get_process_id() != self.process_id:
                return
        except GLib.Error:
            return  # it is gone
        self.heard += 1
        kind = str(event.type)
        if kind.startswith("object:state-changed:focused") and event.detail1:
            self.focused, self.focus_number = event.source, self.heard
        elif kind.startswith("object:announcement"):
            self.said.append((self.heard, str(event.any_data)))
        if self.waiting is not None:
            self.try_again()

    def ask(self, request: dict[str, Any]) -> None:
        """Take a request; it is answered now, when an event brings what it waits for, or when its time is over."""
        self.waiting = request
        request["timer"] = GLib.timeout_add(int(request.get("within", 10) * 1000), self.give_up)
        self.try_again()

    def look(self) -> bool:
        if self.waiting is not None:
            self.try_again()
        return True

    def try_again(self) -> None:
        """Look for what is waited for, and again for what came while looking."""
        self.came_meanwhile = True
        if self.trying:
            return
        self.trying = True
        found = None
        while self.came_meanwhile and found is None and self.waiting is not None:
            self.came_meanwhile = False
            request = self.waiting
            try:
                found = getattr(self, f"do_{request['do']}")(**request.get("with", {}))
            except GLib.Error:  # what was shown is gone meanwhile
                found = None
        self.trying = False
        if found is not None and self.waiting is not None:
            self.answer(found)

    def give_up(self) -> bool:
        if self.waiting is not None:
            self.waiting["timer"] = 0
            self.answer(None)
        return False

    def answer(self, found: Any) -> None:
        assert self.waiting is not None
        if self.waiting["timer"]:
            GLib.source_remove(self.waiting["timer"])
        self.waiting = None
        let_come()
        sys.stdout.write(json.dumps({"found": found, "heard": self.heard}) + "\n")
        sys.stdout.flush()

    # --- requests: None means not yet

    def do_program(self) -> Any:
        """Whether the program shows a window."""
        program = self.program()
        return None if program is None or not program.childCount else program.childCount

    def do_focus(self, after: int = -1) -> Any:
        """Where the keyboard is, once it moved after an event."""
        if self.focused is None or self.focus_number <= after:
            return None
        return told(self.focused)

    def do_focus_named(self, name: str, after: int = -1) -> Any:
        """Where the keyboard is, once it is at a name."""
        if self.focused is None or self.focus_number <= after or called(self.focused) != name:
            return None
        return told(self.focused)

    def do_text(self, whole: str = "") -> Any:
        """Where the keyboard is, once a text stands there, or the `whole` of one."""
        found = None if self.focused is None else told(self.focused)
        right = found is not None and (found["text"] == whole if whole else bool(found["text"]))
        return found if right else None

    def do_focus_in(self, window: str, role: str = "") -> Any:
        """Where the keyboard is, once it is in such a window, at something of such a role."""
        found = None if self.focused is None else told(self.focused)
        right = found is not None and found["window"] == window and role in ("", found["role"])
        return found if right and "focused" in found["states"] else None

    def do_focus_within(self, name: str) -> Any:
        """Where the keyboard is, once that is in something of this name."""
        found = None if self.focused is None else told(self.focused)
        titles = [] if found is None else [each.partition(_BEHIND_TITLE)[0] for each in found["inside"]]
        return found if name in titles and "focused" in found["states"] else None

    def do_value(self, before: str) -> Any:
        """What is chosen where the keyboard is, once it is another than before."""
        return None if self.focused is None or self.focused.name == before else told(self.focused)

    def do_state(self, state: str) -> Any:
        """Where the keyboard is, once that has a state."""
        found = None if self.focused is None else told(self.focused)
        return found if found is not None and state in found["states"] else None

    def do_said(self, part: str, after: int = -1) -> Any:
        """What was announced, once something with this part was."""
        return next((text for number, text in self.said if number > after and part in text), None)

    def do_everything_said(self, after: int = -1) -> Any:
        return [text for number, text in self.said if number > after]

    def do_shown(self, name: str, roles: list[str] | None = None, part: bool = False) -> Any:
        """Something in sight by its name."""
        for each in self.walk():
            if (each.name == name or (part and name in each.name)) and (not roles or each.getRoleName() in roles):
                return told(each)
        return None

    def do_gone(self, name: str) -> Any:
        """Whether nothing in sight has this name."""
        return None if any(each.name == name for each in self.walk()) else True

    def do_everything(self) -> Any:
        """All that is in sight."""
        return [told(each) for each in self.walk()]

    def do_cells(self, name: str, rows: int = 5) -> Any:
        """The headings and first rows of a table in sight."""
        for each in self.walk():
            if each.name == name and each.getRoleName() in _ROLES_OF_MANY:
                table = each.queryTable()
                columns = range(table.nColumns)
                return {
                    "headings": [table.getColumnDescription(at) for at in columns],
                    "header_cells": [
                        child.name
                        for child in (each[at] for at in range(min(each.childCount, table.nColumns)))
                        if child.getRoleName() in ("table column header", "column header")
                    ],
                    "rows": [
                        [table.getAccessibleAt(at, column).name for column in columns]
                        for at in range(min(rows, table.nRows))
                    ],
                    "count": table.nRows,
                }
        return None

    def do_first_row(self, name: str, cell: str) -> Any:
        """Whether the first row of a table has a cell that reads so."""
        found = self.do_cells(name, rows=1)
        return True if found and found["rows"] and cell in found["rows"][0] else None

    # --- the tree

    def program(self) -> Any:
        desktop = pyatspi.Registry.getDesktop(0)
        for each in desktop:
            if each is not None and each.get_process_id() == self.process_id:
                return each
        return None

    def walk(self) -> Any:
        """All that is in sight, but not what tables and lists hold."""
        program = self.program()
        rest = [] if program is None else [program]
        while rest:
            each = rest.pop()
            if each is not program:
                if not each.getState().contains(pyatspi.STATE_SHOWING):
                    continue
                yield each
            if each.getRoleName() not in _ROLES_OF_MANY:
                rest += [child for child in reversed(list(each)) if child is not None]


def window_role(each: Any) -> str:
    """What kind of window it is in."""
    roles = [each.getRoleName(), *(parent.getRoleName() for parent in parents(each))]
    return str(roles[-2]) if len(roles) > 1 else ""


def let_come() -> None:
    """Take the events that are on their way before what is asked next is judged by them."""
    context = GLib.MainContext.default()
    while context.pending():
        context.iteration(False)


def told(each: Any) -> dict[str, Any]:
    """What is read out of a thing."""
    try:
        text = each.queryText().getText(0, -1)
    except NotImplementedError:
        text = ""
    try:
        value = each.queryValue().currentValue
    except NotImplementedError:
        value = None
    return {
        "name": each.name,
        "label": label(each),
        "role": each.getRoleName(),
        "description": each.description,
        "states": sorted(pyatspi.stateToString(state) for state in each.getState().getStates()),
        "text": text,
        "value": value,
        "window": window_role(each),
        "inside": [parent.name for parent in parents(each) if parent.name],
    }


def label(each: Any) -> str:
    """The text that stands before it: a combo box is named by what is chosen in it."""
    for relation in each.getRelationSet():
        if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY:
            return str(relation.getTarget(0).name)
    return ""


def called(each: Any) -> str:
    return label(each) or str(each.name)


def parents(each: Any) -> Any:
    while (each := each.parent) is not None and each.getRoleName() != "desktop frame":
        yield each


def main() -> None:
    reader = Reader(int(sys.argv[1]))
    for kind in _HEARD:
        pyatspi.Registry.registerEventListener(reader.hear, kind)
    loop = GLib.MainLoop()

    def read(_channel: Any, _condition: Any) -> bool:
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        let_come()
        reader.ask(json.loads(line))
        return True

    GLib.timeout_add(_LOOK_EVERY_MS, reader.look)
    GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, read)
    sys.stdout.write(json.dumps({"found": "ready", "heard": 0}) + "\n")
    sys.stdout.flush()
    loop.run()


if __name__ == "__main__":
    main()
