"""Every command of the window, once: its name in both languages, its keys, what it needs, where it stands.

Menus, the palette and the sheet of shortcuts are made of this list; what each does stands in `doing.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Deed, Permission
from caseman.domain.settings import Section
from caseman.text import Language, T, Text
from ui.menu_names import Menu


@dataclass(frozen=True)
class Command:
    """What a person can have the window do.

    `letter` opens it in its menu. `place` is gone to (and its `part`); `press` is the mark of a button of the page in
    sight (`widgets/acting.py`) that is pressed, and `lacking` says what must be in sight for it. A `deed` is
    permitted by roles; one that is not `opened` works without an open office.
    """

    name: str
    label: Text
    keys: tuple[str, ...] = ()
    menu: Menu | None = None
    letter: str = ""
    deed: Deed | None = None
    opened: bool = True
    place: str = ""
    part: str = ""
    press: str = ""
    lacking: Text | None = None
    line_above: bool = False

    def called(self, language: Language) -> str:
        """Its name, in a language."""
        return self.label.say(language)

    @property
    def here(self) -> bool:
        """Whether it depends on the page in sight."""
        return bool(self.press) and not self.place


_PRINTABLE = T("Nothing that can be printed is in sight: choose a letter, a run or a report first.")
_SAVABLE = T("Nothing that can be saved as a file is in sight: choose a letter, the book or the statistics first.")
_A_FORM = T("Put the cursor into a form that is filled in first.")
_A_CASE = T("Go to a case first.")

_UNDO: Final = "Ctrl+Z"  # while the cursor is in a text field, that takes it for its own text

_FILE_MENU = (
    Command("new_office", T("New office file…"), ("Ctrl+N",), Menu.FILE, "N", opened=False),
    Command("restore", T("Bring back a backup…"), (), Menu.FILE, "B", opened=False),
    Command(
        "back_up",
        T("Back up now"),
        ("Ctrl+B",),
        Menu.FILE,
        "K",
        Permission.BACK_UP,
        place="settings",
        part="backup",
        press="back_up",
        lacking=T("A backup cannot be made just now. See the settings."),
    ),
    Command(
        "check_file",
        T("Check the file"),
        (),
        Menu.FILE,
        "C",
        Permission.READ_TRAIL,
        place="audit",
        part="trail",
        press="check_file",
        lacking=T("The file is being checked already."),
    ),
    Command("print", T("Print…"), ("Ctrl+P",), Menu.FILE, "P", press="print", lacking=_PRINTABLE, line_above=True),
    Command("save_file", T("Save as a file…"), ("Ctrl+Shift+S",), Menu.FILE, "S", press="save_file", lacking=_SAVABLE),
    Command(
        "export",
        T("Export the ledger…"),
        ("Ctrl+Shift+E",),
        Menu.FILE,
        "E",
        Permission.EXPORT,
        place="audit",
        part="export",
    ),
    Command("lock", T("Lock"), ("Ctrl+L",), Menu.FILE, "L", line_above=True),
    Command("quit", T("Quit"), ("Ctrl+Q",), Menu.FILE, "Q", opened=False),
)

_CASE_MENU = (
    Command(
        "log_envelope",
        T("Log an envelope"),
        ("Ctrl+Shift+N",),
        Menu.CASE,
        "L",
        Permission.LOG_POST,
        place="post",
        part="log",
    ),
    Command("open_case", T("Open a case"), (), Menu.CASE, "O", Permission.OPEN_CASE, place="post", part="case"),
    Command("find_case", T("Go to a case…"), ("Ctrl+O",), Menu.CASE, "G", Permission.READ_CASES),
    Command(
        "save",
        T("Save the form"),
        ("Ctrl+Enter", "Ctrl+Return", "Ctrl+S"),
        Menu.CASE,
        "S",
        press="save",
        lacking=_A_FORM,
        line_above=True,
    ),
    Command(
        "next_step",
        T("Next step"),
        ("Ctrl+J",),
        Menu.CASE,
        "N",
        Permission.READ_CASES,
        press="next_step",
        lacking=T("Go to a case that has a next step first."),
    ),
    Command(
        "preview_letter",
        T("Preview the letter"),
        ("Ctrl+Shift+P",),
        Menu.CASE,
        "P",
        Permission.READ_CASES,
        lacking=_A_CASE,
    ),
    Command(
        "undo",
        T("Undo what was done last…"),
        (_UNDO,),
        Menu.CASE,
        "U",
        Permission.READ_CASES,
        lacking=_A_CASE,
        line_above=True,
    ),
    Command("new_note", T("Write a note…"), ("Ctrl+M",), Menu.CASE, "W", Permission.WRITE_NOTES, lacking=_A_CASE),
    Command(
        "previous_case",
        T("Previous case in the list"),
        ("Alt+PgUp",),
        Menu.CASE,
        "R",
        Permission.READ_CASES,
        line_above=True,
    ),
    Command("next_case", T("Next case in the list"), ("Alt+PgDown",), Menu.CASE, "X", Permission.READ_CASES),
)

# The places of the list at the left, in its order.
PLACES: Final = (
    Command("today", T("Today"), ("Ctrl+1",), Menu.GO, "T", Permission.READ_CASES, place="today"),
    Command("post", T("Post"), ("Ctrl+2",), Menu.GO, "P", Permission.LOG_POST, place="post"),
    Command("papers", T("Papers"), ("Ctrl+3",), Menu.GO, "R", Permission.READ_CASES, place="papers"),
    Command("cases", T("Cases"), ("Ctrl+4",), Menu.GO, "C", Permission.READ_CASES, place="cases"),
    Command("letters", T("Letters"), ("Ctrl+5",), Menu.GO, "L", Permission.READ_CASES, place="letters"),
    Command("money", T("Money"), ("Ctrl+6",), Menu.GO, "M", Permission.READ_CASES, place="money"),
    Command("audit", T("Audit"), ("Ctrl+7",), Menu.GO, "A", Permission.READ_TRAIL, place="audit"),
    Command("keys", T("Staff and keys"), ("Ctrl+8",), Menu.GO, "K", Permission.OWN, place="keys"),
    Command("settings", T("Settings"), ("Ctrl+9",), Menu.GO, "S", Permission.OWN, place="settings"),
)

_GO_MENU = (
    *PLACES,
    Command("back", T("Back"), ("Alt+Left",), Menu.GO, "B", line_above=True),
    Command("forward", T("Forward"), ("Alt+Right",), Menu.GO, "F"),
    Command("search", T("Search cases"), ("Ctrl+F",), Menu.GO, "H", Permission.READ_CASES, line_above=True),
    Command("palette", T("Find a command or a case…"), ("Ctrl+K",), Menu.GO, "D", opened=False),
)

_VIEW_MENU = (
    Command("refresh", T("Read again"), ("F5",), Menu.VIEW, "R"),
    Command("next_tab", T("Next tab"), ("Ctrl+PgDown",), Menu.VIEW, "N", line_above=True),
    Command("previous_tab", T("Previous tab"), ("Ctrl+PgUp",), Menu.VIEW, "P"),
    Command("next_pane", T("Next part of the window"), ("F6",), Menu.VIEW, "W", line_above=True),
    Command("previous_pane", T("Previous part of the window"), ("Shift+F6",), Menu.VIEW, "V"),
)

_HELP_MENU = (
    Command("help", T("Help for this place"), ("F1",), Menu.HELP, "H", opened=False),
    Command("help_index", T("Contents of the help"), (), Menu.HELP, "T", opened=False),
    Command("shortcuts", T("Keyboard shortcuts"), ("Ctrl+/", "Shift+F1"), Menu.HELP, "K", opened=False),
    Command("first_case", T("First case, step by step"), (), Menu.HELP, "S", opened=False),
    Command("lifecycle", T("How a case goes"), (), Menu.HELP, "C", opened=False),
    Command("about", T("About caseman"), (), Menu.HELP, "A", opened=False, line_above=True),
)


def _parts(place: str, within: Text, deed: Deed, *parts: tuple[str, Text]) -> Iterator[Command]:
    """The parts of a page, found by the palette."""
    for part, label in parts:
        told = T("{place}: {tab}", place=within, tab=label)
        yield Command(f"{place}:{part}", told, deed=deed, place=place, part=part)


# What only the palette has: the parts of pages, and the steps of the case in sight.
_ELSEWHERE = (
    *_parts("post", T("Post"), Permission.READ_SCANS, ("tray", T("Scan tray"))),
    *_parts("post", T("Post"), Permission.LOG_POST, ("register", T("Register of post"))),
    *_parts("letters", T("Letters"), Permission.READ_CASES, ("runs", T("Print runs"))),
    *_parts(
        "money",
        T("Money"),
        Permission.READ_CASES,
        ("deposits", T("Deposits")),
        ("settled", T("Settled")),
        ("book", T("Book")),
    ),
    *_parts(
        "audit",
        T("Audit"),
        Permission.READ_TRAIL,
        ("trail", T("Trail")),
        ("statistics", T("Statistics")),
        ("retention", T("Retention")),
        ("disposal", T("Disposal")),
        ("register", T("Register kept before")),
    ),
    *_parts(
        "settings",
        T("Settings"),
        Permission.OWN,
        *((each.value, each.label) for each in Section),
    ),
    Command("procedure", T("Edit the office's procedure"), deed=Permission.OFFICE_RULES, place="procedure"),
    Command("texts", T("Letter texts"), deed=Permission.OFFICE_RULES, place="texts"),
    *(
        Command(
            f"step:{step.value}",
            T("Step of this case: {step}", step=step.label),
            (f"Ctrl+Alt+{number}",),
            deed=Permission.READ_CASES,
            lacking=_A_CASE,
        )
        for number, step in enumerate(Step, start=1)
    ),
)

COMMANDS: Final = (*_FILE_MENU, *_CASE_MENU, *_GO_MENU, *_VIEW_MENU, *_HELP_MENU, *_ELSEWHERE)
BY_NAME: Final = {command.name: command for command in COMMANDS}
