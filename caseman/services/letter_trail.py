"""The entries of the trail about letters on their way, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from caseman.domain.enclosing import EnclosedKind
from caseman.domain.letters import LetterKind
from caseman.domain.post import MailClass
from caseman.text import T, Text

_Details = dict[str, Any]


def _made(details: _Details) -> Text:
    number, kind = details["document"], LetterKind(details["kind"]).label
    if "supersedes" not in details:
        return T("Letter {number} was made: {kind}.", number=number, kind=kind)
    return T(
        "Letter {number} was made: {kind}, version {version}. It supersedes {before}.",
        number=number,
        kind=kind,
        version=details["version"],
        before=details["supersedes"],
    )


def _enclosed(details: _Details) -> Text:
    label = EnclosedKind(details["kind"]).label
    return T("{kind}: {words}", kind=label, words=details["words"]) if details["words"] else label


LETTER_TRAIL: Final[dict[str, Callable[[_Details], Text]]] = {
    "letter_made": _made,
    "letter_taken_back": lambda d: T(
        "Letter {number} was taken back before it was printed: {reason}", number=d["document"], reason=d["reason"]
    ),
    "letter_submitted": lambda d: T("Letter {number} was submitted for review.", number=d["document"]),
    "letter_approved": lambda d: T("Letter {number} was approved.", number=d["document"]),
    "letter_sent_back": lambda d: T(
        "Letter {number} was sent back: {reason}", number=d["document"], reason=d["reason"]
    ),
    "letter_printed": lambda d: T("Letter {number} was printed.", number=d["document"]),
    "letter_saved": lambda d: T("Letter {number} was saved as a file.", number=d["document"]),
    "letter_dispatched": lambda d: T(
        "Letter {number} left on {day} by {mail}.",
        number=d["document"],
        day=date.fromisoformat(d["dispatched_on"]),
        mail=MailClass(d["mail_class"]).label,
    ),
    "letter_delivered": lambda d: T(
        "Letter {number} was delivered on {day}.",
        number=d["document"],
        day=date.fromisoformat(d["delivered_on"]),
    ),
    "letter_returned": lambda d: T(
        "Letter {number} came back on {day}: {reason}",
        number=d["document"],
        day=date.fromisoformat(d["returned_on"]),
        reason=d["reason"],
    ),
    "enclosure_added": lambda d: T(
        "Enclosed with letter {number}: {what}; sheets: {sheets}.",
        number=d["document"],
        what=_enclosed(d),
        sheets=d["sheets"],
    ),
    "enclosure_removed": lambda d: T(
        "Not enclosed with letter {number} after all: {what}; sheets: {sheets}.",
        number=d["document"],
        what=_enclosed(d),
        sheets=d["sheets"],
    ),
    "send_check_agreed": lambda d: T(
        "Addressee and enclosures of letter {number} were compared before sending; they agree.", number=d["document"]
    ),
    "send_check_differed": lambda d: T(
        "Addressee or enclosures of letter {number} did not agree before sending. It was stopped.",
        number=d["document"],
    ),
    "run_made": lambda d: T("Print run {run} was made. Letters: {letters}.", run=d["run"], letters=d["letters"]),
    "run_printing": lambda d: T("Print run {run} is printed from sheet {sheet} on.", run=d["run"], sheet=d["sheet"]),
    "run_paused": lambda d: T(
        "Print run {run} stopped at sheet {sheet}: {reason}", run=d["run"], sheet=d["sheet"], reason=d["reason"]
    ),
    "run_spoilt": lambda d: T(
        "Sheet {sheet} of print run {run} was spoilt: {reason}", sheet=d["sheet"], run=d["run"], reason=d["reason"]
    ),
    "run_printed": lambda d: T("Print run {run} is printed.", run=d["run"]),
    "run_letter_out": lambda d: T(
        "Letter {number} was taken out of print run {run}.", number=d["document"], run=d["run"]
    ),
    "run_mail_class": lambda d: T(
        "Letter {number} of print run {run} is to leave by {mail}.",
        number=d["document"],
        run=d["run"],
        mail=MailClass(d["mail_class"]).label,
    ),
    "run_tracked": lambda d: T("Tracking numbers of print run {run} were taken: {count}.", **d),
    "run_sent": lambda d: T(
        "The letters of print run {run} left on {day}: {letters}.",
        run=d["run"],
        day=date.fromisoformat(d["day"]),
        letters=d["letters"],
    ),
    "run_cancelled": lambda d: T("Print run {run} was cancelled: {reason}", run=d["run"], reason=d["reason"]),
}
