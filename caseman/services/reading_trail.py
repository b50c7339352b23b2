"""What the trail says about opening, reading, printing and giving out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from caseman.domain.letters import LetterKind
from caseman.services.opening import Way
from caseman.services.reading import Paper
from caseman.text import T, Text

_Details = dict[str, Any]


def _failed(details: _Details) -> Text:
    name, count = details["name"], details["count"]
    last = datetime.fromisoformat(details["last"])
    if count == 1:
        told = T("A wrong passphrase or code on {last} (UTC)", last=last)
    else:
        first = datetime.fromisoformat(details["first"])
        told = T(
            "Wrong passphrases or codes from {first} to {last} (UTC): {count}", first=first, last=last, count=count
        )
    if name:
        return T("{told}, for {name}. The note beside the file told so.", told=told, name=name)
    return T("{told}. The note beside the file told so.", told=told)


def _restored(details: _Details) -> Text:
    return T(
        "The file was brought back from the backup {backup} on {day} (UTC).",
        backup=details["backup"],
        day=datetime.fromisoformat(details["last"]),
    )


def _paper(details: _Details) -> Text:
    paper = Paper(details["paper"])
    if paper is Paper.MONTH:
        return T(
            "The monthly sheet of the trail for {month} was printed; its anchor is {head}.",
            month=details["month"],
            head=details["head"],
        )
    return T("Printed: {paper}.", paper=paper.label)


READING_TRAIL: Final[dict[str, Callable[[_Details], Text]]] = {
    "file_opened": lambda d: (
        T("The office file was opened {way}.", way=Way(d["way"]).label)
        if "way" in d
        else T("The office file was opened.")
    ),
    "attachment_read": lambda _: T("A page of the disclosed data that go with the answer was looked at."),
    "file_closed": lambda _: T("The window was closed or locked."),
    "unlock_failed": _failed,
    "file_restored": _restored,
    "file_updated": lambda d: T(
        "The file was brought up to date by caseman {program} (file version {version}). A copy from before: {backup}.",
        program=d["program"],
        version=d["version"],
        backup=d["backup"],
    ),
    "file_verified": lambda d: T(
        "The file was checked and is sound. Entries of the trail: {entries}.", entries=d["entries"]
    ),
    "case_read": lambda _: T("The case was opened to read."),
    "envelope_read": lambda d: T("Envelope {envelope} was opened to read.", envelope=d["envelope"]),
    "scan_read": lambda _: T("A scan was looked at."),
    "letter_read": lambda d: T("Letter {number} was read.", number=d["document"]),
    "letter_previewed": lambda d: T("A letter was previewed: {kind}.", kind=LetterKind(d["kind"]).label),
    "run_read": lambda d: T("The papers of print run {run} were looked at.", run=d["run"]),
    "trail_read": lambda _: T("The trail was read."),
    "book_read": lambda _: T("The book was read."),
    "paper_made": _paper,
}
